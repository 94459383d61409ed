package cli

import (
	"cmp"
	"path/filepath"
	"slices"

	"github.com/cfngen/cfngen/internal/build"
	"github.com/cfngen/cfngen/internal/build/load"
	"github.com/cfngen/cfngen/internal/build/session"
	"github.com/cfngen/cfngen/internal/config"
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
	own := build.Output{Package: o.pkg, All: o.all, CFN: o.cfn}
	if o.yaml {
		own.Optional = []string{config.YAML}
	}
	if o.set[config.Out] {
		own.Dir = o.out
	}
	return c.run(o, own)
}

// jsonSchema writes a schema of templates or of each type, or prints an editor's settings.
func (c *command) jsonSchema(o *options) error {
	own := build.Output{Format: build.JSONSchema, Dir: o.out, PerType: o.perType}
	if o.settings == "" {
		return c.run(o, own)
	}
	text, err := build.EditorSettings(o.outputs, own)
	if err != nil {
		return err
	}
	return c.print(text)
}

// openAPI writes a document with a schema of each type.
func (c *command) openAPI(o *options) error {
	return c.run(o, build.Output{Format: build.OpenAPI, Dir: o.out, Functions: o.functions})
}

// run makes the outputs of the configuration file, of a format those alone, or else the one that
// the flags describe, and prints what they came to.
func (c *command) run(o *options, own build.Output) error {
	outs, err := build.Outputs(o.outputs, own, o.goPackage)
	if err != nil {
		return err
	}
	c.findings, c.more = counted, "-v prints each"
	if o.verbose {
		c.findings = shown
	}
	if slices.ContainsFunc(outs, build.Output.IsGo) {
		c.more = "`gen report` with the same -spec and -type lists what is not expressed"
	}
	made, err := build.Run(&c.Session, build.Options{Input: o.input(), Outputs: outs, Check: o.checkOnly, Prune: o.prune})
	if err != nil {
		return err
	}
	for _, k := range made.Kept {
		of := ""
		if len(outs) > 1 {
			of = o.folder(k.Dir) + ": "
		}
		if o.verbose {
			c.printer.Say("%sall but %s as the last run left them", of, diag.Plural(k.Made, "type"))
		}
	}
	switch {
	case outs[0].Dir == build.Stdout:
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
