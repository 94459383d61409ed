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

// Code names a kind of finding, such as "unresolved-ref". It is the same in every
// version, whatever the sentence is, so that programs and overlays can go by it. Each
// package has constants for what it finds; the zero value is for what is no finding,
// such as a total.
type Code string

// Diagnostic is one thing that is wrong with an input, as data: the sentence about it is
// made when it is printed.
type Diagnostic struct {
	Pos      Position
	Severity Severity
	// Code is what kind of finding it is. It does not show in the message.
	Code Code
	// Subject is the part of the input that it belongs to, such as a resource
	// type's name, "" for the input as a whole. It does not show in the message.
	Subject string
	// Keyword is the word of the input's language that it is about, such as
	// "oneOf", "" where there is none. It does not show in the message.
	Keyword string
	// Format and Args are those of fmt.Sprintf for one sentence without a final stop.
	Format string
	Args   Args
	// Remarks were added since it was found.
	Remarks []Remark
	// More is how many of its severity it stands for that are not kept, 0 for one
	// that stands for itself.
	More int
}

// Errorf makes an error at a position. Of long arguments the message has the begin.
func Errorf(pos Position, code Code, format string, args ...any) Diagnostic {
	if false {
		_ = fmt.Sprintf(format, args...) // has go vet check the formats of callers
	}
	return Diagnostic{Pos: pos, Severity: Error, Code: code, Format: format, Args: arguments(args)}
}

// Warningf makes a warning at a position, as Errorf does.
func Warningf(pos Position, code Code, format string, args ...any) Diagnostic {
	if false {
		_ = fmt.Sprintf(format, args...)
	}
	return Diagnostic{Pos: pos, Severity: Warning, Code: code, Format: format, Args: arguments(args)}
}

// Notef makes a note at a position, as Errorf does.
func Notef(pos Position, code Code, format string, args ...any) Diagnostic {
	if false {
		_ = fmt.Sprintf(format, args...)
	}
	return Diagnostic{Pos: pos, Severity: Note, Code: code, Format: format, Args: arguments(args)}
}

// For returns the diagnostic with a keyword.
func (d Diagnostic) For(keyword string) Diagnostic {
	d.Keyword = keyword
	return d
}

// Error returns "file:line:col: /json/pointer: message"; a warning has
// "warning: " before the message, a note "note: ".
func (d Diagnostic) Error() string { return d.Text(func(text string) string { return text }) }

// Text returns what Error does, with the file and the message as a function returns them.
func (d Diagnostic) Text(of func(string) string) string {
	d.Pos.File = of(d.Pos.File)
	parts := make([]string, 0, 3)
	if pos := d.Pos.String(); pos != "" {
		parts = append(parts, pos)
	}
	if d.Severity != Error {
		parts = append(parts, d.Severity.String())
	}
	return strings.Join(append(parts, Printable(of(d.Message()))), ": ")
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
func (l List) Errors() List { return l.only(func(s Severity) bool { return s == Error }) }

// Warnings returns the diagnostics of severity Warning.
func (l List) Warnings() List { return l.only(func(s Severity) bool { return s == Warning }) }

// Others returns the diagnostics that are no errors.
func (l List) Others() List { return l.only(func(s Severity) bool { return s != Error }) }

func (l List) only(keep func(Severity) bool) List {
	n := 0
	for i := range l {
		if keep(l[i].Severity) {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	out := make(List, 0, n)
	for i := range l {
		if keep(l[i].Severity) {
			out = append(out, l[i])
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
func (l List) Sort() {
	slices.SortStableFunc(l, comparePositions)
	for len(l) > 0 {
		n := 1
		for n < len(l) && comparePositions(l[0], l[n]) == 0 {
			n++
		}
		l[:n].sortMessages()
		l = l[n:]
	}
}

func comparePositions(a, b Diagnostic) int {
	if c := cmp.Or(
		cmp.Compare(min(a.More, 1), min(b.More, 1)),
		cmp.Compare(a.Pos.File, b.Pos.File),
		cmp.Compare(a.Pos.Line, b.Pos.Line),
		cmp.Compare(a.Pos.Column, b.Pos.Column),
	); c != 0 || a.Pos.Pointer == b.Pos.Pointer {
		return c
	}
	return cmp.Compare(a.Pos.Pointer.Printed(), b.Pos.Pointer.Printed())
}

// sortMessages orders what has the same position. Each message is made once.
func (l List) sortMessages() {
	if len(l) == 1 {
		return
	}
	type worded struct {
		message string
		Diagnostic
	}
	all := make([]worded, len(l))
	for i, d := range l {
		all[i] = worded{d.Message(), d}
	}
	slices.SortStableFunc(all, func(a, b worded) int {
		return cmp.Or(cmp.Compare(a.message, b.message), cmp.Compare(a.Subject, b.Subject))
	})
	for i := range all {
		l[i] = all[i].Diagnostic
	}
}

// Compact leaves out of a sorted list what is the same as the one before it.
func (l List) Compact() List { return slices.CompactFunc(l, Diagnostic.Equal) }
