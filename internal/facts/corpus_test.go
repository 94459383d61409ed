package facts_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/corpus/documents"
	"github.com/cfngen/cfngen/internal/facts"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/spec"
)

// modelOf reads the wanted types of documents, nil for all.
func modelOf(t *testing.T, docs []source.Document, wanted map[string]bool) *model.Spec {
	t.Helper()
	read, found := frontend.Read(docs, func(name string) bool { return wanted == nil || wanted[name] })
	if err := append(found, read.Faults()...).Err(); err != nil {
		t.Fatalf("%.2000s", err)
	}
	return read
}

// TestCorpus holds what the program carries together with the newest specifications.
func TestCorpus(t *testing.T) {
	registry, document := documents.Open(t, corpus.Registry), documents.Open(t, corpus.ResourceSpec)
	corpus.Snapshot(t, corpus.Registry, corpus.ResourceSpec)
	docs, err := source.FromFS(spec.Files, "facts")
	if err != nil || len(docs) != 1 {
		t.Fatalf("%d documents: %v", len(docs), err)
	}
	carried, alone := modelOf(t, docs, nil), modelOf(t, registry, nil)
	t.Run("up to date", func(t *testing.T) {
		other := modelOf(t, document, nil)
		for _, c := range facts.Stale(carried, alone, other) {
			t.Errorf("%s.%s: %s", c.TypeName, c.Name, c.Reason)
		}
		root, err := jsondoc.Parse(document[0].Path, document[0].Data)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(facts.Excerpt(root, facts.Lacking(alone, other))), string(docs[0].Data)); d != "" {
			t.Errorf("internal/facts/cmd/attributes makes another excerpt: -want +got\n%s", d)
		}
	})
	// Who reads the registry schemas alone gets what who reads both formats gets.
	t.Run("same attributes", func(t *testing.T) {
		before := count(alone)
		facts.Apply(alone, carried)
		if n := count(alone) - before; n != 134 {
			t.Errorf("%d attributes are added, want 134", n)
		}
		types, added := map[string]bool{}, map[string][]string{}
		for _, r := range carried.Resources {
			types[r.TypeName] = true
		}
		for _, r := range alone.Resources {
			added[r.TypeName] = attributesOf(r)
		}
		both := modelOf(t, append(registry, document...), types)
		n := count(both)
		facts.Apply(both, carried)
		if count(both) != n {
			t.Errorf("%d attributes are added to what both formats have", count(both)-n)
		}
		for _, r := range both.Resources {
			if d := cmp.Diff(attributesOf(r), added[r.TypeName]); d != "" {
				t.Errorf("%s: -both +alone\n%s", r.TypeName, d)
			}
		}
	})
}

// count returns the number of attributes.
func count(spec *model.Spec) int {
	n := 0
	for _, r := range spec.Resources {
		n += len(r.Attributes)
	}
	return n
}
