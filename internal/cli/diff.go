package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/cfngen/cfngen/internal/render"

	"github.com/cfngen/cfngen/internal/compare"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/golang"
	"github.com/cfngen/cfngen/internal/lock"
	"github.com/cfngen/cfngen/internal/manifest"
	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/internal/source"
)

// checkCompared refuses what no comparison can use.
func (o *options) checkCompared() error {
	switch {
	case len(o.operands) != 2:
		return usagef("gen diff compares two specifications, and %d are given: gen diff OLD NEW", len(o.operands))
	case slices.Contains(o.operands, ""):
		return usagef("gen diff: the name of a specification is empty")
	case o.operands[0] == source.Stdin && o.operands[1] == source.Stdin:
		return usagef("gen diff - -: standard input can be read only once")
	case o.set["fail-on"] && o.failOn != compare.Breaking.String() && o.failOn != compare.Risky.String():
		return usagef("-fail-on %q: it is %s or %s", o.failOn, compare.Breaking, compare.Risky)
	case !slices.Contains([]string{render.Text, render.Markdown, render.JSON}, o.format):
		return usagef("-format %q: it is text, markdown or json", o.format)
	}
	return o.checkShared()
}

// diff prints what changed between two specifications. With -fail-on it is an
// error where a change is of the class or worse.
func (c *command) diff(o *options) error {
	old, now, err := c.loadBoth(o)
	if err != nil {
		return err
	}
	options := golang.Options{Package: o.pkg}
	oldGo, found := declared(old, options)
	nowGo, more := declared(now, options)
	if !c.add(append(found, more...)) {
		return errFailed
	}
	report := compare.Specs(old, now, declarations(oldGo), declarations(nowGo))
	if err := c.print(render.Comparison(report, o.format, o.verbose)); err != nil {
		return err
	}
	for _, class := range []compare.Class{compare.Breaking, compare.Risky} {
		if o.failOn == class.String() && report.Has(class) {
			return fmt.Errorf("-fail-on %s: %s", class, render.Totals(report))
		}
	}
	return nil
}

// loadBoth loads the specifications. A type that only one of them has is no error.
func (c *command) loadBoth(o *options) (old, now *model.Spec, err error) {
	sides, err := o.sides()
	if err != nil {
		return nil, nil, err
	}
	var in [2]input
	var specs [2]*model.Spec
	var errs []error
	for i := range sides {
		in[i], err = c.open(&sides[i])
		errs = append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, nil, err
	}
	for i := range in {
		if specs[i], err = c.selected(in[i]); err != nil {
			return nil, nil, err
		}
	}
	if err := in[0].sel.With(in[1].sel).Unmatched(); err != nil {
		return nil, nil, err
	}
	var unfit [2]diag.List
	for i := range in {
		if unfit[i], err = c.complete(specs[i], in[i]); err != nil {
			return nil, nil, err
		}
	}
	if !c.add(c.unfit(o.operands, unfit)) {
		return nil, nil, errFailed
	}
	return specs[0], specs[1], nil
}

// unfit judges the user's overlays that do not fit: the errors of those that fit
// neither specification. One that keeps a former name fits the new one alone, and
// one for what has been corrected since fits the old one; so these get a warning,
// one for all that does not fit in an overlay.
func (c *command) unfit(operands []string, unfit [2]diag.List) diag.List {
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
				d.Message += fmt.Sprintf(" (and %d more)", n)
			}
			d.Severity = diag.Warning
			d.Message += "; the overlay is left out of " + operands[i]
			c.notices.Add(d)
		}
	}
	return errs
}

// sides returns the options of each side. Without -type, both have the types that
// the locks among the operands select.
func (o *options) sides() ([2]options, error) {
	var sides [2]options
	types, all := o.types, false
	at := o.at["type"]
	for i, name := range o.operands {
		sides[i] = *o
		sides[i].specs = words{name}
		file := lockAt(name)
		if file == "" && holds(name, manifest.Name) {
			return sides, diag.Errorf(diag.Position{File: filepath.ToSlash(name)}, "the folder holds generated code and no %s; what it was made from is not in it: "+
				"name the specification, or the lock that pins it, with the same -type", lock.Name)
		}
		if file == "" {
			continue
		}
		p, err := findPins(file)
		if err != nil {
			return sides, err
		}
		sides[i].specs, sides[i].lock = nil, file
		if len(o.types) == 0 {
			types, at, all = append(types, p.Types...), append(at, p.typesAt()...), all || len(p.Types) == 0
		}
	}
	if all {
		types, at = words{"*"}, nil
	}
	for i := range sides {
		sides[i].types, sides[i].at = types, map[string][]diag.Position{"type": at, "exclude": o.at["exclude"]}
	}
	return sides, nil
}

// lockAt returns the lock that an operand is or that a folder holds, "" for none.
func lockAt(name string) string {
	if filepath.Base(name) == lock.Name {
		return name
	}
	if !holds(name, lock.Name) {
		return ""
	}
	return filepath.Join(name, lock.Name)
}

// holds reports whether a folder has a file of a name.
func holds(folder, name string) bool {
	info, err := os.Stat(filepath.Join(folder, name))
	return err == nil && !info.IsDir()
}

// declared returns the Go declarations of a specification without those of types that
// have faults. What cannot be declared becomes a fault of its type.
func declared(spec *model.Spec, options golang.Options) ([]golang.Declaration, diag.List) {
	sound := &model.Spec{Others: spec.Others}
	for _, r := range spec.Resources {
		if len(r.Faults) == 0 {
			sound.Resources = append(sound.Resources, r)
		} else {
			sound.Others = append(sound.Others, r)
		}
	}
	list, found := golang.Describe(sound, options)
	errs := make(map[string]diag.List)
	for _, d := range found.Errors() {
		errs[d.Subject] = append(errs[d.Subject], d)
	}
	for _, r := range sound.Resources {
		r.Faults.Add(errs[r.TypeName]...)
	}
	return list, append(found.Others(), errs[""]...)
}

// declarations returns what the back end declares to the comparison, which knows no
// back end.
func declarations(list []golang.Declaration) []compare.Declaration {
	out := make([]compare.Declaration, len(list))
	for i, d := range list {
		out[i] = compare.Declaration(d)
	}
	return out
}
