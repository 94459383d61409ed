package relpath

import (
	"io/fs"
	"path/filepath"
	"strings"
)

// IsBelow reports whether a slash-separated path is one of a file below a folder, on Windows
// as elsewhere.
func IsBelow(name string) bool {
	return name != "." && fs.ValidPath(name) && filepath.IsLocal(filepath.FromSlash(name)) && !strings.ContainsAny(name, `\:`)
}
