package cli

import (
	"errors"
	"flag"
	"time"

	"github.com/cfngen/cfngen/internal/build"
	"github.com/cfngen/cfngen/internal/fetch"
	"github.com/cfngen/cfngen/internal/render"
)

// typed declares the flag of every command that selects resource types.
func (o *options) typed(fs *flag.FlagSet, usage string) { repeated(fs, &o.types, "type", usage) }

// repeated declares a flag that may be repeated.
func repeated(fs *flag.FlagSet, to *[]string, name, usage string) {
	fs.Func(name, usage, func(text string) error {
		if text == "" {
			return errors.New("it is empty")
		}
		*to = append(*to, text)
		return nil
	})
}

// corrected declares the flags of every command that reads a specification and
// corrects it.
func (o *options) corrected(fs *flag.FlagSet) {
	repeated(fs, &o.excludes, "exclude", "leave out the resource `TYPE`, a name or a pattern; may be repeated")
	repeated(fs, &o.overlays, "overlay", "corrections of your own: an overlay `FILE`, or a folder of them; may be repeated")
	fs.StringVar(&o.config, "config", "", "the configuration `FILE`, by default the nearest cfngen.yaml, in this folder or above it, up to the module's root")
}

// reading declares the flags of every command that reads one specification.
func (o *options) reading(fs *flag.FlagSet) {
	o.typed(fs, "the resource `TYPE`, a name or a pattern such as 'AWS::Lambda::*', by default all; may be repeated")
	repeated(fs, &o.specs, "spec", "the specification to read: a `FILE`, a folder, a zip archive, or - for standard input; may be repeated")
	fs.StringVar(&o.lock, "lock", "", "the lock `FILE` that says what to read without -spec, by default the nearest cfngen.lock, in this folder or above it, up to the module's root")
	o.corrected(fs)
}

// formatted declares how a command prints what it finds.
func (o *options) formatted(fs *flag.FlagSet, usage string) {
	fs.StringVar(&o.format, "format", render.Text, usage)
}

// printed declares the flags of the commands that print what they find.
func (o *options) printed(fs *flag.FlagSet) {
	o.formatted(fs, "print in this `FORMAT`: text, or json, one object a line")
}

// generating declares the flags of generating.
func (o *options) generating(fs *flag.FlagSet) {
	o.written(fs, build.Output{})
	o.packaged(fs, "put all types into one package `NAME`, directly in the output folder")
	fs.StringVar(&o.all, "all", "", "also write a package `NAME`, in a folder of that name below the output folder, with the types of all packages there")
	fs.StringVar(&o.cfn, "cfn", "", "the `IMPORTPATH` of the support package, by default that of the module, or else of the folder cfn below the output folder")
	fs.BoolVar(&o.yaml, "yaml", false, "have the package yaml in the support package, for templates in YAML; it needs go.yaml.in/yaml/v4")
	fs.BoolVar(&o.version, "version", false, "print the version and exit")
}

// written declares the flags of every command that writes files from the model.
func (o *options) written(fs *flag.FlagSet, of build.Output) {
	fs.StringVar(&o.out, "out", of.DefaultDir(), "the folder `DIR` to write to, or - for standard output")
	o.whole(fs, "print each warning, and with -check the whole diff")
	fs.BoolVar(&o.checkOnly, "check", false, "write nothing; print how the output folder differs from what would be generated, and fail where it does")
	fs.BoolVar(&o.prune, "prune", false, "also remove what other runs made in the output folder")
}

// schemas declares the flags of jsonschema.
func (o *options) schemas(fs *flag.FlagSet) {
	o.written(fs, build.Output{Format: build.JSONSchema})
	fs.BoolVar(&o.perType, "per-type", false, "write a JSON Schema (2020-12) of the properties of each type, in place of one of whole templates")
	fs.StringVar(&o.settings, "settings", "", "write nothing; print settings for an `EDITOR`: vscode")
}

// openAPI declares the flags of openapi.
func (o *options) openAPI(fs *flag.FlagSet) {
	o.written(fs, build.Output{Format: build.OpenAPI})
	fs.BoolVar(&o.functions, "functions", false, "let every value also be an intrinsic function or a dynamic reference")
}

// packaged declares the name of the one package.
func (o *options) packaged(fs *flag.FlagSet, usage string) {
	fs.StringVar(&o.pkg, "package", "", usage)
}

// whole declares the flag that leaves nothing out.
func (o *options) whole(fs *flag.FlagSet, usage string) { fs.BoolVar(&o.verbose, "v", false, usage) }

// comparing declares the flags of diff.
func (o *options) comparing(fs *flag.FlagSet) {
	o.typed(fs, "the resource `TYPE` to compare, a name or a pattern, '*' for all; may be repeated")
	o.corrected(fs)
	o.packaged(fs, "compare the names of one package `NAME` for all types")
	o.formatted(fs, "print in this `FORMAT`: text, json, or markdown")
	fs.StringVar(&o.failOn, "fail-on", "", "fail where a change is of the `CLASS` breaking, or of risky or breaking")
	o.whole(fs, "print the safe changes, too, and those that only come with others")
}

// fetching declares the flags of fetch.
func (o *options) fetching(fs *flag.FlagSet) {
	fs.StringVar(&o.format, "format", fetch.Registry, "the `FORMAT` of what AWS publishes: registry, or resourcespec")
	fs.StringVar(&o.region, "region", "us-east-1", "the `REGION` for which AWS publishes it")
	fs.StringVar(&o.out, "out", "", "the `FILE` to write, by default the URL's last part in the folder cfngen beside the lock")
	fs.StringVar(&o.lock, "lock", "", "the lock `FILE` to write, by default the one that gen finds, or else one in the module's root")
	o.typed(fs, "the lock keeps the `TYPE`, which gen generates where it has no -type; may be repeated")
	fs.DurationVar(&o.timeout, "timeout", 2*time.Minute, "how long an attempt may take, a `DURATION` such as 90s")
	fs.IntVar(&o.retries, "retries", 3, "how many attempts may follow one that failed, `N`")
	fs.BoolVar(&o.force, "force", false, "replace a file that somebody has changed, or that nobody fetched")
	fs.BoolVar(&o.locked, "locked", false, "take nothing but what is pinned")
}

// diagnosed declares the flag of every command.
func (o *options) diagnosed(fs *flag.FlagSet) {
	fs.StringVar(&o.errorFormat, "error-format", render.Text, "print errors and warnings in this `FORMAT`: text, or github, as annotations")
}
