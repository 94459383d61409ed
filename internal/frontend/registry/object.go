package registry

import (
	"slices"
	"strconv"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// objectType reads a schema of the type object: a struct where it or its
// alternatives declare properties (or close it without any), a map where it has
// key patterns, free-form otherwise.
func (r *reader) objectType(v value, at declaration) *model.Type {
	n := v.node
	extra := n.Get("additionalProperties")
	all := r.declared(v)
	switch {
	case len(all.names) > 0 || v.closed() && !v.has("patternProperties") && !r.combined(v):
		t := &model.Type{Pos: n.Pos(), Kind: model.ObjectRef}
		r.noEnum(v, &t.Unexpressed)
		r.leftovers(v, t)
		t.Object = r.object(v, at, all)
		// The object has them wherever it is referred to.
		t.Object.Unexpressed = append(t.Object.Unexpressed, t.Unexpressed...)
		t.Unexpressed = nil
		return t
	case r.combined(v) || v.has("required") || v.has("dependencies"):
		// Nothing but free-form JSON has constraints of all kinds.
	case v.has("patternProperties"):
		return r.patternMap(v, at)
	case extra.Is(jsondoc.Object):
		t := r.mapOf(v, r.typeOf(value{extra}, declaration{name: at.name}))
		r.leftovers(v, t)
		return t
	}
	return r.readUntyped(v, []model.Kind{model.ObjectRef}, at)
}

// combined reports whether there are alternatives that constrain something.
func (r *reader) combined(v value) bool {
	for _, keyword := range combinators {
		for _, a := range v.node.Get(keyword).Items() {
			if constrains(a) {
				return true
			}
		}
	}
	return false
}

func (r *reader) mapOf(v value, elem *model.Type) *model.Type {
	t := &model.Type{Pos: v.node.Pos(), Kind: model.Map, Elem: elem}
	r.objectBounds(v, t)
	return t
}

// patternMap reads an object with key patterns. Where the values differ by key,
// the map's elements have what all have in common.
func (r *reader) patternMap(v value, at declaration) *model.Type {
	patterns := v.node.Get("patternProperties").Members()
	var values []value
	for _, m := range patterns {
		values = append(values, value{m.Value})
	}
	elem, same := r.sharedType(values, declaration{name: at.name})
	t := r.mapOf(v, elem)
	extra := v.node.Get("additionalProperties")
	t.OpenKeys = !v.closed()
	if extra.Is(jsondoc.Object) {
		r.notExpressed(&t.Unexpressed, "additionalProperties", extra)
	}
	if !t.OpenKeys || len(patterns) > 1 || !anyKey(patterns[0].Name) {
		t.Keys = r.keys(v, elem, same, at)
	} else {
		t.OpenKeys = false
	}
	r.leftovers(v, t)
	return t
}

// keys reads key patterns. same reports whether the values of all are what the map's
// elements are.
func (r *reader) keys(v value, elem *model.Type, same bool, at declaration) []model.Keys {
	var keys []model.Keys
	for _, m := range v.node.Get("patternProperties").Members() {
		k := model.Keys{Pattern: m.Name}
		if !same {
			k.Values = r.asConstraint(r.typeOf(value{m.Value}, declaration{name: at.name, typed: elem.Kind != model.JSON}), elem)
		}
		keys = append(keys, k)
	}
	return keys
}

// anyKey reports whether a pattern is one of the ways in which schemas write that any
// key is allowed. Nobody means to refuse the empty one.
func anyKey(pattern string) bool {
	return model.MatchesAll(pattern) || slices.Contains([]string{".+", "^.+$", `[\s\S]*`}, pattern)
}

// sharedType returns the type that values of several schemas have in common, and
// whether it is all that the schemas state.
func (r *reader) sharedType(values []value, at declaration) (t *model.Type, same bool) {
	same = true
	for _, v := range values[1:] {
		same = same && jsondoc.Equal(values[0].node, v.node)
	}
	if same {
		return r.typeOf(values[0], at), true
	}
	var kinds []model.Kind
	for _, v := range values {
		one := r.kindsOf(v)
		if one == nil {
			return r.free(values[0]), false
		}
		kinds = append(kinds, one...)
	}
	slices.Sort(kinds)
	t = r.free(values[0])
	if kinds = slices.Compact(kinds); len(kinds) == 1 && kinds[0] < model.JSON {
		t.Kind = kinds[0]
		t.Enum = allEnums(values)
	} else {
		t.Kinds = kinds
	}
	return t, false
}

// allEnums returns the strings that one schema or another allows, none where one
// allows others.
func allEnums(values []value) []string {
	var all []string
	has := map[string]bool{}
	for _, v := range values {
		listed := v.node.Get("enum").Items()
		if one := v.node.Get("const"); one != nil {
			listed = []*jsondoc.Node{one}
		}
		if listed == nil {
			return nil
		}
		for _, n := range listed {
			if !n.Is(jsondoc.String) {
				return nil
			}
			if !has[n.Text()] {
				has[n.Text()] = true
				all = append(all, n.Text())
			}
		}
	}
	return all
}

// readUntypedObject reads the constraints on objects for a value that can be one.
func (r *reader) readUntypedObject(v value, t *model.Type, at declaration) {
	n := v.node
	r.objectBounds(v, t)
	t.Required = v.required()
	for _, m := range n.Get("properties").Members() {
		t.Properties = append(t.Properties, &model.Member{Name: m.Name, Type: r.onJSON(r.typeOf(v.property(m.Name), at.child(m.Name)))})
		t.Only = append(t.Only, m.Name)
	}
	closed := v.closed()
	if v.has("patternProperties") {
		t.Keys, t.OpenKeys = r.keys(v, r.free(v), false, at), !closed || len(t.Only) > 0
		if closed && len(t.Only) > 0 {
			r.notExpressed(&t.Unexpressed, "additionalProperties", n.Get("additionalProperties"))
		}
		closed = false
	}
	if t.Closed = closed; !closed {
		t.Only = nil
	}
	t.Dependencies = r.dependencies(v, nil)
}

// object reads a schema with properties, once for each definition. all are the
// properties that it and its alternatives declare.
func (r *reader) object(v value, at declaration, all declared) *model.Object {
	o := &model.Object{Pos: v.node.Pos(), Name: at.definition, Doc: v.node.Get("description").Text()}
	if at.definition == "" {
		o.Name = r.freeName(at.name)
		r.shortName(v.node, o.Name)
	} else if r.root.Get("definitions").Get(at.definition) != nil {
		o.DocURL = r.pages.definition(at.definition)
	}
	if at.target != nil {
		r.objects[at.target] = o
	}
	r.fill(o, v, all, declaration{name: o.Name})
	return o
}

// shortName refuses the name of what is called as the way to it is, if it is too long.
func (r *reader) shortName(n *jsondoc.Node, name string) {
	if len(name) > model.MaxName {
		r.diags.Add(diag.Errorf(n.Pos(), InlineNameTooLong, "it is called as the properties on the way to it, %q, which has more than %d bytes", diag.Cut(name, 60), model.MaxName))
	}
}

// freeName returns a name for an object declared in place that no definition and
// no other object has.
func (r *reader) freeName(name string) string {
	for (name == "" || r.taken[name]) && len(name) <= model.MaxName {
		name += "Inline"
	}
	r.taken[name] = true
	return name
}

// fill reads the properties of an object and what goes together.
func (r *reader) fill(o *model.Object, v value, all declared, at declaration) {
	extra := v.node.Get("additionalProperties")
	o.Open = extra == nil || extra.True() || extra.Is(jsondoc.Object) || v.has("patternProperties")
	for _, keyword := range []string{"additionalProperties", "patternProperties"} {
		if n := v.node.Get(keyword); n.Is(jsondoc.Object) {
			r.warnf(n, SchemaBesideProperties, "%s: a schema beside properties is not expressed; other properties are allowed with any value", keyword)
			o.Unexpressed = append(o.Unexpressed, r.unexpressed(keyword, n))
		}
	}
	sources := map[string]*jsondoc.Node{}
	r.sources[o] = sources
	for _, name := range all.names {
		schemas := all.schemas[name]
		p := &model.Property{Pos: schemas[0].node.Pos(), Name: name, DocURL: r.pages.property(o.DocURL, o.Name, name)}
		same := true
		if v.node.Get("properties").Get(name) != nil {
			p.Type = r.typeOf(schemas[0], at.child(name))
		} else {
			p.Type, same = r.sharedType(r.typedSchemas(schemas), at.child(name))
		}
		if same {
			sources[name] = schemas[0].node
		}
		r.annotate(p, schemas)
		o.Properties = append(o.Properties, p)
	}
	o.SortProperties()
	r.rules(o, v)
}

// typedSchemas returns the schemas that state the type of a property, or all where none does.
func (r *reader) typedSchemas(schemas []value) []value {
	var out []value
	for _, s := range schemas {
		if s.ref() != "" || r.kindsOf(s) != nil {
			out = append(out, s)
		}
	}
	if out == nil {
		return schemas
	}
	return out
}

// annotate takes a property's description and default from the first schema that
// has one.
func (r *reader) annotate(p *model.Property, schemas []value) {
	for _, s := range schemas {
		if targets := r.relations(s.node); p.Targets == nil {
			p.Targets = slices.Clip(targets) // which many properties can share
		} else {
			p.AddTargets(targets...)
		}
		if p.Doc == "" {
			p.Doc = r.annotation(s.node, "description").Text()
		}
		if d := r.annotation(s.node, "default"); p.Default == "" && d != nil && !d.Is(jsondoc.Null) {
			p.Default = r.raw(d)
		}
	}
}

// raw returns the JSON text of a value that many properties can have, made once.
func (r *reader) raw(n *jsondoc.Node) string {
	text, ok := r.rawValues[n]
	if !ok {
		text = string(n.Raw())
		r.rawValues[n] = text
	}
	return text
}

// annotation returns an annotation of a schema, or that of the definition that
// it refers to. A definition that is an object keeps its description to itself:
// it describes the type, not the property.
func (r *reader) annotation(n *jsondoc.Node, keyword string) *jsondoc.Node {
	key := annotated{n, keyword}
	found, known := r.annotations[key]
	if !known {
		found = r.findAnnotation(n, keyword)
		r.annotations[key] = found
	}
	return found
}

func (r *reader) findAnnotation(n *jsondoc.Node, keyword string) *jsondoc.Node {
	for range maxReferences {
		if v := n.Get(keyword); v != nil {
			return v
		}
		target := n.Get("$ref")
		if target == nil {
			return r.inAllOf(n, keyword)
		}
		inner, _, ok := r.target(target.Text())
		if !ok || r.objects[inner.node] != nil {
			return nil
		}
		if inner.node.Get("$ref") == nil {
			return r.annotation(inner.node, keyword)
		}
		n = inner.node
	}
	return nil
}

// inAllOf finds an annotation that stands beside a reference as allOf: [$ref,
// {default}], the way around siblings of $ref having no effect.
func (r *reader) inAllOf(n *jsondoc.Node, keyword string) *jsondoc.Node {
	for _, item := range n.Get("allOf").Items() {
		if v := item.Get(keyword); v != nil && !constrains(item) {
			return v
		}
	}
	return nil
}

// inline names a value that an alternative declares in place: by its title where
// it has one that can be part of a name, else by its number.
func inline(at declaration, n *jsondoc.Node, i int) declaration {
	if title := n.Get("title").Text(); isWord(title) {
		return at.child(title)
	}
	return at.child(strconv.Itoa(i + 1))
}
