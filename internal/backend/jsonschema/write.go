package jsonschema

import (
	"bytes"
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/cfngen/cfngen/internal/model"
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

// and returns the schema of what satisfies two: the keywords of both, or where they have some
// in common, the second one in allOf.
func (o object) and(other object) object {
	if len(other) == 0 {
		return o
	}
	if len(o) == 0 {
		return other
	}
	apart := o.has("$ref") || other.has("$ref")
	for _, m := range other {
		apart = apart || o.has(m.name) || m.name == "additionalProperties" || m.name == "properties" || m.name == "patternProperties"
	}
	if !apart {
		return append(o[:len(o):len(o)], other...)
	}
	if o.has("$ref") {
		return object{{"allOf", list{o, other}}}
	}
	out := make(object, 0, len(o)+1)
	all := list{other}
	for _, m := range o {
		if m.name == "allOf" {
			all = append(append(list{}, m.value.(list)...), other)
			continue
		}
		out = append(out, m)
	}
	return append(out, member{"allOf", all})
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

func (o *object) all(name string, types []*model.Type, base *model.Type) {
	if len(types) == 0 {
		return
	}
	var all list
	for _, t := range types {
		all = append(all, constraint(t, base))
	}
	*o = append(*o, member{name, all})
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
