package cfn_test

import (
	"strings"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/schema"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

// Boxes is a resource type with lists of which at least one item is as it has to be.
type Boxes struct {
	Node
	Texts  List[Value[string]]
	Any    List[Value[string]]
	Ints   List[Value[int64]]
	Frees  List[JSON]
	Leafs  List[*Leaf]
	Lists  List[List[Value[string]]]
	Either List[Value[string]]
	One    List[Value[string]]
	Free   JSON
	Map    Map[List[Value[string]]]
}

func (*Boxes) CFNSchema() *schema.Schema { return &boxesSchema }

var boxesSchema = schema.Schema{
	Name: "AWS::Test::Boxes", Go: (*Boxes)(nil),
	Fields: []schema.Field{
		{Name: "Texts", Check: &schema.Check{Contains: &schema.Check{Pattern: "^a", MaxLength: "2"}}},
		{Name: "Any", Check: &schema.Check{Contains: &schema.Check{}}},
		{Name: "Ints", Check: &schema.Check{Contains: &schema.Check{Minimum: "5"}, Elem: &schema.Check{Maximum: "9"}}},
		{Name: "Frees", Check: &schema.Check{Contains: &schema.Check{Kinds: schema.KindInteger, Minimum: "5"}}},
		{Name: "Leafs", Check: &schema.Check{Contains: &schema.Check{Required: []string{"Value"}}}},
		{Name: "Lists", Check: &schema.Check{Contains: &schema.Check{Contains: &schema.Check{Enum: []string{"a"}}}}},
		{Name: "Either", Check: &schema.Check{AnyOf: []schema.Check{{Contains: &schema.Check{Enum: []string{"a"}}}, {MaxItems: "1"}}}},
		{Name: "One", Check: &schema.Check{OneOf: []schema.Check{{Contains: &schema.Check{Enum: []string{"a"}}}, {Contains: &schema.Check{Enum: []string{"b"}}}}}},
		{Name: "Free", Check: &schema.Check{Kinds: schema.KindList | schema.KindString, Contains: &schema.Check{Enum: []string{`"a"`}}}},
		{Name: "Map", Check: &schema.Check{Elem: &schema.Check{Contains: &schema.Check{Enum: []string{"a"}}}}},
	},
	Nested: NestedTables(),
}

func TestContains(t *testing.T) {
	const none = `{"Ref":"AWS::NoValue"}`
	for _, tt := range []struct {
		name, text string
		wrong      []any
	}{
		{"one fits", `{"Texts":["b","a"]}`, nil},
		{"none fits", `{"Texts":["b","abc"]}`, []any{RuleContains, "/Texts"}},
		{"an empty list", `{"Texts":[]}`, []any{RuleContains, "/Texts"}},
		{"absent", `{}`, nil},
		{"a list that is not known", `{"Texts":{"Fn::Split":[",","b"]}}`, nil},
		{"a list on a condition", `{"Texts":{"Fn::If":["C",["a"],["b"]]}}`, []any{RuleContains, "/Texts/Fn::If/2"}},
		{"a parameter", `{"Texts":["b",{"Ref":"P"}]}`, nil},
		{"a dynamic reference", `{"Texts":["b","{{resolve:ssm:p}}"]}`, nil},
		{"an item on a condition", `{"Texts":["b",{"Fn::If":["C","b","c"]}]}`, nil},
		{"an item that is removed", `{"Texts":["b",` + none + `]}`, []any{RuleContains, "/Texts"}},
		{"a macro", `{"Texts":["b",{"Fn::Transform":{"Name":"M"}}]}`, nil},
		{"any item", `{"Any":["b"]}`, nil},
		{"any item of none", `{"Any":[]}`, []any{RuleContains, "/Any"}},
		{"any item of removed ones", `{"Any":[` + none + `]}`, []any{RuleContains, "/Any"}},
		{"an integer", `{"Ints":[1,"5"]}`, nil},
		{"no integer", `{"Ints":[1,4]}`, []any{RuleContains, "/Ints"}},
		{"an integer that is wrong", `{"Ints":[10]}`, []any{RuleMaximum, "/Ints/0"}},
		{"free-form", `{"Frees":["a",{"b":1},[5],5]}`, nil},
		{"free-form of no such kind", `{"Frees":["a",{"b":1},[5],4]}`, []any{RuleContains, "/Frees"}},
		{"free-form and a function", `{"Frees":["a",{"Fn::Sub":"x"}]}`, nil},
		{"free-form and a removed item", `{"Frees":["a",` + none + `]}`, []any{RuleContains, "/Frees"}},
		{"a struct", `{"Leafs":[{"Key":"k"},{"Key":"k","Value":"v"}]}`, nil},
		{"no struct", `{"Leafs":[{"Key":"k"},{"Key":"l"}]}`, []any{RuleContains, "/Leafs"}},
		{"a struct that is not known", `{"Leafs":[{"Key":"k"},{"Fn::FindInMap":["M","a","b"]}]}`, nil},
		{"a struct with a macro", `{"Leafs":[{"Key":"k","Fn::Transform":{"Name":"M"}}]}`, nil},
		{"a list in a list", `{"Lists":[["b"],["b","a"]]}`, nil},
		{"no list in a list", `{"Lists":[["b"],[]]}`, []any{RuleContains, "/Lists"}},
		{"a list in a list that is not known", `{"Lists":[["b"],["b",{"Ref":"P"}]]}`, nil},
		{"the one alternative", `{"Either":["b","a"]}`, nil},
		{"the other alternative", `{"Either":["b"]}`, nil},
		{"neither alternative", `{"Either":["b","c"]}`, []any{RuleAnyOf, "/Either"}},
		{"an alternative that is not known", `{"Either":["b",{"Ref":"P"}]}`, nil},
		{"exactly one", `{"One":["b"]}`, nil},
		{"both", `{"One":["a","b"]}`, []any{RuleOneOf, "/One"}},
		{"both, perhaps", `{"One":["a",{"Ref":"P"}]}`, nil},
		{"JSON that is a list", `{"Free":["b","a"]}`, nil},
		{"JSON that is another list", `{"Free":["b"]}`, []any{RuleContains, "/Free"}},
		{"JSON that is none", `{"Free":"b"}`, nil},
		{"JSON that is not known", `{"Free":["b",{"Ref":"P"}]}`, nil},
		{"in a map", `{"Map":{"k":["a"],"l":["b"]}}`, []any{RuleContains, "/Map/l"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var x Boxes
			if err := Unmarshal([]byte(tt.text), &x); err != nil {
				t.Fatalf("%s: %v", tt.text, err)
			}
			WantErrors(t, Validate(&x), tt.wrong...)
			if err := Validate(&x, Skip(RuleContains)); err != nil && strings.Contains(err.Error(), "has no item") {
				t.Error(err)
			}
		})
	}
}

// TestContainsMessages: the message names what an item has to be, where that is short.
func TestContainsMessages(t *testing.T) {
	for text, want := range map[string]string{
		`{"Any":[]}`:              "/Any: has no item that is as one of them has to be",
		`{"Texts":["b"]}`:         "/Texts: has no item that is as one of them has to be: the pattern ^a",
		`{"Leafs":[{"Key":"k"}]}`: "/Leafs: has no item that is as one of them has to be: Value",
		`{"Frees":[1]}`:           "/Frees: has no item that is as one of them has to be: an integer",
	} {
		t.Run(text, func(t *testing.T) {
			var x Boxes
			if err := Unmarshal([]byte(text), &x); err != nil {
				t.Fatal(err)
			}
			if err := Validate(&x); err == nil || err.Error() != want {
				t.Errorf("%v\nwant:\n%s", err, want)
			}
		})
	}
}
