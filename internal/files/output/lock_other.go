//go:build !(darwin || dragonfly || freebsd || illumos || linux || netbsd || openbsd)

package output

import "os"

// flock locks nothing: Windows, for one, locks files only, and a file that is
// there for this alone would be left behind by a process that is killed.
func flock(*os.File, func()) bool { return false }
