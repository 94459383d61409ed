package load

import (
	"github.com/cfngen/cfngen/internal/build/session"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/facts"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/frontend/overlay"
	"github.com/cfngen/cfngen/internal/model"
)

// correct applies the facts and the overlays that the program carries, then the user's
// overlays. One of the program's that does not fit is an error for the specification
// that the program carries, too; a user's specification can be older or newer, so
// there it is a warning, and the type stays as it was. The list has an error for each
// of the user's that does not fit and was left out; the caller decides what becomes of
// it.
func (in Input) correct(ses *session.Session, read *model.Spec) (diag.List, error) {
	if err := addFacts(ses, read); err != nil {
		return nil, err
	}
	docs, err := embedded("overlays")
	if err != nil {
		return nil, err
	}
	carried, found := overlay.Read(docs)
	own, more := overlay.Read(in.Overlays)
	if !ses.Add(append(found, more...)) {
		return nil, session.ErrFailed
	}
	found = overlay.Apply(read, carried)
	for i := range found {
		if d := &found[i]; !in.Selection.Carried && d.Severity == diag.Error {
			d.Severity = diag.Warning
			*d = d.With(diag.Consequence, "the correction is left out")
		}
	}
	if !ses.Add(found) {
		return nil, session.ErrFailed
	}
	var unfit diag.List
	for _, o := range own {
		if !in.Selection.Seen[o.TypeName] {
			unfit.Add(diag.Errorf(o.Pos, OverlayOfNoType, "the type %s is not%s", o.TypeName, in.Selection.Near(o.TypeName)))
		}
	}
	unfit.Add(overlay.Apply(read, own)...)
	ses.Found.Add(unfit.Warnings()...)
	ses.Found = overlay.Suppress(read, append(carried, own...), ses.Found)
	return unfit.Errors(), nil
}

// addFacts adds the facts that the program carries to the types that were read.
func addFacts(ses *session.Session, read *model.Spec) error {
	docs, err := embedded("facts")
	if err != nil {
		return err
	}
	carried, found := frontend.Read(docs, nil)
	if !ses.Add(append(found, carried.Faults()...)) {
		return session.ErrFailed
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
