package metadata

import (
	"iter"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// Type is a resource type, from where its properties are found. It remembers those that were
// asked for, so that several goroutines must not use one at once.
type Type struct {
	// Table is that of the resource type.
	Table *schema.Schema

	paths map[string]schema.Flags
	top   members
}

// Property is a property of a resource type on one of the paths that lead to it.
type Property struct {
	// Pointer is the path: a JSON pointer from the resource's properties, with * for any item
	// of a list and any key of a map.
	Pointer string
	// Field is the property's row in In, the table of the struct that it belongs to.
	Field *schema.Field
	In    *schema.Schema
	// Flags hold for the property here: those of its row and those of the path.
	Flags schema.Flags
	// Around are the flags of the properties that this one is in, all together.
	Around schema.Flags
	// Shape is what the property holds, Nested the table of the struct that it is, or that its
	// items or values are; nil where there is none.
	Shape  cfn.Shape
	Nested *schema.Schema

	parent *Property
	root   *Type
	inside members
}

// members are the properties of a struct on one path, once they are asked for.
type members struct {
	list   []*Property
	byName map[string]*Property
}

// Of returns the resource type of a struct, which can be nil: (*s3.Bucket)(nil). The
// properties of [cfn.JSON], of which nothing is known, are none.
func Of(x cfn.Struct) *Type { return OfTable(x.CFNSchema()) }

// OfTable is [Of] for the table of a resource type, which can be nil.
func OfTable(table *schema.Schema) *Type {
	t := &Type{Table: table}
	if table != nil && len(table.Paths) > 0 {
		t.paths = make(map[string]schema.Flags, len(table.Paths))
		for _, p := range table.Paths {
			t.paths[p.Pointer] |= p.Flags
		}
	}
	return t
}

// Properties returns the properties of the resource type itself, in the order of its table.
func (t *Type) Properties() []*Property {
	return t.members(&t.top, t.Table, nil).list
}

// Property returns the property of a name, nil where there is none.
func (t *Type) Property(name string) *Property {
	return t.members(&t.top, t.Table, nil).byName[name]
}

// Lookup returns the property that a JSON pointer leads to from the resource's properties, or
// to an item or a value of which it leads. Indexes and keys can be *. It returns nil where the
// pointer leads nowhere, or into free-form JSON.
func (t *Type) Lookup(pointer string) *Property {
	if p, whole := t.Nearest(pointer); whole {
		return p
	}
	return nil
}

// Nearest returns the last property on the way that a JSON pointer leads, nil where there is
// none, and whether the pointer ends there as it does in [Type.Lookup].
func (t *Type) Nearest(pointer string) (nearest *Property, whole bool) {
	if !strings.HasPrefix(pointer, "/") {
		return nil, false
	}
	at := cfn.Shape{Table: t.Table}
	for _, key := range strings.Split(pointer[1:], "/") {
		if at.Elem != nil {
			at = *at.Elem
			continue
		}
		p := t.in(nearest, at.Table, unescape.Replace(key))
		if p == nil {
			return nearest, false
		}
		nearest, at = p, p.Shape
	}
	return nearest, true
}

// in returns a property of the struct of a table that is in another property, or in none.
func (t *Type) in(outer *Property, table *schema.Schema, name string) *Property {
	switch {
	case table == nil:
		return nil
	case outer == nil:
		return t.Property(name)
	}
	return outer.Property(name)
}

var unescape = strings.NewReplacer("~1", "/", "~0", "~")

// Parent returns the property that this one is in, nil for one of the resource type itself.
func (p *Property) Parent() *Property { return p.parent }

// Properties returns the properties of the nested struct, in the order of its table.
func (p *Property) Properties() []*Property {
	return p.root.members(&p.inside, p.Nested, p).list
}

// Property returns the property of a name in the nested struct, nil where there is none.
func (p *Property) Property(name string) *Property {
	return p.root.members(&p.inside, p.Nested, p).byName[name]
}

// members returns the properties of a struct, which the first call for it makes.
func (t *Type) members(m *members, table *schema.Schema, parent *Property) *members {
	if m.byName != nil || table == nil {
		return m
	}
	base, around := "", schema.Flags(0)
	if parent != nil {
		base, around = parent.Pointer, parent.Around|parent.Flags
		for s := &parent.Shape; s.Elem != nil; s = s.Elem {
			base += "/*"
		}
	}
	m.byName = make(map[string]*Property, len(table.Fields))
	all := make([]Property, len(table.Fields))
	for i := range table.Fields {
		p, f := &all[i], &table.Fields[i]
		*p = Property{Pointer: string(write.AppendKey([]byte(base), f.Name)), Field: f, In: table, Around: around, parent: parent, root: t}
		p.Flags = f.Flags | t.paths[p.Pointer]
		p.Shape, _ = cfn.ShapeOf(t.Table, table, i)
		p.Nested = nested(p.Shape)
		m.list, m.byName[f.Name] = append(m.list, p), p
	}
	return m
}

func nested(s cfn.Shape) *schema.Schema {
	for s.Elem != nil {
		s = *s.Elem
	}
	return s.Table
}

// All returns the properties of a resource type and of its nested structs, on every path: a
// property, then those in it. A struct that is in itself is entered once on each path. A
// resource type can have very many paths; [Walk] can leave some out.
func All(x cfn.Struct) iter.Seq[*Property] {
	return func(yield func(*Property) bool) {
		more := true
		Walk(x, func(p *Property) bool {
			more = more && yield(p)
			return more
		})
	}
}

// Walk calls visit for the properties of a resource type as [All] has them. Where visit
// returns false, the properties in the one that it was called for are left out.
func Walk(x cfn.Struct, visit func(*Property) bool) {
	t := Of(x)
	for _, p := range t.Properties() {
		walk(p, map[*schema.Schema]bool{t.Table: true}, visit)
	}
}

func walk(p *Property, on map[*schema.Schema]bool, visit func(*Property) bool) {
	if !visit(p) || p.Nested == nil || on[p.Nested] {
		return
	}
	on[p.Nested] = true
	for _, inner := range p.Properties() {
		walk(inner, on, visit)
	}
	p.inside = members{}
	delete(on, p.Nested)
}

// Holder is a row of a table whose property holds a nested struct.
type Holder struct {
	In    *schema.Schema
	Field *schema.Field
}

// Holders returns the rows whose properties hold a nested struct of a resource type, or lists
// or maps of it: the way back from a nested table.
func Holders(x cfn.Struct, nestedTable *schema.Schema) []Holder {
	root := x.CFNSchema()
	var out []Holder
	if root == nil || nestedTable == nil {
		return nil
	}
	tables := []*schema.Schema{root}
	for i := range root.Nested {
		tables = append(tables, &root.Nested[i])
	}
	for _, table := range tables {
		for i := range table.Fields {
			if s, err := cfn.ShapeOf(root, table, i); err == nil && nested(s) == nestedTable {
				out = append(out, Holder{table, &table.Fields[i]})
			}
		}
	}
	return out
}
