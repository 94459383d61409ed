package cfn

import (
	"strings"

	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// list reads a list, or the intrinsic function in its place.
func (d *decoder) list(s *slot, ptr storage, c byte) bool {
	if c == '{' {
		return d.functionOnly(s, ptr.function())
	}
	if c == '"' && s.check != nil && s.check.kinds&schema.KindString != 0 {
		return d.onlyItem(s, ptr.list())
	}
	if c != '[' {
		return d.mismatch(kindList)
	}
	return d.items(s, ptr.list())
}

// onlyItem reads the item of a list of one, which can stand without the list.
func (d *decoder) onlyItem(s *slot, to *List[byte]) bool {
	*to = List[byte]{fn: literal}
	return d.value(s.elem, s.grow(&to.items, 1).at(0))
}

// firstCap is the room that a map has at first, and a list of scalars; most lists of
// objects have one or two.
const firstCap, firstObjects = 4, 2

// guessLen guesses how many items a list has whose first one is next, which is rarely
// too few for scalars: from the commas before its end, where that is near.
func (d *decoder) guessLen(elem kind) int {
	const near = 128
	if elem >= kindJSON {
		return firstObjects
	}
	rest := d.Text[d.Pos:min(d.Pos+near, len(d.Text))]
	end := strings.IndexByte(rest, ']')
	if end < 0 {
		return firstCap
	}
	return 1 + strings.Count(rest[:end], ",")
}

// grow adds an empty element to a collection, which gets room for the first few,
// and returns all of them. Collections of elements of other types than the usual
// ones grow by the type of the slice, because code of its own for each would have to
// be compiled.
func (s *slot) grow(to *[]byte, first int) items {
	n := len(*to)
	if n == cap(*to) {
		switch room := max(first, n); {
		case s.elem.kind == kindString && s.kind == kindList:
			extend[Value[string]](to, room)
		case s.elem.kind == kindString:
			extend[Entry[Value[string]]](to, room)
		case s.elem.kind == kindObject && s.kind == kindList:
			extend[storage](to, room)
		default:
			storageOf(to).pointer(s.slice).Elem().Grow(room)
		}
	}
	*to = (*to)[:n+1] // which is empty memory
	return itemsIn(s, *to)
}

func (d *decoder) items(s *slot, to *List[byte]) bool {
	if !d.Open() {
		return false
	}
	*to = List[byte]{}
	room := firstCap
	for first := true; ; first = false {
		another, ok := d.More(']', first)
		if !another {
			to.fn = literal
			return ok
		}
		if first {
			room = d.guessLen(s.elem.kind)
		}
		all := s.grow(&to.items, room)
		if !d.value(s.elem, all.at(all.n-1)) {
			return false
		}
	}
}

// entries reads a map, or the intrinsic function in its place.
func (d *decoder) entries(s *slot, ptr storage, c byte) bool {
	if c != '{' {
		return d.mismatch(kindMap)
	}
	if fn, ok := d.function(s); fn != nil || !ok {
		*ptr.function() = fn
		return ok
	}
	return d.members(s, ptr.list())
}

// members reads the entries of a map, which has the memory of a list.
func (d *decoder) members(s *slot, to *List[byte]) bool {
	if !d.Open() {
		return false
	}
	*to = List[byte]{}
	all := itemsIn(s, nil)
	var index map[string]int // of the keys, once there are many
	for first := true; ; first = false {
		another, ok := d.More('}', first)
		if !another {
			to.fn = literal
			return ok
		}
		at := d.Pos
		key, ok := d.Key()
		if !ok {
			return false
		}
		i, was := findEntry(all, index, key)
		if was {
			if !d.Repeats {
				return d.FailDuplicate(at, key)
			}
			d.NoteDuplicate(key)
		} else {
			all = s.grow(&to.items, firstCap)
			*all.keyAt(i) = key
			index = indexEntries(all, index)
		}
		switch value := all.at(i); {
		case isMacro(key):
			ok = d.macro(s.elem, value)
		case s.check != nil && s.check.openKeys && !s.check.matches(key):
			ok = d.anyValue(s.elem, value)
		default:
			ok = d.value(s.elem, value)
		}
		if !ok {
			return false
		}
	}
}

// anyValue reads a value that can be of any type, and keeps its text where it does
// not fit the storage.
func (d *decoder) anyValue(s *slot, to storage) bool {
	d.Peek()
	before, noted := d.Scanner, d.mistakes()
	if d.value(s, to) && d.mistakes() == noted {
		return true
	}
	d.Scanner = before
	d.forget(noted)
	text, ok := d.readFreeForm()
	d.reread += len(text.text)
	s.keepText(to, text)
	return ok && !d.rereadTooMuch(d.Pos)
}

// findEntry returns the index of a key, or where a new one goes.
func findEntry(entries items, index map[string]int, key string) (i int, was bool) {
	if index != nil {
		if i, was = index[key]; was {
			return i, true
		}
		return entries.n, false
	}
	for i := range entries.n {
		if entries.key(i) == key {
			return i, true
		}
	}
	return entries.n, false
}

// indexEntries keeps the index of the keys up to date after an entry was added.
func indexEntries(entries items, index map[string]int) map[string]int {
	switch {
	case index != nil:
		index[entries.key(entries.n-1)] = entries.n - 1
	case entries.n > manyFields:
		index = make(map[string]int, 2*entries.n)
		for i := range entries.n {
			index[entries.key(i)] = i
		}
	}
	return index
}
