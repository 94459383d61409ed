package cfn

import (
	"errors"
	"reflect"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn/schema"
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
	kindProperties // of a resource: a struct of its type, or JSON
)

// String is what messages call a value of the kind.
//
//go:noinline
func (k kind) String() string {
	return [...]string{"a string", "a boolean", "an integer", "a number", "JSON", "a list", "an object", "an object", "an object"}[k]
}

// stateAt is where in the storage of a kind the word stands that is 0 for an
// absent value: the function's pointer, the struct's, or JSON text's length.
func (k kind) stateAt() uintptr {
	if k == kindJSON {
		return pointerSize
	}
	return 0
}

// slot is a type of storage together with the constraints on what it holds.
type slot struct {
	kind  kind
	elem  *slot          // of a list's items or a map's values
	slice reflect.Type   // of the memory of a list's items or a map's entries
	typ   reflect.Type   // of the struct that an object's pointer points to
	table *schema.Schema // of that struct
	root  *schema.Schema // whose Nested hold the tables of the structs in it
	check *compiled      // nil for no constraints
	// constraintsOnly reports whether the constraints are all that counts of the slot: what the
	// struct in it demands by itself is checked elsewhere.
	constraintsOnly bool
	// typeAt is where the type's name of a resource stands, from its properties on.
	typeAt int
}

// present reports whether the storage holds something. The first word of all but JSON,
// the pointer to a function or a struct, is nil for an absent value.
func (s *slot) present(ptr storage) bool {
	if s.kind == kindJSON {
		return ptr.json().text != ""
	}
	return !ptr.elem().isNil()
}

// unconstrained reports whether a literal satisfies the slot, whatever it is.
func (s *slot) unconstrained() bool { return s.kind < kindJSON && s.check == nil }

// isPlainString reports whether only constraints on a string's text count.
func (s *slot) isPlainString() bool {
	return s.kind == kindString && s.check != nil && s.check.applicators == nil
}

// literalFits reports whether a string of which only the text counts is a literal that
// satisfies the constraints.
func (s *slot) literalFits(ptr storage) bool {
	v := ptr.string()
	return v.fn == literal && s.check.fits(v.lit)
}

// function returns the intrinsic function that storage holds, nil where it holds
// none.
func (s *slot) function(ptr storage) *Intrinsic {
	switch s.kind {
	case kindJSON, kindProperties:
		return nil
	case kindObject:
		x := ptr.elem()
		if x.isNil() {
			return nil
		}
		return ObjectIntrinsic(*x.node())
	}
	return (*ptr.function()).function()
}

// declares reports whether the slot is a struct's and that it has a property of a name.
func (s *slot) declares(name string) bool {
	return s.kind == kindObject && s.layout().find(name) >= 0
}

// scalarSlot is the slot of a value without constraints.
//
//go:noinline
func scalarSlot(k reflect.Kind) *slot {
	switch k {
	case reflect.Bool:
		return &slot{kind: kindBool}
	case reflect.Int64:
		return &slot{kind: kindInt}
	case reflect.Float64:
		return &slot{kind: kindFloat}
	}
	return &slot{kind: kindString}
}

// field is a property in a struct's layout.
type field struct {
	slot
	name     string
	key      string // `,"Name":`, as it is written
	offset   uintptr
	required bool
}

// step is what writing and validation need of a field first, in little memory.
type step struct {
	slot            *slot
	key             string
	stateAt, offset uint32
	index           int // of the field
	// plainString reports whether only constraints on a string's text count.
	plainString, required bool
}

// in returns the storage of the field in a struct.
func (s *step) in(base storage) storage { return base.at(uintptr(s.offset)) }

// state returns the word that is 0 where the field in a struct is absent.
func (s *step) state(base storage) uintptr { return base.word(uintptr(s.stateAt)) }

// layout is a schema made ready for use: where each property lies in memory.
type layout struct {
	schema *schema.Schema
	self   slot // of a pointer to the struct
	fields []field
	steps  []step // one for each field
	// Most fields are satisfied by any literal, the free ones. Validation looks at
	// the states of all of them at once, and at the rest one by one. required are the
	// states of free fields that must be there, optional those of others.
	required, optional []uint32
	rest               []step
	byName             map[string]int // only where fields are many
	rules              *slot          // nil for none
	properties         *field         // of a resource; nil in a struct that is none
	err                error
}

// manyFields is where a map finds a name faster than comparing one by one.
const manyFields = 12

var (
	errTarget = errors.New("cfn: a pointer to a generated struct itself is needed, and it must not be nil")
	errLayout = errors.New("does not match its struct: generate the package again with the same version as package cfn")
)

// layoutOf returns the layout of a schema, made at first use. Two goroutines may
// make it at once; both results are the same. root holds the tables of nested
// structs. It is no method, because the methods of [Schema], with all that their
// parameters lead to, are read by every package that imports this one.
//
//go:noinline
func layoutOf(s, root *schema.Schema) *layout {
	if l := keptLayout(s); l != nil {
		return l
	}
	l := newLayout(s, root)
	keepLayout(s, l)
	return l
}

// layout returns the layout of an object's struct.
//
//go:noinline
func (s *slot) layout() *layout { return layoutOf(s.table, s.root) }

