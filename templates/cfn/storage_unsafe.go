package cfn

import (
	"reflect"
	"sync/atomic"
	"unsafe"

	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// This file is the only one that imports package unsafe: what the others do with memory,
// they do with its functions. Those that are used for each value are inlined.

// storage is where a value lies: a field of a struct, an item of a list, the value of a
// map's entry, or a whole struct. Its methods see it as one type or another; which one it
// is only the caller knows, from the [slot] or the [layout] that belongs to it. The zero
// value is nowhere.
type storage struct{ p unsafe.Pointer }

// keptStorage is storage without the methods. It is for types that users meet: with a
// type, each package that imports this one reads the types of all its methods.
type keptStorage storage

// storageOf returns the storage that a pointer points to. It is not for generic functions
// that users call, because it would be compiled again for each of their types.
func storageOf[T any](to *T) storage { return storage{unsafe.Pointer(to)} }

// address returns what a pointer points to. It does not use the pointer's own method,
// which links the code that calls methods through reflect into a program.
func address(pointer reflect.Value) storage {
	return storage{unsafe.Pointer(pointer.Elem().UnsafeAddr())}
}

// elements returns the storage of the first element of a slice, whatever they are.
func elements(slice []byte) storage { return storage{unsafe.Pointer(unsafe.SliceData(slice))} }

// newStorage allocates storage of the slot's kind. Lists and maps of any elements
// have the same layout, and so have values of types with the same underlying one.
//
//go:noinline
func (s *slot) newStorage() storage {
	switch s.kind {
	case kindString:
		return storage{unsafe.Pointer(new(Value[string]))}
	case kindBool:
		return storage{unsafe.Pointer(new(Value[bool]))}
	case kindInt, kindFloat:
		return storage{unsafe.Pointer(new(Value[int64]))}
	case kindJSON:
		return storage{unsafe.Pointer(new(JSON))}
	case kindList, kindMap:
		return storage{unsafe.Pointer(new(List[storage]))}
	case kindProperties:
		return storage{unsafe.Pointer(new(Properties))}
	}
	return storage{unsafe.Pointer(new(storage))}
}

// isNil reports whether there is no storage.
func (s storage) isNil() bool { return s.p == nil }

// at returns the storage at an offset within this one.
func (s storage) at(offset uintptr) storage { return storage{unsafe.Add(s.p, offset)} }

// relative returns the storage at an offset that can be negative, within the struct that
// holds this one.
func (s storage) relative(offset int) storage { return storage{unsafe.Add(s.p, offset)} }

// elem returns what the pointer in the storage points to.
func (s storage) elem() storage { return *(*storage)(s.p) }

// setElem makes the pointer in the storage point to x.
func (s storage) setElem(x storage) { *(*storage)(s.p) = x }

// word returns the word at an offset. It is for pointers of which only the value counts.
func (s storage) word(offset uintptr) uintptr { return *(*uintptr)(unsafe.Add(s.p, offset)) }

// literalWord returns the word that storage of a literal begins with.
func literalWord() uintptr { return uintptr(unsafe.Pointer(literal)) }

// key returns the key of a map's entry at an offset.
func (s storage) key(offset uintptr) *string { return (*string)(unsafe.Add(s.p, offset)) }

// pointer returns a pointer to storage of a type.
func (s storage) pointer(t reflect.Type) reflect.Value { return reflect.NewAt(t, s.p) }

// What storage can be seen as. A value, a list and a map begin with the function. Lists and
// maps of all elements have the memory of a list of bytes: the length and the capacity
// count the elements, whatever they are.

func (s storage) node() *Node              { return (*Node)(s.p) } // of a struct
func (s storage) function() **Intrinsic    { return (**Intrinsic)(s.p) }
func (s storage) string() *Value[string]   { return (*Value[string])(s.p) }
func (s storage) bool() *Value[bool]       { return (*Value[bool])(s.p) }
func (s storage) int64() *Value[int64]     { return (*Value[int64])(s.p) }
func (s storage) float64() *Value[float64] { return (*Value[float64])(s.p) }
func (s storage) json() *JSON              { return (*JSON)(s.p) }
func (s storage) list() *List[byte]        { return (*List[byte])(s.p) }
func (s storage) slice() *[]byte           { return (*[]byte)(s.p) }
func (s storage) properties() *Properties  { return (*Properties)(s.p) }
func (s storage) nested() *nested          { return (*nested)(s.p) }

// The sizes of storage.
const (
	pointerSize = unsafe.Sizeof(uintptr(0))
	keySize     = unsafe.Sizeof("")
)

var sizes = [...]uintptr{
	kindString: unsafe.Sizeof(Value[string]{}),
	kindBool:   unsafe.Sizeof(Value[bool]{}),
	kindInt:    unsafe.Sizeof(Value[int64]{}),
	kindFloat:  unsafe.Sizeof(Value[float64]{}),
	kindJSON:   unsafe.Sizeof(JSON{}),
	kindList:   unsafe.Sizeof(List[byte]{}),
	kindMap:    unsafe.Sizeof(List[byte]{}),
	kindObject: pointerSize,

	kindProperties: unsafe.Sizeof(Properties(nil)),
}

// extend moves a slice of which all is used to memory with room for more. E has
// the layout of the slice's elements.
//
//go:noinline
func extend[E any](to *[]byte, room int) {
	s := *(*[]E)(unsafe.Pointer(to))
	*(*[]E)(unsafe.Pointer(to)) = append(make([]E, 0, len(s)+room), s...)
}

// ifFunction returns an Fn::If whose branches are copies of type S.
func ifFunction[S any](condition LogicalID, then, els *S) *Intrinsic {
	return &Intrinsic{name: "Fn::If", branches: &branches{
		cond: condition, then: keptStorage{unsafe.Pointer(then)}, els: keptStorage{unsafe.Pointer(els)},
	}}
}

// branchesOf reads storage whose type is the caller's own type argument: a
// Value[T] holds a function made for a Value[T].
func branchesOf[S any](fn *Intrinsic) (condition LogicalID, then, els S, ok bool) {
	if fn == nil || fn.branches == nil {
		return "", then, els, false
	}
	b := fn.branches
	return b.cond, *(*S)(b.then.p), *(*S)(b.els.p), true
}

// keptLayout returns the layout that [keepLayout] has kept with a schema, nil before.
func keptLayout(s *schema.Schema) *layout {
	return (*layout)(atomic.LoadPointer((*unsafe.Pointer)(unsafe.Pointer(schema.Kept(s)))))
}

// cachedLayout is layout, inlined where it is called often: most have been made. A call of
// keptLayout would be one too many for that.
func (s *slot) cachedLayout() *layout {
	if l := (*layout)(atomic.LoadPointer((*unsafe.Pointer)(unsafe.Pointer(schema.Kept(s.table))))); l != nil {
		return l
	}
	return s.layout()
}

// keepLayout keeps a layout with its schema. Several goroutines can do so at once.
func keepLayout(s *schema.Schema, l *layout) {
	atomic.StorePointer((*unsafe.Pointer)(unsafe.Pointer(schema.Kept(s))), unsafe.Pointer(l))
}
