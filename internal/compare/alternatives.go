package compare

import (
	"slices"

	"github.com/cfngen/cfngen/internal/model"
)

// alternatives compares the types of which a value has to fit all, some or one.
func (p site) alternatives(old, now *model.Constraints) {
	p.allOf(old.AllOf, now.AllOf)
	switch {
	case len(old.OneOf) > 0 && len(now.AnyOf) > 0 && p.sameAlternatives(old.OneOf, now.AnyOf) && len(now.OneOf) == 0:
		p.add(Templates, Safe, "oneOf widened", "exactly one", "at least one")
		return
	case len(old.AnyOf) > 0 && len(now.OneOf) > 0 && p.sameAlternatives(old.AnyOf, now.OneOf) && len(old.OneOf) == 0:
		class, kind := Risky, "anyOf changed"
		if p.proven(model.Constraints{OneOf: now.OneOf}) {
			class, kind = Safe, "oneOf stated"
		}
		p.add(Templates, class, kind, "at least one", "exactly one")
		return
	}
	p.someOf("anyOf", old.AnyOf, now.AnyOf, model.Constraints{AnyOf: now.AnyOf})
	p.someOf("oneOf", old.OneOf, now.OneOf, model.Constraints{OneOf: now.OneOf})
}

func (c *comparison) sameAlternatives(a, b []*model.Type) bool {
	_, gone, added := c.match(a, b)
	return len(gone) == 0 && len(added) == 0
}

// match pairs the alternatives of both sides that are equal, and of the others
// those that refer to objects of other names and the same properties: a definition
// was renamed. What is left is gone, or added.
func (c *comparison) match(old, now []*model.Type) (both []pair[model.Type], gone, added []*model.Type) {
	first := make(map[fingerprint]*model.Type, len(now))
	for _, n := range slices.Backward(now) {
		first[c.prints.of(n)] = n
	}
	for _, o := range old {
		if n := first[c.prints.of(o)]; n != nil {
			both = append(both, pair[model.Type]{o, n})
		}
	}
	gone, added = difference(c.prints, old, now), difference(c.prints, now, old)
	// Those that are alike, in the order of the list; which one is meant is not
	// known where there are several.
	like := make(map[fingerprint][]*model.Type, len(added))
	for _, n := range added {
		sum := c.shapes.of(n)
		like[sum] = append(like[sum], n)
	}
	paired := make(map[*model.Type]bool)
	gone = slices.DeleteFunc(gone, func(o *model.Type) bool {
		sum := c.shapes.of(o)
		found := like[sum]
		if len(found) != 1 {
			return false
		}
		both, paired[found[0]] = append(both, pair[model.Type]{o, found[0]}), true
		delete(like, sum)
		return true
	})
	return both, gone, slices.DeleteFunc(added, func(n *model.Type) bool { return paired[n] })
}

// allOf compares types that must all fit. Where one is left on either side, they
// are taken for the same.
func (p site) allOf(old, now []*model.Type) {
	both, gone, added := p.match(old, now)
	p.reachAll(both)
	if len(gone) == 1 && len(added) == 1 {
		p.types(gone[0], added[0])
		return
	}
	undecided := slices.DeleteFunc(slices.Clone(added), func(t *model.Type) bool { return p.provenType(t) })
	switch {
	case len(undecided) > 0 && len(gone) > 0:
		p.add(Templates, Risky, "allOf changed", number(old), number(now))
	case len(undecided) > 0:
		p.add(Templates, Breaking, "allOf narrowed", number(old), number(now))
	case len(gone) > 0:
		p.add(Templates, Safe, "allOf widened", number(old), number(now))
	case len(added) > 0:
		p.add(Templates, Safe, "allOf stated", "", number(now))
	}
}

// someOf compares types of which some must fit. want is what the new specification
// demands.
func (p site) someOf(keyword string, old, now []*model.Type, want model.Constraints) {
	both, gone, added := p.match(old, now)
	p.reachAll(both)
	switch {
	case len(gone) == 0 && len(added) == 0:
	case len(now) == 0:
		p.add(Templates, Safe, keyword+" widened", number(old), "")
	case len(gone) == 0 && len(old) > 0 && keyword == "anyOf":
		p.add(Templates, Safe, keyword+" widened", number(old), number(now))
	case len(old) == 0 || len(added) == 0:
		p.narrowed(keyword, want, number(old), number(now))
	case p.proven(want):
		p.add(Templates, Safe, keyword+" widened", number(old), number(now))
	default:
		p.add(Templates, Risky, keyword+" changed", number(old), number(now))
	}
}

// reachAll reaches the objects that alternatives of both sides refer to.
func (p site) reachAll(both []pair[model.Type]) {
	for _, t := range both {
		p.eachObject(p.path, t.old, t.now, func(path string, o pair[model.Object]) {
			at := p
			at.path = path
			at.reach(o.old, o.now)
		})
	}
}

// eachObject visits the objects that two types have at one path.
func (c *comparison) eachObject(path string, old, now *model.Type, visit func(path string, o pair[model.Object])) {
	for _, alternatives := range [][2][]*model.Type{{old.AllOf, now.AllOf}, {old.AnyOf, now.AnyOf}, {old.OneOf, now.OneOf}} {
		both, _, _ := c.match(alternatives[0], alternatives[1])
		for _, t := range both {
			c.eachObject(path, t.old, t.now, visit)
		}
	}
	for _, m := range pairs(old.Properties, now.Properties, func(m *model.Member) string { return m.Name }) {
		if m.old != nil && m.now != nil {
			c.eachObject(path+"/"+m.old.Name, orAny(m.old.Type), orAny(m.now.Type), visit)
		}
	}
	for k := range model.Keywords() {
		if o, n, ok := itemTypes(k, old, now); ok && o != nil && n != nil {
			c.eachObject(path+"/*", o, n, visit)
		}
	}
	switch {
	case old.Kind != now.Kind:
	case old.Kind == model.ObjectRef:
		visit(path, pair[model.Object]{old.Object, now.Object})
	case old.Elem != nil && now.Elem != nil:
		c.eachObject(path+"/*", old.Elem, now.Elem, visit)
	}
}

// number returns how many alternatives there are.
func number(types []*model.Type) string {
	if len(types) == 0 {
		return ""
	}
	return plural(len(types), "alternative")
}
