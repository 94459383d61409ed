package resourcespec

import "github.com/cfngen/cfngen/internal/diag"

// The codes of what is found in a Resource Specification.
const (
	// MissingType is a property or an attribute without a type.
	MissingType diag.Code = "missing-type"
	// MissingItemType is a list or a map without a type of what it holds.
	MissingItemType diag.Code = "missing-item-type"
	// TwoTypes is a value with a type and a primitive type at once.
	TwoTypes diag.Code = "two-types"
	// UnknownPrimitiveType is a primitive type that the format does not have.
	UnknownPrimitiveType diag.Code = "unknown-primitive-type"
	// UnknownUpdateType is an update type that the format does not have.
	UnknownUpdateType diag.Code = "unknown-update-type"
	// UnknownPropertyType is a name of a property type that there is not.
	UnknownPropertyType diag.Code = "unknown-property-type"
	// RecursivePropertyType is a property type that stands for itself.
	RecursivePropertyType diag.Code = "recursive-property-type"
	// TooManyChoices is a resource type with more choices between types than are read.
	TooManyChoices diag.Code = "too-many-choices"
	// TooManyProperties is a resource type with more properties and attributes than are read.
	TooManyProperties diag.Code = "too-many-properties"
	// SpecificationTooLarge is a specification whose resource types have more properties and attributes than are read.
	SpecificationTooLarge diag.Code = "specification-too-large"
)
