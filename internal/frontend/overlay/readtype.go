package overlay

import (
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// membersOf returns the members that the view of a type of a kind can have.
func membersOf(kind model.Kind) []string {
	members := []string{"kind", "unexpressed"}
	switch kind {
	case model.String, model.Integer:
		members = append(members, "enumName")
	case model.List:
		members = append(members, "duplicatesAllowed", "unordered", "items")
	case model.Map:
		members = append(members, "values")
	case model.ObjectRef:
		members = append(members, "object")
	}
	for k := range model.Keywords() {
		if k.Of(kind) {
			members = append(members, k.Name)
		}
	}
	return members
}

func (r *viewReader) typeOf(parent *jsondoc.Node, name string) *model.Type {
	n := parent.Get(name)
	if n == nil {
		if parent.Is(jsondoc.Object) {
			r.errorf(parent, MissingMember, "%q is missing", name)
		}
		return &model.Type{Kind: model.JSON}
	}
	return r.typeAt(n)
}

func (r *viewReader) typeAt(n *jsondoc.Node) *model.Type {
	kind, ok := model.KindNamed(r.text(n, "kind"))
	if !ok {
		r.errorf(n, UnknownKind, "unknown kind %q: it is %s", r.text(n, "kind"), "string, integer, number, boolean, json, list, map or object")
		return &model.Type{Kind: model.JSON}
	}
	r.known(n, membersOf(kind)...)
	t := &model.Type{Pos: r.pos(n, false), Kind: kind, EnumName: r.text(n, "enumName"), Unexpressed: r.unexpressed(n)}
	r.constraints(n, t)
	t.Unordered = r.flag(n, "unordered")
	if v := r.member(n, "duplicatesAllowed", jsondoc.Bool); v != nil {
		allowed := v.True()
		t.DuplicatesAllowed = &allowed
	}
	switch kind {
	case model.List:
		t.Elem = r.typeOf(n, "items")
	case model.Map:
		t.Elem = r.typeOf(n, "values")
	case model.ObjectRef:
		if t.Object = r.objects[r.text(n, "object")]; t.Object == nil {
			r.errorf(n, UnknownDefinition, "there is no definition %q", r.text(n, "object"))
		}
	}
	return t
}

// constraints reads those that a type of its kind can have.
func (r *viewReader) constraints(n *jsondoc.Node, t *model.Type) {
	for k := range model.Keywords() {
		if k.Of(t.Kind) && n.Get(k.Name) != nil {
			r.constraint(n, k, &t.Constraints)
		}
	}
}

func (r *viewReader) constraint(n *jsondoc.Node, k model.Keyword, c *model.Constraints) {
	switch f := k.Field(c).(type) {
	case **uint64:
		*f = r.count(n, k.Name)
	case *model.Decimal:
		*f = r.number(n, k.Name)
	case *string:
		*f = r.text(n, k.Name)
	case **string:
		*f = r.optionalText(n, k.Name)
	case *bool:
		*f = r.flag(n, k.Name)
	case *[]string:
		*f = r.stringList(n, k.Name)
	case *[]model.Kind:
		*f = r.kinds(n, k.Name)
	case **model.Type:
		*f = r.typeOf(n, k.Name)
	case *[]*model.Type:
		*f = r.types(n, k.Name)
	case *[]model.Keys:
		for _, item := range r.member(n, k.Name, jsondoc.Array).Items() {
			r.known(item, "pattern", "values")
			*f = append(*f, model.Keys{Pattern: r.text(item, "pattern"), Values: r.optionalType(item, "values")})
		}
	case *[]*model.Member:
		for _, m := range r.member(n, k.Name, jsondoc.Object).Members() {
			*f = append(*f, &model.Member{Name: m.Name, Type: r.typeAt(m.Value)})
		}
	case *[]*model.Dependency:
		for _, item := range r.member(n, k.Name, jsondoc.Array).Items() {
			r.known(item, "property", "required", "then")
			*f = append(*f, &model.Dependency{
				Property: r.text(item, "property"), Required: r.stringList(item, "required"), Then: r.optionalType(item, "then"),
			})
		}
	}
}

func (r *viewReader) kinds(n *jsondoc.Node, name string) []model.Kind {
	var kinds []model.Kind
	for _, item := range r.member(n, name, jsondoc.Array).Items() {
		kind, ok := model.KindNamed(item.Text())
		if !ok || kind == model.JSON || kind == model.Map {
			r.errorf(item, UnknownKind, "unknown kind %q: it is %s", item.Text(), "string, integer, number, boolean, list or object")
		}
		kinds = append(kinds, kind)
	}
	slices.Sort(kinds)
	return kinds
}

// unexpressed reads the constraints that the model has no words for. They can be
// taken away; nobody could check one that is added.
func (r *viewReader) unexpressed(n *jsondoc.Node) []model.Unexpressed {
	var out []model.Unexpressed
	for _, item := range r.member(n, "unexpressed", jsondoc.Array).Items() {
		r.known(item, "keyword", "value")
		out = append(out, model.Unexpressed{Pos: r.pos(item, false), Keyword: r.text(item, "keyword"), Value: r.text(item, "value")})
	}
	return out
}

func (r *viewReader) types(n *jsondoc.Node, name string) []*model.Type {
	var out []*model.Type
	for _, item := range r.member(n, name, jsondoc.Array).Items() {
		out = append(out, r.typeAt(item))
	}
	return out
}

func (r *viewReader) optionalType(n *jsondoc.Node, name string) *model.Type {
	if n.Get(name) == nil {
		return nil
	}
	return r.typeOf(n, name)
}

func (r *viewReader) optionalText(n *jsondoc.Node, name string) *string {
	v := r.member(n, name, jsondoc.String)
	if v == nil {
		return nil
	}
	text := v.Text()
	return &text
}

func (r *viewReader) count(n *jsondoc.Node, name string) *uint64 {
	v := r.member(n, name, jsondoc.Number)
	if v == nil {
		return nil
	}
	count, ok := v.Count()
	if !ok {
		r.errorf(v, jsondoc.InvalidValue, "must be %s, not %s", "a whole number that is not negative", v.Text())
	}
	return &count
}

func (r *viewReader) number(n *jsondoc.Node, name string) model.Decimal {
	v := r.member(n, name, jsondoc.Number)
	if strings.ContainsAny(v.Text(), "eE") {
		r.errorf(v, jsondoc.InvalidValue, "must be %s, not %s", "written without an exponent", v.Text())
	}
	return model.Decimal(v.Text())
}
