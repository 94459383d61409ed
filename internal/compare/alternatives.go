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
	_, gone, more := match(a, b)
	return len(gone) == 0 && len(more) == 0
}

// match pairs the alternatives of both sides that are equal, and of the others
// those that refer to objects of other names and the same properties: a definition
// was renamed. What is left is gone, or there is more.
func match(old, now []*model.Type) (both []pair[model.Type], gone, more []*model.Type) {
	for _, o := range old {
		if i := slices.IndexFunc(now, func(n *model.Type) bool { return equal(o, n) }); i >= 0 {
			both = append(both, pair[model.Type]{o, now[i]})
		}
	}
	more = difference(now, old)
	for _, o := range difference(old, now) {
		likes := func(n *model.Type) bool { return equalValues(reflect.ValueOf(o), reflect.ValueOf(n), sameProperties) }
		i := slices.IndexFunc(more, likes)
		if i < 0 || slices.ContainsFunc(more[i+1:], likes) { // which one is not known
			gone = append(gone, o)
			continue
		}
		both = append(both, pair[model.Type]{o, more[i]})
		more = slices.Delete(more, i, i+1)
	}
	return both, gone, more
}

// allOf compares types that must all fit. Where one is left on either side, they
// are taken for the same.
func (p place) allOf(old, now []*model.Type) {
	both, gone, more := match(old, now)
	p.within(both)
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
	both, gone, added := match(old, now)
	p.within(both)
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
func (p place) within(both []pair[model.Type]) {
	for _, t := range both {
		eachObject(p.path, t.old, t.now, func(path string, o pair[model.Object]) { p.reach(path, o.old, o.now) })
	}
}

// eachObject visits the objects that two types have in one place.
func eachObject(path string, old, now *model.Type, visit func(path string, o pair[model.Object])) {
	for _, alternatives := range [][2][]*model.Type{{old.AllOf, now.AllOf}, {old.AnyOf, now.AnyOf}, {old.OneOf, now.OneOf}} {
		both, _, _ := match(alternatives[0], alternatives[1])
		for _, t := range both {
			eachObject(path, t.old, t.now, visit)
		}
	}
	for _, m := range pairs(old.Properties, now.Properties, func(m *model.Member) string { return m.Name }) {
		if m.old != nil && m.now != nil {
			eachObject(path+"/"+m.old.Name, orAny(m.old.Type), orAny(m.now.Type), visit)
		}
	}
	if old.Items != nil && now.Items != nil {
		eachObject(path+"/*", old.Items, now.Items, visit)
	}
	switch {
	case old.Kind != now.Kind:
	case old.Kind == model.ObjectRef:
		visit(path, pair[model.Object]{old.Object, now.Object})
	case old.Elem != nil && now.Elem != nil:
		eachObject(path+"/*", old.Elem, now.Elem, visit)
	}
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
// what is no constraint. Objects are told apart by name: what is in them is compared
// where they are reached.
func equal(a, b any) bool {
	return equalValues(reflect.ValueOf(a), reflect.ValueOf(b), func(a, b *model.Object) bool { return a.Name == b.Name })
}

// sameProperties says that two objects have properties of the same names.
func sameProperties(a, b *model.Object) bool {
	return slices.EqualFunc(a.Properties, b.Properties, func(p, q *model.Property) bool { return p.Name == q.Name })
}

// equalValues is equal, where same compares objects.
func equalValues(a, b reflect.Value, same func(a, b *model.Object) bool) bool {
	switch a.Kind() {
	case reflect.Pointer:
		if a.IsNil() || b.IsNil() {
			return a.IsNil() == b.IsNil()
		}
		if o, ok := a.Interface().(*model.Object); ok {
			return same(o, b.Interface().(*model.Object))
		}
		return equalValues(a.Elem(), b.Elem(), same)
	case reflect.Slice:
		if a.Len() != b.Len() {
			return false
		}
		for i := range a.Len() {
			if !equalValues(a.Index(i), b.Index(i), same) {
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
			if !equalValues(a.Field(i), b.Field(i), same) {
				return false
			}
		}
		return true
	}
	return a.Equal(b)
}
