package merge

import (
	"slices"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// Into adds to dst, the preferred reading of a resource type, what src knows
// beyond it. Both are changed and share objects afterwards: src must not be used
// any more. The list holds a warning for each conflict, at its position in dst,
// in the order of discovery.
func Into(dst, src *model.Resource) diag.List {
	m := &merger{
		dst:         dst,
		merged:      map[*model.Object]*model.Object{},
		counterpart: map[*model.Object]*model.Object{},
		definitions: map[string]*model.Object{},
		mutable:     mutable(dst.Object),
		attribute:   dst.AttributeFinder(),
	}
	for _, o := range dst.Definitions {
		m.counterpart[o], m.definitions[o.Name] = o, o
	}
	takeString(&dst.Doc, src.Doc)
	takeLink(&dst.DocURL, src.DocURL)
	m.pair(dst.Object, src.Object)
	m.work()
	m.attributes(src)
	if len(dst.PrimaryIdentifier) == 0 {
		dst.PrimaryIdentifier = src.PrimaryIdentifier
	}
	dst.Sources = slices.Concat(dst.Sources, src.Sources)
	dst.Faults.Add(src.Faults...)
	dst.SetDefinitions()
	m.found.About(dst.TypeName)
	return m.found
}

// pair are the two readings of one object.
type pair struct{ dst, src *model.Object }

// extra is a property that an object lacks and its counterpart has.
type extra struct {
	object   *model.Object
	property *model.Property
}

type merger struct {
	dst *model.Resource
	// pairs and extras are what is left to do.
	pairs  []pair
	extras []extra
	// merged has the object of src that one of dst is merged with.
	merged map[*model.Object]*model.Object
	// counterpart has the object in dst for one of src or dst, definitions the
	// definition in dst of a name.
	counterpart map[*model.Object]*model.Object
	definitions map[string]*model.Object
	// mutable are the objects in dst that can change without the resource being
	// replaced: what is below an immutable property only is not repeated there.
	mutable map[*model.Object]bool
	// attribute finds an attribute that dst had before the merge.
	attribute func(name string) *model.Attribute
	found     diag.List
}

// conflict warns at a position in dst, with a keyword of the report.
func (m *merger) conflict(at diag.Position, keyword string, code diag.Code, format string, args ...any) {
	m.found.Add(diag.Warningf(at, code, format, args...).For(keyword))
}

// other is a position in src as messages have it. The file and the line lead there; two
// pointers are hard to read.
func other(at diag.Position) diag.Location { return diag.Location(at) }

// pair has two readings of an object merged. An object of src can be merged into
// several of dst, and is then the counterpart of the first, or the one of its name.
// One of dst is merged once: all combinations could be too many.
func (m *merger) pair(dst, src *model.Object) {
	if m.counterpart[src] == nil || dst.Name == src.Name {
		m.counterpart[src] = dst
	}
	switch before := m.merged[dst]; {
	case dst == src || before == src:
	case before != nil:
		m.conflict(dst.Pos, "definition", DefinitionConflict, "definition: %q is %q in the other document and also %q at %s: the latter is left out",
			dst.Name, before.Name, src.Name, other(src.Pos))
	default:
		m.merged[dst] = src
		m.pairs = append(m.pairs, pair{dst, src})
	}
}

// work merges all pairs before it adds a property: by then, most objects that
// the property's type refers to have their counterparts.
func (m *merger) work() {
	for len(m.pairs)+len(m.extras) > 0 {
		if len(m.pairs) > 0 {
			next := m.pairs[0]
			m.pairs = m.pairs[1:]
			m.object(next.dst, next.src)
			continue
		}
		next := m.extras[0]
		m.extras = m.extras[1:]
		m.add(next.object, next.property)
	}
}

func (m *merger) object(dst, src *model.Object) {
	if dst.Name != src.Name {
		m.conflict(dst.Pos, "name", NameConflict, "name: the definition is %q here and %q at %s: %[1]q is taken", dst.Name, src.Name, other(src.Pos))
	}
	if src.Open && !dst.Open {
		m.conflict(dst.Pos, "open", OpenConflict, "open: the object is closed here and open at %s: closed is taken", other(src.Pos))
	}
	takeString(&dst.Doc, src.Doc)
	takeLink(&dst.DocURL, src.DocURL)
	for _, p := range src.Properties {
		if known := dst.Property(p.Name); known != nil {
			m.property(dst, known, p)
		} else {
			m.extras = append(m.extras, extra{dst, p})
		}
	}
}

func (m *merger) property(of *model.Object, dst, src *model.Property) {
	takeString(&dst.Doc, src.Doc)
	takeString(&dst.Default, src.Default)
	takeLink(&dst.DocURL, src.DocURL)
	dst.AddTargets(src.Targets...)
	m.typeOf(dst, dst.Type, src.Type)
	if dst.ReadOnly && !src.ReadOnly {
		// What cannot be set is neither required nor changed.
		m.readOnly(dst.Pos, src)
		return
	}
	if dst.Required != src.Required {
		word := map[bool]string{true: "required", false: "optional"}
		m.conflict(dst.Pos, "required", RequiredConflict, "required: the property is %s here and %s at %s: %[1]s is taken", word[dst.Required], word[src.Required], other(src.Pos))
	}
	m.update(of, dst, src)
}

func (m *merger) update(of *model.Object, dst, src *model.Property) {
	here := dst.Update
	if here == model.UpdateMutable {
		// Also where the specification states none, which has a meaning.
		dst.Update = src.Update
		if !m.mutable[of] && src.Update == model.UpdateImmutable {
			return // As for the property above it.
		}
	}
	if here != src.Update {
		m.conflict(dst.Pos, "update", UpdateConflict, "update: the property is %s here and %s at %[4]s: %[3]s is taken", here, src.Update, dst.Update, other(src.Pos))
	}
}

func (m *merger) readOnly(at diag.Position, src *model.Property) {
	m.conflict(at, "read-only", ReadOnlyConflict, "read-only: %q is read-only here and can be set at %s: read-only is taken", src.Name, other(src.Pos))
}

// typeOf merges the types of a property, or of what its lists and maps hold.
func (m *merger) typeOf(at *model.Property, dst, src *model.Type) {
	if dst.Kind != src.Kind {
		m.conflict(at.Pos, "type", TypeConflict, "type: the value is of type %s here and %s at %s: %[1]s is taken", dst.Kind, src.Kind, other(src.Pos))
		return
	}
	switch dst.Kind {
	case model.String:
		takeString(&dst.Format, src.Format)
	case model.List:
		m.duplicates(at, dst, src)
		m.typeOf(at, dst.Elem, src.Elem)
	case model.Map:
		m.typeOf(at, dst.Elem, src.Elem)
	case model.ObjectRef:
		m.pair(dst.Object, src.Object)
	}
}

func (m *merger) duplicates(at *model.Property, dst, src *model.Type) {
	switch {
	case dst.DuplicatesAllowed != nil || src.DuplicatesAllowed == nil:
	case dst.UniqueItems && *src.DuplicatesAllowed:
		m.conflict(at.Pos, "duplicates", DuplicatesConflict, "duplicates: they are refused here and allowed at %s: they are refused", other(src.Pos))
	default:
		dst.DuplicatesAllowed = src.DuplicatesAllowed
	}
}

// add adds to an object a property that only its counterpart has.
func (m *merger) add(dst *model.Object, p *model.Property) {
	if dst == m.dst.Object {
		if a := m.attribute(p.Name); a != nil && a.Name == p.Name {
			m.readOnly(a.Pos, p)
			return
		}
	}
	m.conflict(dst.Pos, "property", AddedProperty, "property: %q is not here but at %s: it is added", p.Name, other(p.Pos))
	c := *p // An object of src can be the counterpart of several.
	m.adoptType(c.Type)
	dst.Properties = append(dst.Properties, &c)
	dst.SortProperties()
}

// adoptType has a type of src refer to the objects of dst.
func (m *merger) adoptType(t *model.Type) {
	t.Walk(func(v *model.Type) {
		if v.Kind == model.ObjectRef {
			v.Object = m.adopt(v.Object)
		}
	})
}

// adopt returns the object in dst for one of src: its counterpart, the definition
// of its name, or itself.
func (m *merger) adopt(o *model.Object) *model.Object {
	if known := m.counterpart[o]; known != nil {
		return known
	}
	if known := m.definitions[o.Name]; known != nil {
		m.pair(known, o)
		return known
	}
	m.counterpart[o], m.definitions[o.Name] = o, o
	for _, p := range o.Properties {
		m.adoptType(p.Type)
	}
	return o
}

func (m *merger) attributes(src *model.Resource) {
	for _, a := range src.Attributes {
		known := m.attribute(a.Name)
		switch {
		case known == nil:
			m.conflict(m.dst.Pos, "attribute", AddedAttribute, "attribute: %q is not here but at %s: it is added", a.Name, other(a.Pos))
			m.dst.Attributes = append(m.dst.Attributes, a)
		case known.Name != a.Name:
			m.conflict(known.Pos, "attribute", AttributeNameConflict, "attribute: it is %q here and %q at %s: %[1]q is taken", known.Name, a.Name, other(a.Pos))
		case known.Type.Kind != a.Type.Kind:
			m.conflict(known.Pos, "attribute", AttributeTypeConflict, "attribute: %q is of type %s here and %s at %s: %[2]s is taken", a.Name, known.Type.Kind, a.Type.Kind, other(a.Pos))
		default:
			takeString(&known.Doc, a.Doc)
		}
	}
	m.dst.SortAttributes()
}

// mutable returns the objects that the properties of an object lead to without
// passing an immutable one, itself included.
func mutable(o *model.Object) map[*model.Object]bool {
	found := map[*model.Object]bool{o: true}
	for queue := []*model.Object{o}; len(queue) > 0; queue = queue[1:] {
		for _, p := range queue[0].Properties {
			if p.Update == model.UpdateImmutable {
				continue
			}
			p.Type.Walk(func(t *model.Type) {
				if t.Kind == model.ObjectRef && !found[t.Object] {
					found[t.Object] = true
					queue = append(queue, t.Object)
				}
			})
		}
	}
	return found
}

// takeString fills a string that the preferred reading lacks.
func takeString(dst *string, src string) {
	if *dst == "" {
		*dst = src
	}
}

// takeLink takes the other reading's link to the documentation, if it has one:
// the links of the preferred reading are mostly made up by a rule.
func takeLink(dst *string, src string) {
	if src != "" {
		*dst = src
	}
}
