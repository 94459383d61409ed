package model

import (
	"cmp"
	"iter"
	"slices"
)

// Keyword is a row of the table of constraints: what all that reads, writes or compares
// them has to know of one.
type Keyword struct {
	// Name is JSON Schema's word where it has one.
	Name string
	// Values are the kinds of value that it restricts. A Map among them is an
	// ObjectRef.
	Values KindSet
	// Types are the kinds of Type beside JSON, which can have all, that have it as a
	// constraint of their own.
	Types KindSet
	// Phrase is what a sentence has of it, with %s for the value, "" where no
	// sentence has it. The ends of one range have the same.
	Phrase string
	// Narrower is which of two values allows less.
	Narrower Narrower
	// Inside is what the types in its value restrict, and Some reports whether one such
	// part of a value is enough, instead of all.
	Inside Part
	Some   bool

	field func(*Constraints) any
}

// Narrower is which of two values of a keyword allows less.
type Narrower int

// Which of two values allows less.
const (
	// Unordered is the zero value: it takes more than the two values to know.
	Unordered Narrower = iota
	// Greater is the greater one, and true: the keyword is the lower end of a range,
	// or a condition.
	Greater
	// Smaller is the smaller one: the keyword is the upper end of a range.
	Smaller
)

// Part is what of a value a type in one of its constraints restricts.
type Part int

// The parts of a value.
const (
	// Nothing is the zero value: there are no types in the keyword's value.
	Nothing Part = iota
	// Itself is the whole value, as of AllOf.
	Itself
	// AnItem is an item of a list.
	AnItem
	// AnEntry is the value of a key in a map.
	AnEntry
	// AProperty is the property of a name.
	AProperty
)

// KindSet is a set of kinds.
type KindSet uint

// Has reports whether a kind is in the set.
func (s KindSet) Has(k Kind) bool { return s&(1<<k) != 0 }

// Sets of kinds of value.
const (
	strs    KindSet = 1 << String
	numbers KindSet = 1<<Integer | 1<<Number
	scalars KindSet = strs | numbers | 1<<Boolean
	lists   KindSet = 1 << List
	entries KindSet = 1 << Map
	objects KindSet = 1 << ObjectRef
	all     KindSet = scalars | lists | objects
	// types are all kinds of Type.
	types KindSet = all | entries
)

