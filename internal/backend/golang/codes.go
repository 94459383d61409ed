package golang

import "github.com/cfngen/cfngen/internal/diag"

// The codes of what Go code cannot have.
const (
	// NoTypeName is a name of a resource type that makes no Go name.
	NoTypeName diag.Code = "go-no-type-name"
	// NoName is a name of a property or a definition that makes no Go name.
	NoName diag.Code = "go-no-name"
	// NoAttributeName is a name of an attribute that makes no Go name.
	NoAttributeName diag.Code = "go-no-attribute-name"
	// NameTaken is a Go name that two declarations of a package would have.
	NameTaken diag.Code = "go-name-taken"
	// FieldTaken is a Go name that two fields of a struct would have.
	FieldTaken diag.Code = "go-field-taken"
	// FileTaken is a Go file that two resource types would have.
	FileTaken diag.Code = "go-file-taken"
	// PackageTaken is a Go package that two services would have.
	PackageTaken diag.Code = "go-package-taken"
	// AliasWithoutType is a former name of a definition that has no Go type.
	AliasWithoutType diag.Code = "go-alias-without-type"
	// EnumOutOfRange is an allowed integer of more than 64 bits.
	EnumOutOfRange diag.Code = "go-enum-out-of-range"
	// PatternNotChecked is a pattern that values are not checked against.
	PatternNotChecked diag.Code = "go-pattern-not-checked"
	// RelationsLeftOut is a resource type with more paths to what refers to others than are listed.
	RelationsLeftOut diag.Code = "go-relations-left-out"
	// TypeTooLarge is a resource type of which the Go code would be too large.
	TypeTooLarge diag.Code = "go-type-too-large"
	// CodeTooLarge is a specification of which the Go code would be too large.
	CodeTooLarge diag.Code = "go-code-too-large"
	// NotWritten is Go code that does not parse: a fault of the program.
	NotWritten diag.Code = "go-not-written"
)
