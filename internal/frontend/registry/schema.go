package registry

import (
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// value is one schema, by where it stands.
type value struct{ node *jsondoc.Node }

// ref returns what a schema refers to that is no more than a reference, "" for others.
func (v value) ref() string { return v.node.Get("$ref").Text() }

// schema returns the keywords that describe the value itself.
func (v value) schema() *openapi3.Schema { return schemaOf(v.node) }

// has reports whether the schema has a keyword.
func (v value) has(keyword string) bool { return v.node.Get(keyword) != nil }

// closed reports whether an object has no properties but those that the schema names.
func (v value) closed() bool {
	extra := v.node.Get("additionalProperties")
	return extra.Is(jsondoc.Bool) && !extra.True()
}

// required returns the names of the properties that must be present.
func (v value) required() []string { return stringsOf(v.node.Get("required")) }

// stringsOf returns the strings of a list.
func stringsOf(list *jsondoc.Node) []string {
	var out []string
	for _, item := range list.Items() {
		out = append(out, item.Text())
	}
	return out
}

// property returns the schema of a property.
func (v value) property(name string) value {
	return value{v.node.Get("properties").Get(name)}
}

// alternatives returns the schemas of a combinator.
func (v value) alternatives(keyword string) []value {
	var out []value
	for _, n := range v.node.Get(keyword).Items() {
		out = append(out, value{n})
	}
	return out
}

// combinators are the keywords that hold alternatives.
var combinators = [...]string{"allOf", "anyOf", "oneOf"}

func (r *reader) free(v value) *model.Type {
	return &model.Type{Pos: v.node.Pos(), Kind: model.JSON}
}

// notExpressed warns of a keyword that restricts values in a way that the model
// has no words for, and adds it to those of a type or an object.
func (r *reader) notExpressed(to *[]model.Unexpressed, keyword string, n *jsondoc.Node) {
	r.warnf(n, NotExpressed, lost, keyword)
	*to = append(*to, r.unexpressed(keyword, n))
}

const lost = "%s is not expressed: the value is not checked against it"

// constrains reports whether a schema restricts values.
func constrains(n *jsondoc.Node) bool {
	return slices.ContainsFunc(n.Members(), func(m jsondoc.Member) bool { return classOf(m.Name) != annotation })
}

// maxTypes is how many types the schemas of a document may make, attributes, names in
// lists and what is looked at more than once included. Definitions whose alternatives
// refer to others twice make twice as many at each level. What AWS publishes makes
// less than a tenth of it.
const maxTypes = 1 << 16

// namesPerType is how many names in a list count as a type.
const namesPerType = 8

// countTypes counts the types that are made of a schema, and reports whether they are
// not too many.
func (r *reader) countTypes(v value, n int) bool { return r.addTypes(v.node.Pos(), n) }

func (r *reader) addTypes(at diag.Position, n int) bool {
	was := r.typeCount
	r.typeCount = min(r.typeCount+n, maxTypes+1)
	if was <= maxTypes && r.typeCount > maxTypes {
		r.diags.Add(diag.Errorf(at, TooManyTypes, "alternatives and definitions in one another come to more than %d types", maxTypes))
	}
	return r.typeCount <= maxTypes
}

// typeOf reads a schema as a value's type. It never returns nil.
func (r *reader) typeOf(v value, at declaration) *model.Type {
	if !v.node.Is(jsondoc.Object) || !r.countTypes(v, 1) {
		return r.free(v)
	}
	if v.ref() != "" {
		return r.reference(v)
	}
	if to, ok := r.declarations[v.node]; ok {
		return r.shared(v, v, to)
	}
	return r.read(v, at)
}

// read is typeOf for a schema that is no reference.
func (r *reader) read(v value, at declaration) *model.Type {
	if inner, ok := unwrap(v); ok {
		return r.typeOf(inner, at)
	}
	kinds := r.kindsOf(v)
	if keyword := inferredFrom(v); keyword != "" && !at.typed && v.node != r.root {
		r.warn(diag.Notef(v.node.Pos(), InferredType, "type: %s is inferred from %s, because none is stated", kinds[0], keyword).For("type"))
	}
	var t *model.Type
	switch {
	case len(kinds) != 1:
		t = r.readUntyped(v, kinds, at)
	case kinds[0] == model.List:
		t = r.list(v, at)
	case kinds[0] == model.ObjectRef:
		t = r.objectType(v, at)
	default:
		t = r.scalar(v, kinds[0], at)
	}
	if at.definition != "" && len(t.Enum) > 0 && (t.Kind == model.String || t.Kind == model.Integer) {
		t.EnumName = at.definition
	}
	return t
}

// unwrap returns the schema inside a combinator that has a single alternative with
// a meaning, where nothing beside the combinator constrains the value.
func unwrap(v value) (value, bool) {
	var inner []value
	for _, m := range v.node.Members() {
		switch {
		case classOf(m.Name) == annotation:
		case !slices.Contains(combinators[:], m.Name):
			return value{}, false
		default:
			for _, a := range v.alternatives(m.Name) {
				if constrains(a.node) || m.Name != "allOf" {
					inner = append(inner, a)
				}
			}
		}
	}
	if len(inner) != 1 {
		return value{}, false
	}
	return inner[0], true
}

// null is the type that no value of a template has.
const null = "null"

// kindNamed returns the kind of a type's name. An object is an ObjectRef, whatever
// it becomes in the end.
func kindNamed(name string) (kind model.Kind, ok bool) {
	switch name {
	case openapi3.TypeString:
		return model.String, true
	case openapi3.TypeInteger:
		return model.Integer, true
	case openapi3.TypeNumber:
		return model.Number, true
	case openapi3.TypeBoolean:
		return model.Boolean, true
	case openapi3.TypeArray:
		return model.List, true
	case openapi3.TypeObject:
		return model.ObjectRef, true
	}
	return 0, false
}

// kindsOf returns the kinds of value that a schema allows, sorted, inferred from its
// keywords and alternatives where it does not state them; none where it leaves them
// open. Each schema is looked at once, however many lead to it: alternatives that
// refer to others twice would double the work at each level.
func (r *reader) kindsOf(v value) []model.Kind {
	if v.node == nil {
		return nil
	}
	kinds, known := r.kinds[v.node]
	if !known {
		r.kinds[v.node] = nil // which one that leads back to itself finds
		kinds = r.findKinds(v)
		r.kinds[v.node] = kinds
	}
	return slices.Clone(kinds)
}

func (r *reader) findKinds(v value) []model.Kind {
	if v.ref() != "" {
		inner, _, ok := r.target(v.ref())
		if !ok {
			return nil
		}
		return r.kindsOf(inner)
	}
	switch keyword := inferredFrom(v); {
	case v.has("type"):
		return statedKinds(v.schema().Type.Slice())
	case keyword == "items":
		return []model.Kind{model.List}
	case keyword != "":
		return []model.Kind{model.ObjectRef}
	case v.node.Get("const").Is(jsondoc.String) || allOfKind(v.node.Get("enum"), jsondoc.String):
		return []model.Kind{model.String}
	}
	return r.kindsOfAlternatives(v)
}

// inferredFrom returns the keyword that shows which kind of value a schema is about
// that does not state a type, "" where there is none. To JSON Schema it allows all
// other kinds, too, which nobody means.
func inferredFrom(v value) string {
	switch {
	case v.has("type"):
	case v.has("properties"):
		return "properties"
	case v.has("patternProperties"):
		return "patternProperties"
	case v.node.Get("additionalProperties").Is(jsondoc.Object):
		return "additionalProperties"
	case v.has("items"):
		return "items"
	}
	return ""
}

func statedKinds(names []string) []model.Kind {
	var kinds []model.Kind
	for _, name := range names {
		if k, ok := kindNamed(name); ok && !slices.Contains(kinds, k) {
			kinds = append(kinds, k)
		}
	}
	slices.Sort(kinds)
	if slices.Contains(kinds, model.Number) { // which an integer is, too
		kinds = slices.DeleteFunc(kinds, func(k model.Kind) bool { return k == model.Integer })
	}
	return kinds
}

func (r *reader) kindsOfAlternatives(v value) []model.Kind {
	for _, a := range v.alternatives("allOf") {
		if kinds := r.kindsOf(a); kinds != nil {
			return kinds
		}
	}
	for _, keyword := range combinators[1:] {
		var kinds []model.Kind
		for _, a := range v.alternatives(keyword) {
			one := r.kindsOf(a)
			if one == nil {
				kinds = nil
				break
			}
			kinds = append(kinds, one...)
		}
		if kinds != nil {
			slices.Sort(kinds)
			return slices.Compact(kinds)
		}
	}
	return nil
}

func allOfKind(n *jsondoc.Node, kind jsondoc.Kind) bool {
	return len(n.Items()) > 0 && !slices.ContainsFunc(n.Items(), func(i *jsondoc.Node) bool { return !i.Is(kind) })
}

// readUntyped reads a schema that allows several kinds of value, or any: each keyword
// applies to the kind that it speaks of.
func (r *reader) readUntyped(v value, kinds []model.Kind, at declaration) *model.Type {
	t := r.free(v)
	t.Kinds, t.Format = kinds, v.node.Get("format").Text()
	if len(kinds) == 0 && v.has("type") {
		r.warnf(v.node.Get("type"), NullType, "type: null alone is no value of a template; the value is read as free-form JSON")
	}
	if t.Allows(model.String) {
		r.stringBounds(v, t)
	}
	if t.Allows(model.Integer) || t.Allows(model.Number) {
		r.numberBounds(v, t)
	}
	if t.Allows(model.List) {
		r.ofLists(v, t, at)
	}
	if t.Allows(model.ObjectRef) {
		r.readUntypedObject(v, t, at)
	}
	r.enum(v, t)
	r.combine(v, t, at)
	r.leftovers(v, t)
	return t
}

// combine reads the alternatives for a value that is no struct.
func (r *reader) combine(v value, t *model.Type, at declaration) {
	for _, keyword := range combinators {
		all := v.alternatives(keyword)
		if !slices.ContainsFunc(all, func(a value) bool { return constrains(a.node) }) {
			continue
		}
		var types []*model.Type
		for i, a := range all {
			to := inline(at, a.node, i)
			to.typed = t.Kind != model.JSON || len(t.Kinds) == 1
			types = append(types, r.asConstraint(r.typeOf(a, to), t))
		}
		setAlternatives(t, keyword, types)
	}
}

// isWord reports whether a title can be part of a name.
func isWord(title string) bool {
	return title != "" && !strings.ContainsFunc(title, func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < 'A' || r > 'Z') && (r < '0' || r > '9')
	})
}

