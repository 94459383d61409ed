package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/cfngen/cfngen/internal/corpus"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// part is a file that a corpus can have: what it is, what it is called in a corpus
// that is made here, and how it is read from what the flag names.
type part struct {
	file  corpus.File
	flag  string
	usage string
	path  string
	read  func(name string) (content []byte, summary string, err error)
}

// parts returns what the command can make, in the order in which it prints them.
func parts() []part {
	return []part{
		{corpus.Registry, "registry", "registry schemas", "registry/current.zip", registrySchemas},
		{corpus.RegistryBefore, "registry-before", "registry schemas of an earlier day", "registry/before.zip", registrySchemas},
		{corpus.ResourceSpec, "resourcespec", "Resource Specification", "resourcespec/current.json.gz", resourceSpec},
		{corpus.ResourceSpecBefore, "resourcespec-before", "an earlier Resource Specification", "resourcespec/before.json.gz", resourceSpec},
		{corpus.JSONSuite, "json-suite", "JSONTestSuite", string(corpus.JSONSuite), folder("test_parsing")},
		{corpus.SchemaSuite, "schema-suite", "JSON Schema Test Suite", string(corpus.SchemaSuite), folder("tests/draft7")},
		{corpus.Templates, "templates", "valid templates", string(corpus.Templates), folder(".")},
		{corpus.Torture, "", "a list of resource types with unusual features, made by hand", "", nil},
	}
}

func run(args []string, stdout, stderr io.Writer) int {
	flags := flag.NewFlagSet("mkcorpus", flag.ContinueOnError)
	flags.SetOutput(stderr)
	out := flags.String("out", "", "the `folder` to make")
	names := map[corpus.File]*string{}
	for _, p := range parts() {
		if p.flag != "" {
			names[p.file] = flags.String(p.flag, "", p.usage+": a `path`")
		}
	}
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case flags.NArg() > 0:
		fmt.Fprintln(stderr, "mkcorpus: unexpected argument", flags.Arg(0))
		return 2
	case *out == "":
		fmt.Fprintln(stderr, "mkcorpus: -out names the folder to make")
		return 2
	case *names[corpus.Registry] == "" && *names[corpus.ResourceSpec] == "":
		fmt.Fprintln(stderr, "mkcorpus: -registry or -resourcespec names a specification")
		return 2
	}
	if err := build(*out, names, stdout); err != nil {
		fmt.Fprintln(stderr, "mkcorpus:", err)
		return 1
	}
	return 0
}
