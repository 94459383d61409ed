package cfn_test

import (
	"math"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

func TestFormat(t *testing.T) {
	for want, x := range map[string]any{
		`"a"`:                            Val("a"),
		"absent":                         Value[string]{},
		`1.50`:                           RawJSON("1.50"),
		"{\n  \"Ref\": \"P\"\n}":         Ref[bool]("P"),
		"[\n  \"a:,[\",\n  {},\n  []\n]": []any{Val("a:,["), map[string]int{}, []int{}},
		"[\n  {\n    \"Key\": \"k\",\n    \"Value\": {\n      \"Ref\": \"P\"\n    }\n  }\n]": ListOf(&Leaf{Key: Val("k"), Value: Ref[string]("P")}),
		"{\n  \"A\": \"a\"\n}":                                  &bare{A: Val("a")},
		"{\n  \"Fn::GetAZs\": \"\"\n}":                          ObjectIntrinsic(ObjectFn("Fn::GetAZs", JSONOf(""))),
		"{\n  \"Fn::If\": [\n    \"C\",\n    …,\n    …\n  ]\n}": IntrinsicOf(If("C", Val("a"), Val("b"))),
		`"!(JSON has no such number)"`:                          Num(math.NaN()),
	} {
		t.Run(want, func(t *testing.T) {
			if got := Format(x); got != want {
				t.Errorf("got  %q\nwant %q", got, want)
			}
		})
	}
}

func TestDiff(t *testing.T) {
	a := &Shapes{Str: Val("one"), Int: Int(1), Strs: Vals("a", "b", "c"), Obj: &Leaf{Key: Val("k")}, Free: RawJSON(`{"x/y":[1.0,2]}`)}
	for name, test := range map[string]struct {
		b    *Shapes
		want string
	}{
		"the same": {&Shapes{Str: Val("one"), Int: Int(1), Strs: Vals("a", "b", "c"), Obj: &Leaf{Key: Val("k")}, Free: RawJSON(`{"x/y": [1, 2]}`)}, ""},
		"much": {
			&Shapes{Str: Ref[string]("P"), Bool: Val(false), Strs: Vals("a", "c"), Obj: &Leaf{Key: Val("l")}, Free: RawJSON(`{"x/y":[1,3]}`)},
			"/Bool\n\t- absent\n\t+ false\n/Free/x~1y/1\n\t- 2\n\t+ 3\n/Int\n\t- 1\n\t+ absent\n/Obj/Key\n\t- \"k\"\n\t+ \"l\"\n/Str\n\t- \"one\"\n\t+ {\n\t+   \"Ref\": \"P\"\n\t+ }\n/Strs/1\n\t- \"b\"\n\t+ absent\n",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if got := Diff(a, test.b); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
	for _, pair := range [][2]Value[string]{{Val("a"), Val("b")}, {{}, Val("")}, {Ref[string]("A"), Val("A")}} {
		if got := Diff(pair[0], pair[1]); got[:4] != "/\n\t-" {
			t.Errorf("%q", got)
		}
	}
}

// Diff finds something where, and only where, Equal does.
func TestDiffIsNotEqual(t *testing.T) {
	all := []*Shapes{
		{}, {Strs: ListOf[Value[string]]()}, {StrMap: MapEntries[Value[string]]()}, {Obj: &Leaf{}}, {Str: Val("")}, {Num: Num(math.NaN())}, {Num: Num(math.Inf(1))},
		{Obj: &Leaf{Node: ObjectFn("Ref", JSONOf("P"))}}, {Free: RawJSON("{")}, {Free: RawJSON("null")}, {Str: If("C", Val("a"), Value[string]{})},
		{Node: ObjectWithUnknown(Entry[JSON]{Key: "X", Value: RawJSON("1")})},
	}
	for i, a := range all {
		for j, b := range all {
			if (Diff(a, b) == "") != Equal(a, b) {
				t.Errorf("%d, %d: equal %t, difference %s", i, j, Equal(a, b), Diff(a, b))
			}
		}
	}
}
