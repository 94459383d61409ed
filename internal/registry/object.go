package registry

import (
	"slices"

	"github.com/cfngen/cfngen/internal/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// objectType reads a schema of the type object: a struct where it declares
// properties (or closes itself without any), a map where it has key patterns,
// free-form otherwise.
func (r *reader) objectType(v value, at place) *model.Type {
	n := v.node
	r.noEnum(v)
	extra := n.Get("additionalProperties")
	declared := len(n.Get("properties").Members())
	switch {
	case declared > 0:
		r.leftovers(v, model.ObjectRef, objectValue, "patternProperties", "minProperties", "maxProperties")
		return &model.Type{Pos: n.Pos(), Kind: model.ObjectRef, Object: r.object(v, at)}
	case len(n.Get("patternProperties").Members()) > 0:
		r.leftovers(v, model.Map, objectValue, "required")
		return r.patternMap(v, at)
	case extra.Is(jsondoc.Object):
		r.leftovers(v, model.Map, objectValue, "required")
		return r.mapOf(v, r.typeOf(value{v.ref.Value.AdditionalProperties.Schema, extra}, place{name: at.name}))
	case extra.Is(jsondoc.Bool) && !extra.True() && !r.combined(n):
		r.leftovers(v, model.ObjectRef, objectValue, "minProperties", "maxProperties")
		return &model.Type{Pos: n.Pos(), Kind: model.ObjectRef, Object: r.object(v, at)}
	}
	r.leftovers(v, model.JSON, objectValue, "required", "minProperties", "maxProperties")
	return &model.Type{Pos: n.Pos(), Kind: model.JSON, ObjectOnly: true}
}

// combined says whether alternatives may declare the properties that the object
// itself does not.
func (r *reader) combined(n *jsondoc.Node) bool {
	return n.Get("oneOf") != nil || n.Get("anyOf") != nil || n.Get("allOf") != nil
}

func (r *reader) mapOf(v value, elem *model.Type) *model.Type {
	s := v.ref.Value
	return &model.Type{
		Pos: v.node.Pos(), Kind: model.Map, Elem: elem,
		MinItems: present(v.node, "minProperties", s.MinProps), MaxItems: s.MaxProps,
	}
}

func (r *reader) patternMap(v value, at place) *model.Type {
	patterns := v.node.Get("patternProperties")
	members := patterns.Members()
	first := members[0]
	elem := r.typeOf(value{v.ref.Value.PatternProperties[first.Name], first.Value}, place{name: at.name})
	pattern := first.Name
	if len(members) > 1 {
		pattern = "(?:" + pattern + ")"
	}
	same := true
	for _, m := range members[1:] {
		// Draft-07 has every matching pattern's schema hold at once; with equal
		// schemas that is one pattern with alternatives.
		pattern += "|(?:" + m.Name + ")"
		same = same && jsondoc.Equal(first.Value, m.Value)
	}
	if !same {
		r.warnf(patterns, "patternProperties: values that differ by key are not expressed; they are read as free-form JSON")
		elem = r.free(v)
	}
	t := r.mapOf(v, elem)
	closed := v.node.Get("additionalProperties")
	switch {
	case closed.Is(jsondoc.Bool) && !closed.True():
		t.KeyPattern = &pattern
	case !same || !matchesAll(pattern):
		r.warnf(patterns, "patternProperties: keys that do not match are allowed with any value; every value is read as the pattern's, the pattern itself has no effect")
	}
	return t
}

// matchesAll knows the ways in which schemas write "any key".
func matchesAll(pattern string) bool {
	return slices.Contains([]string{"", ".*", "^.*$", ".+", "^.+$", "^.*", ".*$", "^", "[\\s\\S]*"}, pattern)
}

// object reads a schema with properties, once for each definition.
func (r *reader) object(v value, at place) *model.Object {
	o := &model.Object{Pos: v.node.Pos(), Name: at.definition, Doc: v.ref.Value.Description}
	if at.definition != "" {
		r.objects[at.definition] = o
	} else {
		o.Name = r.freeName(at.name)
	}
	o.DocURL = r.pages.definition(o.Name)
	extra := v.node.Get("additionalProperties")
	o.Open = extra == nil || extra.True() || extra.Is(jsondoc.Object)
	if extra.Is(jsondoc.Object) {
		r.warnf(extra, "additionalProperties: a schema beside properties is not expressed; other properties are allowed with any value")
	}
	r.fill(o, v, place{name: o.Name})
	return o
}

// freeName gives a name for an object declared in place that no definition and
// no other object has.
func (r *reader) freeName(name string) string {
	for name == "" || r.taken[name] {
		name += "Inline"
	}
	r.taken[name] = true
	return name
}

// fill reads the properties of an object.
func (r *reader) fill(o *model.Object, v value, at place) {
	properties := v.node.Get("properties")
	for _, m := range properties.Members() {
		p := &model.Property{
			Pos:    m.Value.Pos(),
			Name:   m.Name,
			Type:   r.typeOf(value{v.ref.Value.Properties[m.Name], m.Value}, place{name: at.name + m.Name}),
			Doc:    r.annotation(m.Value, "description").Text(),
			DocURL: r.pages.property(o.Name, m.Name),
		}
		if d := r.annotation(m.Value, "default"); d != nil && !d.Is(jsondoc.Null) {
			p.Default = string(d.Raw())
		}
		o.Properties = append(o.Properties, p)
	}
	o.SortProperties()
	for _, item := range v.node.Get("required").Items() {
		if p := o.Property(item.Text()); p != nil {
			p.Required = true
		} else {
			r.warnf(item, "required: there is no property %q; its absence is not checked", item.Text())
		}
	}
}

// annotation finds what a schema says of itself, or what the definition says
// that it refers to. A definition that is an object keeps its description to
// itself: it describes the type, not the property.
func (r *reader) annotation(n *jsondoc.Node, keyword string) *jsondoc.Node {
	for range len(r.definitions) + 1 {
		if v := n.Get(keyword); v != nil {
			return v
		}
		target := n.Get("$ref")
		if target == nil {
			return r.inAllOf(n, keyword)
		}
		inner, to, ok := r.target(target.Text())
		if !ok || r.objects[to.definition] != nil {
			return nil
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
