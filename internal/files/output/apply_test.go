package output

import (
	"fmt"
	"strings"
	"testing"
)

// TestAppeared: what somebody puts in a file's place while a run is writing stays.
func TestAppeared(t *testing.T) {
	dir := t.TempDir()
	plan, err := Compare(dir, Set{Files: map[string][]byte{"a.go": goFile("a"), "b.go": goFile("b")}})
	if err != nil {
		t.Fatal(err)
	}
	fill(t, dir, map[string]string{"b.go": "package own"})
	before := snapshot(t, dir)
	_, err = plan.Apply()
	if err == nil || !strings.HasSuffix(err.Error(), "/b.go: appeared while the files were being written") {
		t.Errorf("error is %v", err)
	}
	if after := snapshot(t, dir); fmt.Sprint(after) != fmt.Sprint(before) {
		t.Errorf("afterwards there is %v", after)
	}
}

// TestByFolder: all of a folder's changes are together, also where those of a folder
// in it come between, in the order in which they came.
func TestByFolder(t *testing.T) {
	var todo []*staged
	for _, name := range []string{"a.go", "b/x.go", "b/c/y.go", "b/z.go", "d.go"} {
		todo = append(todo, &staged{Change: Change{Name: name}})
	}
	var got [][]string
	for _, folder := range byFolder(todo) {
		var names []string
		for _, s := range folder {
			names = append(names, s.Name)
		}
		got = append(got, names)
	}
	if want := "[[a.go d.go] [b/x.go b/z.go] [b/c/y.go]]"; fmt.Sprint(got) != want {
		t.Errorf("%v, not %s", got, want)
	}
}
