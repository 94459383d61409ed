package conformance

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/cfngen/cfngen/internal/cli"
	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/templatetest"
	support "github.com/cfngen/cfngen/templates/cfn/schema"
	"github.com/cfngen/cfngen/templates/cfn/template"
	"github.com/cfngen/cfngen/templates/cfn/yaml"
)

// editorSchema is the schema of whole templates, with resources of all types of the registry.
type editorSchema struct {
	*oracle
	mu sync.Mutex
}

func newEditorSchema(t *testing.T) *editorSchema {
	t.Helper()
	return editorSchemaOf(t, "-spec", corpus.Path(t, corpus.Registry))
}

// editorSchemaOf returns the schema that the command writes with some flags.
func editorSchemaOf(t *testing.T, flags ...string) *editorSchema {
	t.Helper()
	dir := t.TempDir()
	args := append([]string{"jsonschema", "-out", dir}, flags...)
	var stderr strings.Builder
	if code := cli.Do(args, nil, io.Discard, &stderr, func(string) string { return "" }); code != 0 {
		t.Fatalf("%.4000s", stderr.String())
	}
	text, err := os.ReadFile(filepath.Join(dir, "template.schema.json"))
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := parse(string(text))
	root, ok := parsed.(map[string]any)
	if err != nil || !ok {
		t.Fatal(err)
	}
	o, err := newParts(root)
	if err != nil {
		t.Fatal(err)
	}
	return &editorSchema{oracle: o}
}

// of returns the schema as far as it is about the resources of some templates: all of it takes minutes
// to compile here.
func (s *editorSchema) of(t *testing.T, templates map[string]any) *editorSchema {
	t.Helper()
	used := map[string]bool{}
	for _, template := range templates {
		resources, _ := template.(map[string]any)["Resources"].(map[string]any)
		for _, r := range resources {
			resource, _ := r.(map[string]any)
			typeName, _ := resource["Type"].(string)
			used[typeName], used[strings.Join(strings.SplitN(typeName, "::", 3)[:min(2, strings.Count(typeName, "::")+1)], "::")] = true, true
		}
	}
	definitions := maps.Clone(s.root["definitions"].(map[string]any))
	for name := range definitions {
		dispatch, _ := definitions[name].(map[string]any)["allOf"].([]any)
		if name != "resource" && !used[name] || dispatch == nil {
			continue
		}
		definition := maps.Clone(definitions[name].(map[string]any))
		definition["allOf"] = slices.DeleteFunc(slices.Clone(dispatch), func(one any) bool {
			pattern := one.(map[string]any)["if"].(map[string]any)["properties"].(map[string]any)["Type"].(map[string]any)["pattern"].(string)
			return !used[strings.TrimSuffix(strings.Trim(pattern, "^$"), "::")]
		})
		definitions[name] = definition
	}
	root := maps.Clone(s.root)
	root["definitions"] = definitions
	o, err := newOracle(root)
	if err != nil {
		t.Fatal(err)
	}
	return &editorSchema{oracle: o}
}

// ofType returns the schema of the properties of a resource type.
func (s *editorSchema) ofType(t *testing.T, name string) *jsonschema.Schema {
	t.Helper()
	s.mu.Lock()
	defer s.mu.Unlock()
	compiled, err := s.compiler.Compile(schemaURL + "#" + (&url.URL{Path: "/definitions/" + name}).EscapedPath())
	if err != nil {
		t.Fatal(err)
	}
	return compiled
}

// wrongIn returns what is wrong with a value.
func wrongIn(s *jsonschema.Schema, value any) []finding {
	var wrong *jsonschema.ValidationError
	errors.As(s.Validate(value), &wrong)
	return leaves(wrong, nil)
}

