package compare_test

import (
	"testing"

	"github.com/cfngen/cfngen/internal/backend/golang"
	"github.com/cfngen/cfngen/internal/compare"
	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/corpus/documents"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/frontend/overlay"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/spec"
)

// cfnImport is the support package's import path in what is generated here.
const cfnImport = "example.com/golden/cfn"

func options() golang.Options { return golang.Options{CFNImport: cfnImport, Tool: "cfngen v0.0.0"} }

// updates are the real updates of a specification that the corpus has.
var updates = []struct {
	old, now corpus.File
	counts   string
}{
	{corpus.ResourceSpecBefore, corpus.ResourceSpec, "resourcespec.txt"},
	{corpus.RegistryBefore, corpus.Registry, "registry.txt"},
}

// read reads a specification of the corpus as the command does. With -short it skips
// the test: there are all types that AWS publishes, twice.
func read(t *testing.T, file corpus.File) *model.Spec {
	t.Helper()
	if testing.Short() {
		t.Skip("-short: reads and compares all types that AWS publishes")
	}
	return load(t, documents.Open(t, file), nil)
}

// load goes the way of the command from documents to a corrected model.
func load(t *testing.T, docs []source.Document, keep func(string) bool) *model.Spec {
	t.Helper()
	x, wanted := frontend.NewIndex(docs, nil), map[string]bool{}
	for _, name := range x.Names() {
		if keep == nil || keep(name) {
			wanted[name] = true
		}
	}
	read, found := x.Read(wanted, golang.Neighbours, nil)
	found.Add(read.Faults()...)
	if found.Err() != nil {
		t.Fatal(found.Err())
	}
	files, err := source.FromFS(spec.Files, "overlays")
	if err != nil {
		t.Fatal(err)
	}
	overlays, found := overlay.Read(files)
	if found.Err() != nil {
		t.Fatal(found.Err())
	}
	_ = overlay.Apply(read, overlays) // those that do not fit are left out
	return read
}

// describe returns what the generated code exports.
func describe(t *testing.T, s *model.Spec) []compare.Declaration {
	t.Helper()
	list, found := golang.Describe(s, options())
	if found.Err() != nil {
		t.Fatal(found.Err())
	}
	return list
}

func report(t *testing.T, old, now *model.Spec) compare.Report {
	t.Helper()
	return compare.Specs(old, now, describe(t, old), describe(t, now))
}
