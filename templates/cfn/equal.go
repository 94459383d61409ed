package cfn

import (
	"reflect"

	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// Equal reports whether two things are the same: the structs of resource types and
// nested objects, and pointers to them, values, lists, maps, JSON, resources,
// templates, and slices of those.
//
// Use it where == does not compile, and in place of [reflect.DeepEqual], which compares
// intrinsic functions by where they lie in memory. The same is what is written as the
// same JSON value: the order of members, the white space and the spelling of numbers in
// free-form JSON make no difference. An absent value is not an empty one.
func Equal[T any](a, b T) bool {
	return equal(&a, &b)
}

// equal compares what two pointers of one type point to.
//
//go:noinline
func equal(a, b any) bool {
	var c comparer
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	return c.values(x.Type().Elem(), address(x), address(y))
}

// comparer compares values.
type comparer struct {
	// root is the schema of the resource type that is compared, nil where it is not known.
	root *schema.Schema
	// depth counts the structs around those that are compared, which can hold themselves.
	depth int
}

// values compares two values of one type.
func (c *comparer) values(t reflect.Type, a, b storage) bool {
	switch t {
	case reflect.TypeFor[Node]():
		return c.nodes(nil, a.node(), b.node())
	case reflect.TypeFor[nested]():
		c.root = a.nested().root
		return c.interfaces(a.nested().ptr, b.nested().ptr)
	}
	if t.Kind() == reflect.Struct && t.NumField() > 0 && t.Field(0).Type == reflect.TypeFor[Node]() {
		if x, ok := a.pointer(t).Interface().(Struct); ok {
			c.root = x.CFNSchema()
		}
		return c.structs(t, a, b)
	}
	if s, err := newSlot(t, nil, c.root); err == nil && s.kind != kindObject {
		return c.same(s, a, b)
	}
	switch t.Kind() {
	case reflect.Pointer:
		x, y := a.elem(), b.elem()
		return x == y || !x.isNil() && !y.isNil() && c.values(t.Elem(), x, y)
	case reflect.Slice:
		return c.slices(t.Elem(), *a.slice(), *b.slice())
	}
	return c.interfaces(a.pointer(t).Elem().Interface(), b.pointer(t).Elem().Interface())
}

// slices compares slices of any type, of which it sees the memory.
func (c *comparer) slices(t reflect.Type, a, b []byte) bool {
	for i := range min(len(a), len(b)) {
		at := uintptr(i) * t.Size()
		if !c.values(t, elements(a).at(at), elements(b).at(at)) {
			return false
		}
	}
	return len(a) == len(b) && (a == nil) == (b == nil)
}

// interfaces compares what interfaces hold. Properties that have not the same type,
// because some were read as JSON, are compared as they are written.
func (c *comparer) interfaces(a, b any) bool {
	root := c.root
	defer func() { c.root = root }()
	x, y := reflect.ValueOf(a), reflect.ValueOf(b)
	if a != nil && b != nil && x.Type() == y.Type() {
		if x.Kind() == reflect.Pointer {
			return x.Pointer() == y.Pointer() || !x.IsNil() && !y.IsNil() && c.values(x.Type().Elem(), address(x), address(y))
		}
		if p, ok := a.(nested); ok {
			q := b.(nested)
			return c.values(x.Type(), storageOf(&p), storageOf(&q))
		}
	}
	p, ok := a.(Properties)
	q, also := b.(Properties)
	if !ok || !also {
		return reflect.DeepEqual(a, b)
	}
	one, err := p.AppendJSON(nil)
	two, err2 := q.AppendJSON(nil)
	if err != nil || err2 != nil {
		return reflect.DeepEqual(a, b)
	}
	return sameJSON(string(one), string(two))
}

// same compares what two slots of one type hold.
func (c *comparer) same(s *slot, a, b storage) bool {
	if !s.present(a) || !s.present(b) {
		return s.present(a) == s.present(b)
	}
	if s.kind == kindObject {
		return c.structs(s.typ, a.elem(), b.elem())
	}
	if f, g := s.function(a), s.function(b); f != nil || g != nil {
		return c.functions(s, f, g)
	}
	switch s.kind {
	case kindProperties:
		return c.interfaces(*a.properties(), *b.properties())
	case kindJSON:
		return sameJSON(a.json().text, b.json().text)
	case kindList:
		x, y := itemsOf(s, a), itemsOf(s, b)
		for i := 0; i < min(x.n, y.n); i++ {
			if !c.same(s.elem, x.at(i), y.at(i)) {
				return false
			}
		}
		return x.n == y.n
	case kindMap:
		return c.entries(s, itemsOf(s, a), itemsOf(s, b))
	}
	return s.equal(a, b) || s.kind == kindString && a.string().lit == b.string().lit
}

// entries compares the entries of maps. Of those with the same key only the same
// number is the same.
func (c *comparer) entries(s *slot, a, b items) bool {
	if a.n != b.n {
		return false
	}
	index := make(map[string][]int, b.n)
	for i := range b.n {
		index[b.key(i)] = append(index[b.key(i)], i)
	}
	for i := range a.n {
		key := a.key(i)
		if len(index[key]) == 0 || !c.same(s.elem, a.at(i), b.at(index[key][0])) {
			return false
		}
		index[key] = index[key][1:]
	}
	return true
}

// structs compares two structs of a type.
func (c *comparer) structs(t reflect.Type, a, b storage) bool {
	if a == b {
		return true
	}
	if c.depth++; c.depth > scan.MaxDepth {
		return false
	}
	defer func() { c.depth-- }()
	x, y := a.node(), b.node()
	if !c.nodes(t, x, y) {
		return false
	}
	if ObjectIntrinsic(*x) != nil {
		return true
	}
	for i := 1; i < t.NumField(); i++ {
		f := t.Field(i)
		if !f.IsExported() {
			continue
		}
		s, err := newSlot(f.Type, nil, c.root)
		if err != nil {
			return false
		}
		if s.kind == kindString && f.Name == "Type" {
			v, w := typeName(t, f, a), typeName(t, f, b)
			if !c.same(s, storageOf(&v), storageOf(&w)) {
				return false
			}
		} else if !c.same(s, a.at(f.Offset), b.at(f.Offset)) {
			return false
		}
	}
	return true
}

// typeName returns what is in the field Type of a struct. That of a resource has the name that
// its properties know, where it is absent.
func typeName(t reflect.Type, f reflect.StructField, base storage) Value[string] {
	v := *base.at(f.Offset).string()
	p, ok := t.FieldByName("Properties")
	if v.fn != nil || !ok || p.Type != reflect.TypeFor[Properties]() {
		return v
	}
	if x := *base.at(p.Offset).properties(); x != nil && x.CFNSchema() != nil {
		v = Val(x.CFNSchema().Name)
	}
	return v
}

// nodes compares what stands beside the properties of a struct of a type, which is nil
// where it is not known.
func (c *comparer) nodes(t reflect.Type, a, b *Node) bool {
	f, g := ObjectIntrinsic(*a), ObjectIntrinsic(*b)
	if f == nil && g == nil {
		return c.members(ObjectUnknown(*a), ObjectUnknown(*b))
	}
	s := &slot{kind: kindObject, typ: t, root: c.root}
	if f != nil && f.branches != nil && t == nil {
		s.typ, _ = f.branches.object.(reflect.Type)
	}
	if s.typ != nil {
		s.table = nestedTable(c.root, reflect.PointerTo(s.typ))
	}
	return c.functions(s, f, g)
}

// functions compares two intrinsic functions that stand in a slot, or nil.
func (c *comparer) functions(s *slot, f, g *Intrinsic) bool {
	if f == nil || g == nil || f.name != g.name {
		return f == g
	}
	x, y := f.branches, g.branches
	switch {
	case x == nil && y == nil:
		return sameJSON(f.arg.text, g.arg.text)
	case x != nil && y != nil:
		return x.cond == y.cond && x.object == y.object && c.same(s, storage(x.then), storage(y.then)) && c.same(s, storage(x.els), storage(y.els))
	case !s.complete():
		return false
	}
	var one, two encoder
	one.function(s, f)
	two.function(s, g)
	return one.err == nil && two.err == nil && sameJSON(string(one.buf), string(two.buf))
}

// members compares the members beside the declared ones, whatever their order.
func (c *comparer) members(a, b []Entry[JSON]) bool {
	x, y := MapEntries(a...), MapEntries(b...)
	s, err := newSlot(reflect.TypeFor[Map[JSON]](), nil, nil)
	return err == nil && c.same(s, storageOf(&x), storageOf(&y))
}
