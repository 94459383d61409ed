package jsonschema

import (
	"path"
	"strings"

	"github.com/cfngen/cfngen/internal/backend/schema"
)

// Settings returns the settings of Visual Studio Code for the schema of templates in a folder: which
// files are templates, and the short forms of functions as tags of YAML. The folder is slash-separated,
// and relative to that of the workspace.
func Settings(dir string) ([]byte, error) {
	file := path.Join(dir, TemplateFile)
	if !path.IsAbs(file) && !strings.HasPrefix(file, "../") {
		file = "./" + file
	}
	text, err := obj{
		{Name: "yaml.schemas", Value: obj{{Name: file, Value: list{"*.template.yaml", "*.template.yml", "*.cfn.yaml", "*.cfn.yml"}}}},
		{Name: "yaml.customTags", Value: schema.ListOf(customTags())},
		{Name: "json.schemas", Value: list{obj{{Name: "fileMatch", Value: list{"*.template.json", "*.cfn.json"}}, {Name: "url", Value: file}}}},
	}.Indented()
	return append(text, '\n'), err
}

// customTags returns the short forms of functions, with the kinds of value that each can stand before. A
// function is an object, which keeps editors from reading what stands behind the tag as the value itself.
func customTags() []string {
	var all []string
	for _, kind := range []struct{ name, letters string }{{"scalar", "s"}, {"sequence", "l"}, {"mapping", "o"}} {
		for _, f := range intrinsics() {
			if f.takes(kind.letters) {
				all = append(all, "!"+strings.TrimPrefix(f.name, "Fn::")+" "+kind.name+":object")
			}
		}
	}
	return all
}

// takes reports whether what stands behind the name of a function can be a value of a kind: a scalar, a
// list, or an object, which another function is.
func (f intrinsic) takes(kind string) bool {
	if kind == "o" {
		return f.name != "Ref" && f.name != "Condition" && f.name != "Fn::GetAtt"
	}
	for alternative := range strings.SplitSeq(f.arguments, "|") {
		kinds, single := strings.CutPrefix(alternative, "=")
		if !single {
			kinds = "l"
		}
		if strings.Contains(kinds, kind) {
			return true
		}
	}
	return f.name == "Fn::Transform" && kind != "s"
}
