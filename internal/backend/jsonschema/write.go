package jsonschema

import (
	"bytes"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"
)

// object is a JSON object with its members in order.
type object []member

type member struct {
	name string
	// value is an object, a list, a string, a bool, or the text of another value.
	value any
}

// list is a JSON array.
type list []any

func listOf(texts []string) list {
	out := make(list, len(texts))
	for i, text := range texts {
		out[i] = text
	}
	return out
}

func (o object) has(name string) bool {
	for _, m := range o {
		if m.name == name {
			return true
		}
	}
	return false
}

// and returns the schema of what satisfies two: the keywords of both, or where those depend on
// each other, the second one in allOf.
func (o object) and(other object) object {
	switch {
	case len(other) == 0:
		return o
	case len(o) == 0:
		return other
	case o.has("$ref"):
		return object{{"allOf", list{o, other}}}
	case !o.concerns(other):
		return append(o[:len(o):len(o)], other...)
	}
	more := list{other}
	if len(other) == 1 && other[0].name == "allOf" {
		more = other[0].value.(list)
	}
	out := make(object, 0, len(o)+1)
	for _, m := range o {
		if m.name == "allOf" {
			more = append(append(list{}, m.value.(list)...), more...)
			continue
		}
		out = append(out, m)
	}
	return append(out, member{"allOf", more})
}

// concerns reports whether keywords of two schemas cannot stand side by side: they are the
// same, or which properties one allows depends on those that the other has.
func (o object) concerns(other object) bool {
	if other.has("$ref") {
		return true
	}
	for _, m := range other {
		if o.has(m.name) {
			return true
		}
	}
	return o.hasProperties() && other.hasProperties()
}

func (o object) hasProperties() bool {
	return o.has("properties") || o.has("patternProperties") || o.has("additionalProperties")
}

func (o *object) text(name, text string) {
	if text != "" {
		*o = append(*o, member{name, text})
	}
}

func (o *object) flag(name string, set bool) {
	if set {
		*o = append(*o, member{name, true})
	}
}

func (o *object) count(name string, n *uint64) {
	if n != nil {
		o.number(name, strconv.FormatUint(*n, 10))
	}
}

// number adds a number by its decimal text, "" for none.
func (o *object) number(name, text string) {
	if text != "" {
		*o = append(*o, member{name, jsontext.Value(text)})
	}
}

// indented returns the text of an object, with a line for each member and each item.
func (o object) indented() ([]byte, error) {
	var b bytes.Buffer
	enc := jsontext.NewEncoder(&b, jsontext.WithIndent("  "), jsontext.AllowDuplicateNames(false))
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
	case list:
		if err := enc.WriteToken(jsontext.BeginArray); err != nil {
			return err
		}
		for _, item := range value {
			if err := write(enc, item); err != nil {
				return err
			}
		}
		return enc.WriteToken(jsontext.EndArray)
	case object:
		if err := enc.WriteToken(jsontext.BeginObject); err != nil {
			return err
		}
		for _, m := range value {
			if err := enc.WriteToken(jsontext.String(m.name)); err != nil {
				return err
			}
			if err := write(enc, m.value); err != nil {
				return err
			}
		}
		return enc.WriteToken(jsontext.EndObject)
	}
	return nil
}
