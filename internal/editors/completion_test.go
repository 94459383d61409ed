package editors

import (
	"slices"
	"strings"
	"testing"
)

// inResource returns a template with the cursor in the properties of a queue.
func inResource(properties string) string {
	return "Resources:\n  Queue:\n    Type: AWS::Mail::Queue\n    Properties:\n      " +
		strings.ReplaceAll(properties, "\n", "\n      ") + "\n"
}

func inJSON(properties string) string {
	return `{"Resources": {"Queue": {"Type": "AWS::Mail::Queue", "Properties": {` + properties + "}}}}\n"
}

func TestCompletion(t *testing.T) {
	editors := openSmall(t)
	properties := []string{"QueueName", "Mode", "Limit", "Sealed", "OfficeId", "Recipients", "Retry", "Labels", "Policy"}
	for _, tt := range []struct {
		name, yaml, json string
		has, lacks       []string
	}{
		{"properties", inResource(cursor), inJSON(`"` + cursor + `"`), properties, []string{"Arn", "City", "Times", "Type"}},
		{"properties beside one", inResource("Mode: EXPRESS\n" + cursor), inJSON(`"Mode": "EXPRESS", "` + cursor + `"`),
			[]string{"QueueName", "Labels"}, []string{"Arn", "City", "Mode"}},
		{"properties of an object", inResource("Retry:\n  " + cursor), inJSON(`"Retry": {"` + cursor + `"}`),
			[]string{"Times", "Pause"}, []string{"Failed", "Mode", "Key"}},
		{"properties of an item", inResource("Labels:\n  - " + cursor), inJSON(`"Labels": [{"` + cursor + `"}]`),
			[]string{"Key", "Value"}, []string{"Mode", "Times"}},
		{"properties of an item beside one", inResource("Labels:\n  - Key: a\n    " + cursor), inJSON(`"Labels": [{"Key": "a", "` + cursor + `"}]`),
			[]string{"Value"}, []string{"Key", "Mode"}},
		{"values", inResource("Mode: " + cursor), inJSON(`"Mode": ` + cursor), []string{"EXPRESS", "STANDARD"}, []string{"SHORT"}},
		{"values of an object", inResource("Retry:\n  Pause: " + cursor), inJSON(`"Retry": {"Pause": ` + cursor + `}`),
			[]string{"SHORT", "LONG"}, []string{"EXPRESS"}},
		{"booleans", inResource("Sealed: " + cursor), inJSON(`"Sealed": ` + cursor), []string{"true", "false"}, []string{"SHORT"}},
		{"types", "Resources:\n  Queue:\n    Type: " + cursor + "\n", `{"Resources": {"Queue": {"Type": ` + cursor + `}}}`,
			[]string{"AWS::Mail::Queue", "AWS::Mail::Office"}, []string{"EXPRESS"}},
		{"the rest of a type", "Resources:\n  Queue:\n    Type: AWS::Mail::Q" + cursor + "\n", `{"Resources": {"Queue": {"Type": "AWS::Mail::Q` + cursor + `"}}}`,
			[]string{"AWS::Mail::Queue"}, nil},
		{"a type after a colon, where YAML begins an object", "Resources:\n  Queue:\n    Type: AWS::Mail::" + cursor + "\n", "",
			nil, []string{"AWS::Mail::Queue"}},
		{"a branch, which has none", inResource("Retry:\n  Fn::If:\n    - A\n    - " + cursor), inJSON(`"Retry": {"Fn::If": ["A", {"` + cursor + `"}]}`),
			nil, []string{"Times", "Pause"}},
		{"resource attributes", "Resources:\n  Queue:\n    Type: AWS::Mail::Queue\n    " + cursor + "\n",
			`{"Resources": {"Queue": {"Type": "AWS::Mail::Queue", "` + cursor + `"}}}`,
			[]string{"Properties", "DependsOn", "DeletionPolicy", "Metadata"}, []string{"Type", "Mode"}},
		{"sections", cursor + "\n", `{"` + cursor + `"}`, []string{"Resources", "Outputs", "Mappings"}, []string{"Type"}},
		{"parameters", "Parameters:\n  Name:\n    " + cursor + "\n", `{"Parameters": {"Name": {"` + cursor + `"}}}`,
			[]string{"Type", "Default", "NoEcho"}, []string{"Properties"}},
		{"types of parameters", "Parameters:\n  Name:\n    Type: " + cursor + "\n", `{"Parameters": {"Name": {"Type": ` + cursor + `}}}`,
			[]string{"String", "CommaDelimitedList"}, []string{"AWS::Mail::Queue"}},
		{"short forms", inResource("OfficeId: " + cursor), "", []string{"!Ref", "!GetAtt", "!FindInMap"}, nil},
		{"functions", "", inJSON(`"OfficeId": {"` + cursor + `"}`), []string{"Ref", "Fn::GetAtt", "Fn::Sub"}, []string{"Mode", "Times"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for format, text := range map[string]string{"yaml": tt.yaml, "json": tt.json} {
				if text == "" {
					continue
				}
				got := editors[format].in(t).complete(text)
				for _, label := range tt.has {
					if !slices.Contains(got, label) {
						t.Errorf("%s: %s is not suggested, but %v", format, label, got)
					}
				}
				for _, label := range tt.lacks {
					if slices.Contains(got, label) {
						t.Errorf("%s: %s is suggested", format, label)
					}
				}
			}
		})
	}
}

func TestHover(t *testing.T) {
	editors := openSmall(t)
	for _, tt := range []struct {
		name, yaml, json string
		want             []string
	}{
		{"a property", inResource("Li" + cursor + "mit: 3"), inJSON(`"Li` + cursor + `mit": 3`), []string{"How many letters there can be."}},
		{"what it refers to", inResource("Office" + cursor + "Id: x"), inJSON(`"Office` + cursor + `Id": "x"`),
			[]string{"The office that has the queue.", "Refers to AWS::Mail::Office (Id)."}},
		{"a function for it", inResource("Office" + cursor + "Id: !Ref x"), inJSON(`"Office` + cursor + `Id": {"Ref": "x"}`),
			[]string{"The office that has the queue."}},
		{"an object", inResource("Re" + cursor + "try: {Times: 3}"), inJSON(`"Re` + cursor + `try": {"Times": 3}`), []string{"How often a letter is delivered."}},
		{"in an object", inResource("Retry: {Ti" + cursor + "mes: 3}"), inJSON(`"Retry": {"Ti` + cursor + `mes": 3}`), []string{"The number of attempts."}},
		{"the type", "Resources:\n  Queue:\n    Type: AWS::Mail::Queue\n    Prop" + cursor + "erties: {Mode: EXPRESS}\n",
			`{"Resources": {"Queue": {"Type": "AWS::Mail::Queue", "Prop` + cursor + `erties": {"Mode": "EXPRESS"}}}}`, []string{"A queue of letters."}},
		{"a section", "Res" + cursor + "ources: {}\n", `{"Res` + cursor + `ources": {}}`, []string{"The resources of the stack."}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			for format, text := range map[string]string{"yaml": tt.yaml, "json": tt.json} {
				got := strings.ReplaceAll(editors[format].in(t).hover(text), `\`, "")
				for _, part := range tt.want {
					if !strings.Contains(got, part) {
						t.Errorf("%s: %q is not in %q", format, part, got)
					}
				}
			}
		})
	}
}
