package scan

import (
	"sort"

	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// LastOfEach removes all but the last of the members with the same key from
// every object of a JSON text. duplicateKeys are all keys that stand twice in one. The rest of
// the text stays as it is.
func LastOfEach(text string, duplicateKeys map[string]struct{}) string {
	superseded := Superseded(text, duplicateKeys)
	if len(superseded) == 0 {
		return text
	}
	out := make([]byte, 0, len(text))
	done := 0
	for _, span := range superseded {
		out = append(out, text[done:span.Start]...)
		done = span.End
	}
	out = append(out, text[done:]...)
	return write.StringOf(out)
}

// Superseded returns the parts that [LastOfEach] removes, in their order; none where the
// text is not JSON.
func Superseded(text string, duplicateKeys map[string]struct{}) []Span {
	c := cutter{Scanner: Scanner{Text: text, Repeats: true, Distinct: true, DuplicateKeys: duplicateKeys}}
	if !c.value() {
		return nil
	}
	sort.SliceStable(c.cuts, func(i, j int) bool { return c.cuts[i].Start < c.cuts[j].Start })
	kept, done := c.cuts[:0], 0
	for _, span := range c.cuts {
		if span.Start >= done { // else it lies in one that is gone already
			kept = append(kept, span)
			done = span.End
		}
	}
	return kept
}

// cutter finds the members to remove.
type cutter struct {
	Scanner
	cuts []Span
}

// Span is a member's part of a text, up to the member after it.
type Span struct{ Start, End int }

func (c *cutter) value() bool {
	switch c.Peek() {
	case '{':
		return c.object()
	case '[':
		return c.list()
	}
	_, ok := c.Skip()
	return ok
}

func (c *cutter) list() bool {
	if !c.Open() {
		return false
	}
	for first := true; ; first = false {
		another, ok := c.More(']', first)
		if !another {
			return ok
		}
		if !c.value() {
			return false
		}
	}
}

func (c *cutter) object() bool {
	if !c.Open() {
		return false
	}
	var last map[string]Span
	before, open := "", false // the key of the member before this one, where it stands twice
	for first := true; ; first = false {
		another, ok := c.More('}', first)
		if !another {
			return ok
		}
		start := c.Pos
		if open {
			last[before] = Span{last[before].Start, start}
		}
		key, ok := c.Key()
		if !ok {
			return false
		}
		if _, open = c.DuplicateKeys[key]; open {
			if one, was := last[key]; was {
				c.cuts = append(c.cuts, one)
			}
			if last == nil {
				last = make(map[string]Span)
			}
			last[key], before = Span{Start: start}, key
		}
		if !c.value() {
			return false
		}
	}
}
