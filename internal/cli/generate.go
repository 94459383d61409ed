package cli

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"golang.org/x/tools/txtar"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/golang"
	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/internal/output"
	"github.com/cfngen/cfngen/templates"
)

// tool is the name and version that generated files carry.
const tool = "cfngen v" + Version

// supportDir is the folder of the support package below the output folder.
const supportDir = "cfn"

// generate is the default command. Everything is made in memory before the
// first file is looked at.
func (c *command) generate(o *options) error {
	if o.version {
		return c.printVersion()
	}
	c.findings = counted
	if o.verbose {
		c.findings = shown
	}
	t, err := o.target()
	if err != nil {
		return err
	}
	in, err := c.open(o)
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
	return c.bring(o, t, in)
}

// bring brings the product to the output folder, or compares the two, where it
// is not there already.
func (c *command) bring(o *options, t target, in input) error {
	r := newRun(t, in)
	if files, found, ok := r.done(o.prune); ok {
		c.diags.Add(found...)
		c.written(o, t, output.Summary{Unchanged: files})
		return nil
	}
	files, err := c.incremental(o, r, t, in)
	if errors.Is(err, errNotIncremental) {
		files, err = c.product(t, in)
	}
	if err != nil {
		return err
	}
	made, err := manifestRun(files, t, in)
	if err != nil {
		return err
	}
	// What is there is looked at, changed and remembered without another run between.
	defer c.alone(t.dir, !o.checkOnly)()
	set, list, err := c.succeed(c.history(t.dir), made, files, t.dir, o.prune)
	if err != nil {
		return err
	}
	c.progress.stage("comparing")(len(files), len(files))
	plan, err := output.Compare(t.dir, set)
	c.progress.clear()
	if err != nil {
		return err
	}
	c.kept(plan)
	if o.checkOnly {
		err = c.check(o, plan)
	} else {
		err = c.write(o, t, plan)
	}
	if err != nil {
		return err
	}
	r.remember(in, made, list, c.diags)
	return nil
}

// alone keeps other runs out of a folder until release is called; see output.Lock.
func (c *command) alone(dir string, create bool) (release func()) {
	return output.Lock(dir, create, func() {
		c.progress.clear()
		c.say("another run is writing to %s; this one goes on after it", dir)
	})
}

// write applies the plan.
func (c *command) write(o *options, t target, plan output.Plan) error {
	c.progress.stage("writing")(len(plan.Changes), len(plan.Changes))
	sum, err := plan.Apply()
	c.progress.clear()
	if err != nil {
		return err
	}
	c.written(o, t, sum)
	return nil
}

// written has finish print what a run did to the folder. A run of go generate that
// changed nothing does not: there can be one for each package.
func (c *command) written(o *options, t target, sum output.Summary) {
	if o.checkOnly || !o.verbose && o.goPackage != "" && len(sum.Written)+len(sum.Removed) == 0 {
		return
	}
	removed := ""
	if n := len(sum.Removed); n > 0 {
		removed = fmt.Sprintf(", %d removed", n)
	}
	c.summary = fmt.Sprintf("%s: %s written, %d unchanged%s", diag.Printable(o.folder(t.dir)), plural(len(sum.Written), "file"), len(sum.Unchanged), removed)
}

// folder returns the name of the output folder for the user, who started go generate
// somewhere above: it begins at the module's root then.
func (o *options) folder(dir string) string {
	root, err := filepath.Abs(moduleRoot())
	abs, err2 := filepath.Abs(dir)
	if o.goPackage != "" && err == nil && err2 == nil {
		if rel, err := filepath.Rel(root, abs); err == nil && filepath.IsLocal(rel) {
			dir = rel
		}
	}
	return filepath.ToSlash(filepath.Clean(dir))
}

// kept warns of files that stay although nobody generates them any more.
func (c *command) kept(plan output.Plan) {
	for _, name := range plan.Kept {
		c.notices.Add(diag.Warningf(diag.Position{File: fileName(plan.Dir, name)},
			"an earlier run made this file, and no run does now; it stays because somebody has changed it since"))
	}
}

// fileName is a file of the output folder as the user knows it.
func fileName(dir, name string) string {
	return filepath.ToSlash(filepath.Join(dir, filepath.FromSlash(name)))
}

// product makes all files, by their paths below the output folder.
func (c *command) product(t target, in input) (map[string][]byte, error) {
	spec, err := c.read(in)
	if err != nil {
		return nil, err
	}
	return c.files(t, spec)
}

// files makes the files of the types of a specification, and those that are the
// same for every specification.
func (c *command) files(t target, spec *model.Spec) (map[string][]byte, error) {
	files, found := golang.Generate(spec, golang.Options{
		Package:   t.pkg,
		CFNImport: t.cfnImport,
		Tool:      tool,
		Progress:  c.progress.stage("generating"),
	})
	if err := c.faulty(found); err != nil {
		return nil, err
	}
	if t.support {
		return withSupport(files, t.cfnImport)
	}
	return files, nil
}

// withSupport adds the support package to the generated files, none of which is
// in its folder: no service's package has its name.
func withSupport(files map[string][]byte, cfnImport string) (map[string][]byte, error) {
	support, err := templates.CFN(cfnImport)
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
