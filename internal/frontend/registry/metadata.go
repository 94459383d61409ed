package registry

import (
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// readOnly is the list of the properties that only the service sets.
const readOnly = "readOnlyProperties"

// endless is the number of paths to an object that recurses.
const endless = 1 << 20

// metadata applies the resource-level lists of property pointers.
func (r *reader) metadata(res *model.Resource) {
	m := &metadataReader{reader: r, res: res, gone: map[string]*model.Property{}, settable: map[site]bool{}, pathFlags: map[string]*model.PathFlags{}}
	m.contradictions()
	m.attributes()
	m.countPaths()
	for _, list := range []struct {
		name string
		set  func(*model.Property)
		// one sets the same for one of several paths.
		one func(*model.PathFlags)
	}{
		{readOnly, func(p *model.Property) { p.ReadOnly = true }, func(m *model.PathFlags) { m.ReadOnly = true }},
		{
			"conditionalCreateOnlyProperties",
			func(p *model.Property) { p.Update = model.UpdateConditional },
			func(m *model.PathFlags) { m.Update = model.UpdateConditional },
		},
		{
			"createOnlyProperties",
			func(p *model.Property) { p.Update = model.UpdateImmutable },
			func(m *model.PathFlags) { m.Update = model.UpdateImmutable },
		},
		{
			"writeOnlyProperties",
			func(p *model.Property) { p.WriteOnly = true },
			func(m *model.PathFlags) { m.WriteOnly = true },
		},
		{
			"deprecatedProperties",
			func(p *model.Property) { p.Deprecated = true },
			func(m *model.PathFlags) { m.Deprecated = true },
		},
	} {
		m.setFlags(list.name, list.set, list.one)
	}
	slices.SortFunc(res.Marks, func(a, b *model.PathFlags) int { return strings.Compare(a.Path, b.Path) })
	for o := range r.sources {
		var gone map[string]bool
		if o == res.Object {
			gone = m.goneNames()
		}
		withoutReadOnly(o.Rules, o, gone)
		for _, p := range o.Properties {
			if p.Type.Kind != model.ObjectRef {
				insideWithoutReadOnly(p.Type, p.Type)
			}
		}
	}
	for _, n := range r.root.Get("primaryIdentifier").Items() {
		segments, ok := strings.CutPrefix(n.Text(), "/properties/")
		if !ok {
			r.warnf(n, NoPropertyPointer, "primaryIdentifier: %q is not a pointer to a property", n.Text())
			continue
		}
		res.PrimaryIdentifier = append(res.PrimaryIdentifier, strings.ReplaceAll(segments, "/", "."))
	}
}

type metadataReader struct {
	*reader
	res *model.Resource
	// gone are the read-only properties of the resource itself: they are
	// attributes and no longer properties.
	gone  map[string]*model.Property
	paths map[*model.Object]int
	// settable are the properties that are listed as read-only, and as something that
	// only a property which can be set is.
	settable map[site]bool
	// pathFlags are those of the resource, by path.
	pathFlags map[string]*model.PathFlags
}

// site is a property by the way to it from the resource or from a definition.
type site struct {
	start *model.Object
	path  string
}

// contradictions finds the properties that are listed as read-only and as create-only
// or write-only at once. A template can set them: services take a value for each of
// those that AWS publishes, and read-only means that they can be read, too.
func (m *metadataReader) contradictions() {
	listed := map[site]string{}
	for _, list := range []string{"createOnlyProperties", "conditionalCreateOnlyProperties", "writeOnlyProperties"} {
		for _, n := range m.root.Get(list).Items() {
			t, ok := m.follow(n.Text())
			if at := (site{t.start, t.path}); ok && listed[at] == "" {
				listed[at] = list
			}
		}
	}
	for _, n := range m.root.Get(readOnly).Items() {
		t, ok := m.follow(n.Text())
		at := site{t.start, t.path}
		if ok && listed[at] != "" && !m.settable[at] {
			m.settable[at] = true
			m.notef(n, ReadOnlyAndSettable, "%q is in %s and in %s at once; it can be set", n.Text(), readOnly, listed[at])
		}
	}
}

// attributes turns what Fn::GetAtt reads into attributes: the read-only
// properties of the resource, and those of the objects in it.
func (m *metadataReader) attributes() {
	known := map[string]bool{}
	add := func(name string, p *model.Property) {
		switch {
		case known[name]:
		case len(name) > model.MaxName:
			m.warnf(m.root.Get(readOnly), AttributeNameTooLong, "%s: the attribute %q is left out: its name has more than %d bytes", readOnly, diag.Cut(name, 60), model.MaxName)
			known[name] = true
		case m.addTypes(p.Pos, 1):
			known[name] = true
			m.res.Attributes = append(m.res.Attributes,
				&model.Attribute{Pos: p.Pos, Name: name, Type: model.AttributeType(p.Type), Doc: p.Doc})
		}
	}
	for _, n := range m.root.Get(readOnly).Items() {
		t, ok := m.follow(n.Text())
		if !ok || t.property == nil || t.start != m.res.Object || t.throughList {
			continue
		}
		name := strings.Join(t.names, ".")
		add(name, t.property)
		m.members(name, t.property, map[*model.Object]bool{}, add)
		if len(t.names) == 1 && !m.settable[site{t.start, t.path}] {
			if t.property.Required {
				m.notef(n, RequiredAndReadOnly, "%q is required and read-only at once; it is taken as read-only", t.property.Name)
			}
			m.gone[t.property.Name] = t.property
		}
	}
	kept := m.res.Object.Properties[:0:0]
	for _, p := range m.res.Object.Properties {
		if m.gone[p.Name] == nil {
			kept = append(kept, p)
		}
	}
	m.res.Object.Properties = kept
}

func (m *metadataReader) goneNames() map[string]bool {
	names := map[string]bool{}
	for name := range m.gone {
		names[name] = true
	}
	return names
}

// flagsOf returns the flags of a path, new ones where it has none.
func (m *metadataReader) flagsOf(n *jsondoc.Node, path string) *model.PathFlags {
	flags := m.pathFlags[path]
	if flags == nil {
		flags = &model.PathFlags{Pos: n.Pos(), Path: path}
		m.pathFlags[path] = flags
		m.res.Marks = append(m.res.Marks, flags)
	}
	return flags
}

// members adds the attributes inside an attribute that is an object. seen holds
// the objects already on the way: each is opened once.
func (m *metadataReader) members(name string, p *model.Property, seen map[*model.Object]bool, add func(string, *model.Property)) {
	if p.Type.Kind != model.ObjectRef || seen[p.Type.Object] || len(name) > model.MaxName || m.typeCount > maxTypes {
		return
	}
	seen[p.Type.Object] = true
	for _, inner := range p.Type.Object.Properties {
		add(name+"."+inner.Name, inner)
		m.members(name+"."+inner.Name, inner, seen, add)
	}
}

// trail is where a property pointer leads.
type trail struct {
	start, parent *model.Object
	property      *model.Property
	names         []string
	// path is the way as a JSON pointer, with * for items and keys.
	path        string
	throughList bool
	// reason is why the trail ends early.
	reason string
}

// follow walks a pointer such as /properties/A/*/B or
// /definitions/D/properties/B. Segments "*", "items" and "properties" that are
// no property names only structure it, and lists are entered without them too.
func (m *metadataReader) follow(pointer string) (trail, bool) {
	segments := strings.Split(pointer, "/")
	t := trail{start: m.res.Object}
	switch {
	case len(segments) >= 3 && segments[0] == "" && segments[1] == "properties":
		segments = segments[2:]
	case len(segments) >= 4 && segments[0] == "" && segments[1] == "definitions":
		t.start = m.objects[m.root.Get("definitions").Get(diag.UnescapePointer(segments[2]))]
		segments = segments[3:]
	default:
		t.reason = "it is not a pointer to a property"
		return t, false
	}
	t.parent = t.start
	for _, s := range segments {
		if !m.step(&t, diag.UnescapePointer(s)) {
			return t, false
		}
	}
	return t, t.property != nil
}

func (m *metadataReader) step(t *trail, name string) bool {
	o := t.parent
	if t.property != nil {
		o = t.property.Type.Innermost().Object
	}
	var p *model.Property
	if o != nil {
		p = o.Property(name)
		if p == nil && o == m.res.Object {
			p = m.gone[name]
		}
	}
	switch {
	case p != nil:
		if t.property != nil {
			for inner := t.property.Type; inner.Elem != nil; inner = inner.Elem {
				t.throughList = true
				t.path += "/*"
			}
		}
		t.path += "/" + diag.EscapePointer(name)
		t.parent, t.property = o, p
		t.names = append(t.names, name)
		return true
	case name == "*" || name == "items" || name == "properties":
		t.throughList = t.throughList || name != "properties"
		return true
	case o == nil && t.property != nil:
		t.reason = "the value of " + t.property.Name + " has no declared properties"
	default:
		t.reason = "there is no property " + name
	}
	return false
}

// countPaths counts the paths from the resource to each object: a pointer is
// one path, while a property belongs to all of them.
func (m *metadataReader) countPaths() {
	sites := map[*model.Object][]*model.Object{}
	seen := map[*model.Object]bool{m.res.Object: true}
	for queue := []*model.Object{m.res.Object}; len(queue) > 0; queue = queue[1:] {
		for _, p := range queue[0].Properties {
			p.Type.Walk(func(t *model.Type) {
				if t.Kind != model.ObjectRef {
					return
				}
				sites[t.Object] = append(sites[t.Object], queue[0])
				if !seen[t.Object] {
					seen[t.Object] = true
					queue = append(queue, t.Object)
				}
			})
		}
	}
	m.paths = map[*model.Object]int{m.res.Object: 1}
	for o := range seen {
		m.count(o, sites, map[*model.Object]bool{})
	}
}

func (m *metadataReader) count(o *model.Object, sites map[*model.Object][]*model.Object, active map[*model.Object]bool) int {
	if n, ok := m.paths[o]; ok {
		return n
	}
	if active[o] {
		return endless
	}
	active[o] = true
	n := 0
	for _, parent := range sites[o] {
		n = min(n+m.count(parent, sites, active), endless)
	}
	delete(active, o)
	m.paths[o] = n
	return n
}

// setFlags sets a flag on the properties of a list, where the list names every
// path that leads to the property; else on the path.
func (m *metadataReader) setFlags(list string, set func(*model.Property), one func(*model.PathFlags)) {
	named := map[*model.Property]int{}
	for pass := range 2 {
		for _, n := range m.root.Get(list).Items() {
			t, ok := m.follow(n.Text())
			switch {
			case !ok:
				if pass == 0 {
					if t.reason == "" {
						t.reason = "it does not end in a property"
					}
					m.warnf(n, UnresolvedPointer, "%s: %q leads nowhere: %s", list, n.Text(), t.reason)
				}
			case t.start == m.res.Object && m.gone[t.names[0]] != nil:
				// An attribute, all of it read-only.
			case list == readOnly && m.settable[site{t.start, t.path}]:
			case pass == 0:
				named[t.property]++
			case t.start == m.res.Object && named[t.property] < m.paths[t.parent]:
				one(m.flagsOf(n, t.path))
			default:
				set(t.property)
				if t.property.ReadOnly && t.property.Required {
					m.notef(n, RequiredAndReadOnly, "%q is required and read-only at once; it is taken as read-only", n.Text())
					t.property.Required = false
				}
			}
		}
	}
}
