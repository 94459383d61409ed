package frontend

import (
	"bytes"
	"slices"

	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/internal/source"
)

// Others reads resource types of these names for what they are called alone:
// what is wrong with them does not count. Documents that do not hold one of the
// names are not looked into.
func Others(docs []source.Document, names []string) []*model.Resource {
	if len(names) == 0 {
		return nil
	}
	some, wanted := docs, map[string]bool{}
	for _, name := range names {
		wanted[name] = true
	}
	const few = 20 // that are found faster than the documents are read
	if len(names) <= few {
		some = nil
		for _, doc := range docs {
			if slices.ContainsFunc(names, func(name string) bool { return bytes.Contains(doc.Data, []byte(`"`+name+`"`)) }) {
				some = append(some, doc)
			}
		}
	}
	spec, _ := Read(some, func(typeName string) bool { return wanted[typeName] })
	return spec.Resources
}