// compareVerdicts notes how the verdicts of the editors' schema on the documents of a type compare with
// those of Validate.
func (a *tally) compareVerdicts(t *testing.T, s *editorSchema, typeName string, made []document, answers [][]finding) {
	compiled, one := s.ofType(t, typeName), newTally()
	for i, d := range made {
		parsed, err := parse(d.text)
		if err != nil {
			t.Errorf("%s: %v: %s", typeName, err, d.text)
			continue
		}
		theirs := wrongIn(compiled, parsed)
		switch valid := len(answers[i]) == 0; {
		case valid == (len(theirs) == 0):
			one.counts["documents with the same verdict"]++
		case valid:
			one.note("refused by the schema alone: "+rulesOf(theirs), fmt.Sprintf("%s (%s) %s: %v", typeName, d.what, d.text, theirs))
		default:
			one.note("refused by Validate alone: "+rulesOf(answers[i]), fmt.Sprintf("%s (%s) %s: %v", typeName, d.what, d.text, answers[i]))
		}
	}
	a.add(one)
}

// rulesOf returns the keywords of findings.
func rulesOf(found []finding) string {
	rules := map[string]bool{}
	for _, f := range found {
		rules[f.Rule] = true
	}
	return strings.Join(slices.Sorted(maps.Keys(rules)), ", ")
}

// TestEditorSections has the schema and the support package know the same sections, entries of sections
// and attributes of resources, and the same of them be required.
func TestEditorSections(t *testing.T) {
	root := editorSchemaOf(t).root
	definitions := root["definitions"].(map[string]any)
	tables := append([]support.Schema{*(*template.Template)(nil).CFNSchema()}, (*template.Template)(nil).CFNSchema().Nested...)
	compared := 0
	for _, table := range tables {
		name := reflect.TypeOf(table.Go).Elem().Name()
		s, _ := definitions[name].(map[string]any)
		switch name {
		case "Template":
			s = root
		case "Resource":
			s, _ = definitions["resource"].(map[string]any)
		case "ResourceMetadata", "Metadata", "Interface", "ParameterGroup", "Label", "Init", "InitConfig", "InitFile", "InitCommand":
			continue // for tools: any JSON
		}
		if inner, ok := s["else"].(map[string]any); ok {
			s = inner
		}
		properties, _ := s["properties"].(map[string]any)
		var required []any
		for _, f := range table.Fields {
			if _, ok := properties[f.Name]; !ok {
				t.Errorf("%s has no %s", name, f.Name)
			}
			if f.Flags&support.FlagRequired != 0 {
				required = append(required, f.Name)
			}
		}
		if got, _ := s["required"].([]any); len(properties) != len(table.Fields) || !reflect.DeepEqual(got, required) {
			t.Errorf("%s: %d properties and required %v, want %d and %v", name, len(properties), got, len(table.Fields), required)
		}
		compared++
	}
	if compared < 10 {
		t.Errorf("only %d tables", compared)
	}
}

// templatesIn returns the templates of the corpus that are right, by their names.
func templatesIn(t *testing.T) map[string]any {
	t.Helper()
	out := map[string]any{}
	for name, text := range templatetest.Right(t) {
		if !strings.HasPrefix(strings.TrimSpace(text), "{") {
			converted, err := yaml.ToJSON([]byte(text))
			if err != nil {
				continue // which the tests of YAML report
			}
			text = string(converted)
		}
		parsed, err := parse(text)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		out[name] = parsed
	}
	return out
}

// refused are the templates that are right and that the schema refuses, with the reason. The page for
// editors has them, too.
var refused = map[string]string{
	"troposphere_tests_examples_output_OpsWorksSnippet.template": "AWS does not list the types of OpsWorks any more",
}

// TestEditorTemplates has the schema be one of draft 7, and accept real templates that are right.
func TestEditorTemplates(t *testing.T) {
	templates, whole := templatesIn(t), newEditorSchema(t)
	draft, err := whole.compiler.Compile("http://json-schema.org/draft-07/schema")
	if err != nil {
		t.Fatal(err)
	}
	if err := draft.Validate(whole.root); err != nil {
		t.Error(err)
	}
	s := whole.of(t, templates)
	for _, name := range slices.Sorted(maps.Keys(templates)) {
		found := wrongIn(s.whole, templates[name])
		if len(found) > 0 && refused[name] == "" {
			t.Errorf("%s: %v", name, found)
		}
	}
	corpus.Snapshot(t, corpus.Templates)
	if len(templates) < 100 {
		t.Errorf("only %d templates", len(templates))
	}
}

