package facts

import (
	"fmt"
	"slices"

	"github.com/cfngen/cfngen/internal/model"
)

// Apply adds the attributes of carried to the resource types of spec that lack
// them. A type that was read from the format of the carried ones is left alone: it
// has what that format knows.
func Apply(spec, carried *model.Spec) {
	types := index(carried)
	for _, r := range slices.Concat(spec.Resources, spec.Neighbours) {
		if known := types[r.TypeName]; known != nil && !hasFormat(r, known.Sources[0].Format) {
			apply(r, known)
		}
	}
}

func apply(to, carried *model.Resource) {
	find := to.AttributeFinder()
	for _, a := range carried.Attributes {
		if find(a.Name) != nil {
			continue
		}
		c := *a
		c.Doc = fmt.Sprintf("The attribute is known from the %s; the %s does not have it.", sourceText(carried), to.Sources[0].Format)
		to.Attributes = append(to.Attributes, &c)
	}
	to.SortAttributes()
}

func hasFormat(r *model.Resource, format string) bool {
	return slices.ContainsFunc(r.Sources, func(s model.Source) bool { return s.Format == format })
}

// sourceText names the format and the version that a carried type is from. The
// name of the document that carries it means nothing to a reader.
func sourceText(r *model.Resource) string {
	s := r.Sources[0]
	if s.Version == "" {
		return s.Format
	}
	return s.Format + " " + s.Version
}

// index returns the resource types by their names.
func index(spec *model.Spec) map[string]*model.Resource {
	types := make(map[string]*model.Resource, len(spec.Resources))
	for _, r := range spec.Resources {
		types[r.TypeName] = r
	}
	return types
}

// Attribute names an attribute of a resource type.
type Attribute struct{ TypeName, Name string }

// Lacking returns the attributes that other has and schemas lacks, of the resource
// types that both have, sorted.
func Lacking(schemas, other *model.Spec) []Attribute {
	types := index(schemas)
	var out []Attribute
	for _, r := range other.Resources {
		known := types[r.TypeName]
		if known == nil {
			continue
		}
		find := known.AttributeFinder()
		for _, a := range r.Attributes {
			if find(a.Name) == nil {
				out = append(out, Attribute{r.TypeName, a.Name})
			}
		}
	}
	return out
}

// Change is a difference between an excerpt and the specifications that it is for.
type Change struct {
	Attribute
	// Reason is why the attribute does not belong in the excerpt any more, or that it
	// does now.
	Reason string
}

// Stale compares the excerpt that is carried with what schemas lacks of other now.
// The result is sorted by type and attribute.
func Stale(carried, schemas, other *model.Spec) []Change {
	var out []Change
	was, is := map[Attribute]bool{}, map[Attribute]bool{}
	for _, r := range carried.Resources {
		for _, a := range r.Attributes {
			was[Attribute{r.TypeName, a.Name}] = true
		}
	}
	for _, a := range Lacking(schemas, other) {
		is[a] = true
		if !was[a] {
			out = append(out, Change{a, "it is new"})
		}
	}
	inSchemas, inOther := index(schemas), index(other)
	for a := range was {
		if !is[a] {
			out = append(out, Change{a, reason(a, inSchemas[a.TypeName], inOther[a.TypeName])})
		}
	}
	slices.SortFunc(out, func(a, b Change) int { return a.compare(b.Attribute) })
	return out
}

// reason returns why an attribute is not carried any more.
func reason(a Attribute, schema, other *model.Resource) string {
	switch {
	case schema == nil:
		return "there is no registry schema of the type any more"
	case other == nil:
		return "the Resource Specification does not have the type any more"
	case schema.AttributeFinder()(a.Name) != nil:
		return "the registry schema has it now"
	}
	return "the Resource Specification does not have it any more"
}
