package golang

import (
	"fmt"
	"slices"
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/model"
)

// TestCorpusNames: among all types that AWS publishes or published, no two things
// have one name; and a type has the same names alone, where nothing but the list
// of internal/backend/golang/naming says which of them give way.
func TestCorpusNames(t *testing.T) {
	for _, file := range []corpus.File{
		corpus.RegistryBefore, corpus.Registry, corpus.ResourceSpecBefore, corpus.ResourceSpec,
	} {
		t.Run(string(file), func(t *testing.T) {
			spec := corpusSpec(t, file)
			corpus.Snapshot(t, file)
			for _, pkg := range []string{"", "all"} {
				t.Run(fmt.Sprintf("%q", pkg), func(t *testing.T) { checkNames(t, spec, pkg) })
			}
		})
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
				t.Errorf("%s depends on other types: internal/backend/golang/naming/suffixes.txt wants the line\n%s %s",
					all[i].identifiers, r.TypeName, all[i].name)
			}
		}
	}
}

func families(n *resourceNames) []group {
	return slices.Concat(n.structs(), n.constants(), n.definitions(), n.inPlace())
}
