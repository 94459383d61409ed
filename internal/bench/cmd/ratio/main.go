package main

import (
	"fmt"
	"io"
	"os"
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

func run(args []string, in io.Reader, out, diagnostics io.Writer) int {
	if len(args) > 0 {
		fmt.Fprintln(diagnostics, "usage: go test -run '^$' -bench . -count 6 | ratio")
		return 2
	}
	r, err := parse(in)
	if err == nil {
		err = table(out, r)
	}
	if err != nil {
		fmt.Fprintln(diagnostics, "ratio:", err)
		return 1
	}
	return 0
}
