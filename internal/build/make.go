package build

import (
	"errors"
	"maps"
	"slices"

	"golang.org/x/tools/txtar"

	"github.com/cfngen/cfngen/internal/backend"
	"github.com/cfngen/cfngen/internal/build/load"
	"github.com/cfngen/cfngen/internal/build/session"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/files/manifest"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/model"
)

// result is what one output of a run comes to, or is already.
type result struct {
	target target
	// inputs are what it depends on, and found what was found of it.
	inputs inputs
	found  diag.List
	// upToDate reports that the folder has it already, and unchanged are its files then.
	upToDate  bool
	unchanged []string
	// Product has the files, and run is what the manifest lists of them.
	backend.Product
	run manifest.Run
	// kept reports that the files of all types but some stayed as they are; types is the
	// number of those.
	kept  bool
	types int
	// list is the manifest of the folder with the run.
	list manifest.Manifest
}

// make makes the files of an output, where they are not there already.
func (t target) make(ses *session.Session, spec *specification) (result, error) {
	r := result{target: t, inputs: inputsOf(t, spec.in)}
	if files, found, ok := r.inputs.upToDate(t); ok {
		r.upToDate, r.unchanged, r.found = true, files, found
		return r, nil
	}
	err := r.makeSome(ses, spec.in)
	if errors.Is(err, errNotIncremental) {
		sub := ses.Sub()
		r.Product, err = t.makeAll(sub, spec)
		r.found = sub.Found
		ses.Notices.Add(sub.Notices...)
	}
	if err == nil {
		r.run, err = t.manifestRun(r.Product, spec.in)
	}
	return r, err
}

// archive makes all files as one text.
func (t target) archive(ses *session.Session, spec *specification) (Result, error) {
	p, err := t.makeAll(ses, spec)
	if err != nil {
		return Result{}, err
	}
	run, err := t.manifestRun(p, spec.in)
	if err != nil {
		return Result{}, err
	}
	shared, err := t.shared([]manifest.Run{run})
	if err != nil {
		return Result{}, err
	}
	maps.Copy(p.Files, shared)
	return Result{Archive: archive(p.Files)}, nil
}

// specification is what a run reads, once for all outputs.
type specification struct {
	in         load.Input
	neighbours frontend.Neighbours
	read       *model.Spec
	// found and notices are what was found when it was read.
	found, notices diag.List
}

// load reads the selected types where they have not been read yet.
func (s *specification) load(ses *session.Session) (*model.Spec, error) {
	if s.read == nil {
		sub := ses.Sub()
		read, err := s.in.Read(sub, s.neighbours)
		s.found, s.notices = sub.Found, sub.Notices
		if err != nil {
			ses.Found.Add(s.found...)
			ses.Notices.Add(s.notices...)
			return nil, err
		}
		ses.Notices.Add(s.notices...)
		s.read = read
	}
	ses.Found.Add(s.found...)
	return s.read, nil
}

// makeAll makes the files of all selected types.
func (t target) makeAll(ses *session.Session, spec *specification) (backend.Product, error) {
	read, err := spec.load(ses)
	if err != nil {
		return backend.Product{}, err
	}
	return t.makeFiles(ses, read, spec.in.Documents)
}

// makeFiles makes the files of the types of a specification.
func (t target) makeFiles(ses *session.Session, spec *model.Spec, docs []source.Document) (backend.Product, error) {
	p, found := t.backend().Make(spec, backend.Options{MaxBytes: maxOutput(docs), Progress: ses.Stage("generating")})
	if err := ses.Fail(found); err != nil {
		return backend.Product{}, err
	}
	return p, nil
}

// maxOutput returns how many bytes may be made of documents, about. Of what AWS
// publishes, the Go code of all schemas comes to half of that, and of the Resource
// Specification to less.
func maxOutput(docs []source.Document) int {
	const free, factor = 16 << 20, 16
	packed := 0
	for _, doc := range docs {
		packed += doc.Packed
	}
	return free + factor*packed
}

// archive returns files as one text: a single file as it is, several as a txtar
// archive.
func archive(files map[string][]byte) string {
	names := slices.Sorted(maps.Keys(files))
	if len(names) == 1 {
		return string(files[names[0]])
	}
	var a txtar.Archive
	for _, name := range names {
		a.Files = append(a.Files, txtar.File{Name: name, Data: files[name]})
	}
	return string(txtar.Format(&a))
}
