package compare

import (
	"cmp"
	"slices"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// objects compares a pair of objects and notes those that their properties lead to.
func (c *comparison) objects(o objects) {
	at := c.at(o.path, o.old.Pos, o.now.Pos)
	switch {
	case o.old.Open && !o.now.Open:
		at.add(Templates, Breaking, "closed", "", "")
	case !o.old.Open && o.now.Open:
		at.add(Templates, Safe, "opened", "", "")
	}
	for _, p := range pairs(o.old.Properties, o.now.Properties, func(p *model.Property) string { return p.Name }) {
		path := o.path + "/" + p.name(func(p *model.Property) string { return p.Name })
		switch {
		case p.now == nil:
			c.removed(path, p.old, o.now.Open)
		case p.old == nil:
			c.added(path, p.now, o.old.Open)
		default:
			c.property(path, p.old, p.now)
		}
	}
	at.fresh = func(property string) bool {
		p := o.old.Property(property)
		return !o.old.Open && (p == nil || p.ReadOnly)
	}
	at.types(orAny(o.old.Rules), orAny(o.now.Rules))
}

// removed reports a property that only the old specification has. What belongs to
// the resource itself and is read-only is an attribute alone.
func (c *comparison) removed(path string, p *model.Property, open bool) {
	if p.ReadOnly {
		return
	}
	if a := attribute(c.resource.now, path); a != nil {
		c.at(path, p.Pos, a.Pos).add(Templates, Breaking, "read-only", "", "")
		return
	}
	c.at(path, p.Pos, diag.Position{}).add(Templates, unless(open), "property removed", words(p.Type), "")
}

// attribute gives the attribute that a resource's own property is, nil for none.
func attribute(r *model.Resource, path string) *model.Attribute {
	for _, a := range r.Attributes {
		if "/"+a.Name == path {
			return a
		}
	}
	return nil
}

// unless gives Breaking, or Risky where a condition makes it less.
func unless(less bool) Class {
	if less {
		return Risky
	}
	return Breaking
}

// added reports a property that only the new specification has. In an open object
// it could stand before, with any value.
func (c *comparison) added(path string, p *model.Property, open bool) {
	at := c.at(path, diag.Position{}, p.Pos)
	was := attribute(c.resource.old, path)
	switch {
	case p.ReadOnly:
	case p.Required:
		at.add(Templates, Breaking, "required property added", "", words(p.Type))
	case was != nil:
		at.old = was.Pos
		at.add(Templates, Safe, "no longer read-only", "", words(p.Type))
	default:
		class := Safe
		if open && !anything(p.Type) {
			class = Risky
		}
		at.add(Templates, class, "property added", "", words(p.Type))
	}
}

// anything says that a type restricts nothing.
func anything(t *model.Type) bool {
	return t.Kind == model.JSON && len(t.Kinds) == 0 && !restricted(&t.Constraints)
}

// property compares one that both have.
func (c *comparison) property(path string, old, now *model.Property) {
	at := c.at(path, old.Pos, now.Pos)
	switch {
	case old.ReadOnly && now.ReadOnly:
		return
	case now.ReadOnly:
		at.add(Templates, Breaking, "read-only", "", "")
		return
	case old.ReadOnly && now.Required:
		at.add(Templates, Breaking, "required property added", "", words(now.Type))
		return
	case old.ReadOnly:
		at.add(Templates, Safe, "no longer read-only", "", words(now.Type))
		return
	}
	switch {
	case !old.Required && now.Required:
		at.add(Templates, Breaking, "required", "", "")
	case old.Required && !now.Required:
		at.add(Templates, Safe, "no longer required", "", "")
	}
	at.flag("write-only", old.WriteOnly, now.WriteOnly)
	at.flag("deprecated", old.Deprecated, now.Deprecated)
	at.defaults(old.Default, now.Default)
	at.types(old.Type, now.Type)
}

// pair is one thing with a name, as both sides have it. One of them is nil where
// only the other has it.
type pair[T any] struct{ old, now *T }

// pairs brings two lists together, sorted by name.
func pairs[T any](old, now []*T, name func(*T) string) []pair[T] {
	byName := make(map[string]pair[T], len(now))
	for _, o := range old {
		byName[name(o)] = pair[T]{old: o}
	}
	for _, n := range now {
		byName[name(n)] = pair[T]{old: byName[name(n)].old, now: n}
	}
	out := make([]pair[T], 0, len(byName))
	for _, p := range byName {
		out = append(out, p)
	}
	slices.SortFunc(out, func(a, b pair[T]) int { return cmp.Compare(a.name(name), b.name(name)) })
	return out
}

func (p pair[T]) name(name func(*T) string) string {
	if p.old != nil {
		return name(p.old)
	}
	return name(p.now)
}
