package cfn_test

import (
	"reflect"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

// Two readings of one text are equal, and so is what is made in Go like the text.
// Readings of different texts are not.
func TestEqualReadings(t *testing.T) {
	texts := []string{
		`{}`, FullText, `{"Str":""}`, `{"Str":"a"}`, `{"Bool":false}`, `{"Bool":true}`, `{"Int":1}`, `{"Num":1.5}`,
		`{"Strs":[]}`, `{"Strs":["a"]}`, `{"Strs":["a","b"]}`, `{"Strs":["b","a"]}`, `{"Strs":[{"Ref":"P"}]}`,
		`{"Strs":{"Ref":"P"}}`, `{"Strs":{"Ref":"Q"}}`, `{"Strs":{"Fn::If":["C",["a"],["b"]]}}`, `{"Strs":{"Fn::If":["D",["a"],["b"]]}}`,
		`{"Strs":{"Fn::If":["C",["a"],["c"]]}}`, `{"Strs":{"Fn::If":["C",["a"],{"Ref":"AWS::NoValue"}]}}`, `{"Strs":{"Fn::If":["C",["a"]]}}`,
		`{"StrMap":{}}`, `{"StrMap":{"a":"1"}}`, `{"StrMap":{"a":"1","b":"2"}}`, `{"StrMap":{"a":"2","b":"1"}}`,
		`{"Obj":{"Key":"k"}}`, `{"Obj":{"Key":"k","Next":{}}}`, `{"Obj":{"Fn::If":["C",{"Key":"k"},{"Key":"l"}]}}`,
		`{"Obj":{"Fn::If":["C",{"Key":"k"},{"Key":"m"}]}}`, `{"Obj":{"Fn::Transform":{"Name":"N"}}}`, `{"Obj":{"Fn::Transform":{"Name":"N"},"Key":"k"}}`,
		`{"Obj":{"More":1}}`, `{"Obj":{"More":2}}`, `{"Free":{"a":1}}`, `{"Free":{"a":2}}`, `{"Free":[1,2]}`, `{"Free":[2,1]}`, `{"Free":"1"}`,
		`{"Int":"{{resolve:ssm:a}}"}`, `{"Int":"{{resolve:ssm:b}}"}`, `{"Int":{"Fn::Sub":"a"}}`, `{"Fn::If":["C",{},{}]}`, `{"Fn::If":["C",{},{"Str":""}]}`,
	}
	for i, one := range texts {
		for j, two := range texts {
			a, b := read(t, one, KeepUnknown()), read(t, two, KeepUnknown())
			if Equal(a, b) != (i == j) {
				t.Errorf("%s and %s: %v", one, two, i != j)
			}
			if Equal[Properties](a, b) != (i == j) || Equal[Properties](a, RawJSON(two)) != (i == j) {
				t.Errorf("%s and %s as properties: %v", one, two, i != j)
			}
		}
	}
	if !Equal(Full(), read(t, FullText)) {
		t.Error("what is made is not equal to what is read")
	}
	one, two := read(t, `{"Strs":{"Fn::If":["C",["a"],["b"]]}}`), read(t, `{"Strs":{"Fn::If":["C",["a"],["b"]]}}`)
	if reflect.DeepEqual(one.Strs, two.Strs) || !Equal(one.Strs, two.Strs) {
		t.Error("two readings of one Fn::If are no different to reflect.DeepEqual any more, or to Equal")
	}
}

// What is written as the same JSON value is equal.
func TestEqualSpellings(t *testing.T) {
	for one, two := range map[string]string{
		`{"Free":{"a":1,"b":[2]}}`:            `{ "Free": {"b":[2.0],"\u0061":1e0} }`,
		`{"StrMap":{"a":"1","b":"2"}}`:        `{"StrMap":{"b":"2","a":1}}`,
		`{"Int":"3","Str":3}`:                 `{"Str":"3","Int":3.0}`,
		`{"Obj":{"Key":"k","x":1,"y":2}}`:     `{"Obj":{"y":2,"x":1.0,"Key":"k"}}`,
		`{"Str":{"Fn::Sub":["a",{"b":"c"}]}}`: `{"Str":{"Fn::Sub":[ "\u0061",{"b":"c"}]}}`,
		`{"Str":{"Ref":"\u0061"}}`:            `{"Str":{"Ref":"a"}}`,
	} {
		t.Run(one, func(t *testing.T) {
			if !Equal(read(t, one, KeepUnknown()), read(t, two, KeepUnknown())) {
				t.Errorf("%s and %s are not equal", one, two)
			}
		})
	}
}

// Parts of resource types, resources and what Go holds of them can be compared, too.
func TestEqualParts(t *testing.T) {
	cond := func(els string) *Leaf { return &Leaf{Node: ObjectIf("C", &Leaf{Key: Val("k")}, &Leaf{Key: Val(els)})} }
	same := map[string]bool{
		"values":           Equal(If("C", Val(true), Value[bool]{}), If("C", Val(true), Value[bool]{})),
		"function as text": Equal(If("C", Val("a"), Val("b")), Fn[string]("Fn::If", RawJSON(`["C", "a", "b"]`))),
		"lists":            Equal(Vals("a"), Vals("a")),
		"maps":             Equal(MapEntries(Entry[JSON]{"a", RawJSON("1")}, Entry[JSON]{"b", RawJSON("2")}), MapEntries(Entry[JSON]{"b", RawJSON("2.0")}, Entry[JSON]{"a", RawJSON("1")})),
		"JSON":             Equal(RawJSON(`{"a":1}`), RawJSON(` {"a":1.0}`)),
		"wrong JSON":       Equal(RawJSON(`{`), RawJSON(`{`)),
		"structs":          Equal(Leaf{Key: Val("k")}, Leaf{Key: Val("k")}),
		"pointers":         Equal(cond("l"), cond("l")),
		"nodes":            Equal(cond("l").Node, cond("l").Node),
		"lists of structs": Equal(ListIf("C", ListOf(cond("l")), List[*Leaf]{}), ListIf("C", ListOf(cond("l")), List[*Leaf]{})),
		"nested":           Equal(Nested((*Shapes)(nil), cond("l")), Nested((*Shapes)(nil), cond("l"))),
		"object as text": Equal(Nested((*Shapes)(nil), cond("l")), Nested((*Shapes)(nil),
			&Leaf{Node: ObjectFn("Fn::If", RawJSON(`["C",{"Key":"k"},{"Key":"l"}]`))})),
		"slices":  Equal([]*Leaf{cond("l"), nil}, []*Leaf{cond("l"), nil}),
		"nil":     Equal[*Leaf](nil, nil),
		"strings": Equal("a", "a"),
	}
	for name, equal := range same {
		if !equal {
			t.Errorf("%s: not equal", name)
		}
	}
	different := map[string]bool{
		"values":   Equal(Val("a"), Val("b")),
		"absent":   Equal(Value[string]{}, Val("")),
		"lists":    Equal(Vals("a"), ListOf(Ref[string]("a"))),
		"maps":     Equal(MapEntries(Entry[JSON]{"a", RawJSON("1")}, Entry[JSON]{"a", RawJSON("1")}), MapEntries(Entry[JSON]{"a", RawJSON("1")}, Entry[JSON]{"b", RawJSON("1")})),
		"pointers": Equal(cond("l"), cond("m")),
		"nodes":    Equal(cond("l").Node, cond("m").Node),
		"nested":   Equal(Nested((*Shapes)(nil), cond("l")), Nested((*Shapes)(nil), cond("m"))),
		"nil":      Equal(&Leaf{}, nil),
		"slices":   Equal([]JSON{RawJSON("1")}, []JSON{RawJSON("2")}),
		"length":   Equal([]JSON{RawJSON("1")}, []JSON{RawJSON("1"), RawJSON("1")}),
	}
	for name, equal := range different {
		if equal {
			t.Errorf("%s: equal", name)
		}
	}
	loop := &Leaf{}
	loop.Next = loop
	if !Equal(loop, loop) {
		t.Error("a struct that holds itself does not equal itself")
	}
}
