package lock

import "github.com/cfngen/cfngen/internal/diag"

// The codes of what is wrong with a lock.
const (
	// NoLock is a file that does not have the form of a lock.
	NoLock diag.Code = "no-lock"
	// Invalid is a lock with something that no lock has.
	Invalid diag.Code = "invalid-lock"
)
