package cfn

// Node is embedded in every generated struct. It holds what stands in an object
// beside its declared properties: an intrinsic function in the object's place,
// or the unknown properties that [KeepUnknown] let through. Its zero value holds
// neither.
type Node struct {
	guarded
	ext *extension
}

type extension struct {
	fn      *Intrinsic
	unknown []Entry[JSON]
}

// ObjectFn makes the Node of a struct in whose place an intrinsic function
// stands; see [ListFn]. The struct's own properties are then not used.
func ObjectFn(name string, arg JSON) Node {
	return Node{ext: &extension{fn: &Intrinsic{name: name, arg: arg}}}
}

// ObjectWithUnknown makes the Node of a struct that has properties beyond the declared
// ones. They are written after those; Validate reports them.
func ObjectWithUnknown(members ...Entry[JSON]) Node { return Node{ext: &extension{unknown: members}} }

// ObjectIntrinsic returns the intrinsic function that stands in the object's place,
// nil where there is none.
//
//go:noinline
func ObjectIntrinsic(n Node) *Intrinsic {
	if n.ext == nil {
		return nil
	}
	return n.ext.fn
}

// ObjectUnknown returns the properties beyond the declared ones, in their order.
//
//go:noinline
func ObjectUnknown(n Node) []Entry[JSON] {
	if n.ext == nil {
		return nil
	}
	return n.ext.unknown
}
