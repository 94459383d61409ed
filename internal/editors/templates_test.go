package editors

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/templatetest"
	"github.com/cfngen/cfngen/templates/cfn/yaml"
)

// refused are the real templates that are right and that editors refuse, by their names, each with what they report.
// docs/editors.md has the reasons.
var refused = map[string][]string{
	// AWS does not list the types of OpsWorks any more.
	"troposphere_tests_examples_output_OpsWorksSnippet.template": {
		"102: Unknown resource type.", "122: Unknown resource type.", "136: Unknown resource type.", "150: Unknown resource type.",
		"164: Unknown resource type.", "183: Unknown resource type.", "226: Unknown resource type.", "68: Unknown resource type.",
	},
}

// TestAllTypes has editors know all types of the registry: real templates of the corpus that are right have no
// diagnostics, and what is suggested is that of one type.
func TestAllTypes(t *testing.T) {
	npm(t)
	root := workspace(t, corpus.Path(t, corpus.Registry))
	templates := templatetest.Right(t)
	for _, format := range []string{"yaml", "json"} {
		t.Run(format, func(t *testing.T) {
			e := open(t, root, format)
			testTypes(e)
			testTemplates(t, e, templates)
		})
	}
}

// testTypes asks about a type of AWS, and about one that there is not.
func testTypes(e *editor) {
	suggested := e.complete(map[string]string{
		"yaml": "Resources:\n  Queue:\n    Type: AWS::SQS::Queue\n    Properties:\n      " + cursor + "\n",
		"json": `{"Resources": {"Queue": {"Type": "AWS::SQS::Queue", "Properties": {"` + cursor + `"}}}}`,
	}[e.format])
	for label, want := range map[string]bool{"DelaySeconds": true, "RedrivePolicy": true, "Arn": false, "PackageType": false, "TopicName": false} {
		if slices.Contains(suggested, label) != want {
			e.t.Errorf("%s: %t, of %v", label, !want, suggested)
		}
	}
	types := e.complete(map[string]string{
		"yaml": "Resources:\n  Queue:\n    Type: AWS" + cursor + "\n",
		"json": `{"Resources": {"Queue": {"Type": "AWS` + cursor + `"}}}`,
	}[e.format])
	for _, name := range []string{"AWS::SQS::Queue", "AWS::Lambda::Function"} {
		if !slices.Contains(types, name) {
			e.t.Errorf("%s is not suggested, of %d types", name, len(types))
		}
	}
	want := []string{"1: Unknown resource type."}
	if diff := cmp.Diff(want, e.wrong(e.show(`{"Resources": {"Queue": {"Type": "AWS::SQS::Queues"}}}`))); diff != "" {
		e.t.Error(diff)
	}
}

// testTemplates opens all templates at once: JSON as JSON, and YAML both as it is and as JSON.
func testTemplates(t *testing.T, e *editor, templates map[string]string) {
	shown := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(templates)) {
		text := templates[name]
		isJSON := strings.HasPrefix(strings.TrimSpace(text), "{")
		if isJSON && e.format == "yaml" {
			continue
		}
		if !isJSON && e.format == "json" {
			converted, err := yaml.ToJSON([]byte(text))
			if err != nil {
				t.Errorf("%s: %v", name, err)
				continue
			}
			text = string(converted)
		}
		shown[name] = e.show(text)
	}
	for _, name := range slices.Sorted(maps.Keys(shown)) {
		if diff := cmp.Diff(refused[name], e.wrong(shown[name])); diff != "" {
			t.Errorf("%s: %s", name, diff)
		}
	}
	corpus.Snapshot(t, corpus.Templates)
	if len(shown) < 50 {
		t.Errorf("only %d templates", len(shown))
	}
}
