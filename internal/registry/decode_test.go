package registry

import (
	"encoding/json"
	"reflect"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/corpus/documents"
	"github.com/cfngen/cfngen/internal/jsondoc"
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
	for _, n := range []*jsondoc.Node{root, root.Get("definitions")} {
		schemas := map[string]*jsondoc.Node{"": n}
		if n != root {
			schemas = map[string]*jsondoc.Node{}
			for _, m := range n.Members() {
				schemas[m.Name] = m.Value
			}
		}
		for key, n := range schemas {
			var want openapi3.SchemaRef
			if err := json.Unmarshal(n.Raw(), &want); err != nil {
				t.Fatal(err)
			}
			if got := refOf(n); !reflect.DeepEqual(got, promised(&want)) {
				t.Errorf("%s: %s differs", name, key)
			}
		}
	}
}

// promised keeps of a schema what schemaOf promises to fill in.
func promised(ref *openapi3.SchemaRef) *openapi3.SchemaRef {
	if ref == nil {
		return nil
	}
	s := ref.Value
	if s == nil {
		return openapi3.NewSchemaRef(ref.Ref, nil)
	}
	out := &openapi3.Schema{
		Type: s.Type, Description: s.Description, Format: s.Format, Pattern: s.Pattern,
		MinLength: s.MinLength, MaxLength: s.MaxLength, MinItems: s.MinItems, MaxItems: s.MaxItems,
		MinProps: s.MinProps, MaxProps: s.MaxProps, UniqueItems: s.UniqueItems, Required: s.Required,
		Always: s.Always, Items: promised(s.Items), Not: promised(s.Not),
		OneOf: promisedList(s.OneOf), AnyOf: promisedList(s.AnyOf), AllOf: promisedList(s.AllOf),
		Properties: promisedMap(s.Properties), PatternProperties: promisedMap(s.PatternProperties),
		AdditionalProperties: openapi3.AdditionalProperties{
			Has: s.AdditionalProperties.Has, Schema: promised(s.AdditionalProperties.Schema),
		},
	}
	return openapi3.NewSchemaRef("", out)
}

func promisedList(refs openapi3.SchemaRefs) openapi3.SchemaRefs {
	if refs == nil {
		return nil
	}
	out := make(openapi3.SchemaRefs, len(refs))
	for i, ref := range refs {
		out[i] = promised(ref)
	}
	return out
}

func promisedMap(schemas openapi3.Schemas) openapi3.Schemas {
	if schemas == nil {
		return nil
	}
	out := make(openapi3.Schemas, len(schemas))
	for name, ref := range schemas {
		out[name] = promised(ref)
	}
	return out
}
