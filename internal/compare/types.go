package compare

import (
	"slices"
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/internal/model"
)

// orAny returns a type, and one that restricts nothing in place of none.
func orAny(t *model.Type) *model.Type {
	if t == nil {
		return &model.Type{Kind: model.JSON}
	}
	return t
}

// types compares the types of one value: does what fit the old one fit the new
// one, too?
func (p site) types(old, now *model.Type) {
	if old.Pos.Line > 0 && now.Pos.Line > 0 {
		p.old, p.now = old.Pos, now.Pos
	}
	if p.base == nil {
		p.base = now
	}
	if len(old.Enum) > 0 && len(now.Enum) > 0 {
		p.addSuccessor(old.Pos, successor{now.Pos, old.EnumName, now.EnumName})
	}
	if old.Kind == model.Integer && now.Kind == model.Number && len(old.Enum)+len(now.Enum) == 0 {
		// All other constraints mean the same for both.
		p.add(Templates, Safe, "type widened", words(old), words(now))
		p.constraints(old, now)
		return
	}
	if old.Kind != now.Kind {
		class, kind := p.kinds(old, now)
		p.add(Templates, class, kind, words(old), words(now))
		return
	}
	switch old.Kind {
	case model.JSON:
		p.allowedKinds(old.Kinds, now.Kinds)
	case model.List:
		p.below(now, p.proof.item).types(orAny(old.Elem), orAny(now.Elem))
	case model.Map:
		p.below(now, p.proof.entry).types(orAny(old.Elem), orAny(now.Elem))
	case model.ObjectRef:
		p.reach(old.Object, now.Object)
	}
	p.constraints(old, now)
}

// below returns the site of what is in a list or a map of the type now. known
// returns what is known of it.
func (p site) below(now *model.Type, known func(knowledge) knowledge) site {
	out := p
	out.path, out.base = p.path+"/*", nil
	if p.base != now {
		out.base = elemBase(p.base)
	}
	out.known = func() knowledge { return known(p.known()) }
	return out
}

// member returns the site of a property that constraints restrict.
func (p site) member(name string) site {
	out := p
	out.path, out.base = p.path+"/"+name, memberBase(p.base, name)
	out.known = func() knowledge { return p.proof.member(p.known(), name) }
	return out
}

// proven reports whether it is sure that what was valid satisfies constraints.
func (p site) proven(c model.Constraints) bool {
	return p.provenType(&model.Type{Kind: model.JSON, Constraints: c})
}

func (p site) provenType(t *model.Type) bool {
	return p.proof.implies(p.known(), constraint{t, p.base})
}

// kinds returns the class of a change of the kind, and what it is called.
func (p site) kinds(old, now *model.Type) (Class, string) {
	scalar := old.Kind == model.Integer || old.Kind == model.Number || old.Kind == model.Boolean
	switch {
	case old.Kind == model.Integer && now.Kind == model.Number,
		now.Kind == model.JSON && covers(now.Kinds, kindsOf(old)),
		scalar && now.Kind == model.String: // CloudFormation makes text of it
		beyond := *now
		beyond.Kind = model.JSON
		if restricted(&beyond) && !p.provenType(now) {
			return Risky, "type changed"
		}
		return Safe, "type widened"
	case p.provenType(now):
		return Safe, "type widened"
	case old.Kind == model.JSON:
		return Breaking, "type narrowed"
	case old.Kind == model.Number && now.Kind == model.Integer:
		return Breaking, "type narrowed"
	case old.Kind == model.ObjectRef && now.Kind == model.Map:
		return Risky, "type changed" // depends on what the values may be
	}
	return Breaking, "type changed"
}

// kindsOf returns the kinds of JSON value that a type can have.
func kindsOf(t *model.Type) []model.Kind {
	switch t.Kind {
	case model.JSON:
		return t.Kinds
	case model.Map:
		return []model.Kind{model.ObjectRef}
	}
	return []model.Kind{t.Kind}
}

// covers reports whether all kinds of one list, of which an empty one has all, are in the
// other, which every integer is where numbers are.
func covers(wide, narrow []model.Kind) bool {
	if len(wide) == 0 || len(narrow) == 0 {
		return len(wide) == 0
	}
	for _, k := range narrow {
		if !slices.Contains(wide, k) && (k != model.Integer || !slices.Contains(wide, model.Number)) {
			return false
		}
	}
	return true
}

func (p site) allowedKinds(old, now []model.Kind) {
	narrower := 0
	switch {
	case !covers(now, old):
		narrower = 1
	case !covers(old, now):
		narrower = -1
	}
	p.outcome("type", model.Constraints{Kinds: now}, narrower, kindWords(old), kindWords(now))
}

