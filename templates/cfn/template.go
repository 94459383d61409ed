package cfn

import (
	"reflect"
	"slices"
	"strings"
	"unsafe"
)

// Template is a CloudFormation template. Its resources are typed; the other
// sections are kept as free-form JSON.
type Template struct {
	AWSTemplateFormatVersion string
	Description              string
	// Transform is the name of a macro or a list of names.
	Transform JSON
	// Metadata, Parameters, Rules, Mappings, Conditions, Hooks and Outputs are the
	// sections of these names, Globals the one of the Serverless transform.
	Metadata, Parameters, Rules, Mappings, Conditions, Hooks, Globals, Outputs JSON
	// Resources are the resources by logical ID; they are written sorted by it.
	Resources map[string]*Resource
	// ResourceFunctions are the Fn::ForEach and Fn::Transform that stand among the
	// resources, by key.
	ResourceFunctions map[string]JSON
}

var sectionsSchema = Schema{
	Name: "a template",
	Go:   (*sections)(nil),
	Fields: []Field{
		{Name: "AWSTemplateFormatVersion"},
		{Name: "Description"},
		{Name: "Transform"},
		{Name: "Metadata", Check: &Check{ObjectOnly: true}},
		{Name: "Parameters", Check: &Check{ObjectOnly: true}},
		{Name: "Rules", Check: &Check{ObjectOnly: true}},
		{Name: "Mappings", Check: &Check{ObjectOnly: true}},
		{Name: "Conditions", Check: &Check{ObjectOnly: true}},
		{Name: "Hooks", Check: &Check{ObjectOnly: true}},
		{Name: "Globals", Check: &Check{ObjectOnly: true}},
		{Name: "Resources", Check: &Check{ObjectOnly: true}},
		{Name: "Outputs", Check: &Check{ObjectOnly: true}},
	},
}

// sections is a template as the table-driven reader and writer see it.
type sections struct {
	Node
	AWSTemplateFormatVersion Value[string]
	Description              Value[string]
	Transform                JSON
	Metadata                 JSON
	Parameters               JSON
	Rules                    JSON
	Mappings                 JSON
	Conditions               JSON
	Hooks                    JSON
	Globals                  JSON
	Resources                JSON
	Outputs                  JSON
}

// CFNSchema gives the table of a template's sections.
func (*sections) CFNSchema() *Schema { return &sectionsSchema }

// AppendJSON appends the template's JSON text to dst, its sections in the order
// of AWS's documentation, its resources sorted by logical ID.
func (t *Template) AppendJSON(dst []byte) ([]byte, error) {
	resources, err := t.resources()
	if err != nil {
		return dst, err
	}
	return AppendJSON(dst, &sections{
		AWSTemplateFormatVersion: nonEmpty(t.AWSTemplateFormatVersion),
		Description:              nonEmpty(t.Description),
		Transform:                t.Transform, Metadata: t.Metadata, Parameters: t.Parameters,
		Rules: t.Rules, Mappings: t.Mappings, Conditions: t.Conditions, Hooks: t.Hooks,
		Globals: t.Globals, Resources: resources, Outputs: t.Outputs,
	})
}

// nonEmpty makes a literal of a text, and an absent value of none.
func nonEmpty(s string) (v Value[string]) {
	if s != "" {
		v = Val(s)
	}
	return v
}

// resources writes the section of this name.
func (t *Template) resources() (JSON, error) {
	entries := make([]Entry[JSON], 0, len(t.Resources)+len(t.ResourceFunctions))
	for id, r := range t.Resources {
		text, err := r.AppendJSON(nil)
		if err != nil {
			return "", within(within(err, id), "Resources")
		}
		entries = append(entries, Entry[JSON]{id, JSON(text)})
	}
	for key, text := range t.ResourceFunctions {
		entries = append(entries, Entry[JSON]{key, text})
	}
	slices.SortFunc(entries, func(a, b Entry[JSON]) int { return strings.Compare(a.Key, b.Key) })
	e := encoder{buf: []byte{'{'}}
	e.unknown(entries, true)
	e.within("Resources")
	text, err := e.result(nil)
	return JSON(text) + "}", err
}

// MarshalJSON is AppendJSON into a new buffer. It has a value receiver so that a
// Template need not be a pointer.
func (t Template) MarshalJSON() ([]byte, error) { return t.AppendJSON(nil) }

// UnmarshalJSON reads a template, the properties of its resources as [JSON].
// [DecodeTemplate] reads those of known types.
func (t *Template) UnmarshalJSON(data []byte) error {
	out, err := DecodeTemplate(data, nil)
	if err == nil {
		*t = *out
	}
	return err
}

// DecodeTemplate reads a template. types are nil or empty structs of the resource
// types to read; the properties of all others are kept as [JSON].
func DecodeTemplate(data []byte, types []Properties, options ...DecodeOption) (*Template, error) {
	var s sections
	if err := Unmarshal(data, &s, options...); err != nil {
		return nil, err
	}
	t := &Template{
		Transform: s.Transform, Metadata: s.Metadata, Parameters: s.Parameters, Rules: s.Rules,
		Mappings: s.Mappings, Conditions: s.Conditions, Hooks: s.Hooks, Globals: s.Globals,
		Outputs: s.Outputs,
	}
	t.AWSTemplateFormatVersion, _ = s.AWSTemplateFormatVersion.Get()
	t.Description, _ = s.Description.Get()
	if s.Resources == "" {
		return t, nil
	}
	if err := t.decodeResources(s.Resources, types, options); err != nil {
		return nil, inMember(err, string(data), "Resources")
	}
	return t, nil
}

func (t *Template) decodeResources(text JSON, types []Properties, options []DecodeOption) error {
	byName := make(map[string]reflect.Type, len(types))
	for _, p := range types {
		byName[p.CFNSchema().Name] = reflect.TypeOf(p).Elem()
	}
	newProperties := func(typeName string) Properties {
		if goType := byName[typeName]; goType != nil {
			return reflect.New(goType).Interface().(Properties)
		}
		return nil
	}
	var all Node
	d := newDecoder(string(text), options)
	d.keepUnknown = true
	if !d.properties(&layout{schema: &Schema{Open: true}}, unsafe.Pointer(&all)) {
		return d.err()
	}
	var errs Errors
	t.Resources = make(map[string]*Resource)
	for _, e := range NodeUnknown(all) {
		if strings.HasPrefix(e.Key, "Fn::") {
			if t.ResourceFunctions == nil {
				t.ResourceFunctions = make(map[string]JSON)
			}
			t.ResourceFunctions[e.Key] = e.Value
			continue
		}
		r := new(Resource)
		if err := r.Decode([]byte(e.Value), newProperties, options...); err != nil {
			v := validator{errs: errs}
			v.add(inMember(err, string(text), e.Key))
			errs = v.errs
		}
		t.Resources[e.Key] = r
	}
	return errs.err()
}

// Validate checks every resource, in the order of their logical IDs.
func (t *Template) Validate(options ...Option) error {
	ids := make([]string, 0, len(t.Resources))
	for id := range t.Resources {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	v := newValidator(options)
	for _, id := range ids {
		v.add(within(within(t.Resources[id].Validate(options...), id), "Resources"))
	}
	return v.errs.err()
}
