package cfn

import (
	"reflect"

	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// Nested lets [Validate], [AppendJSON] and [Unmarshal] work on a nested struct by
// itself. resource is the resource type that it belongs to, which can be nil
// (*s3.Bucket)(nil), and x a pointer to the struct; anything else is an error in all of them.
func Nested(resource Struct, x any) Struct {
	if resource == nil {
		return nested{}
	}
	root := resource.CFNSchema()
	return nested{root: root, table: nestedTable(root, reflect.TypeOf(x)), ptr: x}
}

// nested is a pointer to a nested struct with the tables that describe it.
type nested struct {
	root, table *schema.Schema
	ptr         any
}

// CFNSchema returns the table of the nested struct.
func (n nested) CFNSchema() *schema.Schema { return n.table }

func (n nested) target() (*layout, storage, error) {
	v := reflect.ValueOf(n.ptr)
	if n.table == nil || v.IsNil() {
		return nil, storage{}, errTarget
	}
	l := layoutOf(n.table, n.root)
	return l, address(v), l.err
}

// nestedTable returns the table of the struct that a type points to, be it the
// resource type's own, nil where the resource type has no such struct. It is no method for the reason of [layoutOf].
//
//go:noinline
func nestedTable(s *schema.Schema, t reflect.Type) *schema.Schema {
	if s == nil || reflect.TypeOf(s.Go) == t {
		return s
	}
	for i := range s.Nested {
		if reflect.TypeOf(s.Nested[i].Go) == t {
			return &s.Nested[i]
		}
	}
	return nil
}
