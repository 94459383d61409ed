package registry

import (
	"slices"

	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

func (r *reader) scalar(v value, kind model.Kind, at declaration) *model.Type {
	t := &model.Type{Pos: v.node.Pos(), Kind: kind}
	t.Format = v.node.Get("format").Text()
	switch kind {
	case model.String:
		r.stringBounds(v, t)
	case model.Integer, model.Number:
		r.numberBounds(v, t)
	}
	r.enum(v, t)
	r.combine(v, t, at)
	r.leftovers(v, t)
	return t
}

func (r *reader) stringBounds(v value, t *model.Type) {
	s := v.schema()
	if v.has("pattern") {
		t.Pattern = &s.Pattern
	}
	t.MinLength, t.MaxLength = present(v.node, "minLength", s.MinLength), s.MaxLength
}

// numberBounds does not take the bounds from kin-openapi, whose float64 rounds
// them beyond 2^53.
func (r *reader) numberBounds(v value, t *model.Type) {
	n := v.node
	t.Minimum, t.Maximum = bound(n, "minimum"), bound(n, "maximum")
	t.ExclusiveMinimum, t.ExclusiveMaximum = bound(n, "exclusiveMinimum"), bound(n, "exclusiveMaximum")
	t.MultipleOf = bound(n, "multipleOf")
}

// ofLists reads the constraints on lists: those on the items first, because the rest can
// be about them.
func (r *reader) ofLists(v value, t *model.Type, at declaration) {
	switch items := v.node.Get("items"); {
	case items == nil && t.Kind == model.List:
		t.Elem = r.free(v)
	case items == nil:
	case t.Kind == model.List:
		t.Elem = r.typeOf(value{items}, declaration{name: at.name})
	default:
		t.Items = r.onJSON(r.typeOf(value{items}, declaration{name: at.name}))
	}
	s := v.schema()
	t.UniqueItems = s.UniqueItems
	t.Unordered = v.node.Get("insertionOrder").False()
	t.MinItems, t.MaxItems = present(v.node, "minItems", s.MinItems), s.MaxItems
	if one := v.node.Get("contains"); one != nil {
		t.Contains = r.typedAssertion(value{one}, elem(t), declaration{name: at.name})
	}
}

func (r *reader) objectBounds(v value, t *model.Type) {
	s := v.schema()
	t.MinProperties, t.MaxProperties = present(v.node, "minProperties", s.MinProps), s.MaxProps
}

// present returns a count, nil for one that is absent, which to kin-openapi is 0.
func present(n *jsondoc.Node, keyword string, count uint64) *uint64 {
	if n.Get(keyword) == nil {
		return nil
	}
	return &count
}

func bound(n *jsondoc.Node, keyword string) model.Decimal {
	v := n.Get(keyword)
	if v == nil {
		return ""
	}
	text, _ := decimal(v.Text())
	return model.Decimal(text)
}

// enum takes the allowed values.
func (r *reader) enum(v value, t *model.Type) {
	one, many := v.node.Get("const"), v.node.Get("enum")
	allowed := many.Items()
	switch {
	case one == nil && many == nil:
		return
	case many == nil:
		allowed = []*jsondoc.Node{one}
	case one != nil:
		allowed = slices.DeleteFunc(slices.Clone(allowed), func(n *jsondoc.Node) bool { return !jsondoc.Equal(n, one) })
	}
	keyword := many
	if many == nil {
		keyword = one
	}
	var unfit []*jsondoc.Node
	for _, n := range allowed {
		switch {
		case t.Kind == model.JSON:
			t.Enum = append(t.Enum, string(n.Raw()))
		case n.Is(literalKind(t.Kind)):
			t.Enum = append(t.Enum, n.Text())
		default:
			unfit = append(unfit, n)
		}
	}
	if len(t.Enum) == 0 {
		r.warnf(keyword, EnumOfOtherType, "%s allows no value of the type %s: it constrains nothing", keyword.Key(), t.Kind)
		return
	}
	for _, n := range unfit {
		r.warnf(n, ValueOfOtherType, "is not of the type %s, and so never allowed", t.Kind)
	}
}

// literalKind is how a scalar of a kind is written. Of no list or object single
// values are allowed, so any kind that does not fit will do for them.
func literalKind(k model.Kind) jsondoc.Kind {
	switch k {
	case model.Integer, model.Number:
		return jsondoc.Number
	case model.Boolean:
		return jsondoc.Bool
	}
	return jsondoc.String
}

func (r *reader) list(v value, at declaration) *model.Type {
	t := &model.Type{Pos: v.node.Pos(), Kind: model.List}
	r.ofLists(v, t, at)
	r.noEnum(v, &t.Unexpressed)
	r.combine(v, t, at)
	r.leftovers(v, t)
	return t
}

// noEnum warns of allowed values where a value is no scalar.
func (r *reader) noEnum(v value, to *[]model.Unexpressed) {
	for _, keyword := range []string{"enum", "const"} {
		if n := v.node.Get(keyword); n != nil {
			r.notExpressed(to, keyword, n)
		}
	}
}
