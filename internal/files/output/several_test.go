package output

import (
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestApplyAll applies plans of two folders, of which the second can fail.
func TestApplyAll(t *testing.T) {
	was := map[string]string{"gone/x.go": header + "package gone\n", "kept.go": header + "package a\n", "same.go": header}
	now := map[string][]byte{"kept.go": goFile("package b\n"), "new/y.go": goFile("package n\n"), "same.go": goFile("")}
	for name, fails := range map[string]bool{"all": false, "none": true} {
		t.Run(name, func(t *testing.T) {
			a, b := filepath.Join(t.TempDir(), "a"), filepath.Join(t.TempDir(), "b")
			fill(t, a, was)
			before := dropTimes(snapshot(t, a))
			first, err := Compare(a, Set{Files: now, Made: made(was), Journal: goFile("")})
			if err != nil {
				t.Fatal(err)
			}
			second, err := Compare(b, Set{Files: map[string][]byte{"z.go": goFile("")}})
			if err != nil {
				t.Fatal(err)
			}
			if fails {
				fill(t, b, map[string]string{"z.go": "mine"}) // since it was compared
			}
			sums, err := ApplyAll(first, second)
			if !fails {
				want := []Summary{
					{Written: []string{"kept.go", "new/y.go"}, Removed: []string{"gone/x.go"}, Unchanged: []string{"same.go"}},
					{Written: []string{"z.go"}},
				}
				if diff := cmp.Diff(want, sums); err != nil || diff != "" {
					t.Errorf("%v, %s", err, diff)
				}
				return
			}
			if err == nil || sums != nil || !strings.HasSuffix(err.Error(), "z.go: appeared while the files were being written") {
				t.Errorf("got %v, %v", sums, err)
			}
			if diff := cmp.Diff(before, dropTimes(snapshot(t, a))); diff != "" {
				t.Errorf("the first folder is not as it was: %s", diff)
			}
		})
	}
}
