package resourcespec

import (
	"slices"

	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// choices are the members of SAM's specification that list several types, of
// which a value has any one. InclusiveItemPattern means that the property types
// in a list stand below a name of the user's choice.
var choices = [...]string{
	"PrimitiveTypes", "Types", "PrimitiveItemTypes", "ItemTypes",
	"InclusivePrimitiveItemTypes", "InclusiveItemTypes", "InclusiveItemPattern",
}

// maxChosen bounds the types in the choices of one resource type: aliases of
// choices can multiply. SAM needs a few dozen.
const maxChosen = 10_000

// isChoice reports whether a property or alias has a choice between types.
func isChoice(n *jsondoc.Node) bool {
	return slices.ContainsFunc(choices[:], func(name string) bool { return n.Get(name) != nil })
}

// choice reads a choice between types: scalars and property types, lists whose
// items are all of one type, and a list whose items are each of any. It never
// returns nil.
func (s *scope) choice(n *jsondoc.Node) *model.Type {
	all := s.listed(n, "PrimitiveTypes", s.primitiveNamed)
	all = append(all, s.listed(n, "Types", s.reference)...)
	for _, elem := range append(s.listed(n, "PrimitiveItemTypes", s.primitiveNamed), s.listed(n, "ItemTypes", s.reference)...) {
		all = append(all, &model.Type{Pos: elem.Pos, Kind: model.List, Elem: elem})
	}
	mixed, named := s.listed(n, "InclusivePrimitiveItemTypes", s.primitiveNamed), s.flag(n, "InclusiveItemPattern")
	for _, item := range s.listed(n, "InclusiveItemTypes", s.reference) {
		if named {
			item = &model.Type{Pos: item.Pos, Kind: model.Map, Elem: item}
		}
		mixed = append(mixed, item)
	}
	if len(mixed) > 0 {
		all = append(all, &model.Type{Pos: n.Pos(), Kind: model.List, Elem: anyOf(n, mixed)})
	}
	untyped := n.Get("Type").Text() == "List" && n.Get("ItemType") == nil && n.Get("PrimitiveItemType") == nil
	if stated := n.Get("Type") != nil || n.Get("PrimitiveType") != nil; len(all) == 0 || stated && !untyped {
		all = append(all, s.oneType(n))
	}
	return anyOf(n, all)
}

// listed reads the types that a member names.
func (s *scope) listed(n *jsondoc.Node, name string, read func(*jsondoc.Node) *model.Type) []*model.Type {
	var out []*model.Type
	for _, item := range s.member(n, name, jsondoc.Array).Items() {
		if bad := item.Mismatch(jsondoc.String); bad != nil {
			s.diags.Add(bad...)
			continue
		}
		if s.chosen++; s.chosen > maxChosen {
			s.errorf(item, TooManyChoices, "%s has choices between more than %d types", s.typeName, maxChosen)
			break
		}
		out = append(out, read(item))
	}
	return out
}

// primitiveNamed reads a primitive type where it is named.
func (s *scope) primitiveNamed(name *jsondoc.Node) *model.Type { return s.primitive(name, name) }

// anyOf returns the type of a value that has any of several types.
func anyOf(n *jsondoc.Node, all []*model.Type) *model.Type {
	if len(all) == 1 {
		return all[0]
	}
	t := &model.Type{Pos: n.Pos(), Kind: model.JSON}
	for _, a := range all {
		switch a.Kind {
		case model.JSON:
			if len(a.Kinds) == 0 {
				return &model.Type{Pos: n.Pos(), Kind: model.JSON} // Any value fits that one.
			}
			t.Kinds = append(t.Kinds, a.Kinds...)
		case model.Map:
			t.Kinds = append(t.Kinds, model.ObjectRef)
		default:
			t.Kinds = append(t.Kinds, a.Kind)
		}
	}
	slices.Sort(t.Kinds)
	t.Kinds = slices.Compact(t.Kinds)
	t.AnyOf = all
	return t
}
