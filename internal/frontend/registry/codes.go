package registry

import "github.com/cfngen/cfngen/internal/diag"

// The codes of what is found in a registry schema.
const (
	// FalseSchema is the schema false, which allows no value.
	FalseSchema diag.Code = "false-schema"
	// UnknownType is a type that JSON Schema does not have.
	UnknownType diag.Code = "unknown-type"
	// NumberOutOfRange is a number that no float64 comes near to.
	NumberOutOfRange diag.Code = "number-out-of-range"
	// InlineNameTooLong is an object without a name at a path that makes a name of more bytes than a name may have.
	InlineNameTooLong diag.Code = "inline-name-too-long"
	// TooManyTypes is a schema that has more types in one another than are read.
	TooManyTypes diag.Code = "too-many-types"

	// ContradictoryBounds is a lower bound above the upper one.
	ContradictoryBounds diag.Code = "contradictory-bounds"
	// NoMultiple is a multipleOf that is zero or negative.
	NoMultiple diag.Code = "no-multiple"
	// EnumOfOtherType is a list of allowed values without one of the value's type.
	EnumOfOtherType diag.Code = "enum-of-other-type"
	// ValueOfOtherType is an allowed value that is not of the value's type.
	ValueOfOtherType diag.Code = "value-of-other-type"
	// NullType is a value that could be null alone.
	NullType diag.Code = "null-type"

	// UnknownKeyword is a keyword that JSON Schema and CloudFormation do not have.
	UnknownKeyword diag.Code = "unknown-keyword"
	// NoEffect is a keyword for values of another type.
	NoEffect diag.Code = "no-effect"
	// NoEffectBesideRef is a keyword beside $ref.
	NoEffectBesideRef diag.Code = "no-effect-beside-ref"
	// NeverAllowed is a property that an alternative declares and the schema around it does not allow.
	NeverAllowed diag.Code = "never-allowed"
	// InferredType is a schema without a type that has keywords for one.
	InferredType diag.Code = "inferred-type"

	// NotExpressed is a keyword that values are not checked against.
	NotExpressed diag.Code = "not-expressed"
	// EnumNotExpressed is a list of allowed values, as part of an alternative, that values are not checked against.
	EnumNotExpressed diag.Code = "enum-not-expressed"
	// SchemaBesideProperties is a schema for the properties that are not named, of which any value is allowed.
	SchemaBesideProperties diag.Code = "schema-beside-properties"
	// RecursiveObject is an object inside one of its own kind whose properties are not checked.
	RecursiveObject diag.Code = "recursive-object"
	// RecursiveAlternative is an alternative that refers to itself.
	RecursiveAlternative diag.Code = "recursive-alternative"

	// UnresolvedRef is a $ref that leads to no schema.
	UnresolvedRef diag.Code = "unresolved-ref"
	// RecursiveRef is a $ref that leads back to itself.
	RecursiveRef diag.Code = "recursive-ref"
	// UnresolvedPointer is a pointer in a list such as createOnlyProperties that leads to no property.
	UnresolvedPointer diag.Code = "unresolved-pointer"
	// NoPropertyPointer is a text in primaryIdentifier that is no pointer to a property.
	NoPropertyPointer diag.Code = "no-property-pointer"
	// AttributeNameTooLong is an attribute whose name has more bytes than a name may have.
	AttributeNameTooLong diag.Code = "attribute-name-too-long"
	// RequiredAndReadOnly is a property that is both.
	RequiredAndReadOnly diag.Code = "required-and-read-only"
	// ReadOnlyAndSettable is a property that is read-only and in a list of those that can be set.
	ReadOnlyAndSettable diag.Code = "read-only-and-settable"
	// InvalidRelation is a relationshipRef that names no property of a resource type.
	InvalidRelation diag.Code = "invalid-relation"
	// TooManyRelations is a property that refers to more than are read.
	TooManyRelations diag.Code = "too-many-relations"
)
