package golang

import (
	"errors"
	"go/format"
	"strings"
	"testing"

	"github.com/dave/jennifer/jen"

	"github.com/cfngen/cfngen/internal/model"
)

// TestVerbatim: each text goes to its own place, whatever text of a specification looks
// like one, and a place that is gone is an error.
func TestVerbatim(t *testing.T) {
	var v verbatim
	f := jen.NewFile("p")
	f.NoFormat = true
	f.Comment("// verbatim0End")
	f.Var().Id("x").Op("=").Lit("\n\tverbatim0End,")
	var want strings.Builder
	want.WriteString("package p\n\n// verbatim0End\nvar x = \"\\n\\tverbatim0End,\"\n")
	for range 4 { // so that there are two digits
		f.Type().Id("s").StructFunc(func(g *jen.Group) { v.fields(g, "\tA int") })
		f.Const().DefsFunc(func(g *jen.Group) { v.constants(g, "\tB = 1") })
		f.Var().Id("c").Op("=").Index().Int().BlockFunc(func(g *jen.Group) { v.elements(g, []string{"\t1,", "\t2,"}) })
		v.declarations(f.Group, "func d() {}")
		want.WriteString("\ntype s struct {\n\tA int\n}\n\nconst (\n\tB = 1\n)\n\nvar c = []int{\n\t1,\n\t2,\n}\nfunc d() {}\n")
	}
	var b strings.Builder
	if err := f.Render(&b); err != nil {
		t.Fatal(err)
	}
	text, err := format.Source([]byte(b.String()))
	if err != nil {
		t.Fatal(err)
	}
	if got, err := v.insert(text); err != nil || string(got) != want.String() {
		t.Errorf("%v\n%s\nwant:\n%s", err, got, want.String())
	}
	for _, moved := range []string{"", "// verbatim0End", "\n\t\tverbatim0End\n", "\n\tverbatim1End\n"} {
		if got, err := v.insert([]byte(moved)); !errors.Is(err, errVerbatim) || got != nil {
			t.Errorf("%q: %q, %v", moved, got, err)
		}
	}
}

// TestLiteral compares a composite literal with what the formatter makes of it.
func TestLiteral(t *testing.T) {
	inner := &literal{}
	inner.add("Name", "1")
	inner.add("ReadOnly", "2")
	l := &literal{}
	l.add("Name", "1")
	l.add("Go", "2")
	l.block("Fields", "[]int{", []string{"1,", "{A: 2, LongName: 3},"})
	l.add("ReadOnly", "[]string{}")
	l.list("Attributes", []string{"a", `b"`})
	l.list("None", nil)
	l.block("Nested", "[]int{", append(append([]string{"{"}, inner.text(1)...), "},"))
	l.add("Facts", "1")
	want := "package p\n\nvar x = s{\n" + strings.Join(l.text(1), "\n") + "\n}\n"
	got, err := format.Source([]byte(strings.ReplaceAll(strings.ReplaceAll(want, "\t", ""), ":  ", ": ")))
	if err != nil || string(got) != want {
		t.Errorf("%v\n%s\nwant:\n%s", err, want, got)
	}
}

// TestAligned: columns are as wide as the formatter has them, whatever the letters.
func TestAligned(t *testing.T) {
	names := []string{"A", "Ébène", "Long0", "É"}
	lines := aligned(names)
	for i := range lines {
		lines[i] = "\t" + lines[i] + "T = 1"
	}
	want := "package p\n\nconst (\n" + strings.Join(lines, "\n") + "\n)\n"
	if got, err := format.Source([]byte(want)); err != nil || string(got) != want {
		t.Errorf("%v\n%s\nwant:\n%s", err, want, got)
	}
}

// TestNoFlags: a property, or a path, of which nothing is said has no flags; an
// overlay can make such a path.
func TestNoFlags(t *testing.T) {
	c := &check{}
	if c.flags(&model.Property{}); c.literal() != "" {
		t.Error(c.literal())
	}
	if c.flags(&model.Property{Required: true, Update: model.UpdateImmutable}); c.literal() != "{Flags: schema.FlagRequired | schema.FlagCreateOnly}" {
		t.Error(c.literal())
	}
}
