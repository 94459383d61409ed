package schema

import (
	"bytes"
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
func (o Object) Indented() ([]byte, error) { return o.text(jsontext.WithIndent("  ")) }

// Compact returns the text of an object without white space.
func (o Object) Compact() ([]byte, error) { return o.text() }

func (o Object) text(options ...jsontext.Options) ([]byte, error) {
	var b bytes.Buffer
	enc := jsontext.NewEncoder(&b, append(options, jsontext.AllowDuplicateNames(false))...)
	if err := write(enc, o); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

func write(enc *jsontext.Encoder, value any) error {
	switch value := value.(type) {
	case string:
		return enc.WriteToken(jsontext.String(value))
	case bool:
		return enc.WriteToken(jsontext.Bool(value))
	case jsontext.Value:
		return enc.WriteValue(value)
	case List:
		if err := enc.WriteToken(jsontext.BeginArray); err != nil {
			return err
		}
		for _, item := range value {
			if err := write(enc, item); err != nil {
				return err
			}
		}
		return enc.WriteToken(jsontext.EndArray)
	case Object:
		if err := enc.WriteToken(jsontext.BeginObject); err != nil {
			return err
		}
		for _, m := range value {
			if err := enc.WriteToken(jsontext.String(m.Name)); err != nil {
				return err
			}
			if err := write(enc, m.Value); err != nil {
				return err
			}
		}
		return enc.WriteToken(jsontext.EndObject)
	}
	return nil
}
