package cfn

import "github.com/cfngen/cfngen/templates/cfn/schema"

// Shape is what a property holds by its Go type.
type Shape struct {
	// Kind is the kind of value; 0 for free-form JSON, which can be any. A map and a struct
	// are objects.
	Kind schema.Kinds
	// Elem is what a list's items or a map's values are, nil for anything else.
	Elem *Shape
	// Table is that of a struct, nil for anything else.
	Table *schema.Schema
}

// ShapeOf returns what the property of a row holds: the row of an index in a table, which is
// that of a resource type, root, or of one of its nested structs. It is for programs that
// work on the tables; package metadata is made with it.
func ShapeOf(root, table *schema.Schema, row int) (Shape, error) {
	l := layoutOf(table, root)
	if l.err != nil {
		return Shape{}, l.err
	}
	return l.fields[row].shape(), nil
}

func (s *slot) shape() Shape {
	out := Shape{Kind: s.kinds()}
	switch s.kind {
	case kindList, kindMap:
		elem := s.elem.shape()
		out.Elem = &elem
	case kindObject:
		out.Table = s.table
	case kindProperties:
		out.Kind = 0
	}
	return out
}
