package registry

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// readOne reads the schema of one resource type, given by its members beside the
// name.
func readOne(t *testing.T, members string) *model.Resource {
	t.Helper()
	root, err := jsondoc.Parse("r.json", []byte(`{"typeName": "A::B::C", "additionalProperties": false, `+members+`}`))
	if err != nil {
		t.Fatal(err)
	}
	spec, found := Read("r.json", root, nil)
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return spec.Resources[0]
}

// TestUnexpressed: the model has every constraint that it has no words for, where
// it stands, so that two specifications can be compared in it.
func TestUnexpressed(t *testing.T) {
	long := strings.Repeat("é", 200)
	tests := []struct {
		name, members string
		want          []string
	}{
		{"scalar", `"properties": {"P": {"type": "string", "not": {"enum": ["b", "a"], "const": "b"}}}`, []string{
			`P type: not {"const":"b","enum":["b","a"]}`,
		}},
		{"list", `"properties": {"P": {"type": "array", "contains": {"not": {"type": "string"}}, "additionalItems": {}, "enum": [[]]}}`, []string{
			`P type: enum [[]]`, `P type: additionalItems {}`, `P type: not {"type":"string"}`,
		}},
		{"map", `"properties": {"P": {"type": "object", "propertyNames": {"maxLength": 3}, "patternProperties": {"a": {}}, "additionalProperties": {"type": "string"}}}`, []string{
			`P type: additionalProperties {"type":"string"}`, `P type: propertyNames {"maxLength":3}`,
		}},
		{"resource", `"properties": {"P": {"type": "string"}}, "if": {}, "allOf": [{"not": {"required": ["P"]}}, {"$ref": "#/definitions/D"}],
			"definitions": {"D": {"then": {}}}`, []string{
			` object: not {"required":["P"]}`, ` object: then {}`, ` object: if {}`,
		}},
		{"struct", `"properties": {"P": {"$ref": "#/definitions/D"}, "Q": {"$ref": "#/definitions/D"}},
			"definitions": {"D": {"type": "object", "properties": {"A": {"type": "string"}}, "additionalProperties": {"type": "string"}, "not": {}, "const": {}}}`, []string{
			`D object: additionalProperties {"type":"string"}`, `D object: const {}`, `D object: not {}`,
		}},
		{"alternative", `"properties": {"P": {"type": "string"}}, "anyOf": [{"not": {"required": ["P"]}}, {"patternProperties": {"a": {}}}]`, []string{
			` rules: not {"required":["P"]}`, ` rules: patternProperties {"a":{}}`,
		}},
		{"lost while it is rewritten", `"properties": {"P": {"type": "array", "items": {"type": "string"}, "anyOf": [{"enum": [["a"]]}, {"const": ["b"]}]}}`, []string{
			`P type: enum [["a"]]`, `P type: const ["b"]`,
		}},
		{"long", `"properties": {"P": {"type": "string", "not": {"const": "` + long + `"}}}`, []string{
			`P type: not {"const":"` + strings.Repeat("é", 95) + "… sha256:78844faf405a6fb7",
		}},
		{"none", `"properties": {"P": {"type": "string", "maxLength": 3, "oneOf": [{"relationshipRef": {}}]}}`, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, unexpressedOf(readOne(t, tt.members))); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// unexpressedOf lists what is not expressed of a resource type, each with the
// object or the property that it is said of.
func unexpressedOf(r *model.Resource) []string {
	var out []string
	add := func(where string, list []model.Unexpressed) {
		for _, u := range list {
			if u.Pos.Line == 0 {
				where += " nowhere"
			}
			out = append(out, fmt.Sprintf("%s: %s %s", where, u.Keyword, u.Value))
		}
	}
	for _, o := range append([]*model.Object{r.Object}, r.Definitions...) {
		for _, p := range o.Properties {
			p.Type.Walk(func(t *model.Type) { add(p.Name+" type", t.Unexpressed) })
		}
		add(o.Name+" object", o.Unexpressed)
		o.Rules.Walk(func(t *model.Type) { add(o.Name+" rules", t.Unexpressed) })
	}
	return out
}

// TestOperations: what a schema says of handlers, tags and replacement.
func TestOperations(t *testing.T) {
	tests := []struct {
		members                           string
		updates, tagUpdates, deletesFirst model.Stated
	}{
		{`"properties": {}`, model.Unstated, model.Unstated, model.No},
		{`"properties": {}, "handlers": {"create": {}}, "tagging": {}, "replacementStrategy": "delete_then_create"`, model.No, model.Yes, model.Yes},
		{`"properties": {}, "handlers": {"update": {}}, "tagging": {"tagUpdatable": false}, "replacementStrategy": "create_then_delete"`, model.Yes, model.No, model.No},
		{`"properties": {}, "tagging": {"taggable": false, "tagUpdatable": true}`, model.Unstated, model.No, model.No},
		{`"properties": {}, "tagging": {"taggable": true, "tagUpdatable": true}`, model.Unstated, model.Yes, model.No},
		{`"properties": {}, "handlers": [], "tagging": 1`, model.Unstated, model.Unstated, model.No},
	}
	for _, tt := range tests {
		t.Run(tt.members, func(t *testing.T) {
			r := readOne(t, tt.members)
			if r.Updates != tt.updates || r.TagUpdates != tt.tagUpdates || r.DeletesFirst != tt.deletesFirst {
				t.Errorf("updates %d, tags %d, deletes first %d", r.Updates, r.TagUpdates, r.DeletesFirst)
			}
		})
	}
}
