package config_test

import (
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/build"
	"github.com/cfngen/cfngen/internal/config"
)

// outputs has outputs with every key.
const outputs = `types: [AWS::Lambda::*]
outputs:
  - package: types
    format: go # not the first
    out: .
    all: alltypes
    cfn: example.com/user/cfn
    yaml: false
  - {format: jsonschema, out: ../schemas}
  - format: jsonschema
`

func TestParseOutputs(t *testing.T) {
	got, found := config.Parse("sub/cfngen.yaml", "sub", []byte(outputs), build.Formats())
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	value := func(text string, line, column int, pointer string) config.Value {
		return config.Value{Text: text, Pos: at(line, column, pointer)}
	}
	set := func(key, text string, line, column int, pointer string) config.Setting {
		return config.Setting{Key: key, Values: []config.Value{value(text, line, column, pointer)}}
	}
	want := config.File{
		Settings: []config.Setting{set("types", "AWS::Lambda::*", 1, 9, "/types/0")},
		Outputs: []config.Output{
			{
				Format: value("go", 4, 13, "/outputs/0/format"),
				Settings: []config.Setting{
					set("package", "types", 3, 14, "/outputs/0/package"),
					set("out", "sub", 5, 10, "/outputs/0/out"),
					set("all", "alltypes", 6, 10, "/outputs/0/all"),
					set("cfn", "example.com/user/cfn", 7, 10, "/outputs/0/cfn"),
					set("yaml", "false", 8, 11, "/outputs/0/yaml"),
				},
			},
			{
				Format:   value("jsonschema", 9, 14, "/outputs/1/format"),
				Settings: []config.Setting{set("out", filepath.FromSlash("schemas"), 9, 31, "/outputs/1/out")},
			},
			{Format: value("jsonschema", 10, 13, "/outputs/2/format")},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the file (-want +got):\n%s", diff)
	}
}

// badOutputs are files that are refused because of outputs, with all that is said of them.
var badOutputs = []struct{ in, want string }{
	{"outputs: go\n", "cfngen.yaml:1:10: /outputs: must be a list of mappings, not a text"},
	{"outputs: {format: go}\n", "cfngen.yaml:1:10: /outputs: must be a list of mappings, not a mapping"},
	{"outputs:\n", "cfngen.yaml:1:9: /outputs: must be a list of mappings, not nothing"},
	{"outputs: []\n", "cfngen.yaml:1:10: /outputs: the list is empty: leave the key out"},
	{"outputs: [go]\n", "cfngen.yaml:1:11: /outputs/0: must be a mapping of keys to values, not a text"},
	{"outputs: [{format: go}, ~]\n", "cfngen.yaml:1:25: /outputs/1: must be a mapping of keys to values, not nothing"},
	{"outputs:\n  - out: a\n", "cfngen.yaml:2:5: /outputs/0: the key format is missing: there are go, jsonschema, openapi"},
	{"outputs: [{}]\n", "cfngen.yaml:1:11: /outputs/0: the key format is missing: there are go, jsonschema, openapi"},
	{"outputs:\n  - format: json-schema\n", `cfngen.yaml:2:13: /outputs/0/format: unknown format "json-schema"; did you mean jsonschema?`},
	{"outputs: [{format: python}]\n", `cfngen.yaml:1:20: /outputs/0/format: unknown format "python": there are go, jsonschema, openapi`},
	{"outputs: [{format: Go}]\n", `cfngen.yaml:1:20: /outputs/0/format: unknown format "Go"; did you mean go?`},
	{"outputs: [{format: ''}]\n", "cfngen.yaml:1:20: /outputs/0/format: the text is empty"},
	{"outputs: [{format: 5}]\n", "cfngen.yaml:1:20: /outputs/0/format: must be a text, not a number (with quotes it is a text)"},
	{"outputs: [{format: [go]}]\n", "cfngen.yaml:1:20: /outputs/0/format: must be a text, not a list"},
	{"outputs: [{format: go, out: '-'}]\n", "cfngen.yaml:1:29: /outputs/0/out: - is for the command line"},
	{"outputs: [{format: go, out: 'https://example.com/a'}]\n", "cfngen.yaml:1:29: /outputs/0/out: a URL is no path: `gen fetch` gets what it names and pins it"},
	{"outputs: [{format: jsonschema, out: ''}]\n", "cfngen.yaml:1:37: /outputs/0/out: the text is empty"},
	{"outputs: [{format: go, yaml: yes}]\n", "cfngen.yaml:1:30: /outputs/0/yaml: must be true or false, not a text"},
	{"outputs: [{format: go, package: true}]\n", "cfngen.yaml:1:33: /outputs/0/package: must be a text, not a boolean (with quotes it is a text)"},
	{"outputs: [{format: go, pakage: a}]\n", `cfngen.yaml:1:24: /outputs/0: unknown key "pakage"; did you mean package?`},
	{"outputs: [{format: go, types: [a]}]\n", `cfngen.yaml:1:24: /outputs/0: unknown key "types": there are format, out, package, all, cfn, yaml`},
	// What another format has is not what was meant.
	{"outputs:\n  - format: jsonschema\n    package: a\n", "cfngen.yaml:3:5: /outputs/0/package: the format jsonschema has no key package"},
	{"outputs: [{yaml: 5, format: jsonschema}]\n", "cfngen.yaml:1:12: /outputs/0/yaml: the format jsonschema has no key yaml"},
	{"outputs: [{format: jsonschema, pakage: a}]\n", `cfngen.yaml:1:32: /outputs/0: unknown key "pakage": there are format, out, per-type`},
	// Of an unknown format nobody knows which keys it has.
	{"outputs: [{format: gp, package: '', alll: b}]\n", "cfngen.yaml:1:20: /outputs/0/format: unknown format \"gp\"; did you mean go?\n" +
		"cfngen.yaml:1:33: /outputs/0/package: the text is empty\n" +
		"cfngen.yaml:1:37: /outputs/0: unknown key \"alll\"; did you mean all?"},
	{"outputs: [{out: 5}, {x: y, format: go}]\n", "cfngen.yaml:1:17: /outputs/0/out: must be a text, not a number (with quotes it is a text)\n" +
		"cfngen.yaml:1:11: /outputs/0: the key format is missing: there are go, jsonschema, openapi\n" +
		"cfngen.yaml:1:22: /outputs/1: unknown key \"x\": there are format, out, package, all, cfn, yaml"},
	// The second of two places is the wrong one.
	{"out: a\noutputs: [{format: go}]\n", "cfngen.yaml:2:1: /outputs: outputs has its own out"},
	{"outputs: [{format: go}]\ntypes: [a]\nout: a\n", "cfngen.yaml:3:1: /out: outputs has its own out"},
	{"package: a\nall: b\noutputs: [{format: jsonschema}]\ncfn: c\nyaml: true\n", "cfngen.yaml:3:1: /outputs: outputs has its own package, all\n" +
		"cfngen.yaml:4:1: /cfn: outputs has its own cfn\n" +
		"cfngen.yaml:5:1: /yaml: outputs has its own yaml"},
}

// What is refused, and is another file as JSON.
func TestParseOutputsErrors(t *testing.T) {
	tests := []struct{ name, in, want string }{
		{"twice", "outputs: [{format: go, format: jsonschema}]\n", "cfngen.yaml:1:24: /outputs/0/format: the key stands twice"},
		{"outputs twice", "outputs: [{format: go}]\noutputs: []\n", "cfngen.yaml:2:1: /outputs: the key stands twice"},
		{"no text", "outputs: [{format: go, [a]: b}]\n", "cfngen.yaml:1:24: /outputs/0: a key must be a text, not a list"},
		{"itself", "outputs: &a [*a]\n", "cfngen.yaml:1:10: /outputs/0: must be a mapping of keys to values, not a list"},
		{"itself below", "outputs: [&a {format: *a}]\n", "cfngen.yaml:1:11: /outputs/0/format: must be a text, not a mapping"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if _, found := config.Parse("cfngen.yaml", ".", []byte(tt.in), build.Formats()); found.Error() != tt.want {
				t.Errorf("%v; want %s", found, tt.want)
			}
		})
	}
}

