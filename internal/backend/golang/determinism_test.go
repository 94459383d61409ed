package golang_test

import (
	"maps"
	"path/filepath"
	"runtime"
	"slices"
	"testing"

	"github.com/cfngen/cfngen/internal/backend/golang"
	"github.com/cfngen/cfngen/internal/frontend/source"
)

// generateAll fails for any error, and returns what is written.
func generateAll(t *testing.T, docs, overlays []source.Document, keep func(string) bool, pkg string) map[string][]byte {
	t.Helper()
	spec, found := load(docs, overlays, keep)
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	files, found := golang.Generate(spec, options(pkg))
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return files
}

// TestDeterminism: the bytes of a file depend on the type alone, not on the
// number of processors, the order of the documents or the other types.
func TestDeterminism(t *testing.T) {
	several := false
	for _, g := range goldens(t) {
		spec, found := load(g.docs, g.overlays, nil)
		if _, more := golang.Generate(spec, options(g.pkg)); found.Err() != nil || more.Err() != nil {
			continue // the archive is about an error
		}
		t.Run(g.name, func(t *testing.T) {
			all := generateAll(t, g.docs, g.overlays, nil, g.pkg)
			for _, n := range []int{1, 2} {
				defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(n))
				same(t, "processors", all, generateAll(t, g.docs, g.overlays, nil, g.pkg), len(all))
			}
			reversed := slices.Clone(g.docs)
			slices.Reverse(reversed)
			same(t, "reversed", all, generateAll(t, reversed, g.overlays, nil, g.pkg), len(all))

			seen := map[string]bool{}
			for _, r := range spec.Resources {
				only := func(name string) bool { return name == r.TypeName }
				alone := generateAll(t, g.docs, g.overlays, only, g.pkg)
				want := 2
				if g.pkg == "" {
					want = 3 // with doc.go
				}
				same(t, r.TypeName, all, alone, want)
				for name := range alone {
					seen[name] = true
				}
			}
			if got := slices.Sorted(maps.Keys(seen)); !slices.Equal(got, slices.Sorted(maps.Keys(all))) {
				t.Errorf("the types one by one give %q", got)
			}
		})
		several = several || len(spec.Resources) > 1
	}
	if !several {
		t.Error("no archive has several types")
	}
}

// same compares n files with those of a run over everything.
func same(t *testing.T, run string, all, files map[string][]byte, n int) {
	t.Helper()
	if len(files) != n {
		t.Errorf("%s: %d files, want %d", run, len(files), n)
	}
	for name, content := range files {
		if want, ok := all[name]; !ok || string(want) != string(content) {
			t.Errorf("%s: %s differs", run, filepath.ToSlash(name))
		}
	}
}
