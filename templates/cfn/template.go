package cfn

import (
	"sort"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// Template is a CloudFormation template. Its resources are typed; the other
// sections are kept as free-form JSON.
type Template struct {
	guarded
	AWSTemplateFormatVersion string
	Description              string
	// Transform is the name of a macro or a list of names.
	Transform JSON
	// Metadata, Parameters, Rules, Mappings, Conditions, Hooks and Outputs are the
	// sections of these names, Globals the one of the Serverless transform.
	Metadata, Parameters, Rules, Mappings, Conditions, Hooks, Globals, Outputs JSON
	// Resources are the resources by logical ID; they are written sorted by it.
	Resources map[string]*Resource
	// ResourceFunctions are the Fn::ForEach::Name and Fn::Transform that stand among
	// the resources, by key.
	ResourceFunctions map[string]JSON
	// Additional are the members beside these sections: Fn::Transform and
	// Fn::ForEach::Name, and what [KeepUnknown] let through.
	Additional []Entry[JSON]

	// emptyDescription reports whether the description is there and empty.
	emptyDescription bool
}

var sectionsSchema = schema.Schema{
	Name: "a template",
	Go:   (*sections)(nil),
	Fields: []schema.Field{
		{Name: "AWSTemplateFormatVersion"},
		{Name: "Description"},
		{Name: "Transform"},
		{Name: "Metadata", Check: &schema.Check{Kinds: schema.KindObject}},
		{Name: "Parameters", Check: &schema.Check{Kinds: schema.KindObject}},
		{Name: "Rules", Check: &schema.Check{Kinds: schema.KindObject}},
		{Name: "Mappings", Check: &schema.Check{Kinds: schema.KindObject}},
		{Name: "Conditions", Check: &schema.Check{Kinds: schema.KindObject}},
		{Name: "Hooks", Check: &schema.Check{Kinds: schema.KindObject}},
		{Name: "Globals", Check: &schema.Check{Kinds: schema.KindObject}},
		{Name: "Resources", Check: &schema.Check{Kinds: schema.KindObject}},
		{Name: "Outputs", Check: &schema.Check{Kinds: schema.KindObject}},
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
	Resources                deferredJSON
	Outputs                  JSON
}

// CFNSchema returns the table of a template's sections.
func (*sections) CFNSchema() *schema.Schema { return &sectionsSchema }

// AppendJSON appends the template's JSON text to dst, its sections in the order
// of AWS's documentation, its resources sorted by logical ID.
func (t *Template) AppendJSON(dst []byte) ([]byte, error) {
	e := encoder{buf: dst}
	before := t.sections()
	before.Outputs = JSON{} // which come after the resources
	e.table(&sectionsSchema, storageOf(before))
	if e.err == nil && (t.Resources != nil || t.ResourceFunctions != nil) {
		if err := t.appendResources(&e); err != nil {
			return dst, prependErrorPath(err, "Resources")
		}
		e.prependPath("Resources")
	}
	if t.Outputs.text != "" {
		e.appendMembers([]Entry[JSON]{{"Outputs", t.Outputs}})
	}
	e.appendMembers(t.Additional)
	return e.result(dst)
}

// sections returns the template without its resources.
func (t *Template) sections() *sections {
	description := nonEmpty(t.Description)
	if t.Description == "" && t.emptyDescription {
		description = Val("")
	}
	return &sections{
		AWSTemplateFormatVersion: nonEmpty(t.AWSTemplateFormatVersion),
		Description:              description,
		Transform:                t.Transform, Metadata: t.Metadata, Parameters: t.Parameters,
		Rules: t.Rules, Mappings: t.Mappings, Conditions: t.Conditions, Hooks: t.Hooks,
		Globals: t.Globals, Outputs: t.Outputs,
	}
}

// nonEmpty makes a literal of a text, and an absent value of none.
func nonEmpty(s string) (v Value[string]) {
	if s != "" {
		v = Val(s)
	}
	return v
}

// appendResources appends the section of this name.
func (t *Template) appendResources(e *encoder) error {
	ids := t.ids()
	e.buf = append(e.member("Resources"), '{', '}')
	for i, id := range ids {
		if err := t.appendResource(e, id, i > 0 && ids[i-1] == id); err != nil || e.err != nil {
			return err
		}
	}
	e.buf = append(e.buf, '}')
	return nil
}

// appendResource appends the member of a logical ID to the section, or the one of a
// function. again reports whether the key is there already.
func (t *Template) appendResource(e *encoder, id string, again bool) error {
	r, ok := t.Resources[id]
	if !ok {
		e.appendMembers([]Entry[JSON]{{id, t.ResourceFunctions[id]}})
		return nil
	}
	before := e.member(id)
	if again {
		e.fail(RuleSyntax, "the key stands in Resources and in ResourceFunctions")
	}
	if e.err != nil {
		e.prependPath(id)
		return nil
	}
	text, err := r.AppendJSON(before)
	if err != nil {
		return prependErrorPath(err, id)
	}
	e.buf = append(text, '}')
	return nil
}

// MarshalJSON is AppendJSON into a new buffer.
func (t *Template) MarshalJSON() ([]byte, error) {
	scratch := buffers.Get().(*[]byte)
	text, err := t.AppendJSON((*scratch)[:0])
	return release(scratch, text, err)
}

// UnmarshalJSON reads a template, the properties of its resources as [JSON].
// [ReadTemplate] reads those of known types.
func (t *Template) UnmarshalJSON(data []byte) error {
	out, err := ReadTemplate(data)
	if err == nil {
		*t = *out
	}
	return err
}

// ReadTemplate reads a template. [Known] names the resource types to read; the properties
// of all others are kept as [JSON].
func ReadTemplate(data []byte, options ...Option) (*Template, error) {
	var s sections
	errs := errorList{most: maxErrors}
	text, mark := scan.CutMark(data) // all that is read shares its memory
	d := newDecoder(text, options)
	errs.addErr(d.decodeStruct(&s))
	if errs.usage != nil || errs.errs.hasSyntaxError() {
		errs.errs.setLines(text, mark)
		return nil, errs.err()
	}
	t := &Template{
		Transform: s.Transform, Metadata: s.Metadata, Parameters: s.Parameters, Rules: s.Rules,
		Mappings: s.Mappings, Conditions: s.Conditions, Hooks: s.Hooks, Globals: s.Globals,
		Outputs: s.Outputs, Additional: additional(s.Node),
	}
	if fn := ObjectIntrinsic(s.Node); fn != nil && !isMacro(fn.name) {
		errs.add(&Error{Rule: RuleType, Value: write.Shorten(text), Message: "a template is expected, no intrinsic function"})
	}
	var ok bool
	t.AWSTemplateFormatVersion, ok = Get(s.AWSTemplateFormatVersion)
	errs.literalOnly(text, "AWSTemplateFormatVersion", ok || s.AWSTemplateFormatVersion.fn == nil)
	t.Description, ok = Get(s.Description)
	errs.literalOnly(text, "Description", ok || s.Description.fn == nil)
	t.emptyDescription = ok && t.Description == ""
	if s.Resources.text != "" {
		start, end := d.valueAt("Resources", JSON(s.Resources))
		t.decodeResources(text[start:end], start, options, &errs)
	}
	errs.errs.sort()
	errs.errs.setLines(text, mark)
	if err := errs.err(); err != nil {
		return nil, err
	}
	return t, nil
}

// literalOnly notes a member of an object that must be a literal and is none.
func (l *errorList) literalOnly(text, key string, ok bool) {
	if !ok {
		start, end := scan.MemberAt(text, key)
		l.add(&Error{Path: "/" + key, Rule: RuleType, Value: write.Shorten(text[start:end]), Offset: start,
			Message: "a string is expected, no intrinsic function"})
	}
}

// part is an object's member: its key, and where its value begins and ends.
type part struct {
	key        string
	start, end int
}

// parts returns the members of an object, in their order, the last one of those
// with the same key.
func parts(text string) []part {
	var found []part
	index := make(map[string]int)
	scan.EachMember(text, func(key string, start, end int) {
		if i, was := index[key]; was {
			found[i].start, found[i].end = 0, 0 // which leaves it out
		}
		index[key] = len(found)
		found = append(found, part{key, start, end})
	})
	return found
}

// decodeResources reads the section of this name, which stands at an offset of
// the template. What is wrong goes to errs.
func (t *Template) decodeResources(text string, at int, options []Option, errs *errorList) {
	made, err := known(options)
	if err != nil {
		errs.addErr(err)
		return
	}
	found := parts(text)
	for _, p := range found {
		if p.end > 0 && strings.HasPrefix(p.key, "Fn::") {
			errs.addErr(inMember(inMember(t.addFunction(p.key, text[p.start:p.end], options), p.start, p.key), at, "Resources"))
		}
	}
	in := resourceReader{newProperties: made, options: options, macros: t.macros(), scanned: true}
	t.Resources = make(map[string]*Resource, len(found))
	for _, p := range found {
		if p.end == 0 || strings.HasPrefix(p.key, "Fn::") {
			continue
		}
		r := new(Resource)
		inner := in.read(r, text[p.start:p.end], errs.room())
		inner.errs.inMember(p.start, p.key)
		inner.errs.inMember(at, "Resources")
		errs.merge(&inner)
		t.Resources[p.key] = r
	}
}

// addFunction reads a function that stands among the resources.
func (t *Template) addFunction(key, text string, options []Option) error {
	if t.ResourceFunctions == nil {
		t.ResourceFunctions = make(map[string]JSON)
	}
	d := newDecoder(text, options)
	d.Distinct = !d.Repeats
	t.ResourceFunctions[key], _ = d.readFreeForm()
	return d.err()
}

// macros returns what is known of the macros that process all resources: those that
// the template names, and those that stand among the sections and the resources.
func (t *Template) macros() (m macroSet) {
	m.add(t.Transform.text)
	m.addAll(t.Additional)
	m.add(t.ResourceFunctions["Fn::Transform"].text)
	return m
}

// Validate checks every resource, in the order of their logical IDs, and the
// functions among them. The other sections are not checked, only that there are none
// of other names.
func (t *Template) Validate(options ...Option) error {
	ids, macros := t.ids(), t.macros()
	v := newValidator(options)
	for i, id := range ids {
		if i > 0 && ids[i-1] == id {
			continue // which writing reports
		}
		if r, ok := t.Resources[id]; ok {
			v.add(inMember(inMember(r.validate(macros, v.nestedOptions(options)), 0, id), 0, "Resources"))
			continue
		}
		n := len(v.errs)
		v.argument(id, t.ResourceFunctions[id])
		v.prependPath(n, id)
		v.prependPath(n, "Resources")
	}
	v.unknown(layoutOf(&sectionsSchema, &sectionsSchema), t.Additional)
	return v.result()
}

// ids returns the keys of the resources and of the functions among them, sorted.
func (t *Template) ids() []string {
	ids := make([]string, 0, len(t.Resources)+len(t.ResourceFunctions))
	for id := range t.Resources {
		ids = append(ids, id)
	}
	for id := range t.ResourceFunctions {
		ids = append(ids, id)
	}
	sort.Strings(ids)
	return ids
}
