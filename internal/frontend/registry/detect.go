package registry

import (
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
)

// Detect reports whether a document is a schema of the registry. What it describes
// need not be a resource type: see Other.
func Detect(root *jsondoc.Node) bool { return root.Get("typeName") != nil }

// Described returns the schema in what the DescribeType operation returns, of which it
// is a text; nil where a document is something else.
func Described(root *jsondoc.Node) *jsondoc.Node {
	if text := root.Get("Schema"); text.Is(jsondoc.String) && root.Get("TypeName").Is(jsondoc.String) {
		return text
	}
	return nil
}

// Other returns in words what a schema of the registry describes that is no resource
// type: a hook, or the configuration of an extension. It returns "" for a resource
// type. The name is that of the file, which is all that distinguishes some
// configurations from resource types.
func Other(name string, root *jsondoc.Node) string {
	typeName := root.Get("typeName").Text()
	handlers := root.Get("handlers").Members()
	switch {
	case len(handlers) > 0 && !slices.ContainsFunc(handlers, func(m jsondoc.Member) bool { return !strings.HasPrefix(m.Name, "pre") }):
		return "the schema of the hook " + typeName
	case len(handlers) > 0 || root.Get("primaryIdentifier") != nil:
	case root.Get("properties") == nil && root.Get("typeConfiguration") != nil:
		return "the schema of the hook " + typeName
	case root.Get("properties").Get("CloudFormationConfiguration") != nil,
		strings.EqualFold(name, strings.ReplaceAll(typeName, "::", "-")+"-configuration.json"):
		return "the configuration schema of " + typeName
	}
	return ""
}
