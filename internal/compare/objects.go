package compare

import (
	"cmp"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// objects compares a pair of objects and notes those that their properties lead to.
func (c *comparison) objects(o objects) {
	at := c.at(o.path, o.old.Pos, o.now.Pos)
	was, is := &model.Type{Kind: model.ObjectRef, Object: o.old}, &model.Type{Kind: model.ObjectRef, Object: o.now}
	at.in, at.to, at.base = o.pair, o.path, is
	at.known = func() knowledge { return c.proof.knows(own(was)) }
	switch {
	case o.old.Open && !o.now.Open:
		at.add(Templates, Breaking, "closed", "", "")
	case !o.old.Open && o.now.Open:
		at.add(Templates, Safe, "opened", "", "")
	}
	for _, p := range pairs(o.old.Properties, o.now.Properties, func(p *model.Property) string { return p.Name }) {
		below := at.member(p.name(func(p *model.Property) string { return p.Name }))
		switch {
		case p.now == nil:
			below.removed(p.old, o.now.Open)
		case p.old == nil:
			below.added(p.now, o.old.Open)
		default:
			below.property(at, p.old, p.now)
		}
	}
	at.unexpressed(o.old.Unexpressed, o.now.Unexpressed)
	at.types(orAny(o.old.Rules), orAny(o.now.Rules))
}

// removed reports a property that only the old specification has. What belongs to
// the resource itself and is read-only is an attribute alone.
func (p site) removed(old *model.Property, open bool) {
	if old.ReadOnly {
		return
	}
	p.old, p.now = old.Pos, diag.Position{}
	if a := p.are[p.own()]; a != nil {
		p.now = a.Pos
		p.add(Templates, Breaking, "read-only", "", "")
		return
	}
	p.add(Templates, unless(open), "property removed", words(old.Type), "")
}

// own returns the name of a property that is the resource's own, "" of others.
func (p site) own() string {
	if p.to != "" {
		return ""
	}
	return strings.TrimPrefix(p.path, "/")
}

func attributesOf(r *model.Resource) map[string]*model.Attribute {
	out := make(map[string]*model.Attribute, len(r.Attributes))
	for _, a := range r.Attributes {
		out[a.Name] = a
	}
	return out
}

// unless returns Breaking, or Risky where a condition makes it less.
func unless(less bool) Class {
	if less {
		return Risky
	}
	return Breaking
}

// added reports a property that only the new specification has. In an open object
// it could stand before, with any value.
func (p site) added(now *model.Property, open bool) {
	p.old, p.now = diag.Position{}, now.Pos
	was := p.were[p.own()]
	switch {
	case now.ReadOnly:
	case now.Required:
		p.add(Templates, Breaking, "required property added", "", words(now.Type))
	case was != nil:
		p.old = was.Pos
		p.add(Templates, Safe, "no longer read-only", "", words(now.Type))
	default:
		class := Safe
		if open && !anything(now.Type) {
			class = Risky
		}
		p.add(Templates, class, "property added", "", words(now.Type))
	}
}

// anything reports whether a type restricts nothing.
func anything(t *model.Type) bool {
	return t.Kind == model.JSON && len(t.Kinds) == 0 && !restricted(t)
}

// property compares one that both have. owner is the site of the object.
func (p site) property(owner site, old, now *model.Property) {
	p.old, p.now = old.Pos, now.Pos
	switch {
	case old.ReadOnly && now.ReadOnly:
		return
	case now.ReadOnly:
		p.add(Templates, Breaking, "read-only", "", "")
		return
	case old.ReadOnly && now.Required:
		p.add(Templates, Breaking, "required property added", "", words(now.Type))
		return
	case old.ReadOnly:
		p.add(Templates, Safe, "no longer read-only", "", words(now.Type))
		return
	}
	switch {
	case !old.Required && now.Required && owner.proven(model.Constraints{Required: []string{old.Name}}):
		p.add(Templates, Safe, "required stated", "", "")
	case !old.Required && now.Required:
		p.add(Templates, Breaking, "required", "", "")
	case old.Required && !now.Required:
		p.add(Templates, Safe, "no longer required", "", "")
	}
	p.flag("write-only", old.WriteOnly, now.WriteOnly)
	p.flag("deprecated", old.Deprecated, now.Deprecated)
	p.defaults(old.Default, now.Default)
	p.base = nil
	p.types(old.Type, now.Type)
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
