package cli

import (
	_ "embed"
	"fmt"
	"io"
	"path/filepath"
	"time"

	"github.com/cfngen/cfngen/internal/build/session"
	"github.com/cfngen/cfngen/internal/render"
)

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
	c := newCommand(stdin, stdout, stderr, getenv)
	if render.IsTerminal(stderr) {
		c.Progress = render.NewMeter(stderr, time.Now)
	}
	return c.finish(c.dispatch(args))
}

// command is one run of the program.
type command struct {
	session.Session
	stdout, stderr io.Writer
	getenv         func(string) string
	// findings is what finish does with warnings and notes.
	findings findings
	// more is what shows the warnings that are counted.
	more string
	// summary are the last lines of a run that went well.
	summary string
	// usage is the line that follows a message about wrong usage.
	usage string
	// printer prints to stderr.
	printer render.Printer
}

func newCommand(stdin io.Reader, stdout, stderr io.Writer, getenv func(string) string) *command {
	c := &command{
		stdout: stdout, stderr: stderr, getenv: getenv,
		printer: render.Printer{W: stderr, Workspace: getenv("GITHUB_WORKSPACE")},
	}
	c.Stdin = stdin
	c.Waiting = func(dir string) {
		c.printer.Say("another run is writing to %s; this one goes on after it", filepath.ToSlash(dir))
	}
	return c
}

// findings are the ways to treat warnings and notes. The zero value leaves them
// out: they are a command's product, or it does not need them.
type findings int

const (
	// counted prints one line in place of all warnings.
	counted findings = iota + 1
	// shown prints them all.
	shown
)

// print writes the product. A product that does not arrive is an error.
func (c *command) print(text string) error {
	c.ClearProgress()
	if _, err := io.WriteString(c.stdout, text); err != nil {
		return fmt.Errorf("standard output: %w", err)
	}
	return nil
}

// usageError is wrong usage.
type usageError struct{ message string }

// Error returns the message.
func (e usageError) Error() string { return e.message }

func usagef(format string, args ...any) error {
	return usageError{fmt.Sprintf(format, args...)}
}
