package frontend

import (
	"bytes"
	"errors"
	"runtime"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/internal/registry"
	"github.com/cfngen/cfngen/internal/resourcespec"
	"github.com/cfngen/cfngen/internal/source"
)

// Read reads documents of any known format into one model, its resources sorted
// by type name, its sources in the order of the documents (those that gave no
// wanted type left out). keep says which resource types are wanted, nil means
// all; it is asked by one goroutine at a time, in no fixed order. A type that
// occurs in both formats is merged, with a warning for each conflict. The list
// holds errors and warnings sorted by position; where it has errors, the model must
// not be used. What is wrong with one type alone is among its faults, also that it
// occurs twice in a format.
func Read(docs []source.Document, keep func(typeName string) bool) (*model.Spec, diag.List) {
	return ReadEach(docs, func(_ int, typeName string) bool { return keep == nil || keep(typeName) })
}

// ReadEach is Read with a keep that is also told in which of the documents the
// type is.
func ReadEach(docs []source.Document, keep func(doc int, typeName string) bool) (*model.Spec, diag.List) {
	spec := &model.Spec{}
	var found diag.Limited
	left := diag.MaxErrors
	parts, most := 0, mostParts(docs)
	readAll(docs, keep, func(one *model.Spec, of diag.List) bool {
		if parts += partsOf(one); parts > most {
			return false
		}
		found.Add(of...)
		if len(one.Resources) > 0 {
			spec.Sources = append(spec.Sources, one.Sources...)
		}
		left = model.LimitFaults(one.Resources, left)
		spec.Resources = append(spec.Resources, one.Resources...)
		spec.LeftOut.Add(one.LeftOut...)
		return true
	})
	if parts > most {
		return &model.Spec{}, diag.List{diag.Errorf(diag.Position{},
			"the resource types have more than %d properties, and that many are read from a specification of this size; -type selects some", most)}
	}
	resources, conflicts := unify(spec.Resources)
	spec.Resources = resources
	diags := append(found.List(), conflicts...)
	diags.Sort()
	// What several types share, each of them reports.
	return spec, diags.Compact().Limit()
}

// freeParts are how many parts any specification may have, and partsPerType how many a
// resource type counts for. Of what is beyond that, a part needs bytesPerPart of what
// the user gave. AWS publishes 90,000 parts in 2.8 MB, and 50,000 in 0.5 MB.
const freeParts, partsPerType, bytesPerPart = 1 << 16, 16, 16

// mostParts returns how many parts the resource types of documents may have.
func mostParts(docs []source.Document) int {
	packed := 0
	for _, doc := range docs {
		packed += doc.Packed
	}
	return min(freeParts+packed/bytesPerPart, 8*freeParts)
}

// partsOf returns how many parts resource types have: properties, items, alternatives and
// attributes.
func partsOf(spec *model.Spec) int {
	n := 0
	count := func(*model.Type) { n++ }
	for _, r := range spec.Resources {
		n += partsPerType + len(r.Attributes)
		r.Object.Walk(count)
		for _, o := range r.Definitions {
			o.Walk(count)
		}
	}
	return n
}

// readAll reads the documents, which do not know of each other, on all processors.
// add is told what they hold in their order, each as soon as those before it are
// read, and reports whether to go on.
func readAll(docs []source.Document, keep func(int, string) bool, add func(*model.Spec, diag.List) bool) {
	type result struct {
		spec  *model.Spec
		found diag.List
	}
	var asking, adding sync.Mutex
	done, next := map[int]result{}, 0
	var stopped atomic.Bool
	var reading errgroup.Group
	reading.SetLimit(runtime.GOMAXPROCS(0))
	for i, doc := range docs {
		reading.Go(func() error {
			if stopped.Load() {
				return nil
			}
			spec, found := readOne(doc, func(typeName string) bool {
				asking.Lock()
				defer asking.Unlock()
				return keep(i, typeName)
			})
			adding.Lock()
			defer adding.Unlock()
			for done[i] = (result{spec, found}); done[next].spec != nil && !stopped.Load(); next++ {
				stopped.Store(!add(done[next].spec, done[next].found))
				delete(done, next)
			}
			return nil
		})
	}
	_ = reading.Wait() // what went wrong is in the documents' lists
}

func readOne(doc source.Document, keep func(string) bool) (*model.Spec, diag.List) {
	root, err := jsondoc.Parse(doc.Path, doc.Data)
	if err != nil {
		return unread(doc, err)
	}
	if text := registry.Described(root); text != nil {
		if root, err = text.Embedded(); err != nil {
			return unread(doc, err)
		}
	}
	switch {
	case !root.Is(jsondoc.Object):
		return other(doc, root, "no specification: "+root.Kind().String())
	case registry.Detect(root):
		if what := registry.Other(doc.Name, root); what != "" {
			return other(doc, root, what+": no resource type")
		}
		return registry.Read(doc.Name, root, keep)
	case resourcespec.Detect(root):
		return resourcespec.Read(doc.Name, root, keep)
	}
	return other(doc, root, "neither a registry schema (no typeName) nor a resource specification (no ResourceTypes)")
}

// other returns that a document is no specification: an error where the user names
// it, a note where it was found among others.
func other(doc source.Document, root *jsondoc.Node, what string) (*model.Spec, diag.List) {
	if doc.Found {
		return &model.Spec{LeftOut: diag.List{diag.Notef(root.Pos(), "%s; it is left out", what)}}, nil
	}
	return &model.Spec{}, diag.List{diag.Errorf(root.Pos(), "%s", what)}
}

// unread returns that a document is no JSON. One that was found among others can be
// of another kind, such as JSON with comments, which is so where it has nothing of a
// specification.
func unread(doc source.Document, err error) (*model.Spec, diag.List) {
	var d diag.Diagnostic
	if !errors.As(err, &d) {
		d = diag.Errorf(diag.Position{File: doc.Path}, "%v", err)
	}
	has := func(name string) bool { return bytes.Contains(doc.Data, []byte(`"`+name+`"`)) }
	if doc.Found && !has("typeName") && !has("TypeName") && !has("ResourceTypes") && !has("ResourceType") {
		d.Severity = diag.Note
		d.Message = "no specification: " + d.Message + "; it is left out"
		return &model.Spec{LeftOut: diag.List{d}}, nil
	}
	return &model.Spec{}, diag.List{d}
}
