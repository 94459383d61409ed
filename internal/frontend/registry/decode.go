package registry

import (
	"github.com/getkin/kin-openapi/openapi3"

	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
)

// schemaOf returns the keywords of a schema that describe a value itself, as
// kin-openapi's type. Those that hold other schemas are read from the tree of
// positions when they are needed: kin-openapi's own decoder goes over every schema
// several times at each level above it, and a schema of its type takes a hundred
// times the memory of a small one in a document. Numeric bounds and values (const,
// enum, default, examples) are not among them either: kin-openapi has numbers as
// float64, and the tree has them exactly.
//
// The document must have passed check.
func schemaOf(n *jsondoc.Node) *openapi3.Schema {
	s := &openapi3.Schema{}
	for _, m := range n.Members() {
		switch v := m.Value; m.Name {
		case "type":
			s.Type = typesOf(v)
		case "description":
			s.Description = v.Text()
		case "format":
			s.Format = v.Text()
		case "pattern":
			s.Pattern = v.Text()
		case "minLength":
			s.MinLength = *countOf(v)
		case "maxLength":
			s.MaxLength = countOf(v)
		case "minItems":
			s.MinItems = *countOf(v)
		case "maxItems":
			s.MaxItems = countOf(v)
		case "minProperties":
			s.MinProps = *countOf(v)
		case "maxProperties":
			s.MaxProps = countOf(v)
		case "uniqueItems":
			s.UniqueItems = v.True()
		}
	}
	return s
}

func typesOf(n *jsondoc.Node) *openapi3.Types {
	types := openapi3.Types{n.Text()}
	if n.Is(jsondoc.Array) {
		types = stringsOf(n)
	}
	return &types
}

// countOf returns a count that check has found to be one.
func countOf(n *jsondoc.Node) *uint64 {
	count, _ := n.Count()
	return &count
}
