package overlay

import (
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// The members of a type's view that speak of one kind of value.
var (
	textMembers   = []string{"pattern", "minLength", "maxLength"}
	numberMembers = []string{"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"}
	listMembers   = []string{"items", "minItems", "maxItems", "uniqueItems"}
	mapMembers    = []string{"keys", "openKeys", "minProperties", "maxProperties"}
	objectMembers = []string{"required", "closed", "only", "properties", "dependencies"}
)

// kinds are the kinds of a view, by their names.
var kinds = map[string]model.Kind{
	"string": model.String, "integer": model.Integer, "number": model.Number, "boolean": model.Boolean,
	"json": model.JSON, "list": model.List, "map": model.Map, "object": model.ObjectRef,
}

// membersOf returns what a type of a kind may say.
func membersOf(kind model.Kind) []string {
	all := []string{"kind", "allOf", "anyOf", "oneOf", "unexpressed"}
	switch kind {
	case model.String:
		return slices.Concat(all, []string{"enum", "enumName", "format"}, textMembers)
	case model.Integer:
		return slices.Concat(all, []string{"enum", "enumName", "format"}, numberMembers)
	case model.Number:
		return slices.Concat(all, []string{"enum", "format"}, numberMembers)
	case model.Boolean:
		return slices.Concat(all, []string{"enum", "format"})
	case model.List:
		return slices.Concat(all, []string{"duplicatesAllowed", "unordered"}, listMembers)
	case model.Map:
		return slices.Concat(all, []string{"values"}, mapMembers)
	case model.ObjectRef:
		return slices.Concat(all, []string{"object"})
	}
	return slices.Concat(all, []string{"kinds", "enum", "format"}, textMembers, numberMembers, listMembers, mapMembers, objectMembers)
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
	kind, ok := kinds[r.text(n, "kind")]
	if !ok {
		r.errorf(n, UnknownKind, "unknown kind %q: it is %s", r.text(n, "kind"), "string, integer, number, boolean, json, list, map or object")
		return &model.Type{Kind: model.JSON}
	}
	r.known(n, membersOf(kind)...)
	t := &model.Type{Pos: r.pos(n, false), Kind: kind, EnumName: r.text(n, "enumName"), Unexpressed: r.unexpressed(n), Constraints: r.constraints(n)}
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
	case model.JSON:
		t.Items = r.optionalType(n, "items")
	}
	return t
}

func (r *viewReader) constraints(n *jsondoc.Node) model.Constraints {
	c := model.Constraints{
		Enum: r.texts(n, "enum"), Format: r.text(n, "format"), Pattern: r.optionalText(n, "pattern"),
		MinLength: r.count(n, "minLength"), MaxLength: r.count(n, "maxLength"),
		MinItems: r.count(n, "minItems"), MaxItems: r.count(n, "maxItems"),
		MinProperties: r.count(n, "minProperties"), MaxProperties: r.count(n, "maxProperties"),
		Minimum: r.number(n, "minimum"), Maximum: r.number(n, "maximum"),
		ExclusiveMinimum: r.number(n, "exclusiveMinimum"), ExclusiveMaximum: r.number(n, "exclusiveMaximum"),
		MultipleOf: r.number(n, "multipleOf"), UniqueItems: r.flag(n, "uniqueItems"),
		OpenKeys: r.flag(n, "openKeys"), Required: r.texts(n, "required"),
		Closed: r.flag(n, "closed"), Only: r.texts(n, "only"),
		AllOf: r.types(n, "allOf"), AnyOf: r.types(n, "anyOf"), OneOf: r.types(n, "oneOf"),
	}
	for _, item := range r.member(n, "kinds", jsondoc.Array).Items() {
		kind, ok := kinds[item.Text()]
		if !ok || kind == model.JSON || kind == model.Map {
			r.errorf(item, UnknownKind, "unknown kind %q: it is %s", item.Text(), "string, integer, number, boolean, list or object")
		}
		c.Kinds = append(c.Kinds, kind)
	}
	slices.Sort(c.Kinds)
	for _, item := range r.member(n, "keys", jsondoc.Array).Items() {
		r.known(item, "pattern", "values")
		c.Keys = append(c.Keys, model.Keys{Pattern: r.text(item, "pattern"), Values: r.optionalType(item, "values")})
	}
	for _, m := range r.member(n, "properties", jsondoc.Object).Members() {
		c.Properties = append(c.Properties, &model.Member{Name: m.Name, Type: r.typeAt(m.Value)})
	}
	for _, item := range r.member(n, "dependencies", jsondoc.Array).Items() {
		r.known(item, "property", "required", "then")
		c.Dependencies = append(c.Dependencies, &model.Dependency{
			Property: r.text(item, "property"), Required: r.texts(item, "required"), Then: r.optionalType(item, "then"),
		})
	}
	return c
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

func (r *viewReader) number(n *jsondoc.Node, name string) string {
	v := r.member(n, name, jsondoc.Number)
	if strings.ContainsAny(v.Text(), "eE") {
		r.errorf(v, jsondoc.InvalidValue, "must be %s, not %s", "written without an exponent", v.Text())
	}
	return v.Text()
}
