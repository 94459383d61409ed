package cfn

import "github.com/cfngen/cfngen/templates/cfn/schema"

// Struct is implemented by every generated resource type; [Nested] makes one of
// a nested struct. CFNSchema works on a nil pointer.
type Struct interface {
	CFNSchema() *schema.Schema
}

// Reference is the name of a resource type whose Ref value is a T.
type Reference[T Scalar] string

// Of returns the Ref of a resource of the type in the same template.
func (Reference[T]) Of(logicalID LogicalID) Value[T] { return Value[T]{fn: newRef(logicalID)} }

// Attribute is the name of a resource attribute whose value is a T.
type Attribute[T Scalar] string

// Of returns the Fn::GetAtt of the attribute of a resource in the same template.
func (a Attribute[T]) Of(logicalID LogicalID) Value[T] {
	return Value[T]{fn: newGetAtt(logicalID, string(a))}
}
