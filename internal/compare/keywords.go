package compare

import (
	"encoding/json"
	"slices"

	"github.com/cfngen/cfngen/internal/model"
)

// Sets of kinds of JSON value.
const (
	scalarKinds = model.KindSet(1<<model.String | 1<<model.Integer | 1<<model.Number | 1<<model.Boolean)
	numberKinds = model.KindSet(1<<model.Integer | 1<<model.Number)
	stringKinds = model.KindSet(1 << model.String)
	listKinds   = model.KindSet(1 << model.List)
	objectKinds = model.KindSet(1 << model.ObjectRef)
)

// kindSet returns the kinds of value that a type allows.
func kindSet(t *model.Type) model.KindSet {
	if t.Kind == model.JSON && len(t.Kinds) == 0 {
		return scalarKinds | listKinds | objectKinds
	}
	var set model.KindSet
	for _, k := range kindsOf(t) {
		set |= 1 << k
	}
	if set.Has(model.Number) { // which an integer is, too
		set |= numberKinds
	}
	return set
}

// possible returns the kinds that a value can have.
func possible(k knowledge) model.KindSet {
	set := scalarKinds | listKinds | objectKinds
	for _, f := range k.fits {
		set &= kindSet(f.Type)
	}
	return set
}

// classesOf makes one of all scalarKinds, which are converted into one another.
func classesOf(set model.KindSet) model.KindSet {
	if set&scalarKinds != 0 {
		set |= scalarKinds
	}
	return set
}

func onlyObjects(k knowledge) bool { return possible(k)&^objectKinds == 0 }

// The following report, each of one group of keywords, whether what is known of a
// value implies what a constraint demands.

func (p *prover) kind(k knowledge, want constraint) bool {
	return possible(k)&^kindSet(want.Type) == 0
}

// object is about the properties that an object of the type has.
func (p *prover) object(k knowledge, want constraint) bool {
	if want.Kind != model.ObjectRef || want.Object == nil {
		return true
	}
	all := constraint{p.expand(want.Object), want.Type}
	i := slices.IndexFunc(k.fits, func(f constraint) bool { return f.Kind == model.ObjectRef && f.Object != nil })
	if i < 0 {
		return p.implies(k, all)
	}
	both := pair[model.Object]{k.fits[i].Object, want.Object}
	if both.old == both.now || p.assumed[both] {
		return true
	}
	was := len(p.order)
	p.assumed[both], p.order = true, append(p.order, both)
	if p.implies(p.knows(own(k.fits[i].Type)), all) {
		return true
	}
	// What was found since may rest on the assumption.
	for _, wrong := range p.order[was:] {
		delete(p.assumed, wrong)
	}
	p.order = p.order[:was]
	return false
}

func (p *prover) enum(k knowledge, want constraint) bool {
	return len(want.Enum) == 0 || slices.ContainsFunc(k.fits, func(f constraint) bool {
		return len(f.Enum) > 0 && p.spend(len(f.Enum)+len(want.Enum)) && len(without(f.jsonValues(), want.jsonValues())) == 0
	})
}

// jsonValues returns the allowed values as JSON texts.
func (c constraint) jsonValues() []string {
	if !c.plain() {
		return c.Enum
	}
	out := make([]string, len(c.Enum))
	for i, text := range c.Enum {
		quoted, _ := json.Marshal(text) // a string can always be written
		out[i] = string(quoted)
	}
	return out
}

// plain reports whether the allowed values are strings without quotes.
func (c constraint) plain() bool {
	return c.Kind == model.String || c.base.Kind == model.String && c.Kind == model.JSON
}

// listed returns the strings that the value can be, and whether they are known.
func (p *prover) listed(k knowledge) (values []string, ok bool) {
	for _, f := range k.fits {
		if len(f.Enum) == 0 || !p.spend(len(f.Enum)) {
			continue
		}
		if f.plain() {
			return f.Enum, true
		}
		for _, text := range f.Enum {
			var value string
			if json.Unmarshal([]byte(text), &value) == nil {
				values = append(values, value)
			}
		}
		return values, true
	}
	return nil, false
}

func (p *prover) lengths(k knowledge, want constraint) bool {
	if want.MinLength == nil && want.MaxLength == nil || possible(k)&stringKinds == 0 {
		return true
	}
	if values, ok := p.listed(k); ok {
		return !slices.ContainsFunc(values, func(v string) bool {
			n := uint64(len([]rune(v)))
			return model.Greater.Counts(&n, want.MinLength) > 0 || model.Smaller.Counts(&n, want.MaxLength) > 0
		})
	}
	least, most := model.Greater.Counts(nil, want.MinLength) == 0, want.MaxLength == nil
	for _, f := range k.fits {
		low, high := p.patterns.runOf(&f.Constraints).counts()
		least = least || model.Greater.Counts(low, want.MinLength) <= 0
		most = most || model.Smaller.Counts(high, want.MaxLength) <= 0
	}
	return least && most
}

