package frontend

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/corpus/documents"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/merge"
)

// TestUnify: a type in both formats is one, whatever the order of documents.
func TestUnify(t *testing.T) {
	for _, order := range [][]string{{schema, rspec}, {rspec, schema}} {
		spec, diags := Read(docs(append(order, schema2)...), nil)
		if len(diags) > 0 || len(spec.Resources) != 2 || len(spec.Sources) != 3 {
			t.Fatalf("%v %v", spec, diags)
		}
		var formats []string
		for _, s := range spec.Resources[1].Sources {
			formats = append(formats, s.Format)
		}
		if d := cmp.Diff([]string{"registry schema", "resource specification"}, formats); d != "" {
			t.Error(d)
		}
		if n := len(spec.Resources[0].Sources); n != 1 {
			t.Errorf("%s has %d sources", spec.Resources[0].TypeName, n)
		}
	}
}

// TestUnifyTwice: of one format, a type is given once, also where the other has it.
func TestUnifyTwice(t *testing.T) {
	for _, c := range []struct {
		texts []string
		want  string
	}{
		{[]string{schema, schema}, "dir/b.json:1:1: A::B::C was already read from dir/a.json:1:1"},
		{[]string{rspec, rspec}, "dir/b.json:1:64: /ResourceTypes/A::B::C: A::B::C was already read from dir/a.json:1:64"},
		{[]string{rspec, schema, rspec}, "dir/c.json:1:64: /ResourceTypes/A::B::C: A::B::C was already read from dir/a.json:1:64"},
		{[]string{schema, rspec, schema}, "dir/c.json:1:1: A::B::C was already read from dir/a.json:1:1"},
	} {
		t.Run(c.want, func(t *testing.T) {
			spec, diags := Read(docs(c.texts...), nil)
			if faults := spec.Faults(); faults.Error() != c.want || len(spec.Resources) != 1 || len(diags) > 0 {
				t.Errorf("%d resources: %s, want %s; %v", len(spec.Resources), faults.Error(), c.want, diags)
			}
		})
	}
}

// TestMergeCorpus merges all types that both formats have: the warnings do not
// depend on the order of the documents, and their counts by kind are those of
// testdata/conflicts.txt.
//
// They compare with the counts of raw documents so: the two differ in the update
// type of 212 properties of resources, and here on one more, because a schema
// marks one by a pointer into it. In required they differ on 408 properties if
// definitions are paired by name; here, where they are paired by the properties
// that lead to them and read-only properties are left out, on fewer. The same
// holds for types (175 by name), where a difference below lists and maps counts
// once.
func TestMergeCorpus(t *testing.T) {
	registry, other := documents.Open(t, corpus.Registry), documents.Open(t, corpus.ResourceSpec)
	spec, diags := Read(slices.Concat(registry, other), nil)
	again, found := Read(slices.Concat(other, registry), nil)
	if err := diags.Err(); err != nil {
		t.Fatalf("%.2000s", err)
	}
	if !slices.Equal(lines(diags), lines(found)) {
		t.Error("the order of documents changes the diagnostics")
	}
	merged := 0
	for i, res := range spec.Resources {
		if len(res.Sources) == 2 {
			merged++
			checkResource(t, res)
			// Not cmp: these models recurse.
			if !reflect.DeepEqual(res, again.Resources[i]) {
				t.Errorf("%s depends on the order of documents", res.TypeName)
			}
		}
	}
	t.Run("counts", func(t *testing.T) {
		corpus.Snapshot(t, corpus.Registry, corpus.ResourceSpec)
		if merged != 1092 || len(spec.Resources) != 1665+1111-1092 {
			t.Errorf("%d types of %d are merged", merged, len(spec.Resources))
		}
		checkConflicts(t, diags.Warnings())
		checkUpdates(t, diags.Warnings())
	})
}

var update = flag.Bool("update", false, "rewrite the lists in testdata")

