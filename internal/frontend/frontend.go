package frontend

import (
	"bytes"
	"errors"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/errgroup"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/frontend/registry"
	"github.com/cfngen/cfngen/internal/frontend/resourcespec"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/model"
)

// Read reads documents of any known format into one model; see Index.Read. keep reports
// whether a resource type is wanted, nil means all; it is called for one after the other.
func Read(docs []source.Document, keep func(typeName string) bool) (*model.Spec, diag.List) {
	x, wanted := NewIndex(docs, nil), map[string]bool{}
	for _, name := range x.Names() {
		wanted[name] = keep == nil || keep(name)
	}
	return x.Read(wanted, nil, nil)
}

// Neighbours returns the names, out of all in the documents, of resource types on whose names
// depends what is made of the selected ones; see backend.Backend.
type Neighbours func(selected, all []string) []string

// Read reads the resource types that are wanted into one model, its resources sorted by type
// name, its sources in the order of the documents (those that have no wanted type left out).
// Those that neighbours returns for them, out of all names, are read for what they are called
// alone, and go to Spec.Neighbours: what is wrong with them does not count; nil returns none. A
// type that occurs in both formats is merged, with a warning for each conflict. The list holds errors and warnings sorted by position; where it has errors,
// the model must not be used. What is wrong with one type alone is among its faults, also that
// it occurs twice in a format. progress is called with how many of how many documents are
// read; it may be nil.
func (x *Index) Read(wanted map[string]bool, neighbours Neighbours, progress func(done, total int)) (*model.Spec, diag.List) {
	spec, others := &model.Spec{}, map[string]bool{}
	if neighbours != nil {
		selected := slices.DeleteFunc(x.Names(), func(name string) bool { return !wanted[name] })
		for _, name := range neighbours(selected, x.Names()) {
			others[name] = true
		}
	}
	for _, name := range x.Names() {
		if !wanted[name] {
			spec.Unselected++
		}
	}
	var found diag.Limited
	left := diag.MaxErrors
	parts, most := 0, mostParts(x.documents)
	x.readAll(wanted, others, progress, func(one *model.Spec, of diag.List) bool {
		if parts += partsOf(one); parts > most {
			return false
		}
		found.Add(of...)
		if len(one.Resources) > 0 {
			spec.Sources = append(spec.Sources, one.Sources...)
		}
		left = model.LimitFaults(one.Resources, left)
		spec.Resources = append(spec.Resources, one.Resources...)
		spec.Neighbours = append(spec.Neighbours, one.Neighbours...)
		spec.LeftOut.Add(one.LeftOut...)
		return true
	})
	if parts > most {
		return &model.Spec{}, diag.List{diag.Errorf(diag.Position{}, TooManyParts,
			"the resource types have more than %d properties, and that many are read from a specification of this size; -type selects some", most)}
	}
	resources, conflicts := unify(spec.Resources)
	spec.Resources = resources
	spec.Neighbours, _ = unify(spec.Neighbours)
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
	for _, r := range slices.Concat(spec.Resources, spec.Neighbours) {
		n += partsPerType + len(r.Attributes)
		r.Object.Walk(count)
		for _, o := range r.Definitions {
			o.Walk(count)
		}
	}
	return n
}

// readAll reads the documents, which do not know of each other, on all processors.
// add is called with what they hold in their order, each as soon as those before
// it are read, and reports whether to go on.
func (x *Index) readAll(wanted, others map[string]bool, progress func(done, total int), add func(*model.Spec, diag.List) bool) {
	type result struct {
		spec  *model.Spec
		found diag.List
	}
	var adding sync.Mutex
	done, next := map[int]result{}, 0
	var stopped atomic.Bool
	var reading errgroup.Group
	reading.SetLimit(runtime.GOMAXPROCS(0))
	for i := range x.entries {
		reading.Go(func() error {
			if stopped.Load() {
				return nil
			}
			spec, found := x.readOne(i, wanted, others)
			adding.Lock()
			defer adding.Unlock()
			for done[i] = (result{spec, found}); done[next].spec != nil && !stopped.Load(); next++ {
				stopped.Store(!add(done[next].spec, done[next].found))
				delete(done, next)
				if progress != nil {
					progress(next+1, len(x.entries))
				}
			}
			return nil
		})
	}
	_ = reading.Wait() // what went wrong is in the documents' lists
}

