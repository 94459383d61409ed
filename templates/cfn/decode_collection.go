package cfn

import (
	"reflect"
	"unsafe"
)

// list reads a list, or the intrinsic function in its place.
func (d *decoder) list(p *place, ptr unsafe.Pointer, c byte) bool {
	if c == '{' {
		return d.functionOnly(p, &(*List[byte])(ptr).fn)
	}
	if c != '[' {
		return d.mismatch(kindList)
	}
	switch p.elem.kind {
	case kindString:
		return readItems(d, p, (*List[Value[string]])(ptr))
	case kindBool:
		return readItems(d, p, (*List[Value[bool]])(ptr))
	case kindInt, kindFloat:
		return readItems(d, p, (*List[Value[int64]])(ptr))
	case kindJSON:
		return readItems(d, p, (*List[JSON])(ptr))
	case kindList, kindMap:
		return readItems(d, p, (*List[List[unsafe.Pointer]])(ptr))
	}
	return readItems(d, p, (*List[unsafe.Pointer])(ptr))
}

// firstCap is the room that a collection has at first: most are short.
const firstCap = 4

func readItems[E any](d *decoder, p *place, to *List[E]) bool {
	if !d.open() {
		return false
	}
	var items []E
	for first := true; ; first = false {
		another, ok := d.more(']', first)
		if !another {
			*to = List[E]{items: items, fn: literal}
			return ok
		}
		if first {
			items = make([]E, 0, firstCap)
		}
		var item E
		items = append(items, item)
		if !d.value(p.elem, unsafe.Pointer(&items[len(items)-1])) {
			return false
		}
	}
}

// entries reads a map, or the intrinsic function in its place.
func (d *decoder) entries(p *place, ptr unsafe.Pointer, c byte) bool {
	if c != '{' {
		return d.mismatch(kindMap)
	}
	if fn, ok := d.function(p); fn != nil || !ok {
		(*Map[byte])(ptr).fn = fn
		return ok
	}
	switch p.elem.kind {
	case kindString:
		return readEntries(d, p, (*Map[Value[string]])(ptr))
	case kindBool:
		return readEntries(d, p, (*Map[Value[bool]])(ptr))
	case kindInt, kindFloat:
		return readEntries(d, p, (*Map[Value[int64]])(ptr))
	case kindJSON:
		return readEntries(d, p, (*Map[JSON])(ptr))
	case kindList, kindMap:
		return readEntries(d, p, (*Map[List[unsafe.Pointer]])(ptr))
	}
	return readEntries(d, p, (*Map[unsafe.Pointer])(ptr))
}

func readEntries[E any](d *decoder, p *place, to *Map[E]) bool {
	if !d.open() {
		return false
	}
	var entries []Entry[E]
	var index map[string]int // of the keys, once there are many
	for first := true; ; first = false {
		another, ok := d.more('}', first)
		if !another {
			*to = Map[E]{entries: entries, fn: literal}
			return ok
		}
		at := d.pos
		key, ok := d.key()
		if !ok {
			return false
		}
		i, was := findEntry(entries, index, key)
		if was {
			if !d.repeats {
				return d.repeated(at, key)
			}
			d.doubled = true
		}
		if !was {
			if first {
				entries = make([]Entry[E], 0, firstCap)
			}
			if i < cap(entries) {
				entries = entries[:i+1] // which is empty memory
				entries[i].Key = key
			} else {
				entries = append(entries, Entry[E]{Key: key})
			}
			index = indexEntries(entries, index)
		}
		if to := unsafe.Pointer(&entries[i].Value); p.check != nil && p.check.openKeys && !p.check.matches(key) {
			ok = d.anyValue(p.elem, to)
		} else {
			ok = d.value(p.elem, to)
		}
		if !ok {
			return false
		}
	}
}

// anyValue reads a value that can be of any type, and keeps its text where it does
// not fit the storage.
func (d *decoder) anyValue(p *place, to unsafe.Pointer) bool {
	d.peek()
	before, values := d.scanner, d.values
	if d.value(p, to) && len(d.values) == len(values) {
		return true
	}
	d.scanner, d.values = before, values
	text, ok := d.free()
	d.again += len(text)
	fn := &Intrinsic{arg: text}
	if p.kind == kindObject {
		x := reflect.New(p.typ).UnsafePointer()
		*(*Node)(x) = Node{ext: &extension{fn: fn}}
		*(*unsafe.Pointer)(to) = x
	} else {
		*(**Intrinsic)(unsafe.Add(to, p.kind.stateAt())) = fn
	}
	return ok && !d.tooOften(d.pos)
}

// findEntry gives the index of a key, or where a new one goes.
func findEntry[E any](entries []Entry[E], index map[string]int, key string) (i int, was bool) {
	if index != nil {
		if i, was = index[key]; was {
			return i, true
		}
		return len(entries), false
	}
	for i := range entries {
		if entries[i].Key == key {
			return i, true
		}
	}
	return len(entries), false
}

// indexEntries keeps the index of the keys up to date after an entry was added.
func indexEntries[E any](entries []Entry[E], index map[string]int) map[string]int {
	switch {
	case index != nil:
		index[entries[len(entries)-1].Key] = len(entries) - 1
	case len(entries) > manyFields:
		index = make(map[string]int, 2*len(entries))
		for i := range entries {
			index[entries[i].Key] = i
		}
	}
	return index
}
