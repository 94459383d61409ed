package yaml_test

import (
	"strings"
	"testing"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/template"
	"github.com/cfngen/cfngen/templates/cfn/yaml"
)

// TestEditEdges edits texts in unusual forms, and reads what comes out.
func TestEditEdges(t *testing.T) {
	tests := map[string]struct {
		text string
		edit func(x *template.Template)
	}{
		"tag without a name":    {"Metadata:\n  x: [! \"a\", ! 12]\n", nil},
		"tag in angle brackets": {"Metadata:\n  x: [!<tag:yaml.org,2002:str> s]\n", nil},
		"other line breaks":     {"Metadata:\n  x: [a\u0085]\n  y: [b\u2028, c\u2029]\n", nil},
		"GetAtt as one string":  {"Outputs:\n  O:\n    Value: a\n", func(x *template.Template) { x.Output("O").Value = cfn.Fn[string]("Fn::GetAtt", cfn.JSONOf("A.B")) }},
		"exponents":             {"Resources:\n  A:\n    Type: Custom::A\n", func(x *template.Template) { x.Resource("A").Properties = cfn.MustParseJSON(`{"a":1e3,"b":1.5E-7}`) }},
		"the only section goes": {"Description: x\n", func(x *template.Template) { x.Description = cfn.Value[string]{} }},
		"deep":                  {"Metadata:\n  x: " + strings.Repeat("[", 300) + strings.Repeat("]", 300) + "\n", nil},
		"new, deep": {"Description: x\n", func(x *template.Template) {
			x.AddResource("A", template.Resource{Type: cfn.Val("T"), Properties: deep(300)})
		}},
		"a mapping with a merge": {"Metadata:\n  a: &a {x: 1}\nResources:\n  A:\n    <<: *a\n    Type: Custom::A\n", nil},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			x, err := yaml.Read([]byte(test.text), cfn.KeepUnknown())
			if err != nil {
				t.Fatal(err)
			}
			if test.edit != nil {
				test.edit(x)
			} else {
				x.Description = cfn.Val("new")
			}
			got, err := x.Format()
			if err != nil {
				if name == "other line breaks" {
					return // which is refused, not broken
				}
				t.Fatal(err)
			}
			again, err := yaml.Read(got, cfn.KeepUnknown())
			if err != nil || cfn.Diff(again, x) != "" && !strings.Contains(name, "exponents") {
				t.Errorf("%v\n%s\n%s", err, got, cfn.Diff(again, x))
			}
		})
	}
}

func deep(n int) cfn.JSON {
	return cfn.MustParseJSON(strings.Repeat(`{"a":`, n) + "1" + strings.Repeat("}", n))
}

// TestRefused has texts that are refused and do not end the program.
func TestRefused(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"merged into itself": {"k: &a {b: {<<: *a}}\n#" + strings.Repeat("x", 1<<20), "nested too deeply"},
		"UTF-16":             {"\xff\xfek\x00:\x00 \x00a\x00\n\x00", "the text is not UTF-8"},
		"a list as a map":    {"k: !!map [a]", "the value is none of the type !!map"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := yaml.ToJSON([]byte(test.text)); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %.200v, want %s", err, test.want)
			}
		})
	}
}
