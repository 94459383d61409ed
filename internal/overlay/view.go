package overlay

import (
	"encoding/json"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

type resourceView struct {
	objectView
	Definitions       map[string]objectView    `json:"definitions"`
	Attributes        map[string]attributeView `json:"attributes"`
	PrimaryIdentifier []string                 `json:"primaryIdentifier,omitempty"`
}

type objectView struct {
	Description   string                  `json:"description,omitempty"`
	Documentation string                  `json:"documentation,omitempty"`
	Open          bool                    `json:"open,omitempty"`
	Properties    map[string]propertyView `json:"properties"`
}

type propertyView struct {
	Type          *typeView       `json:"type"`
	Required      bool            `json:"required,omitempty"`
	Update        string          `json:"update,omitempty"`
	ReadOnly      bool            `json:"readOnly,omitempty"`
	WriteOnly     bool            `json:"writeOnly,omitempty"`
	Deprecated    bool            `json:"deprecated,omitempty"`
	Default       json.RawMessage `json:"default,omitempty"`
	Description   string          `json:"description,omitempty"`
	Documentation string          `json:"documentation,omitempty"`
}

type attributeView struct {
	Type        *typeView `json:"type"`
	Description string    `json:"description,omitempty"`
}

type typeView struct {
	Kind              string      `json:"kind"`
	Items             *typeView   `json:"items,omitempty"`
	Values            *typeView   `json:"values,omitempty"`
	Object            string      `json:"object,omitempty"`
	ObjectOnly        bool        `json:"objectOnly,omitempty"`
	Enum              []string    `json:"enum,omitempty"`
	EnumName          string      `json:"enumName,omitempty"`
	Pattern           *string     `json:"pattern,omitempty"`
	Format            string      `json:"format,omitempty"`
	MinLength         *uint64     `json:"minLength,omitempty"`
	MaxLength         *uint64     `json:"maxLength,omitempty"`
	Minimum           json.Number `json:"minimum,omitempty"`
	Maximum           json.Number `json:"maximum,omitempty"`
	ExclusiveMinimum  json.Number `json:"exclusiveMinimum,omitempty"`
	ExclusiveMaximum  json.Number `json:"exclusiveMaximum,omitempty"`
	MultipleOf        json.Number `json:"multipleOf,omitempty"`
	MinItems          *uint64     `json:"minItems,omitempty"`
	MaxItems          *uint64     `json:"maxItems,omitempty"`
	UniqueItems       bool        `json:"uniqueItems,omitempty"`
	KeyPattern        *string     `json:"keyPattern,omitempty"`
	DuplicatesAllowed *bool       `json:"duplicatesAllowed,omitempty"`
}

// kindName is the view's word for a kind.
func kindName(k model.Kind) string {
	switch k {
	case model.JSON:
		return "json"
	case model.ObjectRef:
		return "object"
	default:
		return k.String()
	}
}

func updateName(u model.Update) string {
	switch u {
	case model.UpdateConditional:
		return "conditional"
	case model.UpdateImmutable:
		return "immutable"
	default:
		return ""
	}
}

// viewer builds the view of a resource and notes where each part of it came
// from, by the part's pointer.
type viewer struct{ positions map[string]diag.Position }

func (v *viewer) resource(r *model.Resource) resourceView {
	v.positions[""] = r.Pos
	out := resourceView{
		objectView:        v.object(r.Object, ""),
		Definitions:       map[string]objectView{},
		Attributes:        map[string]attributeView{},
		PrimaryIdentifier: r.PrimaryIdentifier,
	}
	out.Description, out.Documentation = r.Doc, r.DocURL
	for _, o := range r.Definitions {
		out.Definitions[o.Name] = v.object(o, join("/definitions", o.Name))
	}
	for _, a := range r.Attributes {
		at := join("/attributes", a.Name)
		v.positions[at] = a.Pos
		out.Attributes[a.Name] = attributeView{Type: v.typeOf(a.Type, at+"/type"), Description: a.Doc}
	}
	return out
}

func join(pointer, name string) string { return pointer + "/" + jsondoc.EscapePointer(name) }

func (v *viewer) object(o *model.Object, at string) objectView {
	v.positions[at] = o.Pos
	out := objectView{Description: o.Doc, Documentation: o.DocURL, Open: o.Open, Properties: map[string]propertyView{}}
	for _, p := range o.Properties {
		out.Properties[p.Name] = v.property(p, join(at+"/properties", p.Name))
	}
	return out
}

func (v *viewer) property(p *model.Property, at string) propertyView {
	v.positions[at] = p.Pos
	out := propertyView{
		Type: v.typeOf(p.Type, at+"/type"), Required: p.Required, Update: updateName(p.Update),
		ReadOnly: p.ReadOnly, WriteOnly: p.WriteOnly, Deprecated: p.Deprecated,
		Description: p.Doc, Documentation: p.DocURL,
	}
	if p.Default != "" {
		out.Default = json.RawMessage(p.Default)
	}
	return out
}

func (v *viewer) typeOf(t *model.Type, at string) *typeView {
	v.positions[at] = t.Pos
	out := &typeView{
		Kind: kindName(t.Kind), ObjectOnly: t.ObjectOnly,
		Enum: t.Enum, EnumName: t.EnumName, Pattern: t.Pattern, Format: t.Format,
		MinLength: t.MinLength, MaxLength: t.MaxLength,
		Minimum: json.Number(t.Minimum), Maximum: json.Number(t.Maximum),
		ExclusiveMinimum: json.Number(t.ExclusiveMinimum), ExclusiveMaximum: json.Number(t.ExclusiveMaximum),
		MultipleOf: json.Number(t.MultipleOf),
		MinItems:   t.MinItems, MaxItems: t.MaxItems, UniqueItems: t.UniqueItems,
		KeyPattern: t.KeyPattern, DuplicatesAllowed: t.DuplicatesAllowed,
	}
	switch t.Kind {
	case model.List:
		out.Items = v.typeOf(t.Elem, at+"/items")
	case model.Map:
		out.Values = v.typeOf(t.Elem, at+"/values")
	case model.ObjectRef:
		out.Object = t.Object.Name
	}
	return out
}
