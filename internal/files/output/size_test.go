package output

import (
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// TestLarge: what is larger than any generated file is not read, whatever it is in the
// place of.
func TestLarge(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"wanted.go", "gone.go", journalName, ".cfngen-new-AAAAAAAAAAAA"} {
		f, err := os.Create(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := f.Truncate(1 << 40); err != nil { // takes no room on the disk
			t.Skip(err)
		}
		f.Close()
	}
	set := Set{Files: map[string][]byte{"wanted.go": goFile("a")}, Made: made(map[string]string{"gone.go": "x"})}
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	_, err := Compare(dir, set)
	if err == nil || !strings.HasSuffix(err.Error(), "wanted.go: is larger than 64 MiB, which no generated file is") {
		t.Errorf("error is %v", err)
	}
	delete(set.Files, "wanted.go")
	plan, err := Compare(dir, set)
	if err != nil || !slices.Equal(plan.Kept, []string{"gone.go"}) {
		t.Errorf("kept are %q, error is %v", plan.Kept, err)
	}
	if _, err := Read(dir, "gone.go"); !errors.Is(err, errLarge) {
		t.Errorf("error is %v", err)
	}
	if _, interrupted := Interrupted(dir); !interrupted {
		t.Error("nothing tells of the killed run")
	}
	if Matches(dir, map[string]string{"gone.go": sum("")}) {
		t.Error("the folder has the file")
	}
	if _, err := plan.Apply(); err != nil {
		t.Error(err)
	}
	runtime.ReadMemStats(&after)
	if n := after.TotalAlloc - before.TotalAlloc; n > 1<<20 {
		t.Errorf("%d bytes are allocated", n)
	}
	if _, err := os.Lstat(filepath.Join(dir, "gone.go")); err != nil {
		t.Error(err)
	}
}
