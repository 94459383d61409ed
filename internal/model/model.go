package model

import (
	"slices"

	"github.com/cfngen/cfngen/internal/diag"
)

// Spec is everything that was read: the resource types, sorted by name.
type Spec struct {
	// Sources are the inputs, in the order in which they were given.
	Sources []Source
	// Resources are sorted by type name; no name occurs twice.
	Resources []*Resource
	// LeftOut are notes on inputs that describe no resource types.
	LeftOut diag.List
	// Unselected is how many resource types the inputs have that were not asked for.
	Unselected int
	// Neighbours are resource types of the same inputs that were not asked for. They
	// are here for their names alone, which must not be given to anything of
	// Resources; what is wrong with them does not count.
	Neighbours []*Resource
}

// Source names one input.
type Source struct {
	// Name is what a generated file calls the source: a base name, never a
	// path, so that output does not depend on the machine.
	Name string
	// Format is "resource specification" or "registry schema".
	Format string
	// Version is the input's own version (ResourceSpecificationVersion),
	// "" where the format has none.
	Version string
}

// String names the input with its format and version, as a sentence does:
// "registry schema aws-s3-bucket.json (sha256:0123456789ab)".
func (s Source) String() string {
	text := s.Format + " " + s.Name
	if s.Version != "" {
		text += " (" + s.Version + ")"
	}
	return text
}

// Resource is one resource type.
type Resource struct {
	Pos diag.Position
	// TypeName is the full name, "AWS::ApiGatewayV2::IntegrationResponse".
	TypeName string
	// Sources are the inputs that the type came from: one, or two where it was
	// merged, of which the first is the one that counts in a conflict.
	Sources []Source
	// Doc is the specification's description, "" where it has none.
	Doc string
	// DocURL is the address of the type's documentation, "" where unknown.
	DocURL string
	// Object holds the properties that a template may set.
	Object *Object
	// Definitions are the nested object types that are reachable from Object,
	// sorted by name.
	Definitions []*Object
	// Attributes are what Fn::GetAtt can read, sorted by name.
	Attributes []*Attribute
	// PrimaryIdentifier names the properties that identify a resource, as
	// dotted paths, in the specification's order.
	PrimaryIdentifier []string
	// Ref names what Ref returns, properties or attributes as in PrimaryIdentifier, where
	// that is not the primary identifier; see RefReturns.
	Ref []string
	// ARN is the template of the ARNs of resources, "" where it is not known: parts that differ
	// are ${Partition}, ${Region}, ${Account} and others, which have the names of properties or
	// attributes where they are some.
	ARN string
	// ARNProperty is the property or attribute that is the ARN, where its name does not show
	// it; see ARNReturned.
	ARNProperty string
	// Stateful reports whether a resource holds data that is lost with it.
	Stateful bool
	// Marks are the flags of properties on single paths, where a Property has them
	// for all paths that lead to it. They are sorted by path. A definition that
	// several properties refer to can have some.
	Marks []*PathFlags
	// Aliases are former names of definitions, sorted by the old name, of which
	// each has one meaning and none is that of a definition.
	Aliases []*Alias
	// Updates reports whether the service can update a resource in place, TagUpdates
	// whether it can change the tags of one.
	Updates, TagUpdates Stated
	// DeletesFirst reports whether a replacement deletes the old resource before it
	// creates the new one. Where the specification does not state it, it is the
	// other way round.
	DeletesFirst Stated
	// Faults are the errors in what the inputs have of the type. The rest of the
	// type is as they have it; what is faulty is left out. Overlays can settle
	// faults. As long as there is one, nothing can be made of the type.
	Faults diag.List
}

// Faults returns those of all resource types.
func (s *Spec) Faults() diag.List {
	var out diag.List
	for _, r := range s.Resources {
		out.Add(r.Faults...)
	}
	return out
}

// LimitFaults keeps no more than so many faults of all resource types together, but
// at least one of each that has some. It returns how many more could be kept.
func LimitFaults(all []*Resource, most int) (left int) {
	for _, r := range all {
		r.Faults = r.Faults.First(max(most, 1))
		most -= len(r.Faults)
	}
	return most
}

// Stated is the answer of a specification to a yes-or-no question, if it has one.
type Stated int

// The answers. Unstated, the zero value, is none.
const (
	Unstated Stated = iota
	Yes
	No
)

// StatedBool returns Yes or No.
func StatedBool(yes bool) Stated {
	if yes {
		return Yes
	}
	return No
}

