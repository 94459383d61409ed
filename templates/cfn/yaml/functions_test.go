package yaml

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/template"
)

// TestFunctions: the functions of templates, those that have a short form, and those whose
// arguments are checked, are the same.
func TestFunctions(t *testing.T) {
	names := functionsOfTemplates(t)
	if len(names) != len(shortForms) {
		t.Errorf("%d functions, and %d short forms", len(names), len(shortForms))
	}
	for _, name := range names {
		t.Run(name, func(t *testing.T) {
			short := strings.TrimPrefix(name, "Fn::")
			if long, ok := longName(short); !ok || long != name {
				t.Errorf("!%s is %q", short, long)
			}
			if name == "Condition" {
				return // which is a function in conditions alone
			}
			// No function takes so many arguments, or such ones, but those that take a list.
			arguments := `[[[]], [[]], [[]], [[]], [[]], [[]], [[]], [[]]]`
			if slices.Contains([]string{"Fn::And", "Fn::Or", "Fn::Length", "Fn::ToJsonString"}, name) {
				arguments = `"text"`
			}
			tmpl := &template.Template{}
			if err := tmpl.UnmarshalJSON([]byte(`{"Resources": {"R": {"Type": "Custom::R", "Properties": {"P": {"` + name + `": ` + arguments + `}}}}}`)); err != nil {
				t.Fatal(err)
			}
			var has bool
			for _, e := range tmpl.Check() {
				if strings.Contains(e.Message, "has no function") {
					t.Error(e)
				}
				has = has || e.Rule == cfn.RuleIntrinsic || e.Rule == cfn.RuleType
			}
			if !has {
				t.Errorf("nothing is wrong with %s", arguments)
			}
		})
	}
}

// functionsOfTemplates returns the functions that templates know, as their source has them.
func functionsOfTemplates(t *testing.T) []string {
	t.Helper()
	source, err := os.ReadFile(filepath.Join("..", "template", "references.go"))
	if err != nil {
		t.Fatal(err)
	}
	_, list, _ := strings.Cut(string(source), "\nvar functions = [...]string{")
	list, _, _ = strings.Cut(list, "}")
	var names []string
	for _, m := range regexp.MustCompile(`"([\w:]+)"`).FindAllStringSubmatch(list, -1) {
		names = append(names, m[1])
	}
	if !slices.Contains(names, "Fn::Sub") {
		t.Fatalf("the list of functions is %q", names)
	}
	return names
}
