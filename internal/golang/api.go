package golang

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// Declaration is an exported identifier of the generated packages, as those who
// compile against them see it.
type Declaration struct {
	// Package is the name of the Go package.
	Package string
	// Name is the identifier; that of a field or a method has its struct before
	// it, with a dot.
	Name string
	// Kind is "const", "type", "field" or "method".
	Kind string
	// Type is the Go type: of a constant, "" where it is untyped; of a type, what it
	// is made from, "struct" alone for a struct; "" of a method, which is the same
	// on every struct that has it.
	Type string
	// Value is a constant's value as Go writes it, "" of others.
	Value string
	// Alias is the type that a type is a former name of, "" of others. What such a
	// type has is declared under both names.
	Alias string
	// Resource is the name of the resource type.
	Resource string
	// Pos is where the specification declares it.
	Pos diag.Position
}

// Describe returns the exported identifiers of what Generate would write, sorted by
// package and name, and the list that Generate would give. A type with an error
// has none. The embedded node, which every struct has, is not among them, nor are
// the methods for encoding/json/v2, which a build constraint guards.
func Describe(spec *model.Spec, options Options) ([]Declaration, diag.List) {
	g := newGenerator(spec, options)
	var out []Declaration
	for _, r := range spec.Resources {
		if f := g.checked(r); f != nil {
			out = append(out, f.describe()...)
		}
	}
	slices.SortFunc(out, func(a, b Declaration) int {
		return cmp.Or(cmp.Compare(a.Package, b.Package), cmp.Compare(a.Name, b.Name))
	})
	return out, g.sorted()
}

// methods are those that the struct of a resource type has.
func methods() []string {
	return []string{"AppendJSON", "CFNSchema", "MarshalJSON", "UnmarshalJSON", "Validate"}
}

// describe returns the exported identifiers of one resource type.
func (f *file) describe() []Declaration {
	var out []Declaration
	r := f.resource
	add := func(pos diag.Position, kind, name, typ, value string) {
		out = append(out, Declaration{f.names.Package, name, kind, typ, value, "", r.TypeName, pos})
	}
	add(r.Pos, "const", f.names.TypeName(), "", strconv.Quote(r.TypeName))
	add(r.Pos, "const", f.names.Ref(), refType, strconv.Quote(r.TypeName))
	for _, a := range r.Attributes {
		add(a.Pos, "const", f.attributes[a.Name], attributeType(a.Type), strconv.Quote(a.Name))
	}
	for _, m := range methods() {
		add(r.Pos, "method", f.names.Prefix+"."+m, "", "")
	}
	for _, o := range slices.Concat([]*model.Object{r.Object}, r.Definitions) {
		add(o.Pos, "type", f.structName(o), "struct", "")
		for _, p := range o.Properties {
			if settable(p) {
				add(p.Pos, "field", f.structName(o)+"."+fieldName(o, p), f.goType(p.Type, f.enumOf[p]), "")
			}
		}
	}
	for _, name := range f.order {
		e := f.enums[name]
		add(e.typ.Pos, "type", name, basicType(e.typ), "")
		for i, c := range e.constants {
			value := e.values[i]
			if e.typ.Kind != model.Integer {
				value = strconv.Quote(value)
			}
			add(e.typ.Pos, "const", c, name, value)
		}
	}
	for _, a := range f.aliases() {
		out = append(out, f.describeAlias(a, out)...)
	}
	return out
}

// describeAlias returns a former name, with what the type has that is declared
// already.
func (f *file) describeAlias(a alias, declared []Declaration) []Declaration {
	var out []Declaration
	for _, d := range declared {
		d.Pos = a.pos
		member, ok := strings.CutPrefix(d.Name, a.new+".")
		constant := -1
		if a.constants != nil {
			constant = slices.Index(f.enums[a.new].constants, d.Name)
		}
		switch {
		case d.Name == a.new:
			d.Name, d.Alias = a.old, a.new
		case ok:
			d.Name = a.old + "." + member
		case constant >= 0:
			d.Name = a.constants[constant]
		default:
			continue
		}
		out = append(out, d)
	}
	return out
}
