package main

import (
	"os"

	"github.com/cfngen/cfngen/internal/cli"
)

func main() {
	os.Exit(cli.Do(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
}
