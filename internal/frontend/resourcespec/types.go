package resourcespec

import (
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// scope resolves names as one resource type sees them.
type scope struct {
	*reader
	typeName string
	objects  map[string]*model.Object
	// resolving holds the aliases that are being followed: an alias that leads
	// back to itself has no type.
	resolving map[string]bool
	// chosen counts the types in choices that were read, members the properties
	// and attributes.
	chosen, members int
}

// maxTypes is how many properties and attributes a resource type may have. What AWS publishes has less than
// a tenth of it.
const maxTypes = 1 << 16

// countProperty counts a property or an attribute, and reports whether they are not too many.
func (s *scope) countProperty(n *jsondoc.Node) bool {
	s.members++
	s.all++
	if s.members == maxTypes+1 {
		s.errorf(n, TooManyProperties, "%s has more than %d properties and attributes", s.typeName, maxTypes)
	}
	return s.members <= maxTypes && s.all <= s.most
}

// tooLong reports a name that is too long.
func (s *scope) tooLong(n *jsondoc.Node, name string) bool {
	if len(name) <= model.MaxName {
		return false
	}
	s.errorf(n, model.NameTooLong, "the name has %d bytes, and at most %d are allowed", len(name), model.MaxName)
	return true
}

// typeMembers are the members that state the type of a value.
var typeMembers = [...]string{"Type", "ItemType", "PrimitiveType", "PrimitiveItemType", "DuplicatesAllowed"}

func (s *scope) knownTyped(n *jsondoc.Node, others ...string) {
	names := append(others, typeMembers[:]...)
	s.known(n, append(names, choices[:]...)...)
}

func (s *scope) properties(o *model.Object, n *jsondoc.Node) {
	for _, m := range s.object(n, "Properties").Members() {
		if p := s.property(m.Name, m.Value); p != nil {
			o.Properties = append(o.Properties, p)
		}
	}
	o.SortProperties()
}

func (s *scope) property(name string, n *jsondoc.Node) *model.Property {
	if bad := n.Mismatch(jsondoc.Object); bad != nil {
		s.diags.Add(bad...)
		return nil
	}
	if s.tooLong(n, name) || !s.countProperty(n) {
		return nil
	}
	s.knownTyped(n, "Documentation", "Required", "UpdateType", "ScrutinyType")
	return &model.Property{
		Pos:      n.Pos(),
		Name:     name,
		Type:     s.valueType(n),
		Required: s.flag(n, "Required"),
		Update:   s.update(n),
		DocURL:   s.docURL(n),
	}
}

func (s *scope) update(n *jsondoc.Node) model.Update {
	switch text := s.text(n, "UpdateType"); text {
	case "", "Mutable":
		return model.UpdateMutable
	case "Conditional":
		return model.UpdateConditional
	case "Immutable":
		return model.UpdateImmutable
	default:
		s.errorf(n.Get("UpdateType"), UnknownUpdateType, "unknown update type %q: it is Mutable, Immutable or Conditional", text)
		return model.UpdateMutable
	}
}

func (s *scope) attribute(name string, n *jsondoc.Node) *model.Attribute {
	a := &model.Attribute{Pos: n.Pos(), Name: name, Type: &model.Type{Pos: n.Pos(), Kind: model.JSON}}
	if s.tooLong(n, name) || !s.countProperty(n) {
		return a
	}
	if bad := n.Mismatch(jsondoc.Object); bad != nil {
		s.diags.Add(bad...)
		return a
	}
	s.knownTyped(n, "Documentation")
	a.Type = model.AttributeType(s.valueType(n))
	// Alternatives check values, and can need definitions.
	a.Type.Walk(func(t *model.Type) { t.AnyOf = nil })
	return a
}

// valueType reads the members that state the type of a value, of a property, an
// attribute or an alias. It never returns nil.
func (s *scope) valueType(n *jsondoc.Node) *model.Type {
	if isChoice(n) {
		return s.choice(n)
	}
	return s.oneType(n)
}

// oneType reads the members that name a single type.
func (s *scope) oneType(n *jsondoc.Node) *model.Type {
	free := &model.Type{Pos: n.Pos(), Kind: model.JSON}
	primitive := s.member(n, "PrimitiveType", jsondoc.String)
	named := s.member(n, "Type", jsondoc.String)
	switch {
	case n.Get("PrimitiveType") != nil && n.Get("Type") != nil:
		s.errorf(n, TwoTypes, "both %s and %s are given", "Type", "PrimitiveType")
	case primitive != nil:
		return s.primitive(primitive, n)
	case named.Text() == "List" || named.Text() == "Map":
		return s.collection(named, n)
	case named != nil:
		return s.reference(named)
	case n.Get("PrimitiveType") == nil && n.Get("Type") == nil:
		s.errorf(n, MissingType, "neither Type nor PrimitiveType is given")
	}
	return free
}

func (s *scope) primitive(name, at *jsondoc.Node) *model.Type {
	t := &model.Type{Pos: at.Pos()}
	switch name.Text() {
	case "String":
		t.Kind = model.String
	case "Integer", "Long":
		t.Kind = model.Integer
	case "Double":
		t.Kind = model.Number
	case "Boolean":
		t.Kind = model.Boolean
	case "Json":
		t.Kind = model.JSON
	case "Timestamp":
		t.Kind, t.Format = model.String, "date-time"
	default:
		s.errorf(name, UnknownPrimitiveType, "unknown primitive type %q: it is String, Integer, Long, Double, Boolean, Json or Timestamp", name.Text())
		t.Kind = model.JSON
	}
	return t
}

func (s *scope) collection(named, n *jsondoc.Node) *model.Type {
	t := &model.Type{Pos: n.Pos(), Kind: model.Map, Elem: &model.Type{Pos: n.Pos(), Kind: model.JSON}}
	if named.Text() == "List" {
		t.Kind = model.List
	}
	if v := s.member(n, "DuplicatesAllowed", jsondoc.Bool); v != nil {
		allowed := v.True()
		t.DuplicatesAllowed = &allowed
	}
	item := s.member(n, "ItemType", jsondoc.String)
	primitive := s.member(n, "PrimitiveItemType", jsondoc.String)
	switch {
	case n.Get("ItemType") != nil && n.Get("PrimitiveItemType") != nil:
		s.errorf(n, TwoTypes, "both %s and %s are given", "ItemType", "PrimitiveItemType")
	case primitive != nil:
		t.Elem = s.primitive(primitive, primitive)
	case item != nil:
		t.Elem = s.reference(item)
	case n.Get("ItemType") == nil && n.Get("PrimitiveItemType") == nil:
		s.errorf(n, MissingItemType, "a %s needs ItemType or PrimitiveItemType", named.Text())
	}
	return t
}

// lookup finds a property type: the resource's own first, then the global ones,
// of which Tag is the only one there is.
func (s *scope) lookup(name string) *jsondoc.Node {
	if n := s.propertyTypes.Get(s.typeName + "." + name); n != nil {
		return n
	}
	return s.propertyTypes.Get(name)
}

func (s *scope) reference(at *jsondoc.Node) *model.Type {
	name := at.Text()
	free := &model.Type{Pos: at.Pos(), Kind: model.JSON}
	n := s.lookup(name)
	switch {
	case n == nil:
		s.warnf(at, at.Key(), UnknownPropertyType, "there is no property type %q of %s; the value is read as free-form JSON", name, s.typeName)
		return free
	case !n.Is(jsondoc.Object):
		s.diags.Add(n.Mismatch(jsondoc.Object)...)
		return free
	case n.Get("Properties") != nil:
		return &model.Type{Pos: at.Pos(), Kind: model.ObjectRef, Object: s.definition(name, n)}
	case s.resolving[name]:
		s.warnf(at, at.Key(), RecursivePropertyType, "property type %q is an alias of itself; the value is read as free-form JSON", name)
		return free
	}
	s.resolving[name] = true
	defer delete(s.resolving, name)
	s.knownTyped(n, "Documentation", "Required", "UpdateType", "ScrutinyType")
	return s.valueType(n)
}

func (s *scope) definition(name string, n *jsondoc.Node) *model.Object {
	if o := s.objects[name]; o != nil {
		return o
	}
	o := &model.Object{Pos: n.Pos(), Name: name, DocURL: s.docURL(n)}
	s.tooLong(n, name)
	// Entered before it is filled: types recurse.
	s.objects[name] = o
	s.known(n, "Documentation", "Properties", "ScrutinyType")
	s.properties(o, n)
	return o
}
