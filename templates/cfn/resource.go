package cfn

import (
	"errors"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// Properties are a resource's properties: a pointer to a generated resource
// type, or [JSON] for a type that no package was generated for.
type Properties interface {
	Struct
	// AppendJSON appends the properties' JSON text to dst.
	AppendJSON(dst []byte) ([]byte, error)
	// Validate checks the properties.
	Validate(options ...Option) error
}

// Resource is a resource of a template: its properties and its resource attributes.
type Resource struct {
	guarded
	// Type is the resource type's name. It can be left out where Properties is a
	// generated type, which knows it.
	Type string
	// Version is that of a custom resource.
	Version Value[string]
	// Properties are nil where the resource has none.
	Properties Properties
	// Description is for people.
	Description Value[string]
	// Condition names the condition under which the resource is created.
	Condition Value[string]
	// DependsOn are the logical IDs of resources that come first.
	DependsOn []string
	// CreationPolicy, UpdatePolicy and Metadata are free-form.
	CreationPolicy, UpdatePolicy, Metadata JSON
	// DeletionPolicy is Delete, Retain, RetainExceptOnCreate or Snapshot.
	DeletionPolicy Value[string]
	// UpdateReplacePolicy is Delete, Retain or Snapshot.
	UpdateReplacePolicy Value[string]
	// Connectors and IgnoreGlobals are those of the Serverless transform.
	Connectors, IgnoreGlobals JSON
	// Additional are the members beside the attributes above: Fn::Transform and
	// Fn::ForEach::Name, which can supply attributes; what a macro takes that the
	// template names in its Transform, such as Count; and what [KeepUnknown] let through.
	Additional []Entry[JSON]

	// dependsOnText reports whether DependsOn came as a string, not as a list.
	dependsOnText bool
}

// noResource is what is wrong with a nil pointer.
func noResource() error {
	return Errors{{Rule: RuleRequired, Message: "there is no resource, the pointer is nil"}}
}

// TypeName returns the resource type's name, "" where it is not known.
func (r *Resource) TypeName() string {
	if r.Type == "" && r.Properties != nil && r.Properties.CFNSchema() != nil {
		return r.Properties.CFNSchema().Name
	}
	return r.Type
}

// resourceSchema describes the resource attributes, those of [attributes].
var resourceSchema = schema.Schema{
	Name: "a resource",
	Go:   (*attributes)(nil),
	Fields: []schema.Field{
		{Name: "Type", Flags: schema.FlagRequired},
		{Name: "Version"},
		{Name: "Description"},
		{Name: "Condition"},
		{Name: "DependsOn"},
		{Name: "CreationPolicy", Check: &schema.Check{Kinds: schema.KindObject}},
		{Name: "UpdatePolicy", Check: &schema.Check{Kinds: schema.KindObject}},
		{Name: "DeletionPolicy", Check: &schema.Check{Enum: []string{"Delete", "Retain", "RetainExceptOnCreate", "Snapshot"}}},
		{Name: "UpdateReplacePolicy", Check: &schema.Check{Enum: []string{"Delete", "Retain", "Snapshot"}}},
		{Name: "Metadata", Check: &schema.Check{Kinds: schema.KindObject}},
		{Name: "Connectors", Check: &schema.Check{Kinds: schema.KindObject}},
		{Name: "IgnoreGlobals", Check: &schema.Check{Kinds: schema.KindString | schema.KindList}},
		{Name: "Properties", Check: &schema.Check{Kinds: schema.KindObject}},
	},
}

// attributes is a resource as the table-driven reader and writer see it.
type attributes struct {
	Node
	Type                Value[string]
	Version             Value[string]
	Description         Value[string]
	Condition           Value[string]
	DependsOn           deferredJSON
	CreationPolicy      JSON
	UpdatePolicy        JSON
	DeletionPolicy      Value[string]
	UpdateReplacePolicy Value[string]
	Metadata            JSON
	Connectors          JSON
	IgnoreGlobals       JSON
	Properties          deferredJSON
}

// CFNSchema returns the table of the resource attributes.
func (*attributes) CFNSchema() *schema.Schema { return &resourceSchema }

// attributes returns the resource without what it holds beside its attributes.
func (r *Resource) attributes() *attributes {
	a := &attributes{
		Version: r.Version, Description: r.Description, Connectors: r.Connectors, IgnoreGlobals: r.IgnoreGlobals,
		Condition: r.Condition, CreationPolicy: r.CreationPolicy, UpdatePolicy: r.UpdatePolicy,
		DeletionPolicy: r.DeletionPolicy, UpdateReplacePolicy: r.UpdateReplacePolicy, Metadata: r.Metadata,
	}
	if name := r.TypeName(); name != "" {
		a.Type = Val(name)
	}
	switch {
	case r.dependsOnText && len(r.DependsOn) == 1:
		a.DependsOn = deferredJSON(quote(r.DependsOn[0]))
	case r.DependsOn != nil:
		ids := make([]JSON, len(r.DependsOn))
		for i, id := range r.DependsOn {
			ids[i] = quote(id)
		}
		a.DependsOn = deferredJSON(array(ids...))
	}
	return a
}

// AppendJSON appends the resource's JSON text to dst.
func (r *Resource) AppendJSON(dst []byte) ([]byte, error) {
	if r == nil {
		return dst, noResource()
	}
	if r.TypeName() == "" && !hasMacro(r.Additional) {
		return dst, Errors{{Path: "/Type", Rule: RuleRequired, Message: requiredMessage}}
	}
	e := encoder{buf: dst}
	e.table(&resourceSchema, storageOf(r.attributes()))
	if r.Properties != nil && e.err == nil {
		text, err := r.Properties.AppendJSON(e.member("Properties"))
		if err == nil && len(text) <= len(e.buf) { // the method need not be a generated one
			err = Errors{{Rule: RuleSyntax, Message: "AppendJSON appended nothing"}}
		}
		if err != nil {
			return dst, prependErrorPath(err, "Properties")
		}
		e.buf = append(text, '}')
	}
	e.appendMembers(r.Additional)
	return e.result(dst)
}

// MarshalJSON is AppendJSON into a new buffer.
func (r *Resource) MarshalJSON() ([]byte, error) {
	scratch := buffers.Get().(*[]byte)
	text, err := r.AppendJSON((*scratch)[:0])
	return release(scratch, text, err)
}

// UnmarshalJSON reads a resource, its properties as [JSON]. [Resource.Decode]
// reads those of known types.
func (r *Resource) UnmarshalJSON(data []byte) error { return r.Decode(data) }

// Decode reads a resource. [Known] names the resource types whose properties are read
// into their structs; those of all others are kept as [JSON].
func (r *Resource) Decode(data []byte, options ...Option) error {
	made, err := known(options)
	if err != nil {
		return err
	}
	text, mark := scan.CutMark(data)
	in := resourceReader{newProperties: made, options: options}
	errs := in.read(r, text, maxErrors)
	errs.errs.setLines(text, mark)
	return errs.err()
}

// resourceReader reads resources, those of a template one after the other.
type resourceReader struct {
	newProperties func(typeName string) Properties
	options       []Option
	// macros are those that process all of them.
	macros macroSet
	// scanned reports whether their text has been scanned for duplicate keys.
	scanned bool
	a       attributes
}

// decoder returns one for a part of the text; scanned is as above.
func (in *resourceReader) decoder(text string, scanned bool, most int) decoder {
	d := newDecoder(text, in.options)
	d.most, d.Distinct = most, scanned && !d.Repeats
	return d
}

// read reads a resource and returns what is wrong in it, at most so many errors, in
// the order of the text and without lines.
func (in *resourceReader) read(r *Resource, text string, most int) errorList {
	errs := errorList{most: most}
	macros, a := in.macros, &in.a
	*a = attributes{}
	if strings.Contains(text, "Fn::Transform") { // most resources have none
		scan.EachMember(text, func(key string, start, end int) {
			if key == "Fn::Transform" {
				macros.add(text[start:end])
			}
		})
	}
	d := in.decoder(text, in.scanned, most)
	d.keepUnknown = d.keepUnknown || macros.foreign
	errs.addErr(d.decodeStruct(a))
	if errs.usage != nil || errs.errs.hasSyntaxError() {
		return errs
	}
	out := Resource{
		Version: a.Version, Description: a.Description, Connectors: a.Connectors, IgnoreGlobals: a.IgnoreGlobals,
		Condition: a.Condition, CreationPolicy: a.CreationPolicy, UpdatePolicy: a.UpdatePolicy,
		DeletionPolicy: a.DeletionPolicy, UpdateReplacePolicy: a.UpdateReplacePolicy, Metadata: a.Metadata,
		Additional: additional(a.Node),
	}
	out.readType(a, text, &errs)
	if err := out.readDependsOn(d.single(JSON(a.DependsOn))); err != nil {
		start, _ := scan.MemberAt(text, "DependsOn")
		errs.addErr(inMember(err, start, "DependsOn"))
	}
	if a.Properties.text != "" {
		in.properties(&out, &d, JSON(a.Properties), &errs)
	}
	errs.errs.sort()
	if len(errs.errs)+errs.beyond == 0 && errs.usage == nil {
		*r = out
	}
	return errs
}

// single returns a text that is kept, without superseded members.
func (d *decoder) single(text JSON) JSON {
	if d.Doubled && text.text != "" {
		return JSON{scan.LastOfEach(text.text, d.DuplicateKeys)}
	}
	return text
}

// properties reads the properties, whose text is a part of the decoder's.
func (in *resourceReader) properties(r *Resource, d *decoder, text JSON, errs *errorList) {
	start, end := d.valueAt("Properties", text)
	if in.newProperties != nil {
		if typed := in.newProperties(r.Type); typed != nil {
			inner := in.decoder(d.Text[start:end], true, errs.room())
			errs.addErr(inMember(inner.decodeStruct(typed), start, "Properties"))
			r.Properties = typed
			return
		}
	}
	r.Properties = d.single(text)
	inner := in.decoder(d.Text, true, errs.room())
	for _, at := range d.Nulls {
		if at >= start && at < end {
			inner.wrong(RuleNull, at, "null", nullMessage(inner.Text, at))
		}
	}
	errs.addErr(inner.err())
}

// additional returns the members beside the declared ones of a template or a
// resource. A macro that stands alone is one of them, too.
func additional(n Node) []Entry[JSON] {
	if fn := ObjectIntrinsic(n); fn != nil && isMacro(fn.name) {
		return []Entry[JSON]{{fn.name, fn.arg}}
	}
	return ObjectUnknown(n)
}

// readType takes the resource type's name, a literal, from the attributes. A macro
// can supply it.
func (r *Resource) readType(a *attributes, text string, errs *errorList) {
	var ok bool
	r.Type, ok = Get(a.Type)
	switch {
	case !scan.IsObject(text): // which is reported elsewhere
	case a.Type.fn != nil:
		errs.literalOnly(text, "Type", ok)
	case hasMacro(r.Additional):
	default:
		if start, _ := scan.MemberAt(text, "Type"); start > 0 { // and wrong
			break
		}
		if errs.room() == 0 {
			errs.beyond++
		} else {
			errs.add(&Error{Path: "/Type", Rule: RuleRequired, Message: requiredMessage})
		}
	}
}

// readDependsOn takes a list of logical IDs, or one that stands alone.
func (r *Resource) readDependsOn(text JSON) error {
	if text.text == "" {
		return nil
	}
	if text.text[0] == '"' {
		d := newDecoder(text.text, nil)
		id, _ := d.Str()
		r.DependsOn, r.dependsOnText = []string{id}, true
		return nil
	}
	var ids List[Value[string]]
	if err := UnmarshalProperty([]byte(text.text), &ids); err != nil {
		return err
	}
	values, ok := Items(ids)
	r.DependsOn = make([]string, 0, len(values))
	for _, v := range values {
		id, literal := Get(v)
		ok = ok && literal
		r.DependsOn = append(r.DependsOn, id)
	}
	if !ok {
		return Errors{{Rule: RuleType, Value: write.Shorten(text.text), Message: "a logical ID or a list of them is expected, no intrinsic function"}}
	}
	return nil
}

// Validate checks the resource attributes and the properties.
func (r *Resource) Validate(options ...Option) error {
	return r.validate(macroSet{serverless: true}, options)
}

// validate checks the resource of a template that macros process.
func (r *Resource) validate(macros macroSet, options []Option) error {
	if r == nil {
		return noResource()
	}
	macros.addAll(r.Additional)
	v := newValidator(options)
	l := layoutOf(&resourceSchema, &resourceSchema)
	if l.err != nil {
		return l.err
	}
	a := r.attributes()
	if r.Additional != nil {
		a.Node = ObjectWithUnknown(r.Additional...)
	}
	if skip := v.skip; macros.foreign {
		v.skip |= 1 << RuleUnknown
		v.object(l, storageOf(a))
		v.skip = skip
	} else {
		v.object(l, storageOf(a))
		r.misplaced(&v, macros)
	}
	if r.Properties == nil {
		return v.result()
	}
	if s := r.Properties.CFNSchema(); s != nil && r.TypeName() != s.Name {
		n := len(v.errs)
		v.report(RuleType, write.Quoted(r.Type), "the properties are those of "+s.Name)
		v.prependPath(n, "Type")
	}
	v.add(inMember(r.Properties.Validate(v.nestedOptions(options)...), 0, "Properties"))
	return v.result()
}

// misplaced reports the attributes that a resource of its type, or in such a
// template, does not have.
func (r *Resource) misplaced(v *validator, macros macroSet) {
	name := r.TypeName()
	custom := name == "" || name == "AWS::CloudFormation::CustomResource" || strings.HasPrefix(name, "Custom::")
	if !custom && r.Version.fn != nil {
		v.reportMember("Version", "only custom resources have the attribute")
	}
	const needsServerless = "the template needs the transform AWS::Serverless-2016-10-31 for the attribute"
	if !macros.serverless && r.Connectors.text != "" {
		v.reportMember("Connectors", needsServerless)
	}
	if !macros.serverless && r.IgnoreGlobals.text != "" {
		v.reportMember("IgnoreGlobals", needsServerless)
	}
}

// reportMember reports a member that is not allowed.
func (v *validator) reportMember(key, message string) {
	n := len(v.errs)
	v.report(RuleUnknown, "", message)
	v.prependPath(n, key)
}

// add takes over errors from elsewhere. One that is not about a value, but about
// how the package is used, is no less an error.
func (v *validator) add(err error) {
	list := errorList{errs: v.errs, most: v.most, beyond: v.beyond}
	if list.addErr(err); list.usage != nil {
		list.add(&Error{Rule: RuleType, Message: err.Error()})
	}
	v.errs, v.beyond = list.errs, list.beyond
}

// prependErrorPath puts a key before the paths of errors.
func prependErrorPath(err error, key string) error {
	var errs Errors
	if errors.As(inMember(err, 0, key), &errs) {
		for _, e := range errs {
			e.completePath()
		}
	}
	return err
}