func newLayout(table, root *schema.Schema) *layout {
	t := reflect.TypeOf(table.Go).Elem()
	l := &layout{schema: table, fields: make([]field, len(table.Fields))}
	l.self = slot{kind: kindObject, typ: t, table: table, root: root}
	if !tableFits(table, t) {
		l.err = errors.New("cfn: the table of " + table.Name + " " + errLayout.Error())
		return l
	}
	for i := range table.Fields {
		row, sf := &table.Fields[i], t.Field(i+1)
		s, err := newSlot(sf.Type, row.Check, root)
		if err == nil && !s.complete() {
			err = errLayout
		}
		if err != nil {
			l.err = errors.New("cfn: property " + row.Name + " of " + table.Name + " " + err.Error())
			return l
		}
		f := &l.fields[i]
		f.slot, f.name, f.key = *s, row.Name, `,"`+row.Name+`":`
		f.offset, f.required = sf.Offset, row.Flags&schema.FlagRequired != 0
		l.addStep(i)
		if f.kind == kindProperties {
			l.properties, f.typeAt = f, int(l.fields[l.find("Type")].offset)-int(f.offset)
		}
	}
	if table.Rules != nil {
		l.rules, l.err = l.self.variant(table.Rules)
	}
	if len(l.fields) > manyFields {
		l.byName = make(map[string]int, len(l.fields))
		for i := range l.fields {
			l.byName[l.fields[i].name] = i
		}
	}
	return l
}

// tableFits reports whether a struct has the number of fields that its table has rows.
// Others are not exported.
func tableFits(s *schema.Schema, t reflect.Type) bool {
	n := len(s.Fields) + 1
	return t.NumField() >= n && t.Field(0).Type == reflect.TypeFor[Node]() && (t.NumField() == n || !t.Field(n).IsExported())
}

// addStep adds what validation needs of a field.
func (l *layout) addStep(i int) {
	f := &l.fields[i]
	s := step{
		slot: &f.slot, key: f.key, stateAt: uint32(f.offset + f.kind.stateAt()), offset: uint32(f.offset), index: i,
		plainString: f.isPlainString(), required: f.required,
	}
	l.steps = append(l.steps, s)
	switch {
	case !f.unconstrained():
		l.rest = append(l.rest, s)
	case f.required:
		l.required = append(l.required, s.stateAt)
	default:
		l.optional = append(l.optional, s.stateAt)
	}
}

// newSlot finds out what a field's type is. root holds the tables of the structs
// that have no method to return theirs.
func newSlot(t reflect.Type, check *schema.Check, root *schema.Schema) (*slot, error) {
	s := &slot{root: root}
	elem, err := s.classify(t)
	if err != nil {
		return nil, err
	}
	if elem != nil {
		var elemCheck *schema.Check
		if check != nil {
			elemCheck = check.Elem
		}
		if s.elem, err = newSlot(elem, elemCheck, root); err != nil {
			return nil, err
		}
	}
	return s, s.compile(check)
}

// classify sets the kind, and returns the type of a collection's elements.
func (s *slot) classify(t reflect.Type) (elem reflect.Type, err error) {
	switch name := t.Name(); {
	case t == reflect.TypeFor[JSON]():
		s.kind = kindJSON
	case t == reflect.TypeFor[Properties]():
		s.kind = kindProperties
	case t.Kind() == reflect.Pointer:
		if t = t.Elem(); t.Kind() != reflect.Struct || t.NumField() == 0 || t.Field(0).Type != reflect.TypeFor[Node]() {
			return nil, errLayout
		}
		s.kind, s.typ = kindObject, t
		s.table = nestedTable(s.root, reflect.PointerTo(t))
	case t.PkgPath() != reflect.TypeFor[Node]().PkgPath():
		return nil, errLayout
	case strings.HasPrefix(name, "Value["):
		s.kind = scalarSlot(t.Field(2).Type.Kind()).kind
	case strings.HasPrefix(name, "List["):
		s.kind, s.slice = kindList, t.Field(2).Type
		return s.slice.Elem(), nil
	case strings.HasPrefix(name, "Map["):
		s.kind, s.slice = kindMap, t.Field(2).Type
		return s.slice.Elem().Field(1).Type, nil
	default:
		return nil, errLayout
	}
	return nil, nil
}

// complete reports whether what the slot holds can be read and written: that there is
// a table for the struct in it.
//
//go:noinline
func (s *slot) complete() bool {
	for s.elem != nil {
		s = s.elem
	}
	return s.kind != kindObject || s.table != nil
}

// find returns the index of the property of a name, or -1.
//
//go:noinline
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
func (l *layout) clear(base storage) {
	used := base.node().ext != nil
	for i := range l.fields {
		used = used || l.fields[i].present(base.at(l.fields[i].offset))
	}
	if used {
		base.pointer(l.self.typ).Elem().SetZero()
	}
}

// target returns the layout and the address of a struct to work on.
func target(x Struct) (*layout, storage, error) {
	if n, ok := x.(nested); ok {
		return n.target()
	}
	v := reflect.ValueOf(x)
	if v.Kind() != reflect.Pointer || v.IsNil() {
		return nil, storage{}, errTarget
	}
	s := x.CFNSchema()
	if s == nil {
		return nil, storage{}, errTarget
	}
	l := layoutOf(s, s)
	if v.Type().Elem() != l.self.typ {
		return nil, storage{}, errTarget // a struct that embeds the generated one has its method, too
	}
	return l, address(v), l.err
}
