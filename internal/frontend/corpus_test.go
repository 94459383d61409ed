package frontend

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/corpus/documents"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// TestCorpus reads everything that AWS publishes: nothing may fail, and the
// model must be sound.
func TestCorpus(t *testing.T) {
	for _, c := range []struct {
		file  corpus.File
		types int
	}{
		{corpus.Registry, 1665},
		{corpus.RegistryBefore, 1453},
		{corpus.ResourceSpec, 1111},
		{corpus.ResourceSpecBefore, 1051},
	} {
		t.Run(string(c.file), func(t *testing.T) {
			spec, diags := Read(documents.Open(t, c.file), nil)
			diags.Add(spec.Faults()...)
			if err := diags.Err(); err != nil {
				t.Fatalf("%.2000s", err)
			}
			if strings.HasPrefix(string(c.file), "resourcespec/") && len(diags) > 0 {
				t.Errorf("all of this format has a meaning, yet: %.2000s", diags)
			}
			t.Run("count", func(t *testing.T) {
				corpus.Snapshot(t, c.file)
				if len(spec.Resources) != c.types {
					t.Errorf("%d types, want %d", len(spec.Resources), c.types)
				}
			})
			for _, res := range spec.Resources {
				checkResource(t, res)
			}
			logCounts(t, spec, diags)
		})
	}
}

func checkResource(t *testing.T, res *model.Resource) {
	t.Helper()
	names := map[string]bool{"": true}
	defined := map[*model.Object]bool{}
	for _, o := range res.Definitions {
		if names[o.Name] {
			t.Errorf("%s: definition %q twice or without a name", res.TypeName, o.Name)
		}
		names[o.Name], defined[o] = true, true
	}
	for _, o := range append([]*model.Object{res.Object}, res.Definitions...) {
		last := ""
		for _, p := range o.Properties {
			if p.Name <= last {
				t.Errorf("%s: %s.%s out of order", res.TypeName, o.Name, p.Name)
			}
			last = p.Name
			checkPosition(t, res, p.Pos)
			p.Type.Walk(func(v *model.Type) {
				if v.Kind == model.ObjectRef && !defined[v.Object] {
					t.Errorf("%s: %s.%s refers to an object that is no definition", res.TypeName, o.Name, p.Name)
				}
				checkPosition(t, res, v.Pos)
			})
		}
	}
	for _, a := range res.Attributes {
		a.Type.Walk(func(v *model.Type) {
			if v.Kind == model.ObjectRef {
				t.Errorf("%s: attribute %s needs a definition", res.TypeName, a.Name)
			}
		})
	}
}

func checkPosition(t *testing.T, res *model.Resource, p diag.Position) {
	t.Helper()
	if p.Line == 0 || p.File == "" {
		t.Errorf("%s: no position", res.TypeName)
	}
}

func logCounts(t *testing.T, spec *model.Spec, diags diag.List) {
	t.Helper()
	attributes, definitions, properties := 0, 0, 0
	for _, res := range spec.Resources {
		attributes += len(res.Attributes)
		definitions += len(res.Definitions)
		for _, o := range append([]*model.Object{res.Object}, res.Definitions...) {
			properties += len(o.Properties)
		}
	}
	counts := map[string]int{}
	for _, d := range diags {
		counts[summary(d.Message())]++
	}
	lines := []string{fmt.Sprintf("%d types, %d definitions, %d properties, %d attributes, %d warnings",
		len(spec.Resources), definitions, properties, attributes, len(diags))}
	for _, k := range slices.Sorted(maps.Keys(counts)) {
		lines = append(lines, fmt.Sprintf("%5d %s", counts[k], k))
	}
	t.Log(strings.Join(lines, "\n"))
}

// summary drops what is particular to one place: quoted names.
func summary(message string) string {
	parts := strings.Split(message, `"`)
	for i := 1; i < len(parts); i += 2 {
		parts[i] = "…"
	}
	return strings.Join(parts, `"`)
}
