package config_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"github.com/cfngen/cfngen/internal/build"
	"github.com/cfngen/cfngen/internal/config"
	"github.com/cfngen/cfngen/internal/diag"
)

func at(line, column int, pointer string) diag.Position {
	return diag.Position{File: "sub/cfngen.yaml", Line: line, Column: column, Pointer: diag.PointerTo(pointer)}
}

// all uses every key but outputs, which goes without some of them.
const all = `# what we generate
types:
  - AWS::Lambda::*
  - "AWS::S3::Bucket"
exclude: [AWS::Lambda::Version]
specs: [pinned/schemas.zip, /abs/spec.json]
overlays: [../overlays]
out: .
package: types
all: alltypes
cfn: example.com/user/cfn
yaml: true
`

func TestParse(t *testing.T) {
	file, found := config.Parse("sub/cfngen.yaml", "sub", []byte(all), build.Formats())
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	got := file.Settings
	want := []config.Setting{
		{Key: "types", Values: []config.Value{
			{Text: "AWS::Lambda::*", Pos: at(3, 5, "/types/0")}, {Text: "AWS::S3::Bucket", Pos: at(4, 5, "/types/1")},
		}},
		{Key: "exclude", Values: []config.Value{{Text: "AWS::Lambda::Version", Pos: at(5, 11, "/exclude/0")}}},
		{Key: "specs", Values: []config.Value{
			{Text: filepath.FromSlash("sub/pinned/schemas.zip"), Pos: at(6, 9, "/specs/0")},
			{Text: filepath.FromSlash("/abs/spec.json"), Pos: at(6, 29, "/specs/1")},
		}},
		{Key: "overlays", Values: []config.Value{{Text: "overlays", Pos: at(7, 12, "/overlays/0")}}},
		{Key: "out", Values: []config.Value{{Text: "sub", Pos: at(8, 6, "/out")}}},
		{Key: "package", Values: []config.Value{{Text: "types", Pos: at(9, 10, "/package")}}},
		{Key: "all", Values: []config.Value{{Text: "alltypes", Pos: at(10, 6, "/all")}}},
		{Key: "cfn", Values: []config.Value{{Text: "example.com/user/cfn", Pos: at(11, 6, "/cfn")}}},
		{Key: "yaml", Values: []config.Value{{Text: "true", Pos: at(12, 7, "/yaml")}}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("settings (-want +got):\n%s", diff)
	}
	var keys []string
	for _, s := range got {
		keys = append(keys, s.Key)
	}
	if !slices.Equal(append(keys, config.OutputList), config.Keys()) {
		t.Errorf("the example has the keys %v, there are %v", keys, config.Keys())
	}
}

func TestParseKinds(t *testing.T) {
	tests := []struct {
		in   string
		want []config.Setting
	}{
		{"", nil},
		{"# nothing yet\n", nil},
		{"--- {}\n", nil},
		{`{"out": "x"}`, []config.Setting{{Key: "out", Values: []config.Value{{Text: "x", Pos: diag.Position{File: "c", Line: 1, Column: 9, Pointer: diag.PointerTo("/out")}}}}}},
		// A byte order mark and the line ends of Windows count for nothing.
		{"\ufeffout: \"x\"\r\n", []config.Setting{{Key: "out", Values: []config.Value{{Text: "x", Pos: diag.Position{File: "c", Line: 1, Column: 6, Pointer: diag.PointerTo("/out")}}}}}},
		{"yaml: FALSE\n", []config.Setting{{Key: "yaml", Values: []config.Value{{Text: "false", Pos: diag.Position{File: "c", Line: 1, Column: 7, Pointer: diag.PointerTo("/yaml")}}}}}},
		{"cfn: &x a\npackage: *x\n", []config.Setting{
			{Key: "cfn", Values: []config.Value{{Text: "a", Pos: diag.Position{File: "c", Line: 1, Column: 6, Pointer: diag.PointerTo("/cfn")}}}},
			{Key: "package", Values: []config.Value{{Text: "a", Pos: diag.Position{File: "c", Line: 1, Column: 6, Pointer: diag.PointerTo("/package")}}}},
		}},
	}
	for _, tt := range tests {
		got, found := config.Parse("c", ".", []byte(tt.in), build.Formats())
		if diff := cmp.Diff(config.File{Settings: tt.want}, got); diff != "" || found.Err() != nil {
			t.Errorf("%q: %v; settings (-want +got):\n%s", tt.in, found.Err(), diff)
		}
	}
}

// bad are files that are refused, with all that is said of them.
var bad = []struct{ in, want string }{
	{"typs: [a]\n", `cfngen.yaml:1:1: unknown key "typs"; did you mean types?`},
	{"out: a\nfrobnicate: b\n", `cfngen.yaml:2:1: unknown key "frobnicate": there are types, exclude, specs, overlays, out, package, all, cfn, yaml, outputs`},
	{"Types: [a]\nout: 5\n", "cfngen.yaml:1:1: unknown key \"Types\"; did you mean types?\ncfngen.yaml:2:6: /out: must be a text, not a number (with quotes it is a text)"},
	{"types: AWS::S3::Bucket\n", "cfngen.yaml:1:8: /types: must be a list of texts, not a text"},
	{"types: {a: b}\n", "cfngen.yaml:1:8: /types: must be a list of texts, not a mapping"},
	{"types:\nout: x\n", "cfngen.yaml:1:7: /types: must be a list of texts, not nothing"},
	{"types: []\n", "cfngen.yaml:1:8: /types: the list is empty: leave the key out"},
	{"types: [a, [b]]\n", "cfngen.yaml:1:12: /types/1: must be a text, not a list"},
	{"types: [\"é\", yes, true]\n", "cfngen.yaml:1:20: /types/2: must be a text, not a boolean (with quotes it is a text)"},
	{"types: [~]\n", "cfngen.yaml:1:9: /types/0: must be a text, not nothing"},
	{"types: [!!binary aGk=]\n", "cfngen.yaml:1:9: /types/0: must be a text, not a value of the type !!binary"},
	{"yaml: yes\n", "cfngen.yaml:1:7: /yaml: must be true or false, not a text"},
	{"yaml: 'true'\n", "cfngen.yaml:1:7: /yaml: must be true or false, not a text"},
	{"yaml: 1\n", "cfngen.yaml:1:7: /yaml: must be true or false, not a number"},
	{"yaml: [true]\n", "cfngen.yaml:1:7: /yaml: must be true or false, not a list"},
	{"yaml:\n", "cfngen.yaml:1:6: /yaml: must be true or false, not nothing"},
	{"package: [a]\n", "cfngen.yaml:1:10: /package: must be a text, not a list"},
	{"package: ''\n", "cfngen.yaml:1:10: /package: the text is empty"},
	{"specs: ['']\n", "cfngen.yaml:1:9: /specs/0: the text is empty"},
	{"specs: ['-']\n", "cfngen.yaml:1:9: /specs/0: - is for the command line"},
	{"overlays: ['-']\n", "cfngen.yaml:1:12: /overlays/0: - is for the command line"},
	{"out: '-'\n", "cfngen.yaml:1:6: /out: - is for the command line"},
	{"specs: ['https://example.com/a.zip']\n", "cfngen.yaml:1:9: /specs/0: a URL is no path: `gen fetch` gets what it names and pins it"},
	{"specs: ['File:a.zip']\n", "cfngen.yaml:1:9: /specs/0: a URL is no path: `gen fetch` gets what it names and pins it"},
	{"overlays: ['http:a']\n", "cfngen.yaml:1:12: /overlays/0: a URL is no path: `gen fetch` gets what it names and pins it"},
	{"- types\n", "cfngen.yaml:1:1: must be a mapping of keys to values, not a list"},
	{"types\n", "cfngen.yaml:1:1: must be a mapping of keys to values, not a text"},
	{"x: &a [*a]\nspecs: &b [*b]\n", "cfngen.yaml:1:1: unknown key \"x\": there are types, exclude, specs, overlays, out, package, all, cfn, yaml, outputs\ncfngen.yaml:2:8: /specs/0: must be a text, not a list"},
}

// Positions on long lines count bytes, too, wherever they are, and cost no more than the
// line.
func TestParseLongLines(t *testing.T) {
	for _, n := range []int{0, 1, 30, 62, 63, 64, 65, 126, 127, 128, 129, 500} {
		for _, letter := range []string{"a", "é", "😀"} {
			text := "{\"" + strings.Repeat(letter, n) + "\": 1, k: 2}"
			_, found := config.Parse("cfngen.yaml", ".", []byte(text), build.Formats())
			if len(found) != 2 || found[1].Pos.Column != strings.Index(text, "k:")+1 {
				t.Errorf("%d times %s: %v", n, letter, found)
			}
		}
	}
	const many = 50_000
	text := "{types: [" + strings.Repeat("5, ", many) + "]}"
	if _, found := config.Parse("cfngen.yaml", ".", []byte(text), build.Formats()); len(found) != many || found[many-1].Pos.Column != len(text)-4 {
		t.Errorf("%d errors", len(found))
	}
	text = "{types: &a [x], k: [" + strings.Repeat("*a, ", many) + "]}"
	if _, found := config.Parse("cfngen.yaml", ".", []byte(text), build.Formats()); len(found) != 1 {
		t.Errorf("%d errors", len(found))
	}
}

func TestParseErrors(t *testing.T) {
	tests := append(slices.Concat(bad, badOutputs),
		// What is no mapping of keys to values for JSON, either.
		struct{ in, want string }{"out: a\nout: b\n", "cfngen.yaml:2:1: /out: the key stands twice"},
		struct{ in, want string }{"out: a\n---\nout: b\n", "cfngen.yaml:2:1: a second document: the file is one"},
		struct{ in, want string }{"types: [a\nout: b", "cfngen.yaml:2:4: not YAML: while parsing a flow sequence: did not find expected ',' or ']'"},
		struct{ in, want string }{"? [out]\n: a\n", "cfngen.yaml:1:3: a key must be a text, not a list"},
		struct{ in, want string }{"5: x\n", `cfngen.yaml:1:1: unknown key "5": there are types, exclude, specs, overlays, out, package, all, cfn, yaml, outputs`},
		struct{ in, want string }{"package: &out cfn\n*out : a\ncfn: b\n", "cfngen.yaml:3:1: /cfn: the key stands twice"},
		struct{ in, want string }{"out: a\ncfn: \x01\n", "cfngen.yaml:2:6: not YAML: control characters are not allowed (value: 1)"},
		struct{ in, want string }{"\xff", "cfngen.yaml:1:1: not YAML: invalid leading UTF-8 octet (value: 255)"},
		struct{ in, want string }{"out: *x\n", "cfngen.yaml:1:6: not YAML: unknown anchor 'x' referenced"},
		struct{ in, want string }{"out: a\n---\n*x\n", "cfngen.yaml:3:1: not YAML: unknown anchor 'x' referenced"},
	)
	for _, tt := range tests {
		got, found := config.Parse("cfngen.yaml", ".", []byte(tt.in), build.Formats())
		if diff := cmp.Diff(tt.want, found.Error()); diff != "" || got.Settings != nil || got.Outputs != nil {
			t.Errorf("%q: settings %v, errors (-want +got):\n%s", tt.in, got, diff)
		}
	}
}

func schema(t *testing.T) (*jsonschema.Schema, map[string]any) {
	t.Helper()
	data, err := os.ReadFile(filepath.Join("..", "..", "cfngen.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(data, &doc); err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("cfngen.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	compiled, err := c.Compile("cfngen.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return compiled, doc
}

// TestSchema: the JSON Schema for editors has the keys that the reader knows, and
// takes and refuses the same files.
func TestSchema(t *testing.T) {
	s, doc := schema(t)
	var keys []string
	for key, value := range doc["properties"].(map[string]any) {
		keys = append(keys, key)
		if value.(map[string]any)["description"] == nil {
			t.Errorf("%s has no description", key)
		}
	}
	want := config.Keys()
	slices.Sort(keys)
	slices.Sort(want)
	if !slices.Equal(keys, want) {
		t.Errorf("the schema has the keys %v, the reader %v", keys, want)
	}
	for _, in := range []string{all, outputs, "{}\n", "types: ['-']\nout: 2020-01-01\n", "specs: [file, ./https:x, 'c:/x']\n"} {
		if _, found := config.Parse("c", ".", []byte(in), build.Formats()); found.Err() != nil {
			t.Errorf("the reader refuses %q: %v", in, found.Err())
		}
		if err := s.Validate(asJSON(t, in)); err != nil {
			t.Errorf("the schema refuses %q: %v", in, err)
		}
	}
	for _, tt := range slices.Concat(bad, badOutputs) {
		if strings.ContainsAny(tt.in, "&!") {
			continue // no JSON value has itself inside, or bytes
		}
		if s.Validate(asJSON(t, tt.in)) == nil {
			t.Errorf("the schema takes %q", tt.in)
		}
	}
}

// asJSON returns the value that an editor sees in a file.
func asJSON(t *testing.T, in string) any {
	t.Helper()
	var v any
	if err := yaml.Load([]byte(in), &v); err != nil {
		t.Fatalf("%q: %v", in, err)
	}
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatalf("%q: %v", in, err)
	}
	out, err := jsonschema.UnmarshalJSON(strings.NewReader(string(data)))
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// FuzzParse: no file panics; what is wrong has a place in the file, and what is
// read is not empty.
func FuzzParse(f *testing.F) {
	f.Add(all)
	f.Add(outputs)
	for _, tt := range slices.Concat(bad, badOutputs) {
		f.Add(tt.in)
	}
	f.Fuzz(func(t *testing.T, in string) {
		file, found := config.Parse("cfngen.yaml", ".", []byte(in), build.Formats())
		for _, d := range found {
			if d.Pos.File != "cfngen.yaml" || d.Severity != diag.Error {
				t.Errorf("%v", d)
			}
		}
		settings := file.Settings
		for _, s := range settings {
			if !slices.Contains(config.Keys(), s.Key) {
				t.Errorf("%+v", s)
			}
		}
		for _, o := range file.Outputs {
			settings = append(settings, config.Setting{Key: config.OutputFormat, Values: []config.Value{o.Format}})
			settings = append(settings, o.Settings...)
		}
		for _, s := range settings {
			if len(s.Values) == 0 {
				t.Errorf("%+v", s)
			}
			for _, v := range s.Values {
				if v.Text == "" || v.Pos.Line == 0 || v.Pos.Column == 0 {
					t.Errorf("%+v", v)
				}
			}
		}
	})
}
