package compare

import (
	"slices"

	"github.com/cfngen/cfngen/internal/model"
)

// constraint is a type as a constraint on values that have the type base. A type is
// a constraint on values of its own.
type constraint struct {
	*model.Type
	base *model.Type
}

// own returns a type as a constraint on values of its own.
func own(t *model.Type) constraint { return constraint{t, t} }

// knowledge is what is known of a value that was valid: it satisfies all of fits
// and none of not.
type knowledge struct {
	fits, not []constraint
	// split are the types whose alternatives are looked at one by one already.
	split []*model.Type
}

// prover decides whether a value of which something is known satisfies a
// constraint. It is right where it finds that one does. Where it does not, nothing
// is known: no prover finds everything, and this one stops after so many steps.
type prover struct {
	// steps are how many are left.
	steps int
	// expanded has what objects demand of their properties.
	expanded map[*model.Object]*model.Type
	// indexes have the names that types speak of.
	indexes  map[*model.Type]*index
	patterns patterns
	// never is the type of a property that must be absent.
	never *model.Type
	// assumed are the pairs of objects of which the first is compared with the second
	// just now, or has been found to imply it, in that order: objects can hold
	// themselves. depth is how many constraints are inside one another.
	assumed map[pair[model.Object]]bool
	order   []pair[model.Object]
	depth   int
}

func newProver(steps int) *prover {
	return &prover{
		steps: steps, expanded: map[*model.Object]*model.Type{}, indexes: map[*model.Type]*index{}, patterns: patterns{},
		never: &model.Type{Kind: model.JSON}, assumed: map[pair[model.Object]]bool{},
	}
}

// spend reports whether n more steps are left.
func (p *prover) spend(n int) bool {
	p.steps -= min(p.steps, n)
	return p.steps > 0
}

// knows returns what is known of a value that satisfies a constraint.
func (p *prover) knows(c constraint) knowledge { return p.and(knowledge{}, c) }

// and adds a constraint to what is known, with all that it consists of.
func (p *prover) and(k knowledge, c constraint) knowledge {
	if c.Type == nil || !p.spend(1+len(k.fits)/8) { // which are copied
		return k
	}
	k.fits = append(slices.Clip(k.fits), c)
	if c.Kind == model.ObjectRef && c.Object != nil {
		k = p.and(k, constraint{p.expand(c.Object), c.Type})
	}
	for _, a := range c.AllOf {
		k = p.and(k, constraint{a, c.base})
	}
	return k
}

// expand returns what an object demands of its properties as a constraint. A
// property that is read-only must be absent.
func (p *prover) expand(o *model.Object) *model.Type {
	if t := p.expanded[o]; t != nil {
		return t
	}
	t := &model.Type{Kind: model.JSON, Unexpressed: o.Unexpressed}
	t.Kinds, t.Closed = []model.Kind{model.ObjectRef}, !o.Open
	for _, property := range o.Properties {
		typ := property.Type
		switch {
		case property.ReadOnly:
			typ = p.never
		default:
			t.Only = append(t.Only, property.Name)
			if property.Required {
				t.Required = append(t.Required, property.Name)
			}
		}
		t.Properties = append(t.Properties, &model.Member{Name: property.Name, Type: typ})
	}
	if o.Rules != nil {
		t.AllOf = []*model.Type{o.Rules}
	}
	p.expanded[o] = t
	return t
}

// implies reports whether it is sure that what is known of a value makes it satisfy
// a constraint.
func (p *prover) implies(k knowledge, want constraint) bool {
	if want.Type == nil || want.Type != p.never && slices.ContainsFunc(k.fits, func(f constraint) bool { return f == want }) {
		return true
	}
	const deepest = 2000
	if want.Type == p.never || p.depth >= deepest || !p.spend(1+len(k.fits)) {
		return false
	}
	if converts(k, want) {
		return want.Kind == model.JSON && possible(k)&^kindSet(want.Type) == 0 && !restricted(want.Type)
	}
	p.depth++
	defer func() { p.depth-- }()
	for _, check := range []func(knowledge, constraint) bool{
		p.kind, p.object, p.enum, p.lengths, p.pattern, p.format, p.numbers, p.plain, p.counts, p.keys, p.required, p.closed, p.members,
		p.dependencies, p.allOf, p.anyOf, p.oneOf, p.unexpressed,
	} {
		if !check(k, want) && !p.byCases(k, func(k knowledge) bool { return check(k, want) }) {
			return false
		}
	}
	return true
}

