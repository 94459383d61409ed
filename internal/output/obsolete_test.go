package output

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// made lists files as earlier runs made them.
func made(files map[string]string) map[string][]string {
	out := map[string][]string{}
	for name, content := range files {
		out[name] = []string{sum("another"), sum(content)}
	}
	return out
}

func TestObsolete(t *testing.T) {
	old := header + "old"
	for _, tt := range []struct {
		name    string
		before  map[string]string
		made    map[string][]string
		change  func(dir string) error
		removed []string
		kept    []string
		after   []string
	}{
		{
			name: "removed with its folders", before: map[string]string{"a/b/c.go": old, "a/d.go": old, "e/f.go": old, "e/own.go": "package e"},
			made:    made(map[string]string{"a/b/c.go": old, "a/d.go": old, "e/f.go": old}),
			removed: []string{"a/b/c.go", "a/d.go", "e/f.go"}, after: []string{"e", "e/own.go"},
		},
		{name: "wanted", before: map[string]string{"new.go": old}, made: made(map[string]string{"new.go": old})},
		{name: "gone already", made: made(map[string]string{"a/b.go": old}), change: func(dir string) error {
			return os.MkdirAll(filepath.Join(dir, "a"), 0o777)
		}},
		{
			name: "edited", before: map[string]string{"a/b.go": old + "edited"}, made: made(map[string]string{"a/b.go": old}),
			kept: []string{"a/b.go"}, after: []string{"a", "a/b.go"},
		},
		{
			name: "not generated, whatever the list says", before: map[string]string{"a.go": "package a"}, made: made(map[string]string{"a.go": "package a"}),
			kept: []string{"a.go"}, after: []string{"a.go"},
		},
		{
			name: "a folder now", before: map[string]string{"a.go/b": old}, made: made(map[string]string{"a.go": old}),
			kept: []string{"a.go"}, after: []string{"a.go", "a.go/b"},
		},
		{
			name: "a link now", before: map[string]string{"b": old}, made: made(map[string]string{"a.go": old}),
			change: func(dir string) error { return os.Symlink("b", filepath.Join(dir, "a.go")) },
			kept:   []string{"a.go"}, after: []string{"a.go", "b"},
		},
		{
			name: "below a link that leads out", made: made(map[string]string{"l/a.go": old}),
			change: func(dir string) error { return os.Symlink("..", filepath.Join(dir, "l")) },
			kept:   []string{"l/a.go"}, after: []string{"l"},
		},
		{
			name: "outside", made: made(map[string]string{"../a.go": old, "/a.go": old, "x/../../a.go": old, ".": old}),
		},
		{
			name: "one that differs in case alone", before: map[string]string{"New.go": old}, made: made(map[string]string{"New.go": old}),
			change: func(dir string) error { return os.Link(filepath.Join(dir, "New.go"), filepath.Join(dir, "new.go")) },
			after:  []string{"New.go"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			parent := t.TempDir()
			dir := filepath.Join(parent, "out")
			fill(t, parent, map[string]string{"a.go": old})
			fill(t, dir, tt.before)
			if tt.change != nil {
				if err := os.MkdirAll(dir, 0o777); err != nil {
					t.Fatal(err)
				}
				if err := tt.change(dir); err != nil {
					t.Skip(err)
				}
			}
			plan, err := Compare(dir, Set{Files: map[string][]byte{"new.go": goFile("new")}, Made: tt.made})
			if err != nil {
				t.Fatal(err)
			}
			got, err := plan.Apply()
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff([][]string{tt.removed, tt.kept}, [][]string{got.Removed, plan.Kept}); diff != "" {
				t.Error(diff)
			}
			after := slices.Sorted(maps.Keys(snapshot(t, dir)))
			if diff := cmp.Diff(slices.Sorted(slices.Values(append(tt.after, ".", "new.go"))), after); diff != "" {
				t.Error(diff)
			}
			if _, err := os.Stat(filepath.Join(parent, "a.go")); err != nil {
				t.Error(err)
			}
		})
	}
}

// TestLeftovers: what a killed run left is removed by the next one, and nothing
// that only looks like it.
func TestLeftovers(t *testing.T) {
	dir := t.TempDir()
	temp := ".cfngen-new-ABCDEFGHIJ27"
	fill(t, dir, map[string]string{
		notesName: "notes",
		temp:      header, "a/" + temp: "", "a/.cfngen-old-ABCDEFGHIJ27": header,
		"a/.cfngen-old-short": header, "b/" + temp: "mine", "x.go": header,
	})
	if notes, ok := Unfinished(dir); !ok || string(notes) != "notes" {
		t.Errorf("notes are %q, %t", notes, ok)
	}
	plan, err := Compare(dir, Set{Files: map[string][]byte{"x.go": goFile("")}})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := plan.Apply(); err != nil {
		t.Fatal(err)
	}
	got := slices.Sorted(maps.Keys(snapshot(t, dir)))
	if diff := cmp.Diff([]string{".", "a", "a/.cfngen-old-short", "b", "b/" + temp, "x.go"}, got); diff != "" {
		t.Error(diff)
	}
	if notes, ok := Unfinished(dir); ok {
		t.Errorf("notes are %q", notes)
	}
}

// TestNotes: while the files are written, the notes tell of it, and afterwards
// they are gone, unless the run failed after another one that was killed.
func TestNotes(t *testing.T) {
	for _, killed := range []bool{false, true} {
		dir := t.TempDir()
		if killed {
			fill(t, dir, map[string]string{notesName: "old notes"})
		}
		set := Set{Files: map[string][]byte{"a.go": goFile("a")}, Notes: []byte("new notes")}
		plan, err := Compare(dir, set)
		if err != nil {
			t.Fatal(err)
		}
		long := Change{Name: strings.Repeat("n", 300) + ".go", Kind: Create}
		failing := plan
		failing.Changes = append(slices.Clone(plan.Changes), long)
		if _, err := failing.Apply(); err == nil {
			t.Fatal("no error")
		}
		if notes, ok := Unfinished(dir); ok != killed || killed && string(notes) != "new notes" {
			t.Errorf("notes are %q, %t", notes, ok)
		}
		if _, err := plan.Apply(); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]string{".", "a.go"}, slices.Sorted(maps.Keys(snapshot(t, dir)))); diff != "" {
			t.Error(diff)
		}
	}
}

// TestRecordIsLast: what lists the files is written after all of them.
func TestRecordIsLast(t *testing.T) {
	p := Plan{record: "b"}
	var order []string
	changes := []Change{{Name: "b", Kind: Update}, {Name: "c", Kind: Remove}, {Name: "d", Kind: Create}}
	slices.SortStableFunc(changes, func(a, b Change) int { return p.turn(a) - p.turn(b) })
	for _, c := range changes {
		order = append(order, c.Name)
	}
	if diff := cmp.Diff([]string{"d", "c", "b"}, order); diff != "" {
		t.Error(diff)
	}
}
