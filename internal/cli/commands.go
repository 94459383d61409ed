package cli

import (
	"cmp"
	"embed"
	"flag"
	"fmt"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/fetch"
	"github.com/cfngen/cfngen/internal/render"
	"github.com/cfngen/cfngen/internal/suggest"
	"github.com/cfngen/cfngen/internal/version"
)

// subcommand is an entry in the table of commands.
type subcommand struct {
	// name is the word that stands before the flags, "" for generating.
	name string
	// synopsis holds the lines of usage without the program's name.
	synopsis []string
	// summary describes the command in a line.
	summary string
	// flags declares the flags of the command on a set; nil declares none.
	flags func(*options, *flag.FlagSet)
	// operands reports that arguments other than flags are allowed. They can stand
	// before, between and behind the flags.
	operands bool
	// check refuses values that no run can use; nil allows all.
	check func(*options) error
	run   func(*command, *options) error
}

// pages are what the commands' pages have beside their flags.
//
//go:embed pages/*.txt
var pages embed.FS

// subcommands returns the table of commands, generating first.
func subcommands() []subcommand { return slices.Concat(readers(), others()) }

// readers returns the commands that read one specification.
func readers() []subcommand {
	const read = "[-config FILE] [-type TYPE]... [-exclude TYPE]... [-spec FILE]... [-lock FILE] [-overlay FILE]..."
	return []subcommand{{
		synopsis: []string{read + " [-out DIR] [-package NAME] [-all NAME] [-cfn IMPORTPATH] [-yaml] [-prune] [-v]", "-check [the same flags]", "-version"},
		flags:    func(o *options, fs *flag.FlagSet) { o.reading(fs); o.generating(fs) },
		check:    (*options).check,
		run:      (*command).generate,
	}, {
		name:     "jsonschema",
		synopsis: []string{read + " [-out DIR] [-per-type] [-prune] [-v]", "-check [the same flags]", "-settings vscode [-out DIR]"},
		summary:  "write a JSON Schema of templates, for editors, or of each type",
		flags:    func(o *options, fs *flag.FlagSet) { o.reading(fs); o.schemas(fs) },
		check:    (*options).check,
		run:      (*command).jsonSchema,
	}, {
		name:     "openapi",
		synopsis: []string{read + " [-out DIR] [-functions] [-prune] [-v]", "-check [the same flags]"},
		summary:  "write an OpenAPI document with a schema of each type",
		flags:    func(o *options, fs *flag.FlagSet) { o.reading(fs); o.openAPI(fs) },
		check:    (*options).check,
		run:      (*command).openAPI,
	}, {
		name:     "list",
		synopsis: []string{read + " [-format FORMAT]"},
		summary:  "print the types of the specification",
		flags:    func(o *options, fs *flag.FlagSet) { o.reading(fs); o.printed(fs) },
		check:    (*options).check,
		run:      (*command).list,
	}, {
		name:     "report",
		synopsis: []string{read + " [-format FORMAT]"},
		summary:  "print what the specification says and the generated code does not",
		flags:    func(o *options, fs *flag.FlagSet) { o.reading(fs); o.printed(fs) },
		check:    (*options).check,
		run:      (*command).report,
	}}
}

func others() []subcommand {
	return []subcommand{{
		name: "fetch",
		synopsis: []string{
			"[-format FORMAT] [-region REGION] [-type TYPE]... [-out FILE] [-lock FILE] [-force] [-timeout DURATION] [-retries N] [URL]",
			"-locked [-type TYPE]... [-lock FILE] [-force] [-timeout DURATION] [-retries N]",
		},
		summary:  "get a specification from the network and pin it",
		flags:    (*options).fetching,
		operands: true,
		check:    (*options).checkFetch,
		run:      (*command).fetch,
	}, {
		name:     "diff",
		synopsis: []string{"[-config FILE] [-type TYPE]... [-exclude TYPE]... [-overlay FILE]... [-format FORMAT] [-fail-on CLASS] [-package NAME] [-v] OLD NEW"},
		summary:  "print what changed between two specifications",
		flags:    (*options).comparing,
		operands: true,
		check:    (*options).checkCompared,
		run:      (*command).diff,
	}, {
		name:     "help",
		synopsis: []string{"[COMMAND]"},
		summary:  "print the manual, or the page of a command",
		operands: true,
		run:      (*command).help,
	}, {
		name:     "version",
		synopsis: []string{""},
		summary:  "print the version",
		run:      func(c *command, _ *options) error { return c.printVersion() },
	}}
}