// converts reports whether values that were numbers or booleans can be strings now:
// a template can have written them as strings, which they were not then.
func converts(k knowledge, want constraint) bool {
	return want.base.Kind == model.JSON && kindSet(want.base)&stringKinds != 0 && slices.ContainsFunc(k.fits, func(f constraint) bool {
		kind := f.base.Kind
		return kind == model.Integer || kind == model.Number || kind == model.Boolean
	})
}

// byCases reports whether something holds for each alternative of which a value
// satisfies one.
func (p *prover) byCases(k knowledge, holds func(knowledge) bool) bool {
	const most = 3 // how many lists of alternatives are looked at one by one at once
	if len(k.split) >= most {
		return false
	}
	for _, f := range k.fits {
		if len(f.AnyOf)+len(f.OneOf) == 0 || slices.Contains(k.split, f.Type) {
			continue
		}
		for i, alternatives := range [][]*model.Type{f.AnyOf, f.OneOf} {
			if len(alternatives) > 0 && p.cases(k, f, alternatives, i == 1, holds) {
				return true
			}
		}
	}
	return false
}

// cases reports whether something holds for each of the alternatives of f. Where
// one fits, exactly means that no other one does.
func (p *prover) cases(k knowledge, f constraint, alternatives []*model.Type, exactly bool, holds func(knowledge) bool) bool {
	for i, a := range alternatives {
		alternative := constraint{a, f.base}
		if p.excludes(k, alternative) {
			continue
		}
		one := p.and(k, alternative)
		one.split = append(slices.Clip(k.split), f.Type)
		if exactly {
			if !p.spend(len(alternatives)) {
				return false
			}
			one.not = slices.Grow(slices.Clip(one.not), len(alternatives))
			for j, other := range alternatives {
				if j != i {
					one.not = append(one.not, constraint{other, f.base})
				}
			}
		}
		if !holds(one) {
			return false
		}
	}
	return true
}

// excludes reports whether it is sure that a value of which something is known does
// not satisfy a constraint.
func (p *prover) excludes(k knowledge, c constraint) bool {
	if c.Type == p.never {
		return true
	}
	if c.Type == nil || !p.spend(1+len(k.fits)) {
		return false
	}
	if classesOf(possible(k))&classesOf(kindSet(c.Type)) == 0 {
		return true
	}
	expanded := c.Type
	if c.Kind == model.ObjectRef && c.Object != nil {
		expanded = p.expand(c.Object)
	}
	inner := constraint{expanded, c.base}
	if p.noValue(k, c) || p.propertyMissing(k, inner) || p.propertyBeyond(k, inner) || p.memberExcluded(k, inner) {
		return true
	}
	excluded := func(a *model.Type) bool { return p.excludes(k, constraint{a, c.base}) }
	if slices.ContainsFunc(expanded.AllOf, excluded) || allOf(expanded.AnyOf, excluded) || allOf(expanded.OneOf, excluded) {
		return true
	}
	if len(k.not) == 0 {
		return false
	}
	both := p.and(knowledge{fits: k.fits, split: k.split}, c)
	return slices.ContainsFunc(k.not, func(n constraint) bool { return p.implies(both, n) })
}

// allOf reports whether a condition holds for all alternatives, of which there must
// be some.
func allOf(alternatives []*model.Type, holds func(*model.Type) bool) bool {
	return len(alternatives) > 0 && !slices.ContainsFunc(alternatives, func(t *model.Type) bool { return !holds(t) })
}

// noValue reports whether none of the values that the value can have is among those
// of the constraint.
func (p *prover) noValue(k knowledge, c constraint) bool {
	if len(c.Enum) == 0 {
		return false
	}
	for _, f := range k.fits {
		if len(f.Enum) > 0 && p.spend(len(f.Enum)+len(c.Enum)) && len(without(f.jsonValues(), c.jsonValues())) == len(f.Enum) {
			return true
		}
	}
	return false
}

