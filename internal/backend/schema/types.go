package schema

import (
	"net/url"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// Dialect is how a back end writes types. The zero value is not usable: Reference is needed.
type Dialect struct {
	// Draft7 reports whether keywords are those of draft 7, where 2020-12 has others.
	Draft7 bool
	// Reference returns the URI of a definition.
	Reference func(*model.Object) string
	// Property returns the schema of a property, of which value is the schema of its values.
	Property func(p *model.Property, value Object) Object
	// Place, where it is not nil, returns the schema of what can stand in the place of a value: of a
	// property, an item or an entry. Literal is the schema of the value itself.
	Place func(t *model.Type, literal Object) Object
	// Pattern, where it is not nil, returns a pattern as the files have it, and whether they can
	// have it.
	Pattern func(string) (string, bool)
	// Macros, where it is not "", is the pattern of the keys that every object and every map
	// allows beside its own, without the ^ that it begins with.
	Macros string
	// Converts reports whether a scalar fits where CloudFormation converts it: "3" in the place of 3.
	Converts bool
	// OneOf, where it is not nil, returns the schema of what fits exactly one of several.
	OneOf func(all List) Object
}

// Properties returns the keywords for the properties of an object.
func (d *Dialect) Properties(o *model.Object) Object {
	s := Object{{"type", "object"}}
	var all Object
	var required List
	for _, p := range o.Properties {
		all = append(all, Member{p.Name, d.Property(p, d.Value(p.Type))})
		if p.Required {
			required = append(required, p.Name)
		}
	}
	if all != nil {
		s = append(s, Member{"properties", all})
	}
	if required != nil {
		s = append(s, Member{"required", required})
	}
	if !o.Open {
		s = append(s, d.beside()...)
		s = append(s, Member{"additionalProperties", false})
	}
	if o.Rules != nil {
		s = s.And(d.constraint(o.Rules, &model.Type{Kind: model.ObjectRef, Object: o}))
	}
	return s
}

// Value returns the schema of what can stand in the place of a value of a type.
func (d *Dialect) Value(t *model.Type) Object { return d.place(t, t) }

// Literal returns the schema of the values of a type.
func (d *Dialect) Literal(t *model.Type) Object { return d.constraint(t, t) }

func (d *Dialect) place(t, base *model.Type) Object {
	s := d.constraint(t, base)
	if d.Place == nil || len(s) == 0 {
		return s
	}
	return d.Place(t, s)
}

// constraint returns the schema of a type as what restricts values that have the type base.
// The model writes allowed values as base has them.
func (d *Dialect) constraint(t, base *model.Type) Object {
	var s Object
	switch t.Kind {
	case model.ObjectRef:
		s = Object{{"$ref", d.Reference(t.Object)}}
		if rest := d.keywords(t, base); len(rest) > 0 {
			return Object{{"allOf", List{s, rest}}}
		}
		return s
	case model.JSON:
		s = d.kinds(t.Kinds)
	case model.Map:
		s = append(Object{{"type", "object"}}, d.entries(t, base)...)
	default:
		s = d.kinds([]model.Kind{t.Kind})
	}
	if t.Kind == model.List && t.Elem != nil {
		if items := d.place(t.Elem, inside(base)); len(items) > 0 {
			s = append(s, Member{"items", items})
		}
	}
	return s.And(d.keywords(t, base))
}

// constraints returns the schemas of types as constraint does.
func (d *Dialect) constraints(types []*model.Type, base *model.Type) List {
	var all List
	for _, t := range types {
		all = append(all, d.constraint(t, base))
	}
	return all
}

// inside returns the type of the values in a list or a map.
func inside(t *model.Type) *model.Type {
	if t.Elem != nil {
		return t.Elem
	}
	return &model.Type{Kind: model.JSON}
}

// ofProperty returns the type of the values of a property.
func ofProperty(t *model.Type, name string) *model.Type {
	if t.Kind == model.ObjectRef {
		if p := t.Object.Property(name); p != nil {
			return p.Type
		}
		return &model.Type{Kind: model.JSON}
	}
	return inside(t)
}

// entries returns the keywords for the values in a map, by the patterns of their keys. What a key
// has that matches none of them is not restricted.
func (d *Dialect) entries(t, base *model.Type) Object {
	elem := Object{}
	if t.Elem != nil {
		elem = d.place(t.Elem, inside(base))
	}
	var s, patterns Object
	whole := true
	for _, k := range t.Keys {
		of := elem
		if k.Values != nil {
			of = elem.And(d.place(k.Values, inside(base)))
		}
		pattern, ok := d.pattern(k.Pattern)
		if whole = whole && ok; ok {
			patterns = patterns.with(d.withoutMacros(pattern), of)
		}
	}
	closed := len(t.Keys) > 0 && !t.OpenKeys && whole
	if d.Macros != "" && (closed || len(t.Keys) == 0 && len(elem) > 0) {
		patterns = append(patterns, Member{"^" + d.Macros, true})
	}
	if patterns != nil {
		s = Object{{"patternProperties", patterns}}
	}
	switch {
	case closed:
		s = append(s, Member{"additionalProperties", false})
	case len(t.Keys) == 0 && len(elem) > 0:
		s = append(s, Member{"additionalProperties", elem})
	}
	return s
}

// beside returns the keyword for the keys of macros, none where there are none.
func (d *Dialect) beside() Object {
	if d.Macros == "" {
		return nil
	}
	return Object{{"patternProperties", Object{{"^" + d.Macros, true}}}}
}

// withoutMacros returns a pattern of keys that matches no macro's key.
func (d *Dialect) withoutMacros(pattern string) string {
	if d.Macros == "" {
		return pattern
	}
	not := "^(?!" + d.Macros + ")"
	if rest, ok := strings.CutPrefix(pattern, "^"); ok && !strings.Contains(rest, "|") {
		return not + rest
	}
	return not + `(?=[\s\S]*?(?:` + pattern + "))"
}

func (d *Dialect) pattern(p string) (string, bool) {
	if d.Pattern == nil {
		return p, true
	}
	return d.Pattern(p)
}

// kinds returns the keyword for the kinds that a value can have, none for all.
func (d *Dialect) kinds(all []model.Kind) Object {
	if d.Converts {
		return converted(all)
	}
	return kinds(all)
}

func kinds(all []model.Kind) Object {
	var names List
	for _, k := range all {
		if name := kindName(k); !slices.Contains(names, any(name)) {
			names = append(names, name)
		}
	}
	return ofTypes(names)
}

// ofTypes returns the keyword for the names of types, none for all.
func ofTypes(names List) Object {
	switch len(names) {
	case 0:
		return nil
	case 1:
		return Object{{"type", names[0]}}
	}
	return Object{{"type", names}}
}

// kindName returns JSON Schema's name of a kind.
func kindName(k model.Kind) string {
	switch k {
	case model.List:
		return "array"
	case model.Map:
		return model.ObjectRef.Name()
	}
	return k.Name()
}

// enum returns allowed values of a kind.
func (d *Dialect) enum(texts []string, kind model.Kind) List {
	var out List
	if kind == model.String {
		out = ListOf(texts)
	} else {
		for _, text := range texts {
			out = append(out, jsontext.Value(text))
		}
	}
	if d.Converts {
		out = withConverted(out, texts, kind)
	}
	return out
}

// Fragment returns a URI reference to what a JSON pointer of these parts leads to.
func Fragment(parts ...string) string {
	pointer := ""
	for _, part := range parts {
		pointer += "/" + diag.EscapePointer(part)
	}
	return "#" + (&url.URL{Fragment: pointer}).EscapedFragment()
}
