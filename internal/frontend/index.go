package frontend

import (
	"maps"
	"runtime"
	"slices"

	"golang.org/x/sync/errgroup"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/frontend/registry"
	"github.com/cfngen/cfngen/internal/frontend/source"
)

// Index knows which resource types documents have, before one of them is read.
type Index struct {
	documents []source.Document
	entries   []entry
}

// entry is a document.
type entry struct {
	// types are in the document's order.
	types []string
	// leftOut and found are what was found where the document had to be parsed.
	leftOut, found diag.List
	// root is the parsed document, nil where it has to be parsed to be read, and read the
	// reader of its format.
	root *jsondoc.Node
	read reader
}

// maxKept is how many bytes of documents are kept parsed until they are read. The Resource
// Specification has a third of it.
const maxKept = 32 << 20

// NewIndex finds the types of documents. Known returns those of a document that are known from
// elsewhere, and false where they are not; it may be nil. Of a document that is a schema of one type,
// the name alone is looked for: what is wrong with it is found where it is read.
func NewIndex(docs []source.Document, known func(i int) ([]string, bool)) *Index {
	x := &Index{documents: docs, entries: make([]entry, len(docs))}
	keep, kept := make([]bool, len(docs)), 0
	for i, doc := range docs {
		kept += len(doc.Data)
		keep[i] = kept <= maxKept
	}
	var finding errgroup.Group
	finding.SetLimit(runtime.GOMAXPROCS(0))
	for i, doc := range docs {
		if known != nil {
			if types, ok := known(i); ok {
				x.entries[i].types = types
				continue
			}
		}
		finding.Go(func() error {
			if doc.Found { // what is named is looked at whole
				if name, ok := registry.TypeNameOf(doc.Data); ok {
					x.entries[i].types = []string{name}
					return nil
				}
			}
			x.entries[i] = parsed(doc, keep[i])
			return nil
		})
	}
	_ = finding.Wait() // what went wrong is in the entries
	return x
}

// parsed returns the entry of a document that has to be parsed.
func parsed(doc source.Document, keep bool) entry {
	root, read, spec, found := open(doc)
	if read == nil {
		return entry{leftOut: spec.LeftOut, found: found}
	}
	e := entry{}
	_, e.found = read(doc.Name, root, func(typeName string) bool {
		e.types = append(e.types, typeName)
		return false
	})
	if keep {
		e.root, e.read = root, read
	}
	return e
}

// Types returns the resource types of a document, in its order.
func (x *Index) Types(doc int) []string { return x.entries[doc].types }

// Names returns the resource types of all documents, sorted.
func (x *Index) Names() []string {
	all := make(map[string]bool)
	for _, e := range x.entries {
		for _, name := range e.types {
			all[name] = true
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// LeftOut returns the notes on documents that describe no resource type.
func (x *Index) LeftOut() diag.List {
	var out diag.List
	for _, e := range x.entries {
		out.Add(e.leftOut...)
	}
	return out
}

// Found returns what was found in documents that had to be parsed to be indexed.
func (x *Index) Found() diag.List {
	var out diag.List
	for _, e := range x.entries {
		out.Add(e.found...)
	}
	return out
}
