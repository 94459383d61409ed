package build

import (
	"errors"
	"maps"
	"slices"

	"github.com/cfngen/cfngen/internal/backend"
	"github.com/cfngen/cfngen/internal/build/load"
	"github.com/cfngen/cfngen/internal/build/selection"
	"github.com/cfngen/cfngen/internal/build/session"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/files/cache"
	"github.com/cfngen/cfngen/internal/files/manifest"
	"github.com/cfngen/cfngen/internal/files/output"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/model"
)

// errNotIncremental is returned where all types have to be generated. It is no failure.
var errNotIncremental = errors.New("all types have to be generated")

// makeSome makes the files that makeAll makes, but generates those types only that
// a changed document concerns; the files of the others are taken as the last run
// left them. A type's files do not depend on what else is selected, so that this
// is the result of a run with these types alone. Where that is not certain, or
// something is wrong, it is errNotIncremental.
func (r *result) makeSome(ses *session.Session, in load.Input) error {
	last, run, ok := r.inputs.last()
	if !ok {
		return errNotIncremental
	}
	x, changed, ok := lookInto(in, r.inputs.docs, last)
	if !ok {
		return errNotIncremental
	}
	all := slices.Concat(in.Types...)
	wanted := slices.DeleteFunc(slices.Clone(all), func(t string) bool { return !in.Selection.Wants(t) })
	had := setOf(run.Types)
	for _, t := range wanted {
		if !had[t] {
			changed[t] = true
		}
	}
	if in.Selection.Unmatched() != nil {
		return errNotIncremental
	}
	b := r.target.backend()
	affected, ok := b.Affected(changed, all, slices.Concat(wanted, run.Types))
	if !ok {
		return errNotIncremental
	}
	files := keep(b, r.target.Dir, run, wanted, affected)
	if len(files) == 0 {
		return errNotIncremental
	}
	kept := slices.DeleteFunc(slices.Clone(wanted), func(t string) bool { return affected[t] })
	wanted = slices.DeleteFunc(wanted, func(t string) bool { return !affected[t] })
	p, found, err := r.target.regenerate(ses, in, x, setOf(wanted))
	if err != nil {
		return errNotIncremental
	}
	maps.Copy(files, p.Files)
	had = setOf(run.Relations)
	for _, t := range kept {
		if had[t] {
			p.Relations = append(p.Relations, t)
		}
	}
	r.Product = backend.Product{Files: files, Relations: p.Relations}
	r.found = append(found, about(last.Found, in.Selection, affected)...)
	r.kept, r.types = true, len(setOf(wanted))
	return nil
}

// keep returns the files of the wanted types that are not affected. What somebody
// has edited or removed becomes affected.
func keep(b backend.Backend, dir string, run manifest.Run, wanted []string, affected map[string]bool) map[string][]byte {
	held, files := output.Matching(dir, run.Files), map[string][]byte{}
	for _, t := range wanted {
		for _, name := range b.Files(t) {
			if held[name] == nil {
				affected[t] = true
			}
		}
	}
	for _, t := range wanted {
		if !affected[t] {
			for _, name := range b.Files(t) {
				files[name] = held[name]
			}
		}
	}
	return files
}

// last returns what is remembered of the last run with these options, and what the
// manifest of the folder has of it.
func (r inputs) last() (cache.Entry, manifest.Run, bool) {
	m, _, ok := readList(r.dir)
	if !ok || r.program == "" {
		return cache.Entry{}, manifest.Run{}, false
	}
	sums := make([]string, len(m.Runs))
	for i, run := range m.Runs {
		sums[i] = run.Sum()
	}
	for _, e := range cache.Load(r.dir) {
		i := slices.Index(sums, e.Run)
		// What has no subject concerns all types.
		general := slices.ContainsFunc(e.Found, func(d diag.Diagnostic) bool { return d.Subject == "" })
		if i >= 0 && e.Program == r.program && !general {
			return e, m.Runs[i], true
		}
	}
	return cache.Entry{}, manifest.Run{}, false
}

// lookInto returns the index of the documents, and the types that are in one that the last
// run did not have, or were in one that is gone. It returns false where
// a document is there twice, or has what concerns no single type: what a run with
// all types reports of them, one with some would not.
func lookInto(in load.Input, sums []string, last cache.Entry) (*frontend.Index, map[string]bool, bool) {
	was := map[string][]string{}
	for _, doc := range last.Documents {
		was[doc.Sum] = doc.Types
	}
	x, changed := in.Index(func(i int) ([]string, bool) {
		types, ok := was[sums[i]]
		return types, ok
	}), map[string]bool{}
	for i, sum := range sums {
		if _, ok := was[sum]; !ok {
			maps.Copy(changed, setOf(x.Types(i)))
		}
	}
	is := setOf(sums)
	if len(is) < len(sums) || len(x.Found()) > 0 || len(x.LeftOut()) > 0 {
		return nil, nil, false
	}
	for _, doc := range last.Documents {
		if !is[doc.Sum] {
			maps.Copy(changed, setOf(doc.Types))
		}
	}
	return x, changed, true
}

// regenerate makes the files of some types, as a run with these types alone does.
func (t target) regenerate(ses *session.Session, in load.Input, x *frontend.Index, only map[string]bool) (backend.Product, diag.List, error) {
	sub, read := ses.Sub(), &model.Spec{}
	if len(only) > 0 {
		var err error
		if read, err = in.ReadSome(sub, x, only, t.backend().Neighbours); err != nil {
			return backend.Product{}, nil, err
		}
	}
	m, err := t.makeFiles(sub, read, in.Documents)
	return m, sub.Found, err
}

// about returns what was found of the types that are wanted and stay as they were.
func about(found diag.List, sel *selection.Selection, affected map[string]bool) diag.List {
	return slices.DeleteFunc(slices.Clone(found), func(d diag.Diagnostic) bool { return affected[d.Subject] || !sel.Wants(d.Subject) })
}

func setOf(names []string) map[string]bool {
	out := make(map[string]bool, len(names))
	for _, name := range names {
		out[name] = true
	}
	return out
}
