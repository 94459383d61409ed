package output

import (
	"fmt"
	"testing"
)

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
