package cli

import (
	"fmt"
	"strings"
	"text/tabwriter"
)

// list prints what a specification holds, one type a line.
func (c *command) list(args []string) error {
	var o options
	if err := o.parse(args, o.input); err != nil {
		return err
	}
	if o.help {
		return c.print(manual)
	}
	spec, err := c.load(&o)
	if err != nil {
		return err
	}
	var b strings.Builder
	w := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	for _, r := range spec.Resources {
		source := r.Source.Name
		if r.Source.Version != "" {
			source += "@" + r.Source.Version
		}
		fmt.Fprintf(w, "%s\t%d\t%s\t%s\n", r.TypeName, len(r.Object.Properties), source, r.Source.Format)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	return c.print(b.String())
}
