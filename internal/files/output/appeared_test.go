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
