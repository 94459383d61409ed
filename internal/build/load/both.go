package load

import (
	"errors"
	"os"
	"path/filepath"

	"github.com/cfngen/cfngen/internal/build/pinned"
	"github.com/cfngen/cfngen/internal/build/session"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/fetch/lock"
	"github.com/cfngen/cfngen/internal/files/manifest"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/model"
)

// Both reads two specifications, which are named as Specs of options are, or by a lock or a
// folder with a lock. A type that only one of them has is no error. Without patterns, both
// have the types that the locks among the two select.
func Both(ses *session.Session, o Options, n frontend.Neighbours, names [2]string) (old, now *model.Spec, err error) {
	sides, err := o.sides(names)
	if err != nil {
		return nil, nil, err
	}
	var in [2]Input
	var specs [2]*model.Spec
	var errs []error
	for i := range sides {
		in[i], err = Open(ses, sides[i])
		errs = append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, nil, err
	}
	for i := range in {
		if specs[i], err = in[i].selected(ses, n); err != nil {
			return nil, nil, err
		}
	}
	if err := in[0].Selection.With(in[1].Selection).Unmatched(); err != nil {
		return nil, nil, err
	}
	var unfit [2]diag.List
	for i := range in {
		if unfit[i], err = in[i].correct(ses, specs[i]); err != nil {
			return nil, nil, err
		}
	}
	if !ses.Add(unfitOfBoth(ses, names, unfit)) {
		return nil, nil, session.ErrFailed
	}
	return specs[0], specs[1], nil
}

// unfitOfBoth returns the errors of the user's overlays that fit neither specification. One
// that keeps a former name fits the new one alone, and one for what has been corrected since
// fits the old one; so one that fits a side gets a warning, one for all that does not fit in
// it.
func unfitOfBoth(ses *session.Session, names [2]string, unfit [2]diag.List) diag.List {
	var errs diag.List
	var files [2]map[string]int
	for i, found := range unfit {
		files[i] = make(map[string]int)
		for _, d := range found {
			files[i][d.Pos.File]++
		}
	}
	for i, found := range unfit {
		warned := make(map[string]bool)
		for _, d := range found {
			file := d.Pos.File
			if files[1-i][file] > 0 {
				errs.Add(d)
				continue
			}
			if warned[file] {
				continue
			}
			warned[file] = true
			if n := files[i][file] - 1; n > 0 {
				d = d.Wrapf("%v (and %d more)", d, n)
			}
			d.Severity = diag.Warning
			ses.Notices.Add(d.With(diag.Consequence, "the overlay is left out of "+names[i]))
		}
	}
	return errs
}

// sides returns the options of each side.
func (o Options) sides(names [2]string) ([2]Options, error) {
	var sides [2]Options
	types, at, all := o.Types, o.TypesAt, false
	for i, name := range names {
		sides[i] = o
		sides[i].Specs = []string{name}
		file := lockAt(name)
		if file == "" && hasFile(name, manifest.Name) {
			return sides, diag.Errorf(diag.Position{File: filepath.ToSlash(name)}, NoLock, "the folder holds generated code and no %s; what it was made from is not in it: "+
				"name the specification, or the lock that pins it, with the same -type", lock.Name)
		}
		if file == "" {
			continue
		}
		p, err := pinned.Find(file)
		if err != nil {
			return sides, err
		}
		sides[i].Specs, sides[i].Lock = nil, file
		if len(o.Types) == 0 {
			types, at, all = append(types, p.Types...), append(at, p.TypesAt()...), all || len(p.Types) == 0
		}
	}
	if all {
		types, at = []string{"*"}, nil
	}
	for i := range sides {
		sides[i].Types, sides[i].TypesAt = types, at
	}
	return sides, nil
}

// lockAt returns the lock that a name is or that a folder holds, "" for none.
func lockAt(name string) string {
	if filepath.Base(name) == lock.Name {
		return name
	}
	if !hasFile(name, lock.Name) {
		return ""
	}
	return filepath.Join(name, lock.Name)
}

// hasFile reports whether a folder has a file of a name.
func hasFile(folder, name string) bool {
	info, err := os.Stat(filepath.Join(folder, name))
	return err == nil && !info.IsDir()
}
