package cfn

import "sort"

// List is a list property: absent (the zero value), a list of E, or an
// intrinsic function that returns the whole list. E is a [Value], a pointer to a
// nested struct, a [List], a [Map] or [JSON]; each item can itself be an
// intrinsic function. An empty list is not an absent one.
type List[E any] struct {
	guarded
	fn    *Intrinsic
	items []E
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

// ListFn makes a list that an intrinsic function returns. name is the function's
// full name ("Fn::Split"), arg its argument as JSON text.
func ListFn[E any](name string, arg JSON) List[E] {
	return List[E]{fn: newIntrinsic(name, arg)}
}

// Map is a property with keys of the user's choice: absent (the zero value),
// entries in their order, or an intrinsic function that returns the whole map. E
// is as for [List]. An empty map is not an absent one.
type Map[E any] struct {
	guarded
	fn      *Intrinsic
	entries []Entry[E]
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
	sort.SliceStable(entries, func(i, j int) bool { return entries[i].Key < entries[j].Key })
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

// MapFn makes a map that an intrinsic function returns; see [ListFn].
func MapFn[E any](name string, arg JSON) Map[E] {
	return Map[E]{fn: newIntrinsic(name, arg)}
}
