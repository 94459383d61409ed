package cli

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/render"
	"github.com/cfngen/cfngen/internal/selection"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/facts"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/golang"
	"github.com/cfngen/cfngen/internal/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/internal/overlay"
	"github.com/cfngen/cfngen/internal/source"
	"github.com/cfngen/cfngen/spec"
)

// input is what the flags ask for, not yet looked into.
type input struct {
	docs []source.Document
	// overlays are the user's own.
	overlays []source.Document
	sel      *selection.Selection
	// own reports whether the specification is the user's.
	own bool
	// types are the resource types of each document, as soon as it is read.
	types [][]string
}

// open opens the specification: what -spec names, or else what is pinned, or else
// what the program carries; and the user's overlays.
func (c *command) open(o *options) (input, error) {
	p, err := findPins(o.lock)
	if err != nil {
		return input{}, err
	}
	if o.lock != "" && !p.exists {
		return input{}, inFile(p.file, "no such lock; `gen fetch` writes it")
	}
	types, at, pinned := []string(o.types), o.at["type"], p.exists && len(o.specs) == 0
	if pinned {
		if err := p.compare(c); err != nil {
			return input{}, err
		}
		if len(types) == 0 {
			types, at = p.Types, p.typesAt()
		}
	}
	sel, err := newSelection(types, at)
	if err == nil {
		err = usedWrongly(sel.Exclude(o.excludes, o.at["exclude"]), o.at["exclude"])
	}
	if err != nil {
		return input{}, err
	}
	sel.Carried = !pinned && len(o.specs) == 0
	docs, err := c.documents(o.specs, p)
	overlays, err2 := openAll(o.overlays, func(name string) ([]source.Document, error) { return source.Open(name, nil) })
	return input{
		docs: docs, overlays: overlays, sel: sel, own: !sel.Carried, types: make([][]string, len(docs)),
	}, errors.Join(err, err2)
}

// load opens and reads the specification.
func (c *command) load(o *options) (*model.Spec, error) {
	in, err := c.open(o)
	if err != nil {
		return nil, err
	}
	return c.read(in)
}

// read reads the documents, keeps the selected types, and for their names those
// beside them, and corrects them.
func (c *command) read(in input) (*model.Spec, error) {
	read, err := c.selected(in)
	if err != nil {
		return nil, err
	}
	if err := in.sel.Unmatched(); err != nil {
		return nil, err
	}
	unfit, err := c.complete(read, in)
	if err != nil {
		return nil, err
	}
	fits := c.add(unfit)
	if err = c.faulty(read.Faults()); err == nil && !fits {
		err = errFailed
	}
	return read, err
}

// faulty keeps the findings of a stage. Where there are errors, it returns one that
// names the types which have some.
func (c *command) faulty(found diag.List) error {
	if c.add(found) {
		return nil
	}
	if text := notGenerated(found.Errors()); text != "" {
		return errors.New(text)
	}
	return errFailed
}

// notGenerated names the types that have errors, with what can be done about them;
// it returns "" where there are none.
func notGenerated(errs diag.List) string {
	types := map[string]bool{}
	for _, d := range errs {
		if d.Subject != "" {
			types[d.Subject] = true
		}
	}
	const shown = 5
	names := slices.Sorted(maps.Keys(types))
	switch more := len(names) - shown; {
	case len(names) == 0:
		return ""
	case len(names) == 1:
		return fmt.Sprintf("%s cannot be generated; an overlay can correct the type, -exclude leaves it out", diag.Printable(names[0]))
	case more > 0:
		names = append(names[:shown], render.Plural(more, "more type"))
	}
	last := len(names) - 1
	return fmt.Sprintf("%s and %s cannot be generated; overlays can correct types, -exclude leaves them out",
		diag.Printable(strings.Join(names[:last], ", ")), diag.Printable(names[last]))
}

// selected reads the selected types, of which there may be none.
func (c *command) selected(in input) (*model.Spec, error) {
	reading, asked := c.progress.Stage("reading"), 0
	read, found := frontend.ReadEach(in.docs, func(doc int, typeName string) bool {
		asked++
		in.types[doc] = append(in.types[doc], typeName)
		reading(asked, len(in.docs)) // in most of what AWS publishes, a document is a type
		return in.sel.Wants(typeName)
	})
	const shown = 100 // of the files of a folder that are something else
	c.notices.Add(read.LeftOut.First(shown)...)
	if !c.add(found) {
		c.add(read.Faults()) // all that is wrong, at once
		return nil, errFailed
	}
	if len(in.sel.Seen) == 0 {
		return nil, errors.New("the specification holds no resource type")
	}
	return read, nil
}