func (p *prover) pattern(k knowledge, want constraint) bool {
	is := p.patterns.expression(&want.Constraints)
	if is == "" || possible(k)&stringKinds == 0 {
		return true
	}
	wide := p.patterns.of(is)
	if values, ok := p.listed(k); ok {
		return p.spend(len(is)) && wide.matchesAll(values)
	}
	return slices.ContainsFunc(k.fits, func(f constraint) bool {
		return f.Pattern != nil && *f.Pattern == is ||
			wide.run != nil && p.patterns.runOf(&f.Constraints).isSubset(wide.run, wide.anchored)
	})
}

func (p *prover) format(k knowledge, want constraint) bool {
	return want.Format == "" || slices.ContainsFunc(k.fits, func(f constraint) bool { return f.Format == want.Format })
}

func (p *prover) numbers(k knowledge, want constraint) bool {
	low, high := lower(&want.Constraints), upper(&want.Constraints)
	if low.text()+high.text()+string(want.MultipleOf) == "" || possible(k)&numberKinds == 0 {
		return true
	}
	least, most, multiple := low.text() == "", high.text() == "", want.MultipleOf == ""
	multiple = multiple || want.MultipleOf == "1" && possible(k)&numberKinds == 1<<model.Integer
	for _, f := range k.fits {
		if len(f.Enum) > 0 && !f.plain() && p.spend(len(f.Enum)) {
			all := func(holds func(v string) bool) bool {
				return !slices.ContainsFunc(f.Enum, func(v string) bool { return !holds(v) })
			}
			least = least || all(func(v string) bool { return atLeast(number64(v), low, true) })
			most = most || all(func(v string) bool { return atLeast(number64(v), high, false) })
			multiple = multiple || all(func(v string) bool { return compareMultiples(v, string(want.MultipleOf)) == divides })
		}
		least = least || atLeast(lower(&f.Constraints), low, true)
		most = most || atLeast(upper(&f.Constraints), high, false)
		multiple = multiple || compareMultiples(string(f.MultipleOf), string(want.MultipleOf)) == divides
	}
	return least && most && multiple
}

// atLeast reports whether a bound is known to allow no more than another one.
func atLeast(a, b bound, least bool) bool {
	if a.undecided || b.undecided {
		return a.text() == b.text()
	}
	return tighter(a, b, least) >= 0
}

// plain is about the keywords of which another value, or one part of it, shows whether it
// implies the one that is wanted.
func (p *prover) plain(k knowledge, want constraint) bool {
	kinds := possible(k)
	for keyword := range model.Keywords() {
		if kinds&keyword.Values != 0 && keyword.IsSet(&want.Constraints) && !p.implied(k, want, keyword) {
			return false
		}
	}
	return want.Kind != model.List || kinds&listKinds == 0 || p.implies(p.item(k), constraint{want.Elem, elemBase(want.base)})
}

// implied is plain for one keyword.
func (p *prover) implied(k knowledge, want constraint, keyword model.Keyword) bool {
	switch keyword.Name {
	case "minLength", "maxLength", "minProperties", "maxProperties":
		return true // for lengths and counts, which know more
	}
	if inner, ok := keyword.Field(&want.Constraints).(**model.Type); ok && keyword.Inside == model.AnItem {
		item := constraint{*inner, elemBase(want.base)}
		return keyword.Some && p.some(k, item, keyword) || !keyword.Some && p.implies(p.item(k), item)
	}
	narrower, ordered := keyword.Narrows(&model.Constraints{}, &want.Constraints)
	return !ordered || narrower <= 0 || slices.ContainsFunc(k.fits, func(f constraint) bool {
		narrower, _ := keyword.Narrows(&f.Constraints, &want.Constraints)
		return narrower <= 0
	})
}

// some reports whether one item of a list satisfies a constraint.
func (p *prover) some(k knowledge, want constraint, keyword model.Keyword) bool {
	item, there := p.item(k), false
	for _, f := range k.fits {
		one := *keyword.Field(&f.Constraints).(**model.Type)
		if one != nil && p.implies(p.and(item, constraint{one, elemBase(f.base)}), want) {
			return true
		}
		there = there || model.Greater.Counts(nil, f.MinItems) > 0
	}
	return there && p.implies(item, want)
}

func (p *prover) counts(k knowledge, want constraint) bool {
	if possible(k)&objectKinds == 0 {
		return true
	}
	least, most := model.Greater.Counts(nil, want.MinProperties) == 0, want.MaxProperties == nil
	required := make(map[string]bool)
	for _, f := range k.fits {
		if !least && p.spend(len(f.Required)) {
			for _, name := range f.Required {
				required[name] = true
			}
		}
		least = least || model.Greater.Counts(f.MinProperties, want.MinProperties) <= 0
		most = most || model.Smaller.Counts(f.MaxProperties, want.MaxProperties) <= 0 ||
			f.Closed && uint64(len(f.Only)) <= *want.MaxProperties
	}
	return (least || uint64(len(required)) >= *want.MinProperties) && most
}

