package cfn

import (
	"errors"
	"reflect"
	"strings"
	"unsafe"
)

// kind is how a value is stored and read.
type kind uint8

const (
	kindString kind = iota
	kindBool
	kindInt
	kindFloat
	kindJSON
	kindList
	kindMap
	kindObject
)

// String is what messages call a value of the kind.
func (k kind) String() string {
	return [...]string{"a string", "a boolean", "an integer", "a number", "JSON", "a list", "an object", "an object"}[k]
}

// stateAt is where in the storage of a kind the word stands that is 0 for an
// absent value: the function's pointer, the struct's, or JSON text's length.
func (k kind) stateAt() uintptr {
	switch k {
	case kindString:
		return unsafe.Offsetof(Value[string]{}.fn)
	case kindBool:
		return unsafe.Offsetof(Value[bool]{}.fn)
	case kindInt, kindFloat:
		return unsafe.Offsetof(Value[int64]{}.fn)
	case kindJSON:
		return unsafe.Sizeof(uintptr(0))
	case kindList, kindMap:
		return unsafe.Offsetof(List[byte]{}.fn)
	}
	return 0
}

// place is a type of storage together with the constraints on what it holds.
type place struct {
	kind  kind
	elem  *place       // of a list's items or a map's values
	typ   reflect.Type // of the struct that an object's pointer points to
	zero  Struct       // nil pointer to that struct, for its schema
	check *compiled    // nil for no constraints
}

// present says that the storage holds something.
func (p *place) present(ptr unsafe.Pointer) bool {
	return *(*uintptr)(unsafe.Add(ptr, p.kind.stateAt())) != 0
}

// storage allocates storage of the place's kind. Lists and maps of any elements
// have the same layout, and so have values of types with the same underlying one.
func (p *place) storage() unsafe.Pointer {
	switch p.kind {
	case kindString:
		return unsafe.Pointer(new(Value[string]))
	case kindBool:
		return unsafe.Pointer(new(Value[bool]))
	case kindInt, kindFloat:
		return unsafe.Pointer(new(Value[int64]))
	case kindJSON:
		return unsafe.Pointer(new(JSON))
	case kindList, kindMap:
		return unsafe.Pointer(new(List[unsafe.Pointer]))
	}
	return unsafe.Pointer(new(unsafe.Pointer))
}

// function gives the intrinsic function that storage holds, nil where it holds
// none.
func (p *place) function(ptr unsafe.Pointer) *Intrinsic {
	switch p.kind {
	case kindJSON:
		return nil
	case kindObject:
		x := *(*unsafe.Pointer)(ptr)
		if x == nil {
			return nil
		}
		return NodeIntrinsic(*(*Node)(x))
	}
	return (*(**Intrinsic)(unsafe.Add(ptr, p.kind.stateAt()))).function()
}

// declares says that the place is a struct's and that it has a property of a name.
func (p *place) declares(name string) bool {
	return p.kind == kindObject && p.zero.CFNSchema().resolve().find(name) >= 0
}

// scalarPlace is the place of a value without constraints.
func scalarPlace(k reflect.Kind) *place {
	switch k {
	case reflect.Bool:
		return &place{kind: kindBool}
	case reflect.Int64:
		return &place{kind: kindInt}
	case reflect.Float64:
		return &place{kind: kindFloat}
	}
	return &place{kind: kindString}
}

// field is a property in a struct's layout.
type field struct {
	place
	name     string
	key      string // `"Name":`, as it is written
	offset   uintptr
	stateAt  uintptr // from the struct's start
	required bool
}

// layout is a schema made ready for use: where each property lies in memory.
type layout struct {
	schema *Schema
	fields []field
	byName map[string]int // only where fields are many
	err    error
}

// manyFields is where a map finds a name faster than comparing one by one.
const manyFields = 12

var (
	errTarget = errors.New("cfn: a pointer to a generated struct is needed, and it must not be nil")
	errLayout = errors.New("does not match its struct: generate the package again with the same version as package cfn")
)

