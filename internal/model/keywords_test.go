package model

import (
	"reflect"
	"slices"
	"testing"
)

// TestKeywordsAreAll: each constraint has one row, and no row is of another one.
func TestKeywordsAreAll(t *testing.T) {
	var c Constraints
	v := reflect.ValueOf(&c).Elem()
	rows := map[any]string{}
	for k := range Keywords() {
		field := k.Field(&c)
		if other, ok := rows[field]; ok {
			t.Errorf("%s and %s are of one constraint", other, k.Name)
		}
		rows[field] = k.Name
	}
	for i := range v.NumField() {
		field := v.Field(i).Addr().Interface()
		if rows[field] == "" {
			t.Errorf("%s has no row", v.Type().Field(i).Name)
		}
		delete(rows, field)
	}
	if len(rows) > 0 {
		t.Errorf("there are rows of no constraint: %v", rows)
	}
}

// fill returns constraints of one keyword, with a type in it where it can have one.
func fill(t *testing.T, k Keyword, inner *Type) *Constraints {
	var c Constraints
	count, text := uint64(1), ""
	switch f := k.Field(&c).(type) {
	case **uint64:
		*f = &count
	case *Decimal:
		*f = "1"
	case *string:
		*f = "x"
	case **string:
		*f = &text
	case *bool:
		*f = true
	case *[]string:
		*f = []string{"x"}
	case *[]Kind:
		*f = []Kind{String}
	case **Type:
		*f = inner
	case *[]*Type:
		*f = []*Type{inner}
	case *[]Keys:
		*f = []Keys{{Values: inner}}
	case *[]*Member:
		*f = []*Member{{Name: "P", Type: inner}}
	case *[]*Dependency:
		*f = []*Dependency{{Property: "P", Then: inner}}
	default:
		t.Fatalf("%s has a value of type %T, which is not documented", k.Name, f)
	}
	return &c
}

func TestKeywordIsSet(t *testing.T) {
	if !(&Constraints{}).IsEmpty() {
		t.Error("no constraints are some")
	}
	for k := range Keywords() {
		t.Run(k.Name, func(t *testing.T) {
			c := fill(t, k, &Type{Kind: JSON})
			if c.IsEmpty() {
				t.Error("it is not seen")
			}
			for other := range Keywords() {
				if got := other.IsSet(c); got != (other.Name == k.Name) {
					t.Errorf("%s is set: %v", other.Name, got)
				}
			}
			if k.Values == 0 || k.Name != "openKeys" && k.Phrase == "" && k.Types != 0 && k.Inside == Nothing {
				t.Error("the row is not whole")
			}
		})
	}
}

// TestInside: the types in constraints are visited and replaced, and those that share
// the constraints keep theirs.
func TestInside(t *testing.T) {
	for k := range Keywords() {
		t.Run(k.Name, func(t *testing.T) {
			inner, other := &Type{Kind: String}, &Type{Kind: Integer}
			c := fill(t, k, inner)
			found := func(c *Constraints) (types []*Type) {
				c.Inside(func(of Keyword, name string, t *Type) {
					if of.Name == k.Name && (name == "P") == (k.Inside == AProperty) {
						types = append(types, t)
					}
				})
				return types
			}
			var want []*Type
			if k.Inside != Nothing {
				want = []*Type{inner}
			}
			if got := found(c); !slices.Equal(got, want) {
				t.Errorf("%d types are in it", len(got))
			}
			shared := *c
			c.ReplaceInside(func(Keyword, string, *Type) *Type { return other })
			if got := found(c); len(got) != len(want) || len(got) == 1 && got[0] != other {
				t.Error("the type is not replaced")
			}
			if got := found(&shared); !slices.Equal(got, want) {
				t.Error("what shares the constraints has changed")
			}
			walked := 0
			(&Type{Kind: JSON, Constraints: *c}).Walk(func(*Type) { walked++ })
			if walked != 1+len(want) {
				t.Errorf("%d types are walked", walked)
			}
		})
	}
}

func TestNarrows(t *testing.T) {
	zero, one, two := uint64(0), uint64(1), uint64(2)
	for _, test := range []struct {
		name     string
		keyword  string
		old, now Constraints
		want     int
		ok       bool
	}{
		{"a lower end goes up", "minItems", Constraints{MinItems: &one}, Constraints{MinItems: &two}, 1, true},
		{"a lower end goes", "minItems", Constraints{MinItems: &one}, Constraints{}, -1, true},
		{"a lower end of nothing", "minLength", Constraints{}, Constraints{MinLength: &zero}, 0, true},
		{"an upper end goes up", "maxItems", Constraints{MaxItems: &one}, Constraints{MaxItems: &two}, -1, true},
		{"an upper end comes", "maxLength", Constraints{}, Constraints{MaxLength: &two}, 1, true},
		{"an upper end goes", "maxProperties", Constraints{MaxProperties: &zero}, Constraints{}, -1, true},
		{"a condition comes", "uniqueItems", Constraints{}, Constraints{UniqueItems: true}, 1, true},
		{"a condition goes", "uniqueItems", Constraints{UniqueItems: true}, Constraints{}, -1, true},
		{"a condition stays", "uniqueItems", Constraints{UniqueItems: true}, Constraints{UniqueItems: true}, 0, true},
		{"numbers have two bounds", "minimum", Constraints{Minimum: "1"}, Constraints{Minimum: "2"}, 0, false},
		{"names alone do not show it", "closed", Constraints{}, Constraints{Closed: true}, 0, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			for k := range Keywords() {
				if k.Name != test.keyword {
					continue
				}
				if got, ok := k.Narrows(&test.old, &test.now); got != test.want || ok != test.ok {
					t.Errorf("%d, %v", got, ok)
				}
				return
			}
			t.Fatalf("there is no %s", test.keyword)
		})
	}
}

func TestKindNamed(t *testing.T) {
	for k := String; k <= ObjectRef; k++ {
		t.Run(k.Name(), func(t *testing.T) {
			if got, ok := KindNamed(k.Name()); got != k || !ok {
				t.Errorf("it is the name of %s", got)
			}
		})
	}
	for _, name := range []string{"", "unknown", "array"} {
		t.Run("not "+name, func(t *testing.T) {
			if got, ok := KindNamed(name); ok {
				t.Errorf("it is the name of %s", got)
			}
		})
	}
	if got := (ObjectRef + 1).Name(); got != "unknown" {
		t.Errorf("a kind that is none is called %s", got)
	}
}

func TestMatchesAll(t *testing.T) {
	for pattern, want := range map[string]bool{"": true, ".*": true, "^.*$": true, ".+": false, "^$": false, "a": false} {
		t.Run(pattern, func(t *testing.T) {
			if got := MatchesAll(pattern); got != want {
				t.Error(got)
			}
		})
	}
}
