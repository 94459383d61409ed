package golang

import (
	"errors"
	"testing"

	"github.com/cfngen/cfngen/internal/model"
)

// TestRows: lines go to the place of their own table, whatever text of a
// specification looks like one, and a place that is gone is an error.
func TestRows(t *testing.T) {
	var r rows
	names := make([]string, 11)
	for i := range names {
		names[i] = r.add(1, []string{"line" + names[i], values([]string{"other"})})
	}
	const before = "// rowsOfTable0,\nvar x = \"\\n\\trowsOfTable0,\"\n"
	text, want := before, before
	for _, name := range names {
		text += "\t" + name + ",\n"
		want += "\tline,\n\t{other},\n"
	}
	if got, err := r.insert([]byte(text)); err != nil || string(got) != want {
		t.Errorf("%v\n%s\nwant:\n%s", err, got, want)
	}
	for _, moved := range []string{"", before, "x{" + names[0] + "}", "\n\t\t" + names[0] + ",\n", "\n\t" + names[1] + ",\n"} {
		if got, err := r.insert([]byte(moved)); !errors.Is(err, errRows) || got != nil {
			t.Errorf("%q: %q, %v", moved, got, err)
		}
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
