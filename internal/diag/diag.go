package diag

import (
	"cmp"
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
	// Pointer leads to the value.
	Pointer Pointer
}

// String returns file:line:col: /json/pointer, leaving out what is unknown.
func (p Position) String() string {
	var b strings.Builder
	b.WriteString(Printable(p.File))
	if p.Line > 0 {
		b.WriteByte(':')
		b.WriteString(strconv.Itoa(p.Line))
		b.WriteByte(':')
		b.WriteString(strconv.Itoa(p.Column))
	}
	if !p.Pointer.IsZero() {
		if b.Len() > 0 {
			b.WriteString(": ")
		}
		b.WriteString(Printable(p.Pointer.Printed()))
	}
	return b.String()
}

// Printable escapes what would break the line of a message or change its look,
// for names that are the input's own.
func Printable(text string) string {
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
	// Warning goes to the report: something that the input says is lost in the
	// output.
	Warning
	// Note goes to the report: something of the input has no meaning, so that
	// nothing is lost.
	Note
)

// String is the word that stands before a message: "error", "warning" or "note".
func (s Severity) String() string {
	switch s {
	case Warning:
		return "warning"
	case Note:
		return "note"
	default:
		return "error"
	}
}

// Diagnostic is one thing that is wrong with an input, with its place.
type Diagnostic struct {
	Pos      Position
	Severity Severity
	// Subject is the part of the input that it belongs to, such as a resource
	// type's name, "" for the input as a whole. It does not show in the message.
	Subject string
	// Keyword is the word of the input's language that it is about, such as
	// "oneOf", "" where there is none. It does not show in the message.
	Keyword string
	// Message is one sentence without a final stop.
	Message string
	// More is how many of its severity it stands for that are not kept, 0 for one
	// that stands for itself.
	More int
}

// For returns the diagnostic with a keyword.
func (d Diagnostic) For(keyword string) Diagnostic {
	d.Keyword = keyword
	return d
}

// Error returns "file:line:col: /json/pointer: message"; a warning has
// "warning: " before the message, a note "note: ".
func (d Diagnostic) Error() string {
	var parts []string
	if pos := d.Pos.String(); pos != "" {
		parts = append(parts, pos)
	}
	if d.Severity != Error {
		parts = append(parts, d.Severity.String())
	}
	return strings.Join(append(parts, Printable(d.Message)), ": ")
}

// Errorf makes an error at a position. Of long arguments the message has the begin.
func Errorf(pos Position, format string, args ...any) Diagnostic {
	return Diagnostic{Pos: pos, Severity: Error, Message: message(format, args)}
}

// Warningf makes a warning at a position, with a message as Errorf does.
func Warningf(pos Position, format string, args ...any) Diagnostic {
	return Diagnostic{Pos: pos, Severity: Warning, Message: message(format, args)}
}

// Notef makes a note at a position, with a message as Errorf does.
func Notef(pos Position, format string, args ...any) Diagnostic {
	return Diagnostic{Pos: pos, Severity: Note, Message: message(format, args)}
}

// maxText is how many bytes of a text a message has.
const maxText = 1000

func message(format string, args []any) string {
	for i, arg := range args {
		switch arg := arg.(type) {
		case string:
			if len(arg) > maxText {
				args[i] = Cut(arg, maxText)
			}
		case error:
			args[i] = Cut(arg.Error(), maxText)
		}
	}
	return fmt.Sprintf(format, args...)
}

// List is what a stage found, in the order of discovery.
type List []Diagnostic

// Add appends diagnostics.
func (l *List) Add(ds ...Diagnostic) { *l = append(*l, ds...) }

// About sets the subject of the diagnostics that have none.
func (l List) About(subject string) {
	for i := range l {
		if l[i].Subject == "" {
			l[i].Subject = subject
		}
	}
}

// Errors returns the diagnostics of severity Error.
func (l List) Errors() List { return l.only(Error) }

// Warnings returns the diagnostics of severity Warning.
func (l List) Warnings() List { return l.only(Warning) }

// Others returns the diagnostics that are no errors.
func (l List) Others() List {
	var out List
	for _, d := range l {
		if d.Severity != Error {
			out = append(out, d)
		}
	}
	return out
}

func (l List) only(s Severity) List {
	var out List
	for _, d := range l {
		if d.Severity == s {
			out = append(out, d)
		}
	}
	return out
}

// Err returns the list's errors as one error, or nil where there are none.
func (l List) Err() error {
	if errs := l.Errors(); len(errs) > 0 {
		return errs
	}
	return nil
}

// Error returns one line a diagnostic.
func (l List) Error() string {
	lines := make([]string, len(l))
	for i, d := range l {
		lines[i] = d.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the diagnostics, for errors.As.
func (l List) Unwrap() []error {
	errs := make([]error, len(l))
	for i, d := range l {
		errs[i] = d
	}
	return errs
}

// Sort orders a list by file, line, column, pointer, message and subject, so
// that what is printed does not depend on the order of discovery. What stands for
// more is last.
func (l List) Sort() { slices.SortStableFunc(l, compare) }

func compare(a, b Diagnostic) int {
	if c := cmp.Or(
		cmp.Compare(min(a.More, 1), min(b.More, 1)),
		cmp.Compare(a.Pos.File, b.Pos.File),
		cmp.Compare(a.Pos.Line, b.Pos.Line),
		cmp.Compare(a.Pos.Column, b.Pos.Column),
	); c != 0 {
		return c
	}
	if a.Pos.Pointer != b.Pos.Pointer {
		if c := cmp.Compare(a.Pos.Pointer.Printed(), b.Pos.Pointer.Printed()); c != 0 {
			return c
		}
	}
	return cmp.Or(cmp.Compare(a.Message, b.Message), cmp.Compare(a.Subject, b.Subject))
}

// Compact leaves out of a sorted list what is the same as the one before it.
func (l List) Compact() List {
	return slices.CompactFunc(l, func(a, b Diagnostic) bool {
		pointers := a.Pos.Pointer.Equal(b.Pos.Pointer)
		a.Pos.Pointer = b.Pos.Pointer
		return pointers && a == b
	})
}
