package golang_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/golang"
	"github.com/cfngen/cfngen/internal/model"
)

var tortureRow = regexp.MustCompile(`(?m)^\| \d+ \| (\w+::\w+::\w+) \|`)

// tortured gives the resource types of the corpus's torture list.
func tortured(t *testing.T) map[string]bool {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(os.Getenv("CFNGEN_CORPUS"), "torture.md"))
	if err != nil {
		t.Fatal(err)
	}
	types := map[string]bool{}
	for _, m := range tortureRow.FindAllSubmatch(content, -1) {
		types[string(m[1])] = true
	}
	if len(types) != 48 {
		t.Fatalf("%d types in the torture list", len(types))
	}
	return types
}

// TestMergedCorpus generates what both formats know of the types of the torture
// list: it compiles, the tables fit the structs, and nothing that the registry
// schema alone gives has another name or is gone.
func TestMergedCorpus(t *testing.T) {
	registry, other := corpus(t, "registry/2026-08.zip"), corpus(t, "resourcespec/130.1.0.json.gz")
	types := tortured(t)
	both, found := load(slices.Concat(registry, other), nil, func(name string) bool { return types[name] })
	alone, more := load(registry, nil, func(name string) bool { return types[name] })
	if err := append(found, more...).Err(); err != nil {
		t.Fatal(err)
	}
	both.Resources = slices.DeleteFunc(both.Resources, func(r *model.Resource) bool { return len(r.Sources) < 2 })
	if len(both.Resources) < 20 {
		t.Fatalf("only %d types of the list are in both formats", len(both.Resources))
	}
	files, found := golang.Generate(both, options(""))
	before, more := golang.Generate(alone, options(""))
	if err := append(found, more...).Err(); err != nil {
		t.Fatal(err)
	}
	m := newModule(t)
	for name, content := range files {
		m.write(t, "types/"+name, string(content))
		now := declared(content)
		if strings.HasSuffix(name, "/doc.go") || strings.HasSuffix(name, "_jsonv2.go") {
			continue
		}
		if len(now) == 0 {
			t.Errorf("%s: no declaration found", name)
		}
		for _, line := range declared(before[name]) {
			if !slices.Contains(now, line) {
				t.Errorf("%s: without the Resource Specification there is %s", name, line)
			}
		}
	}
	m.write(t, "types/tables_test.go", tablesTest(both))
	m.run(t, "build", "./...")
	m.run(t, "vet", "./...")
	checkRan(t, m.run(t, "test", "./types"), map[string]bool{modulePath + "/types": true})
}

var declaration = regexp.MustCompile(`^(?:type |\t)[A-Z]\w* +[^=(]*$`)

// declared gives the structs, fields and enums that a file declares, without
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