// commandNames returns the words that can stand before the flags.
func commandNames() []string {
	var names []string
	for _, s := range subcommands()[1:] {
		names = append(names, s.name)
	}
	return names
}

// find returns the command of a name.
func find(name string) (subcommand, error) {
	all := subcommands()[1:]
	i := slices.IndexFunc(all, func(s subcommand) bool { return s.name == name })
	if i < 0 {
		return subcommand{}, usagef("unknown command %q%s", fetch.Redact(name), suggest.DidYouMean(suggest.Nearest(name, commandNames())))
	}
	return all[i], nil
}

// dispatch runs the command that the first argument names, or generating.
func (c *command) dispatch(args []string) error {
	s := subcommands()[0]
	if len(args) > 0 && !strings.HasPrefix(args[0], "-") {
		var err error
		if s, err = find(args[0]); err != nil {
			return err
		}
		args = args[1:]
	}
	c.usage = s.usage()
	o := options{goPackage: c.getenv("GOPACKAGE")}
	err := o.parse(s, args)
	c.printer.GitHub = o.errorFormat == render.GitHub
	switch {
	case err != nil:
		return err
	case o.help:
		return c.print(s.page())
	}
	return s.run(c, &o)
}

// help prints the manual, or the page of the command that is named.
func (c *command) help(o *options) error {
	switch len(o.operands) {
	case 0:
		return c.print(manual)
	case 1:
		s, err := find(o.operands[0])
		if err != nil {
			return err
		}
		return c.print(s.page())
	}
	return usagef("gen help takes the name of one command")
}

// printVersion prints the version of the program.
func (c *command) printVersion() error { return c.print("cfngen " + version.OfBuild() + "\n") }

// invocation returns the words that the command begins with.
func (s subcommand) invocation() string { return strings.TrimSpace("gen " + s.name) }

// usage returns the line that follows a message about wrong usage.
func (s subcommand) usage() string {
	if s.name == "" {
		return "Usage: gen [-type TYPE] [-spec FILE] [-out DIR] …; `gen help` shows the manual"
	}
	return fmt.Sprintf("Usage: %s; `gen help %s` explains it", strings.TrimSpace(s.invocation()+" "+s.synopsis[0]), s.name)
}

// declare returns the flags of the command, bound to o.
func (s subcommand) declare(o *options) *flag.FlagSet {
	fs := flag.NewFlagSet(s.invocation(), flag.ContinueOnError)
	if s.flags != nil {
		s.flags(o, fs)
	}
	o.diagnosed(fs)
	return fs
}

// page returns what -h prints: synopsis, text and flags.
func (s subcommand) page() string {
	var b strings.Builder
	b.WriteString("Usage:\n\n")
	for _, line := range s.synopsis {
		b.WriteString("\t" + strings.TrimSpace(s.invocation()+" "+line) + "\n")
	}
	text, _ := pages.ReadFile("pages/" + cmp.Or(s.name, "gen") + ".txt") // a test finds each
	b.WriteString("\n" + string(text))
	if s.name == "" {
		b.WriteString("\nCommands:\n\n")
		for _, other := range subcommands()[1:] {
			fmt.Fprintf(&b, "  gen %-11s%s\n", other.name, other.summary)
		}
		b.WriteString("\nWith -h each of them prints its page.\n")
	}
	b.WriteString("\nFlags:\n\n")
	fs := s.declare(new(options))
	fs.SetOutput(&b)
	fs.PrintDefaults()
	b.WriteString("\nThe manual is printed by gen help.\n")
	return b.String()
}
