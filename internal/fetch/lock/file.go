package lock

import (
	"errors"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/cfngen/cfngen/internal/relpath"
)

// reserved are files by which the go command and this program work, in lower case.
var reserved = [...]string{Name, "cfngen.yaml", "cfngen.manifest.json", "go.mod", "go.sum", "go.work", "go.work.sum"}

// CheckFile returns why a path cannot be that of a pinned file: a lock that nobody
// vouches for must not have gen fetch write what other programs read or run. What
// counts is what a path can mean on any system: case does not on some, and Windows
// leaves out dots and blanks at the end of a name, and has GIT~1 stand for .git.
func CheckFile(file string) error {
	if !IsPortable(file) {
		return errors.New("not a path below the lock's folder")
	}
	for part := range strings.SplitSeq(file, "/") {
		if strings.HasPrefix(part, ".") || strings.Contains(part, "~") || strings.TrimRight(part, ". ") != part {
			return errors.New("not a plain file: no part of the path begins with a dot, ends with a dot or blank, or has a ~")
		}
	}
	name := strings.ToLower(path.Base(file))
	if slices.Contains(reserved[:], name) || path.Ext(name) == ".go" {
		return errors.New("not a file for a specification")
	}
	return nil
}

// IsPortable reports whether a slash-separated path is one below a folder on every
// system.
func IsPortable(file string) bool {
	return relpath.IsBelow(file) && !strings.ContainsFunc(file, unicode.IsControl)
}

// checkURL refuses an address that names who asks for it: everybody reads the lock.
func checkURL(address string) error {
	if address == "" {
		return errors.New("the URL is missing")
	}
	u, err := url.Parse(address)
	switch {
	case err != nil:
		return errors.New("the URL cannot be read") // the error would have all of it
	case u.User != nil:
		return errors.New("credentials in the URL are refused")
	}
	return nil
}
