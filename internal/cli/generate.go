package cli

import (
	"fmt"
	"maps"
	"slices"

	"golang.org/x/tools/txtar"

	"github.com/cfngen/cfngen/internal/golang"
	"github.com/cfngen/cfngen/internal/output"
	"github.com/cfngen/cfngen/templates"
)

// tool is the name and version that generated files carry.
const tool = "cfngen v" + Version

// supportDir is the folder of the support package below the output folder.
const supportDir = "cfn"

// generate is the default command. Everything is made in memory before the
// first file is looked at.
func (c *command) generate(args []string) error {
	var o options
	if err := o.parse(args, o.input, o.product); err != nil {
		return err
	}
	switch {
	case o.help:
		return c.print(manual)
	case o.version:
		return c.print("cfngen " + buildVersion() + "\n")
	}
	c.findings = counted
	if o.verbose {
		c.findings = shown
	}
	t, err := o.target(c.getenv)
	if err != nil {
		return err
	}
	in, err := c.open(&o)
	if err != nil {
		return err
	}
	if t.dir == stdoutName {
		files, err := c.product(t, in)
		if err != nil {
			return err
		}
		return c.print(archive(files))
	}
	return c.write(&o, t, in)
}

// write brings the product to the output folder, where it is not there already.
func (c *command) write(o *options, t target, in input) error {
	r := newRun(t, in)
	if files, found, ok := r.done(); ok {
		c.diags.Add(found...)
		c.written(o, t, output.Summary{Unchanged: files})
		return nil
	}
	files, err := c.product(t, in)
	if err != nil {
		return err
	}
	c.progress.stage("writing")(len(files), len(files))
	sum, err := output.Write(t.dir, files)
	c.progress.clear()
	if err != nil {
		return err
	}
	r.remember(files, c.diags)
	c.written(o, t, sum)
	return nil
}

// written says what a run did, where -v asks for it.
func (c *command) written(o *options, t target, sum output.Summary) {
	if o.verbose {
		fmt.Fprintf(c.stderr, "gen: %d files written, %d unchanged in %s\n", len(sum.Written), len(sum.Unchanged), t.dir)
	}
}

// product makes all files, by their paths below the output folder.
func (c *command) product(t target, in input) (map[string][]byte, error) {
	spec, err := c.read(in)
	if err != nil {
		return nil, err
	}
	files, found := golang.Generate(spec, golang.Options{
		Package:   t.pkg,
		CFNImport: t.cfnImport,
		Tool:      tool,
		Progress:  c.progress.stage("generating"),
	})
	if !c.add(found) {
		return nil, errFailed
	}
	if t.support {
		if files, err = withSupport(files); err != nil {
			return nil, err
		}
	}
	if t.dir == stdoutName {
		return files, nil
	}
	return files, addManifest(files, t, spec, in)
}

// withSupport adds the support package to the generated files, none of which is
// in its folder: no service's package has its name.
func withSupport(files map[string][]byte) (map[string][]byte, error) {
	support, err := templates.CFN()
	if err != nil {
		return nil, err
	}
	maps.Copy(support, files)
	return support, nil
}

// archive gives files as one text: a single file as it is, several as a txtar
// archive.
func archive(files map[string][]byte) string {
	names := slices.Sorted(maps.Keys(files))
	if len(names) == 1 {
		return string(files[names[0]])
	}
	var a txtar.Archive
	for _, name := range names {
		a.Files = append(a.Files, txtar.File{Name: name, Data: files[name]})
	}
	return string(txtar.Format(&a))
}
