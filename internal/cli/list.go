package cli

import (
	"github.com/cfngen/cfngen/internal/build"
	"github.com/cfngen/cfngen/internal/build/load"
	"github.com/cfngen/cfngen/internal/render"
)

// list prints what a specification holds, one type a line.
func (c *command) list(o *options) error {
	spec, err := load.Read(&c.Session, o.input(), nil)
	if err != nil {
		return err
	}
	return c.print(render.Types(spec, o.format))
}

// report prints, type by type, what the specification says and the generated
// code does not.
func (c *command) report(o *options) error {
	types, err := build.Check(&c.Session, o.input())
	if err != nil {
		return err
	}
	// Names that collide are errors, which finish prints; the report does not depend on
	// which types are selected.
	return c.print(render.Report(c.Found, types, o.format))
}
