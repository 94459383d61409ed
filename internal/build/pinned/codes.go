package pinned

import "github.com/cfngen/cfngen/internal/diag"

// The codes of what is wrong with what a lock pins.
const (
	// NotPinned is a lock that is to be brought up to date and is not there.
	NotPinned diag.Code = "not-pinned"
	// Unusable is a pinned file that is not there, not what is pinned, or not to be written.
	Unusable diag.Code = "unusable-file"
	// PinnedByOther is a lock that another version or other corrections wrote.
	PinnedByOther diag.Code = "pinned-by-other"
	// FaultyTypes is a specification that was fetched and has resource types that cannot be generated.
	FaultyTypes diag.Code = "faulty-types"
	// NoResourceType is a specification that was fetched and has no resource types.
	NoResourceType diag.Code = "no-resource-types"
)