func setAlternatives(t *model.Type, keyword string, types []*model.Type) {
	switch {
	case keyword == "allOf" || len(types) == 1:
		t.AllOf = append(t.AllOf, types...)
	case keyword == "anyOf":
		t.AnyOf = types
	default:
		t.OneOf = types
	}
}

// leftovers warns of the keywords that have no effect on a type, or that the
// model does not express.
func (r *reader) leftovers(v value, t *model.Type) {
	for _, m := range v.node.Members() {
		c := classOf(m.Name)
		switch {
		case c == applicator && !slices.Contains(combinators[:], m.Name):
			r.notExpressed(&t.Unexpressed, m.Name, m.Value)
		case c == unknown && v.node == r.root && (isTopLevel(m.Name) || r.used[m.Name]):
		case c == unknown:
			r.warnf(m.Value, UnknownKeyword, "unknown keyword %q: it has no effect", m.Name)
		case !speaksOf(t, c):
			r.notef(m.Value, NoEffect, "%s has no effect on %s", m.Name, "a value of type "+t.Kind.String())
		}
	}
}

// speaksOf reports whether keywords of a class have an effect on a value of a type.
func speaksOf(t *model.Type, c class) bool {
	kind := map[class]model.Kind{stringValue: model.String, arrayValue: model.List, objectValue: model.ObjectRef}
	want, one := kind[c]
	switch {
	case c == numberValue:
		return t.Kind == model.Integer || t.Kind == model.Number ||
			t.Kind == model.JSON && (t.Allows(model.Integer) || t.Allows(model.Number))
	case !one || t.Kind == want || t.Kind == model.Map && c == objectValue:
		return true
	}
	return t.Kind == model.JSON && t.Allows(want)
}
