package diag

import (
	"errors"
	"fmt"
	"path/filepath"
)

// Plural returns a count with its noun, which has an s for all counts but one.
func Plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// FileName returns the name of a file in a folder as positions have it. The name is
// slash-separated.
func FileName(dir, name string) string {
	return filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(name)))
}

// InFile returns an error about a file, or about what an address has, as a whole.
func InFile(file string, code Code, format string, args ...any) error {
	return Errorf(Position{File: filepath.ToSlash(file)}, code, format, args...)
}

// FromError takes an error apart, so that each of several joined errors is a diagnostic: its
// own, or else one without a position. Nil is none.
func FromError(err error) List {
	if err == nil {
		return nil
	}
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		var out List
		for _, e := range several.Unwrap() {
			out = append(out, FromError(e)...)
		}
		return out
	}
	if one := (Diagnostic{}); errors.As(err, &one) {
		return List{one}
	}
	return List{Errorf(Position{}, "", "%v", err)}
}
