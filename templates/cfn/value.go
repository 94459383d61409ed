package cfn

import (
	"reflect"
	"unsafe"
)

// Scalar is the set of Go types that a scalar property can have: CloudFormation's
// String and Timestamp, Boolean, Integer and Long, and Double, or a named enum of one.
type Scalar interface {
	~string | ~bool | ~int64 | ~float64
}

// Value is a scalar property: absent (the zero value), a literal of type T, or
// an intrinsic function whose result is a T.
type Value[T Scalar] struct {
	lit T
	// fn is nil for absent, literal for a literal, else the function.
	fn *Intrinsic
}

// literal marks a value that is neither absent nor an intrinsic function. Only
// its address is used.
var literal = &Intrinsic{name: "literal"}

// Val makes a literal. Untyped integer constants need [Int] or [Num].
func Val[T Scalar](v T) Value[T] { return Value[T]{lit: v, fn: literal} }

// Int makes a literal integer.
func Int(v int64) Value[int64] { return Val(v) }

// Num makes a literal number.
func Num(v float64) Value[float64] { return Val(v) }

// Get gives the literal, and whether there is one: false for an absent value
// and for an intrinsic function.
func (v Value[T]) Get() (T, bool) { return v.lit, v.fn == literal }

// IsZero says that the value is absent. encoding/json asks it for omitzero.
func (v Value[T]) IsZero() bool { return v.fn == nil }

// Intrinsic gives the intrinsic function, nil where the value is absent or a literal.
func (v Value[T]) Intrinsic() *Intrinsic { return v.fn.function() }

// MarshalJSON writes the literal or the intrinsic function. An absent value has
// no JSON text and gives an error.
func (v Value[T]) MarshalJSON() ([]byte, error) {
	return marshalPlace(scalarPlace(reflect.TypeFor[T]().Kind()), unsafe.Pointer(&v))
}

// UnmarshalJSON reads a literal, converted as CloudFormation does, or an
// intrinsic function. Errors are [Errors].
func (v *Value[T]) UnmarshalJSON(data []byte) error {
	return unmarshalPlace(scalarPlace(reflect.TypeFor[T]().Kind()), unsafe.Pointer(v), data)
}
