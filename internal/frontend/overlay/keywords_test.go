package overlay

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// TestKeywords: each constraint can be corrected, and is shown as it is written.
func TestKeywords(t *testing.T) {
	values := map[string]string{
		"kinds": `["string","list"]`, "enum": `["\"a\""]`, "pattern": `""`, "format": `"uri"`,
		"minLength": `0`, "maxLength": `2`, "minimum": `0.5`, "maximum": `1`, "exclusiveMinimum": `-1`, "exclusiveMaximum": `7`,
		"multipleOf": `0.1`, "minItems": `1`, "maxItems": `2`, "uniqueItems": `true`, "items": `{"kind":"string"}`, "contains": `{"enum":["\"a\""],"kind":"json"}`,
		"keys": `[{"pattern":"^a","values":{"kind":"json"}},{"pattern":"^b"}]`, "openKeys": `true`,
		"minProperties": `1`, "maxProperties": `3`, "required": `["A"]`, "closed": `true`, "only": `["A"]`,
		"properties": `{"A":{"kind":"string"}}`, "dependencies": `[{"property":"A","required":["B"],"then":{"kind":"json"}}]`,
		"allOf": `[{"kind":"string"}]`, "anyOf": `[{"kind":"string"}]`, "oneOf": `[{"kind":"string"}]`,
	}
	for k := range model.Keywords() {
		t.Run(k.Name, func(t *testing.T) {
			want := values[k.Name]
			r, diags := apply(t, `{"type":"A::B::C","reason":"r","patch":[{"op":"add","path":"/properties/New","value":{"type":{"kind":"json","`+k.Name+`":`+want+`}}}]}`)
			if len(diags) > 0 {
				t.Fatal(diags)
			}
			v := &viewer{positions: map[string]diag.Position{}}
			view, err := v.show(r)
			if err != nil {
				t.Fatal(err)
			}
			pointer := "/properties/New/type/" + k.Name
			if d := cmp.Diff(want, string(view.At(pointer).Raw())); d != "" {
				t.Error(d)
			}
			written, err := jsondoc.Parse("", []byte(want))
			if err != nil {
				t.Fatal(err)
			}
			eachType(written, pointer, func(at string) {
				if _, ok := v.positions[at]; !ok {
					t.Errorf("the type at %s has no position", at)
				}
			})
		})
	}
}

// eachType visits the types in a part of a view, which have a kind.
func eachType(n *jsondoc.Node, at string, visit func(at string)) {
	if n.Get("kind") != nil {
		visit(at)
	}
	for _, m := range n.Members() {
		eachType(m.Value, join(at, m.Name), visit)
	}
	for i, item := range n.Items() {
		eachType(item, at+"/"+string(rune('0'+i)), visit)
	}
}