// propertyMissing reports whether the constraint demands a property that is absent.
func (p *prover) propertyMissing(k knowledge, c constraint) bool {
	return onlyObjects(k) && slices.ContainsFunc(c.Required, func(name string) bool { return p.absent(k, name) })
}

// propertyBeyond reports whether there is a property that the constraint does not
// allow.
func (p *prover) propertyBeyond(k knowledge, c constraint) bool {
	if !c.Closed || !onlyObjects(k) {
		return false
	}
	for _, f := range k.fits {
		if p.spend(len(f.Required)+len(c.Only)) && len(without(f.Required, c.Only)) > 0 {
			return true
		}
	}
	return false
}

// memberExcluded reports whether there is a property whose value does not satisfy
// what the constraint demands of it.
func (p *prover) memberExcluded(k knowledge, c constraint) bool {
	for _, m := range c.Properties {
		if onlyObjects(k) && (p.index(c.Type).required[m.Name] || p.present(k, m.Name)) &&
			p.excludes(p.member(k, m.Name), constraint{m.Type, memberBase(c.base, m.Name)}) {
			return true
		}
	}
	return false
}

// index has the names of properties that a type speaks of.
type index struct {
	required, only map[string]bool
	members        map[string][]*model.Type
}

// index returns the names of properties that a type speaks of.
func (p *prover) index(t *model.Type) *index {
	x := p.indexes[t]
	if x == nil {
		x = &index{setOf(t.Required), setOf(t.Only), make(map[string][]*model.Type, len(t.Properties))}
		for _, m := range t.Properties {
			x.members[m.Name] = append(x.members[m.Name], m.Type)
		}
		p.indexes[t] = x
	}
	return x
}

func setOf(names []string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, name := range names {
		set[name] = true
	}
	return set
}

// absent reports whether an object has no property of a name.
func (p *prover) absent(k knowledge, name string) bool {
	return slices.ContainsFunc(k.fits, func(f constraint) bool {
		x := p.index(f.Type)
		return f.Closed && !x.only[name] || slices.Contains(x.members[name], p.never)
	}) || slices.ContainsFunc(k.not, func(n constraint) bool { return demandsOnly(n.Type, name) })
}

// demandsOnly reports whether a type demands a property, and nothing else: a value
// that does not satisfy it lacks the property.
func demandsOnly(t *model.Type, name string) bool {
	if t.Kind != model.JSON || len(t.Required) != 1 || t.Required[0] != name || len(t.Kinds) > 0 {
		return false
	}
	rest := *t
	rest.Required = nil
	return !restricted(&rest)
}

// present reports whether an object has a property of a name.
func (p *prover) present(k knowledge, name string) bool {
	return slices.ContainsFunc(k.fits, func(f constraint) bool { return p.index(f.Type).required[name] })
}

// member returns what is known of the value of an object's property or of a map's
// entry.
func (p *prover) member(k knowledge, name string) knowledge {
	var out knowledge
	for _, f := range k.fits {
		for _, t := range p.index(f.Type).members[name] {
			if t != p.never {
				out = p.and(out, constraint{t, memberBase(f.base, name)})
			}
		}
		if f.Kind == model.Map {
			out = p.and(out, constraint{f.Elem, elemBase(f.base)})
		}
	}
	return out
}

// item returns what is known of each item of a list.
func (p *prover) item(k knowledge) knowledge {
	var out knowledge
	for _, f := range k.fits {
		if f.Kind == model.List {
			out = p.and(out, constraint{f.Elem, elemBase(f.base)})
		}
		out = p.and(out, constraint{f.Items, elemBase(f.base)})
	}
	return out
}

// memberBase returns the type of the values of a property of an object that has a
// type.
func memberBase(t *model.Type, name string) *model.Type {
	switch {
	case t.Kind == model.Map:
		return elemBase(t)
	case t.Kind == model.ObjectRef && t.Object != nil:
		if property := t.Object.Property(name); property != nil {
			return property.Type
		}
	}
	return orAny(nil)
}

// elemBase returns the type of the values in a list or a map.
func elemBase(t *model.Type) *model.Type { return orAny(t.Elem) }
