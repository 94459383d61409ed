package overlay

import "github.com/cfngen/cfngen/internal/diag"

// The codes of what is wrong with an overlay, or does not fit.
const (
	// MissingMember is a member that an overlay or a view needs and that is not there.
	MissingMember diag.Code = "overlay-missing-member"
	// UnknownMember is a member that an overlay or a view does not have.
	UnknownMember diag.Code = "overlay-unknown-member"
	// EmptyMember is a text that is empty.
	EmptyMember diag.Code = "overlay-empty-member"
	// InvalidPointer is a text that is no JSON pointer.
	InvalidPointer diag.Code = "overlay-invalid-pointer"
	// UnknownOperation is an operation that JSON Patch does not have.
	UnknownOperation diag.Code = "overlay-unknown-operation"

	// FailedOperation is an operation that cannot be applied, or a test that fails.
	FailedOperation diag.Code = "overlay-failed"
	// NoChange is an operation that changes nothing.
	NoChange diag.Code = "overlay-no-change"
	// WithoutChange is an overlay that changes nothing.
	WithoutChange diag.Code = "overlay-without-change"
	// TooManyOverlays is a resource type with more overlays than are applied.
	TooManyOverlays diag.Code = "overlay-too-many"
	// ViewTooLarge is a resource type whose view is too large.
	ViewTooLarge diag.Code = "overlay-view-too-large"
	// InvalidResult is a view that is no JSON document any more.
	InvalidResult diag.Code = "overlay-invalid-result"
	// UnknownKind is a kind of type that there is not.
	UnknownKind diag.Code = "overlay-unknown-kind"
	// UnknownUpdate is an update behaviour that there is not.
	UnknownUpdate diag.Code = "overlay-unknown-update"
	// UnknownDefinition is a reference to a definition that there is not.
	UnknownDefinition diag.Code = "overlay-unknown-definition"
	// UnusedDefinition is a definition that nothing refers to any more.
	UnusedDefinition diag.Code = "overlay-unused-definition"
	// InvalidARN is a text that is no template of an ARN.
	InvalidARN diag.Code = "overlay-invalid-arn"
	// InvalidRelation is a relationshipRef that names no property of a resource type.
	InvalidRelation diag.Code = "overlay-invalid-relation"
	// TooManyRelations is a property with more relationshipRefs than it can have.
	TooManyRelations diag.Code = "overlay-too-many-relations"

	// EmptyAlias is an alias without a name.
	EmptyAlias diag.Code = "alias-empty"
	// AliasOfItself is an alias for its own name.
	AliasOfItself diag.Code = "alias-of-itself"
	// AliasOfNothing is an alias for a definition that there is not.
	AliasOfNothing diag.Code = "alias-of-nothing"
	// AliasInUse is an alias that is the name of a definition.
	AliasInUse diag.Code = "alias-in-use"
	// DuplicateAlias is an alias that another definition has.
	DuplicateAlias diag.Code = "alias-duplicate"
	// TooManyAliases is an alias beyond those that a resource type can have.
	TooManyAliases diag.Code = "alias-too-many"
	// UndoneAlias is an alias for a definition that has its former name again.
	UndoneAlias diag.Code = "alias-undone"

	// UnusedSuppression is a suppression of what is not found.
	UnusedSuppression diag.Code = "unused-suppression"
	// OldSuppression is a suppression in the form before codes, under "answers".
	OldSuppression diag.Code = "old-suppression"
)
