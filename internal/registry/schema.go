package registry

import (
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/cfngen/cfngen/internal/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// value is one schema: what kin-openapi decoded and where it stands.
type value struct {
	ref  *openapi3.SchemaRef
	node *jsondoc.Node
}

// place says where a schema is declared, which decides about names.
type place struct {
	// name is what an object declared here is called.
	name string
	// definition is the definition's name where the schema is one itself.
	definition string
}

func (r *reader) free(v value) *model.Type {
	return &model.Type{Pos: v.node.Pos(), Kind: model.JSON}
}

// notExpressed warns of a keyword that says something about values which the
// model has no words for.
func (r *reader) notExpressed(keyword string, n *jsondoc.Node) {
	if (keyword == "oneOf" || keyword == "anyOf" || keyword == "allOf") && !slices.ContainsFunc(n.Items(), constrains) {
		return
	}
	r.warnf(n, "%s is not expressed: the value is not checked against it", keyword)
}

// constrains says whether a schema says anything about values.
func constrains(n *jsondoc.Node) bool {
	return slices.ContainsFunc(n.Members(), func(m jsondoc.Member) bool { return classOf(m.Name) != annotation })
}

// typeOf reads a schema as a value's type. It never gives nil.
func (r *reader) typeOf(v value, at place) *model.Type {
	if v.ref == nil || v.node.Is(jsondoc.Bool) {
		return r.free(v)
	}
	if v.ref.Ref != "" {
		return r.reference(v)
	}
	if inner, ok := unwrap(v); ok {
		return r.typeOf(inner, at)
	}
	var t *model.Type
	switch kind := r.typeName(v); kind {
	case openapi3.TypeString:
		t = r.scalar(v, model.String, stringValue)
	case openapi3.TypeInteger:
		t = r.scalar(v, model.Integer, numberValue)
	case openapi3.TypeNumber:
		t = r.scalar(v, model.Number, numberValue)
	case openapi3.TypeBoolean:
		t = r.scalar(v, model.Boolean, anyValue)
	case openapi3.TypeArray:
		t = r.list(v, at)
	case openapi3.TypeObject:
		t = r.objectType(v, at)
	default:
		t = r.untyped(v, kind)
	}
	if at.definition != "" && len(t.Enum) > 0 {
		t.EnumName = at.definition
	}
	return t
}

// unwrap gives the schema inside a combinator that has a single alternative with
// a meaning, where nothing beside the combinator constrains the value.
func unwrap(v value) (value, bool) {
	for keyword, refs := range map[string]openapi3.SchemaRefs{
		"oneOf": v.ref.Value.OneOf, "anyOf": v.ref.Value.AnyOf, "allOf": v.ref.Value.AllOf,
	} {
		others := slices.ContainsFunc(v.node.Members(), func(m jsondoc.Member) bool {
			return m.Name != keyword && classOf(m.Name) != annotation
		})
		items := v.node.Get(keyword).Items()
		found := -1
		for i, item := range items {
			if constrains(item) || keyword != "allOf" {
				if found >= 0 {
					others = true
				}
				found = i
			}
		}
		if !others && found >= 0 && found < len(refs) {
			return value{refs[found], items[found]}, true
		}
	}
	return value{}, false
}

// typeName gives the one type that a schema allows, inferred from its keywords
// where it does not say: "" where it allows several or leaves it open.
func (r *reader) typeName(v value) string {
	types := v.ref.Value.Type
	switch {
	case types.IsSingle():
		return types.Slice()[0]
	case types.IsMultiple():
		return ""
	case v.node.Get("properties") != nil || v.node.Get("patternProperties") != nil:
		return openapi3.TypeObject
	case v.node.Get("items") != nil:
		return openapi3.TypeArray
	case v.node.Get("const").Is(jsondoc.String) || allOfKind(v.node.Get("enum"), jsondoc.String):
		return openapi3.TypeString
	}
	return ""
}

func allOfKind(n *jsondoc.Node, kind jsondoc.Kind) bool {
	return len(n.Items()) > 0 && !slices.ContainsFunc(n.Items(), func(i *jsondoc.Node) bool { return !i.Is(kind) })
}

// untyped reads a schema without a single known type.
func (r *reader) untyped(v value, kind string) *model.Type {
	stated := v.node.Get("type")
	switch {
	case v.ref.Value.Type.IsMultiple():
		r.warnf(stated, "type: a choice between %s is not expressed; the value is read as free-form JSON",
			strings.Join(v.ref.Value.Type.Slice(), " and "))
	case kind == "null":
		r.warnf(stated, "type: null alone is no value of a template; the value is read as free-form JSON")
	case kind != "":
		r.errorf(stated, "unknown type %q: it is string, integer, number, boolean, array or object", kind)
	}
	for _, m := range v.node.Members() {
		switch classOf(m.Name) {
		case annotation:
		case unknown:
			r.warnf(m.Value, "unknown keyword %q: it has no effect", m.Name)
		default:
			if m.Name != "type" {
				r.notExpressed(m.Name, m.Value)
			}
		}
	}
	return r.free(v)
}

// leftovers warns of the keywords that a type of a kind did not use.
func (r *reader) leftovers(v value, kind model.Kind, own class, unused ...string) {
	for _, m := range v.node.Members() {
		c := classOf(m.Name)
		switch {
		case slices.Contains(unused, m.Name):
			r.notExpressed(m.Name, m.Value)
		case c == annotation || c == own || c == anyValue:
		case c == applicator:
			r.notExpressed(m.Name, m.Value)
		case c == unknown:
			r.warnf(m.Value, "unknown keyword %q: it has no effect", m.Name)
		default:
			r.warnf(m.Value, "%s has no effect on a value of type %s", m.Name, kind)
		}
	}
}

func (r *reader) scalar(v value, kind model.Kind, own class) *model.Type {
	s, n := v.ref.Value, v.node
	t := &model.Type{Pos: n.Pos(), Kind: kind, Format: s.Format}
	switch own {
	case stringValue:
		if n.Get("pattern") != nil {
			t.Pattern = &s.Pattern
		}
		t.MinLength, t.MaxLength = present(n, "minLength", s.MinLength), s.MaxLength
	case numberValue:
		// Not from kin-openapi: its float64 rounds beyond 2^53.
		t.Minimum, t.Maximum = bound(n, "minimum"), bound(n, "maximum")
		t.ExclusiveMinimum, t.ExclusiveMaximum = bound(n, "exclusiveMinimum"), bound(n, "exclusiveMaximum")
		t.MultipleOf = bound(n, "multipleOf")
	}
	r.enum(v, t)
	r.leftovers(v, kind, own)
	return t
}

// present tells a count of 0 from one that is absent, which kin-openapi cannot.
func present(n *jsondoc.Node, keyword string, count uint64) *uint64 {
	if n.Get(keyword) == nil {
		return nil
	}
	return &count
}

func bound(n *jsondoc.Node, keyword string) string {
	v := n.Get(keyword)
	if v == nil {
		return ""
	}
	text, _ := decimal(v.Text())
	return text
}

// enum takes the allowed values of a String or an Integer.
func (r *reader) enum(v value, t *model.Type) {
	want := jsondoc.String
	if t.Kind == model.Integer {
		want = jsondoc.Number
	}
	one, many := v.node.Get("const"), v.node.Get("enum")
	switch {
	case t.Kind != model.String && t.Kind != model.Integer:
		r.noEnum(v)
	case many != nil && allOfKind(many, want):
		for _, item := range many.Items() {
			t.Enum = append(t.Enum, item.Text())
		}
		if one != nil {
			r.notExpressed("const", one)
		}
	case many != nil:
		r.errorf(many, "enum must hold at least one value and each must be of the type %s", t.Kind)
	case one.Is(want):
		t.Enum = []string{one.Text()}
	case one != nil:
		r.errorf(one, "const must be of the type %s", t.Kind)
	}
}

func (r *reader) noEnum(v value) {
	for _, keyword := range []string{"enum", "const"} {
		if n := v.node.Get(keyword); n != nil {
			r.notExpressed(keyword, n)
		}
	}
}

func (r *reader) list(v value, at place) *model.Type {
	s, n := v.ref.Value, v.node
	t := &model.Type{Pos: n.Pos(), Kind: model.List, UniqueItems: s.UniqueItems}
	t.MinItems, t.MaxItems = present(n, "minItems", s.MinItems), s.MaxItems
	if items := n.Get("items"); items != nil {
		t.Elem = r.typeOf(value{s.Items, items}, place{name: at.name})
	} else {
		t.Elem = r.free(v)
	}
	r.noEnum(v)
	r.leftovers(v, model.List, arrayValue)
	return t
}

// reference follows a $ref to a definition, or to a property of the resource.
func (r *reader) reference(v value) *model.Type {
	for _, m := range v.node.Members() {
		if m.Name != "$ref" && classOf(m.Name) != annotation {
			r.warnf(m.Value, "%s has no effect beside $ref", m.Name)
		}
	}
	target := v.node.Get("$ref")
	inner, to, ok := r.target(v.ref.Ref)
	if !ok {
		r.errorf(target, "%q leads nowhere: it must name a member of #/definitions or #/properties", v.ref.Ref)
		return r.free(v)
	}
	key := v.ref.Ref
	if o := r.objects[to.definition]; o != nil && to.definition != "" {
		return &model.Type{Pos: v.node.Pos(), Kind: model.ObjectRef, Object: o}
	}
	if r.resolving[key] {
		r.warnf(target, "$ref: %q refers to itself without an object in between; the value is read as free-form JSON", to.name)
		return r.free(v)
	}
	t := r.types[key]
	if t == nil {
		r.resolving[key] = true
		t = r.typeOf(inner, to)
		delete(r.resolving, key)
		r.types[key] = t
	}
	c := *t
	return &c
}

func (r *reader) target(ref string) (value, place, bool) {
	for _, section := range []string{"definitions", "properties"} {
		name, ok := strings.CutPrefix(ref, "#/"+section+"/")
		if !ok || strings.Contains(name, "/") {
			continue
		}
		name = jsondoc.UnescapePointer(name)
		v, to := value{node: r.root.Get(section).Get(name)}, place{name: name}
		if section == "definitions" {
			v.ref, to.definition = r.definitions[name], name
		} else {
			v.ref = r.schema.Properties[name]
		}
		return v, to, v.node != nil && v.ref != nil
	}
	return value{}, place{}, false
}