// Alias is a former name of a definition, of an object or of an enum.
type Alias struct {
	Pos diag.Position
	// Old is the name that the definition had, New the one that it has.
	Old, New string
}

// Object is a set of properties: a resource's own or a nested definition's.
type Object struct {
	Pos diag.Position
	// Name is the definition's name, "" for a resource's own properties. An
	// object that the specification declares in place has the path of property
	// names that leads to it, joined without a separator.
	Name string
	Doc  string
	// DocURL is the address of the documentation, "" where unknown.
	DocURL string
	// Properties are sorted by name.
	Properties []*Property
	// Open reports whether properties beyond the declared ones are allowed.
	Open bool
	// Rules restrict which properties go together; nil where nothing does. Their
	// Kind is JSON, as of any alternative.
	Rules *Type
	// Unexpressed are the constraints on the object that the model has no words for.
	Unexpressed []Unexpressed
}

// Property is one property of an object.
type Property struct {
	Pos  diag.Position
	Name string
	Type *Type
	// Required reports whether the property must be present.
	Required bool
	// Update is what a change of the value does to a deployed resource.
	Update Update
	// ReadOnly properties are set by the service: they cannot stand in a template.
	ReadOnly bool
	// WriteOnly properties are not returned when the resource is read.
	WriteOnly bool
	// Deprecated properties still work and should not be used in new templates.
	Deprecated bool
	// Default is the value that the service uses for an absent property, as
	// JSON text; "" where none is stated.
	Default string
	// Targets are what the value can refer to, each once; where it is a list or a map,
	// what its values can.
	Targets []Target
	Doc     string
	// DocURL is the address of the documentation, "" where unknown.
	DocURL string
}

// PathFlags is what holds for a property on one of the paths that lead to it.
type PathFlags struct {
	Pos diag.Position
	// Path is a JSON pointer into the resource's properties, with * for any item
	// of a list and any key of a map.
	Path string
	// Update, ReadOnly, WriteOnly and Deprecated are as in Property. Validate does not
	// report a property that is read-only on one of its paths alone.
	Update                          Update
	ReadOnly, WriteOnly, Deprecated bool
}

// Update is what CloudFormation does when a property changes in a stack update.
type Update int

// The update behaviours.
const (
	// UpdateMutable is "no interruption" or "some interruptions": the resource
	// stays. It is the zero value.
	UpdateMutable Update = iota
	// UpdateConditional replaces the resource in some cases.
	UpdateConditional
	// UpdateImmutable always replaces the resource (a create-only property).
	UpdateImmutable
)

// String is the behaviour's name in messages: "mutable", "conditional" or
// "immutable".
func (u Update) String() string {
	switch u {
	case UpdateMutable:
		return "mutable"
	case UpdateConditional:
		return "conditional"
	case UpdateImmutable:
		return "immutable"
	}
	return "unknown"
}

// Attribute is a value that Fn::GetAtt returns.
type Attribute struct {
	Pos diag.Position
	// Name is what GetAtt takes; it may hold dots ("Endpoint.Address").
	Name string
	Type *Type
	Doc  string
}

// Kind is the shape of a value.
type Kind int

// The kinds of value.
const (
	// String is text. A timestamp is a String with Format "date-time".
	String Kind = iota
	// Integer is a whole number within 64 bits.
	Integer
	// Number is any JSON number.
	Number
	// Boolean is true or false.
	Boolean
	// JSON is any JSON value, or one of Kinds where there are some.
	JSON
	// List is a list of Elem.
	List
	// Map has keys of the user's choice and values of Elem.
	Map
	// ObjectRef is a nested object, named in Object.
	ObjectRef
)

// kindNames are the kinds' names as data has them.
var kindNames = [...]string{
	String: "string", Integer: "integer", Number: "number", Boolean: "boolean", JSON: "json", List: "list", Map: "map", ObjectRef: "object",
}

// Name is the kind's name in data, a word.
func (k Kind) Name() string {
	if k < 0 || int(k) >= len(kindNames) {
		return "unknown"
	}
	return kindNames[k]
}

// KindNamed returns the kind of a name, and whether there is one.
func KindNamed(name string) (Kind, bool) {
	i := slices.Index(kindNames[:], name)
	return Kind(max(i, 0)), i >= 0
}

// String is the kind's name in messages.
func (k Kind) String() string {
	if k == JSON {
		return "free-form JSON"
	}
	return k.Name()
}