// keywords is the table, in the order in which the constraints are written. Nothing
// changes it.
var keywords = [...]Keyword{
	{Name: "kinds", Values: all, Phrase: "type %s", field: func(c *Constraints) any { return &c.Kinds }},
	{Name: "enum", Values: all, Types: scalars, Phrase: "allowed: %s", field: func(c *Constraints) any { return &c.Enum }},
	{Name: "pattern", Values: strs, Types: strs, Phrase: `pattern "%s"`, field: func(c *Constraints) any { return &c.Pattern }},
	{Name: "format", Values: scalars, Types: scalars, Phrase: "format %s", field: func(c *Constraints) any { return &c.Format }},
	{Name: "minLength", Values: strs, Types: strs, Phrase: "length %s", Narrower: Greater, field: func(c *Constraints) any { return &c.MinLength }},
	{Name: "maxLength", Values: strs, Types: strs, Phrase: "length %s", Narrower: Smaller, field: func(c *Constraints) any { return &c.MaxLength }},
	{Name: "minimum", Values: numbers, Types: numbers, Phrase: "value %s", Narrower: Greater, field: func(c *Constraints) any { return &c.Minimum }},
	{Name: "maximum", Values: numbers, Types: numbers, Phrase: "value %s", Narrower: Smaller, field: func(c *Constraints) any { return &c.Maximum }},
	{Name: "exclusiveMinimum", Values: numbers, Types: numbers, Phrase: "value more than %s", Narrower: Greater, field: func(c *Constraints) any { return &c.ExclusiveMinimum }},
	{Name: "exclusiveMaximum", Values: numbers, Types: numbers, Phrase: "value less than %s", Narrower: Smaller, field: func(c *Constraints) any { return &c.ExclusiveMaximum }},
	{Name: "multipleOf", Values: numbers, Types: numbers, Phrase: "multiple of %s", field: func(c *Constraints) any { return &c.MultipleOf }},
	{Name: "minItems", Values: lists, Types: lists, Phrase: "number of items %s", Narrower: Greater, field: func(c *Constraints) any { return &c.MinItems }},
	{Name: "maxItems", Values: lists, Types: lists, Phrase: "number of items %s", Narrower: Smaller, field: func(c *Constraints) any { return &c.MaxItems }},
	{Name: "uniqueItems", Values: lists, Types: lists, Phrase: "unique items", Narrower: Greater, field: func(c *Constraints) any { return &c.UniqueItems }},
	{Name: "items", Values: lists, Inside: AnItem, field: func(c *Constraints) any { return &c.Items }},
	{Name: "contains", Values: lists, Types: lists, Phrase: "at least one item: %s", Inside: AnItem, Some: true, field: func(c *Constraints) any { return &c.Contains }},
	{Name: "keys", Values: objects, Types: entries, Phrase: `key pattern "%s"`, Inside: AnEntry, field: func(c *Constraints) any { return &c.Keys }},
	{Name: "openKeys", Values: objects, Types: entries, field: func(c *Constraints) any { return &c.OpenKeys }},
	{Name: "minProperties", Values: objects, Types: entries, Phrase: "number of entries %s", Narrower: Greater, field: func(c *Constraints) any { return &c.MinProperties }},
	{Name: "maxProperties", Values: objects, Types: entries, Phrase: "number of entries %s", Narrower: Smaller, field: func(c *Constraints) any { return &c.MaxProperties }},
	{Name: "required", Values: objects, Phrase: "with %s", field: func(c *Constraints) any { return &c.Required }},
	{Name: "closed", Values: objects, field: func(c *Constraints) any { return &c.Closed }},
	{Name: "only", Values: objects, field: func(c *Constraints) any { return &c.Only }},
	{Name: "properties", Values: objects, Inside: AProperty, field: func(c *Constraints) any { return &c.Properties }},
	{Name: "dependencies", Values: objects, Inside: Itself, field: func(c *Constraints) any { return &c.Dependencies }},
	{Name: "allOf", Values: all, Types: types, Inside: Itself, field: func(c *Constraints) any { return &c.AllOf }},
	{Name: "anyOf", Values: all, Types: types, Inside: Itself, field: func(c *Constraints) any { return &c.AnyOf }},
	{Name: "oneOf", Values: all, Types: types, Inside: Itself, field: func(c *Constraints) any { return &c.OneOf }},
}

// Keywords returns the table, in the order in which the constraints are written.
func Keywords() iter.Seq[Keyword] {
	return func(yield func(Keyword) bool) {
		for i := range keywords {
			if !yield(keywords[i]) {
				return
			}
		}
	}
}

// Of reports whether types of a kind can have the keyword.
func (k Keyword) Of(kind Kind) bool { return kind == JSON || k.Types.Has(kind) }

// Field returns a pointer to the keyword's value, which is absent where it is the zero
// value:
//
//	**uint64        a count
//	*Decimal        a number
//	*string         a word
//	**string        a text that can be empty
//	*bool           whether the constraint holds
//	*[]string       names, or values as text
//	*[]Kind         kinds
//	**Type          a type
//	*[]*Type        types
//	*[]Keys, *[]*Member, *[]*Dependency
//
// A new constraint is one of these, where it can be.
func (k Keyword) Field(c *Constraints) any { return k.field(c) }

