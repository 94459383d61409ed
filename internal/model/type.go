package model

import "github.com/cfngen/cfngen/internal/diag"

// Type is the type of a value with the constraints on it. As an alternative it
// restricts a value that has a type already; its Kind is then JSON where the
// alternative states no kind, and each constraint applies to the kinds of value
// that it speaks of.
type Type struct {
	Pos  diag.Position
	Kind Kind
	// Elem is the type of a List's items or a Map's values.
	Elem *Type
	// Object is the target of an ObjectRef.
	Object *Object
	// EnumName is the name of the definition that declares the Enum of a String or
	// an Integer, "" where it stands in place.
	EnumName string
	// DuplicatesAllowed and its absence are documentation: the Resource
	// Specification states it of lists without the API enforcing it.
	DuplicatesAllowed *bool
	// Unordered reports whether the order of a List's items makes no difference.
	Unordered bool
	// Unexpressed are the constraints on the value that the model has no words for.
	Unexpressed []Unexpressed
	Constraints
}

// Unexpressed is a constraint that the model has no words for, so that it can be
// reported and compared, and nothing else.
type Unexpressed struct {
	Pos diag.Position
	// Keyword is the specification's word for it.
	Keyword string
	// Value is what the keyword demands. Two that are equal demand the same; a long
	// one is cut and ends in a checksum of the whole.
	Value string
}

// Decimal is a number as exact decimal text, "" for none.
type Decimal string

// Constraints restrict a value beyond its type. What speaks of one kind of value
// has no effect on others. Each has a row in the table of [Keywords].
type Constraints struct {
	// Kinds are those that a value of the kind JSON can have, sorted; none allows
	// all. An ObjectRef among them is any JSON object, a List any list.
	Kinds []Kind
	// Enum are the allowed values as written in the specification: of a String the
	// text without quotes, of the kind JSON the values' JSON texts.
	Enum []string
	// Pattern is an ECMA-262 regular expression that must match somewhere in a
	// String; nil where there is none. It may be the empty expression.
	Pattern *string
	// Format is an annotation such as "date-time" or "uri".
	Format string
	// MinLength and MaxLength bound a String's length in code points.
	MinLength, MaxLength *uint64
	// Minimum and Maximum bound an Integer or Number, as exact decimal text;
	// "" where there is none. The exclusive ones exclude the bound itself.
	Minimum, Maximum, ExclusiveMinimum, ExclusiveMaximum Decimal
	// MultipleOf must divide an Integer or Number, as exact decimal text.
	MultipleOf Decimal
	// MinItems and MaxItems bound the number of a List's items.
	MinItems, MaxItems *uint64
	// UniqueItems reports whether no two items of a List are equal.
	UniqueItems bool
	// Items restrict each item of a list. They are for the kind JSON: a List has
	// them in its Elem.
	Items *Type
	// Contains fits at least one item of a list.
	Contains *Type
	// MinProperties and MaxProperties bound the number of an object's properties or
	// a Map's entries.
	MinProperties, MaxProperties *uint64
	// Keys are the patterns of a Map's keys with what holds for the values. A key
	// that matches several has to satisfy them all. One that matches none is
	// allowed where OpenKeys is set.
	Keys     []Keys
	OpenKeys bool
	// Required properties must be present.
	Required []string
	// Closed reports whether no properties but those of Only may be present.
	Closed bool
	Only   []string
	// Properties restrict the values of properties where they are present.
	Properties []*Member
	// Dependencies are what the presence of a property demands.
	Dependencies []*Dependency
	// AllOf must all fit the value, of AnyOf at least one, of OneOf exactly one.
	AllOf, AnyOf, OneOf []*Type
}

// Keys are a pattern of a Map's keys.
type Keys struct {
	Pattern string
	// Values restrict the values of such keys beyond the Map's Elem; nil for not.
	Values *Type
}

// Member restricts the value of one property.
type Member struct {
	Name string
	Type *Type
}

// Dependency is what the presence of a property demands.
type Dependency struct {
	Property string
	// Required properties must then be present, too.
	Required []string
	// Then must fit the object; nil for nothing.
	Then *Type
}

// Walk calls visit for a type and all types below it that a value of the type
// consists of (list items and map values), the alternatives and their
// constraints on properties included; it does not follow an ObjectRef.
func (t *Type) Walk(visit func(*Type)) {
	if t == nil {
		return
	}
	visit(t)
	t.Elem.Walk(visit)
	t.Inside(func(_ Keyword, _ string, inner *Type) { inner.Walk(visit) })
}

// Innermost returns the type of what lists and maps hold in the end.
func (t *Type) Innermost() *Type {
	for t.Elem != nil {
		t = t.Elem
	}
	return t
}

// Allows reports whether a value of the kind JSON can have a kind.
func (c *Constraints) Allows(k Kind) bool {
	for _, allowed := range c.Kinds {
		if allowed == k {
			return true
		}
	}
	return len(c.Kinds) == 0
}
