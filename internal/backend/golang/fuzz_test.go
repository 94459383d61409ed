package golang_test

import (
	"testing"

	"github.com/cfngen/cfngen/internal/backend/golang"
	"github.com/cfngen/cfngen/internal/frontend/source"
)

// FuzzGenerate makes files of what the fuzzer writes: they are Go that gofmt leaves as it is,
// whatever is in the specification, because most of the text does not go through the formatter.
func FuzzGenerate(f *testing.F) {
	for _, g := range goldens(f) {
		for _, doc := range g.docs {
			f.Add(doc.Data, g.pkg)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte, pkg string) {
		if pkg != "" {
			pkg = "aws"
		}
		spec, found := load([]source.Document{{Name: "f.json", Path: "f.json", Data: data}}, nil, nil)
		if found.Err() != nil {
			return
		}
		files, found := golang.Generate(spec, options(pkg))
		if found.Err() != nil {
			return
		}
		for name, text := range files {
			checkText(t, name, text)
		}
	})
}
