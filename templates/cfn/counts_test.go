package cfn_test

import (
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/schema"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
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
	Nested: NestedTables(),
}

// A value that is AWS::NoValue is not counted, one that may be is undecided.
func TestCountsOfWhatMayBeRemoved(t *testing.T) {
	const none = `{"Ref":"AWS::NoValue"}`
	for _, tt := range []struct {
		name, text string
		wrong      []any
	}{
		{"removed from a map", `{"Map":{"a":"1","b":"2","c":` + none + `}}`, nil},
		{"removed on a condition", `{"Map":{"a":"1","b":"2","c":{"Fn::If":["C","3",` + none + `]}}}`, nil},
		{"there on both conditions", `{"Map":{"a":"1","b":"2","c":{"Fn::If":["C","3","4"]}}}`, []any{RuleMaxProperties, "/Map"}},
		{"all of a map removed", `{"Map":{"a":` + none + `}}`, []any{RuleMinProperties, "/Map"}},
		{"removed from free-form JSON", `{"Frees":[1,` + none + `]}`, nil},
		{"removed from free-form JSON on a condition", `{"Frees":[1,{"Fn::If":["C",2,` + none + `]}]}`, nil},
		{"all of a list removed", `{"Frees":[` + none + `]}`, []any{RuleMinItems, "/Frees"}},
		{"a parameter", `{"Frees":[1,{"Ref":"P"}]}`, []any{RuleMaxItems, "/Frees"}},
		{"escapes", `{"Frees":[{"R\u0065f":"AWS\u003a:NoValue"}]}`, []any{RuleMinItems, "/Frees"}},
		{"equal items that are removed", `{"Unique":[` + none + `,` + none + `,"a"]}`, nil},
		{"escapes in a struct", `{"Leaf":{"F\u006e::If":["C",{"Key":"k"},{"Ref":"AWS\u003a:NoValue"}]}}`, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var x Shops
			if err := Unmarshal([]byte(tt.text), &x); err != nil {
				t.Fatalf("%s: %v", tt.text, err)
			}
			WantErrors(t, Validate(&x), tt.wrong...)
		})
	}
	absent := Shops{Unique: ListOf(Value[string]{}, Value[string]{}, Val("a"))}
	if err := Validate(&absent); err != nil {
		t.Error(err)
	}
}
