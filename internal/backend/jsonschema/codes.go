package jsonschema

import "github.com/cfngen/cfngen/internal/diag"

// The codes of what JSON Schema cannot have.
const (
	// NoFileName is a name of a resource type that makes no file name.
	NoFileName diag.Code = "jsonschema-no-file-name"
	// FileTaken is a file that two resource types would have.
	FileTaken diag.Code = "jsonschema-file-taken"
	// TooLarge is a specification of which the schemas would be too large.
	TooLarge diag.Code = "jsonschema-too-large"
	// NotWritten is a schema that cannot be written: a fault of the program.
	NotWritten diag.Code = "jsonschema-not-written"
)
