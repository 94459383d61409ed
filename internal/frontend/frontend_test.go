package frontend

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/frontend/source"
)

const (
	schema  = `{"typeName":"A::B::C","additionalProperties":false,"properties":{}}`
	schema2 = `{"typeName":"A::B::A","additionalProperties":false,"properties":{}}`
	rspec   = `{"ResourceSpecificationVersion":"1","ResourceTypes":{"A::B::C":{"Properties":{}}}}`
)

func docs(texts ...string) []source.Document {
	var out []source.Document
	for i, text := range texts {
		name := string(rune('a'+i)) + ".json"
		out = append(out, source.Document{Name: name, Path: "dir/" + name, Data: []byte(text)})
	}
	return out
}

func TestRead(t *testing.T) {
	spec, diags := Read(docs(schema, schema2), nil)
	if len(diags) > 0 || len(spec.Resources) != 2 || spec.Resources[0].TypeName != "A::B::A" || spec.Unselected != 0 {
		t.Fatalf("%v %v", spec.Resources, diags)
	}
	if s := spec.Sources; len(s) != 2 || s[0].Name != "a.json" || len(s[0].Version) != 19 {
		t.Errorf("sources %+v", s)
	}
	spec, diags = Read(docs(schema, schema2), func(name string) bool { return name == "A::B::C" })
	if len(diags) > 0 || len(spec.Resources) != 1 || len(spec.Sources) != 1 || spec.Unselected != 1 {
		t.Errorf("selected: %v %v", spec.Resources, diags)
	}
}

// TestReadManyDocuments: documents are read side by side, and who selects types
// need not know; the race detector watches.
func TestReadManyDocuments(t *testing.T) {
	var texts []string
	for i := range 100 {
		texts = append(texts, strings.Replace(schema, "A::B::C", fmt.Sprintf("A::B::C%d", i), 1))
	}
	asked := map[string]bool{}
	spec, diags := Read(docs(texts...), func(name string) bool {
		asked[name] = true
		return true
	})
	if len(diags) > 0 || len(asked) != 100 || len(spec.Resources) != 100 || len(spec.Sources) != 100 {
		t.Errorf("%d asked, %d read, %v", len(asked), len(spec.Resources), diags)
	}
	for i, s := range spec.Sources {
		if want := string(rune('a'+i)) + ".json"; s.Name != want {
			t.Errorf("source %d is %s, want %s", i, s.Name, want)
		}
	}
}

func TestReadErrors(t *testing.T) {
	for _, c := range []struct {
		docs []source.Document
		want string
	}{
		{docs(`{}`), `dir/a.json:1:1: neither a registry schema (no typeName) nor a resource specification (no ResourceTypes)`},
		{docs(`[]`), `dir/a.json:1:1: no specification: an array`},
		{docs(`{`), `dir/a.json:1:2: the document ends before the value is complete`},
	} {
		t.Run(c.want, func(t *testing.T) {
			if _, diags := Read(c.docs, nil); diags.Error() != c.want {
				t.Errorf("got %s, want %s", diags.Error(), c.want)
			}
		})
	}
}

// TestLeftOut: what is no resource type is an error where the user names it, and left
// out where it was found. What could have been one is an error in any case.
func TestLeftOut(t *testing.T) {
	const typeName = `{"typeName":"A::B::C",`
	for _, c := range []struct {
		name, text, want string
		always           bool
	}{
		{"a.json", `{}`, "1:1: neither a registry schema (no typeName) nor a resource specification (no ResourceTypes)", false},
		{"a.json", `5`, "1:1: no specification: a number", false},
		{"a.json", typeName + `"handlers":{"preCreate":{},"preDelete":{}}}`, "1:1: the schema of the hook A::B::C: no resource type", false},
		{"a.json", typeName + `"typeConfiguration":{}}`, "1:1: the schema of the hook A::B::C: no resource type", false},
		{"a-b-c-configuration.json", typeName + `"properties":{}}`, "1:1: the configuration schema of A::B::C: no resource type", false},
		{"a.json", typeName + `"properties":{"CloudFormationConfiguration":{}}}`, "1:1: the configuration schema of A::B::C: no resource type", false},
		{"a.json", `{"TypeName":"A::B::C","Schema":"{\"typeName\":\"A::B::C\",\"handlers\":{\"preUpdate\":{}}}"}`, "1:33: the schema of the hook A::B::C: no resource type", false},
		{"a.json", "// text", "1:1: invalid character '/' at start of value", false},
		{"a.json", typeName, "1:23: the document ends before the value is complete", true},
		{"a.json", `{"TypeName":"A::B::C","Schema":"{"}`, "1:34: the document ends before the value is complete", true},
		{"a.json", `{"ResourceTypes":`, "1:18: the document ends before the value is complete", true},
		{"a.json", typeName + `"handlers":{"create":{}},"properties":{"CloudFormationConfiguration":{"type":"string"}}}`, "", true},
		{"a-b-c-configuration.json", typeName + `"primaryIdentifier":["/properties/A"],"properties":{"A":{"type":"string"}}}`, "", true},
		{"a-b-configuration.json", typeName + `"properties":{}}`, "", true},
	} {
		for _, found := range []bool{false, true} {
			t.Run(fmt.Sprintf("%s/%.60s/%v", c.name, c.text, found), func(t *testing.T) {
				spec, diags := Read([]source.Document{{Name: c.name, Path: c.name, Data: []byte(c.text), Found: found}}, nil)
				got := diags
				if found && !c.always {
					got = spec.LeftOut
					if len(diags) > 0 {
						t.Errorf("errors: %v", diags)
					}
				}
				at, message, faulty := strings.Cut(c.want, ": ")
				switch {
				case !faulty && len(got) == 0:
				case len(got) != 1 || !strings.HasPrefix(got[0].Error(), c.name+":"+at+":") || !strings.Contains(got[0].Message(), message):
					t.Errorf("got %v, want %s", got, c.want)
				}
				if types := len(spec.Resources); (types == 1) != (c.want == "") {
					t.Errorf("%d resource types", types)
				}
			})
		}
	}
}
