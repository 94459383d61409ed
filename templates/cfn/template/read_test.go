package template_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/template"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

// TestErrors reads and checks a text with mistakes of all kinds.
func TestErrors(t *testing.T) {
	const text = `{"Resources": {
  "A": {"Type": "AWS::Test::Shapes", "Properties": {"Int": "x",
    "Obj": {"Key": null}}},
  "B/~": {"Type": "T", "DependsOn": [{"Ref": "A"}], "Properties": {"a": null}},
  "C": {"Properties": {}}, "D": {"Type": {"Ref": "T"}, "properties": {}},
  "E": 1},
 "Description": {"Ref": "P"}, "resources": {}}`
	lines := func(errs Errors) string {
		var got []string
		for _, e := range errs {
			got = append(got, fmt.Sprintf("%d:%d %v %s %s", e.Line, e.Column, e.Rule, e.Path, e.LogicalID))
		}
		return strings.Join(got, "\n")
	}
	x, err := template.Read([]byte(text), Known([]Properties{&Shapes{}}))
	const want = `2:60 type /Resources/A/Properties/Int A
3:20 null /Resources/A/Properties/Obj/Key A
4:73 null /Resources/B~1~0/Properties/a B/~
5:56 additionalProperties /Resources/D/properties D
6:8 type /Resources/E E
7:31 additionalProperties /resources `
	if got := lines(ErrorsOf(t, err)); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
	if x == nil || x.Resource("A") == nil || x.Resource("B/~") == nil {
		t.Error("what could be read is not there")
	}
	const wantChecked = `2:60 type /Resources/A/Properties/Int A
3:20 null /Resources/A/Properties/Obj/Key A
4:10 logicalID /Resources/B~1~0 B/~
4:38 type /Resources/B~1~0/DependsOn/0 B/~
4:73 null /Resources/B~1~0/Properties/a B/~
5:8 required /Resources/C/Type C
5:42 type /Resources/D/Type D
5:56 additionalProperties /Resources/D/properties D
6:8 type /Resources/E E
7:17 type /Description 
7:31 additionalProperties /resources `
	if got := lines(template.Check([]byte(text), Known([]Properties{&Shapes{}}))); got != wantChecked {
		t.Errorf("got:\n%s\nwant:\n%s", got, wantChecked)
	}
}

func TestReadErrors(t *testing.T) {
	for text, want := range map[string][]any{
		`{"Resources":{"A":{"Type":"T","Type":"U"}}}`: {RuleSyntax, "/Resources/A/Type"},
		`{"Ref":"P"}`:          {RuleType, ""},
		`[]`:                   {RuleType, ""},
		`{"Resources":[null]}`: {RuleType, "/Resources"},
		`{"Resources":{"A":{"Type":"T","DependsOn":1}}}`: {RuleType, "/Resources/A/DependsOn"},
	} {
		t.Run(text, func(t *testing.T) {
			x, err := template.Read([]byte(text))
			WantErrors(t, err, want...)
			if (x == nil) != (want[0] == RuleSyntax) {
				t.Errorf("%v was returned", x)
			}
			WantErrors(t, new(template.Template).UnmarshalJSON([]byte(text)), want...)
		})
	}
	var r template.Resource
	WantErrors(t, json.Unmarshal([]byte(`{"Type":"T","DependsOn":1}`), &r), RuleType, "/DependsOn")
	if _, err := template.Read([]byte(`{"Resources":{}}`), Known([]Properties{JSONOf("")})); err == nil {
		t.Error("Read takes a type without a schema")
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
		under := func(prefix string) []any {
			out := append([]any(nil), want...)
			for i := 1; i < len(out); i += 2 {
				out[i] = prefix + out[i].(string)
			}
			return out
		}
		for name, resource := range map[string]string{
			"":      `{"Type":"AWS::Test::Shapes","Properties":` + properties + `}`,
			"late ": `{"Properties":` + properties + `,"Type":"AWS::Test::Shapes"}`,
		} {
			t.Run(name+properties, func(t *testing.T) {
				err := new(template.Resource).Decode([]byte(resource), Known([]Properties{(*Shapes)(nil)}))
				WantErrors(t, err, under("/Properties")...)
				_, err = template.Read([]byte(`{"Resources":{"A":`+resource+`}}`), Known([]Properties{(*Shapes)(nil)}))
				WantErrors(t, err, under("/Resources/A/Properties")...)
			})
		}
	}
	for resource, want := range map[string][]any{
		`null`:                           {RuleNull, "/Resources/A"},
		`{"Type":null}`:                  {RuleNull, "/Resources/A/Type"},
		`{"Type":"T","DependsOn":null}`:  {RuleNull, "/Resources/A/DependsOn"},
		`{"Type":"T","Metadata":[null]}`: {RuleType, "/Resources/A/Metadata"},
		`{"Type":"T","Properties":null}`: {RuleNull, "/Resources/A/Properties"},
		`{"Type":"T","Count":[null]}`:    {RuleUnknown, "/Resources/A/Count"},
	} {
		t.Run(resource, func(t *testing.T) {
			_, err := template.Read([]byte(`{"Resources":{"A":`+resource+`}}`), Known([]Properties{(*Shapes)(nil)}))
			WantErrors(t, err, want...)
		})
	}
}

