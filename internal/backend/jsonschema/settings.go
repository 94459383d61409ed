package jsonschema

import (
	"strings"

	"github.com/cfngen/cfngen/internal/backend/schema"
)

// Settings returns the settings of Visual Studio Code for the schema of templates in a file: which
// files are templates, and the short forms of functions as tags of YAML. The file is a URL, or a path in the
// workspace that begins with "./".
func Settings(file string) ([]byte, error) {
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
		return f.name != "Condition" // even what Ref names, with the transform for language extensions
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
