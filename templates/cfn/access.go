package cfn

import (
	"errors"
	"reflect"
)

// The accessors are functions, not methods: a method of a generic type is
// compiled for each of its thousands of instances, a function for those that call it.

// Get returns the literal of a value, and whether there is one: false for an
// absent value and for an intrinsic function.
func Get[T Scalar](v Value[T]) (T, bool) { return v.lit, v.fn == literal }

// Items returns the items of a list, and whether there is one: false for an absent
// list and for an intrinsic function.
func Items[E any](l List[E]) ([]E, bool) { return l.items, l.fn == literal }

// Entries returns the entries of a map in their order, and whether there is one:
// false for an absent map and for an intrinsic function.
func Entries[E any](m Map[E]) ([]Entry[E], bool) { return m.entries, m.fn == literal }

// Lookup returns the value of a map's key, and whether the map has the key.
func Lookup[E any](m Map[E], key string) (value E, ok bool) {
	for i := range m.entries {
		if m.entries[i].Key == key {
			return m.entries[i].Value, true
		}
	}
	return value, false
}

// IsAbsent reports whether there is nothing in a property. A struct is absent where its
// pointer is nil, a [JSON] where it is the zero value.
func IsAbsent[T Scalar](v Value[T]) bool { return v.fn == nil }

// ListIsAbsent is [IsAbsent] for a list.
func ListIsAbsent[E any](l List[E]) bool { return l.fn == nil }

// MapIsAbsent is [IsAbsent] for a map.
func MapIsAbsent[E any](m Map[E]) bool { return m.fn == nil }

// IntrinsicOf returns the intrinsic function that stands in the place of a value, nil
// where there is none.
func IntrinsicOf[T Scalar](v Value[T]) *Intrinsic { return v.fn.function() }

// ListIntrinsic is [IntrinsicOf] for a list.
func ListIntrinsic[E any](l List[E]) *Intrinsic { return l.fn.function() }

// MapIntrinsic is [IntrinsicOf] for a map.
func MapIntrinsic[E any](m Map[E]) *Intrinsic { return m.fn.function() }

// MarshalProperty writes what is in a property. It takes a pointer to it: to a [Value], a
// [List], a [Map], a [JSON], or to the pointer to a struct; for a property with nested
// structs, see [Nested]. An absent property has no JSON text and returns an error.
func MarshalProperty(property any) ([]byte, error) {
	s, ptr, err := slotAt(property)
	if err != nil {
		return nil, err
	}
	if !s.complete() {
		return nil, errNested
	}
	return marshalSlot(s, ptr)
}

// UnmarshalProperty reads a property: a value, converted as CloudFormation does,
// or an intrinsic function. It takes a pointer as [MarshalProperty] does.
func UnmarshalProperty(data []byte, property any) error {
	s, ptr, err := slotAt(property)
	if err != nil {
		return err
	}
	if !s.complete() {
		return errNested
	}
	return unmarshalSlot(s, ptr, data)
}

// slotAt returns the slot and the storage that a pointer points to.
func slotAt(property any) (*slot, storage, error) {
	v := reflect.ValueOf(property)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return nil, storage{}, errProperty
	}
	s, err := newSlot(v.Type().Elem(), nil, nil)
	if err != nil {
		return nil, storage{}, errProperty
	}
	return s, address(v), nil
}

var errProperty = errors.New("cfn: a pointer to a property is needed: to a Value, a List, a Map, a JSON or the pointer to a struct")

var errNested = errors.New("cfn: a nested struct is written and read with its resource type: see cfn.Nested")

// guarded makes encoding/json fail on a value that it would otherwise encode as {}. It
// has two fields of the same name, so that no program can select one and no editor
// offers it.
type guarded struct {
	guarded1
	guarded2
}

type guarded1 struct {
	Guard guard `json:"cfn1"`
}

type guarded2 struct {
	Guard guard `json:"cfn2"`
}

// guard also keeps the types around it from being compared: == would compare
// intrinsic functions by their address, and code to compare every struct would
// be compiled.
type guard [0]func()

var errGuard = errors.New("cfn: the parts of a resource type have no JSON methods of their own: pass a pointer to the resource type, the resource or the template, cfn.JSONOf of what holds values, or use cfn.Nested for a nested struct and cfn.MarshalProperty for a single property")

// MarshalJSON always fails.
func (guard) MarshalJSON() ([]byte, error) { return nil, errGuard }

// UnmarshalJSON always fails.
func (*guard) UnmarshalJSON([]byte) error { return errGuard }
