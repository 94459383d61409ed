package source

import "github.com/cfngen/cfngen/internal/diag"

// The codes of what is wrong with a file or an archive.
const (
	// Unreadable is a file, a folder or an archive that cannot be read, or is refused.
	Unreadable diag.Code = "unreadable"
)
