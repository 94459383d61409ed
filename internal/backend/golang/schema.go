package golang

import (
	"slices"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/cfngen/cfngen/internal/backend/golang/naming"
	"github.com/cfngen/cfngen/internal/model"
)

// declareSchemas writes the resource type's table, which holds those of its nested
// structs, and the lists of the enums' values.
func (f *file) declareSchemas() {
	r := f.resource
	f.out.Line()
	f.out.Var().Id(naming.Schema(f.names.Prefix)).Op("=").Add(f.schema("Schema")).BlockFunc(func(g *jen.Group) {
		entry := adder(g)
		entry("Name", jen.Id(f.names.TypeName()))
		f.table(entry, r.Object, 2)
		stringList(entry, "Attributes", attributeNames(r))
		stringList(entry, "PrimaryIdentifier", r.PrimaryIdentifier)
		f.paths(entry, r.Marks)
		f.facts(entry, r)
		if len(r.Definitions) > 0 {
			entry("Nested", jen.Index().Add(f.schema("Schema")).BlockFunc(f.nestedTables))
		}
	})
	for _, name := range f.order {
		f.out.Line()
		f.out.Var().Id(naming.Values(name)).Op("=").Op(texts(f.enums[name].values))
	}
}

// adder writes the entries of a composite literal, a line each.
func adder(g *jen.Group) func(key string, value jen.Code) {
	return func(key string, value jen.Code) { g.Id(key).Op(":").Add(value).Op(",") }
}

// nestedTables writes the tables of the nested structs.
func (f *file) nestedTables(g *jen.Group) {
	for _, o := range f.resource.Definitions {
		g.BlockFunc(func(g *jen.Group) {
			entry := adder(g)
			entry("Name", jen.Lit(f.resource.TypeName+"."+o.Name))
			f.table(entry, o, 4)
		}).Op(",")
	}
}

// table writes what all tables have: the struct and a line for each property, which
// stands so many tabs deep.
func (f *file) table(entry func(string, jen.Code), o *model.Object, depth int) {
	entry("Go", jen.Op(nilPointer(f.structName(o))))
	if slices.ContainsFunc(o.Properties, settable) {
		entry("Fields", jen.Index().Add(f.schema("Field")).Block(jen.Id(f.rows.add(depth, f.lines(o))).Op(",")))
	}
	if rules := f.alternative(o.Rules); rules != "" {
		entry("Rules", jen.Op("&"+inSchema("Check")+rules))
	}
	stringList(entry, "ReadOnly", readOnly(o, f.resource))
	if o.Open {
		entry("Open", jen.True())
	}
}

// lines writes the lines of an object's properties.
func (f *file) lines(o *model.Object) []string {
	var lines []string
	for _, p := range o.Properties {
		if settable(p) {
			lines = append(lines, f.row(p))
		}
	}
	return lines
}

// settable reports whether a template can set a property.
func settable(p *model.Property) bool { return !p.ReadOnly }

// paths writes what holds for a property on one of several paths.
func (f *file) paths(entry func(string, jen.Code), marks []*model.PathFlags) {
	if len(marks) == 0 {
		return
	}
	entry("Paths", jen.Index().Add(f.schema("Path")).BlockFunc(func(g *jen.Group) {
		for _, m := range marks {
			p := &model.Property{Update: m.Update, ReadOnly: m.ReadOnly, WriteOnly: m.WriteOnly, Deprecated: m.Deprecated}
			row := &check{file: f}
			row.text("Pointer", m.Path)
			row.flags(p)
			g.Op(row.literal()).Op(",")
		}
	}))
}

// facts writes what is known of the resource type as a whole.
func (f *file) facts(entry func(string, jen.Code), r *model.Resource) {
	row := &check{file: f}
	if len(r.Ref) > 0 && !slices.Equal(r.Ref, r.PrimaryIdentifier) {
		row.entry("Ref", texts(r.Ref))
	}
	row.text("ARN", r.ARN)
	row.text("ARNProperty", r.ARNReturned())
	row.flag("Stateful", r.Stateful)
	row.flag("DeletesFirst", r.DeletesFirst == model.Yes)
	if literal := row.literal(); literal != "" {
		entry("Facts", jen.Op("&"+inSchema("Facts")+literal))
	}
}

// stringList writes a list of names where there are any.
func stringList(entry func(string, jen.Code), key string, names []string) {
	if len(names) == 0 {
		return
	}
	entry(key, jen.Op(texts(names)))
}

// readOnly returns the properties that the service sets: those of an object that
// are marked, and a resource's attributes that are no part of another property.
func readOnly(o *model.Object, r *model.Resource) []string {
	var names []string
	for _, p := range o.Properties {
		if p.ReadOnly {
			names = append(names, p.Name)
		}
	}
	if o != r.Object {
		return names
	}
	for _, a := range r.Attributes {
		if naming.IsIdentifier(a.Name) && o.Property(a.Name) == nil {
			names = append(names, a.Name)
		}
	}
	return names
}

func attributeNames(r *model.Resource) []string {
	var names []string
	for _, a := range r.Attributes {
		names = append(names, a.Name)
	}
	return names
}

// row writes the line of a property.
func (f *file) row(p *model.Property) string {
	row := &check{file: f}
	row.text("Name", p.Name)
	row.flags(p)
	row.pointer("Check", f.constraints(p.Type, f.enumOf[p]))
	return row.literal()
}

// flags writes what is known of a property beside its type.
func (c *check) flags(p *model.Property) {
	var set []string
	for _, flag := range []struct {
		set  bool
		name string
	}{
		{p.Required, "FlagRequired"},
		{p.Update == model.UpdateImmutable, "FlagCreateOnly"},
		{p.Update == model.UpdateConditional, "FlagConditionalCreateOnly"},
		{p.WriteOnly, "FlagWriteOnly"},
		{p.Deprecated, "FlagDeprecated"},
		{p.ReadOnly, "FlagReadOnly"},
		{p.Type != nil && p.Type.Kind == model.List && p.Type.Unordered, "FlagUnordered"},
	} {
		if flag.set {
			set = append(set, inSchema(flag.name))
		}
	}
	if len(set) > 0 {
		c.entry("Flags", strings.Join(set, " | "))
	}
}
