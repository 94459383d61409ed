package registry

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// jsonValue is the type of values that are kept as JSON text.
var jsonValue = &model.Type{Kind: model.JSON}

// asConstraint makes of a type the constraints on a value that has the type base. What
// is allowed is then written as base has its values.
func (r *reader) asConstraint(t, base *model.Type) *model.Type {
	return (&rewriting{reader: r}).rewrite(t, t, base)
}

// onJSON writes what a type allows as it stands in JSON text.
func (r *reader) onJSON(t *model.Type) *model.Type { return r.asConstraint(t, jsonValue) }

// rewriting makes of constraints on values of one type those on values of another,
// which have the same meaning.
type rewriting struct {
	*reader
	// met are the objects that are being rewritten: definitions can hold themselves.
	met []pair
}

// pair are two objects, of which the one restricts values of the other.
type pair struct{ from, to *model.Object }

// rewrite makes of a constraint on values of the type from one on values of the
// type to. A type is a constraint on values of its own.
func (w *rewriting) rewrite(t, from, to *model.Type) *model.Type {
	if t == nil {
		return nil
	}
	if !w.addTypes(t.Pos, 1+(len(t.Required)+len(t.Only)+len(t.Enum))/namesPerType) {
		return &model.Type{Pos: t.Pos, Kind: model.JSON}
	}
	if t.Kind == model.ObjectRef && to.Kind != model.JSON {
		return w.object(t, to)
	}
	if !w.addTypes(t.Pos, 1) {
		return &model.Type{Pos: t.Pos, Kind: model.JSON}
	}
	out := *t
	out.EnumName = ""
	// The lists can become shorter for one of the two.
	out.Required, out.Only = slices.Clone(t.Required), slices.Clone(t.Only)
	w.patterns(&out, to)
	out.ReplaceInside(func(k model.Keyword, name string, inner *model.Type) *model.Type {
		return w.rewrite(inner, part(from, k.Inside, name), part(to, k.Inside, name))
	})
	w.kind(&out, to)
	w.enum(&out, from, to)
	w.elem(&out, from, to)
	return &out
}

// kind leaves out that values are of a kind which they are anyway.
func (w *rewriting) kind(t, to *model.Type) {
	whole := t.Kind == model.Integer ||
		t.Kind == model.JSON && slices.Contains(t.Kinds, model.Integer) && !slices.Contains(t.Kinds, model.Number)
	switch {
	case to.Kind == model.Number && whole:
		// 5 is an integer, whatever the type that it is stored as.
		t.Kind, t.Kinds = model.JSON, nil
		t.AllOf = append(t.AllOf, &model.Type{Pos: t.Pos, Kind: model.JSON, Constraints: model.Constraints{MultipleOf: "1"}})
	case t.Kind == to.Kind && t.Kind != model.Map:
		t.Kind = model.JSON
	}
}

// enum writes the allowed values as values of the type to have them.
func (w *rewriting) enum(t, from, to *model.Type) {
	if len(t.Enum) == 0 {
		return
	}
	values := t.Enum
	ofStrings := from.Kind == model.String && (t.Kind == model.String || t.Kind == model.JSON)
	if ofStrings {
		values = quoted(values)
	}
	switch {
	case to.Kind == model.JSON:
		if ofStrings {
			t.Kind, t.Kinds = model.JSON, []model.Kind{model.String}
		}
		t.Enum = values
	case to.Kind < model.JSON:
		if t.Enum = allowed(values, to.Kind); t.Enum == nil {
			t.Kinds = []model.Kind{model.List} // which no scalar fits
		}
	default:
		t.Enum = nil
		w.structured(t, values, to)
	}
}

// structured is enum for values that are no scalars. Of those the model has no
// lists of allowed ones, but none fits a list of scalars.
func (w *rewriting) structured(t *model.Type, values []string, to *model.Type) {
	first := byte('{')
	if to.Kind == model.List {
		first = '['
	}
	if slices.ContainsFunc(values, func(value string) bool { return value[0] == first }) {
		w.loseKeyword(t, "enum", EnumNotExpressed, "the allowed values are not expressed: the value is not checked against them")
		return
	}
	t.Kind, t.Kinds = model.JSON, kindsOfValues(values)
}

// kindsOfValues returns the kinds of scalars that there are among JSON texts, at
// least one.
func kindsOfValues(values []string) []model.Kind {
	var kinds []model.Kind
	for _, value := range values {
		switch c := value[0]; {
		case c == 't' || c == 'f':
			kinds = append(kinds, model.Boolean)
		case c == '-' || c >= '0' && c <= '9':
			kinds = append(kinds, model.Number)
		case c == '"':
			kinds = append(kinds, model.String)
		}
	}
	if kinds == nil {
		return []model.Kind{model.String}
	}
	slices.Sort(kinds)
	return slices.Compact(kinds)
}

// lose warns of what values are not checked against.
func (w *rewriting) lose(t *model.Type, keyword string, code diag.Code, format string, args ...any) {
	w.warn(diag.Warningf(t.Pos, code, format, args...).For(keyword))
}

