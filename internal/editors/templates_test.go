package editors

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/corpus"
)

// refused are the real templates that are right and that editors refuse, by their names, each with what they report.
// docs/editors.md has the reasons.
var refused = map[string][]string{}

// TestTemplates has editors know all types of the registry, and accept the real templates of the corpus that are right.
func TestTemplates(t *testing.T) {
	npm(t)
	root := workspace(t, corpus.Path(t, corpus.Registry))
	templates := templatesIn(t)
	for _, format := range []string{"yaml", "json"} {
		t.Run(format, func(t *testing.T) {
			e := open(t, root, format)
			shown := map[string]string{}
			for _, name := range slices.Sorted(maps.Keys(templates)) {
				if strings.HasPrefix(strings.TrimSpace(templates[name]), "{") == (format == "json") {
					shown[name] = e.show(templates[name])
				}
			}
			for _, name := range slices.Sorted(maps.Keys(shown)) {
				if diff := cmp.Diff(refused[name], e.wrong(shown[name])); diff != "" {
					t.Errorf("%s: %s", name, diff)
				}
			}
			corpus.Snapshot(t, corpus.Templates)
			if len(shown) < 20 {
				t.Errorf("only %d templates", len(shown))
			}
		})
	}
}

// templatesIn returns the templates of the corpus that are right, by their names.
func templatesIn(t *testing.T) map[string]string {
	t.Helper()
	wrong, err := os.ReadFile(filepath.Join("..", "programs", "real", "wrong.txt"))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for name, text := range corpus.Members(t, corpus.Templates) {
		name = strings.ReplaceAll(name, "/", "_")
		if !strings.HasSuffix(name, "LICENSE") && len(text) > 0 && !strings.Contains("\n"+string(wrong), "\n"+name+" ") {
			out[name] = string(text)
		}
	}
	return out
}
