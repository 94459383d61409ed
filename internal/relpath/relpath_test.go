package relpath_test

import (
	"testing"

	"github.com/cfngen/cfngen/internal/relpath"
)

func TestIsBelow(t *testing.T) {
	for name, want := range map[string]bool{
		"a": true, "a/b.go": true, ".a": true, "": false, ".": false, "..": false, "../a": false, "a/../b": false, "/a": false,
		"a/": false, "a//b": false, `a\b`: false, `..\a`: false, "C:a": false, "a:b": false, "\xff": false,
	} {
		t.Run(name, func(t *testing.T) {
			if relpath.IsBelow(name) != want {
				t.Errorf("%q: %t", name, !want)
			}
		})
	}
}
