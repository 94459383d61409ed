package cli

import (
	"github.com/cfngen/cfngen/internal/golang"
	"github.com/cfngen/cfngen/internal/render"
)

// list prints what a specification holds, one type a line.
func (c *command) list(o *options) error {
	spec, err := c.load(o)
	if err != nil {
		return err
	}
	return c.print(render.Types(spec, o.format))
}

// report prints, type by type, what the specification says and the generated
// code does not.
func (c *command) report(o *options) error {
	spec, err := c.load(o)
	if err != nil {
		return err
	}
	// Names that collide are errors, which finish prints; they depend on the
	// types that are selected, and the report does not.
	c.add(golang.Check(spec, golang.Options{}))
	return c.print(render.Report(c.diags, len(spec.Resources), o.format))
}
