package cli

import (
	"errors"
	"flag"
	"go/token"
	"io"
	"slices"
	"strings"

	"golang.org/x/mod/module"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/source"
	"github.com/cfngen/cfngen/internal/suggest"
)

// stdoutName stands for standard output in -out.
const stdoutName = "-"

// The values of -format: aligned text for people, or JSON objects, one a line.
const (
	formatText = "text"
	formatJSON = "json"
)

// The values of -error-format: lines for people, or GitHub's annotations.
const (
	errorsText   = "text"
	errorsGitHub = "github"
)

// options are the flags, as given or as the configuration file has them.
type options struct {
	types, excludes words
	specs, overlays words
	lock, config    string
	out, pkg, cfn   string
	format          string
	version         bool
	verbose         bool
	help            bool
	// checkOnly compares and writes nothing; prune takes over what other runs made.
	checkOnly, prune bool
	errorFormat      string
	// compares says that the command takes operands, the two specifications, among
	// its flags; failOn is the class of change that fails it.
	compares bool
	operands []string
	failOn   string
	// set holds the names of the flags that were given, there or here.
	set map[string]bool
	// at says where the configuration file has the values of a flag, by its name.
	at map[string][]diag.Position
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
	fs.Var(&o.excludes, "exclude", "")
	fs.Var(&o.specs, "spec", "")
	fs.StringVar(&o.lock, "lock", "", "")
	fs.Var(&o.overlays, "overlay", "")
	fs.StringVar(&o.config, "config", "", "")
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
	fs.BoolVar(&o.checkOnly, "check", false, "")
	fs.BoolVar(&o.prune, "prune", false, "")
}

// diagnosed declares the flag of every command.
func (o *options) diagnosed(fs *flag.FlagSet) {
	fs.StringVar(&o.errorFormat, "error-format", errorsText, "")
}

// parse reads the arguments of a command. Help is no error: o.help says that it
// was asked for.
func (o *options) parse(args []string, declare ...func(*flag.FlagSet)) error {
	fs := flag.NewFlagSet("gen", flag.ContinueOnError)
	fs.SetOutput(io.Discard)
	for _, d := range declare {
		d(fs)
	}
	var err error
	if o.compares {
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
	case fs.NArg() > 0 && slices.Contains(commands[:], fs.Arg(0)):
		return usagef("the command stands before the flags: gen %s …", fs.Arg(0))
	case fs.NArg() > 0:
		return usagef("unexpected argument %q: types are given with -type, specifications with -spec", fs.Arg(0))
	}
	o.set = map[string]bool{}
	fs.Visit(func(f *flag.Flag) { o.set[f.Name] = true })
	if o.set["config"] && o.config == "" {
		return usagef("-config: the name of the file is empty")
	}
	if fs.Lookup("config") != nil && !o.version {
		if err := o.configure(fs); err != nil {
			return err
		}
	}
	return o.check()
}

// anyOrder parses flags and operands, which can stand in any order, and gives the
// operands.
func anyOrder(fs *flag.FlagSet, args []string) (operands []string, err error) {
	err = fs.Parse(args)
	for err == nil && fs.NArg() > 0 {
		operands = append(operands, fs.Arg(0))
		err = fs.Parse(fs.Args()[1:])
	}
	return operands, err
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
	near := suggest.Nearest(name, names)
	for i := range near {
		near[i] = "-" + near[i]
	}
	return usagef("unknown flag -%s%s", name, suggest.DidYouMean(near))
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
		return wrong(o.at["package"], 0, "package", o.pkg, "not a package name")
	case o.set["cfn"] && module.CheckImportPath(o.cfn) != nil:
		return wrong(o.at["cfn"], 0, "cfn", o.cfn, "not an import path")
	case o.compares && o.format == formatMarkdown:
	case o.set["format"] && o.format != formatText && o.format != formatJSON:
		return usagef("-format %q: it is text%s or json", o.format, map[bool]string{true: ", " + formatMarkdown}[o.compares])
	case !isErrorFormat(o.errorFormat):
		return badErrorFormat(o.errorFormat)
	case o.out == stdoutName && o.checkOnly:
		return usagef("-check compares with files: it does not go with -out -")
	case o.out == stdoutName && o.prune:
		return usagef("-prune removes files: it does not go with -out -")
	case i >= 0 && slices.Contains(o.specs[i+1:], source.Stdin):
		return usagef("-spec -: standard input can be read only once")
	case slices.Contains(o.overlays, source.Stdin):
		return usagef("-overlay -: an overlay is a file, or a folder of files")
	}
	return nil
}

func isPackageName(name string) bool { return token.IsIdentifier(name) && name != "_" }

func isErrorFormat(name string) bool { return name == errorsText || name == errorsGitHub }

func badErrorFormat(name string) error {
	return usagef("-error-format %q: it is text or github", name)
}
