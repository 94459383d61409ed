package load

import "github.com/cfngen/cfngen/internal/diag"

// The codes of what is wrong with what a run is to read.
const (
	// OverlayOfNoType is an overlay of a resource type that is not in the specification.
	OverlayOfNoType diag.Code = "overlay-of-no-type"
	// NoLock is a folder of generated code without the lock of what it was made from.
	NoLock diag.Code = "no-lock-of-folder"
	// NoSuchLock is a lock that is named and not there.
	NoSuchLock diag.Code = "no-such-lock"
)
