package compare

import (
	"slices"
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/internal/model"
)

// orAny gives a type, and one that restricts nothing in place of none.
func orAny(t *model.Type) *model.Type {
	if t == nil {
		return &model.Type{Kind: model.JSON}
	}
	return t
}

// types compares the types of one value: does what fit the old one fit the new
// one, too?
func (p place) types(old, now *model.Type) {
	if old.Pos.Line > 0 && now.Pos.Line > 0 {
		p.old, p.now = old.Pos, now.Pos
	}
	if len(old.Enum) > 0 && len(now.Enum) > 0 {
		p.succeed(old.Pos, successor{now.Pos, old.EnumName, now.EnumName})
	}
	if old.Kind == model.Integer && now.Kind == model.Number && len(old.Enum)+len(now.Enum) == 0 {
		// What else is said means the same of both.
		p.add(Templates, Safe, "type widened", words(old), words(now))
		p.constraints(&old.Constraints, &now.Constraints)
		return
	}
	if old.Kind != now.Kind {
		class, kind := kinds(old, now)
		p.add(Templates, class, kind, words(old), words(now))
		return
	}
	switch old.Kind {
	case model.JSON:
		p.allowedKinds(old.Kinds, now.Kinds)
	case model.List, model.Map:
		below := p
		below.path, below.fresh = p.path+"/*", nil
		below.types(orAny(old.Elem), orAny(now.Elem))
	case model.ObjectRef:
		p.reach(p.path, old.Object, now.Object)
	}
	p.constraints(&old.Constraints, &now.Constraints)
}

