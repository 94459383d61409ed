package schema

import (
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// Object is a JSON object with its members in order.
type Object []Member

// Member is a member of an [Object].
type Member struct {
	Name string
	// Value is an Object, a List, a string, a bool, or a [jsontext.Value], which is the
	// text of another value.
	Value any
}

// List is a JSON array of what a [Member] can have.
type List []any

// ListOf returns a list of strings.
func ListOf(texts []string) List {
	out := make(List, len(texts))
	for i, text := range texts {
		out[i] = text
	}
	return out
}

// Has reports whether there is a member of a name.
func (o Object) Has(name string) bool { return o.Get(name) != nil }

// Get returns the value of a member, nil where there is none.
func (o Object) Get(name string) any {
	for i := range o {
		if o[i].Name == name {
			return o[i].Value
		}
	}
	return nil
}

// with returns the members with one more schema, which is joined with the one of the same name.
func (o Object) with(name string, s Object) Object {
	for i := range o {
		if o[i].Name == name {
			o[i].Value = o[i].Value.(Object).And(s)
			return o
		}
	}
	return append(o, Member{name, s})
}

// And returns the schema of what satisfies two: the keywords of both, or where those depend on
// each other, the second one in allOf.
func (o Object) And(other Object) Object {
	switch {
	case len(other) == 0:
		return o
	case len(o) == 0:
		return other
	case o.Has("$ref"):
		return Object{{"allOf", List{o, other}}}
	case !o.concerns(other):
		return append(o[:len(o):len(o)], other...)
	}
	more := List{other}
	if len(other) == 1 && other[0].Name == "allOf" {
		more = other[0].Value.(List)
	}
	out := make(Object, 0, len(o)+1)
	for _, m := range o {
		if m.Name == "allOf" {
			more = append(append(List{}, m.Value.(List)...), more...)
			continue
		}
		out = append(out, m)
	}
	return append(out, Member{"allOf", more})
}

// concerns reports whether keywords of two schemas cannot stand side by side: they are the
// same, or which properties one allows depends on those that the other has.
func (o Object) concerns(other Object) bool {
	if other.Has("$ref") {
		return true
	}
	for _, m := range other {
		if o.Has(m.Name) {
			return true
		}
	}
	return o.hasProperties() && other.hasProperties() || o.hasBranches() && other.hasBranches()
}

func (o Object) hasProperties() bool {
	return o.Has("properties") || o.Has("patternProperties") || o.Has("additionalProperties")
}

func (o Object) hasBranches() bool { return o.Has("if") || o.Has("then") || o.Has("else") }

// Text adds a text, "" for none.
func (o *Object) Text(name, text string) {
	if text != "" {
		*o = append(*o, Member{name, text})
	}
}

// Flag adds true where it is set.
func (o *Object) Flag(name string, set bool) {
	if set {
		*o = append(*o, Member{name, true})
	}
}

// Count adds a number.
func (o *Object) Count(name string, n int) { o.number(name, strconv.Itoa(n)) }

func (o *Object) count(name string, n *uint64) {
	if n != nil {
		o.number(name, strconv.FormatUint(*n, 10))
	}
}

// number adds a number by its decimal text, "" for none.
func (o *Object) number(name, text string) {
	if text != "" {
		*o = append(*o, Member{name, jsontext.Value(text)})
	}
}

// Indented returns the text of an object, with a line for each member and each item.
func (o Object) Indented() ([]byte, error) {
	text, err := o.AppendTo(nil)
	if err != nil {
		return nil, err
	}
	v := jsontext.Value(text)
	err = v.Indent(jsontext.WithIndent("  "), jsontext.AllowDuplicateNames(false))
	return append(v, '\n'), err
}

// AppendTo appends the text of an object without white space. It is an error where a text is not
// UTF-8.
func (o Object) AppendTo(dst []byte) ([]byte, error) { return appendTo(dst, o) }

func appendTo(dst []byte, value any) ([]byte, error) {
	var err error
	switch value := value.(type) {
	case string:
		return jsontext.AppendQuote(dst, value)
	case bool:
		return strconv.AppendBool(dst, value), nil
	case jsontext.Value:
		return append(dst, value...), nil
	case List:
		dst = append(dst, '[')
		for i := 0; i < len(value) && err == nil; i++ {
			if i > 0 {
				dst = append(dst, ',')
			}
			dst, err = appendTo(dst, value[i])
		}
		dst = append(dst, ']')
	case Object:
		dst = append(dst, '{')
		for i := 0; i < len(value) && err == nil; i++ {
			if i > 0 {
				dst = append(dst, ',')
			}
			if dst, err = jsontext.AppendQuote(dst, value[i].Name); err == nil {
				dst, err = appendTo(append(dst, ':'), value[i].Value)
			}
		}
		dst = append(dst, '}')
	}
	return dst, err
}
