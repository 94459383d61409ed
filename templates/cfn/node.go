package cfn

import "errors"

// Node is embedded in every generated struct. It holds what stands in an object
// beside its declared properties: an intrinsic function in the object's place,
// or the unknown properties that [KeepUnknown] let through. Its zero value holds
// neither.
type Node struct{ ext *extension }

type extension struct {
	fn      *Intrinsic
	unknown []Entry[JSON]
}

// ObjectFn makes the Node of a struct in whose place an intrinsic function
// stands; see [ListFn]. The struct's own properties are then not used.
func ObjectFn(name string, arg JSON) Node {
	return Node{&extension{fn: &Intrinsic{name: name, arg: arg}}}
}

// WithUnknown makes the Node of a struct that has properties beyond the declared
// ones. They are written after those; Validate reports them.
func WithUnknown(members ...Entry[JSON]) Node { return Node{&extension{unknown: members}} }

// NodeIntrinsic gives the intrinsic function that stands in the object's place,
// nil where there is none.
func NodeIntrinsic(n Node) *Intrinsic {
	if n.ext == nil {
		return nil
	}
	return n.ext.fn
}

// NodeUnknown gives the properties beyond the declared ones, in their order.
func NodeUnknown(n Node) []Entry[JSON] {
	if n.ext == nil {
		return nil
	}
	return n.ext.unknown
}

var errNested = errors.New("cfn: a nested type has no JSON methods of its own: use cfn.AppendJSON and cfn.Unmarshal, or the resource type that holds it")

// MarshalJSON always fails. It keeps encoding/json from writing a nested struct
// field by field, which would be wrong; resource types have their own method,
// and [AppendJSON] writes a nested struct.
func (Node) MarshalJSON() ([]byte, error) { return nil, errNested }

// UnmarshalJSON always fails; see [Unmarshal].
func (*Node) UnmarshalJSON([]byte) error { return errNested }
