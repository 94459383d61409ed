package cfn_test

import (
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// Once is a resource type in which one mistake could be found in several ways.
type Once struct {
	Node
	A, B  Value[string]
	Items JSON
	Map   JSON
	Union JSON
	Whole JSON
	Part  *OncePart
}

// OncePart is a nested object that is closed by its rules, too.
type OncePart struct {
	Node
	A    Value[string]
	Free JSON
}

func (*Once) CFNSchema() *schema.Schema { return &onceSchema }

var onceSchema = schema.Schema{
	Name: "AWS::Test::Once", Go: (*Once)(nil),
	Fields: []schema.Field{
		{Name: "A"},
		{Name: "B"},
		{Name: "Items", Check: &schema.Check{Kinds: schema.KindList, MaxItems: "2", Elem: &schema.Check{Kinds: schema.KindString | schema.KindInteger, Pattern: "^a"}}},
		{Name: "Map", Check: &schema.Check{Kinds: schema.KindObject, Properties: []schema.Field{{Name: "k", Check: &schema.Check{Kinds: schema.KindInteger}}}}},
		{Name: "Union", Check: &schema.Check{Kinds: schema.KindString | schema.KindObject, OneOf: []schema.Check{{Kinds: schema.KindString}, {Object: (*OncePart)(nil)}}}},
		{Name: "Whole", Check: &schema.Check{Object: (*OncePart)(nil)}},
		{Name: "Part"},
	},
	Nested: []schema.Schema{{
		Name: "AWS::Test::Once.Part", Go: (*OncePart)(nil), Fields: []schema.Field{{Name: "A"}, {Name: "Free"}},
		Rules: &schema.Check{Only: []string{"A", "Free"}},
	}},
}

// One mistake is one error.
func TestOneErrorEach(t *testing.T) {
	for _, test := range []struct {
		text string
		want []any
	}{
		{`{"Union":null}`, []any{RuleNull, "/Union"}},
		{`{"Items":null}`, []any{RuleNull, "/Items"}},
		{`{"Items":[null]}`, []any{RuleNull, "/Items/0"}},
		{`{"Items":["a",{"b":null}]}`, []any{RuleNull, "/Items/1/b", RuleType, "/Items/1"}},
		{`{"Map":{"k":null}}`, []any{RuleNull, "/Map/k"}},
		{`{"Map":{"o":null}}`, []any{RuleNull, "/Map/o"}},
		{`{"Union":{"A":null}}`, []any{RuleNull, "/Union/A"}},
		{`{"Union":{"Fn::If":["C",null,"a"]}}`, []any{RuleNull, "/Union/Fn::If/1"}},
		{`{"Items":{"Fn::If":["C",[null],["a"]]}}`, []any{RuleNull, "/Items/Fn::If/1/0"}},
		{`{"Items":[{"Ref":[]}]}`, []any{RuleIntrinsic, "/Items/0/Ref"}},
		{`{"Map":{"k":{"Fn::Join":1}}}`, []any{RuleIntrinsic, "/Map/k/Fn::Join"}},
		{`{"Whole":{"A":{"Ref":[]},"Free":{"Fn::Join":""}}}`, []any{RuleIntrinsic, "/Whole/A/Ref", RuleIntrinsic, "/Whole/Free/Fn::Join"}},
		{`{"Whole":{"Free":[null]}}`, []any{RuleNull, "/Whole/Free/0"}},
		{`{"Whole":{"C":1}}`, []any{RuleUnknown, "/Whole/C"}},
		{`{"Part":{"A":"a","C":1}}`, []any{RuleUnknown, "/Part/C"}},
		{`{"Union":{"A":"a","C":1}}`, []any{RuleOneOf, "/Union"}},
	} {
		var x Once
		read := Unmarshal([]byte(test.text), &x, KeepUnknown)
		if len(test.want) == 2 && test.want[0] == RuleNull {
			wantErrors(t, read, test.want...)
		}
		wantErrors(t, Validate(&x), test.want...)
		if t.Failed() {
			t.Errorf("for %s: %v", test.text, read)
		}
	}
}
