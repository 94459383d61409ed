// Attributes makes the excerpt of the Resource Specification that the generator
// carries: the attributes that the registry schemas lack. It prints in what the
// excerpt differs from the one before.
//
//	go run ./internal/facts/cmd/attributes -registry CloudformationSchema.zip -resourcespec CloudFormationResourceSpecification.json
//
// With -check it writes nothing and fails where there is a difference.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/cfngen/cfngen/internal/facts"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/model"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// options are the flags.
type options struct {
	registry, other, out string
	check                bool
}

func run(args []string, stdout, stderr io.Writer) int {
	var o options
	flags := flag.NewFlagSet("attributes", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&o.registry, "registry", "", "the registry schemas: a `file`, a folder or a zip archive")
	flags.StringVar(&o.other, "resourcespec", "", "the `file` of the Resource Specification")
	flags.StringVar(&o.out, "o", "spec/facts/attributes.json", "the `file` of the excerpt")
	flags.BoolVar(&o.check, "check", false, "write nothing, and fail where the excerpt is not up to date")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case flags.NArg() > 0 || o.registry == "" || o.other == "":
		fmt.Fprintln(stderr, "attributes: -registry and -resourcespec are needed, and nothing else")
		return 2
	}
	if err := o.excerpt(stdout); err != nil {
		fmt.Fprintln(stderr, "attributes:", err)
		return 1
	}
	return 0
}

// excerpt makes the excerpt, or compares it with what is there.
func (o options) excerpt(stdout io.Writer) error {
	schemas, _, err := read(o.registry)
	if err != nil {
		return err
	}
	other, document, err := read(o.other)
	if err != nil {
		return err
	}
	root, err := jsondoc.Parse(document.Path, document.Data)
	if err != nil {
		return err
	}
	text := facts.Excerpt(root, facts.Lacking(schemas, other))
	before, carried, err := o.before()
	if err != nil {
		return err
	}
	for _, c := range facts.Stale(carried, schemas, other) {
		fmt.Fprintf(stdout, "%s.%s: %s\n", c.TypeName, c.Name, c.Reason)
	}
	switch {
	case bytes.Equal(before, text):
		return nil
	case o.check:
		return fmt.Errorf("%s is not what the specifications say", o.out)
	}
	return os.WriteFile(o.out, text, 0o666)
}

// before returns the excerpt that is there and what it states, which is nothing where
// there is none yet.
func (o options) before() ([]byte, *model.Spec, error) {
	text, err := os.ReadFile(o.out)
	if errors.Is(err, os.ErrNotExist) {
		return nil, &model.Spec{}, nil
	}
	if err != nil {
		return nil, nil, err
	}
	spec, found := frontend.Read([]source.Document{{Name: "attributes.json", Path: o.out, Data: text}}, nil)
	return text, spec, append(found, spec.Faults()...).Err()
}

// read reads a specification and returns its first document, too.
func read(name string) (*model.Spec, source.Document, error) {
	docs, err := source.Open(name, nil)
	if err != nil {
		return nil, source.Document{}, err
	}
	spec, found := frontend.Read(docs, nil)
	return spec, docs[0], append(found, spec.Faults()...).Err()
}
