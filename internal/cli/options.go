package cli

import (
	"errors"
	"flag"
	"go/token"
	"io"
	"slices"
	"strings"

	"golang.org/x/mod/module"

	"github.com/cfngen/cfngen/internal/source"
)

// stdoutName stands for standard output in -out.
const stdoutName = "-"

// The values of -format: aligned text for people, or JSON objects, one a line.
const (
	formatText = "text"
	formatJSON = "json"
)

// options are the flags, as given.
type options struct {
	types, specs  words
	lock          string
	out, pkg, cfn string
	format        string
	version       bool
	verbose       bool
	help          bool
	// set holds the names of the flags that were given.
	set map[string]bool
}

// words is a flag that may be repeated.
type words []string

// String is part of flag.Value.
func (w *words) String() string { return strings.Join(*w, " ") }

// Set is part of flag.Value.
func (w *words) Set(s string) error {
	if s == "" {
		return errors.New("it is empty")
	}
	*w = append(*w, s)
	return nil
}

// input declares the flags of every command that reads a specification.
func (o *options) input(fs *flag.FlagSet) {
	fs.Var(&o.types, "type", "")
	fs.Var(&o.specs, "spec", "")
	fs.StringVar(&o.lock, "lock", "", "")
}

// printed declares the flags of the commands that print what they find.
func (o *options) printed(fs *flag.FlagSet) {
	fs.StringVar(&o.format, "format", formatText, "")
}

// product declares the flags of generating.
func (o *options) product(fs *flag.FlagSet) {
	fs.StringVar(&o.out, "out", "generated", "")
	fs.StringVar(&o.pkg, "package", "", "")
	fs.StringVar(&o.cfn, "cfn", "", "")
	fs.BoolVar(&o.version, "version", false, "")
	fs.BoolVar(&o.verbose, "v", false, "")
}

// parse reads the arguments of a command. Help is no error: o.help says that it
// was asked for.
func (o *options) parse(args []string, declare ...func(*flag.FlagSet)) error {
	fs := flag.NewFlagSet("gen", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	for _, d := range declare {
		d(fs)
	}
	err := fs.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		o.help = true
		return nil
	case err != nil:
		return flagError(err, fs)
	case fs.NArg() > 0 && slices.Contains(commands[:], fs.Arg(0)):
		return usagef("the command stands before the flags: gen %s …", fs.Arg(0))
	case fs.NArg() > 0:
		return usagef("unexpected argument %q: types are given with -type, specifications with -spec", fs.Arg(0))
	}
	o.set = map[string]bool{}
	fs.Visit(func(f *flag.Flag) { o.set[f.Name] = true })
	return o.check()
}

// flagError words what the flag package says, with a suggestion for a flag that
// does not exist.
func flagError(err error, fs *flag.FlagSet) error {
	name, unknown := strings.CutPrefix(err.Error(), "flag provided but not defined: -")
	if !unknown {
		return usagef("%v", err)
	}
	names := []string{"help"}
	fs.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
	near := nearest(name, names)
	for i := range near {
		near[i] = "-" + near[i]
	}
	return usagef("unknown flag -%s%s", name, didYouMean(near))
}

// check refuses values that no run can use.
func (o *options) check() error {
	i := slices.Index(o.specs, source.Stdin)
	switch {
	case o.set["lock"] && o.lock == "":
		return usagef("-lock: the file's name is empty")
	case o.set["out"] && o.out == "":
		return usagef("-out: the folder is empty; the current one is -out .")
	case o.set["package"] && !isPackageName(o.pkg):
		return usagef("-package %q: not a package name", o.pkg)
	case o.set["cfn"] && module.CheckImportPath(o.cfn) != nil:
		return usagef("-cfn %q: not an import path", o.cfn)
	case o.set["format"] && o.format != formatText && o.format != formatJSON:
		return usagef("-format %q: it is text or json", o.format)
	case i >= 0 && slices.Contains(o.specs[i+1:], source.Stdin):
		return usagef("-spec -: standard input can be read only once")
	}
	return nil
}

func isPackageName(name string) bool { return token.IsIdentifier(name) && name != "_" }