// keys is about the entries of a map.
func (p *prover) keys(k knowledge, want constraint) bool {
	if possible(k)&objectKinds == 0 {
		return true
	}
	if want.Kind == model.Map && !p.entries(k, constraint{want.Elem, elemBase(want.base)}) {
		return false
	}
	if len(want.Keys) == 0 {
		return true
	}
	return slices.ContainsFunc(k.fits, func(f constraint) bool {
		if f.OpenKeys && !want.OpenKeys || !slices.EqualFunc(f.Keys, want.Keys, func(a, b model.Keys) bool { return a.Pattern == b.Pattern }) {
			return false
		}
		for i, key := range want.Keys {
			entry := p.and(p.entry(k), constraint{f.Keys[i].Values, elemBase(f.base)})
			if !p.implies(entry, constraint{key.Values, elemBase(want.base)}) {
				return false
			}
		}
		return true
	})
}

// entry returns what is known of the value of each entry of a map.
func (p *prover) entry(k knowledge) knowledge {
	var out knowledge
	for _, f := range k.fits {
		if f.Kind == model.Map {
			out = p.and(out, constraint{f.Elem, elemBase(f.base)})
		}
	}
	return out
}

// entries reports whether the values of all entries of a map, or of all properties
// of an object, satisfy a constraint.
func (p *prover) entries(k knowledge, want constraint) bool {
	if entry := p.entry(k); len(entry.fits) > 0 && p.implies(entry, want) {
		return true
	}
	return slices.ContainsFunc(k.fits, func(f constraint) bool {
		return f.Closed && !slices.ContainsFunc(f.Only, func(name string) bool { return !p.absent(k, name) && !p.implies(p.member(k, name), want) })
	})
}

func (p *prover) required(k knowledge, want constraint) bool {
	return possible(k)&objectKinds == 0 ||
		!slices.ContainsFunc(want.Required, func(name string) bool { return !p.present(k, name) })
}

func (p *prover) closed(k knowledge, want constraint) bool {
	if !want.Closed || possible(k)&objectKinds == 0 {
		return true
	}
	return slices.ContainsFunc(k.fits, func(f constraint) bool {
		return f.Closed && p.spend(len(f.Only)+len(want.Only)) &&
			!slices.ContainsFunc(without(f.Only, want.Only), func(name string) bool { return !p.absent(k, name) })
	})
}

func (p *prover) members(k knowledge, want constraint) bool {
	if possible(k)&objectKinds == 0 {
		return true
	}
	for _, m := range want.Properties {
		if !p.absent(k, m.Name) && !p.implies(p.member(k, m.Name), constraint{m.Type, memberBase(want.base, m.Name)}) {
			return false
		}
	}
	return true
}

func (p *prover) dependencies(k knowledge, want constraint) bool {
	if possible(k)&objectKinds == 0 {
		return true
	}
	for _, d := range want.Dependencies {
		if p.absent(k, d.Property) {
			continue
		}
		with := p.with(k, d.Property, want.base)
		if slices.ContainsFunc(d.Required, func(name string) bool { return !p.present(with, name) }) ||
			!p.implies(with, constraint{d.Then, want.base}) {
			return false
		}
	}
	return true
}

// with returns what is known of an object that has a property.
func (p *prover) with(k knowledge, property string, base *model.Type) knowledge {
	demand := func(names ...string) constraint {
		return constraint{&model.Type{Kind: model.JSON, Constraints: model.Constraints{Required: names}}, base}
	}
	out := p.and(k, demand(property))
	for _, f := range k.fits {
		p.spend(len(f.Dependencies))
		for _, d := range f.Dependencies {
			if d.Property == property {
				out = p.and(p.and(out, demand(d.Required...)), constraint{d.Then, f.base})
			}
		}
	}
	return out
}

func (p *prover) allOf(k knowledge, want constraint) bool {
	return !slices.ContainsFunc(want.AllOf, func(a *model.Type) bool { return !p.implies(k, constraint{a, want.base}) })
}

func (p *prover) anyOf(k knowledge, want constraint) bool {
	return len(want.AnyOf) == 0 ||
		slices.ContainsFunc(want.AnyOf, func(a *model.Type) bool { return p.implies(k, constraint{a, want.base}) })
}

func (p *prover) oneOf(k knowledge, want constraint) bool {
	fits := len(want.OneOf) == 0
	for i, a := range want.OneOf {
		switch {
		case p.excludes(k, constraint{a, want.base}):
		case !fits && p.implies(k, constraint{a, want.base}):
			fits = true
		default:
			return false
		}
		_ = i
	}
	return fits
}

func (p *prover) unexpressed(k knowledge, want constraint) bool {
	for _, u := range want.Unexpressed {
		if !slices.ContainsFunc(k.fits, func(f constraint) bool {
			return slices.ContainsFunc(f.Unexpressed, func(v model.Unexpressed) bool { return v.Keyword == u.Keyword && v.Value == u.Value })
		}) {
			return false
		}
	}
	return true
}

// restricted reports whether a type restricts a value beyond its kinds.
func restricted(t *model.Type) bool {
	c := t.Constraints
	c.Kinds, c.Format = nil, ""
	return len(t.Unexpressed) > 0 || t.Kind != model.JSON || !c.IsEmpty()
}
