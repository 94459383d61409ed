package cfn_test

import (
	"strings"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/schema"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

// Choice is a resource type with alternatives that differ in single rules.
type Choice struct {
	Node
	A, B Value[string]
	Text Value[string]
	Free JSON
}

func (*Choice) CFNSchema() *schema.Schema { return &choiceSchema }

var choiceSchema = schema.Schema{
	Name: "AWS::Test::Choice", Go: (*Choice)(nil),
	Fields: []schema.Field{
		{Name: "A"},
		{Name: "B"},
		{Name: "Text", Check: &schema.Check{OneOf: []schema.Check{{Pattern: "^a"}, {Pattern: "^b"}}}},
		{Name: "Free", Check: &schema.Check{OneOf: []schema.Check{{Kinds: schema.KindString, Enum: []string{`"x"`}}, {Kinds: schema.KindString, MaxLength: "0"}}}},
	},
	Rules: &schema.Check{OneOf: []schema.Check{{Required: []string{"A"}}, {Required: []string{"B"}}}},
}

// Without the rule in which alternatives differ, it is not known that a value fits
// more than one of them.
func TestSkippedRulesInAlternatives(t *testing.T) {
	for _, test := range []struct {
		text    string
		options []Option
		want    []any
	}{
		{`{"A":"a"}`, nil, nil},
		{`{"A":"a"}`, []Option{Skip(RuleRequired)}, nil},
		{`{"A":"a","B":"b"}`, []Option{Skip(RuleRequired)}, []any{RuleOneOf, ""}},
		{`{}`, nil, []any{RuleOneOf, ""}},
		{`{}`, []Option{Skip(RuleRequired)}, nil},
		{`{"A":"a","Text":"a"}`, []Option{Skip(RulePattern)}, nil},
		{`{"A":"a","Text":"c"}`, []Option{Skip(RulePattern)}, nil},
		{`{"A":"a","Text":"c"}`, nil, []any{RuleOneOf, "/Text"}},
		{`{"A":"a","Free":"x"}`, []Option{Skip(RuleMaxLength)}, nil},
		{`{"A":"a","Free":"y"}`, []Option{Skip(RuleEnum)}, nil},
		{`{"A":"a","Free":"y"}`, nil, []any{RuleOneOf, "/Free"}},
		{`{"A":"a","Free":{"Fn::If":["C","x",""]}}`, nil, nil},
		{`{"A":"a","Free":{"Fn::If":["C","x",{"Ref":"AWS::NoValue"}]}}`, nil, nil},
		{`{"A":"a","Free":{"Fn::If":["C",{"Fn::If":["D","x","y"]},{"Ref":"P"}]}}`, nil, []any{RuleOneOf, "/Free/Fn::If/1/Fn::If/2"}},
		{`{"A":"a","Free":{"Fn::If":["C","z","y"]}}`, nil, []any{RuleOneOf, "/Free/Fn::If/1", RuleOneOf, "/Free/Fn::If/2"}},
	} {
		t.Run(test.text, func(t *testing.T) {
			var x Choice
			if err := Unmarshal([]byte(test.text), &x); err != nil {
				t.Fatalf("%s: %v", test.text, err)
			}
			if WantErrors(t, Validate(&x, test.options...), test.want...); t.Failed() {
				t.Fatalf("for %s with %v", test.text, test.options)
			}
		})
	}
}

// Keyed is a resource type with a map whose other keys are free-form.
type Keyed struct {
	Node
	Map Map[JSON]
}

func (*Keyed) CFNSchema() *schema.Schema { return &keyedSchema }

var keyedSchema = schema.Schema{
	Name: "AWS::Test::Keyed", Go: (*Keyed)(nil),
	Fields: []schema.Field{{Name: "Map", Check: &schema.Check{
		Keys: []schema.Keys{{Pattern: "^n"}}, OpenKeys: true,
		Elem: &schema.Check{Kinds: schema.KindInteger | schema.KindBoolean},
	}}},
}

// A value of free-form JSON that can be anything is kept as its text.
func TestOpenKeysOfFreeForm(t *testing.T) {
	const text = `{"Map":{"n":1,"o":"text","p":[1,{"q":true}]}}`
	var x Keyed
	if err := Unmarshal([]byte(text), &x); err != nil {
		t.Fatal(err)
	}
	if err := Validate(&x); err != nil {
		t.Error(err)
	}
	if got, err := AppendJSON(nil, &x); err != nil || string(got) != text {
		t.Errorf("got %s, %v", got, err)
	}
}

// Tree is a resource type whose alternatives hold each other.
type Tree struct {
	Node
	Next JSON
}

// Branch and Twig are the alternatives.
type Branch struct {
	Node
	Next JSON
}

type Twig struct {
	Node
	Next JSON
}

func (*Tree) CFNSchema() *schema.Schema { return treeSchema }

var treeSchema = func() *schema.Schema {
	fields := []schema.Field{{Name: "Next", Check: &schema.Check{OneOf: []schema.Check{
		{Object: (*Branch)(nil)}, {Object: (*Twig)(nil)}, {Kinds: schema.KindString},
	}}}}
	return &schema.Schema{Name: "AWS::Test::Tree", Go: (*Tree)(nil), Fields: fields, Nested: []schema.Schema{
		{Name: "AWS::Test::Tree.Branch", Go: (*Branch)(nil), Fields: fields},
		{Name: "AWS::Test::Tree.Twig", Go: (*Twig)(nil), Fields: fields},
	}}
}()

// A document in which each level doubles the alternatives is refused in the end;
// the test would not end otherwise.
func TestAlternativesInOneAnother(t *testing.T) {
	const levels = 200
	text := strings.Repeat(`{"Next":`, levels) + `"x"` + strings.Repeat("}", levels)
	var x Tree
	if err := Unmarshal([]byte(text), &x); err != nil {
		t.Fatal(err)
	}
	if err := Validate(&x); err == nil {
		t.Error("a value that fits two alternatives is valid")
	}
}