// mutations are ways to break a resource of a template: each returns how many there are in a value, and
// breaks the one of a number.
func mutate(t *testing.T, s *editorSchema, all *tally, name string, template any) {
	text, err := json.Marshal(template)
	if err != nil {
		t.Fatal(err)
	}
	root := template.(map[string]any)
	resources, _ := root["Resources"].(map[string]any)
	for _, id := range slices.Sorted(maps.Keys(resources)) {
		resource, _ := resources[id].(map[string]any)
		typeName, _ := resource["Type"].(string)
		properties, _ := resource["Properties"].(map[string]any)
		definition, _ := s.root["definitions"].(map[string]any)[typeName].(map[string]any)
		if properties == nil || definition == nil {
			continue
		}
		try := func(kind, what string, change func(resource, properties map[string]any)) {
			again, err := parse(string(text))
			if err != nil {
				t.Fatal(err)
			}
			r := again.(map[string]any)["Resources"].(map[string]any)[id].(map[string]any)
			change(r, r["Properties"].(map[string]any))
			all.counts["mutations: "+kind]++
			if s.whole.Validate(again) == nil {
				all.note("missed: "+kind, name+" "+id+" "+what)
			}
		}
		own, _ := definition["else"].(map[string]any)
		try("unknown property", "", func(_, p map[string]any) { p["Zz9Unknown"] = "x" })
		try("unknown attribute", "", func(r, _ map[string]any) { r["Zz9Unknown"] = "x" })
		if strings.HasPrefix(typeName, "AWS::") {
			try("resource type", "", func(r, _ map[string]any) { r["Type"] = typeName + "x" })
		}
		required, _ := own["required"].([]any)
		for _, r := range required {
			try("required", fmt.Sprint(r), func(_, p map[string]any) { delete(p, r.(string)) })
		}
		for _, key := range slices.Sorted(maps.Keys(properties)) {
			fn, _ := properties[key].(map[string]any)
			for _, name := range slices.Sorted(maps.Keys(fn)) {
				if len(fn) != 1 || name != "Ref" && !strings.HasPrefix(name, "Fn::") {
					break
				}
				try("function name", key, func(_, p map[string]any) { p[key] = map[string]any{name + "x": fn[name]} })
				try("arity", key, func(_, p map[string]any) { p[key] = map[string]any{name: []any{}} })
			}
			property, _ := own["properties"].(map[string]any)[key].(map[string]any)
			if _, isText := properties[key].(string); isText {
				if alternatives, ok := property["anyOf"].([]any); ok {
					try("type", key, func(_, p map[string]any) { p[key] = []any{"x"} })
					if literal, ok := alternatives[0].(map[string]any); ok && literal["enum"] != nil {
						try("enum", key, func(_, p map[string]any) { p[key] = "Zz9Unknown" })
					}
				}
			}
			if _, isList := properties[key].([]any); isList && property != nil {
				try("type", key, func(_, p map[string]any) { p[key] = true })
			}
		}
	}
}

// TestEditorMutations breaks real templates, and has the schema refuse nearly all.
func TestEditorMutations(t *testing.T) {
	templates := templatesIn(t)
	s, all := newEditorSchema(t).of(t, templates), newTally()
	for _, name := range slices.Sorted(maps.Keys(templates)) {
		if s.whole.Validate(templates[name]) == nil {
			mutate(t, s, all, name, templates[name])
		}
	}
	all.report(t, corpus.Templates)
	corpus.Snapshot(t, corpus.Templates)
	made, missed := 0, 0
	for what, n := range all.counts {
		if strings.HasPrefix(what, "missed: ") {
			missed += n
		} else {
			made += n
		}
	}
	if made < 1000 || missed*100 > made {
		t.Errorf("%d of %d mutations are not found", missed, made)
	}
}

