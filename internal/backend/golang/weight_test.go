package golang

import (
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
)

// TestCorpusWeight: what is said of a file before it is made is about true.
func TestCorpusWeight(t *testing.T) {
	for _, file := range []corpus.File{corpus.Registry, corpus.ResourceSpec} {
		spec := corpusSpec(t, file)
		names := resolve(spec, "")
		files, found := Generate(spec, Options{CFNImport: "example.com/cfn", Tool: "cfngen"})
		if err := found.Err(); err != nil {
			t.Fatalf("%.2000s", err)
		}
		most := 0
		for _, r := range spec.Resources {
			got, want := weight(r), 0
			for _, suffix := range []string{".go", "_jsonv2.go"} {
				want += len(files[names[r].Package+"/"+names[r].File+suffix])
			}
			if most = max(most, want); got < want*2/3 || got > want*3/2 {
				t.Errorf("%s: %d bytes are said to be about %d", r.TypeName, want, got)
			}
		}
		if most > maxFile/6 {
			t.Errorf("%d bytes are the most, and at most %d are written", most, maxFile)
		}
	}
}
