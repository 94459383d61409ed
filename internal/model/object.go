package model

import (
	"slices"
	"strings"
)

// SetDefinitions sets Definitions to the objects that are reachable from the
// resource's own properties, sorted by name.
func (r *Resource) SetDefinitions() {
	seen := map[*Object]bool{r.Object: true}
	var out []*Object
	queue := []*Object{r.Object}
	for len(queue) > 0 {
		o := queue[0]
		queue = queue[1:]
		o.Walk(func(t *Type) {
			if t.Kind == ObjectRef && t.Object != nil && !seen[t.Object] {
				seen[t.Object] = true
				out = append(out, t.Object)
				queue = append(queue, t.Object)
			}
		})
	}
	slices.SortFunc(out, func(a, b *Object) int { return strings.Compare(a.Name, b.Name) })
	r.Definitions = out
}

// Walk calls visit for the types of all properties as [Type.Walk] does, and for
// those of the object's own rules.
func (o *Object) Walk(visit func(*Type)) {
	for _, p := range o.Properties {
		p.Type.Walk(visit)
	}
	o.Rules.Walk(visit)
}

// Property returns the property of that name, nil where there is none.
func (o *Object) Property(name string) *Property {
	i, ok := slices.BinarySearchFunc(o.Properties, name, func(p *Property, name string) int {
		return strings.Compare(p.Name, name)
	})
	if !ok {
		return nil
	}
	return o.Properties[i]
}

// SortProperties brings the properties into the order of their names.
func (o *Object) SortProperties() {
	slices.SortFunc(o.Properties, func(a, b *Property) int { return strings.Compare(a.Name, b.Name) })
}

// AttributeFinder returns a function that finds an attribute by its name, or else by
// a name that differs only in where it has dots: "EndPoint.Ports.List" is
// "EndPoint.PortsList" in another specification. It returns nil where there is neither.
func (r *Resource) AttributeFinder() func(name string) *Attribute {
	joined := func(name string) string { return strings.ReplaceAll(name, ".", "") }
	exact, near := make(map[string]*Attribute, len(r.Attributes)), make(map[string]*Attribute, len(r.Attributes))
	for _, a := range r.Attributes {
		exact[a.Name], near[joined(a.Name)] = a, a
	}
	return func(name string) *Attribute {
		if a := exact[name]; a != nil {
			return a
		}
		return near[joined(name)]
	}
}

// SortAttributes brings the attributes into the order of their names.
func (r *Resource) SortAttributes() {
	slices.SortFunc(r.Attributes, func(a, b *Attribute) int { return strings.Compare(a.Name, b.Name) })
}

// AttributeType returns a type as an attribute has it: without nested objects,
// which no template can write. They become free-form JSON objects, so that an
// attribute never needs a definition.
func AttributeType(t *Type) *Type {
	c := *t
	switch t.Kind {
	case ObjectRef:
		return &Type{Pos: t.Pos, Kind: JSON, Constraints: Constraints{Kinds: []Kind{ObjectRef}}}
	case List, Map:
		c.Elem = AttributeType(t.Elem)
	}
	return &c
}
