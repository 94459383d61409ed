package cli

import (
	_ "embed"
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"time"

	"github.com/cfngen/cfngen/internal/render"

	"github.com/cfngen/cfngen/internal/diag"
)

// Version is what generated code calls the generator. It is a constant and not
// the build's own version, so that every build of this source writes the same
// bytes.
const Version = "0.1.0"

// The exit codes.
const (
	exitOK    = 0
	exitError = 1
	exitUsage = 2
)

//go:embed manual.txt
var manual string

// Do runs the command with its arguments, without the program's name, and returns
// the exit code: 0, 1 for an error, 2 for wrong usage. The product goes to
// stdout only where it is asked for; diagnostics go to stderr.
func Do(args []string, stdin io.Reader, stdout, stderr io.Writer, getenv func(string) string) int {
	c := &command{stdin: stdin, stdout: stdout, stderr: stderr, getenv: getenv, printer: render.Printer{W: stderr, Workspace: getenv("GITHUB_WORKSPACE")}}
	if render.IsTerminal(stderr) {
		c.progress = render.NewMeter(stderr, time.Now)
	}
	return c.finish(c.dispatch(args))
}

// command is one run.
type command struct {
	stdin          io.Reader
	stdout, stderr io.Writer
	getenv         func(string) string
	// diags is what the stages found; finish prints its errors.
	diags diag.List
	// findings says what finish does with warnings and notes.
	findings findings
	// notices are warnings about the output folder, which finish always prints.
	notices diag.List
	// summary are the last lines of a run that went well.
	summary string
	// usage is the line that follows a message about wrong usage.
	usage string
	// printer prints to stderr.
	printer render.Printer
	// held are the folders that other runs are kept out of.
	held []os.FileInfo
	// progress is nil where nobody looks.
	progress *render.Meter
}

// findings are the ways to treat warnings and notes. The zero value leaves them
// out: they are a command's product, or it does not need them.
type findings int

const (
	// counted gives one line in place of all warnings.
	counted findings = iota + 1
	// shown prints them all.
	shown
)

// print writes the product. A product that does not arrive is an error.
func (c *command) print(text string) error {
	c.progress.Clear()
	if _, err := io.WriteString(c.stdout, text); err != nil {
		return fmt.Errorf("standard output: %w", err)
	}
	return nil
}

// add keeps the findings of a stage; the result says whether the run can go on.
func (c *command) add(found diag.List) bool {
	c.diags.Add(found...)
	return len(found.Errors()) == 0
}

// usageError is wrong usage.
type usageError struct{ message string }

// Error returns the message.
func (e usageError) Error() string { return e.message }

func usagef(format string, args ...any) error {
	return usageError{fmt.Sprintf(format, args...)}
}

// errFailed ends a run whose errors are among the diagnostics.
var errFailed = errors.New("failed")

// buildVersion is the version of the program: the module's, as the go command
// recorded it.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
