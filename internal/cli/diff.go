package cli

import (
	"fmt"
	"slices"

	"github.com/cfngen/cfngen/internal/build"
	"github.com/cfngen/cfngen/internal/compare"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/render"
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
	report, err := build.Compare(&c.Session, o.input(), [2]string(o.operands), o.pkg)
	if err != nil {
		return err
	}
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
