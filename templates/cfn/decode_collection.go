package cfn

import (
	"reflect"
	"strings"
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
	return d.items(p, (*List[byte])(ptr))
}

// firstCap is the room that a collection has at first: most are short.
const firstCap = 4

// ahead guesses how many items a list of scalars has, which is rarely too few,
// from the commas before its end, where that is near.
func (d *decoder) ahead() int {
	const near = 128
	rest := d.text[d.pos:min(d.pos+near, len(d.text))]
	end := strings.IndexByte(rest, ']')
	if end < 0 {
		return firstCap
	}
	return 1 + strings.Count(rest[:end], ",")
}

// grow adds an empty element to a collection, whose elements the place describes.
// Only these few lines are compiled for each kind of element. first is the room that
// it gets at first.
func grow[E any](to *[]byte, first int) {
	all := (*[]E)(unsafe.Pointer(to))
	if cap(*all) == 0 {
		*all = make([]E, 0, first)
	}
	if n := len(*all); n < cap(*all) {
		*all = (*all)[:n+1] // which is empty memory
		return
	}
	var empty E
	*all = append(*all, empty)
}

// addItem adds an empty item to a list, which gets room for the first few items.
func (p *place) addItem(to *[]byte, first int) {
	switch p.elem.kind {
	case kindString:
		grow[Value[string]](to, first)
	case kindBool, kindInt, kindFloat:
		grow[Value[int64]](to, first) // which has the memory of a Value[bool], too
	case kindJSON:
		grow[JSON](to, first)
	case kindList, kindMap:
		grow[List[unsafe.Pointer]](to, first)
	default:
		grow[unsafe.Pointer](to, first)
	}
}

// addEntry adds an entry without a value to a map.
func (p *place) addEntry(to *[]byte, key string) {
	switch p.elem.kind {
	case kindString:
		grow[Entry[Value[string]]](to, firstCap)
	case kindBool, kindInt, kindFloat:
		grow[Entry[Value[int64]]](to, firstCap)
	case kindJSON:
		grow[Entry[JSON]](to, firstCap)
	case kindList, kindMap:
		grow[Entry[List[unsafe.Pointer]]](to, firstCap)
	default:
		grow[Entry[unsafe.Pointer]](to, firstCap)
	}
	all := itemsIn(p, *to)
	*all.keyAt(all.n - 1) = key
}

func (d *decoder) items(p *place, to *List[byte]) bool {
	if !d.open() {
		return false
	}
	var list []byte
	room := firstCap
	for first := true; ; first = false {
		another, ok := d.more(']', first)
		if !another {
			*to = List[byte]{items: list, fn: literal}
			return ok
		}
		if list == nil && p.elem.kind < kindJSON {
			room = d.ahead()
		}
		p.addItem(&list, room)
		all := itemsIn(p, list)
		if !d.value(p.elem, all.at(all.n-1)) {
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
	return d.members(p, (*Map[byte])(ptr))
}

func (d *decoder) members(p *place, to *Map[byte]) bool {
	if !d.open() {
		return false
	}
	var entries []byte
	var index map[string]int // of the keys, once there are many
	for first := true; ; first = false {
		another, ok := d.more('}', first)
		if !another {
			*(*List[byte])(unsafe.Pointer(to)) = List[byte]{items: entries, fn: literal}
			return ok
		}
		at := d.pos
		key, ok := d.key()
		if !ok {
			return false
		}
		i, was := findEntry(itemsIn(p, entries), index, key)
		if was {
			if !d.repeats {
				return d.repeated(at, key)
			}
			d.doubled = true
		} else {
			p.addEntry(&entries, key)
			index = indexEntries(itemsIn(p, entries), index)
		}
		if to := itemsIn(p, entries).at(i); p.check != nil && p.check.openKeys && !p.check.matches(key) {
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