// readOne reads one document. Where it has none of the types, what was found when it was
// indexed is all.
func (x *Index) readOne(i int, wanted, others map[string]bool) (*model.Spec, diag.List) {
	e := &x.entries[i]
	if !slices.ContainsFunc(e.types, func(t string) bool { return wanted[t] || others[t] }) {
		return &model.Spec{LeftOut: e.leftOut}, e.found
	}
	root, read := e.root, e.read
	e.root = nil // which is larger than what is read from it; who reads twice parses twice
	if root == nil {
		var spec *model.Spec
		var found diag.List
		if root, read, spec, found = open(x.documents[i]); read == nil {
			return spec, found
		}
	}
	spec, found := read(x.documents[i].Name, root, func(typeName string) bool { return wanted[typeName] || others[typeName] })
	of := func(r *model.Resource) bool { return !wanted[r.TypeName] }
	spec.Neighbours = slices.DeleteFunc(slices.Clone(spec.Resources), func(r *model.Resource) bool { return !of(r) })
	spec.Resources = slices.DeleteFunc(spec.Resources, of)
	return spec, slices.DeleteFunc(found, func(d diag.Diagnostic) bool { return others[d.Subject] && !wanted[d.Subject] })
}

// reader reads the types that are wanted of a parsed document.
type reader func(name string, root *jsondoc.Node, keep func(string) bool) (*model.Spec, diag.List)

// open parses a document and returns the reader of its format, nil where it has none. What is
// left out and what is wrong is in the model and the list then.
func open(doc source.Document) (*jsondoc.Node, reader, *model.Spec, diag.List) {
	root, err := jsondoc.Parse(doc.Path, doc.Data)
	if err == nil {
		if text := registry.Described(root); text != nil {
			root, err = text.Embedded()
		}
	}
	if err != nil {
		spec, found := unread(doc, err)
		return nil, nil, spec, found
	}
	var what diag.Diagnostic
	switch {
	case !root.Is(jsondoc.Object):
		what = diag.Errorf(root.Pos(), NoSpecification, "no specification: %v", root.Kind())
	case registry.Detect(root):
		kind := registry.Other(doc.Name, root)
		if kind == "" {
			return root, registry.Read, nil, nil
		}
		what = diag.Errorf(root.Pos(), NoResourceType, "%s: no resource type", kind)
	case resourcespec.Detect(root):
		return root, resourcespec.Read, nil, nil
	default:
		what = diag.Errorf(root.Pos(), UnknownFormat, "neither a registry schema (no typeName) nor a resource specification (no ResourceTypes)")
	}
	spec, found := other(doc, what)
	return nil, nil, spec, found
}

// other reports that a document is no specification: with an error where the user
// names it, with a note where it was found among others.
func other(doc source.Document, d diag.Diagnostic) (*model.Spec, diag.List) {
	if doc.Found {
		d.Severity = diag.Note
		return &model.Spec{LeftOut: diag.List{d.With(diag.Consequence, "it is left out")}}, nil
	}
	return &model.Spec{}, diag.List{d}
}

// unread reports that a document is no JSON. One that was found among others can be
// of another kind, such as JSON with comments, which is so where it has nothing of a
// specification.
func unread(doc source.Document, err error) (*model.Spec, diag.List) {
	var d diag.Diagnostic
	if !errors.As(err, &d) {
		d = diag.Errorf(diag.Position{File: doc.Path}, jsondoc.InvalidJSON, "%s", err)
	}
	has := func(name string) bool { return bytes.Contains(doc.Data, []byte(`"`+name+`"`)) }
	if doc.Found && !has("typeName") && !has("TypeName") && !has("ResourceTypes") && !has("ResourceType") {
		return other(doc, diag.Errorf(d.Pos, NoSpecification, "no specification: %v", d))
	}
	return &model.Spec{}, diag.List{d}
}
