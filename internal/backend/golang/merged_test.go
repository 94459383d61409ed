package golang_test

import (
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/backend/golang"
	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/corpus/documents"
	"github.com/cfngen/cfngen/internal/model"
)

// TestMergedCorpus generates all types that both formats describe: nothing that
// the registry schema alone gives has another name or is gone, and no name
// collides that did not before. Those of the torture list are compiled, and their
// tables must fit the structs.
func TestMergedCorpus(t *testing.T) {
	registry, other := documents.Open(t, corpus.Registry), documents.Open(t, corpus.ResourceSpec)
	both, found := load(slices.Concat(registry, other), nil, nil)
	alone, more := load(registry, nil, nil)
	if err := append(found, more...).Err(); err != nil {
		t.Fatalf("%.2000s", err)
	}
	merged := map[string]bool{}
	for _, r := range both.Resources {
		merged[r.TypeName] = len(r.Sources) == 2
	}
	only(both, merged)
	only(alone, merged)
	if len(both.Resources) < 1000 || len(alone.Resources) != len(both.Resources) {
		t.Fatalf("%d types are merged", len(both.Resources))
	}
	files, found := golang.Generate(both, options(""))
	before, more := golang.Generate(alone, options(""))
	if diff := cmp.Diff(more.Errors().Error(), found.Errors().Error()); diff != "" {
		t.Errorf("errors (-registry schema +merged):\n%s", diff)
	}
	for name, content := range before {
		now, then := declared(files[name]), declared(content)
		if len(then) == 0 && path.Base(name) != "doc.go" && !strings.HasSuffix(name, "_jsonv2.go") {
			t.Errorf("%s: no declaration found", name)
		}
		for _, line := range then {
			if !slices.Contains(now, line) {
				t.Errorf("%s: without the Resource Specification there is %s", name, line)
			}
		}
	}
	t.Run("compiled", func(t *testing.T) {
		listed := map[string]bool{}
		types, _ := torture(t)
		for _, name := range types {
			listed[name] = true
		}
		only(both, listed)
		compileMerged(t, both)
	})
}

// only leaves in a model the types of a set.
func only(spec *model.Spec, types map[string]bool) {
	spec.Resources = slices.DeleteFunc(spec.Resources, func(r *model.Resource) bool { return !types[r.TypeName] })
}

func compileMerged(t *testing.T, spec *model.Spec) {
	t.Helper()
	if len(spec.Resources) < 20 {
		t.Fatalf("only %d types of the torture list are in both formats", len(spec.Resources))
	}
	files, found := golang.Generate(spec, options(""))
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	m := newModule(t)
	for name, content := range files {
		m.write(t, "types/"+name, string(content))
	}
	m.write(t, "types/tables_test.go", tablesTest("types", spec))
	m.run(t, "build", "./...")
	m.run(t, "vet", "./...")
	checkRan(t, m.run(t, "test", "./types"), map[string]bool{modulePath + "/types": true})
}

var declaration = regexp.MustCompile(`^(?:type |\t)[A-Z]\w* +[^=(]*$`)

// declared returns the structs, fields and enums that a file declares, without
// alignment.
func declared(content []byte) []string {
	var lines []string
	for line := range strings.Lines(string(content)) {
		if line = strings.TrimRight(line, "\n"); declaration.MatchString(line) {
			lines = append(lines, strings.Join(strings.Fields(line), " "))
		}
	}
	return lines
}
