package yaml_test

import (
	"bytes"
	"path"
	"testing"

	library "go.yaml.in/yaml/v4"

	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/template"
	"github.com/cfngen/cfngen/templates/cfn/yaml"
)

// BenchmarkTemplates reads and edits the real templates in YAML, beside what the library needs to
// its nodes.
func BenchmarkTemplates(b *testing.B) {
	var texts [][]byte
	size := 0
	for name, text := range corpus.Members(b, corpus.Templates) {
		if path.Base(name) == "LICENSE" || bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
			continue
		}
		if _, err := yaml.Read(text, cfn.KeepUnknown()); err == nil {
			texts = append(texts, text)
			size += len(text)
		}
	}
	each := func(do func(text []byte)) func(*testing.B) {
		return func(b *testing.B) {
			b.SetBytes(int64(size))
			for range b.N {
				for _, text := range texts {
					do(text)
				}
			}
		}
	}
	read := func(text []byte) *template.Template {
		t, err := yaml.Read(text, cfn.KeepUnknown())
		if err != nil {
			b.Fatal(err)
		}
		return t
	}
	b.Run("Nodes/library", each(func(text []byte) {
		var n library.Node
		if err := library.Load(text, &n); err != nil {
			b.Fatal(err)
		}
	}))
	b.Run("Read/cfngen", each(func(text []byte) { read(text) }))
	b.Run("Marshal/cfngen", each(func(text []byte) {
		if _, err := yaml.Marshal(read(text)); err != nil {
			b.Fatal(err)
		}
	}))
	b.Run("Edit/cfngen", each(func(text []byte) {
		t := read(text)
		t.Description = cfn.Val("changed")
		if _, err := t.Format(); err != nil {
			b.Fatal(err)
		}
	}))
}