// TestParseOutputsAliases: what stands in the file once is reported once.
func TestParseOutputsAliases(t *testing.T) {
	text := "outputs: [&a {format: go, " + strings.Repeat("x: y, ", 100) + "}, " + strings.Repeat("*a, ", 5000) + "]\n"
	if _, found := config.Parse("cfngen.yaml", ".", []byte(text), build.Formats()); len(found) != 100 {
		t.Errorf("%d errors", len(found))
	}
	got, found := config.Parse("cfngen.yaml", ".", []byte("outputs: [&a {format: go}, *a]\n"), build.Formats())
	if found.Err() != nil || len(got.Outputs) != 2 || got.Outputs[1].Format.Text != "go" {
		t.Errorf("%+v, %v", got, found)
	}
}

// TestSchemaOfOutputs: the JSON Schema for editors has the formats that there are, each with its
// keys.
func TestSchemaOfOutputs(t *testing.T) {
	_, doc := schema(t)
	items := doc["properties"].(map[string]any)["outputs"].(map[string]any)["items"].(map[string]any)
	var names []any
	for _, f := range build.Formats() {
		names = append(names, f.Name)
		definition, _ := doc["definitions"].(map[string]any)[f.Name].(map[string]any)
		keys, _ := definition["properties"].(map[string]any)
		want := []string{config.OutputFormat, config.Out}
		for _, k := range f.Keys {
			want = append(want, k.Name)
		}
		slices.Sort(want)
		if got := slices.Sorted(maps.Keys(keys)); !slices.Equal(got, want) {
			t.Errorf("%s: the schema has the keys %q, the format %q", f.Name, got, want)
		}
	}
	if got := items["properties"].(map[string]any)["format"].(map[string]any)["enum"]; cmp.Diff(got, any(names)) != "" {
		t.Errorf("the schema has the formats %v, there are %v", got, names)
	}
	if got := items["anyOf"].([]any); len(got) != len(names) {
		t.Errorf("the schema refers to %v for the formats %v", got, names)
	}
}
