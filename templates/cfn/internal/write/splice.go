package write

import (
	"slices"
	"strings"
)

// Splice replaces a part of a text.
type Splice struct {
	Start, End int
	Text       string
}

// ApplySplices returns a text with its parts replaced. ok is false where two of them overlap.
func ApplySplices(text string, splices []Splice) (result string, ok bool) {
	slices.SortStableFunc(splices, func(a, b Splice) int { return a.Start - b.Start })
	var out strings.Builder
	done := 0
	for _, s := range splices {
		if s.Start < done || s.End < s.Start {
			return "", false
		}
		out.WriteString(text[done:s.Start])
		out.WriteString(s.Text)
		done = s.End
	}
	out.WriteString(text[done:])
	return out.String(), true
}
