package build

import (
	"errors"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/cache"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/golang"
	"github.com/cfngen/cfngen/internal/load"
	"github.com/cfngen/cfngen/internal/manifest"
	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/internal/output"
	"github.com/cfngen/cfngen/internal/selection"
	"github.com/cfngen/cfngen/internal/session"
)

// errNotIncremental reports whether everything has to be generated. It is no failure.
var errNotIncremental = errors.New("all types have to be generated")

// makeSome makes the files that makeAll makes, but generates those types only that
// a changed document concerns; the files of the others are taken as the last run
// left them. A type's files do not depend on what else is selected, so that this
// is the result of a run with these types alone. Where that is not certain, or
// something is wrong, it is errNotIncremental.
func (t target) makeSome(ses *session.Session, r inputs, in load.Input, result *Result) (made, error) {
	last, run, ok := r.last()
	if !ok || t.Package != "" {
		return made{}, errNotIncremental
	}
	x, changed, ok := lookInto(in, r.docs, last)
	if !ok {
		return made{}, errNotIncremental
	}
	all := slices.Concat(in.Types...)
	wanted := slices.DeleteFunc(slices.Clone(all), func(t string) bool { return !in.Selection.Wants(t) })
	had := setOf(run.Types)
	for _, t := range wanted {
		if !had[t] {
			changed[t] = true
		}
	}
	if in.Selection.Unmatched() != nil || !haveOwnPackages(wanted, had) {
		return made{}, errNotIncremental
	}
	concerned := golang.Related(changed, all)
	files := keep(t.Dir, run, wanted, concerned)
	if len(files) == 0 {
		return made{}, errNotIncremental
	}
	kept := slices.DeleteFunc(slices.Clone(wanted), func(t string) bool { return concerned[t] })
	wanted = slices.DeleteFunc(wanted, func(t string) bool { return !concerned[t] })
	anew, found, err := t.regenerate(ses, in, x, setOf(wanted))
	if err != nil {
		return made{}, errNotIncremental
	}
	maps.Copy(files, anew.files)
	had = setOf(run.Relations)
	for _, t := range kept {
		if had[t] {
			anew.related = append(anew.related, t)
		}
	}
	ses.Found = append(found, about(last.Found, in.Selection, concerned)...)
	result.Partial, result.Types = true, len(setOf(wanted))
	return made{files, anew.related}, nil
}

// keep returns the files of the wanted types that are not concerned. What somebody
// has edited or removed becomes concerned.
func keep(dir string, made manifest.Run, wanted []string, concerned map[string]bool) map[string][]byte {
	held, files := output.Held(dir, made.Files), map[string][]byte{}
	for _, t := range wanted {
		for _, name := range golang.Files(t) {
			if held[name] == nil {
				concerned[t] = true
			}
		}
	}
	for _, t := range wanted {
		if !concerned[t] {
			for _, name := range golang.Files(t) {
				files[name] = held[name]
			}
		}
	}
	return files
}

// last returns what is remembered of the last run with these options, and what the
// manifest of the folder says of it.
func (r inputs) last() (cache.Entry, manifest.Run, bool) {
	m, _, ok := readList(r.dir)
	if !ok || r.program == "" {
		return cache.Entry{}, manifest.Run{}, false
	}
	sums := make([]string, len(m.Runs))
	for i, made := range m.Runs {
		sums[i] = made.Sum()
	}
	for _, e := range cache.Load(r.dir) {
		i := slices.Index(sums, e.Run)
		// What concerns no single type cannot be told apart.
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
// all types has to say of them, one with some would not.
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
	if len(is) < len(sums) || len(x.Found()) > 0 {
		return nil, nil, false
	}
	for _, doc := range last.Documents {
		if !is[doc.Sum] {
			maps.Copy(changed, setOf(doc.Types))
		}
	}
	return x, changed, true
}

// haveOwnPackages reports whether no two services have one package, which a run with all types
// together looks at.
func haveOwnPackages(wanted []string, had map[string]bool) bool {
	services := map[string]string{}
	for _, t := range slices.AppendSeq(slices.Clone(wanted), maps.Keys(had)) {
		files, service := golang.Files(t), t[:strings.LastIndex(t, "::")+1]
		if len(files) == 0 {
			return false
		}
		if pkg := path.Dir(files[0]); services[pkg] == "" {
			services[pkg] = service
		} else if services[pkg] != service {
			return false
		}
	}
	return true
}

// regenerate makes the files of some types, as a run with these types alone does.
func (t target) regenerate(ses *session.Session, in load.Input, x *frontend.Index, only map[string]bool) (made, diag.List, error) {
	sub, read := ses.Sub(), &model.Spec{}
	if len(only) > 0 {
		var err error
		if read, err = in.ReadSome(sub, x, only); err != nil {
			return made{}, nil, err
		}
	}
	m, err := t.makeFiles(sub, read, in.Documents)
	return m, sub.Found, err
}

// about returns what was found of the types that are wanted and stay as they were.
func about(found diag.List, sel *selection.Selection, concerned map[string]bool) diag.List {
	return slices.DeleteFunc(slices.Clone(found), func(d diag.Diagnostic) bool { return concerned[d.Subject] || !sel.Wants(d.Subject) })
}

func setOf(names []string) map[string]bool {
	out := make(map[string]bool, len(names))
	for _, name := range names {
		out[name] = true
	}
	return out
}
