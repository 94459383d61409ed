package overlay

import (
	"encoding/json"
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

type resourceView struct {
	objectView
	Definitions       map[string]objectView    `json:"definitions"`
	Attributes        map[string]attributeView `json:"attributes"`
	PrimaryIdentifier []string                 `json:"primaryIdentifier,omitempty"`
	Ref               []string                 `json:"ref,omitempty"`
	ARN               string                   `json:"arn,omitempty"`
	ARNProperty       string                   `json:"arnProperty,omitempty"`
	Stateful          bool                     `json:"stateful,omitempty"`
	Marks             map[string]markView      `json:"marks,omitempty"`
}

type markView struct {
	Update     string `json:"update,omitempty"`
	ReadOnly   bool   `json:"readOnly,omitempty"`
	WriteOnly  bool   `json:"writeOnly,omitempty"`
	Deprecated bool   `json:"deprecated,omitempty"`
}

type objectView struct {
	Description   string                  `json:"description,omitempty"`
	Documentation string                  `json:"documentation,omitempty"`
	Open          bool                    `json:"open,omitempty"`
	Properties    map[string]propertyView `json:"properties"`
	Rules         *typeView               `json:"rules,omitempty"`
	Unexpressed   []unexpressedView       `json:"unexpressed,omitempty"`
}

type unexpressedView struct {
	Keyword string `json:"keyword"`
	Value   string `json:"value"`
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
	Relations     []relationView  `json:"relationshipRefs,omitempty"`
}

// relationView is what a registry schema has as relationshipRef.
type relationView struct {
	TypeName     string `json:"typeName"`
	PropertyPath string `json:"propertyPath"`
}

type attributeView struct {
	Type        *typeView `json:"type"`
	Description string    `json:"description,omitempty"`
}

type typeView struct {
	Kind              string               `json:"kind"`
	Items             *typeView            `json:"items,omitempty"`
	Values            *typeView            `json:"values,omitempty"`
	Object            string               `json:"object,omitempty"`
	Kinds             []string             `json:"kinds,omitempty"`
	Enum              []string             `json:"enum,omitempty"`
	EnumName          string               `json:"enumName,omitempty"`
	Pattern           *string              `json:"pattern,omitempty"`
	Format            string               `json:"format,omitempty"`
	MinLength         *uint64              `json:"minLength,omitempty"`
	MaxLength         *uint64              `json:"maxLength,omitempty"`
	Minimum           json.Number          `json:"minimum,omitempty"`
	Maximum           json.Number          `json:"maximum,omitempty"`
	ExclusiveMinimum  json.Number          `json:"exclusiveMinimum,omitempty"`
	ExclusiveMaximum  json.Number          `json:"exclusiveMaximum,omitempty"`
	MultipleOf        json.Number          `json:"multipleOf,omitempty"`
	MinItems          *uint64              `json:"minItems,omitempty"`
	MaxItems          *uint64              `json:"maxItems,omitempty"`
	UniqueItems       bool                 `json:"uniqueItems,omitempty"`
	MinProperties     *uint64              `json:"minProperties,omitempty"`
	MaxProperties     *uint64              `json:"maxProperties,omitempty"`
	Keys              []keysView           `json:"keys,omitempty"`
	OpenKeys          bool                 `json:"openKeys,omitempty"`
	Required          []string             `json:"required,omitempty"`
	Closed            bool                 `json:"closed,omitempty"`
	Only              []string             `json:"only,omitempty"`
	Properties        map[string]*typeView `json:"properties,omitempty"`
	Dependencies      []dependencyView     `json:"dependencies,omitempty"`
	AllOf             []*typeView          `json:"allOf,omitempty"`
	AnyOf             []*typeView          `json:"anyOf,omitempty"`
	OneOf             []*typeView          `json:"oneOf,omitempty"`
	DuplicatesAllowed *bool                `json:"duplicatesAllowed,omitempty"`
	Unordered         bool                 `json:"unordered,omitempty"`
	Unexpressed       []unexpressedView    `json:"unexpressed,omitempty"`
}

type keysView struct {
	Pattern string    `json:"pattern"`
	Values  *typeView `json:"values,omitempty"`
}

type dependencyView struct {
	Property string    `json:"property"`
	Required []string  `json:"required,omitempty"`
	Then     *typeView `json:"then,omitempty"`
}

// propertyPath is what the path of a property begins with.
const propertyPath = "/properties/"

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
type viewer struct {
	positions map[string]diag.Position
	// size is about how many bytes the view has as text.
	size int
}

// viewLimit is how many bytes a view can have. The largest one of what AWS publishes
// has a tenth of it.
const viewLimit = 16 << 20

// add counts a part of the view, and reports whether there is room for it.
func (v *viewer) add(at string, texts ...string) bool {
	v.size += 2*len(at) + 64
	for _, text := range texts {
		v.size += len(text) + 3
	}
	return v.size <= viewLimit
}

func (v *viewer) resource(r *model.Resource) resourceView {
	v.positions[""] = r.Pos
	out := resourceView{
		objectView:        v.object(r.Object, ""),
		Definitions:       map[string]objectView{},
		Attributes:        map[string]attributeView{},
		PrimaryIdentifier: r.PrimaryIdentifier,
		Ref:               r.Ref,
		ARN:               r.ARN,
		ARNProperty:       r.ARNProperty,
		Stateful:          r.Stateful,
	}
	out.Description, out.Documentation = r.Doc, r.DocURL
	for _, o := range r.Definitions {
		out.Definitions[o.Name] = v.object(o, join("/definitions", o.Name))
	}
	for _, m := range r.Marks {
		if out.Marks == nil {
			out.Marks = map[string]markView{}
		}
		v.positions[join("/marks", m.Path)] = m.Pos
		out.Marks[m.Path] = markView{Update: updateName(m.Update), ReadOnly: m.ReadOnly, WriteOnly: m.WriteOnly, Deprecated: m.Deprecated}
	}
	for _, a := range r.Attributes {
		at := join("/attributes", a.Name)
		v.positions[at] = a.Pos
		out.Attributes[a.Name] = attributeView{Type: v.typeOf(a.Type, at+"/type"), Description: a.Doc}
	}
	return out
}

func join(pointer, name string) string { return pointer + "/" + diag.EscapePointer(name) }

func (v *viewer) object(o *model.Object, at string) objectView {
	v.positions[at] = o.Pos
	out := objectView{Description: o.Doc, Documentation: o.DocURL, Open: o.Open, Properties: map[string]propertyView{}}
	for _, p := range o.Properties {
		out.Properties[p.Name] = v.property(p, join(at+"/properties", p.Name))
	}
	if o.Rules != nil {
		out.Rules = v.typeOf(o.Rules, at+"/rules")
	}
	out.Unexpressed = v.unexpressed(o.Unexpressed, at)
	return out
}

func (v *viewer) property(p *model.Property, at string) propertyView {
	v.add(at, p.Name, p.Doc, p.DocURL, p.Default)
	v.positions[at] = p.Pos
	out := propertyView{
		Type: v.typeOf(p.Type, at+"/type"), Required: p.Required, Update: updateName(p.Update),
		ReadOnly: p.ReadOnly, WriteOnly: p.WriteOnly, Deprecated: p.Deprecated,
		Description: p.Doc, Documentation: p.DocURL,
	}
	if p.Default != "" {
		out.Default = json.RawMessage(p.Default)
	}
	for _, t := range p.Targets {
		path := propertyPath + strings.ReplaceAll(t.Property, ".", "/")
		v.add("", t.TypeName, path)
		out.Relations = append(out.Relations, relationView{t.TypeName, path})
	}
	return out
}

func (v *viewer) typeOf(t *model.Type, at string) *typeView {
	if !v.add(at, t.Format, t.EnumName) || !v.add("", t.Enum...) || !v.add("", t.Required...) || !v.add("", t.Only...) {
		return &typeView{}
	}
	if t.Pattern != nil {
		v.size += len(*t.Pattern)
	}
	v.positions[at] = t.Pos
	out := &typeView{
		Kind: kindName(t.Kind), Enum: t.Enum, EnumName: t.EnumName, Pattern: t.Pattern, Format: t.Format,
		MinLength: t.MinLength, MaxLength: t.MaxLength,
		Minimum: json.Number(t.Minimum), Maximum: json.Number(t.Maximum),
		ExclusiveMinimum: json.Number(t.ExclusiveMinimum), ExclusiveMaximum: json.Number(t.ExclusiveMaximum),
		MultipleOf: json.Number(t.MultipleOf),
		MinItems:   t.MinItems, MaxItems: t.MaxItems, UniqueItems: t.UniqueItems,
		MinProperties: t.MinProperties, MaxProperties: t.MaxProperties,
		OpenKeys: t.OpenKeys, Required: t.Required, Closed: t.Closed, Only: t.Only,
		DuplicatesAllowed: t.DuplicatesAllowed, Unordered: t.Unordered, Unexpressed: v.unexpressed(t.Unexpressed, at),
	}
	for _, k := range t.Kinds {
		out.Kinds = append(out.Kinds, kindName(k))
	}
	switch t.Kind {
	case model.List:
		out.Items = v.typeOf(t.Elem, at+"/items")
	case model.Map:
		out.Values = v.typeOf(t.Elem, at+"/values")
	case model.ObjectRef:
		out.Object = t.Object.Name
	case model.JSON:
		out.Items = v.optional(t.Items, at+"/items")
	}
	v.together(t, out, at)
	return out
}

func (v *viewer) unexpressed(list []model.Unexpressed, at string) (views []unexpressedView) {
	for i, u := range list {
		v.positions[at+"/unexpressed/"+strconv.Itoa(i)] = u.Pos
		views = append(views, unexpressedView{u.Keyword, u.Value})
	}
	return views
}

func (v *viewer) optional(t *model.Type, at string) *typeView {
	if t == nil {
		return nil
	}
	return v.typeOf(t, at)
}

// together views the types in a type's constraints.
func (v *viewer) together(t *model.Type, out *typeView, at string) {
	for i, k := range t.Keys {
		out.Keys = append(out.Keys, keysView{k.Pattern, v.optional(k.Values, at+"/keys/"+strconv.Itoa(i)+"/values")})
	}
	for _, m := range t.Properties {
		if out.Properties == nil {
			out.Properties = map[string]*typeView{}
		}
		out.Properties[m.Name] = v.typeOf(m.Type, join(at+"/properties", m.Name))
	}
	for i, d := range t.Dependencies {
		then := v.optional(d.Then, at+"/dependencies/"+strconv.Itoa(i)+"/then")
		out.Dependencies = append(out.Dependencies, dependencyView{d.Property, d.Required, then})
	}
	list := func(name string, types []*model.Type) (views []*typeView) {
		for i, a := range types {
			views = append(views, v.typeOf(a, at+"/"+name+"/"+strconv.Itoa(i)))
		}
		return views
	}
	out.AllOf, out.AnyOf, out.OneOf = list("allOf", t.AllOf), list("anyOf", t.AnyOf), list("oneOf", t.OneOf)
}
