package bench

import (
	"bytes"
	"encoding/json"
	"io/fs"

	"github.com/cfngen/cfngen/generated/cfn"
	"github.com/getkin/kin-openapi/openapi3"
	"github.com/mailru/easyjson"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// document is one resource with everything that is measured on it.
type document struct {
	name string
	// text is the JSON of its properties, which every reader is given.
	text   []byte
	codecs []codec
	// strict are those that can refuse unknown properties, asked to do so.
	strict []codec
	// types are those that functions of encoding/json get.
	types      []named
	validators []validator
	// faults are what every validator must refuse.
	faults faults
}

// documents are those that are measured: the one of the project, declared in a
// file of its own, and those of the corpus.
var documents = append([]*document{integrationResponse()}, corpusDocuments()...)

// faults change the decoded properties so that no validator may accept them, by
// what is then wrong.
type faults map[string]func(properties map[string]any)

func remove(name string) func(map[string]any) {
	return func(properties map[string]any) { delete(properties, name) }
}

func set(name string, value any) func(map[string]any) {
	return func(properties map[string]any) { properties[name] = value }
}

// generated is what cfngen generates for T.
type generated[T any] interface {
	*T
	AppendJSON(dst []byte) ([]byte, error)
	MarshalJSON() ([]byte, error)
	UnmarshalJSON(data []byte) error
	Validate(options ...cfn.Option) error
}

// easy is what easyjson generates for P.
type easy[P any] interface {
	*P
	easyjson.Marshaler
	easyjson.Unmarshaler
}

// newDocument reads a resource and its schema from files, to be measured as the
// generated type T and the plain struct P.
func newDocument[T, P any, TP generated[T], PP easy[P]](files fs.FS, name string, faults faults) *document {
	var resource struct{ Properties json.RawMessage }
	must(json.Unmarshal(read(files, name+".json"), &resource))
	text := bytes.Clone(resource.Properties)
	schema := read(files, name+".schema.json")
	x := PP(new(P))
	must(json.Unmarshal(text, x))

	return &document{
		name:       name,
		text:       text,
		codecs:     append(append([]codec{newOurs[T, TP](text)}, newPeers[P](x)...), newEasyJSON[P, PP](x)),
		strict:     append([]codec{newOurs[T, TP](text)}, newStrictPeers[P]()...),
		types:      []named{newNamed[T]("cfngen"), newNamed[P]("encoding_json"), newNamed[fixed]("method_floor")},
		validators: []validator{newOursValidator[T, TP](), newKin(schema), newSanthosh(schema)},
		faults:     faults,
	}
}

func read(files fs.FS, name string) []byte {
	data, err := fs.ReadFile(files, name)
	must(err)
	return data
}

// must stops the run because of a mistake in this package or its testdata.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// validator checks a document. decode makes of JSON text what check takes; the
// time of both together is that of unmarshal and validate.
type validator struct {
	name   string
	decode func(text []byte) (any, error)
	check  func(value any) error
}

func newOursValidator[T any, TP generated[T]]() validator {
	return validator{
		name: "cfngen",
		decode: func(text []byte) (any, error) {
			x := TP(new(T))
			return x, x.UnmarshalJSON(text)
		},
		check: func(value any) error { return value.(TP).Validate() },
	}
}

// decodeAny is how the peers' values are read: they check what encoding/json
// makes of the text without a type.
func decodeAny(text []byte) (value any, err error) {
	err = json.Unmarshal(text, &value)
	return value, err
}

// newKin makes a component of an OpenAPI document of the schema, and others of its
// definitions. What is only in JSON Schema kin-openapi passes over. Of that only
// patternProperties matters to the documents: without it their maps would have
// undeclared properties, so it becomes additionalProperties, which is less to check.
func newKin(schema []byte) validator {
	schema = bytes.ReplaceAll(schema, []byte(`"#/definitions/`), []byte(`"#/components/schemas/`))
	var root map[string]any
	must(json.Unmarshal(schema, &root))
	openMaps(root)
	schemas := map[string]any{}
	if definitions, ok := root["definitions"].(map[string]any); ok {
		schemas = definitions
		delete(root, "definitions")
	}
	schemas["Resource"] = root
	text, err := json.Marshal(map[string]any{"openapi": "3.0.3", "components": map[string]any{"schemas": schemas}})
	must(err)
	doc, err := openapi3.NewLoader().LoadFromData(text)
	must(err)
	s := doc.Components.Schemas["Resource"].Value
	return validator{
		name:   "kin_openapi",
		decode: decodeAny,
		check:  func(value any) error { return s.VisitJSON(value) },
	}
}

// openMaps replaces patternProperties at any depth.
func openMaps(node any) {
	switch node := node.(type) {
	case map[string]any:
		for _, child := range node {
			openMaps(child)
		}
		if patterns, ok := node["patternProperties"].(map[string]any); ok {
			delete(node, "patternProperties")
			for _, values := range patterns {
				node["additionalProperties"] = values
			}
		}
	case []any:
		for _, child := range node {
			openMaps(child)
		}
	}
}

// newSanthosh reads the schema as draft 7, which registry schemas follow.
func newSanthosh(schema []byte) validator {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	must(err)
	if root, ok := doc.(map[string]any); ok {
		delete(root, "$schema") // the dialect's own, which is on the network
		delete(root, "$id")
	}
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft7)
	must(compiler.AddResource("schema.json", doc))
	s, err := compiler.Compile("schema.json")
	must(err)
	return validator{name: "santhosh_tekuri", decode: decodeAny, check: s.Validate}
}
