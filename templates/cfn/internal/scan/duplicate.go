package scan

import (
	"sort"

	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// LastOfEach removes all but the last of the members with the same key from
// every object of a JSON text. duplicateKeys are all keys that stand twice in one. The rest of
// the text stays as it is.
func LastOfEach(text string, duplicateKeys map[string]struct{}) string {
	c := cutter{Scanner: Scanner{Text: text, Repeats: true, Distinct: true, DuplicateKeys: duplicateKeys}}
	if !c.value() {
		return text
	}
	sort.SliceStable(c.cuts, func(i, j int) bool { return c.cuts[i].start < c.cuts[j].start })
	out := make([]byte, 0, len(text))
	done := 0
	for _, cut := range c.cuts {
		if cut.start >= done { // else it lies in one that is gone already
			out = append(out, text[done:cut.start]...)
			done = cut.end
		}
	}
	out = append(out, text[done:]...)
	return write.StringOf(out)
}

// cutter finds the members to remove.
type cutter struct {
	Scanner
	cuts []cut
}

// cut is a member's part of the text, up to the member after it.
type cut struct{ start, end int }

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
	var last map[string]cut
	before, open := "", false // the key of the member before this one, where it stands twice
	for first := true; ; first = false {
		another, ok := c.More('}', first)
		if !another {
			return ok
		}
		start := c.Pos
		if open {
			last[before] = cut{last[before].start, start}
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
				last = make(map[string]cut)
			}
			last[key], before = cut{start: start}, key
		}
		if !c.value() {
			return false
		}
	}
}