// resolve gives the layout of a schema, made at first use. Two goroutines may
// make it at once; both results are the same.
func (s *Schema) resolve() *layout {
	if l := s.layout.Load(); l != nil {
		return l
	}
	l := newLayout(s)
	s.layout.Store(l)
	return l
}

func newLayout(s *Schema) *layout {
	t := reflect.TypeOf(s.Go).Elem()
	l := &layout{schema: s, fields: make([]field, len(s.Fields))}
	if t.NumField() != len(s.Fields)+1 || t.Field(0).Type != reflect.TypeFor[Node]() {
		l.err = errors.New("cfn: the table of " + s.Name + " " + errLayout.Error())
		return l
	}
	for i := range s.Fields {
		row, sf := &s.Fields[i], t.Field(i+1)
		p, err := newPlace(sf.Type, row.Check)
		if err != nil {
			l.err = errors.New("cfn: property " + row.Name + " of " + s.Name + " " + err.Error())
			return l
		}
		l.fields[i] = field{
			place: *p, name: row.Name, key: `"` + row.Name + `":`,
			offset: sf.Offset, stateAt: sf.Offset + p.kind.stateAt(),
			required: row.Flags&Required != 0,
		}
	}
	if len(l.fields) > manyFields {
		l.byName = make(map[string]int, len(l.fields))
		for i := range l.fields {
			l.byName[l.fields[i].name] = i
		}
	}
	return l
}

// newPlace finds out what a field's type is.
func newPlace(t reflect.Type, check *Check) (*place, error) {
	p := &place{}
	elem, err := p.classify(t)
	if err != nil {
		return nil, err
	}
	var elemCheck *Check
	if check != nil {
		elemCheck = check.Elem
		if p.check, err = compile(p.kind, check); err != nil {
			return nil, err
		}
	}
	if elem != nil {
		p.elem, err = newPlace(elem, elemCheck)
	}
	return p, err
}

// classify sets the kind, and gives the type of a collection's elements.
func (p *place) classify(t reflect.Type) (elem reflect.Type, err error) {
	switch name := t.Name(); {
	case t == reflect.TypeFor[JSON]():
		p.kind = kindJSON
	case t.Kind() == reflect.Pointer:
		zero, ok := reflect.Zero(t).Interface().(Struct)
		if !ok {
			return nil, errLayout
		}
		p.kind, p.typ, p.zero = kindObject, t.Elem(), zero
	case t.PkgPath() != reflect.TypeFor[Node]().PkgPath():
		return nil, errLayout
	case strings.HasPrefix(name, "Value["):
		p.kind = scalarPlace(t.Field(1).Type.Kind()).kind
	case strings.HasPrefix(name, "List["):
		p.kind = kindList
		return t.Field(1).Type.Elem(), nil
	case strings.HasPrefix(name, "Map["):
		p.kind = kindMap
		return t.Field(1).Type.Elem().Field(1).Type, nil
	default:
		return nil, errLayout
	}
	return nil, nil
}

// find gives the index of the property of a name, or -1.
func (l *layout) find(name string) int {
	if l.byName != nil {
		if i, ok := l.byName[name]; ok {
			return i
		}
		return -1
	}
	for i := range l.fields {
		if l.fields[i].name == name {
			return i
		}
	}
	return -1
}

// clear empties a struct that is not empty yet.
func (l *layout) clear(x Struct, base unsafe.Pointer) {
	used := (*Node)(base).ext != nil
	for i := range l.fields {
		used = used || *(*uintptr)(unsafe.Add(base, l.fields[i].stateAt)) != 0
	}
	if used {
		reflect.ValueOf(x).Elem().SetZero()
	}
}

// target gives the layout and the address of a struct to work on.
func target(x Struct) (*layout, unsafe.Pointer, error) {
	v := reflect.ValueOf(x)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return nil, nil, errTarget
	}
	l := x.CFNSchema().resolve()
	return l, v.UnsafePointer(), l.err
}
