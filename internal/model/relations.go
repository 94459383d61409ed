package model

import (
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
)

// Target is a property or an attribute of a resource type, as what the value of another
// property can refer to.
type Target struct {
	// TypeName is the resource type.
	TypeName string
	// Property is its name, a dotted path where it is in an object.
	Property string
}

// Reference is what a property on one path refers to.
type Reference struct {
	// Pointer is a JSON pointer into the resource's properties, with * for any item of
	// a list and any key of a map.
	Pointer string
	// Targets are those of the property.
	Targets []Target
}

// NewTarget returns a target; ok is false where the texts are no type name and no dotted
// path of names.
func NewTarget(typeName, property string) (t Target, ok bool) {
	if _, _, ok := SplitTypeName(typeName); !ok || len(property) > MaxName {
		return Target{}, false
	}
	for name := range strings.SplitSeq(property, ".") {
		if name == "" || strings.ContainsFunc(name, notAlphanumeric) {
			return Target{}, false
		}
	}
	return Target{typeName, property}, true
}

// AddTargets adds those that the property does not have yet.
func (p *Property) AddTargets(targets ...Target) {
	for _, t := range targets {
		if !slices.Contains(p.Targets, t) {
			p.Targets = append(p.Targets, t)
		}
	}
}

// RefReturns returns the properties and attributes that Ref returns, none where that is
// not known. It is the primary identifier where nothing else is stated. Of an identifier
// of several properties Ref returns all of some types and one of others.
func (r *Resource) RefReturns() []string {
	if len(r.Ref) == 0 && len(r.PrimaryIdentifier) == 1 {
		return r.PrimaryIdentifier
	}
	return r.Ref
}

// Related reports whether anything is known of what the resource type refers to or what
// its Ref returns.
func (r *Resource) Related() bool {
	references := func(o *Object) bool { return slices.ContainsFunc(o.Properties, refers) }
	return len(r.RefReturns()) > 0 || references(r.Object) || slices.ContainsFunc(r.Definitions, references)
}

// refers reports whether a property that a template can set refers to something.
func refers(p *Property) bool { return len(p.Targets) > 0 && !p.ReadOnly }

// The limits of the references of a resource type. Of what AWS publishes, none has a tenth
// of it.
const (
	// maxSteps is how many objects are looked into, one that several paths lead to as
	// often.
	maxSteps = 1 << 12
	// maxReferences is how many bytes the pointers and the targets have together.
	maxReferences = 1 << 18
)

// References returns what the properties refer to, sorted by their pointers. An object
// that holds itself is entered once on each path. The result is false where there are
// too many paths, of which some are left out then.
func (r *Resource) References() (all []Reference, complete bool) {
	s := &searcher{leads: r.leading(), active: map[*Object]bool{}}
	s.object(r.Object, "")
	slices.SortFunc(s.found, func(a, b Reference) int { return strings.Compare(a.Pointer, b.Pointer) })
	return s.found, s.steps <= maxSteps && s.size <= maxReferences
}

// leading returns the objects that have a property that refers to something, or hold one
// that has.
func (r *Resource) leading() map[*Object]bool {
	holders := map[*Object][]*Object{}
	var queue []*Object
	for _, o := range slices.Concat([]*Object{r.Object}, r.Definitions) {
		for _, p := range o.Properties {
			p.Type.eachObject("", func(inner *Object, _ string) { holders[inner] = append(holders[inner], o) })
		}
		if slices.ContainsFunc(o.Properties, refers) {
			queue = append(queue, o)
		}
	}
	leads := map[*Object]bool{}
	for ; len(queue) > 0; queue = queue[1:] {
		if o := queue[0]; !leads[o] {
			leads[o] = true
			queue = append(queue, holders[o]...)
		}
	}
	return leads
}

type searcher struct {
	leads, active map[*Object]bool
	found         []Reference
	// steps and size count what is limited.
	steps, size int
}

func (s *searcher) object(o *Object, at string) {
	if s.steps++; s.steps > maxSteps || !s.leads[o] || s.active[o] {
		return
	}
	s.active[o] = true
	for _, p := range o.Properties {
		if p.ReadOnly {
			continue
		}
		pointer := at + "/" + diag.EscapePointer(p.Name)
		if refers(p) && s.fits(pointer, p.Targets) {
			s.found = append(s.found, Reference{pointer, p.Targets})
		}
		p.Type.eachObject(pointer, s.object)
	}
	delete(s.active, o)
}

// fits counts a reference, and reports whether there is room for it.
func (s *searcher) fits(pointer string, targets []Target) bool {
	s.size += len(pointer)
	for _, t := range targets {
		s.size += len(t.TypeName) + len(t.Property)
	}
	return s.size <= maxReferences
}

// PropertiesAt returns the properties that a pointer as in [Reference] leads to: one, or
// several where alternatives of an object have it, or none.
func (r *Resource) PropertiesAt(pointer string) []*Property {
	objects := map[string][]*Object{"": {r.Object}}
	var found []*Property
	at := ""
	for segment := range strings.SplitSeq(strings.TrimPrefix(pointer, "/"), "/") {
		at += "/" + segment
		if segment == "*" {
			continue
		}
		found = nil
		next := map[string][]*Object{}
		for _, o := range objects[at[:len(at)-len(segment)-1]] {
			if p := o.Property(diag.UnescapePointer(segment)); p != nil {
				found = append(found, p)
				p.Type.eachObject(at, func(inner *Object, at string) {
					if !slices.Contains(next[at], inner) {
						next[at] = append(next[at], inner)
					}
				})
			}
		}
		objects = next
	}
	return found
}

// eachObject visits the objects that a value of the type at a pointer can hold, with
// their pointers, each once.
func (t *Type) eachObject(at string, visit func(o *Object, at string)) {
	type site struct {
		object *Object
		at     string
	}
	seen := map[site]bool{}
	var walk func(t *Type, at string)
	walk = func(t *Type, at string) {
		if t == nil {
			return
		}
		if here := (site{t.Object, at}); t.Kind == ObjectRef && t.Object != nil && !seen[here] {
			seen[here] = true
			visit(t.Object, at)
		}
		walk(t.Elem, at+"/*")
		walk(t.Items, at+"/*")
		for _, k := range t.Keys {
			walk(k.Values, at+"/*")
		}
		for _, list := range [][]*Type{t.AllOf, t.AnyOf, t.OneOf} {
			for _, a := range list {
				walk(a, at)
			}
		}
	}
	walk(t, at)
}
