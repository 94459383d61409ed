package cli

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/cfngen/cfngen/internal/build"
	"github.com/cfngen/cfngen/internal/build/load"
	"github.com/cfngen/cfngen/internal/build/session"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/files/output"
	"github.com/cfngen/cfngen/internal/gomod"
	"github.com/cfngen/cfngen/internal/render"
)

// generate is the default command.
func (c *command) generate(o *options) error {
	if o.version {
		return c.printVersion()
	}
	out, err := o.output()
	if err != nil {
		return err
	}
	c.more = "`gen report` with the same -spec and -type lists what is not expressed"
	return c.run(o, out)
}

// run makes an output, and prints what it came to.
func (c *command) run(o *options, out build.Output) error {
	c.findings, c.more = counted, cmp.Or(c.more, "-v prints each")
	if o.verbose {
		c.findings = shown
	}
	made, err := build.Run(&c.Session, build.Options{Input: o.input(), Outputs: []build.Output{out}, Check: o.checkOnly, Prune: o.prune})
	if err != nil {
		return err
	}
	for _, k := range made.Kept {
		if o.verbose {
			c.printer.Say("all but %s as the last run left them", diag.Plural(k.Made, "type"))
		}
	}
	switch {
	case o.out == build.Stdout:
		return c.print(made.Archive)
	case o.checkOnly:
		return c.check(o, made.Plans)
	}
	for _, f := range made.Folders {
		c.summary += o.line(f)
	}
	return nil
}

// input returns what the flags ask for to be read.
func (o *options) input() load.Options {
	return load.Options{
		Types: o.types, TypesAt: o.at["type"], Excludes: o.excludes, ExcludesAt: o.at["exclude"],
		Specs: o.specs, Overlays: o.overlays, Lock: o.lock,
	}
}

// output returns which Go is to be generated and where, by the flags and by GOPACKAGE in a run
// of go generate.
func (o *options) output() (build.Output, error) {
	r := build.Output{Dir: o.out, Package: o.pkg, All: o.all, CFN: o.cfn}
	if o.yaml {
		r.Optional = []string{"yaml"}
	}
	if o.goPackage == "" || o.set["package"] {
		return r, nil
	}
	if !o.set["out"] {
		r.Dir = "."
	}
	if !isCurrent(r.Dir) {
		return r, nil
	}
	if strings.HasSuffix(o.goPackage, "_test") {
		return r, fmt.Errorf("the go:generate line stands in package %s, which is for tests only: move it, or give -package", o.goPackage)
	}
	if !isPackageName(o.goPackage) {
		return r, fmt.Errorf("GOPACKAGE is %q, which is no package name", o.goPackage)
	}
	r.Package = o.goPackage
	return r, nil
}

func isCurrent(dir string) bool {
	if dir == build.Stdout {
		return false
	}
	here, err := os.Getwd()
	abs, err2 := filepath.Abs(dir)
	return err == nil && err2 == nil && here == abs
}

// check prints how folders differ from what would be generated. It is an error where
// one does.
func (c *command) check(o *options, plans []output.Plan) error {
	d := render.DifferencesOf(plans)
	if d.IsEmpty() {
		return nil
	}
	// Before the diff, which can be long.
	c.printer.Lines(diag.List{d.Error()})
	// With -v it is for patch, unless somebody looks at it.
	return cmp.Or(c.print(c.printer.Differences(d, o.verbose, o.verbose && !render.IsTerminal(c.stdout))), session.ErrFailed)
}

// line returns what finish prints of a folder. Of one that a run of go generate did not
// change, it is "": there can be such a run for each package.
func (o *options) line(f build.Folder) string {
	if !o.verbose && o.goPackage != "" && len(f.Written)+len(f.Removed) == 0 {
		return ""
	}
	return render.Summary(o.folder(f.Dir), f.Summary)
}

// folder returns the name of the output folder for the user, who started go generate
// somewhere above: it begins at the module's root then.
func (o *options) folder(dir string) string {
	if o.goPackage != "" {
		dir = gomod.FromRoot(dir)
	}
	return filepath.ToSlash(filepath.Clean(dir))
}
