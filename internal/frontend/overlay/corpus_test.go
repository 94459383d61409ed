package overlay

import (
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/corpus/documents"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend"
)

// TestViewsOfCorpus: the views of all types that AWS publishes are far below the
// limit.
func TestViewsOfCorpus(t *testing.T) {
	if testing.Short() {
		t.Skip("-short: reads all types that AWS publishes")
	}
	for _, file := range []corpus.File{corpus.Registry, corpus.ResourceSpec} {
		t.Run(string(file), func(t *testing.T) {
			spec, found := frontend.Read(documents.Open(t, file), nil)
			if found.Err() != nil {
				t.Fatal(found)
			}
			largest, name := 0, ""
			for _, r := range spec.Resources {
				v := &viewer{positions: map[string]diag.Position{}}
				v.resource(r)
				if v.size > largest {
					largest, name = v.size, r.TypeName
				}
			}
			if largest > viewLimit/8 {
				t.Errorf("the view of %s has %d bytes, more than an eighth of the limit", name, largest)
			}
		})
	}
}
