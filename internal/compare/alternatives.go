package compare

import (
	"reflect"
	"slices"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// alternatives compares the types of which a value has to fit all, some or one.
func (p place) alternatives(old, now *model.Constraints) {
	p.allOf(old.AllOf, now.AllOf)
	switch {
	case len(old.OneOf) > 0 && len(now.AnyOf) > 0 && sameAlternatives(old.OneOf, now.AnyOf) && len(now.OneOf) == 0:
		p.add(Templates, Safe, "oneOf widened", "exactly one", "at least one")
		return
	case len(old.AnyOf) > 0 && len(now.OneOf) > 0 && sameAlternatives(old.AnyOf, now.OneOf) && len(old.OneOf) == 0:
		p.add(Templates, Risky, "anyOf changed", "at least one", "exactly one")
		return
	}
	p.someOf("anyOf", old.AnyOf, now.AnyOf, Safe)
	// What fits one alternative must not fit a new one.
	p.someOf("oneOf", old.OneOf, now.OneOf, Risky)
}

func sameAlternatives(a, b []*model.Type) bool {
	return len(difference(a, b)) == 0 && len(difference(b, a)) == 0
}

// allOf compares types that must all fit. Where one is left on either side, they
// are taken for the same.
func (p place) allOf(old, now []*model.Type) {
	p.within(old, now)
	gone, more := difference(old, now), difference(now, old)
	switch {
	case len(gone) == 1 && len(more) == 1:
		p.types(gone[0], more[0])
	case len(gone) > 0 && len(more) > 0:
		p.add(Templates, Risky, "allOf changed", number(old), number(now))
	default:
		p.outcome("allOf", len(more) > 0, len(gone) > 0, number(old), number(now))
	}
}

// someOf compares types of which some must fit. more is what a new one means.
func (p place) someOf(keyword string, old, now []*model.Type, more Class) {
	p.within(old, now)
	gone, added := difference(old, now), difference(now, old)
	switch {
	case len(gone) == 0 && len(added) == 0:
	case len(old) == 0:
		p.add(Templates, Breaking, keyword+" narrowed", "", number(now))
	case len(now) == 0:
		p.add(Templates, Safe, keyword+" widened", number(old), "")
	case len(added) == 0:
		p.add(Templates, Breaking, keyword+" narrowed", number(old), number(now))
	case len(gone) == 0 && (more == Safe || !slices.ContainsFunc(added, p.fits)):
		p.add(Templates, Safe, keyword+" widened", number(old), number(now))
	default:
		p.add(Templates, Risky, keyword+" changed", number(old), number(now))
	}
}

// fits says that a value that was valid can fit an alternative: it cannot where
// that demands a property that no such value has.
func (p place) fits(t *model.Type) bool {
	return p.fresh == nil || !slices.ContainsFunc(t.Required, p.fresh)
}

// within reaches the objects that alternatives of both sides refer to.
func (p place) within(old, now []*model.Type) {
	for _, o := range shared(old, now) {
		p.reach(p.path, o.old, o.now)
	}
}

// shared gives the objects that alternatives of both sides refer to.
func shared(old, now []*model.Type) []pair[model.Object] {
	var out []pair[model.Object]
	for _, o := range old {
		for _, n := range now {
			if o.Kind == model.ObjectRef && equal(o, n) {
				out = append(out, pair[model.Object]{o.Object, n.Object})
			}
		}
	}
	return out
}

// number says how many alternatives there are.
func number(types []*model.Type) string {
	if len(types) == 0 {
		return ""
	}
	return plural(len(types), "alternative")
}

// difference gives what is in one list and not in another, by equal.
func difference[T any](a, b []T) []T {
	var out []T
	for _, v := range a {
		if !slices.ContainsFunc(b, func(w T) bool { return equal(v, w) }) {
			out = append(out, v)
		}
	}
	return out
}

// equal says that two parts of a model are the same but for their positions and for
// what is no constraint.
// Objects are told apart by name: what is in them is compared where they are
// reached.
func equal(a, b any) bool { return equalValues(reflect.ValueOf(a), reflect.ValueOf(b)) }

func equalValues(a, b reflect.Value) bool {
	switch a.Kind() {
	case reflect.Pointer:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() == b.IsNil()
		}
		if o, ok := a.Interface().(*model.Object); ok {
			return o.Name == b.Interface().(*model.Object).Name
		}
		return equalValues(a.Elem(), b.Elem())
	case reflect.Slice:
		if a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if !equalValues(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Struct:
		if a.Type() == reflect.TypeFor[diag.Position]() {
			return true
		}
		for i := range a.NumField() {
			if name := a.Type().Field(i).Name; name == "EnumName" || name == "DuplicatesAllowed" {
				continue
			}
			if !equalValues(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	}
	return a.Equal(b)
}
