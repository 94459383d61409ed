package merge

import "github.com/cfngen/cfngen/internal/diag"

// The codes of what two readings of a resource type do not have alike.
const (
	// AddedProperty is a property that the preferred reading does not have.
	AddedProperty diag.Code = "added-property"
	// AddedAttribute is an attribute that the preferred reading does not have.
	AddedAttribute diag.Code = "added-attribute"
	// TypeConflict is a value of two types.
	TypeConflict diag.Code = "type-conflict"
	// RequiredConflict is a property that is required in one reading alone.
	RequiredConflict diag.Code = "required-conflict"
	// UpdateConflict is a property for which the readings have different update types.
	UpdateConflict diag.Code = "update-conflict"
	// ReadOnlyConflict is a property that is read-only in the preferred reading alone.
	ReadOnlyConflict diag.Code = "read-only-conflict"
	// DuplicatesConflict is a list in which the preferred reading alone refuses duplicates.
	DuplicatesConflict diag.Code = "duplicates-conflict"
	// OpenConflict is an object that is closed in the preferred reading alone.
	OpenConflict diag.Code = "open-conflict"
	// NameConflict is a definition with two names.
	NameConflict diag.Code = "name-conflict"
	// DefinitionConflict is a definition that is two in the other reading.
	DefinitionConflict diag.Code = "definition-conflict"
	// AttributeNameConflict is an attribute whose name differs in case.
	AttributeNameConflict diag.Code = "attribute-name-conflict"
	// AttributeTypeConflict is an attribute of two types.
	AttributeTypeConflict diag.Code = "attribute-type-conflict"
)
