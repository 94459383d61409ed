package compare_test

import (
	"cmp"
	"compress/gzip"
	"encoding/json"
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
)

var update = flag.Bool("update", false, "rewrite the counts in testdata, and the want files of the archives")

// TestCounts counts the changes of real updates by layer, class and kind.
func TestCounts(t *testing.T) {
	for _, u := range updates {
		t.Run(path.Dir(u.old), func(t *testing.T) {
			old, now := corpus(t, u.old, nil), corpus(t, u.now, nil)
			r := report(t, old, now)
			again := report(t, old, now)
			if diff := gocmp.Diff(r, again); diff != "" {
				t.Errorf("a second comparison differs:\n%.2000s", diff)
			}
			checkPlaces(t, r)
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
			if same := report(t, now, now); len(same) > 0 {
				t.Errorf("a specification differs from itself: %v", same[0])
			}
		})
	}
}

// counts gives a line for each kind of change, and for all types that have a
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
		gone, added := strings.HasSuffix(c.Kind, " removed") && c.Kind != "enum values removed", strings.HasSuffix(c.Kind, " added") && c.Kind != "enum values added"
		if (c.OldPos.Line > 0) == added && c.Kind != "required property added" && c.Kind != "dependency added" || (c.NewPos.Line > 0) == gone {
			t.Errorf("%s %s: %s: from %v to %v", c.Resource, c.Subject, c.Kind, c.OldPos, c.NewPos)
		}
	}
}

// document is the part of a Resource Specification that is compared with no
// model between.
type document struct {
	ResourceTypes, PropertyTypes map[string]struct {
		Properties map[string]property
	}
}

type property struct {
	Required                                                     bool
	Type, PrimitiveType, ItemType, PrimitiveItemType, UpdateType string
}

// differences are the places, by what happened, where two documents differ.
func differences(old, now document) map[string][]string {
	out := map[string][]string{}
	for section, types := range map[string][2]map[string]struct{ Properties map[string]property }{
		"ResourceTypes": {old.ResourceTypes, now.ResourceTypes}, "PropertyTypes": {old.PropertyTypes, now.PropertyTypes},
	} {
		for name, was := range types[0] {
			is, ok := types[1][name]
			for p, o := range was.Properties {
				n, there := is.Properties[p]
				add := func(what string) {
					out[what] = append(out[what], "/"+section+"/"+name+"/Properties/"+p)
				}
				switch {
				case !ok:
				case !there:
					add("removed")
				default:
					if n.Required && !o.Required {
						add("required")
					}
					if n.UpdateType != o.UpdateType {
						add("update")
					}
					n.Required, n.UpdateType = o.Required, o.UpdateType
					if n != o {
						add("type")
					}
				}
			}
		}
	}
	for name := range now.ResourceTypes {
		if _, ok := old.ResourceTypes[name]; !ok {
			out["type added"] = append(out["type added"], "/ResourceTypes/"+name)
		}
	}
	for _, list := range out {
		slices.Sort(list)
	}
	return out
}

// TestFacts compares the report on the Resource Specification, place by place,
// with what the two documents say without a model. What differs is listed here,
// with the reason.
func TestFacts(t *testing.T) {
	u := updates[0]
	r := report(t, corpus(t, u.old, nil), corpus(t, u.now, nil))
	want := differences(readDocument(t, u.old), readDocument(t, u.now))
	for what, n := range map[string]int{"type added": 60, "removed": 15 + 6, "required": 28, "update": 49, "type": 3} {
		if len(want[what]) != n {
			t.Errorf("%s: %d in the documents, %d are known", what, len(want[what]), n)
		}
	}
	got := map[string][]string{}
	for _, c := range r {
		what := map[string]string{
			"resource type added": "type added", "property removed": "removed", "required": "required",
			"read-only": "removed", // the document has it as an attribute
			"replaces":  "update", "replaces in some cases": "update", "replaces less": "update",
			"type narrowed": "type", "field changed": "type",
		}[c.Kind]
		if what == "" {
			continue
		}
		at := c.OldPos.Pointer
		if at == "" {
			at = c.NewPos.Pointer
		}
		if !slices.Contains(got[what], at) {
			got[what] = append(got[what], at)
		}
	}
	for _, list := range got {
		slices.Sort(list)
	}
	explained := map[string][]string{
		// The property Secret leads to another definition now, of which templates see
		// that the properties are others.
		"+removed": {
			"/PropertyTypes/AWS::Batch::JobDefinition.Secret/Properties/Name",
			"/PropertyTypes/AWS::Batch::JobDefinition.Secret/Properties/ValueFrom",
		},
		// No property that a template can set leads to the definition Alias.
		"-required": {
			"/PropertyTypes/AWS::S3ObjectLambda::AccessPoint.Alias/Properties/Status",
			"/PropertyTypes/AWS::S3ObjectLambda::AccessPoint.Alias/Properties/Value",
		},
		// Without an update type a property is mutable, which is what it says now.
		"-update": {"/PropertyTypes/AWS::Lightsail::Instance.Networking/Properties/MonthlyTransfer"},
	}
	unexplained := map[string][]string{}
	for what := range want {
		for sign, list := range map[string][]string{"-": minus(want[what], got[what]), "+": minus(got[what], want[what])} {
			if len(list) > 0 {
				unexplained[sign+what] = list
			}
		}
	}
	if diff := gocmp.Diff(explained, unexplained); diff != "" {
		t.Errorf("differences between documents (-) and report (+) that are not the explained ones:\n%s", diff)
	}
}

func minus(a, b []string) []string {
	return slices.DeleteFunc(slices.Clone(a), func(s string) bool { return slices.Contains(b, s) })
}

func readDocument(t *testing.T, name string) document {
	t.Helper()
	f, err := os.Open(filepath.Join(os.Getenv("CFNGEN_CORPUS"), filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	var d document
	if err := json.NewDecoder(z).Decode(&d); err != nil {
		t.Fatal(err)
	}
	return d
}
