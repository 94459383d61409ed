package golang

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/backend/golang/naming"
	"github.com/cfngen/cfngen/internal/model"
)

// resourceNames is a resource type with its names, decided or not. What follows from them
// is in decided.
type resourceNames struct {
	naming.Names
	resource *model.Resource
	// last is what follows from the names as they are, nil where that is unknown.
	last *nameTable
}

// nameTable are the names within a resource type: what has two names by its own is
// told apart from what is before it here.
type nameTable struct {
	// attributes are the constants by the attributes' names.
	attributes map[string]string
	// enums are the enums by Go name, those of definitions first.
	enums map[string]*enum
	order []string
	// enumOf is the Go name of the enum that a property's values, or those in its
	// lists and maps, have.
	enumOf map[*model.Property]string
}

// enum is an enum with its constants, in the order of its values.
type enum struct {
	name string // as Names.Disambiguate takes it
	typ  *model.Type
	// property is the one that an enum in place is of, in object; nil for a
	// definition's.
	property          *model.Property
	object            *model.Object
	values, constants []string
}

// Neighbours returns the names, out of all in the specification, of the resource types
// whose Go names those of the selected ones must not take: Generate wants them in
// spec.Neighbours.
func Neighbours(selected, all []string) []string {
	is := make(map[string]bool)
	for _, name := range selected {
		is[name] = true
	}
	relations, out := naming.NewRelations(all), make(map[string]bool)
	for _, name := range selected {
		for _, neighbour := range relations.Of(name) {
			if !is[neighbour] {
				out[neighbour] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(out))
}

// Affected returns the resource types, out of all in the specification, whose files
// can become others because some types change: those with names that can be names
// of the changed ones, of types related to them, and so on. It holds where every
// service has a package of its own.
func Affected(changed map[string]bool, all []string) map[string]bool {
	relations, out := naming.NewRelations(all), make(map[string]bool)
	queue := slices.Sorted(maps.Keys(changed))
	for _, name := range queue {
		out[name] = true
	}
	for len(queue) > 0 {
		next := queue[0]
		queue = queue[1:]
		for _, name := range relations.Of(next) {
			if !out[name] {
				out[name] = true
				queue = append(queue, name)
			}
		}
	}
	return out
}

// Files returns the paths of the files that Generate makes of a resource type where
// every service has a package of its own; nil where the type has no Go name.
func Files(typeName string) []string {
	names, ok := namesOf(&model.Resource{TypeName: typeName}, "")
	if !ok {
		return nil
	}
	return []string{
		path.Join(names.Package, names.File+".go"),
		path.Join(names.Package, names.File+"_jsonv2.go"),
		path.Join(names.Package, "doc.go"),
	}
}

// resolve decides the names of all resource types: those that are generated, and
// those that are in the specification beside them. A nested name that another
// resource type has, too, gives way. Types without a Go name are left out.
//
// Which of two resource types has a name first does not depend on what else is
// in the specification: structs of resource types, then what the others with the
// longer name have, because they are the more specific ones. A name depends on
// related resource types alone.
func resolve(spec *model.Spec, pkg string) map[*model.Resource]*resourceNames {
	out := make(map[*model.Resource]*resourceNames)
	var all []*resourceNames
	for _, r := range slices.Concat(spec.Resources, spec.Neighbours) {
		if names, ok := namesOf(r, pkg); ok {
			out[r] = &resourceNames{Names: names, resource: r}
			all = append(all, out[r])
		}
	}
	slices.SortStableFunc(all, func(a, b *resourceNames) int {
		if d := len(b.Prefix) - len(a.Prefix); d != 0 {
			return d
		}
		return strings.Compare(a.resource.TypeName, b.resource.TypeName)
	})
	taken := make(map[string]*model.Resource)
	for _, n := range all {
		n.reserve(taken, n.structs)
	}
	for _, n := range all {
		n.reserve(taken, n.constants)
	}
	for _, n := range all {
		n.reserve(taken, n.definitions)
		n.reserve(taken, n.inPlace)
	}
	return out
}

// namesOf returns a resource type's names before any gives way.
func namesOf(r *model.Resource, pkg string) (naming.Names, bool) {
	vendor, _, _ := strings.Cut(r.TypeName, "::")
	service, resource, ok := model.SplitTypeName(r.TypeName)
	if !ok || !naming.IsIdentifier(service) || !naming.IsIdentifier(resource) {
		return naming.Names{}, false
	}
	return naming.ForResource(vendor, service, resource, pkg), true
}

// group is a name that can give way, as Names.Disambiguate takes it, and the identifiers
// that follow from it. One without a name never gives way.
type group struct {
	name        string
	identifiers []string
}

// reserve enters the identifiers of a resource type, by "package.Name", after those
// that another one has gave way. Where two structs of resource types have one
// name, the first has it here; the check reports both.
func (n *resourceNames) reserve(taken map[string]*model.Resource, groups func() []group) {
	isTaken := func(identifier string) bool {
		r := taken[n.Package+"."+identifier]
		return r != nil && r != n.resource
	}
	for again := true; again; {
		again = false
		for _, f := range groups() {
			if f.name != "" && slices.ContainsFunc(f.identifiers, isTaken) {
				n.Disambiguate(f.name)
				n.last = nil
				again = true
			}
		}
	}
	for _, f := range groups() {
		for _, identifier := range f.identifiers {
			if !isTaken(identifier) {
				taken[n.Package+"."+identifier] = n.resource
			}
		}
	}
}

func (n *resourceNames) structs() []group {
	return []group{{"", []string{n.Prefix, naming.Schema(n.Prefix), naming.RelationsOf(n.Prefix)}}}
}

func (n *resourceNames) constants() []group {
	out := []group{{"const TypeName", []string{n.TypeName()}}, {"const Ref", []string{n.Ref()}}}
	attributes := n.table().attributes
	for _, a := range n.resource.Attributes {
		out = append(out, group{"const " + naming.Attribute(a.Name), []string{attributes[a.Name]}})
	}
	return out
}

func (n *resourceNames) definitions() []group {
	var out []group
	for _, o := range n.resource.Definitions {
		out = append(out, group{naming.Definition(o.Name), []string{n.Nested(o.Name)}})
	}
	for _, a := range n.resource.Aliases {
		out = append(out, group{naming.Definition(a.Old), []string{n.Nested(a.Old)}})
	}
	return append(out, n.enums(true)...)
}

func (n *resourceNames) inPlace() []group { return n.enums(false) }

func (n *resourceNames) enums(ofDefinitions bool) []group {
	var out []group
	d := n.table()
	for _, name := range d.order {
		if e := d.enums[name]; ofDefinitions == (e.typ.EnumName != "") {
			out = append(out, group{e.name, append([]string{name, naming.Values(name)}, e.constants...)})
		}
	}
	return out
}

// table returns what follows from the names.
func (n *resourceNames) table() *nameTable {
	if n.last == nil {
		n.last = n.disambiguate()
	}
	return n.last
}

// disambiguate returns the names within the resource type, no two of them the same. Those of definitions
// differ from each other and from those of constants by the rule, so that none
// depends on which others there are.
func (n *resourceNames) disambiguate() *nameTable {
	d := &nameTable{attributes: make(map[string]string), enums: make(map[string]*enum), enumOf: make(map[*model.Property]string)}
	own := map[string]bool{n.Prefix: true, n.TypeName(): true, n.Ref(): true}
	for _, dotted := range []bool{false, true} {
		for _, a := range n.resource.Attributes {
			if strings.Contains(a.Name, ".") == dotted {
				d.attributes[a.Name] = free(n.Attribute(a.Name), "Const", own)
			}
		}
	}
	for _, o := range n.resource.Definitions {
		own[n.Nested(o.Name)] = true
	}
	for _, a := range n.resource.Aliases {
		own[n.Nested(a.Old)] = true
	}
	n.eachEnum(func(_ *model.Object, _ *model.Property, t *model.Type, _ string) {
		if t.EnumName != "" {
			d.add(n.Nested(t.EnumName), &enum{name: naming.Definition(t.EnumName), typ: t}, own)
		}
	})
	n.eachEnum(func(o *model.Object, p *model.Property, t *model.Type, name string) {
		identifier := n.Type(name)
		if t.EnumName != "" {
			// As a rule it is the definition's; an overlay can have changed one use.
			identifier = n.Nested(t.EnumName)
		}
		if was := d.enums[identifier]; was != nil && sameEnum(was.typ, t) {
			d.enumOf[p] = identifier
			return
		}
		d.enumOf[p] = free(n.Type(name), "Inline", own)
		d.add(d.enumOf[p], &enum{name: name, typ: t, property: p, object: o}, own)
	})
	for _, name := range d.order {
		e := d.enums[name]
		e.constants = naming.Constants(name, e.values, n.ConstantNames(e.name), func(name string) bool { return own[name] })
		for _, c := range e.constants {
			own[c] = true
		}
	}
	return d
}

// add adds an enum that is not there yet.
func (d *nameTable) add(identifier string, e *enum, own map[string]bool) {
	if d.enums[identifier] == nil {
		e.values = enumValues(e.typ)
		d.enums[identifier] = e
		d.order = append(d.order, identifier)
		own[identifier] = true
	}
}

// free returns a name, with a mark behind it as often as it takes to be nobody's,
// and enters it.
func free(name, mark string, own map[string]bool) string {
	for own[name] {
		name += mark
	}
	own[name] = true
	return name
}

// sameEnum reports whether two enums are the same to every user.
func sameEnum(a, b *model.Type) bool { return a.Kind == b.Kind && slices.Equal(a.Enum, b.Enum) }

// eachEnum visits the properties with an enum, each with its object and with what
// it is called within the resource type where it stands in place.
func (n *resourceNames) eachEnum(visit func(o *model.Object, p *model.Property, t *model.Type, inPlace string)) {
	for _, o := range slices.Concat([]*model.Object{n.resource.Object}, n.resource.Definitions) {
		name := ""
		if o != n.resource.Object {
			name = strings.TrimPrefix(n.Nested(o.Name), n.Prefix)
		}
		for _, p := range o.Properties {
			if t := p.Type.Innermost(); settable(p) && hasEnum(t) {
				visit(o, p, t, name+fieldName(o, p))
			}
		}
	}
}

// fieldName is the name of the struct field of an object's property.
func fieldName(o *model.Object, p *model.Property) string {
	return naming.Field(p.Name, func(name string) bool { return o.Property(name) != nil })
}
