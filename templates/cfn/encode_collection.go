package cfn

import (
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// list appends a list's items.
func (e *encoder) list(s *slot, ptr storage) {
	e.buf = append(e.buf, '[')
	items := itemsOf(s, ptr)
	for i := range items.n {
		if i > 0 {
			e.buf = append(e.buf, ',')
		}
		e.branch(s.elem, items.at(i))
		if e.err != nil {
			e.err.prependKey(write.Itoa(i))
			return
		}
	}
	e.buf = append(e.buf, ']')
}

// entries appends a map's entries in their order.
func (e *encoder) entries(s *slot, ptr storage) {
	e.buf = append(e.buf, '{')
	items := itemsOf(s, ptr)
	for i := range items.n {
		if i > 0 {
			e.buf = append(e.buf, ',')
		}
		key := items.key(i)
		e.key(key)
		if e.err == nil { // else the key is wrong
			e.branch(s.elem, items.at(i))
		}
		if e.err != nil {
			e.err.prependKey(key)
			return
		}
	}
	e.buf = append(e.buf, '}')
}

// items is what a list or a map holds, seen through its memory: n elements of
// stride bytes each, with the value at offset.
type items struct {
	first          storage
	n              int
	stride, offset uintptr
}

// itemsOf returns the elements of a list or a map.
func itemsOf(s *slot, ptr storage) items {
	// Lists and maps of all elements have the memory of a List[byte]; what
	// differs is the size of an element.
	return itemsIn(s, ptr.list().items)
}

// itemsIn is itemsOf for the slice of the elements, whatever they are.
func itemsIn(s *slot, data []byte) items {
	size, before := s.elem.size(), uintptr(0)
	if s.kind == kindMap {
		before = keySize
	}
	return items{elements(data), len(data), before + size, before}
}

// at returns the address of the value of the element at i.
func (it items) at(i int) storage {
	return it.first.at(uintptr(i)*it.stride + it.offset)
}

// key returns the key of a map's entry at i.
func (it items) key(i int) string { return *it.first.key(uintptr(i) * it.stride) }

// keyAt returns the address of a key.
func (it items) keyAt(i int) *string { return it.first.key(uintptr(i) * it.stride) }

// size is how many bytes storage of the kind takes.
func (s *slot) size() uintptr { return sizes[s.kind] }
