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
	Marks             map[string]pathFlagsView `json:"marks,omitempty"`
}

type pathFlagsView struct {
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
	Rules         typeView                `json:"rules,omitempty"`
	Unexpressed   []unexpressedView       `json:"unexpressed,omitempty"`
}

type unexpressedView struct {
	Keyword string `json:"keyword"`
	Value   string `json:"value"`
}

type propertyView struct {
	Type          typeView        `json:"type"`
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
	Type        typeView `json:"type"`
	Description string   `json:"description,omitempty"`
}

// typeView has the members of a type's view: those of its own, and a constraint by its
// keyword.
type typeView map[string]any

type keysView struct {
	Pattern string   `json:"pattern"`
	Values  typeView `json:"values,omitempty"`
}

type dependencyView struct {
	Property string   `json:"property"`
	Required []string `json:"required,omitempty"`
	Then     typeView `json:"then,omitempty"`
}

// propertyPath is what the path of a property begins with.
const propertyPath = "/properties/"

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
func (v *viewer) add(at string, all ...string) bool {
	v.size += 2*len(at) + 64
	return v.countStrings(all...)
}

// countStrings counts strings in a part of the view, and reports whether there is room for them.
func (v *viewer) countStrings(all ...string) bool {
	for _, s := range all {
		v.size += len(s) + 3
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
			out.Marks = map[string]pathFlagsView{}
		}
		v.positions[join("/marks", m.Path)] = m.Pos
		out.Marks[m.Path] = pathFlagsView{Update: updateName(m.Update), ReadOnly: m.ReadOnly, WriteOnly: m.WriteOnly, Deprecated: m.Deprecated}
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

func (v *viewer) typeOf(t *model.Type, at string) typeView {
	if !v.add(at, t.EnumName) || !v.countConstraints(&t.Constraints) {
		return typeView{}
	}
	v.positions[at] = t.Pos
	out := typeView{"kind": t.Kind.Name()}
	set := func(name string, value any, there bool) {
		if there {
			out[name] = value
		}
	}
	set("enumName", t.EnumName, t.EnumName != "")
	set("duplicatesAllowed", t.DuplicatesAllowed, t.DuplicatesAllowed != nil)
	set("unordered", true, t.Unordered)
	set("unexpressed", v.unexpressed(t.Unexpressed, at), len(t.Unexpressed) > 0)
	switch t.Kind {
	case model.List:
		out["items"] = v.typeOf(t.Elem, at+"/items")
	case model.Map:
		out["values"] = v.typeOf(t.Elem, at+"/values")
	case model.ObjectRef:
		out["object"] = t.Object.Name
	}
	for k := range model.Keywords() {
		if k.IsSet(&t.Constraints) && (k.Name != "items" || t.Kind == model.JSON) {
			out[k.Name] = v.constraint(k, &t.Constraints, at+"/"+k.Name)
		}
	}
	return out
}

// countConstraints counts the strings in constraints, and reports whether there is
// room for them.
func (v *viewer) countConstraints(c *model.Constraints) bool {
	room := v.size <= viewLimit
	for k := range model.Keywords() {
		switch f := k.Field(c).(type) {
		case *string:
			room = v.countStrings(*f) && room
		case *[]string:
			room = v.countStrings(*f...) && room
		case **string:
			if *f != nil {
				room = v.countStrings(**f) && room
			}
		}
	}
	return room
}

// constraint views a constraint that there is.
func (v *viewer) constraint(k model.Keyword, c *model.Constraints, at string) any {
	switch f := k.Field(c).(type) {
	case *model.Decimal:
		return json.Number(*f)
	case *[]model.Kind:
		names := make([]string, len(*f))
		for i, kind := range *f {
			names[i] = kind.Name()
		}
		return names
	case **model.Type:
		return v.typeOf(*f, at)
	case *[]*model.Type:
		views := make([]typeView, len(*f))
		for i, t := range *f {
			views[i] = v.typeOf(t, at+"/"+strconv.Itoa(i))
		}
		return views
	case *[]model.Keys:
		views := make([]keysView, len(*f))
		for i, k := range *f {
			views[i] = keysView{k.Pattern, v.optional(k.Values, at+"/"+strconv.Itoa(i)+"/values")}
		}
		return views
	case *[]*model.Member:
		views := make(map[string]typeView, len(*f))
		for _, m := range *f {
			views[m.Name] = v.typeOf(m.Type, join(at, m.Name))
		}
		return views
	case *[]*model.Dependency:
		views := make([]dependencyView, len(*f))
		for i, d := range *f {
			views[i] = dependencyView{d.Property, d.Required, v.optional(d.Then, at+"/"+strconv.Itoa(i)+"/then")}
		}
		return views
	default:
		return f // a pointer to what is written as it is
	}
}

func (v *viewer) unexpressed(list []model.Unexpressed, at string) (views []unexpressedView) {
	for i, u := range list {
		v.positions[at+"/unexpressed/"+strconv.Itoa(i)] = u.Pos
		views = append(views, unexpressedView{u.Keyword, u.Value})
	}
	return views
}

func (v *viewer) optional(t *model.Type, at string) typeView {
	if t == nil {
		return nil
	}
	return v.typeOf(t, at)
}