// TestEditorMacros has macros stand alone and beside others, wherever CloudFormation takes them.
func TestEditorMacros(t *testing.T) {
	spec := filepath.Join(t.TempDir(), "queue.json")
	if err := os.WriteFile(spec, []byte(`{"typeName": "My::Mail::Queue", "additionalProperties": false, "definitions": {
		"Retry": {"type": "object", "additionalProperties": false, "properties": {"Times": {"type": "integer"}}}},
		"properties": {"Name": {"type": "string"}, "Retry": {"$ref": "#/definitions/Retry"}, "Policy": {"type": "object"},
			"Routes": {"type": "object", "patternProperties": {"^.{1,40}$": {"type": "string"}}, "additionalProperties": false},
			"Others": {"type": "object", "patternProperties": {"a|^Fn": {"type": "string"}}, "additionalProperties": false},
			"Words": {"type": "object", "additionalProperties": {"type": "string"}}}}`), 0o666); err != nil {
		t.Fatal(err)
	}
	s, err := newOracle(editorSchemaOf(t, "-spec", spec).root)
	if err != nil {
		t.Fatal(err)
	}
	const loop, transform = `"Fn::ForEach::X": ["N", ["a"], {"${N}": "x"}]`, `"Fn::Transform": {"Name": "AWS::Include", "Parameters": {"Location": "s3://a"}}`
	of := func(properties string) string {
		return `{"Resources": {"A": {"Type": "My::Mail::Queue", "Properties": ` + properties + `}}}`
	}
	for _, c := range []struct {
		name, template string
		valid          bool
	}{
		{"a loop alone in a map", of(`{"Routes": {` + loop + `}}`), true},
		{"a loop in a map", of(`{"Routes": {"a": "b", ` + loop + `}}`), true},
		{"a transform in a map", of(`{"Routes": {"a": "b", ` + transform + `}}`), true},
		{"a loop in a map whose pattern has alternatives", of(`{"Others": {"a": "b", ` + loop + `}}`), true},
		{"another key in it", of(`{"Others": {"b": "b", ` + loop + `}}`), false},
		{"a loop in a map without patterns", of(`{"Words": {"a": "b", ` + loop + `}}`), true},
		{"a number that is none in a map", of(`{"Routes": {"a": [], ` + loop + `}}`), false},
		{"a loop alone in an object", of(`{"Retry": {` + loop + `}}`), true},
		{"a loop in an object", of(`{"Retry": {"Times": 1, ` + loop + `}}`), true},
		{"a transform alone in an object", of(`{"Retry": {` + transform + `}}`), true},
		{"a loop in JSON", of(`{"Policy": {` + loop + `}}`), true},
		{"a loop for all properties", of(`{` + loop + `}`), true},
		{"a transform in a resource", `{"Resources": {"A": {"Type": "My::Mail::Queue", "Count": 3, ` + transform + `}}}`, true},
		{"a transform among resources", `{"Resources": {` + transform + `, "A": {"Type": "My::Mail::Queue", "Count": 3}}}`, true},
		{"a transform in the template", `{` + transform + `, "Resources": {"A": {"Type": "My::Mail::Queue", "Count": 3}}}`, true},
		{"a macro that is not AWS's", `{"Transform": "Mine", "Resources": {"A": {"Type": "My::Mail::Queue", "Count": 3}}}`, true},
		{"a macro of AWS", `{"Transform": "AWS::LanguageExtensions", "Resources": {"A": {"Type": "My::Mail::Queue", "Count": 3}}}`, false},
		{"no macro", `{"Resources": {"A": {"Type": "My::Mail::Queue", "Count": 3}}}`, false},
		{"a function that there is not", of(`{"Retry": {"Fn::Retry": 1}}`), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			parsed, err := parse(c.template)
			if err != nil {
				t.Fatal(err)
			}
			if found := wrongIn(s.whole, parsed); (len(found) == 0) != c.valid {
				t.Errorf("%s: %v", c.template, found)
			}
		})
	}
}
