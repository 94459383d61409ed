package output

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestCannotUndo: where a failure cannot be undone either, because the disk is gone
// in the middle, say, the error names the files, no content is lost, and the next
// run tidies up.
func TestCannotUndo(t *testing.T) {
	before := map[string]string{"a.go": header + "a", "b.go": header + "b", "c.go": header + "c", "own.go": "package own"}
	set := Set{
		Files: map[string][]byte{"a.go": goFile("A"), "b.go": goFile("B"), "d.go": goFile("D")},
		Made:  made(map[string]string{"c.go": header + "c"}),
		Notes: []byte("notes"),
	}
	for n := 2; n <= 5; n++ { // the first is that of the notes
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			dir := t.TempDir()
			fill(t, dir, before)
			plan, err := Compare(dir, set)
			if err != nil {
				t.Fatal(err)
			}
			todo, root := begun(t, plan)
			gone := &faulty{folder: root, op: "rename", n: n, forever: true}
			err = plan.applyNoted(serial{gone, make(chan struct{}, 1)}, todo)
			if !errors.Is(err, errInjected) {
				t.Fatalf("error is %v", err)
			}
			undone := n == 2 // nothing had its new name
			if strings.Contains(err.Error(), "cannot undo: "+filepath.ToSlash(dir)) == undone {
				t.Errorf("error is %v", err)
			}
			if _, unfinished := Unfinished(dir); unfinished == undone {
				t.Errorf("the folder tells of it: %t", unfinished)
			}
			state := fmt.Sprint(snapshot(t, dir))
			for _, content := range before {
				if !strings.Contains(state, content) {
					t.Errorf("%q is lost", content)
				}
			}
			if _, err := Write(dir, set); err != nil {
				t.Fatal(err)
			}
			var names []string
			for name := range snapshot(t, dir) {
				names = append(names, name)
			}
			slices.Sort(names)
			if got := strings.Join(names, " "); got != ". a.go b.go d.go own.go" {
				t.Errorf("the next run leaves %s", got)
			}
		})
	}
}

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
