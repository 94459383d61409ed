package frontend

import "github.com/cfngen/cfngen/internal/diag"

// The codes of what is found in documents of any format.
const (
	// NoSpecification is a document that is no JSON object.
	NoSpecification diag.Code = "no-specification"
	// UnknownFormat is a JSON object of none of the formats.
	UnknownFormat diag.Code = "unknown-format"
	// NoResourceType is a schema of something else, such as a hook.
	NoResourceType diag.Code = "no-resource-type"
	// DuplicateType is a resource type that two documents of a format have.
	DuplicateType diag.Code = "duplicate-type"
	// TooManyParts is a specification of more properties than are read from one of its size.
	TooManyParts diag.Code = "too-many-parts"
)