// loseKeyword is lose for a keyword of the schema that a type was read from, which
// the type keeps among what is not expressed.
func (w *rewriting) loseKeyword(t *model.Type, keyword string, code diag.Code, format string, args ...any) {
	w.lose(t, keyword, code, format, args...)
	schema := w.root.At(t.Pos.Pointer.String())
	if keyword == "enum" && schema.Get(keyword) == nil {
		keyword = "const"
	}
	if n := schema.Get(keyword); n != nil {
		t.Unexpressed = append(slices.Clip(t.Unexpressed), w.unexpressed(keyword, n))
	}
}

// patterns leaves out constraints on keys, which a struct has none of.
func (w *rewriting) patterns(t, to *model.Type) {
	if to.Kind == model.ObjectRef && (len(t.Keys) > 0 || t.Kind == model.Map) {
		w.loseKeyword(t, "patternProperties", NotExpressed, lost, "patternProperties")
		t.Kind, t.Kinds, t.Elem, t.Keys, t.OpenKeys = model.JSON, []model.Kind{model.ObjectRef}, nil, nil, false
	}
}

// elem rewrites what lists and maps hold, of which a constraint on a list is Items.
func (w *rewriting) elem(t, from, to *model.Type) {
	if t.Elem == nil {
		return
	}
	inner := w.rewrite(t.Elem, elem(from), elem(to))
	if t.Kind == model.List || t.Kind == model.Map {
		t.Elem = inner
	} else {
		t.Elem, t.Items = nil, inner
	}
}

// part returns the type of a part of the values of a type.
func part(t *model.Type, p model.Part, name string) *model.Type {
	switch p {
	case model.AnItem, model.AnEntry:
		return elem(t)
	case model.AProperty:
		return member(t, name)
	}
	return t
}

// elem returns the type of the values in a list or a map.
func elem(t *model.Type) *model.Type {
	if t.Elem != nil {
		return t.Elem
	}
	return jsonValue
}

// member returns the type of the values of a property.
func member(t *model.Type, name string) *model.Type {
	if t.Kind == model.Map {
		return elem(t)
	}
	if t.Kind == model.ObjectRef {
		if p := t.Object.Property(name); p != nil {
			return p.Type
		}
	}
	return jsonValue
}

// allowsAll reports whether every value satisfies a constraint.
func allowsAll(t *model.Type) bool {
	return t.Kind == model.JSON && t.Elem == nil && t.IsEmpty()
}

// object writes what a struct demands of its properties for an object that is kept
// as something else.
func (w *rewriting) object(t, to *model.Type) *model.Type {
	out := &model.Type{Pos: t.Pos, Kind: model.JSON, Constraints: model.Constraints{Kinds: []model.Kind{model.ObjectRef}}}
	key := pair{t.Object, to.Object}
	switch {
	case to.Kind != model.Map && to.Kind != model.ObjectRef || t.Object == to.Object:
		return out
	case slices.Contains(w.met, key):
		w.lose(t, "properties", RecursiveObject, "the properties of an object inside one of its own kind are not expressed: the value is not checked against them")
		return out
	case !w.addTypes(t.Pos, len(t.Object.Properties)):
		return out
	}
	w.met = append(w.met, key)
	defer func() { w.met = w.met[:len(w.met)-1] }()
	out.Closed = !t.Object.Open
	for _, p := range t.Object.Properties {
		if p.Required {
			out.Required = append(out.Required, p.Name)
		}
		if out.Closed {
			out.Only = append(out.Only, p.Name)
		}
		inner := w.rewrite(p.Type, p.Type, member(to, p.Name))
		if allowsAll(inner) {
			out.Unexpressed = append(out.Unexpressed, inner.Unexpressed...)
		} else {
			out.Properties = append(out.Properties, &model.Member{Name: p.Name, Type: inner})
		}
	}
	if rules := w.rewrite(t.Object.Rules, t, to); rules != nil {
		out.AllOf = append(out.AllOf, rules)
	}
	return out
}

// quoted returns strings as JSON texts.
func quoted(list []string) []string {
	var out []string
	for _, s := range list {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		_ = e.Encode(s) // a string can always be written
		out = append(out, string(bytes.TrimRight(b.Bytes(), "\n")))
	}
	return out
}

// allowed returns those of JSON texts that are values of a scalar's kind, as its enum
// has them.
func allowed(enum []string, kind model.Kind) []string {
	var out []string
	for _, text := range enum {
		var value any
		_ = json.Unmarshal([]byte(text), &value) // a string that has no quotes is no value
		switch value := value.(type) {
		case string:
			if kind == model.String {
				out = append(out, value)
			}
		case bool:
			if kind == model.Boolean {
				out = append(out, text)
			}
		case float64:
			r, ok := jsondoc.Rational(text)
			switch {
			case kind == model.Number:
				out = append(out, text)
			case kind == model.Integer && ok && r.IsInt():
				out = append(out, r.Num().String())
			}
		}
	}
	return out
}
