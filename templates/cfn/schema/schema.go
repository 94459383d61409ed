package schema

import (
	"strings"
)

// Schema describes a generated struct. Generated code holds one table per
// struct; it must not be changed.
type Schema struct {
	// Name is the resource type ("AWS::S3::Bucket"), or for a nested struct the
	// resource type, a dot and the definition ("AWS::S3::Bucket.CorsRule").
	Name string
	// Go is a nil pointer to the struct, for its type.
	Go any
	// Fields describe the properties, one row for each field of the struct after
	// the embedded cfn.Node, in the same order.
	Fields []Field
	// ReadOnly are the properties that the service sets. They are no fields, and
	// an error of their own where they are set.
	ReadOnly []string
	// Attributes are the names that Fn::GetAtt takes, for a resource type.
	Attributes []string
	// PrimaryIdentifier are the properties that identify a resource, as dotted
	// paths (the registry's primaryIdentifier).
	PrimaryIdentifier []string
	// Paths are the flags of properties that have them on one of several paths
	// alone.
	Paths []Path
	// Open reports whether properties beyond the declared ones are allowed.
	Open bool
	// Rules are the constraints on which properties go together; nil for none.
	Rules *Check
	// Facts are what is known of a resource type beside its specification; nil for a nested
	// struct, and where nothing is.
	Facts *Facts
	// Nested describe the nested structs of a resource type, sorted by name. They
	// are here, and not at methods of their own, because a method makes each struct
	// a third dearer to compile.
	Nested []Schema

	// kept is for package atomic; see [Kept].
	kept *Made
}

// Facts are what is known of a resource type as a whole.
type Facts struct {
	// Ref names the properties or attributes that Ref returns, as dotted paths, where that is
	// not the primary identifier.
	Ref []string
	// ARN is the template of the resources' ARNs, with ${Partition}, ${Region}, ${Account} and
	// other parts, which have the names of properties or attributes where they are some; ""
	// where it is not known.
	ARN string
	// ARNProperty is the property or the attribute that is the ARN, as Ref or Fn::GetAtt
	// returns it; "" where none is.
	ARNProperty string
	// Stateful reports whether a resource holds data that is lost with it.
	Stateful bool
	// DeletesFirst reports whether a replacement deletes the old resource before it creates
	// the new one (the registry's replacementStrategy).
	DeletesFirst bool
}

// Field describes one property.
type Field struct {
	// Name is the property's name in a template, case-sensitive.
	Name string
	// Flags are what is known of the property beside its type.
	Flags Flags
	// Check holds the constraints on its value; nil for none.
	Check *Check
}

// Relations are what a resource type's properties refer to, and what its Ref returns. They
// stand beside the tables: a program that does not ask for them does not hold them.
type Relations struct {
	// Type is the resource type.
	Type string
	// Ref names the properties or attributes that Ref returns, as dotted paths; nil where
	// that is not known.
	Ref []string
	// References are what properties refer to, sorted by their pointers.
	References []Reference
}

// Reference is what a property refers to.
type Reference struct {
	// Pointer is a JSON pointer from the resource's properties, with * for any item of a
	// list and any key of a map. It leads to the property, which can be a list or a map
	// itself. An object that holds itself is entered once.
	Pointer string
	// Targets are what the value, or each of its items, can refer to.
	Targets []Target
}

// Target is a property or an attribute of a resource type.
type Target struct {
	// Type is the resource type, and Property the property's or the attribute's name, a
	// dotted path where it is in an object.
	Type, Property string
}

// Path is one of the paths that lead to a property of a nested struct.
type Path struct {
	// Pointer is a JSON pointer from the resource's properties, with * for any item
	// of a list and any key of a map.
	Pointer string
	// Flags hold there beside those of the property's own row.
	Flags Flags
}

// Flags are what is known of a property beside its type.
type Flags uint8

// The flags.
const (
	// FlagRequired: the property must be present.
	FlagRequired Flags = 1 << iota
	// FlagCreateOnly: the property cannot change; an update requires replacement.
	FlagCreateOnly
	// FlagConditionalCreateOnly: some changes of the property require replacement.
	FlagConditionalCreateOnly
	// FlagWriteOnly: the property is not returned when the resource is read.
	FlagWriteOnly
	// FlagDeprecated: the property still works and should not be used in new templates.
	FlagDeprecated
	// FlagReadOnly: the service sets the property. Only paths have the flag: a property
	// that is read-only on all of them is no field.
	FlagReadOnly
	// FlagUnordered: the order of the list's items makes no difference (the registry's
	// insertionOrder is false).
	FlagUnordered
)

