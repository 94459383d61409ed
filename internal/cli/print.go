package cli

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/render"
)

// finish prints what was found, one line each in a fixed order, and returns the exit
// code.
func (c *command) finish(err error) int {
	c.progress.Clear()
	if usage := (usageError{}); errors.As(err, &usage) {
		c.printer.Lines(diag.List{diag.Errorf(diag.Position{}, "%s", usage.message)})
		fmt.Fprintln(c.stderr, cmp.Or(c.usage, subcommand{}.usage()))
		return exitUsage
	}
	c.diags.Add(diagnostics(err)...)
	c.diags.Sort()
	found := c.diags
	if c.findings != shown {
		found = found.Errors()
	}
	more := c.printer.Lines(found)
	n := min(len(c.notices), render.ShownErrors)
	c.printer.Lines(c.notices[:n])
	if n < len(c.notices) {
		c.printer.Say("%s not shown", render.Plural(len(c.notices)-n, "more warning"))
	}
	if more > 0 {
		c.printer.Lines(diag.List{diag.Errorf(diag.Position{}, "%s not shown", render.Plural(more, "more error"))})
	}
	if err != nil || len(c.diags.Errors()) > 0 {
		return exitError
	}
	if warnings := c.diags.Warnings(); c.findings == counted && len(warnings) > 0 {
		c.printer.Say("%s; `gen report` with the same -spec and -type lists what is not expressed", render.Warnings(warnings))
	}
	fmt.Fprint(c.stderr, c.summary)
	return exitOK
}

// diagnostics takes an error apart, so that each of several joined errors gets
// its own line.
func diagnostics(err error) diag.List {
	if err == nil || errors.Is(err, errFailed) {
		return nil
	}
	if several, ok := err.(interface{ Unwrap() []error }); ok {
		var out diag.List
		for _, e := range several.Unwrap() {
			out = append(out, diagnostics(e)...)
		}
		return out
	}
	if one := (diag.Diagnostic{}); errors.As(err, &one) {
		return diag.List{one}
	}
	return diag.List{diag.Errorf(diag.Position{}, "%v", err)}
}
