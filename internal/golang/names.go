package golang

import (
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/internal/naming"
)

// named is a resource type with its names, decided or not.
type named struct {
	naming.Names
	resource *model.Resource
}

// Beside gives the names, out of all in the specification, of the resource types
// whose Go names those of the selected ones must not take: Generate wants them in
// spec.Others.
func Beside(selected *model.Spec, names []string) []string {
	is := make(map[string]bool)
	for _, r := range selected.Resources {
		is[r.TypeName] = true
	}
	var out []string
	for _, name := range names {
		if !is[name] && slices.ContainsFunc(selected.Resources, func(r *model.Resource) bool { return naming.Related(r.TypeName, name) }) {
			out = append(out, name)
		}
	}
	return out
}

// resolve decides the names of all resource types: those that are generated, and
// those that are in the specification beside them. A nested name that another
// resource type has, too, gives way. Types without a Go name are left out.
//
// Which of two resource types has a name first does not depend on what else is
// in the specification: structs of resource types, then what the others with the
// longer name have, because they are the more specific ones. A name depends on
// related resource types alone.
func resolve(spec *model.Spec, pkg string) map[*model.Resource]naming.Names {
	out := make(map[*model.Resource]naming.Names)
	var all []named
	for _, r := range slices.Concat(spec.Resources, spec.Others) {
		if names, ok := namesOf(r, pkg); ok {
			all = append(all, named{names, r})
			out[r] = names
		}
	}
	slices.SortStableFunc(all, func(a, b named) int {
		if d := len(b.Prefix) - len(a.Prefix); d != 0 {
			return d
		}
		return strings.Compare(a.resource.TypeName, b.resource.TypeName)
	})
	taken := make(map[string]*model.Resource)
	for _, n := range all {
		n.claim(taken, n.structs)
	}
	for _, n := range all {
		n.claim(taken, n.constants)
	}
	for _, n := range all {
		n.claim(taken, n.definitions)
		n.claim(taken, n.enums)
	}
	return out
}

// namesOf gives a resource type's names before any gives way.
func namesOf(r *model.Resource, pkg string) (naming.Names, bool) {
	vendor, _, _ := strings.Cut(r.TypeName, "::")
	service, resource, ok := model.SplitTypeName(r.TypeName)
	if !ok || !naming.IsIdentifier(service) || !naming.IsIdentifier(resource) {
		return naming.Names{}, false
	}
	return naming.ForResource(vendor, service, resource, pkg), true
}

// family is a name that can give way, as Names.Yield takes it, and the identifiers
// that follow from it. One without a name never gives way.
type family struct {
	name        string
	identifiers []string
}

// claim enters the identifiers of a resource type, by "package.Name", after those
// that another one has gave way. Where two structs of resource types have one
// name, the first has it here; the check reports both.
func (n named) claim(taken map[string]*model.Resource, families func() []family) {
	isTaken := func(identifier string) bool {
		r := taken[n.Package+"."+identifier]
		return r != nil && r != n.resource
	}
	for again := true; again; {
		again = false
		for _, f := range families() {
			if f.name != "" && slices.ContainsFunc(f.identifiers, isTaken) {
				n.Yield(f.name)
				again = true
			}
		}
	}
	for _, f := range families() {
		for _, identifier := range f.identifiers {
			if !isTaken(identifier) {
				taken[n.Package+"."+identifier] = n.resource
			}
		}
	}
}

func (n named) structs() []family {
	return []family{{"", []string{n.Prefix, naming.Schema(n.Prefix)}}}
}

func (n named) constants() []family {
	out := []family{{"const TypeName", []string{n.TypeName()}}, {"const Ref", []string{n.Ref()}}}
	for _, a := range n.resource.Attributes {
		out = append(out, family{"const " + naming.Attribute(a.Name), []string{n.Attribute(a.Name)}})
	}
	return out
}

func (n named) definitions() []family {
	var out []family
	for _, o := range n.resource.Definitions {
		out = append(out, family{naming.Exported(o.Name), []string{n.Nested(o.Name)}})
	}
	seen := make(map[string]bool)
	n.eachEnum(func(t *model.Type, _ string) {
		if t.EnumName != "" && !seen[t.EnumName] {
			seen[t.EnumName] = true
			out = append(out, n.enum(naming.Exported(t.EnumName), t))
		}
	})
	return out
}

func (n named) enums() []family {
	var out []family
	n.eachEnum(func(t *model.Type, name string) {
		if t.EnumName == "" {
			out = append(out, n.enum(name, t))
		}
	})
	return out
}

func (n named) enum(name string, t *model.Type) family {
	identifier := n.Type(name)
	return family{name, append(naming.Constants(identifier, enumValues(t)), identifier, naming.Values(identifier))}
}

// eachEnum visits the enums, each with what it is called within the resource type
// where it stands in place.
func (n named) eachEnum(visit func(t *model.Type, inPlace string)) {
	for _, o := range slices.Concat([]*model.Object{n.resource.Object}, n.resource.Definitions) {
		name := ""
		if o != n.resource.Object {
			name = strings.TrimPrefix(n.Nested(o.Name), n.Prefix)
		}
		for _, p := range o.Properties {
			if !settable(p) {
				continue
			}
			p.Type.Walk(func(t *model.Type) {
				if hasEnum(t) {
					visit(t, name+naming.Field(p.Name))
				}
			})
		}
	}
}