// Check holds the constraints on a value, those of JSON Schema draft 7 with the
// same names where it has one. A zero field constrains nothing, and none
// constrains values of a kind that it does not speak of.
type Check struct {
	// Kinds are those that a cfn.JSON value can have; 0 allows all. Of a list, KindString
	// allows that an item stands alone in its place.
	Kinds Kinds
	// Enum are the allowed values of a scalar: of a string as it is, of a number in
	// decimal, of a cfn.JSON value as JSON text.
	Enum []string
	// Pattern is an ECMA-262 regular expression that matches somewhere in a string.
	Pattern string
	// Format is "date-time" or "uri"; see cfn.RuleFormat.
	Format string
	// MinLength and MaxLength bound a string's length in code points. Bounds are
	// decimal text, so that they are exact and absent differs from 0.
	MinLength, MaxLength string
	// Minimum and Maximum bound a number; the exclusive ones exclude the bound.
	Minimum, Maximum, ExclusiveMinimum, ExclusiveMaximum string
	// MultipleOf divides a number without a rest.
	MultipleOf string
	// MinItems and MaxItems bound the number of a list's items.
	MinItems, MaxItems string
	// UniqueItems requires that no two items of a list are equal.
	UniqueItems bool
	// Elem holds the constraints on a list's items or a map's values.
	Elem *Check
	// Contains holds the constraints that at least one of a list's items satisfies.
	Contains *Check
	// Keys are the patterns of a map's keys. A key that matches none is an error,
	// or, with OpenKeys, stands for a value of any kind.
	Keys     []Keys
	OpenKeys bool
	// MinProperties and MaxProperties bound the number of an object's properties or
	// a map's entries.
	MinProperties, MaxProperties string
	// Required properties must be present.
	Required []string
	// Only are the properties that may be present; nil allows all, an empty list
	// none.
	Only []string
	// Properties constrain the values of properties, where they are present.
	Properties []Field
	// Dependencies are what the presence of a property demands.
	Dependencies []Dependency
	// Object is a nil pointer to a nested struct, of which a cfn.JSON value must be a
	// valid object.
	Object any
	// The value satisfies all of AllOf, at least one of AnyOf, exactly one of OneOf.
	AllOf, AnyOf, OneOf []Check
}

// Keys are a pattern of a map's keys, with the constraints on their values beyond
// those that all values have.
type Keys struct {
	Pattern string
	Check   *Check
}

// Dependency is what the presence of a property demands.
type Dependency struct {
	// Property is the property's name.
	Property string
	// Required properties must then be present, too.
	Required []string
	// Check holds what the object must then satisfy; nil for nothing.
	Check *Check
}

// Kinds is a set of kinds of JSON value.
type Kinds uint8

// The kinds.
const (
	KindString Kinds = 1 << iota
	KindBoolean
	KindInteger
	KindNumber
	KindList
	KindObject
)

// Field returns the row of a property, nil where the schema has none of that name.
func (s *Schema) Field(name string) *Field {
	for i := range s.Fields {
		if s.Fields[i].Name == name {
			return &s.Fields[i]
		}
	}
	return nil
}

// String returns the kinds as a message names them: "a string or a list".
func (k Kinds) String() string {
	var words []string
	for i, word := range []string{"a string", "a boolean", "an integer", "a number", "a list", "an object"} {
		if k&(1<<i) != 0 {
			words = append(words, word)
		}
	}
	return strings.Join(words, " or ")
}

// Made stands for what package cfn makes of a schema: where the properties lie in memory.
// The type itself is not here, because it would lead each package that imports this one
// to all that belongs to it.
type Made struct{}

// Kept returns where package cfn keeps with a schema what it has made of it, nil before.
// Several goroutines can use that at once, through package atomic. It is no method,
// because the methods of [Schema], with all that their parameters lead to, are read by
// every package that imports this one.
func Kept(s *Schema) **Made { return &s.kept }
