package golang

import (
	"go/format"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/model"
)

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
