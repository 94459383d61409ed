package cli

import (
	"cmp"
	"fmt"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/output"
	"github.com/cfngen/cfngen/internal/render"
)

// check prints how folders differ from what would be generated. It is an error where
// one does.
func (c *command) check(o *options, plans []output.Plan) error {
	d := render.DifferencesOf(plans)
	if d.IsEmpty() {
		return unfinished(plans)
	}
	// Before the diff, which can be long.
	c.printer.Lines(diag.List{d.Error()})
	// With -v it is for patch, unless somebody looks at it.
	return cmp.Or(c.print(c.printer.Differences(d, o.verbose, o.verbose && !render.IsTerminal(c.stdout))), errFailed)
}

// unfinished is an error where a run was killed after all files had got their
// contents: a commit should not take what else it left.
func unfinished(plans []output.Plan) error {
	for _, plan := range plans {
		if plan.Unfinished {
			return fmt.Errorf("a run in %s was killed and left temporary files; gen without -check removes them", plan.Dir)
		}
	}
	return nil
}
