package programs_test

import (
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/templatetest"
)

// TestRealTemplates reads, checks and writes the templates of the corpus with the types in
// them known. What is wrong with them stands in testdata/real.txt, each with the reason.
func TestRealTemplates(t *testing.T) {
	registry := corpus.Path(t, corpus.Registry)
	templates := corpus.Members(t, corpus.Templates)
	if testing.Short() {
		t.Skip("compiles what is generated")
	}
	corpus.Snapshot(t, corpus.Registry)
	corpus.Snapshot(t, corpus.Templates)
	m := newModule(t)
	folder := filepath.Join(m.dir, "templates")
	used := writeTemplates(t, folder, templates)
	args := []string{"-spec", registry, "-out", filepath.Join(m.dir, "aws"), "-all", "alltypes"}
	for _, name := range used {
		args = append(args, "-type", name)
	}
	m.generate(t, args...)
	for _, name := range []string{"main.go", "mutate.go"} {
		content, err := os.ReadFile(filepath.Join("real", name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(m.dir, "real", name), content)
	}
	m.goCommand(t, "build", "-o", "bin"+string(filepath.Separator), "./real")
	program := filepath.Join(m.dir, "bin", "real")
	t.Run("check", func(t *testing.T) {
		golden := filepath.Join("real", "wrong.txt")
		want, err := os.ReadFile(golden)
		if err != nil {
			t.Fatal(err)
		}
		got := run(t, m.dir, program, []string{folder})
		if *update {
			write(t, golden, []byte(got["stdout"]))
			t.Fatal("the list is new: give the reasons again")
		}
		if diff := cmp.Diff(withoutReasons(string(want)), withoutReasons(got["stdout"])); diff != "" || got["stderr"] != "" {
			t.Errorf("what is wrong with real templates differs from %s (-want +got)\n%s%s", golden, diff, got["stderr"])
		}
	})
	t.Run("mutate", func(t *testing.T) {
		got := run(t, m.dir, program, []string{"-mutate", folder})
		file := filepath.Join("real", "mutations.txt")
		if *update {
			write(t, file, []byte(got["stdout"]))
			return
		}
		golden, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(golden), got["stdout"]); diff != "" || got["stderr"] != "" {
			t.Errorf("broken references are not found, or others are (-want +got):\n%s%s", diff, got["stderr"])
		}
	})
}

// writeTemplates writes the templates as JSON, and returns the resource types of AWS in them that
// the registry has.
func writeTemplates(t *testing.T, folder string, templates map[string][]byte) []string {
	t.Helper()
	types := map[string]bool{}
	for name, text := range templates {
		if path.Base(name) == "LICENSE" || len(text) == 0 {
			continue
		}
		if !strings.HasPrefix(strings.TrimSpace(string(text)), "{") {
			var err error
			if text, err = templatetest.JSON(text); err != nil {
				t.Logf("%s: %v", name, err)
				continue
			}
		}
		write(t, filepath.Join(folder, strings.ReplaceAll(name, "/", "_")), text)
		for _, typ := range templatetest.Types(text) {
			types[typ] = true
		}
	}
	return registered(t, types)
}

// registered returns which of the types the registry has, sorted.
func registered(t *testing.T, types map[string]bool) []string {
	t.Helper()
	files := map[string]bool{}
	for name := range corpus.Members(t, corpus.Registry) {
		files[path.Base(name)] = true
	}
	var names []string
	for typ := range types {
		if files[strings.ToLower(strings.ReplaceAll(typ, "::", "-"))+".json"] {
			names = append(names, typ)
		}
	}
	slices.Sort(names)
	if len(names) < 100 {
		t.Errorf("the templates have %d types of the registry, which are too few", len(names))
	}
	return names
}

// withoutReasons returns the lines of a list in their order, without comments and empty ones.
func withoutReasons(list string) []string {
	var out []string
	for line := range strings.Lines(list) {
		if strings.TrimSpace(line) != "" && !strings.HasPrefix(line, "#") {
			out = append(out, line)
		}
	}
	slices.Sort(out)
	return out
}
