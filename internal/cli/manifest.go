package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/manifest"
	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/internal/source"
)

// addManifest adds the list of what the run made and from what.
func addManifest(files map[string][]byte, t target, spec *model.Spec, in input) error {
	overlays, err := embedded("overlays")
	if err != nil {
		return err
	}
	m := manifest.Manifest{
		Generator: tool,
		Package:   t.pkg,
		Support:   t.cfnImport,
		Overlays:  manifest.Sum([]byte(names(append(overlays, in.overlays...)))),
	}
	for _, r := range spec.Resources {
		m.Types = append(m.Types, r.TypeName)
	}
	for _, doc := range in.docs {
		if slices.ContainsFunc(spec.Sources, func(s model.Source) bool { return s.Name == doc.Name }) {
			m.Sources = append(m.Sources, manifest.Source{Name: doc.Name, SHA256: manifest.Sum(doc.Data)})
		}
	}
	m.SetFiles(files)
	files[manifest.Name], err = m.Encode()
	return err
}

// names gives a line with the name and the checksum of each document: where it
// lies is no part of what a run depends on.
func names(docs []source.Document) string {
	var b strings.Builder
	for _, doc := range docs {
		fmt.Fprintf(&b, "%q %s\n", doc.Name, manifest.Sum(doc.Data))
	}
	return b.String()
}
