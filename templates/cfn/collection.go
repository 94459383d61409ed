package cfn

import (
	"reflect"
	"slices"
	"strings"
	"unsafe"
)

// List is a list property: absent (the zero value), a list of E, or an
// intrinsic function that gives the whole list. E is a [Value], a pointer to a
// nested struct, a [List], a [Map] or [JSON]; each item can itself be an
// intrinsic function. An empty list is not an absent one.
type List[E any] struct {
	items []E
	fn    *Intrinsic
}

// ListOf makes a list of items; without any it is empty, not absent.
func ListOf[E any](items ...E) List[E] { return List[E]{items: items, fn: literal} }

// Vals makes a list of literals.
func Vals[T Scalar](literals ...T) List[Value[T]] {
	items := make([]Value[T], len(literals))
	for i, v := range literals {
		items[i] = Val(v)
	}
	return ListOf(items...)
}

// ListFn makes a list that an intrinsic function gives. name is the function's
// full name ("Fn::Split"), arg its argument as JSON text.
func ListFn[E any](name string, arg JSON) List[E] {
	return List[E]{fn: &Intrinsic{name: name, arg: arg}}
}

// Get gives the items, and whether there is a list: false for an absent one and
// for an intrinsic function.
func (l List[E]) Get() ([]E, bool) { return l.items, l.fn == literal }

// IsZero says that the list is absent.
func (l List[E]) IsZero() bool { return l.fn == nil }

// Intrinsic gives the intrinsic function in the list's place, nil where there is none.
func (l List[E]) Intrinsic() *Intrinsic { return l.fn.function() }

// MarshalJSON writes the list or the intrinsic function. An absent list has no
// JSON text and gives an error.
func (l List[E]) MarshalJSON() ([]byte, error) {
	return marshalAny(reflect.TypeFor[List[E]](), unsafe.Pointer(&l))
}

// UnmarshalJSON reads a list or an intrinsic function. Errors are [Errors].
func (l *List[E]) UnmarshalJSON(data []byte) error {
	return unmarshalAny(reflect.TypeFor[List[E]](), unsafe.Pointer(l), data)
}

// Map is a property with keys of the user's choice: absent (the zero value),
// entries in their order, or an intrinsic function that gives the whole map. E
// is as for [List]. An empty map is not an absent one.
type Map[E any] struct {
	entries []Entry[E]
	fn      *Intrinsic
}

// Entry is one key of a [Map] with its value.
type Entry[E any] struct {
	Key   string
	Value E
}

// MapOf makes a map with its entries sorted by key.
func MapOf[E any](m map[string]E) Map[E] {
	entries := make([]Entry[E], 0, len(m))
	for k, v := range m {
		entries = append(entries, Entry[E]{k, v})
	}
	slices.SortFunc(entries, func(a, b Entry[E]) int { return strings.Compare(a.Key, b.Key) })
	return MapEntries(entries...)
}

// MapVals makes a map of literals, sorted by key.
func MapVals[T Scalar](m map[string]T) Map[Value[T]] {
	values := make(map[string]Value[T], len(m))
	for k, v := range m {
		values[k] = Val(v)
	}
	return MapOf(values)
}

// MapEntries makes a map that keeps the order of its entries. Validate reports
// a key that stands twice.
func MapEntries[E any](entries ...Entry[E]) Map[E] { return Map[E]{entries: entries, fn: literal} }

// MapFn makes a map that an intrinsic function gives; see [ListFn].
func MapFn[E any](name string, arg JSON) Map[E] {
	return Map[E]{fn: &Intrinsic{name: name, arg: arg}}
}

// Get gives the entries in their order, and whether there is a map: false for
// an absent one and for an intrinsic function.
func (m Map[E]) Get() ([]Entry[E], bool) { return m.entries, m.fn == literal }

// Lookup gives the value of a key, and whether the map has it.
func (m Map[E]) Lookup(key string) (value E, ok bool) {
	for _, e := range m.entries {
		if e.Key == key {
			return e.Value, true
		}
	}
	return value, false
}

// IsZero says that the map is absent.
func (m Map[E]) IsZero() bool { return m.fn == nil }

// Intrinsic gives the intrinsic function in the map's place, nil where there is none.
func (m Map[E]) Intrinsic() *Intrinsic { return m.fn.function() }

// MarshalJSON writes the map or the intrinsic function. An absent map has no
// JSON text and gives an error.
func (m Map[E]) MarshalJSON() ([]byte, error) {
	return marshalAny(reflect.TypeFor[Map[E]](), unsafe.Pointer(&m))
}

// UnmarshalJSON reads a map or an intrinsic function. Errors are [Errors].
func (m *Map[E]) UnmarshalJSON(data []byte) error {
	return unmarshalAny(reflect.TypeFor[Map[E]](), unsafe.Pointer(m), data)
}

// marshalAny writes a collection that stands alone. Its methods call it, and
// hold nothing else, because the compiler makes them anew for each element type.
func marshalAny(t reflect.Type, ptr unsafe.Pointer) ([]byte, error) {
	p, err := newPlace(t, nil)
	if err != nil {
		return nil, err
	}
	return marshalPlace(p, ptr)
}

func unmarshalAny(t reflect.Type, ptr unsafe.Pointer, data []byte) error {
	p, err := newPlace(t, nil)
	if err != nil {
		return err
	}
	return unmarshalPlace(p, ptr, data)
}
