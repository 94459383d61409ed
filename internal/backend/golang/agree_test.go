package golang_test

import (
	"bytes"
	"go/parser"
	"go/printer"
	"go/token"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/backend/golang"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/spec"
)

// onlyRegistry are the lines of code that one format's output has and the
// other's cannot have: the Resource Specification does not know what identifies
// a resource.
var onlyRegistry = []string{
	`PrimaryIdentifier: []string{"ApiId", "IntegrationId", "IntegrationResponseId"},`,
}

// TestFormatsAgree: the embedded type from either format, corrected by the same
// overlay, gives the same code. What differs is in comments, and in onlyRegistry.
func TestFormatsAgree(t *testing.T) {
	registry, other := embedded(t, "registry"), embedded(t, "resourcespec")
	if diff := cmp.Diff(slices.Sorted(maps.Keys(registry)), slices.Sorted(maps.Keys(other))); diff != "" {
		t.Fatal(diff)
	}
	var only []string
	for name := range registry {
		var rest []string
		for _, line := range code(t, registry[name]) {
			if slices.Contains(onlyRegistry, line) {
				only = append(only, line)
				continue
			}
			rest = append(rest, line)
		}
		if diff := cmp.Diff(rest, code(t, other[name])); diff != "" {
			t.Errorf("%s (-registry schema +resource specification):\n%s", name, diff)
		}
	}
	if diff := cmp.Diff(onlyRegistry, only); diff != "" {
		t.Errorf("the list of differences is not tight (-listed +found):\n%s", diff)
	}
}

// embedded generates from one of the two embedded specifications.
func embedded(t *testing.T, folder string) map[string][]byte {
	t.Helper()
	read := func(folder string) []source.Document {
		docs, err := source.FromFS(spec.Files, folder)
		if err != nil || len(docs) == 0 {
			t.Fatalf("%s: %d documents, %v", folder, len(docs), err)
		}
		return docs
	}
	model, found := load(read(folder), read("overlays"), nil)
	files, more := golang.Generate(model, options(""))
	if found = append(found, more...); len(found) > 0 {
		t.Fatal(found)
	}
	return files
}

// code returns the lines of a file without comments, blank lines and alignment.
func code(t *testing.T, content []byte) []string {
	t.Helper()
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", content, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	if err := printer.Fprint(&b, fset, file); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for line := range strings.Lines(b.String()) {
		if words := strings.Fields(line); len(words) > 0 {
			lines = append(lines, strings.Join(words, " "))
		}
	}
	return lines
}
