package cfn_test

import (
	"encoding/json"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/schema"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

// Garden is a resource type as the generator writes it: its nested structs, which
// refer to one another, have their tables in its own and no methods.
type Garden struct {
	Node
	Beds  List[*GardenBed]
	Owner *GardenOwner
}

type GardenBed struct {
	Node
	Kind   Value[string]
	Inside Map[*GardenBed]
	Owner  *GardenOwner
}

type GardenOwner struct {
	Node
	Name Value[string]
	Bed  *GardenBed
}

func (*Garden) CFNSchema() *schema.Schema { return &gardenSchema }

var gardenSchema = schema.Schema{
	Name: "AWS::Test::Garden", Go: (*Garden)(nil),
	Fields: []schema.Field{{Name: "Beds"}, {Name: "Owner", Flags: schema.FlagRequired}},
	Nested: []schema.Schema{
		{
			Name: "AWS::Test::Garden.Bed", Go: (*GardenBed)(nil),
			Fields: []schema.Field{{Name: "Kind", Check: &schema.Check{Enum: []string{"rose", "herb"}}}, {Name: "Inside"}, {Name: "Owner"}},
		},
		{
			Name: "AWS::Test::Garden.Owner", Go: (*GardenOwner)(nil),
			Fields: []schema.Field{{Name: "Name", Flags: schema.FlagRequired}, {Name: "Bed"}},
		},
	},
}

func TestNested(t *testing.T) {
	const text = `{"Beds":[{"Kind":"rose","Inside":{"a":{"Owner":{"Name":"n"}}}},{"Fn::If":["C",{"Kind":"herb"},{"Ref":"AWS::NoValue"}]}],` +
		`"Owner":{"Name":"m","Bed":{}}}`
	var g Garden
	if err := Unmarshal([]byte(text), &g); err != nil {
		t.Fatal(err)
	}
	if got := write(t, &g); got != text {
		t.Errorf("\n got %s\nwant %s", got, text)
	}
	if err := Validate(&g); err != nil {
		t.Error(err)
	}
	g.Owner.Bed = &GardenBed{Kind: Val("weed"), Owner: &GardenOwner{}}
	WantErrors(t, Validate(&g), RuleEnum, "/Owner/Bed/Kind", RuleRequired, "/Owner/Bed/Owner/Name")
	if err := Unmarshal([]byte(`{"Beds":[{"Kin":"rose"}]}`), &g); err == nil || err.Error() !=
		"1:11: /Beds/0/Kin: the property is not one of AWS::Test::Garden.Bed; did you mean Kind?" {
		t.Error(err)
	}
}

// A nested struct can be worked on by itself, and not without its resource type.
func TestNestedAlone(t *testing.T) {
	bed := &GardenBed{Kind: Val("weed"), Inside: MapOf(map[string]*GardenBed{"a": {Kind: Val("herb")}})}
	view := Nested((*Garden)(nil), bed)
	if got := write(t, view); got != `{"Kind":"weed","Inside":{"a":{"Kind":"herb"}}}` {
		t.Error(got)
	}
	WantErrors(t, Validate(view), RuleEnum, "/Kind")
	if err := Unmarshal([]byte(`{"Kind":"rose"}`), view); err != nil || literalOf(bed.Kind) != "rose" || !MapIsAbsent(bed.Inside) {
		t.Errorf("%v, %s", err, write(t, view))
	}
	for _, wrong := range []Struct{Nested((*Garden)(nil), &Leaf{}), Nested((*Garden)(nil), *bed), Nested((*Garden)(nil), nil),
		Nested((*Garden)(nil), (*GardenBed)(nil)), Nested(&Leaf{}, bed)} {
		if Validate(wrong) == nil || Unmarshal([]byte("{}"), wrong) == nil {
			t.Errorf("%v was taken", wrong)
		}
		if _, err := MarshalJSON(wrong); err == nil {
			t.Errorf("%v was written", wrong)
		}
	}
	if text, err := json.Marshal(bed); err == nil {
		t.Errorf("json.Marshal gives %s", text)
	}
	beds := ListIf("C", ListOf(bed), List[*GardenBed]{})
	if ListIsAbsent(beds) || ListIntrinsic(beds).Name() != "Fn::If" {
		t.Error("a list of nested structs cannot be looked into")
	}
	if text, err := MarshalProperty(&beds); err == nil || UnmarshalProperty([]byte("[]"), &beds) == nil {
		t.Errorf("without the resource type, %s was written, or read", text)
	}
}
