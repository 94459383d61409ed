package golang

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/internal/source"
)

// TestCorpusNames: among all types that AWS publishes or published, no two things
// have one name; and a type has the same names alone, where nothing but the list
// of internal/naming says which of them give way.
func TestCorpusNames(t *testing.T) {
	dir := os.Getenv("CFNGEN_CORPUS")
	if dir == "" {
		t.Skip("CFNGEN_CORPUS is not set: it names the folder of real specifications whose names this test decides")
	}
	for _, name := range []string{
		"registry/2025-08.zip", "registry/2026-08.zip", "resourcespec/117.0.0.json.gz", "resourcespec/130.1.0.json.gz",
	} {
		docs, err := source.Open(filepath.Join(dir, filepath.FromSlash(name)), nil)
		if err != nil {
			t.Fatal(err)
		}
		spec, found := frontend.Read(docs, nil)
		if err := found.Err(); err != nil {
			t.Fatalf("%.2000s", err)
		}
		for _, pkg := range []string{"", "all"} {
			t.Run(fmt.Sprintf("%s/%q", name, pkg), func(t *testing.T) { checkNames(t, spec, pkg) })
		}
	}
}

func checkNames(t *testing.T, spec *model.Spec, pkg string) {
	g := newGenerator(spec, Options{Package: pkg})
	for _, r := range spec.Resources {
		g.checked(r)
	}
	for _, d := range g.found.Errors() {
		t.Error(d)
	}
	names := resolve(spec, pkg)
	for _, r := range spec.Resources {
		alone := resolve(&model.Spec{Resources: []*model.Resource{r}}, pkg)
		all, one := families(names[r]), families(alone[r])
		for i := range all {
			if !slices.Equal(all[i].identifiers, one[i].identifiers) {
				t.Errorf("%s depends on other types: internal/naming/yields.txt wants the line\n%s %s",
					all[i].identifiers, r.TypeName, all[i].name)
			}
		}
	}
}

func families(n *named) []family {
	return slices.Concat(n.structs(), n.constants(), n.definitions(), n.inPlace())
}
