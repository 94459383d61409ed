package cli

import (
	"errors"
	"flag"
	"io"
	"slices"
	"strings"
	"time"

	"github.com/cfngen/cfngen/internal/build"
	"github.com/cfngen/cfngen/internal/config"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/fetch"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/render"
	"github.com/cfngen/cfngen/internal/suggest"
)

// options are the flags, as given or as the configuration file has them.
type options struct {
	types, excludes []string
	specs, overlays []string
	lock, config    string
	out, pkg, cfn   string
	all, settings   string
	yaml, perType   bool
	functions       bool
	format          string
	version         bool
	verbose         bool
	help            bool
	// checkOnly compares and writes nothing; prune takes over what other runs made.
	checkOnly, prune bool
	errorFormat      string
	// operands are the arguments other than flags; failOn is the class of change
	// that fails gen diff.
	operands []string
	failOn   string
	// region and the others are those of gen fetch.
	region  string
	timeout time.Duration
	retries int
	locked  bool
	force   bool
	// goPackage is the package of the directive in a run of go generate, else "".
	goPackage string
	// set holds the names of the flags that were given, there or here.
	set map[string]bool
	// at are the positions that the values of a flag have in the configuration file, by its name.
	at map[string][]diag.Position
	// outputs are those of the configuration file, where no flag describes one.
	outputs []config.Output
}

// parse reads the arguments of a command. Help is no error: o.help reports that it
// was asked for.
func (o *options) parse(s subcommand, args []string) error {
	fs := s.declare(o)
	fs.SetOutput(io.Discard)
	var err error
	if s.operands {
		o.operands, err = anyOrder(fs, args)
	} else {
		err = fs.Parse(args)
	}
	switch {
	case errors.Is(err, flag.ErrHelp):
		o.help = true
		return nil
	case err != nil:
		return flagError(err, fs)
	case fs.NArg() > 0 && slices.Contains(commandNames(), fs.Arg(0)):
		return usagef("the command stands before the flags: gen %s …", fs.Arg(0))
	case fs.NArg() > 0 && fs.Lookup("spec") == nil:
		return usagef("unexpected argument %q", fetch.Redact(fs.Arg(0)))
	case fs.NArg() > 0:
		return usagef("unexpected argument %q: types are given with -type, specifications with -spec", fetch.Redact(fs.Arg(0)))
	}
	o.set = map[string]bool{}
	fs.Visit(func(f *flag.Flag) { o.set[f.Name] = true })
	switch {
	case o.set["config"] && o.config == "":
		return usagef("-config: the name of the file is empty")
	case !render.IsErrorFormat(o.errorFormat):
		return usagef("-error-format %q: it is text or github", o.errorFormat)
	}
	if fs.Lookup("config") != nil && !o.version {
		if err := o.configure(fs); err != nil {
			return err
		}
	}
	if s.check == nil {
		return nil
	}
	return s.check(o)
}

// anyOrder parses flags and operands, which can stand in any order, and returns the
// operands.
func anyOrder(fs *flag.FlagSet, args []string) (operands []string, err error) {
	err = fs.Parse(args)
	for err == nil && fs.NArg() > 0 {
		operands = append(operands, fs.Arg(0))
		err = fs.Parse(fs.Args()[1:])
	}
	return operands, err
}

// flagError returns an error of the flag package in words of this program, with a suggestion for a flag that
// does not exist.
func flagError(err error, fs *flag.FlagSet) error {
	name, unknown := strings.CutPrefix(err.Error(), "flag provided but not defined: -")
	if !unknown {
		return usagef("%v", err)
	}
	names := []string{"help"}
	fs.VisitAll(func(f *flag.Flag) { names = append(names, f.Name) })
	near := suggest.Nearest(name, names)
	for i := range near {
		near[i] = "-" + near[i]
	}
	return usagef("unknown flag -%s%s", name, suggest.DidYouMean(near))
}

// check refuses values that no run can use, of generating, list and report.
func (o *options) check() error {
	i := slices.Index(o.specs, source.Stdin)
	switch {
	case o.set["lock"] && o.lock == "":
		return usagef("-lock: the file's name is empty")
	case o.set["out"] && o.out == "":
		return usagef("-out: the folder is empty; the current one is -out .")
	case o.set["format"] && o.format != render.Text && o.format != render.JSON:
		return usagef("-format %q: it is text or json", o.format)
	case o.set["settings"] && o.settings != "vscode":
		return usagef("-settings %q: there are settings for vscode", o.settings)
	case o.settings != "" && (o.perType || o.checkOnly || o.prune || o.out == build.Stdout):
		return usagef("-settings prints the settings for a schema of templates in a folder, and goes with no -per-type, -check, -prune and -out -")
	case o.out == build.Stdout && o.checkOnly:
		return usagef("-check compares with files: it does not go with -out -")
	case o.out == build.Stdout && o.prune:
		return usagef("-prune removes files: it does not go with -out -")
	case i >= 0 && slices.Contains(o.specs[i+1:], source.Stdin):
		return usagef("-spec -: standard input can be read only once")
	}
	return o.checkShared()
}

// checkShared refuses values that no run can use, of gen diff, too.
func (o *options) checkShared() error {
	for _, f := range [][2]string{{config.Package, o.pkg}, {config.All, o.all}, {config.CFN, o.cfn}} {
		v := config.Value{Text: f[1]}
		if at := o.at[f[0]]; len(at) > 0 {
			v.Pos = at[0]
		}
		switch err := build.CheckSetting(f[0], v); {
		case !o.set[f[0]] || err == nil:
		case v.Pos.Line > 0:
			return err
		default:
			return usagef("-%s %v", f[0], err)
		}
	}
	if slices.Contains(o.overlays, source.Stdin) {
		return usagef("-overlay -: an overlay is a file, or a folder of files")
	}
	return nil
}
