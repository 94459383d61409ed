package build

import (
	"fmt"
	"maps"
	"slices"

	"github.com/cfngen/cfngen/internal/build/session"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/files/manifest"
	"github.com/cfngen/cfngen/internal/files/output"
	"github.com/cfngen/cfngen/internal/version"
)

// plans returns what the run does: to the folder that has the support package, where
// that is another one and the package has to be brought up to date, and to the output
// folder, with what its manifest lists then.
func (t target) plans(ses *session.Session, run manifest.Run, files map[string][]byte) ([]output.Plan, manifest.Manifest, error) {
	was := historyOf(ses, t.Dir)
	list := t.next(ses, was, run)
	var err error
	if t.support, err = t.support.reread(t.Dir); err != nil {
		return nil, list, err
	}
	optional := t.support.optional(list.Runs)
	supporting, err := t.supportPlan(ses, optional)
	if err != nil {
		return nil, list, err
	}
	shared, err := t.shared(list.Runs)
	if err != nil {
		return nil, list, err
	}
	list.Shared = manifest.Sums(shared)
	if !t.IsGo() && slices.ContainsFunc(list.Runs, func(r manifest.Run) bool { return r.Format == "" }) {
		list.Shared = was.shared // of the runs that made Go, which stay
	}
	files = maps.Clone(files)
	maps.Copy(files, shared)
	if t.support.dir == t.Dir {
		// No type's file is in its folder: no service's package has its name.
		pkg, err := t.support.files(optional)
		if err != nil {
			return nil, list, err
		}
		list.SupportPackage = &manifest.SupportPackage{Generator: version.Tool, Files: manifest.Sums(pkg)}
		maps.Copy(pkg, files)
		files = pkg
	}
	set, err := fileSet(files, list, was)
	if err != nil {
		return nil, list, err
	}
	plan, err := output.Compare(t.Dir, set)
	return append(supporting, plan), list, err
}

// supportPlan returns what the run does to the support package in another folder, none
// where nothing. It is to have the optional packages.
func (t target) supportPlan(ses *session.Session, optional []string) ([]output.Plan, error) {
	s := t.support
	if s.dir == t.Dir || s.upToDate(optional) {
		return nil, nil
	}
	files, err := s.files(optional)
	if err != nil {
		return nil, err
	}
	text, err := output.Read(s.dir, manifest.Name)
	if err != nil {
		return nil, err
	}
	if _, err := parseList(text); err != nil {
		if output.Matches(s.dir, manifest.Sums(files)) {
			return nil, nil
		}
		return nil, errDamaged(s.dir)
	}
	was := historyOf(ses, s.dir)
	list := manifest.Manifest{Runs: was.runs, Shared: was.shared, SupportPackage: &manifest.SupportPackage{Generator: version.Tool, Files: manifest.Sums(files)}}
	set, err := fileSet(files, list, was)
	if err != nil {
		return nil, err
	}
	plan, err := output.Compare(s.dir, set)
	return []output.Plan{plan}, err
}

// hasChanges reports whether a plan changes a file.
func hasChanges(p output.Plan) bool {
	return slices.ContainsFunc(p.Changes, func(c output.Change) bool { return c.Kind != output.Same })
}

// interrupted is an error where a run was killed after all files had got their
// contents: a commit should not take what else it left.
func interrupted(plans []output.Plan) error {
	for _, plan := range plans {
		if plan.Interrupted {
			return fmt.Errorf("a run in %s was killed and left temporary files; gen without -check removes them", plan.Dir)
		}
	}
	return nil
}

// warnKept returns a warning for each file that stays although nobody generates it any more.
func warnKept(plan output.Plan) diag.List {
	var out diag.List
	for _, name := range plan.Kept {
		out.Add(diag.Warningf(diag.Position{File: diag.FileName(plan.Dir, name)}, KeptFile,
			"an earlier run made this file, and no run does now; it stays because somebody has changed it since"))
	}
	return out
}
