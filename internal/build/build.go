package build

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/load"
	"github.com/cfngen/cfngen/internal/manifest"
	"github.com/cfngen/cfngen/internal/output"
	"github.com/cfngen/cfngen/internal/session"
)

// Stdout is the output folder that stands for standard output.
const Stdout = "-"

// Options are what a run is to make.
type Options struct {
	// Input is what the run reads.
	Input load.Options
	// Dir is the output folder, or Stdout.
	Dir string
	// Package is the package of all types, "" for one package for each service.
	Package string
	// All is the package with all types of the folder, "" for none.
	All string
	// CFN is the import path of the support package, "" for the one of the module.
	CFN string
	// Optional are the packages of the support package that the run asks for.
	Optional []string
	// Check compares and writes nothing. Prune removes what other runs made.
	Check, Prune bool
}

// Result is what a run made.
type Result struct {
	// Archive has the files of a run to Stdout.
	Archive string
	// Plans are what Check found to do.
	Plans []output.Plan
	// Folders are those that the run wrote to, or that had everything already.
	Folders []Folder
	// Partial reports that the files of all types but Types stayed as the last run left them.
	Partial bool
	Types   int
}

// Folder is what a run did to a folder.
type Folder struct {
	Dir string
	output.Summary
}

// Run generates. Everything is made in memory before the first file is looked at.
func Run(ses *session.Session, o Options) (Result, error) {
	t, release, err := reserve(ses, o)
	if err != nil {
		return Result{}, err
	}
	defer release()
	ses.Notices.Add(t.missing()...)
	in, err := load.Open(ses, o.Input)
	if err != nil {
		return Result{}, err
	}
	if t.Dir == Stdout {
		return t.archive(ses, in)
	}
	return t.supersede(ses, in)
}

// archive makes all files as one text.
func (t target) archive(ses *session.Session, in load.Input) (Result, error) {
	m, err := t.makeAll(ses, in)
	if err != nil {
		return Result{}, err
	}
	run, err := t.manifestRun(m, in)
	if err != nil {
		return Result{}, err
	}
	shared, err := t.shared([]manifest.Run{run})
	if err != nil {
		return Result{}, err
	}
	maps.Copy(m.files, shared)
	return Result{Archive: archive(m.files)}, nil
}

// supersede makes the files and puts them in the place of what the last run left, or compares
// the two, where they are not there already.
func (t target) supersede(ses *session.Session, in load.Input) (Result, error) {
	var result Result
	inputs := inputsOf(t, in)
	if files, found, ok := inputs.upToDate(t); ok {
		ses.Found.Add(found...)
		result.Folders = []Folder{{t.Dir, output.Summary{Unchanged: files}}}
		return result, nil
	}
	m, err := t.makeSome(ses, inputs, in, &result)
	if errors.Is(err, errNotIncremental) {
		m, err = t.makeAll(ses, in)
	}
	if err != nil {
		return result, err
	}
	run, err := t.manifestRun(m, in)
	if err != nil {
		return result, err
	}
	// What is there is looked at, changed and remembered without another run between.
	defer ses.LockAll(!t.Check, t.Dir, t.support.dir)()
	ses.Stage("comparing")(len(m.files), len(m.files))
	plans, list, err := t.plans(ses, run, m.files)
	ses.ClearProgress()
	if err != nil {
		return result, err
	}
	for _, plan := range plans {
		ses.Notices.Add(kept(plan)...)
	}
	if t.Check {
		if result.Plans = plans; slices.ContainsFunc(plans, hasChanges) {
			return result, nil
		}
		if err := interrupted(plans); err != nil {
			return result, err
		}
	} else if result.Folders, err = write(ses, plans); err != nil {
		return result, err
	}
	inputs.remember(in, run, list, ses.Found)
	return result, nil
}

func hasChanges(p output.Plan) bool {
	return slices.ContainsFunc(p.Changes, func(c output.Change) bool { return c.Kind != output.Same })
}

// interrupted is an error where a run was killed after all files had got their
// contents: a commit should not take what else it left.
func interrupted(plans []output.Plan) error {
	for _, plan := range plans {
		if plan.Unfinished {
			return fmt.Errorf("a run in %s was killed and left temporary files; gen without -check removes them", plan.Dir)
		}
	}
	return nil
}

// write applies the plans.
func write(ses *session.Session, plans []output.Plan) ([]Folder, error) {
	for _, p := range plans {
		ses.Stage("writing")(len(p.Changes), len(p.Changes))
	}
	sums, err := output.ApplyAll(plans...)
	ses.ClearProgress()
	if err != nil {
		return nil, err
	}
	folders := make([]Folder, len(plans))
	for i, p := range plans {
		folders[i] = Folder{p.Dir, sums[i]}
	}
	return folders, nil
}

// kept returns a warning for each file that stays although nobody generates it any more.
func kept(plan output.Plan) diag.List {
	var out diag.List
	for _, name := range plan.Kept {
		out.Add(diag.Warningf(diag.Position{File: diag.FileName(plan.Dir, name)},
			"an earlier run made this file, and no run does now; it stays because somebody has changed it since"))
	}
	return out
}