// complete adds the types beside the selected ones, and corrects them all. The list
// is what correct gives.
func (c *command) complete(read *model.Spec, in input) (diag.List, error) {
	read.Others = frontend.Others(in.docs, golang.Beside(read, in.sel.Names()))
	return c.correct(read, in)
}

// documents opens every -spec; where there is none, everything that is pinned, or
// else the embedded specification.
func (c *command) documents(names []string, p pins) ([]source.Document, error) {
	if len(names) == 0 && p.exists {
		return p.openAll()
	}
	if len(names) == 0 {
		return embedded("registry")
	}
	return openAll(names, func(name string) ([]source.Document, error) { return p.open(c, name) })
}

// openAll opens everything that is named or pinned, up to source.MaxTotal together.
func openAll[T any](all []T, open func(T) ([]source.Document, error)) ([]source.Document, error) {
	var docs []source.Document
	var errs []error
	total := 0
	for _, one := range all {
		opened, err := open(one)
		docs, errs = append(docs, opened...), append(errs, err)
		for _, doc := range opened {
			total += len(doc.Data)
		}
		if total > source.MaxTotal {
			return nil, fmt.Errorf("the documents are larger than %d MiB together", source.MaxTotal>>20)
		}
	}
	return docs, errors.Join(errs...)
}

// embedded opens a folder of the files that the program carries. Their paths
// begin with the program's name: a user who sees one in a message does not have
// the file.
func embedded(folder string) ([]source.Document, error) {
	docs, err := source.FromFS(spec.Files, folder)
	for i := range docs {
		docs[i].Path = "cfngen/spec/" + docs[i].Path
	}
	return docs, err
}

// corrections returns the documents by which the program changes what it reads: the
// overlays and the facts that it carries.
func corrections() ([]source.Document, error) {
	overlays, err := embedded("overlays")
	carried, err2 := embedded("facts")
	relations, err3 := embedded("relations")
	return slices.Concat(overlays, carried, relations), errors.Join(err, err2, err3)
}

// addFacts adds the facts that the program carries to the types that were read.
func (c *command) addFacts(read *model.Spec) error {
	docs, err := embedded("facts")
	if err != nil {
		return err
	}
	carried, found := frontend.Read(docs, nil)
	if !c.add(append(found, carried.Faults()...)) {
		return errFailed
	}
	facts.Apply(read, carried)
	return addRelations(read)
}

// addRelations adds the relations that the program carries.
func addRelations(read *model.Spec) error {
	docs, err := embedded("relations")
	if err != nil {
		return err
	}
	for _, doc := range docs {
		root, err := jsondoc.Parse(doc.Path, doc.Data)
		if err != nil {
			return err
		}
		relations, err := facts.ReadRelations(root)
		if err != nil {
			return err
		}
		relations.Apply(read)
	}
	return nil
}

// correct applies the facts and the overlays that the program carries, then the
// user's overlays. One of the program's that does not fit is an error for the
// specification that the program carries, too; a user's specification can be older or
// newer, so there it is a warning, and the type stays as it was. The list has an error
// for each of the user's that does not fit, for the caller to judge: it was left out.
func (c *command) correct(read *model.Spec, in input) (diag.List, error) {
	if err := c.addFacts(read); err != nil {
		return nil, err
	}
	docs, err := embedded("overlays")
	if err != nil {
		return nil, err
	}
	carried, found := overlay.Read(docs)
	own, more := overlay.Read(in.overlays)
	if !c.add(append(found, more...)) {
		return nil, errFailed
	}
	found = overlay.Apply(read, carried)
	for i := range found {
		if d := &found[i]; in.own && d.Severity == diag.Error {
			d.Severity = diag.Warning
			d.Message += "; the correction is left out"
		}
	}
	if !c.add(found) {
		return nil, errFailed
	}
	var unfit diag.List
	for _, o := range own {
		if !in.sel.Seen[o.TypeName] {
			unfit.Add(diag.Errorf(o.Pos, "the type %s is not%s", o.TypeName, in.sel.Near(o.TypeName)))
		}
	}
	unfit.Add(overlay.Apply(read, own)...)
	c.diags.Add(unfit.Warnings()...)
	c.diags = overlay.Answer(read, append(carried, own...), c.diags)
	return unfit.Errors(), nil
}
