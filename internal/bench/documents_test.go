package bench

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/cfngen/cfngen/generated/cfn"
	"github.com/getkin/kin-openapi/openapi3"
	"github.com/mailru/easyjson"
	"github.com/santhosh-tekuri/jsonschema/v6"
)

// document is one resource with everything that is measured on it.
type document struct {
	name string
	// text is the JSON of its properties, which every reader is given.
	text       []byte
	codecs     []codec
	std        []codec
	validators []validator
	// faults are what every validator must refuse.
	faults faults
}

// documents are those that are measured, each declared in a file of its own.
var documents = []*document{integrationResponse()}

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

// newDocument reads a resource and its schema from testdata, to be measured as
// the generated type T and the plain struct P.
func newDocument[T, P any, TP generated[T], PP easy[P]](name string, faults faults) *document {
	var resource struct{ Properties json.RawMessage }
	must(json.Unmarshal(testdata(name+".json"), &resource))
	text := bytes.Clone(resource.Properties)
	schema := testdata(name + ".schema.json")

	return &document{
		name:       name,
		text:       text,
		codecs:     append([]codec{newOurs[T, TP](text)}, newPeers[P, PP](text)...),
		std:        []codec{newStd[T]("cfngen", text), newStd[P]("encoding_json", text), newStd[fixed]("method_floor", text)},
		validators: []validator{newOursValidator[T, TP](), newKin(schema), newSanthosh(schema)},
		faults:     faults,
	}
}

func testdata(name string) []byte {
	data, err := os.ReadFile(filepath.Join("testdata", name))
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

func newKin(schema []byte) validator {
	var s openapi3.Schema
	must(json.Unmarshal(schema, &s))
	return validator{
		name:   "kin_openapi",
		decode: decodeAny,
		check:  func(value any) error { return s.VisitJSON(value) },
	}
}

func newSanthosh(schema []byte) validator {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	must(err)
	compiler := jsonschema.NewCompiler()
	must(compiler.AddResource("schema.json", doc))
	s, err := compiler.Compile("schema.json")
	must(err)
	return validator{name: "santhosh_tekuri", decode: decodeAny, check: s.Validate}
}
