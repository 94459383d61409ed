package programs_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/generated/apigatewayv2"
	"github.com/cfngen/cfngen/generated/cfn"
	"github.com/cfngen/cfngen/generated/cfn/template"
)

// options are those that the documentation of package cfn has; TestOptions compares the
// two texts.
var options = cmp.Options{
	cmp.Transformer("cfn.Properties", func(x cfn.Properties) string { return cfn.Format(x) }),
	cmp.Transformer("template.Resource", func(x *template.Resource) string { return cfn.Format(x) }),
}

// reply reads properties with a function, which is in memory of its own each time.
func reply(t *testing.T, key string) *apigatewayv2.IntegrationResponse {
	t.Helper()
	var x apigatewayv2.IntegrationResponse
	text := `{"ApiId":{"Fn::If":["Live",{"Ref":"Api"},"a1"]},"IntegrationId":"b2","IntegrationResponseKey":"` + key + `"}`
	if err := x.UnmarshalJSON([]byte(text)); err != nil {
		t.Fatal(err)
	}
	return &x
}

// TestCompare compares properties, resources and what holds them with go-cmp.
func TestCompare(t *testing.T) {
	type stack struct {
		Name      string
		Resources map[string]*template.Resource
	}
	made := map[string]func(key string) any{
		"properties": func(key string) any { return reply(t, key) },
		"interface":  func(key string) any { return []cfn.Properties{reply(t, key)} },
		"JSON":       func(key string) any { return cfn.JSONOf(reply(t, key)) },
		"resource": func(key string) any {
			return &template.Resource{Properties: reply(t, key), DependsOn: cfn.Vals[cfn.LogicalID]("Route")}
		},
		"struct": func(key string) any {
			return stack{"chat", map[string]*template.Resource{"Reply": {Properties: reply(t, key)}}}
		},
	}
	for name, x := range made {
		t.Run(name, func(t *testing.T) {
			if diff := cmp.Diff(x("$default"), x("$default"), options); diff != "" {
				t.Errorf("two readings of one text differ: %s", diff)
			}
			diff := cmp.Diff(x("$default"), x("/4/"), options)
			for _, key := range []string{"$default", "/4/"} {
				if !strings.Contains(diff, key) {
					t.Errorf("the difference does not have %q: %s", key, diff)
				}
			}
		})
	}
}

// TestOptions checks that the documentation has the options of this file.
func TestOptions(t *testing.T) {
	doc, err := os.ReadFile(filepath.Join("..", "..", "templates", "cfn", "doc.go"))
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("compare_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(string(source), "var options = ")
	text, _, _ = strings.Cut(text, "\n}\n")
	commented := "//\t" + strings.ReplaceAll(text+"\n}", "\n", "\n//\t")
	if !strings.Contains(string(doc), commented) {
		t.Errorf("the documentation of package cfn does not have\n%s", commented)
	}
}
