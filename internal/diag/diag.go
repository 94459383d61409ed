package diag

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// Position says where a value stands in an input.
type Position struct {
	// File is the input's name as the user gave it, "-" for standard input.
	File string
	// Line and Column count from 1; a column counts bytes. Zero is unknown.
	Line, Column int
	// Pointer is the JSON pointer (RFC 6901) of the value, "" for the document.
	Pointer string
}

// String gives file:line:col: /json/pointer, leaving out what is unknown.
func (p Position) String() string {
	var b strings.Builder
	b.WriteString(visible(p.File))
	if p.Line > 0 {
		b.WriteByte(':')
		b.WriteString(strconv.Itoa(p.Line))
		b.WriteByte(':')
		b.WriteString(strconv.Itoa(p.Column))
	}
	if p.Pointer != "" {
		if b.Len() > 0 {
			b.WriteString(": ")
		}
		b.WriteString(visible(p.Pointer))
	}
	return b.String()
}

// visible escapes what would break the line of a message or change its look. The
// names in a pointer are the input's own.
func visible(text string) string {
	if strings.IndexFunc(text, hidden) < 0 {
		return text
	}
	var b strings.Builder
	for _, r := range text {
		if hidden(r) {
			b.WriteString(strings.Trim(strconv.QuoteRuneToASCII(r), "'"))
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

func hidden(r rune) bool { return !unicode.IsPrint(r) }

// Severity tells an error, which fails the run, from a note that only informs.
type Severity int

// The severities.
const (
	// Error fails the run: nothing is written.
	Error Severity = iota
	// Warning goes to the report: something of the input has no effect on the output.
	Warning
)

// String is the word that stands before a message: "error" or "warning".
func (s Severity) String() string {
	if s == Warning {
		return "warning"
	}
	return "error"
}

// Diagnostic is one thing that is wrong with an input, with its place.
type Diagnostic struct {
	Pos      Position
	Severity Severity
	// Message is one sentence without a final stop.
	Message string
}

// Error gives "file:line:col: /json/pointer: message"; a warning has
// "warning: " before the message.
func (d Diagnostic) Error() string {
	var parts []string
	if pos := d.Pos.String(); pos != "" {
		parts = append(parts, pos)
	}
	if d.Severity == Warning {
		parts = append(parts, d.Severity.String())
	}
	return strings.Join(append(parts, d.Message), ": ")
}

// Errorf makes an error at a position.
func Errorf(pos Position, format string, args ...any) Diagnostic {
	return Diagnostic{Pos: pos, Severity: Error, Message: fmt.Sprintf(format, args...)}
}

// Warningf makes a warning at a position.
func Warningf(pos Position, format string, args ...any) Diagnostic {
	return Diagnostic{Pos: pos, Severity: Warning, Message: fmt.Sprintf(format, args...)}
}

// List is what a stage found, in the order of discovery.
type List []Diagnostic

// Add appends diagnostics.
func (l *List) Add(ds ...Diagnostic) { *l = append(*l, ds...) }

// Errors gives the diagnostics of severity Error.
func (l List) Errors() List { return l.only(Error) }

// Warnings gives the diagnostics of severity Warning.
func (l List) Warnings() List { return l.only(Warning) }

func (l List) only(s Severity) List {
	var out List
	for _, d := range l {
		if d.Severity == s {
			out = append(out, d)
		}
	}
	return out
}

// Err gives the list's errors as one error, or nil where there are none.
func (l List) Err() error {
	if errs := l.Errors(); len(errs) > 0 {
		return errs
	}
	return nil
}

// Error gives one line a diagnostic.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, d := range l {
		lines[i] = d.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap gives the diagnostics, for errors.As.
func (l List) Unwrap() []error {
	errs := make([]error, len(l))
	for i, d := range l {
		errs[i] = d
	}
	return errs
}

// Sort orders a list by file, line, column, pointer and message, so that what
// is printed does not depend on the order of discovery.
func (l List) Sort() {
	slices.SortStableFunc(l, func(a, b Diagnostic) int {
		if c := strings.Compare(a.Pos.File, b.Pos.File); c != 0 {
			return c
		}
		if a.Pos.Line != b.Pos.Line {
			return a.Pos.Line - b.Pos.Line
		}
		if a.Pos.Column != b.Pos.Column {
			return a.Pos.Column - b.Pos.Column
		}
		if c := strings.Compare(a.Pos.Pointer, b.Pos.Pointer); c != 0 {
			return c
		}
		return strings.Compare(a.Message, b.Message)
	})
}
