package golang

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/internal/compare"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// Describe returns the exported identifiers of what Generate would write, sorted by
// package and name, and the list that Generate would return. A type with an error
// has none. The embedded node, which every struct has, is not among them, nor are
// the methods for encoding/json/v2, which a build constraint guards.
func Describe(spec *model.Spec, options Options) ([]compare.Declaration, diag.List) {
	g := newGenerator(spec, options)
	var out []compare.Declaration
	for _, r := range spec.Resources {
		if f := g.checked(r); f != nil {
			out = append(out, f.describe()...)
		}
	}
	slices.SortFunc(out, func(a, b compare.Declaration) int {
		return cmp.Or(cmp.Compare(a.Package, b.Package), cmp.Compare(a.Name, b.Name))
	})
	return out, g.sorted()
}

// methods are those that the struct of a resource type has.
func methods() []string {
	return []string{"AppendJSON", "CFNSchema", "MarshalJSON", "UnmarshalJSON", "Validate"}
}

// describe returns the exported identifiers of one resource type.
func (f *file) describe() []compare.Declaration {
	var out []compare.Declaration
	r := f.resource
	add := func(pos diag.Position, kind, name, typ, value string) {
		out = append(out, compare.Declaration{Package: f.names.Package, Name: name, Kind: kind, Type: typ, Value: value, Resource: r.TypeName, Pos: pos})
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
func (f *file) describeAlias(a alias, declared []compare.Declaration) []compare.Declaration {
	var out []compare.Declaration
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
