package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/cfngen/cfngen/internal/corpus"
)

func main() {
	os.Exit(run(os.Args[1:], os.Getenv(corpus.Env)))
}

func run(args []string, folder string) int {
	flags := flag.NewFlagSet("build", flag.ContinueOnError)
	out := flags.String("o", "bench.test", "the binary to write")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		return 0
	case err != nil:
		return 2
	case flags.NArg() > 0:
		fmt.Fprintln(os.Stderr, "build: unexpected argument", flags.Arg(0))
		return 2
	}
	if err := build(*out, folder); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		return 1
	}
	return 0
}

// registrySchemas returns the path of the corpus's registry schemas, "" where there is
// no corpus or one that was made, beside which there are no documents.
func registrySchemas(folder string) (string, error) {
	if folder == "" {
		return "", nil
	}
	c, err := corpus.Open(folder)
	if err != nil || !c.Whole() {
		return "", err
	}
	return c.Path(corpus.Registry)
}

// build writes the binary out. It runs in the module's folder.
func build(out, folder string) error {
	out, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	schemas, err := registrySchemas(folder)
	if err != nil {
		return err
	}
	if schemas == "" {
		fmt.Fprintln(os.Stderr, "build: there is no corpus with documents beside it: the project's own alone are measured")
		return command(".", "go", "test", "-c", "-o", out, ".")
	}
	dir, err := os.MkdirTemp("", "cfngen-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := complete(dir, folder, schemas); err != nil {
		return err
	}
	return command(dir, "go", "test", "-c", "-o", out, ".")
}

// command runs a program in a folder. What it writes is shown where it fails.
func command(dir, name string, args ...string) error {
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("%s: %w\n%s", cmd, err, out)
	}
	return nil
}
