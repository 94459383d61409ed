package registry

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/corpus/documents"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
)

const everyKeyword = `{
	"type": "object", "description": "d", "required": ["a"], "additionalProperties": false,
	"minProperties": 1, "maxProperties": 2,
	"properties": {
		"a": {"type": ["string", "integer"], "format": "f", "pattern": "p", "minLength": 0, "maxLength": 0},
		"b": {"type": "array", "minItems": 3, "maxItems": 4, "uniqueItems": true, "items": {"$ref": "#/definitions/D"}},
		"c": {"patternProperties": {"^x": {"type": "boolean"}, "y": true}},
		"d": {"oneOf": [{"required": ["a", "b"]}], "anyOf": [true], "allOf": [], "not": {"type": "null"}},
		"e": {"additionalProperties": {"additionalProperties": true}},
		"f": {"$ref": "#/definitions/D", "description": "beside"},
		"g": {"$ref": "", "description": "no reference"},
		"h": {"properties": {}}
	}
}`

// TestDecode: the schemas are what kin-openapi's own decoder makes of them.
func TestDecode(t *testing.T) {
	decodeBoth(t, "keywords", []byte(everyKeyword))
	docs := documents.Open(t, corpus.Registry)
	for i := 0; i < len(docs); i += 10 {
		decodeBoth(t, docs[i].Name, docs[i].Data)
	}
}

func decodeBoth(t *testing.T, name string, data []byte) {
	t.Helper()
	root, err := jsondoc.Parse(name, data)
	if err != nil {
		t.Fatal(err)
	}
	schemas := []*jsondoc.Node{root}
	for _, m := range root.Get("definitions").Members() {
		schemas = append(schemas, m.Value)
	}
	for _, n := range schemas {
		var want openapi3.SchemaRef
		if err := json.Unmarshal(n.Raw(), &want); err != nil {
			t.Fatal(err)
		}
		compareSchemas(t, value{n}, &want)
	}
}

// compareSchemas compares a schema, and those in it, with what kin-openapi decoded.
func compareSchemas(t *testing.T, v value, want *openapi3.SchemaRef) {
	t.Helper()
	if v.ref() != want.Ref {
		t.Fatalf("%v: the reference is %q, want %q", v.node.Pos(), v.ref(), want.Ref)
	}
	s := want.Value
	if want.Ref != "" || v.node.Is(jsondoc.Bool) {
		return
	}
	promised := &openapi3.Schema{
		Type: s.Type, Description: s.Description, Format: s.Format, Pattern: s.Pattern,
		MinLength: s.MinLength, MaxLength: s.MaxLength, MinItems: s.MinItems, MaxItems: s.MaxItems,
		MinProps: s.MinProps, MaxProps: s.MaxProps, UniqueItems: s.UniqueItems,
	}
	if got := v.schema(); !reflect.DeepEqual(got, promised) {
		t.Fatalf("%v: %+v, want %+v", v.node.Pos(), got, promised)
	}
	if items := v.node.Get("items"); items != nil {
		compareSchemas(t, value{items}, s.Items)
	}
	if extra := v.node.Get("additionalProperties"); extra.Is(jsondoc.Object) {
		compareSchemas(t, value{extra}, s.AdditionalProperties.Schema)
	}
	for name, inner := range s.Properties {
		compareSchemas(t, v.property(name), inner)
	}
	for name, inner := range s.PatternProperties {
		compareSchemas(t, value{v.node.Get("patternProperties").Get(name)}, inner)
	}
	for keyword, refs := range map[string]openapi3.SchemaRefs{"oneOf": s.OneOf, "anyOf": s.AnyOf, "allOf": s.AllOf} {
		for i, a := range v.alternatives(keyword) {
			compareSchemas(t, a, refs[i])
		}
	}
}
