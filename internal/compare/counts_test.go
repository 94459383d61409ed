package compare_test

import (
	"cmp"
	"flag"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/compare"
	"github.com/cfngen/cfngen/internal/corpus"
)

var update = flag.Bool("update", false, "rewrite the counts in testdata, and the want files of the archives")

// TestCounts counts the changes of real updates by layer, class and kind.
func TestCounts(t *testing.T) {
	for _, u := range updates {
		t.Run(path.Dir(string(u.old)), func(t *testing.T) {
			old, now := read(t, u.old), read(t, u.now)
			r := report(t, old, now)
			again := report(t, old, now)
			if diff := gocmp.Diff(r, again); diff != "" {
				t.Errorf("a second comparison differs:\n%.2000s", diff)
			}
			checkPlaces(t, r)
			if same := report(t, now, now); len(same) > 0 {
				t.Errorf("a specification differs from itself: %v", same[0])
			}
			corpus.Snapshot(t, u.old, u.now)
			file := filepath.Join("testdata", u.counts)
			got := counts(r)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := gocmp.Diff(string(want), got); diff != "" {
				t.Errorf("%s (-want +got):\n%s", file, diff)
			}
		})
	}
}

// counts returns a line for each kind of change, and for all types that have a
// breaking one.
func counts(r compare.Report) string {
	type kind struct {
		layer compare.Layer
		class compare.Class
		kind  string
	}
	n, broken := map[kind]int{}, map[string]bool{}
	for _, c := range r {
		n[kind{c.Layer, c.Class, c.Kind}]++
		if c.Class == compare.Breaking {
			broken[c.Resource] = true
		}
	}
	var b strings.Builder
	for _, k := range slices.SortedFunc(maps.Keys(n), func(a, b kind) int {
		return cmp.Or(cmp.Compare(a.layer, b.layer), cmp.Compare(a.class, b.class), cmp.Compare(a.kind, b.kind))
	}) {
		fmt.Fprintf(&b, "%s %s %s: %d\n", k.layer, k.class, k.kind, n[k])
	}
	fmt.Fprintf(&b, "types with a breaking change: %d\n", len(broken))
	return b.String()
}

// checkPlaces makes sure that each change says where it stands: on the old side
// where something is gone, on the new one where something is there.
func checkPlaces(t *testing.T, r compare.Report) {
	t.Helper()
	for _, c := range r {
		gone, added := strings.HasSuffix(c.Kind, " removed") && c.Kind != "enum values removed" && c.Kind != "dependency removed", strings.HasSuffix(c.Kind, " added") && c.Kind != "enum values added"
		if (c.OldPos.Line > 0) == added && c.Kind != "required property added" && c.Kind != "dependency added" || (c.NewPos.Line > 0) == gone {
			t.Errorf("%s %s: %s: from %v to %v", c.Resource, c.Subject, c.Kind, c.OldPos, c.NewPos)
		}
	}
}
