package jsondoc

import "github.com/cfngen/cfngen/internal/diag"

// The codes of what is found in any JSON document.
const (
	// InvalidJSON is a document that is no JSON.
	InvalidJSON diag.Code = "invalid-json"
	// DuplicateMember is a member of an object that has the name of another one.
	DuplicateMember diag.Code = "duplicate-member"
	// TooDeep is a document with values deeper in one another than is read.
	TooDeep diag.Code = "too-deep"
	// TooManyValues is a document with more values than are read.
	TooManyValues diag.Code = "too-many-values"
	// WrongType is a value of another type than belongs there, such as a string where a number does.
	WrongType diag.Code = "wrong-type"
	// InvalidValue is a value of the right type that is none of those that belong there.
	InvalidValue diag.Code = "invalid-value"
	// UnknownMember is a member that no version of the format has, or none that is known.
	UnknownMember diag.Code = "unknown-member"
)