// Of two values with the same key only the last one counts, also where it does not fit, so
// nothing is reported in the other.
func TestSupersededSections(t *testing.T) {
	for _, test := range []struct {
		text string
		want []any
	}{
		{`{"Resources":{"A":{"Wrong":1}},"Resources":0}`, []any{RuleType, "/Resources"}},
		{`{"Resources":{"A":{"Wrong":1}},"Resources":{"B":{"Type":"T"}}}`, nil},
		{`{"Resources":{"A":{"Type":"AWS::Test::Shapes","Properties":{"Wrong":1},"Properties":"x"}}}`, []any{RuleType, "/Resources/A/Properties"}},
		{`{"Resources":{"A":{"Type":"AWS::Test::Shapes","Properties":{"Wrong":1},"Properties":{"Str":"s"}}}}`, nil},
		{`{"Resources":{"A":{"Type":"AWS::Test::Shapes","Properties":{"Str":"s"},"Properties":{"Wrong":1}}}}`, []any{RuleUnknown, "/Resources/A/Properties/Wrong"}},
		{`{"Resources":{"A":{"Properties":{"Wrong":1},"Properties":{"Str":"s"},"Type":"AWS::Test::Shapes"}}}`, nil},
		{`{"Resources":{"A":{"Type":"T","Properties":{"Wrong":1},"Type":"AWS::Test::Shapes"}}}`, []any{RuleUnknown, "/Resources/A/Properties/Wrong"}},
	} {
		t.Run(test.text, func(t *testing.T) {
			_, err := template.Read([]byte(test.text), Known([]Properties{(*Shapes)(nil)}), AllowDuplicateKeys())
			WantErrors(t, err, test.want...)
		})
	}
}

// A byte order mark is no part of the text; offsets count it, columns do not.
func TestByteOrderMark(t *testing.T) {
	const mark = "\uFEFF"
	for name, reader := range map[string]func(text string) error{
		"template": func(text string) error {
			_, err := template.Read([]byte(text), Known([]Properties{&Shapes{}}))
			return err
		},
		"check": func(text string) error {
			if errs := template.Check([]byte(text), Known([]Properties{&Shapes{}})); errs != nil {
				return errs
			}
			return nil
		},
		"resource": func(text string) error { return new(template.Resource).UnmarshalJSON([]byte(text)) },
	} {
		t.Run(name, func(t *testing.T) {
			in := func(properties string) string {
				text := `{"Type":"AWS::Test::Shapes","Metadata":` + properties + `,"Properties":` + properties + `}`
				if name != "resource" {
					text = `{"Resources":{"A":` + text + `}}`
				}
				return text
			}
			if err := reader(mark + in(`{"Str":"s\n"}`)); err != nil {
				t.Error(err)
			}
			for _, wrong := range []string{"{\n \"Str\":\n{\"a\":1,}}", "{\n \"Str\":null}"} {
				want, got := ErrorsOf(t, reader(in(wrong))), ErrorsOf(t, reader(mark+in(wrong)))
				for i := range want {
					if len(got) != len(want) || got[i].Offset != want[i].Offset+len(mark) || got[i].Error() != want[i].Error() {
						t.Errorf("%v at %d, not %v", got[i], got[i].Offset, want[i])
					}
				}
			}
		})
	}
	// What is found after reading has its place in the text after the mark, too.
	errs := template.Check([]byte(mark + `{"Resources":{"A":{"Type":"T","Properties":{"a":{"Ref":"B"}}}}}`))
	if len(errs) != 1 || errs[0].Offset != len(mark)+55 || errs[0].Column != 56 {
		t.Errorf("%+v", errs)
	}
	if _, err := template.Read([]byte("{ \uFEFF}")); !errors.As(err, new(Errors)) || !strings.Contains(err.Error(), "U+FEFF") {
		t.Error(err)
	}
}
