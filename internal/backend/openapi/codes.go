package openapi

import "github.com/cfngen/cfngen/internal/diag"

// The codes of what an OpenAPI document cannot have.
const (
	// NoComponentName is a name of a resource type or a definition that no component can have.
	NoComponentName diag.Code = "openapi-no-component-name"
	// ComponentTaken is a name of a component that two schemas would have.
	ComponentTaken diag.Code = "openapi-component-taken"
	// TooLarge is a specification of which the document would be too large.
	TooLarge diag.Code = "openapi-too-large"
	// NotWritten is a document that cannot be written: a fault of the program.
	NotWritten diag.Code = "openapi-not-written"
)