// outcome reports what became narrower, where narrower is positive, or wider, where
// it is negative. want is what the new specification demands of it.
func (p site) outcome(keyword string, want model.Constraints, narrower int, old, now string) {
	switch {
	case narrower > 0:
		p.narrowed(keyword, want, old, now)
	case narrower < 0:
		p.add(Templates, Safe, keyword+" widened", old, now)
	}
}

// narrowed reports that a keyword demands more than it did. Where what was valid
// satisfies that anyway, the specification only states it now.
func (p site) narrowed(keyword string, want model.Constraints, old, now string) {
	if p.proven(want) {
		p.add(Templates, Safe, keyword+" stated", "", now)
		return
	}
	p.add(Templates, Breaking, keyword+" narrowed", old, now)
}

// constraints compares what restricts a value beyond its kind.
func (p site) constraints(old, now *model.Type) {
	p.enum(old.Enum, now.Enum)
	p.pattern(&old.Constraints, &now.Constraints)
	if old.Format != now.Format {
		p.format(old.Format, now.Format)
	}
	p.bounds(&old.Constraints, &now.Constraints)
	for k := range model.Keywords() {
		p.plain(k, &old.Constraints, &now.Constraints)
		p.items(k, old, now)
	}
	p.keys(old, now)
	p.members(&old.Constraints, &now.Constraints)
	p.dependencies(old.Dependencies, now.Dependencies)
	p.alternatives(&old.Constraints, &now.Constraints)
	p.unexpressed(old.Unexpressed, now.Unexpressed)
}

// items compares a keyword that restricts the items of a list.
func (p site) items(k model.Keyword, old, now *model.Type) {
	switch o, n, ok := itemTypes(k, old, now); {
	case !ok || o == nil && n == nil:
	case k.Some:
		p.some(k, o, n, now)
	default:
		p.below(now, p.proof.item).types(orAny(o), orAny(n))
	}
}

// some compares types of which one item of a list of the type of has to satisfy each,
// nil for none.
func (p site) some(k model.Keyword, old, now, of *model.Type) {
	demand := func(t *model.Type) (c model.Constraints) {
		*k.Field(&c).(**model.Type) = t
		return c
	}
	was, is := demands(old), demands(now)
	switch {
	case now == nil:
		p.add(Templates, Safe, k.Name+" widened", was, "")
	case old == nil:
		p.narrowed(k.Name, demand(now), "", is)
	case p.prints.of(old) == p.prints.of(now):
		p.path += "/*"
		p.reachAll([]pair[model.Type]{{old, now}})
	case p.proven(demand(now)):
		p.add(Templates, Safe, k.Name+" widened", was, is)
	case p.proof.implies(p.proof.knows(constraint{of, p.base}), constraint{&model.Type{Kind: model.JSON, Constraints: demand(old)}, p.base}):
		p.add(Templates, Breaking, k.Name+" narrowed", was, is)
	default:
		p.add(Templates, Risky, k.Name+" changed", was, is)
	}
}

// demands lists what a constraint on a value consists of, "" for none.
func demands(t *model.Type) string {
	if t == nil {
		return ""
	}
	var parts []string
	if t.Kind != model.JSON {
		parts = append(parts, words(t))
	}
	for k := range model.Keywords() {
		if !k.IsSet(&t.Constraints) {
			continue
		}
		part := k.Name
		switch f := k.Field(&t.Constraints).(type) {
		case **uint64:
			part += " " + count(*f)
		case *model.Decimal:
			part += " " + string(*f)
		case **string:
			part += " " + values([]string{**f})
		case *[]string:
			part += " " + values(*f)
		case *[]model.Kind:
			part = kindWords(*f)
		}
		parts = append(parts, part)
	}
	if len(parts) == 0 {
		return "anything"
	}
	return list(parts)
}

// itemTypes returns the types in a keyword that restricts the items of a list, nil for
// none.
func itemTypes(k model.Keyword, old, now *model.Type) (o, n *model.Type, ok bool) {
	f, ok := k.Field(&old.Constraints).(**model.Type)
	if !ok || k.Inside != model.AnItem {
		return nil, nil, false
	}
	return *f, *k.Field(&now.Constraints).(**model.Type), true
}

// sign is 1 for what became narrower, -1 for what became wider.
func sign(narrower bool) int {
	if narrower {
		return 1
	}
	return -1
}

// enum compares allowed values, of which none means all.
func (p site) enum(old, now []string) {
	switch {
	case len(old) == 0 && len(now) == 0:
	case len(old) == 0:
		p.narrowed("enum", model.Constraints{Enum: now}, "", values(now))
	case len(now) == 0:
		p.add(Templates, Safe, "enum widened", values(old), "")
	default:
		if gone := without(old, now); len(gone) > 0 {
			p.add(Templates, Breaking, "enum values removed", values(gone), "")
		}
		if added := without(now, old); len(added) > 0 {
			p.add(Templates, Safe, "enum values added", "", values(added))
		}
	}
}

