package openapi_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/backend"
	"github.com/cfngen/cfngen/internal/backend/openapi"
	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/corpus/documents"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/frontend/source"
)

// load has kin-openapi read a document, resolve its references and validate it.
func load(t *testing.T, text []byte, options ...openapi3.ValidationOption) *openapi3.T {
	t.Helper()
	loader := openapi3.NewLoader()
	doc, err := loader.LoadFromData(text)
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(loader.Context, options...); err != nil {
		t.Fatalf("%.4000v", err)
	}
	return doc
}

// compareWithKin compares a document with what kin-openapi writes of it: it has understood each
// keyword. It leaves out those that demand nothing, and its bounds are float64, which is why
// the document is not its text.
func compareWithKin(t *testing.T, text []byte, doc *openapi3.T) {
	t.Helper()
	again, err := json.Marshal(doc)
	if err != nil {
		t.Fatal(err)
	}
	var want, got any
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(again, &got); err != nil {
		t.Fatal(err)
	}
	for _, s := range want.(map[string]any)["components"].(map[string]any)["schemas"].(map[string]any) {
		leaveOut(s)
	}
	if !reflect.DeepEqual(want, got) { // cmp takes seconds for all types
		t.Errorf("-written +kin-openapi\n%.8000s", cmp.Diff(want, got))
	}
}

// leaveOut removes the keywords of a schema that demand nothing.
func leaveOut(schema any) {
	s, ok := schema.(map[string]any)
	if !ok {
		return
	}
	for name, nothing := range map[string]any{"minLength": 0.0, "minItems": 0.0, "minProperties": 0.0, "pattern": ""} {
		if s[name] == nothing {
			delete(s, name)
		}
	}
	for name, inner := range s {
		switch inner := inner.(type) {
		case []any:
			for _, item := range inner {
				leaveOut(item)
			}
		case map[string]any:
			if name == "properties" || name == "patternProperties" || name == "dependentSchemas" {
				for _, of := range inner {
					leaveOut(of)
				}
			} else {
				leaveOut(inner)
			}
		}
	}
}

// TestCorpus: kin-openapi takes the document of all types that AWS publishes.
func TestCorpus(t *testing.T) {
	for _, tt := range []struct {
		file      corpus.File
		functions bool
	}{{corpus.Registry, false}, {corpus.Registry, true}, {corpus.ResourceSpec, false}} {
		t.Run(fmt.Sprintf("%s functions %t", tt.file, tt.functions), func(t *testing.T) {
			spec, found := frontend.Read(documents.Open(t, tt.file), nil)
			if err := found.Err(); err != nil {
				t.Fatalf("%.2000s", err)
			}
			product, found := openapi.Backend{Tool: tool, Functions: tt.functions}.Make(spec, backend.Options{})
			if err := found.Err(); err != nil {
				t.Fatalf("%.2000s", err)
			}
			text := product.Files[openapi.File]
			// Not all patterns are RE2, and AWS has a boolean as the default of a string.
			doc := load(t, text, openapi3.DisableSchemaPatternValidation(), openapi3.DisableSchemaDefaultsValidation())
			if got := len(doc.Components.Schemas); got < 2*len(spec.Resources) {
				t.Errorf("%d schemas of %d types", got, len(spec.Resources))
			}
			compareWithKin(t, text, doc)
		})
	}
}

// TestFunctions: which values there can be, with functions and without.
func TestFunctions(t *testing.T) {
	const input = `{"typeName": "A::B::C", "additionalProperties": false,
		"definitions": {"D": {"type": "object", "additionalProperties": false, "properties": {"N": {"type": "integer", "minimum": 3}}}},
		"properties": {"E": {"type": "string", "enum": ["a", "b"]}, "D": {"$ref": "#/definitions/D"}, "L": {"type": "array", "items": {"type": "string"}, "maxItems": 1},
			"O": {"type": "string", "oneOf": [{"enum": ["x", "y"]}, {"enum": ["y", "z"]}]}}}`
	docs := []source.Document{{Name: "a.json", Path: "a.json", Data: []byte(input)}}
	for _, tt := range []struct {
		value              string
		literal, functions bool
	}{
		{`{"E": "a", "D": {"N": 3}, "L": ["x"], "O": "x"}`, true, true},
		{`{"E": "c"}`, false, false},
		{`{"D": {"N": 2}}`, false, false},
		{`{"L": ["x", "y"]}`, false, false},
		{`{"O": "y"}`, false, false},
		{`{"E": {"Ref": "P"}}`, false, true},
		{`{"E": {"Ref": 1}}`, false, false},
		{`{"E": {"Ref": "P", "Fn::Sub": "x"}}`, false, false},
		{`{"E": {}}`, false, false},
		{`{"E": {"Sub": "x"}}`, false, false},
		{`{"E": {"Fn::Sub": "x"}}`, false, true},
		{`{"E": {"Fn::OfTomorrow": ["x"]}}`, false, true},
		{`{"E": "{{resolve:ssm:x}}"}`, false, true},
		{`{"D": {"Fn::If": ["c", {}, {}]}}`, false, true},
		{`{"D": {"N": {"Ref": "P"}}}`, false, true},
		{`{"L": {"Fn::Split": [",", "a,b"]}}`, false, true},
		{`{"L": [{"Ref": "P"}]}`, false, true},
		{`{"Ref": "P"}`, false, false},
	} {
		for _, functions := range []bool{false, true} {
			doc := load(t, []byte(made(docs, functions)["want/openapi.json"]))
			var value any
			if err := json.Unmarshal([]byte(tt.value), &value); err != nil {
				t.Fatal(err)
			}
			want := tt.literal
			if functions {
				want = tt.functions
			}
			if err := doc.ValidateSchemaJSON(doc.Components.Schemas["A.B.C"].Value, value, openapi3.EnableJSONSchema2020()); (err == nil) != want {
				t.Errorf("functions %t: %s: %v", functions, tt.value, err)
			}
		}
	}
}
