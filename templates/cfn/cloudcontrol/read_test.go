package cloudcontrol_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/cloudcontrol"
	"github.com/cfngen/cfngen/templates/internal/cfntest"
)

// returned is what GetResource could return: read-only properties on all levels, nulls, no
// required property, and one that the struct does not know.
const returned = `{"Arn":"arn:aws:x","Rooms":12,"Height":7.5,"Built":true,"Ids":["a","b"],"Sizes":[1,2.0],"New":{"a":[1]},
	"Gate":{"Url":"https://example.com","Ports":[{"Number":80}],"State":{"Open":false}},
	"Doors":[{"Label":"a","Serial":"7","Width":null},{"Serial":"8"}],"Address":{"Street":"s","Code":9},"Owner":null,"Any":[null,{"a":null}]}`

func TestRead(t *testing.T) {
	for name, do := range map[string]func(*house) error{
		"string": func(x *house) error { return cloudcontrol.Read(returned, x) },
		"bytes":  func(x *house) error { return cloudcontrol.Read([]byte("\ufeff"+returned), x) },
	} {
		t.Run(name, func(t *testing.T) {
			var x house
			if err := do(&x); err != nil {
				t.Fatal(err)
			}
			text, err := cfn.MarshalJSON(&x)
			if err != nil {
				t.Fatal(err)
			}
			want := strings.NewReplacer(`,"Width":null`, ``, `,"Owner":null`, ``, `null,`, ``, `"a":null`, ``).Replace(returned)
			if !cfn.Equal(cfn.JSONOf(&x), parse(t, want)) {
				t.Errorf("got %s\nwant %s", text, want)
			}
		})
	}
}

func TestReadMistakes(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []any
	}{
		{"syntax", `{"Name":`, []any{cfn.RuleSyntax, "/Name"}},
		{"type and null", `{"Floors":"x","Owner":null}`, []any{cfn.RuleType, "/Floors", cfn.RuleNull, "/Owner"}},
		{"no object", `[]`, []any{cfn.RuleType, ""}},
		{"null", `null`, []any{cfn.RuleNull, ""}},
	} {
		t.Run(test.name, func(t *testing.T) {
			cfntest.WantErrors(t, cloudcontrol.Read(test.text, &house{}), test.want...)
		})
	}
}

func parse(t testing.TB, text string) cfn.JSON {
	t.Helper()
	j, err := cfn.ParseJSON(text)
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return j
}

func TestGet(t *testing.T) {
	x := read(t, returned)
	wantGet(t, x, cfn.Attribute[string]("Arn"), "arn:aws:x")
	wantGet(t, x, cfn.Attribute[int64]("Rooms"), 12)
	wantGet(t, x, cfn.Attribute[float64]("Height"), 7.5)
	wantGet(t, x, cfn.Attribute[float64]("Rooms"), 12)
	wantGet(t, x, cfn.Attribute[bool]("Built"), true)
	wantGet(t, x, cfn.Attribute[string]("Gate.Url"), "https://example.com")
	wantGet(t, x, cfn.Attribute[bool]("Gate.State.Open"), false)
	wantGet(t, x, cfn.Attribute[int64]("Address.Code"), 9)
	wantGet(t, x, cfn.Attribute[string]("Address.Street"), "s")
	wantGet(t, x, cfn.Attribute[string]("Doors.1.Serial"), "8")
	wantGet(t, x, cfn.Attribute[int64]("Gate.Ports.0.Number"), 80)
	wantGet(t, x, cfn.Attribute[string]("Ids.1"), "b")
	wantList(t, x, cfn.Attribute[string]("Ids"), "a", "b")
	wantList(t, x, cfn.Attribute[int64]("Sizes"), 1, 2)
	j, err := cloudcontrol.GetJSON(x, cfn.Attribute[string]("Gate.Ports"))
	if err != nil || j.String() != `[{"Number":80}]` {
		t.Errorf("%s, %v", j, err)
	}
}

func wantGet[T cfn.Scalar](t *testing.T, x cfn.Properties, a cfn.Attribute[T], want T) {
	t.Helper()
	if got, err := cloudcontrol.Get(x, a); err != nil || got != want {
		t.Errorf("%s: %v, %v, want %v", a, got, err, want)
	}
}

func wantList[T cfn.Scalar](t *testing.T, x cfn.Properties, a cfn.Attribute[T], want ...T) {
	t.Helper()
	if got, err := cloudcontrol.GetList(x, a); err != nil || !slices.Equal(got, want) {
		t.Errorf("%s: %v, %v, want %v", a, got, err, want)
	}
}

// TestGetMistakes: values are not converted, and what is absent is no zero.
func TestGetMistakes(t *testing.T) {
	x := read(t, returned)
	of := func(_ any, err error) error { return err }
	for _, test := range []struct {
		name string
		err  error
		want []any
	}{
		{"absent", of(cloudcontrol.Get(x, cfn.Attribute[string]("Id"))), []any{cfn.RuleRequired, "/Id"}},
		{"absent in an object", of(cloudcontrol.Get(x, cfn.Attribute[string]("Gate.State.Shut"))), []any{cfn.RuleRequired, "/Gate/State/Shut"}},
		{"beyond a list", of(cloudcontrol.Get(x, cfn.Attribute[string]("Doors.2.Serial"))), []any{cfn.RuleRequired, "/Doors/2/Serial"}},
		{"in a scalar", of(cloudcontrol.Get(x, cfn.Attribute[string]("Arn.Part"))), []any{cfn.RuleRequired, "/Arn/Part"}},
		{"number for a string", of(cloudcontrol.Get(x, cfn.Attribute[string]("Rooms"))), []any{cfn.RuleType, "/Rooms"}},
		{"string for a number", of(cloudcontrol.Get(x, cfn.Attribute[int64]("Arn"))), []any{cfn.RuleType, "/Arn"}},
		{"fraction for an integer", of(cloudcontrol.Get(x, cfn.Attribute[int64]("Height"))), []any{cfn.RuleType, "/Height"}},
		{"list for a string", of(cloudcontrol.Get(x, cfn.Attribute[string]("Ids"))), []any{cfn.RuleType, "/Ids"}},
		{"string for a list", of(cloudcontrol.GetList(x, cfn.Attribute[string]("Arn"))), []any{cfn.RuleType, "/Arn"}},
		{"an item", of(cloudcontrol.GetList(x, cfn.Attribute[string]("Sizes"))), []any{cfn.RuleType, "/Sizes/0"}},
		{"no list", of(cloudcontrol.GetList(x, cfn.Attribute[string]("Id"))), []any{cfn.RuleRequired, "/Id"}},
		{"no JSON", of(cloudcontrol.GetJSON(x, cfn.Attribute[string]("Id"))), []any{cfn.RuleRequired, "/Id"}},
	} {
		t.Run(test.name, func(t *testing.T) { cfntest.WantErrors(t, test.err, test.want...) })
	}
	if _, err := cloudcontrol.Get(nil, cfn.Attribute[string]("Arn")); err == nil {
		t.Error("nil has an attribute")
	}
}