// IsSet reports whether constraints have the keyword.
func (k Keyword) IsSet(c *Constraints) bool {
	switch f := k.field(c).(type) {
	case **uint64:
		return *f != nil
	case *Decimal:
		return *f != ""
	case *string:
		return *f != ""
	case **string:
		return *f != nil
	case *bool:
		return *f
	case *[]string:
		return len(*f) > 0
	case *[]Kind:
		return len(*f) > 0
	case **Type:
		return *f != nil
	case *[]*Type:
		return len(*f) > 0
	case *[]Keys:
		return len(*f) > 0
	case *[]*Member:
		return len(*f) > 0
	case *[]*Dependency:
		return len(*f) > 0
	}
	return false
}

// Narrows is positive where the value in now allows less than the one in old, negative
// where it allows more, and 0 where they mean the same. ok is false for a keyword of
// which these two values do not show it.
func (k Keyword) Narrows(old, now *Constraints) (n int, ok bool) {
	if k.Narrower == Unordered {
		return 0, false
	}
	switch f := k.field(now).(type) {
	case **uint64:
		return k.Narrower.Counts(*k.field(old).(**uint64), *f), true
	case *bool:
		switch was := *k.field(old).(*bool); {
		case was == *f:
			return 0, true
		case *f:
			return 1, true
		}
		return -1, true
	}
	return 0, false // numbers, of which two together are an end of a range
}

// Counts compares two counts as [Keyword.Narrows] does.
func (n Narrower) Counts(old, now *uint64) int {
	if n == Greater {
		return cmp.Compare(orZero(now), orZero(old))
	}
	switch {
	case old == nil && now == nil:
		return 0
	case old == nil:
		return 1
	case now == nil:
		return -1
	}
	return cmp.Compare(*old, *now)
}

func orZero(n *uint64) uint64 {
	if n == nil {
		return 0
	}
	return *n
}

// IsEmpty reports whether there are no constraints.
func (c *Constraints) IsEmpty() bool {
	for i := range keywords {
		if keywords[i].IsSet(c) {
			return false
		}
	}
	return true
}

// Inside calls visit for the types in constraints, with the keyword that each is a
// part of and, where that is about one property, the property's name.
func (c *Constraints) Inside(visit func(k Keyword, name string, t *Type)) {
	c.eachInside(func(k Keyword, name string, t **Type) {
		if *t != nil {
			visit(k, name, *t)
		}
	})
}

// ReplaceInside replaces the types in constraints by what replace returns. The lists
// that they stand in are copied: other constraints can share them.
func (c *Constraints) ReplaceInside(replace func(k Keyword, name string, t *Type) *Type) {
	c.copyLists()
	c.eachInside(func(k Keyword, name string, t **Type) {
		if *t != nil {
			*t = replace(k, name, *t)
		}
	})
}

// eachInside calls visit for where types can stand in constraints.
func (c *Constraints) eachInside(visit func(k Keyword, name string, t **Type)) {
	for i := range keywords {
		k := &keywords[i] // which is not copied where nothing is visited
		if k.Inside == Nothing {
			continue
		}
		switch f := k.field(c).(type) {
		case **Type:
			if *f != nil {
				visit(*k, "", f)
			}
		case *[]*Type:
			for i := range *f {
				visit(*k, "", &(*f)[i])
			}
		case *[]Keys:
			for i := range *f {
				visit(*k, "", &(*f)[i].Values)
			}
		case *[]*Member:
			for _, m := range *f {
				visit(*k, m.Name, &m.Type)
			}
		case *[]*Dependency:
			for _, d := range *f {
				visit(*k, "", &d.Then)
			}
		}
	}
}

// copyLists copies what types stand in.
func (c *Constraints) copyLists() {
	for i := range keywords {
		switch f := keywords[i].field(c).(type) {
		case *[]*Type:
			*f = slices.Clone(*f)
		case *[]Keys:
			*f = slices.Clone(*f)
		case *[]*Member:
			*f = slices.Clone(*f)
			for i, m := range *f {
				c := *m
				(*f)[i] = &c
			}
		case *[]*Dependency:
			*f = slices.Clone(*f)
			for i, d := range *f {
				c := *d
				c.Required = slices.Clone(d.Required)
				(*f)[i] = &c
			}
		}
	}
}
