package cli

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"github.com/cfngen/cfngen/internal/compare"
	"github.com/cfngen/cfngen/internal/golang"
	"github.com/cfngen/cfngen/internal/lock"
	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/internal/source"
)

// formatMarkdown is the value of -format for a pull request or a release note.
const formatMarkdown = "markdown"

// compared declares the flags of comparing.
func (o *options) compared(fs *flag.FlagSet) {
	o.compares = true
	fs.Var(&o.types, "type", "")
	fs.Var(&o.overlays, "overlay", "")
	fs.StringVar(&o.pkg, "package", "", "")
	fs.StringVar(&o.format, "format", formatText, "")
	fs.StringVar(&o.failOn, "fail-on", "", "")
	fs.BoolVar(&o.verbose, "v", false, "")
}

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
	}
	return nil
}

// diff prints what changed between two specifications. With -fail-on it is an
// error where a change is of the class or worse.
func (c *command) diff(args []string) error {
	var o options
	if err := c.parse(&o, args, o.compared); err != nil {
		return err
	}
	if o.help {
		return c.print(manual)
	}
	if err := o.checkCompared(); err != nil {
		return err
	}
	old, now, err := c.loadBoth(&o)
	if err != nil {
		return err
	}
	options := golang.Options{Package: o.pkg}
	oldGo, found := golang.Describe(old, options)
	nowGo, more := golang.Describe(now, options)
	if !c.add(append(found, more...)) {
		return errFailed
	}
	report := compare.Specs(old, now, declarations(oldGo), declarations(nowGo))
	if err := c.print(o.written(report)); err != nil {
		return err
	}
	for _, class := range []compare.Class{compare.Breaking, compare.Risky} {
		if o.failOn == class.String() && report.Has(class) {
			return fmt.Errorf("-fail-on %s: %s", class, totals(report))
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
	if err := in[0].sel.with(in[1].sel).unmatched(); err != nil {
		return nil, nil, err
	}
	for i := range in {
		if err := c.complete(specs[i], in[i]); err != nil {
			return nil, nil, err
		}
	}
	return specs[0], specs[1], nil
}

// sides gives the options of each side. Without -type, both have the types that
// the locks among the operands select.
func (o *options) sides() ([2]options, error) {
	var sides [2]options
	types, all := o.types, false
	for i, name := range o.operands {
		sides[i] = *o
		sides[i].specs = words{name}
		file := lockAt(name)
		if file == "" {
			continue
		}
		p, err := findPins(file)
		if err != nil {
			return sides, err
		}
		sides[i].specs, sides[i].lock = nil, file
		if len(o.types) == 0 {
			types, all = append(types, p.Types...), all || len(p.Types) == 0
		}
	}
	if all {
		types = words{"*"}
	}
	sides[0].types, sides[1].types = types, types
	return sides, nil
}

// lockAt gives the lock that an operand is or that a folder holds, "" for none.
func lockAt(name string) string {
	if filepath.Base(name) == lock.Name {
		return name
	}
	file := filepath.Join(name, lock.Name)
	if info, err := os.Stat(file); err != nil || info.IsDir() {
		return ""
	}
	return file
}

// declarations gives what the back end declares to the comparison, which knows no
// back end.
func declarations(list []golang.Declaration) []compare.Declaration {
	out := make([]compare.Declaration, len(list))
	for i, d := range list {
		out[i] = compare.Declaration(d)
	}
	return out
}
