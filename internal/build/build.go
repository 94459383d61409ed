package build

import (
	"cmp"
	"slices"

	"github.com/cfngen/cfngen/internal/build/load"
	"github.com/cfngen/cfngen/internal/build/session"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/files/output"
)

// Stdout is the output folder that stands for standard output.
const Stdout = "-"

// Options are what a run is to make.
type Options struct {
	// Input is what the run reads.
	Input load.Options
	// Outputs are what it makes, at least one, and each into another folder. No more than one is
	// Go. Stdout is the only one, where it is among them.
	Outputs []Output
	// Check compares and writes nothing. Prune removes what other runs made.
	Check, Prune bool
}

// Output is what a run makes in a folder.
type Output struct {
	// Format is "" for Go, or JSONSchema or OpenAPI.
	Format string
	// Dir is the output folder, or Stdout.
	Dir string
	// PerType has JSONSchema be a schema of each type, and not of whole templates.
	PerType bool
	// Package is the Go package of all types, "" for one package for each service.
	Package string
	// All is the Go package with all types of the folder, "" for none.
	All string
	// CFN is the import path of the support package, "" for the one of the module.
	CFN string
	// Optional are the packages of the support package that the run asks for.
	Optional []string
	// Functions has OpenAPI allow an intrinsic function in the place of each value.
	Functions bool
	// FormatAt and DirAt are where a configuration file has the format and the folder, DirAt where
	// it has the format if it has no folder. They are zero for an output of no file.
	FormatAt, DirAt diag.Position
}

// Result is what a run made.
type Result struct {
	// Archive has the files of a run to Stdout.
	Archive string
	// Plans are what Check found to do.
	Plans []output.Plan
	// Folders are those that the run wrote to, or that had everything already.
	Folders []Folder
	// Kept are the outputs of which the files of some types stayed as the last run left them.
	Kept []Kept
}

// Folder is what a run did to a folder.
type Folder struct {
	Dir string
	output.Summary
}

// Kept is an output of which the files of all types but some stayed.
type Kept struct {
	Dir string
	// Made is the number of the types whose files were made.
	Made int
}

// Run generates. Everything is made in memory before the first file is looked at.
func Run(ses *session.Session, o Options) (Result, error) {
	targets, release, err := reserveAll(ses, o)
	defer release()
	if err != nil {
		return Result{}, err
	}
	for _, t := range targets {
		ses.Notices.Add(t.missing()...)
	}
	in, err := load.Open(ses, o.Input)
	if err != nil {
		return Result{}, err
	}
	spec := &specification{in: in, neighbours: neighboursOf(targets)}
	if targets[0].Dir == Stdout {
		return targets[0].archive(ses, spec)
	}
	results := make([]result, len(targets))
	for i, t := range targets {
		if results[i], err = t.make(ses, spec); err != nil {
			break
		}
	}
	for _, r := range results {
		ses.Found.Add(r.found...)
	}
	if len(targets) > 1 { // each of them reports what it was made from
		ses.Found.Sort()
		ses.Found = ses.Found.Compact()
	}
	if err != nil {
		return Result{}, err
	}
	return supersede(ses, o, in, results)
}

// supersede puts what was made in the place of what the last run left, or compares the two.
func supersede(ses *session.Session, o Options, in load.Input, results []result) (Result, error) {
	var dirs []string
	for _, r := range results {
		if !r.upToDate {
			dirs = append(dirs, r.target.Dir, r.target.support.dir)
		}
	}
	// What is there is looked at, changed and remembered without another run between.
	defer ses.LockAll(!o.Check, dirs...)()
	var out Result
	var plans []output.Plan
	for i := range results {
		r := &results[i]
		if r.upToDate {
			out.Folders = append(out.Folders, Folder{r.target.Dir, output.Summary{Unchanged: r.unchanged}})
			continue
		}
		if r.kept {
			out.Kept = append(out.Kept, Kept{r.target.Dir, r.types})
		}
		ses.Stage("comparing")(len(r.Files), len(r.Files))
		its, list, err := r.target.plans(ses, r.run, r.Files)
		ses.ClearProgress()
		if err != nil {
			return Result{}, err
		}
		r.list, plans = list, append(plans, its...)
	}
	for _, plan := range plans {
		ses.Notices.Add(warnKept(plan)...)
	}
	if o.Check {
		if out.Plans = plans; slices.ContainsFunc(plans, hasChanges) {
			return out, nil
		}
		if err := interrupted(plans); err != nil {
			return out, err
		}
	} else if err := out.write(ses, plans); err != nil {
		return out, err
	}
	slices.SortStableFunc(out.Folders, func(a, b Folder) int { return cmp.Compare(outputOf(results, a.Dir), outputOf(results, b.Dir)) })
	for _, r := range results {
		if !r.upToDate {
			r.inputs.remember(in, r.run, r.list, r.found)
		}
	}
	return out, nil
}

// outputOf returns the index of the output that a folder is of.
func outputOf(results []result, dir string) int {
	return slices.IndexFunc(results, func(r result) bool { return r.target.Dir == dir })
}

// write applies the plans.
func (r *Result) write(ses *session.Session, plans []output.Plan) error {
	for _, p := range plans {
		ses.Stage("writing")(len(p.Changes), len(p.Changes))
	}
	sums, err := output.ApplyAll(plans...)
	ses.ClearProgress()
	if err != nil {
		return err
	}
	for i, p := range plans {
		r.Folders = append(r.Folders, Folder{p.Dir, sums[i]})
	}
	return nil
}
