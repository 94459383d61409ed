package cfn

// Scalar is the set of Go types that a scalar property can have: CloudFormation's
// String and Timestamp, Boolean, Integer and Long, and Double, or a named enum of one.
type Scalar interface {
	~string | ~bool | ~int64 | ~float64
}

// Value is a scalar property: absent (the zero value), a literal of type T, or
// an intrinsic function whose result is a T.
type Value[T Scalar] struct {
	guarded
	// fn is nil for absent, literal for a literal, else the function. It comes
	// first, as in a list and a map: it is then where all values have it.
	fn  *Intrinsic
	lit T
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