// kinds says what the change of a kind means.
func kinds(old, now *model.Type) (Class, string) {
	scalar := old.Kind == model.Integer || old.Kind == model.Number || old.Kind == model.Boolean
	switch {
	case old.Kind == model.Integer && now.Kind == model.Number,
		now.Kind == model.JSON && covers(now.Kinds, kindsOf(old)),
		scalar && now.Kind == model.String: // CloudFormation makes text of it
		if restricted(&now.Constraints) {
			return Risky, "type changed"
		}
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

// kindsOf gives the kinds of JSON value that a type can have.
func kindsOf(t *model.Type) []model.Kind {
	switch t.Kind {
	case model.JSON:
		return t.Kinds
	case model.Map:
		return []model.Kind{model.ObjectRef}
	}
	return []model.Kind{t.Kind}
}

// covers says that all kinds of one list, of which an empty one has all, are in the
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

// restricted says that there are constraints beside the kinds.
func restricted(c *model.Constraints) bool {
	rest := *c
	rest.Kinds = nil
	rest.Format = ""
	return !equal(rest, model.Constraints{})
}

func (p place) allowedKinds(old, now []model.Kind) {
	narrowed, widened := !covers(now, old), !covers(old, now)
	p.outcome("type", narrowed, widened, kindWords(old), kindWords(now))
}

// outcome reports what became narrower, or wider alone.
func (p place) outcome(keyword string, narrowed, widened bool, old, now string) {
	switch {
	case narrowed:
		p.add(Templates, Breaking, keyword+" narrowed", old, now)
	case widened:
		p.add(Templates, Safe, keyword+" widened", old, now)
	}
}

// constraints compares what restricts a value beyond its kind.
func (p place) constraints(old, now *model.Constraints) {
	p.enum(old.Enum, now.Enum)
	p.pattern(old, now)
	if old.Format != now.Format {
		p.format(old.Format, now.Format)
	}
	p.bounds(old, now)
	p.counts(old, now)
	p.outcome("uniqueItems", now.UniqueItems && !old.UniqueItems, old.UniqueItems && !now.UniqueItems, "", "")
	if old.Items != nil || now.Items != nil {
		below := p
		below.path, below.fresh = p.path+"/*", nil
		below.types(orAny(old.Items), orAny(now.Items))
	}
	p.keys(old, now)
	p.members(old, now)
	p.dependencies(old.Dependencies, now.Dependencies)
	p.alternatives(old, now)
}

// enum compares allowed values, of which none means all.
func (p place) enum(old, now []string) {
	switch {
	case len(old) == 0 && len(now) == 0:
	case len(old) == 0:
		p.add(Templates, Breaking, "enum narrowed", "", values(now))
	case len(now) == 0:
		p.add(Templates, Safe, "enum widened", values(old), "")
	default:
		if gone := without(old, now); len(gone) > 0 {
			p.add(Templates, Breaking, "enum values removed", values(gone), "")
		}
		if more := without(now, old); len(more) > 0 {
			p.add(Templates, Safe, "enum values added", "", values(more))
		}
	}
}

// without gives what is in one list and not in another.
func without(a, b []string) []string {
	var out []string
	for _, v := range a {
		if !slices.Contains(b, v) {
			out = append(out, v)
		}
	}
	return out
}

func list(names []string) string { return strings.Join(names, ", ") }

// values lists texts; one that would not be seen in the list is quoted.
func values(texts []string) string {
	texts = slices.Clone(texts)
	for i, text := range texts {
		if strings.TrimSpace(text) != text || text == "" || strings.Contains(text, ", ") {
			texts[i] = strconv.Quote(text)
		}
	}
	return list(texts)
}

// format compares annotations; whether one is checked is for the user to say.
func (p place) format(old, now string) {
	if now == "" {
		p.add(Templates, Safe, "format widened", old, now)
		return
	}
	p.add(Templates, Risky, "format changed", old, now)
}

// keys compares the patterns of a map's keys.
func (p place) keys(old, now *model.Constraints) {
	expr := func(k model.Keys) string { return k.Pattern }
	was, is := texts(old.Keys, expr), texts(now.Keys, expr)
	switch {
	case len(was) == 0 && len(is) == 0:
	case len(was) == 0:
		p.add(Templates, unless(now.OpenKeys), "keys narrowed", "", list(is))
	case len(is) == 0:
		p.add(Templates, Safe, "keys widened", list(was), "")
	case !slices.Equal(was, is):
		p.add(Templates, Risky, "keys changed", list(was), list(is))
	default:
		p.outcome("keys", old.OpenKeys && !now.OpenKeys, now.OpenKeys && !old.OpenKeys, "", "")
		for i := range was {
			if old.Keys[i].Values != nil || now.Keys[i].Values != nil {
				below := p
				below.path, below.fresh = p.path+"/*", nil
				below.types(orAny(old.Keys[i].Values), orAny(now.Keys[i].Values))
			}
		}
	}
}

func texts[T any](values []T, text func(T) string) []string {
	var out []string
	for _, v := range values {
		out = append(out, text(v))
	}
	return out
}

// members compares what is said of an object's properties.
func (p place) members(old, now *model.Constraints) {
	if more := without(now.Required, old.Required); len(more) > 0 {
		p.add(Templates, Breaking, "rules narrowed", "", "required "+list(more))
	}
	if gone := without(old.Required, now.Required); len(gone) > 0 {
		p.add(Templates, Safe, "rules widened", "required "+list(gone), "")
	}
	switch {
	case now.Closed && !old.Closed:
		p.add(Templates, Breaking, "closed", "", "")
	case old.Closed && !now.Closed:
		p.add(Templates, Safe, "opened", "", "")
	case now.Closed:
		gone, more := without(old.Only, now.Only), without(now.Only, old.Only)
		p.outcome("rules", len(gone) > 0, len(more) > 0, list(gone), list(more))
	}
	for _, m := range pairs(old.Properties, now.Properties, func(m *model.Member) string { return m.Name }) {
		below := p
		name := m.name(func(m *model.Member) string { return m.Name })
		if p.fresh != nil && p.fresh(name) {
			continue // no valid template has the property
		}
		below.path, below.fresh = p.path+"/"+name, nil
		var o, n *model.Type
		if m.old != nil {
			o = m.old.Type
		}
		if m.now != nil {
			n = m.now.Type
		}
		below.types(orAny(o), orAny(n))
	}
}

// dependencies compares what the presence of a property demands.
func (p place) dependencies(old, now []*model.Dependency) {
	for _, d := range difference(now, old) {
		class := Breaking
		if p.fresh != nil && p.fresh(d.Property) {
			class = Safe
		}
		p.add(Templates, class, "dependency added", "", dependency(d))
	}
	for _, d := range difference(old, now) {
		p.add(Templates, Safe, "dependency removed", dependency(d), "")
	}
}

func dependency(d *model.Dependency) string {
	if len(d.Required) == 0 {
		return "on " + d.Property
	}
	return d.Property + " requires " + list(d.Required)
}
