package golang

import (
	"slices"
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/internal/backend/golang/naming"
	"github.com/cfngen/cfngen/internal/model"
)

// declareSchemas writes the resource type's table, which holds those of its nested
// structs, and the lists of the enums' values.
func (f *file) declareSchemas() {
	r, table := f.resource, &literal{}
	table.add("Name", f.names.TypeName())
	f.table(table, r.Object)
	table.list("Attributes", attributeNames(r))
	table.list("PrimaryIdentifier", r.PrimaryIdentifier)
	f.paths(table, r.Marks)
	f.facts(table, r)
	if len(r.Definitions) > 0 {
		table.block("Nested", "[]"+inSchema("Schema")+"{", f.nestedTables())
	}
	f.variable(naming.Schema(f.names.Prefix), "Schema", table)
	for _, name := range f.order {
		f.write("\nvar ", naming.Values(name), " = ", texts(f.enums[name].values), "\n")
	}
}

// variable writes a variable of a type of the tables.
func (f *file) variable(name, typ string, value *literal) {
	f.write("\nvar ", name, " = ", inSchema(typ), "{\n", strings.Join(value.text(1), "\n"), "\n}\n")
}

// nestedTables returns the lines of the tables of the nested structs.
func (f *file) nestedTables() []string {
	var lines []string
	for _, o := range f.resource.Definitions {
		table := &literal{}
		table.add("Name", strconv.Quote(f.resource.TypeName+"."+o.Name))
		f.table(table, o)
		lines = append(lines, "{")
		lines = append(lines, table.text(1)...)
		lines = append(lines, "},")
	}
	return lines
}

// table writes what all tables have: the struct and a line for each property.
func (f *file) table(table *literal, o *model.Object) {
	table.add("Go", nilPointer(f.structName(o)))
	if slices.ContainsFunc(o.Properties, settable) {
		table.block("Fields", "[]"+inSchema("Field")+"{", f.lines(o))
	}
	if rules := f.alternative(o.Rules); rules != "" {
		table.add("Rules", "&"+inSchema("Check")+rules)
	}
	table.list("ReadOnly", readOnly(o, f.resource))
	if o.Open {
		table.add("Open", "true")
	}
}

// lines writes the lines of an object's properties.
func (f *file) lines(o *model.Object) []string {
	var lines []string
	for _, p := range o.Properties {
		if settable(p) {
			lines = append(lines, f.row(p)+",")
		}
	}
	return lines
}

// settable reports whether a template can set a property.
func settable(p *model.Property) bool { return !p.ReadOnly }

// paths writes what holds for a property on one of several paths.
func (f *file) paths(table *literal, marks []*model.PathFlags) {
	if len(marks) == 0 {
		return
	}
	var lines []string
	for _, m := range marks {
		p := &model.Property{Update: m.Update, ReadOnly: m.ReadOnly, WriteOnly: m.WriteOnly, Deprecated: m.Deprecated}
		row := &check{file: f}
		row.text("Pointer", m.Path)
		row.flags(p)
		lines = append(lines, row.literal()+",")
	}
	table.block("Paths", "[]"+inSchema("Path")+"{", lines)
}

// facts writes what is known of the resource type as a whole.
func (f *file) facts(table *literal, r *model.Resource) {
	row := &check{file: f}
	if len(r.Ref) > 0 && !slices.Equal(r.Ref, r.PrimaryIdentifier) {
		row.entry("Ref", texts(r.Ref))
	}
	row.text("ARN", r.ARN)
	row.text("ARNProperty", r.ARNReturned())
	row.flag("Stateful", r.Stateful)
	row.flag("DeletesFirst", r.DeletesFirst == model.Yes)
	if literal := row.literal(); literal != "" {
		table.add("Facts", "&"+inSchema("Facts")+literal)
	}
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
