package load

import (
	"errors"
	"io"

	"github.com/cfngen/cfngen/internal/build/pinned"
	"github.com/cfngen/cfngen/internal/build/selection"
	"github.com/cfngen/cfngen/internal/build/session"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/model"
)

// Options are what a run is to read.
type Options struct {
	// Types and Excludes are the patterns of -type and -exclude, with the positions that they
	// have in the configuration file, nil where they do not stand there.
	Types, Excludes     []string
	TypesAt, ExcludesAt []diag.Position
	// Specs and Overlays are the files and folders of -spec and -overlay. Without Specs the
	// specification is what is pinned, or else what the program carries.
	Specs, Overlays []string
	// Lock is the path of the lock, "" for the one that pinned.Find finds.
	Lock string
}

// Input is what a run reads, opened and not yet looked into.
type Input struct {
	Documents []source.Document
	// Overlays are the user's own.
	Overlays  []source.Document
	Selection *selection.Selection
	// Types are the resource types of each document, as soon as it is read.
	Types [][]string
}

// Open opens the specification and the user's overlays.
func Open(ses *session.Session, o Options) (Input, error) {
	p, err := pinned.Find(o.Lock)
	if err != nil {
		return Input{}, err
	}
	if o.Lock != "" && !p.Exists {
		return Input{}, diag.InFile(p.Path, NoSuchLock, "no such lock; `gen fetch` writes it")
	}
	isPinned := p.Exists && len(o.Specs) == 0
	if isPinned {
		sum, err := CorrectionsSum()
		if err != nil {
			return Input{}, err
		}
		ses.Notices.Add(p.Compare(sum)...)
		if len(o.Types) == 0 {
			o.Types, o.TypesAt = p.Types, p.TypesAt()
		}
	}
	sel, err := selection.New(o.Types, o.TypesAt)
	if err == nil {
		err = sel.Exclude(o.Excludes, o.ExcludesAt)
	}
	if err != nil {
		return Input{}, err
	}
	sel.Carried = !isPinned && len(o.Specs) == 0
	docs, err := documents(o.Specs, p, ses.Stdin)
	overlays, err2 := source.OpenAll(o.Overlays, func(name string) ([]source.Document, error) { return source.Open(name, nil) })
	return Input{Documents: docs, Overlays: overlays, Selection: sel, Types: make([][]string, len(docs))}, errors.Join(err, err2)
}

// Read opens and reads the specification.
func Read(ses *session.Session, o Options, n frontend.Neighbours) (*model.Spec, error) {
	in, err := Open(ses, o)
	if err != nil {
		return nil, err
	}
	return in.Read(ses, n)
}

// Index finds which types the documents have. Known
// returns those of a document that are known from elsewhere; it may be nil.
func (in Input) Index(known func(i int) ([]string, bool)) *frontend.Index {
	x := frontend.NewIndex(in.Documents, known)
	for i := range in.Documents {
		in.Types[i] = x.Types(i)
	}
	return x
}

// Read reads the selected types, and for their names those that can have the same ones, and
// corrects them.
func (in Input) Read(ses *session.Session, n frontend.Neighbours) (*model.Spec, error) {
	read, err := in.selected(ses, n)
	if err != nil {
		return nil, err
	}
	if err := in.Selection.Unmatched(); err != nil {
		return nil, err
	}
	unfit, err := in.correct(ses, read)
	if err != nil {
		return nil, err
	}
	fits := ses.Add(unfit)
	if err = ses.Fail(read.Faults()); err == nil && !fits {
		err = session.ErrFailed
	}
	return read, err
}

// selected reads the selected types, of which there may be none, and their neighbours.
func (in Input) selected(ses *session.Session, n frontend.Neighbours) (*model.Spec, error) {
	x, wanted := in.Index(nil), map[string]bool{}
	for _, name := range x.Names() {
		if in.Selection.Wants(name) {
			wanted[name] = true
		}
	}
	read, found := x.Read(wanted, n, ses.Stage("reading"))
	const shown = 100 // of the files of a folder that are something else
	ses.Notices.Add(read.LeftOut.First(shown)...)
	if !ses.Add(found) {
		ses.Add(read.Faults()) // all that is wrong, at once
		return nil, session.ErrFailed
	}
	if len(in.Selection.Seen) == 0 {
		return nil, errors.New("the specification holds no resource type")
	}
	return read, nil
}

// ReadSome reads some of the types, and corrects them. It is an error where anything is wrong
// with them, also that an overlay of the user's does not fit.
func (in Input) ReadSome(ses *session.Session, x *frontend.Index, wanted map[string]bool, n frontend.Neighbours) (*model.Spec, error) {
	read, found := x.Read(wanted, n, ses.Stage("reading"))
	if !ses.Add(found) {
		return nil, session.ErrFailed
	}
	unfit, err := in.correct(ses, read)
	if err == nil {
		err = append(unfit, read.Faults()...).Err()
	}
	return read, err
}

// documents opens every -spec; where there is none, everything that is pinned, or
// else the embedded specification.
func documents(names []string, p pinned.Files, stdin io.Reader) ([]source.Document, error) {
	if len(names) == 0 && p.Exists {
		return p.OpenAll()
	}
	if len(names) == 0 {
		return embedded("registry")
	}
	return source.OpenAll(names, func(name string) ([]source.Document, error) { return p.Open(name, stdin) })
}
