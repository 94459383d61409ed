package cfn_test

import (
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// Shops is a resource type with bounds on collections of several kinds.
type Shops struct {
	Node
	Map    Map[Value[string]]
	Frees  List[JSON]
	Unique List[Value[string]]
	Leaf   *Leaf
}

func (*Shops) CFNSchema() *schema.Schema { return &shopsSchema }

var shopsSchema = schema.Schema{
	Name: "AWS::Test::Shops", Go: (*Shops)(nil),
	Fields: []schema.Field{
		{Name: "Map", Check: &schema.Check{MinProperties: "1", MaxProperties: "2"}},
		{Name: "Frees", Check: &schema.Check{MinItems: "1", MaxItems: "1"}},
		{Name: "Unique", Check: &schema.Check{UniqueItems: true}},
		{Name: "Leaf"},
	},
	Nested: nestedTables(),
}

// A value that is AWS::NoValue is not counted, one that may be is undecided.
func TestCountsOfWhatMayBeRemoved(t *testing.T) {
	const none = `{"Ref":"AWS::NoValue"}`
	for text, wrong := range map[string][]any{
		`{"Map":{"a":"1","b":"2","c":` + none + `}}`:                             nil,
		`{"Map":{"a":"1","b":"2","c":{"Fn::If":["C","3",` + none + `]}}}`:        nil,
		`{"Map":{"a":"1","b":"2","c":{"Fn::If":["C","3","4"]}}}`:                 {RuleMaxProperties, "/Map"},
		`{"Map":{"a":` + none + `}}`:                                             {RuleMinProperties, "/Map"},
		`{"Frees":[1,` + none + `]}`:                                             nil,
		`{"Frees":[1,{"Fn::If":["C",2,` + none + `]}]}`:                          nil,
		`{"Frees":[` + none + `]}`:                                               {RuleMinItems, "/Frees"},
		`{"Frees":[1,{"Ref":"P"}]}`:                                              {RuleMaxItems, "/Frees"},
		`{"Frees":[{"R\u0065f":"AWS\u003a:NoValue"}]}`:                           {RuleMinItems, "/Frees"},
		`{"Unique":[` + none + `,` + none + `,"a"]}`:                             nil,
		`{"Leaf":{"F\u006e::If":["C",{"Key":"k"},{"Ref":"AWS\u003a:NoValue"}]}}`: nil,
	} {
		var x Shops
		if err := Unmarshal([]byte(text), &x); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if err := Validate(&x); wrong == nil && err != nil {
			t.Errorf("%s: %v", text, err)
		} else if wrong != nil {
			wantErrors(t, err, wrong...)
		}
	}
	absent := Shops{Unique: ListOf(Value[string]{}, Value[string]{}, Val("a"))}
	if err := Validate(&absent); err != nil {
		t.Error(err)
	}
}

// What has the method of a generated struct without being one is refused: its
// memory is another.
func TestOtherStructs(t *testing.T) {
	type outer struct {
		Secret string
		Shops
	}
	var j JSON
	for _, x := range []Struct{&outer{}, &j, RawJSON("{}"), Nested(nil, &Shops{}), (*Shops)(nil)} {
		if Unmarshal([]byte(`{}`), x) == nil || Validate(x) == nil {
			t.Errorf("%T was taken", x)
		}
		if _, err := AppendJSON(nil, x); err == nil {
			t.Errorf("%T was written", x)
		}
	}
	if _, err := ReadTemplate([]byte(`{"Resources":{}}`), Known(RawJSON(""))); err == nil {
		t.Error("ReadTemplate takes a type without a schema")
	}
}

// A Node fits into every struct, so branches of another type must be found out.
func TestBranchesOfAnotherType(t *testing.T) {
	node := ObjectIf("C", &Shops{}, nil)
	leaf := &Leaf{Node: node}
	wantErrors(t, Validate(leaf), RuleType, "/Fn::If")
	if text, err := AppendJSON(nil, leaf); err == nil {
		t.Errorf("%s was written", text)
	}
	if _, _, _, ok := ObjectBranches[Leaf](node); ok {
		t.Error("branches were given as another type")
	}
	var x Shops
	if err := Unmarshal([]byte(`{"Leaf":{"Fn::If":["C",{"Key":"k"},{"Ref":"AWS::NoValue"}]}}`), &x); err != nil {
		t.Fatal(err)
	}
	if _, then, els, ok := ObjectBranches[Leaf](x.Leaf.Node); !ok || literalOf(then.Key) != "k" || els != nil {
		t.Error("branches that were read are not given")
	}
}

// A struct that holds itself is an error, not the end of the process.
func TestCycle(t *testing.T) {
	leaf := &Leaf{Key: Val("k")}
	leaf.Next = leaf
	if Validate(leaf) == nil {
		t.Error("Validate accepts a cycle")
	}
	if _, err := AppendJSON(nil, leaf); err == nil {
		t.Error("AppendJSON writes a cycle")
	}
}

// What is written can be read: names that stand twice and made-up functions are
// reported.
func TestWhatCannotBeRead(t *testing.T) {
	open := &Open{Node: ObjectWithUnknown(Entry[JSON]{Key: "Known", Value: RawJSON("1")}, Entry[JSON]{Key: "X", Value: RawJSON("1")}, Entry[JSON]{Key: "X", Value: RawJSON("2")})}
	wantErrors(t, Validate(open), RuleSyntax, "/Known", RuleSyntax, "/X")
	wantErrors(t, Validate(&Shapes{Str: Fn[string]("Foo", RawJSON("1"))}), RuleIntrinsic, "/Str/Foo")
	wantErrors(t, Validate(&Shapes{Bool: DynamicReference[bool]("nonsense")}), RuleIntrinsic, "/Bool")
	var r Resource
	if err := r.Decode([]byte(` {"Properties":{}}`)); err == nil {
		t.Error("a resource without Type was read")
	}
}

// A read-only property is refused where others that are not declared are not.
func TestReadOnlyInOpenObject(t *testing.T) {
	var x openBox
	text := []byte(`{"Arn":"a","Other":1}`)
	wantErrors(t, Unmarshal(text, &x), RuleReadOnly, "/Arn")
	if err := Unmarshal(text, &x, KeepUnknown()); err != nil {
		t.Fatal(err)
	}
	wantErrors(t, Validate(&x), RuleReadOnly, "/Arn")
}

type openBox struct{ Node }

func (*openBox) CFNSchema() *schema.Schema { return &openBoxSchema }

var openBoxSchema = schema.Schema{Name: "AWS::Test::OpenBox", Go: (*openBox)(nil), Open: true, ReadOnly: []string{"Arn"}}
