package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

func main() {
	os.Exit(run(os.Args[1:], os.Getenv("CFNGEN_CORPUS")))
}

func run(args []string, corpus string) int {
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
	if err := build(*out, corpus); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		return 1
	}
	return 0
}

// build writes the binary out. It runs in the module's folder.
func build(out, corpus string) error {
	out, err := filepath.Abs(out)
	if err != nil {
		return err
	}
	if corpus == "" {
		fmt.Fprintln(os.Stderr, "build: CFNGEN_CORPUS is not set: without the documents of the corpus")
		return command(".", "go", "test", "-c", "-o", out, ".")
	}
	dir, err := os.MkdirTemp("", "cfngen-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := complete(dir, corpus); err != nil {
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
