package model

import "github.com/cfngen/cfngen/internal/diag"

// The codes of what is wrong with a resource type in any format.
const (
	// InvalidTypeName is a name of a resource type that does not have the form of one.
	InvalidTypeName diag.Code = "invalid-type-name"
	// NameTooLong is a name of more bytes than a name may have.
	NameTooLong diag.Code = "name-too-long"
)