func checkConflicts(t *testing.T, warnings diag.List) {
	t.Helper()
	counts := map[string]int{}
	for _, d := range warnings {
		other := d.Related()
		if len(other) == 0 {
			continue // What a front end has to say, not a conflict.
		}
		message := strings.ReplaceAll(d.Message(), " at "+diag.Location(other[0]).String(), " there")
		level := "nested"
		if strings.HasPrefix(d.Pos.Pointer.String(), "/properties/") && strings.Count(d.Pos.Pointer.String(), "/") == 2 || d.Pos.Pointer.IsZero() {
			level = "top"
		}
		counts[fmt.Sprintf("%-6s  %s", level, summary(message))]++
	}
	got := "Conflicts between registry/2026-08.zip and resourcespec/130.1.0.json.gz.\n\n"
	for _, k := range slices.Sorted(maps.Keys(counts)) {
		got += fmt.Sprintf("%5d  %s\n", counts[k], k)
	}
	compareGolden(t, "conflicts.txt", got)
}

// checkUpdates lists each property of which the two formats do not say the same on what an update
// replaces: the registry's schema first.
func checkUpdates(t *testing.T, warnings diag.List) {
	t.Helper()
	var out []string
	for _, d := range warnings {
		if d.Code == merge.UpdateConflict {
			out = append(out, fmt.Sprintf("%s %s: %s, %s\n", d.Subject, d.Pos.Pointer, d.Args[0], d.Args[1]))
		}
	}
	slices.Sort(out)
	compareGolden(t, "updates.txt", "What registry/2026-08.zip and resourcespec/130.1.0.json.gz say of a change of the property.\n\n"+strings.Join(out, ""))
}

func compareGolden(t *testing.T, name, got string) {
	t.Helper()
	golden := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(golden, []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), got); d != "" {
		t.Errorf("%s (-listed +found):\n%s", name, d)
	}
}

// FuzzUnify: two readings of a type merge without a panic, into a sound model,
// whatever their order.
func FuzzUnify(f *testing.F) {
	f.Add(schema, rspec)
	f.Add(`{"typeName":"A::B::C","additionalProperties":false,"definitions":{"D":{"type":"object","properties":{"D":{"$ref":"#/definitions/D"},"L":{"type":"array","items":{"$ref":"#/definitions/D"}}}}},`+
		`"properties":{"P":{"$ref":"#/definitions/D"},"R":{"type":"string"}},"readOnlyProperties":["/properties/R"],"createOnlyProperties":["/properties/P"]}`,
		`{"ResourceTypes":{"A::B::C":{"Properties":{"P":{"Type":"E"},"R":{"PrimitiveType":"Json"},"L":{"Type":"List","ItemType":"D","DuplicatesAllowed":true}},"Attributes":{"R":{"PrimitiveType":"Long"}}}},`+
			`"PropertyTypes":{"A::B::C.E":{"Properties":{"D":{"Type":"E"},"L":{"Type":"Map","ItemType":"D"},"X":{"Type":"D","Required":true}}},"A::B::C.D":{"Properties":{"D":{"Type":"E"}}}}}`)
	f.Fuzz(func(t *testing.T, a, b string) {
		spec, diags := Read(docs(a, b), nil)
		if diags.Err() != nil {
			return
		}
		for _, res := range spec.Resources {
			if len(res.Sources) == 2 {
				checkResource(t, res)
			}
		}
		read := docs(a, b)
		slices.Reverse(read)
		again, found := Read(read, nil)
		if !slices.Equal(lines(diags), lines(found)) || !reflect.DeepEqual(spec.Resources, again.Resources) {
			t.Errorf("the order counts:\n%v\n%v", diags, found)
		}
	})
}

// lines returns diagnostics as they are printed, with their types.
func lines(found diag.List) []string {
	var out []string
	for _, d := range found {
		out = append(out, d.Subject+" "+d.Error())
	}
	return out
}
