package cli

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/cfngen/cfngen/internal/build/selection"
	"github.com/cfngen/cfngen/internal/build/session"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/render"
)

// finish prints what was found, one line each in a fixed order, and returns the exit
// code.
func (c *command) finish(err error) int {
	c.ClearProgress()
	if p := (*selection.PatternError)(nil); errors.As(err, &p) {
		err = usageError{p.Error()}
	}
	if usage := (usageError{}); errors.As(err, &usage) {
		c.printer.Lines(diag.List{diag.Errorf(diag.Position{}, "", "%s", usage.message)})
		fmt.Fprintln(c.stderr, cmp.Or(c.usage, subcommand{}.usage()))
		return exitUsage
	}
	if !errors.Is(err, session.ErrFailed) {
		c.Found.Add(diag.FromError(err)...)
	}
	c.Found.Sort()
	found := c.Found
	if c.findings != shown {
		found = found.Errors()
	}
	more := c.printer.Lines(found)
	n := min(len(c.Notices), render.ShownErrors)
	c.printer.Lines(c.Notices[:n])
	if n < len(c.Notices) {
		c.printer.Say("%s not shown", diag.Plural(len(c.Notices)-n, "more warning"))
	}
	if more > 0 {
		c.printer.Lines(diag.List{diag.Errorf(diag.Position{}, "", "%s not shown", diag.Plural(more, "more error"))})
	}
	if err != nil || len(c.Found.Errors()) > 0 {
		return exitError
	}
	if warnings := c.Found.Warnings(); c.findings == counted && len(warnings) > 0 {
		c.printer.Say("%s; %s", render.Warnings(warnings), c.more)
	}
	fmt.Fprint(c.stderr, c.summary)
	return exitOK
}
