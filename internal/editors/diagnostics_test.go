package editors

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/templates/cfn/yaml"
)

// messages returns diagnostics without their lines.
func messages(diagnostics []string) []string {
	var all []string
	for _, d := range diagnostics {
		_, message, _ := strings.Cut(d, ": ")
		all = append(all, message)
	}
	slices.Sort(all)
	return all
}

func TestDiagnostics(t *testing.T) {
	editors := openSmall(t)
	const functions = "CloudFormation has no such function."
	for _, tt := range []struct {
		name, yaml string
		want       []string
		yamlOnly   bool
	}{
		{name: "wrong value", yaml: inResource("Mode: SLOW"), want: []string{`5: Value is not accepted. Valid values: "EXPRESS", "STANDARD".`}},
		{name: "wrong value of an object", yaml: inResource("Mode: EXPRESS\nRetry: {Times: 1, Pause: NONE}"), want: []string{`6: Value is not accepted. Valid values: "SHORT", "LONG".`}},
		{name: "unknown property", yaml: inResource("Mode: EXPRESS\nModes: x"), want: []string{"6: Property Modes is not allowed."}},
		{name: "unknown property of an item", yaml: inResource("Mode: EXPRESS\nLabels: [{Key: a, Value: b, C: d}]"), want: []string{"6: Property C is not allowed."}},
		{name: "missing property", yaml: inResource("Limit: 3"), want: []string{`4: Missing property "Mode".`}},
		{name: "missing property beside short forms", yaml: inResource("Limit: !Ref A\nRetry: {Pause: !Ref B}"), want: []string{`4: Missing property "Mode".`, `6: Missing property "Times".`}},
		{name: "missing properties", yaml: "Resources: {Queue: {Type: AWS::Mail::Queue}}\n", want: []string{`1: Missing property "Properties".`}},
		{name: "read-only", yaml: inResource("Mode: EXPRESS\nArn: x"), want: []string{"6: Read-only: the service sets it, and Fn::GetAtt reads it."}},
		{name: "read-only in an object", yaml: inResource("Mode: EXPRESS\nRetry: {Times: 1, Failed: 0}"), want: []string{"6: Read-only: the service sets it, and Fn::GetAtt reads it."}},
		{name: "no integer", yaml: inResource("Mode: EXPRESS\nLimit: none"), want: []string{"6: Expected an integer."}},
		{name: "no list", yaml: inResource("Mode: EXPRESS\nRecipients: me"), want: []string{`6: Incorrect type. Expected "array".`}},
		{name: "a function that there is not, for a scalar", yaml: inResource("Mode: EXPRESS\nOfficeId: {Fn::GetAttr: [a, b]}"), want: []string{"6: " + functions}},
		{name: "for a value of some", yaml: inResource("Mode: {Fn::Reff: a}"), want: []string{"5: " + functions}},
		{name: "for a list", yaml: inResource("Mode: EXPRESS\nRecipients: {Fn::Splitt: [a, b]}"), want: []string{"6: " + functions}},
		{name: "for an object", yaml: inResource("Mode: EXPRESS\nRetry: {Fn::Iff: [a, b, c]}"), want: []string{"6: " + functions}},
		{name: "for JSON", yaml: inResource("Mode: EXPRESS\nPolicy: {a: {Fn::Subb: b}}"), want: []string{"6: " + functions}},
		{name: "for all properties", yaml: "Resources:\n  Queue:\n    Type: AWS::Mail::Queue\n    Properties: {Fn::Iff: [a, b, c]}\n", want: []string{"4: " + functions}},
		{name: "too few arguments", yaml: inResource("Mode: {Fn::If: [a, b]}"), want: []string{"5: Array has too few items. Expected 3 or more."}},
		{name: "a tag that there is not", yaml: inResource("Mode: EXPRESS\nOfficeId: !Reff a"), want: []string{"6: Unresolved tag: !Reff"}, yamlOnly: true},
		{name: "resource type", yaml: "Resources: {Queue: {Type: Queue}}\n", want: []string{"1: Unknown resource type."}},
		{name: "attribute", yaml: "Resources: {Office: {Type: AWS::Mail::Office, Propertys: {}}}\n", want: []string{"1: CloudFormation has no such attribute of resources."}},
		{name: "policy", yaml: "Resources: {Office: {Type: AWS::Mail::Office, DeletionPolicy: Keep}}\n",
			want: []string{`1: Value is not accepted. Valid values: "Delete", "Retain", "RetainExceptOnCreate", "Snapshot".`}},
		{name: "section", yaml: "Resource: {}\nResources: {}\n", want: []string{"1: Property Resource is not allowed."}},
		{name: "parameter", yaml: "Parameters: {A: {Type: Text}}\nResources: {}\n", want: []string{`1: Value is not accepted. Valid values: "String", "Number", "CommaDelimitedList", "List<Number>", "List<String>".`}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			e := editors["yaml"].in(t)
			got := e.wrong(e.show(tt.yaml))
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("YAML: %s", diff)
			}
			if tt.yamlOnly {
				return
			}
			text, err := yaml.ToJSON([]byte(tt.yaml))
			if err != nil {
				t.Fatal(err)
			}
			e = editors["json"].in(t)
			if diff := cmp.Diff(messages(tt.want), messages(e.wrong(e.show(string(text))))); diff != "" {
				t.Errorf("JSON: %s", diff)
			}
		})
	}
}

// TestValid has no diagnostics for templates that are right, in YAML with the short forms of functions and in JSON.
func TestValid(t *testing.T) {
	editors := openSmall(t)
	files, err := filepath.Glob(filepath.Join("testdata", "valid", "*.yaml"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no templates: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			inJSON, err := yaml.ToJSON(text)
			if err != nil {
				t.Fatal(err)
			}
			for format, text := range map[string]string{"yaml": string(text), "json": string(inJSON)} {
				e := editors[format].in(t)
				if wrong := e.wrong(e.show(text)); len(wrong) > 0 {
					t.Errorf("%s: %s", format, strings.Join(wrong, "\n"))
				}
			}
		})
	}
}
