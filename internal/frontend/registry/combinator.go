package registry

import (
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// declared are the properties of a struct: those of an object's own schema and
// those that its alternatives declare, in that order, with the schemas of each.
type declared struct {
	names   []string
	schemas map[string][]value
}

// declared collects the properties of an object. Alternatives that are no structs
// (maps, scalars, free-form objects) declare none, and have those beside them
// declare none either: the object is then what its own schema declares.
func (r *reader) declared(v value) declared {
	c := collector{reader: r, seen: map[*jsondoc.Node]bool{}}
	c.schemas = map[string][]value{}
	c.own(v)
	n := len(c.names)
	c.below(v, n > 0)
	// A schema that closes the object allows its own properties alone, whatever
	// alternatives declare; one without any of its own means those of the alternatives.
	closed := v.closed() && n > 0
	if closed && len(c.names) > n {
		r.notef(v.node.Get("additionalProperties"), NeverAllowed, "additionalProperties: what alternatives alone declare is never allowed: %s", strings.Join(c.names[n:], ", "))
	}
	if !c.mixed && !closed {
		return c.declared
	}
	own := declared{names: c.names[:n], schemas: map[string][]value{}}
	for _, name := range own.names {
		own.schemas[name] = c.schemas[name][:1]
	}
	return own
}

type collector struct {
	*reader
	declared
	seen map[*jsondoc.Node]bool
	// mixed reports whether an alternative is no struct.
	mixed bool
}

func (c *collector) own(v value) {
	for _, m := range v.node.Get("properties").Members() {
		if c.schemas[m.Name] == nil {
			c.names = append(c.names, m.Name)
		}
		c.schemas[m.Name] = append(c.schemas[m.Name], v.property(m.Name))
	}
}

// below collects from the alternatives. anyway reports whether the object is a struct
// whatever they are.
func (c *collector) below(v value, anyway bool) {
	for _, keyword := range combinators {
		for _, a := range v.alternatives(keyword) {
			a, ok := c.resolve(a)
			if !ok || c.seen[a.node] {
				c.mixed = c.mixed || !ok
				continue
			}
			c.seen[a.node] = true
			if !c.countTypes(a, 1+len(a.node.Get("properties").Members())/namesPerType) {
				return
			}
			if !c.isStruct(a, anyway) {
				c.mixed = true
			}
			c.own(a)
			c.below(a, anyway)
		}
	}
}

// isStruct reports whether an alternative describes an object by properties.
func (c *collector) isStruct(a value, anyway bool) bool {
	extra := a.node.Get("additionalProperties")
	if kinds := c.kindsOf(a); len(kinds) > 1 || len(kinds) == 1 && kinds[0] != model.ObjectRef ||
		a.has("patternProperties") || extra.Is(jsondoc.Object) {
		return false
	}
	freeForm := a.has("type") && !a.has("properties") && !a.has("required") && extra == nil && !c.combined(a)
	return anyway || !freeForm
}

// rules reads which properties of a struct go together. What a single alternative
// demands is the struct's own.
func (r *reader) rules(o *model.Object, v value) {
	t := r.free(v)
	r.objectBounds(v, t)
	t.Required = require(o, v.required())
	r.readCombinators(t, o, v)
	t.AllOf = slices.DeleteFunc(t.AllOf, func(a *model.Type) bool { return absorb(o, a) })
	o.Unexpressed = append(o.Unexpressed, t.Unexpressed...)
	t.Unexpressed = nil
	if o.Open && (closedAll(t.OneOf) || closedAll(t.AnyOf)) {
		o.Open = false
	}
	if !t.IsEmpty() {
		o.Rules = t
	}
}

func closedAll(alternatives []*model.Type) bool {
	return len(alternatives) > 0 && !slices.ContainsFunc(alternatives, func(a *model.Type) bool { return !a.Closed })
}

// absorb makes what must hold in any case the struct's own, where the struct has
// words for it, and reports whether nothing is left.
func absorb(o *model.Object, a *model.Type) bool {
	a.Required = require(o, a.Required)
	if a.Closed && len(a.Only) >= len(o.Properties) && hasAll(a.Only, o.Properties) {
		o.Open, a.Closed, a.Only = false, false, nil
	}
	o.Unexpressed = append(o.Unexpressed, a.Unexpressed...)
	a.Unexpressed = nil
	return a.IsEmpty()
}

// hasAll reports whether all properties are among names.
func hasAll(names []string, properties []*model.Property) bool {
	has := make(map[string]bool, len(names))
	for _, name := range names {
		has[name] = true
	}
	return !slices.ContainsFunc(properties, func(p *model.Property) bool { return !has[p.Name] })
}

// require makes properties required, and returns the names that the struct does not
// have.
func require(o *model.Object, names []string) []string {
	return slices.DeleteFunc(names, func(name string) bool {
		p := o.Property(name)
		if p != nil {
			p.Required = true
		}
		return p != nil
	})
}

// readCombinators reads the alternatives and dependencies of a struct.
func (r *reader) readCombinators(t *model.Type, o *model.Object, v value) {
	for _, keyword := range combinators {
		all := v.alternatives(keyword)
		if !slices.ContainsFunc(all, func(a value) bool { return constrains(a.node) }) {
			continue
		}
		var types []*model.Type
		for _, a := range all {
			if keyword != "allOf" || constrains(a.node) {
				types = append(types, r.assertion(a, o))
			}
		}
		setAlternatives(t, keyword, types)
	}
	t.Dependencies = r.dependencies(v, o)
}

// assertion reads a schema as the constraints on a struct beyond the types of
// its fields.
func (r *reader) assertion(v value, o *model.Object) *model.Type {
	t := r.free(v)
	from := v
	v, ok := r.resolve(v)
	if !ok || !r.countTypes(v, 1+len(v.node.Get("properties").Members())) {
		return t
	}
	if r.asserting[v.node] {
		r.warnf(from.node, RecursiveAlternative, "the alternative refers to itself, which is not expressed: it fits any object")
		return t
	}
	r.asserting[v.node] = true
	defer delete(r.asserting, v.node)
	if kinds := r.kindsOf(v); kinds != nil && !slices.Contains(kinds, model.ObjectRef) {
		t.Kinds = kinds // which no struct can fit
		return t
	}
	r.notInStruct(v, t)
	r.objectBounds(v, t)
	t.Required = v.required()
	for _, m := range v.node.Get("properties").Members() {
		t.Only = append(t.Only, m.Name)
		if inner := r.memberAssertion(v.property(m.Name), o, m.Name); inner != nil {
			t.Properties = append(t.Properties, &model.Member{Name: m.Name, Type: inner})
		}
	}
	// What the patterns allow is not known here.
	if t.Closed = v.closed() && !v.has("patternProperties"); !t.Closed {
		t.Only = nil
	}
	r.readCombinators(t, o, v)
	return t
}

// notInStruct warns of the keywords in an alternative for a struct that the model
// does not express. Where it allows single values none of which is an object, no
// struct fits.
func (r *reader) notInStruct(v value, t *model.Type) {
	for _, m := range v.node.Members() {
		switch c := classOf(m.Name); {
		case m.Name == "enum" || m.Name == "const":
			r.values(v, t)
		case m.Name == "patternProperties",
			m.Name == "additionalProperties" && m.Value.Is(jsondoc.Object),
			c == applicator && !slices.Contains(combinators[:], m.Name):
			r.notExpressed(&t.Unexpressed, m.Name, m.Value)
		}
	}
}

// values reads the allowed values of a struct in an alternative.
func (r *reader) values(v value, t *model.Type) {
	all := &model.Type{Pos: t.Pos, Kind: model.JSON}
	r.enum(v, all)
	t.Kinds = r.asConstraint(all, &model.Type{Kind: model.ObjectRef, Object: &model.Object{}}).Kinds
}

// memberAssertion reads the constraints of a schema on a property beyond the
// type of its field, nil for none.
func (r *reader) memberAssertion(v value, o *model.Object, name string) *model.Type {
	p := o.Property(name)
	if p == nil && !o.Open {
		return nil // it cannot be there
	}
	if p == nil {
		return r.onJSON(r.typeOf(v, declaration{name: o.Name}.child(name)))
	}
	if was := r.sources[o][name]; was != nil && jsondoc.Equal(was, v.node) || !constrains(v.node) {
		return nil
	}
	return r.typedAssertion(v, p.Type, declaration{name: o.Name}.child(name))
}

// typedAssertion reads the constraints of a schema on a value beyond the type that it
// has.
func (r *reader) typedAssertion(v value, of *model.Type, at declaration) *model.Type {
	if of.Kind == model.ObjectRef && r.sources[of.Object] != nil {
		return r.assertion(v, of.Object)
	}
	at.typed = of.Kind != model.JSON
	return r.asConstraint(r.typeOf(v, at), of)
}

// dependencies reads what the presence of properties demands. o is the struct,
// nil for a value that is none.
func (r *reader) dependencies(v value, o *model.Object) []*model.Dependency {
	var out []*model.Dependency
	for _, m := range v.node.Get("dependencies").Members() {
		d := &model.Dependency{Property: m.Name}
		if m.Value.Is(jsondoc.Array) {
			d.Required = stringsOf(m.Value)
		} else if then := (value{m.Value}); o != nil {
			d.Then = r.assertion(then, o)
		} else {
			d.Then = r.readUntyped(then, []model.Kind{model.ObjectRef}, declaration{name: m.Name})
		}
		out = append(out, d)
	}
	return out
}

// withoutReadOnly drops the constraints of alternatives on properties that the
// service sets: a template can neither have nor lack them.
func withoutReadOnly(t *model.Type, o *model.Object, gone map[string]bool) {
	if t == nil {
		return
	}
	set := func(name string) bool {
		p := o.Property(name)
		return gone[name] || p != nil && p.ReadOnly
	}
	t.Required = slices.DeleteFunc(t.Required, set)
	t.Only = slices.DeleteFunc(t.Only, set)
	t.Properties = slices.DeleteFunc(t.Properties, func(m *model.Member) bool { return set(m.Name) })
	t.Dependencies = slices.DeleteFunc(t.Dependencies, func(d *model.Dependency) bool { return set(d.Property) })
	for _, d := range t.Dependencies {
		d.Required = slices.DeleteFunc(d.Required, set)
		withoutReadOnly(d.Then, o, gone)
	}
	for _, list := range []*[]*model.Type{&t.AllOf, &t.AnyOf, &t.OneOf} {
		// One that demands nothing else would fit every template.
		*list = slices.DeleteFunc(*list, func(a *model.Type) bool {
			demands := len(a.Required) > 0
			withoutReadOnly(a, o, gone)
			return demands && a.IsEmpty()
		})
	}
	for _, m := range t.Properties {
		if p := o.Property(m.Name); p != nil {
			insideWithoutReadOnly(m.Type, p.Type)
		}
	}
}

// insideWithoutReadOnly is withoutReadOnly for the constraints on values of a
// type: of objects, or of lists and maps of them.
func insideWithoutReadOnly(t, of *model.Type) {
	switch {
	case t == nil || of.Kind != model.ObjectRef && of.Kind != model.List && of.Kind != model.Map:
		return
	case of.Kind == model.ObjectRef:
		withoutReadOnly(t, of.Object, nil)
		return
	}
	insideWithoutReadOnly(t.Elem, of.Elem)
	t.Inside(func(k model.Keyword, name string, inner *model.Type) {
		insideWithoutReadOnly(inner, part(of, k.Inside, name))
	})
}
