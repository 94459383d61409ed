package cfn_test

import (
	"strings"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/schema"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
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
		t.Run(test.text, func(t *testing.T) {
			var x Once
			read := Unmarshal([]byte(test.text), &x, KeepUnknown())
			if len(test.want) == 2 && test.want[0] == RuleNull {
				WantErrors(t, read, test.want...)
			}
			WantErrors(t, Validate(&x), test.want...)
		})
	}
}

// The reader finds one mistake once, also where it reads a value as text first.
func TestOneErrorEachWhenRead(t *testing.T) {
	for properties, want := range map[string][]any{
		`{"Str":{"a":null}}`:                    {RuleType, "/Str"},
		`{"Ints":[[null]]}`:                     {RuleType, "/Ints/0"},
		`{"Arn":null}`:                          {RuleReadOnly, "/Arn"},
		`{"Arn":[null]}`:                        {RuleReadOnly, "/Arn"},
		`{"str":{"a":null}}`:                    {RuleUnknown, "/str"},
		`{"FreeObj":[null,null]}`:               {RuleType, "/FreeObj"},
		`{"Str":null}`:                          {RuleNull, "/Str"},
		`{"Free":[null]}`:                       {RuleNull, "/Free/0"},
		`{"Obj":{"Key":null},"Arn":{"k":null}}`: {RuleNull, "/Obj/Key", RuleReadOnly, "/Arn"},
		`null`:                                  {RuleNull, ""},
		`[null]`:                                {RuleType, ""},
	} {
		t.Run(properties, func(t *testing.T) {
			WantErrors(t, Unmarshal([]byte(properties), &Shapes{}), want...)
		})
	}
}

// A key of a map that fits no pattern is one mistake; the value of another key is
// checked, and where the rule is off, of each.
func TestOneErrorForAKey(t *testing.T) {
	WantErrors(t, checkOf(t, `"Map":{"x":"","k":""}`), RulePattern, "/Map/x", RuleMinLength, "/Map/k")
	WantErrors(t, checkOf(t, `"Map":{"x":"","k":""}`, Skip(RulePattern)), RuleMinLength, "/Map/x", RuleMinLength, "/Map/k")
}

// YAML has null where the argument of Fn::GetAZs is left out.
func TestNullMessages(t *testing.T) {
	const leave, write = "leave the property out", `write "" for the region of the stack`
	for text, want := range map[string]string{
		`{"Strs":{"Fn::GetAZs":null}}`:                                    write,
		`{"Strs":{ "Fn::GetAZs" :` + "\n" + ` null}}`:                     write,
		`{"Free":[{"Fn::Select":[0,{"Fn::GetAZs":null}]}]}`:               write,
		`{"Strs":{"Fn::If":["C",{"Fn::GetAZs":null},{"Ref":"L"}]}}`:       write,
		`{"Str":{"Fn::Select":["0",{"Fn::GetAZs":null}]}}`:                write,
		`{"Strs":{"Fn::GetAZs":[null]}}`:                                  leave,
		`{"Strs":null}`:                                                   leave,
		`{"Free":{"a":null}}`:                                             leave,
		`{"Obj":{"Key":{"Fn::ImportValue":{"Fn::Sub":["",{"a":null}]}}}}`: leave,
	} {
		t.Run(text, func(t *testing.T) {
			var x Shapes
			for _, err := range []error{x.UnmarshalJSON([]byte(text)), RawJSON(text).Validate()} {
				errs := ErrorsOf(t, err)
				if n := len(errs); n == 0 || errs[n-1].Rule != RuleNull || errs[n-1].Message != "null is not allowed; "+want {
					t.Error(err)
				}
			}
		})
	}
	x := Shapes{Strs: ListFn[Value[string]]("Fn::GetAZs", RawJSON("null"))}
	if err := x.Validate(); err == nil || !strings.Contains(err.Error(), write) {
		t.Error(err)
	}
}
