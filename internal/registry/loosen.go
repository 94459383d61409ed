package registry

import (
	"bytes"
	"encoding/json"
	"slices"

	"github.com/cfngen/cfngen/internal/model"
)

// loosen makes of a type the constraints on a value that has the type base. What
// is allowed is then written as base has its values.
func loosen(t, base *model.Type) *model.Type {
	out := *t
	switch {
	case base.Kind == model.JSON:
		return onJSON(t)
	case base.Kind == model.Number && t.Kind == model.Integer:
		// 5 is an integer, whatever the type that it is stored as.
		out.AllOf = append(slices.Clone(t.AllOf), &model.Type{Pos: t.Pos, Kind: model.JSON, Constraints: model.Constraints{MultipleOf: "1"}})
	case t.Kind == model.JSON && len(t.Enum) > 0:
		if out.Enum = allowed(t.Enum, base.Kind); out.Enum == nil {
			out.Kinds = []model.Kind{model.List} // which no scalar fits
		}
	case t.Kind != base.Kind || base.Kind == model.Map || base.Kind == model.ObjectRef:
		if t.Kind == model.ObjectRef && base.Kind != model.Map {
			return &model.Type{Pos: t.Pos, Kind: model.JSON, Constraints: model.Constraints{Kinds: []model.Kind{model.ObjectRef}}}
		}
		if len(t.Enum) > 0 {
			out.EnumName, out.Enum = "", allowed(t.Enum, base.Kind)
		}
		return &out
	}
	out.Kind, out.EnumName = model.JSON, ""
	if base.Kind == model.List && t.Elem != nil {
		out.Elem, out.Items = nil, loosen(t.Elem, base.Elem)
	}
	return &out
}

// onJSON writes what a type allows as it stands in JSON text.
func onJSON(t *model.Type) *model.Type { return asJSON(t, t) }

// asJSON is onJSON for a type that is a constraint on values of the type base.
func asJSON(t, base *model.Type) *model.Type {
	if t == nil || base == nil || base.Kind == model.JSON {
		return t
	}
	out := *t
	out.EnumName = ""
	if base.Kind == model.String && (t.Kind == model.String || t.Kind == model.JSON) && len(t.Enum) > 0 {
		out.Kind, out.Kinds, out.Enum = model.JSON, []model.Kind{model.String}, quoted(t.Enum)
	}
	out.Elem, out.Items = asJSON(t.Elem, base.Elem), asJSON(t.Items, base.Elem)
	out.Keys = slices.Clone(t.Keys)
	for i := range out.Keys {
		out.Keys[i].Values = asJSON(out.Keys[i].Values, base.Elem)
	}
	for _, list := range []*[]*model.Type{&out.AllOf, &out.AnyOf, &out.OneOf} {
		*list = slices.Clone(*list)
		for i := range *list {
			(*list)[i] = asJSON((*list)[i], base)
		}
	}
	return &out
}

// quoted gives strings as JSON texts.
func quoted(texts []string) []string {
	var out []string
	for _, text := range texts {
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		_ = e.Encode(text) // a string can always be written
		out = append(out, string(bytes.TrimRight(b.Bytes(), "\n")))
	}
	return out
}

// allowed gives those of JSON texts that are values of a scalar's kind, as its enum
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
			r, ok := rational(text)
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
