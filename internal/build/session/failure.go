package session

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
)

// Fail adds what a step found. Where there are errors, it returns one that names the types
// which have some.
func (s *Session) Fail(found diag.List) error {
	if s.Add(found) {
		return nil
	}
	if text := NotGenerated(found.Errors()); text != "" {
		return errors.New(text)
	}
	return ErrFailed
}

// NotGenerated names the types that have errors, with what can be done about them;
// it returns "" where there are none.
func NotGenerated(errs diag.List) string {
	types := map[string]bool{}
	for _, d := range errs {
		if d.Subject != "" {
			types[d.Subject] = true
		}
	}
	const shown = 5
	names := slices.Sorted(maps.Keys(types))
	switch more := len(names) - shown; {
	case len(names) == 0:
		return ""
	case len(names) == 1:
		return fmt.Sprintf("%s cannot be generated; an overlay can correct the type, -exclude leaves it out", diag.Printable(names[0]))
	case more > 0:
		names = append(names[:shown], diag.Plural(more, "more type"))
	}
	last := len(names) - 1
	return fmt.Sprintf("%s and %s cannot be generated; overlays can correct types, -exclude leaves them out",
		diag.Printable(strings.Join(names[:last], ", ")), diag.Printable(names[last]))
}
