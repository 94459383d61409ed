package registry

import (
	"github.com/getkin/kin-openapi/openapi3"

	"github.com/cfngen/cfngen/internal/jsondoc"
)

// refOf gives a schema, or a reference to one, as kin-openapi's type.
//
// It is filled from the tree of positions, not by kin-openapi's own decoder,
// which goes over every schema several times at each level above it: that took
// as long as all the rest of reading, twice over. The document must have passed
// check.
func refOf(n *jsondoc.Node) *openapi3.SchemaRef {
	switch {
	case n == nil:
		return nil
	case n.Get("$ref").Text() != "":
		return openapi3.NewSchemaRef(n.Get("$ref").Text(), nil)
	case n.Is(jsondoc.Bool):
		always := n.True()
		return openapi3.NewSchemaRef("", &openapi3.Schema{Always: &always})
	}
	return openapi3.NewSchemaRef("", schemaOf(n))
}

// schemaOf fills in the keywords that decide about shape. Numeric bounds and
// values (const, enum, default, examples) are not among them: kin-openapi has
// numbers as float64, and the tree has them exactly.
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
		case "required":
			s.Required = textsOf(v)
		default:
			fillSchemas(s, m)
		}
	}
	return s
}

// fillSchemas fills in a keyword that holds schemas.
func fillSchemas(s *openapi3.Schema, m jsondoc.Member) {
	switch v := m.Value; m.Name {
	case "items":
		s.Items = refOf(v)
	case "not":
		s.Not = refOf(v)
	case "oneOf":
		s.OneOf = refsOf(v)
	case "anyOf":
		s.AnyOf = refsOf(v)
	case "allOf":
		s.AllOf = refsOf(v)
	case "properties":
		s.Properties = schemasOf(v)
	case "patternProperties":
		s.PatternProperties = schemasOf(v)
	case "additionalProperties":
		if v.Is(jsondoc.Bool) {
			has := v.True()
			s.AdditionalProperties.Has = &has
		} else {
			s.AdditionalProperties.Schema = refOf(v)
		}
	}
}

func refsOf(n *jsondoc.Node) openapi3.SchemaRefs {
	refs := make(openapi3.SchemaRefs, len(n.Items()))
	for i, item := range n.Items() {
		refs[i] = refOf(item)
	}
	return refs
}

func schemasOf(n *jsondoc.Node) openapi3.Schemas {
	schemas := make(openapi3.Schemas, len(n.Members()))
	for _, m := range n.Members() {
		schemas[m.Name] = refOf(m.Value)
	}
	return schemas
}

func typesOf(n *jsondoc.Node) *openapi3.Types {
	types := openapi3.Types{n.Text()}
	if n.Is(jsondoc.Array) {
		types = textsOf(n)
	}
	return &types
}

func textsOf(n *jsondoc.Node) []string {
	texts := make([]string, len(n.Items()))
	for i, item := range n.Items() {
		texts[i] = item.Text()
	}
	return texts
}

// countOf gives a count that check has found to be one.
func countOf(n *jsondoc.Node) *uint64 {
	count, _ := n.Count()
	return &count
}