func list(names []string) string { return strings.Join(names, ", ") }

// values returns strings as a list; one that would not be seen in it is quoted.
func values(all []string) string {
	all = slices.Clone(all)
	for i, s := range all {
		if strings.TrimSpace(s) != s || s == "" || strings.Contains(s, ", ") {
			all[i] = strconv.Quote(s)
		}
	}
	return list(all)
}

// format compares annotations; whether one is checked is up to the user.
func (p site) format(old, now string) {
	if now == "" {
		p.add(Templates, Safe, "format widened", old, now)
		return
	}
	p.add(Templates, Risky, "format changed", old, now)
}

// keys compares the patterns of a map's keys.
func (p site) keys(old, now *model.Type) {
	was, is := keyWords(old), keyWords(now)
	want := model.Constraints{Keys: now.Keys, OpenKeys: now.OpenKeys}
	switch {
	case len(old.Keys) == 0 && len(now.Keys) == 0:
	case len(old.Keys) == 0 && now.OpenKeys:
		if !p.proven(want) {
			p.add(Templates, Risky, "keys narrowed", was, is)
		}
	case len(old.Keys) == 0:
		p.narrowed("keys", want, was, is)
	case len(now.Keys) == 0:
		p.add(Templates, Safe, "keys widened", was, is)
	case !slices.EqualFunc(old.Keys, now.Keys, func(a, b model.Keys) bool { return a.Pattern == b.Pattern }):
		p.add(Templates, Risky, "keys changed", was, is)
	default:
		if old.OpenKeys != now.OpenKeys {
			p.outcome("keys", model.Constraints{Keys: now.Keys}, sign(old.OpenKeys), was, is)
		}
		for i := range old.Keys {
			o, n := old.Keys[i].Values, now.Keys[i].Values
			if o == nil && n == nil {
				continue
			}
			below := p.below(now, func(k knowledge) knowledge { return p.proof.and(p.proof.entry(k), constraint{o, elemBase(p.base)}) })
			below.base = elemBase(p.base)
			below.types(orAny(o), orAny(n))
		}
	}
}

// keyWords lists the patterns of a map's keys.
func keyWords(t *model.Type) string {
	var patterns []string
	for _, k := range t.Keys {
		patterns = append(patterns, k.Pattern)
	}
	text := values(patterns)
	if t.OpenKeys && text != "" {
		text += ", and any others"
	}
	return text
}

// members compares the constraints on an object's properties.
func (p site) members(old, now *model.Constraints) {
	added := slices.DeleteFunc(without(now.Required, old.Required), func(name string) bool {
		return p.proven(model.Constraints{Required: []string{name}})
	})
	if len(added) > 0 {
		p.add(Templates, Breaking, "rules narrowed", "", "required "+list(added))
	}
	if gone := without(old.Required, now.Required); len(gone) > 0 {
		p.add(Templates, Safe, "rules widened", "required "+list(gone), "")
	}
	switch {
	case now.Closed && !old.Closed:
		if !p.proven(model.Constraints{Closed: true, Only: now.Only}) {
			p.add(Templates, Breaking, "closed", "", "")
		}
	case old.Closed && !now.Closed:
		p.add(Templates, Safe, "opened", "", "")
	case now.Closed:
		gone, added := without(old.Only, now.Only), without(now.Only, old.Only)
		if len(gone)+len(added) > 0 {
			p.outcome("rules", model.Constraints{Closed: true, Only: now.Only}, sign(len(gone) > 0), list(gone), list(added))
		}
	}
	for _, m := range pairs(old.Properties, now.Properties, func(m *model.Member) string { return m.Name }) {
		name := m.name(func(m *model.Member) string { return m.Name })
		if p.proof.absent(p.known(), name) {
			continue // no valid template has the property
		}
		var o, n *model.Type
		if m.old != nil {
			o = m.old.Type
		}
		if m.now != nil {
			n = m.now.Type
		}
		p.member(name).types(orAny(o), orAny(n))
	}
}

// dependencies compares what the presence of a property demands.
func (p site) dependencies(old, now []*model.Dependency) {
	for _, d := range difference(p.prints, now, old) {
		class := Breaking
		if p.proven(model.Constraints{Dependencies: []*model.Dependency{d}}) {
			class = Safe
		}
		p.add(Templates, class, "dependency added", "", dependency(d))
	}
	for _, d := range difference(p.prints, old, now) {
		p.add(Templates, Safe, "dependency removed", dependency(d), "")
	}
}

func dependency(d *model.Dependency) string {
	if len(d.Required) == 0 {
		return "on " + d.Property
	}
	return d.Property + " requires " + list(d.Required)
}
