package diag

import (
	"fmt"
	"iter"
	"slices"
	"strings"
)

// Args are the arguments of a diagnostic. Each is a string, an int, an error, a Position
// or a Location.
type Args []any

// Location is a position that a sentence has without its pointer: file:line:col.
type Location Position

// String returns file:line:col, leaving out what is unknown.
func (l Location) String() string {
	l.Pointer = Pointer{}
	return Position(l).String()
}

// MaxText is how many bytes of a text a message has.
const MaxText = 1000

// arguments returns what was passed for a format as arguments of a diagnostic: what is
// none of their kinds as a string, and long strings cut.
func arguments(args []any) Args {
	for i, arg := range args {
		switch arg := arg.(type) {
		case int, error, Position, Location:
		case string:
			if len(arg) > MaxText {
				args[i] = Cut(arg, MaxText)
			}
		default:
			args[i] = Cut(fmt.Sprint(arg), MaxText)
		}
	}
	return args
}

// A Remark is what was added to a diagnostic after it was found.
type Remark struct {
	Kind RemarkKind
	Text string
}

// RemarkKind is what a remark is.
type RemarkKind int

// The kinds of remark.
const (
	// Consequence is a clause on what follows, such as "it is left out".
	Consequence RemarkKind = iota
	// Reason is why what was found is settled, in whole sentences.
	Reason
)

// With returns the diagnostic with one more remark.
func (d Diagnostic) With(kind RemarkKind, text string) Diagnostic {
	d.Remarks = append(slices.Clip(d.Remarks), Remark{kind, text})
	return d
}

// Wrapf returns the diagnostic with another sentence, of which it is itself an argument.
func (d Diagnostic) Wrapf(format string, args ...any) Diagnostic {
	if false {
		_ = fmt.Sprintf(format, args...)
	}
	d.Format, d.Args, d.Remarks = format, arguments(args), nil
	return d
}

// Message returns the sentence and the remarks. An argument that is a diagnostic itself
// is there with its message alone, without its position.
func (d Diagnostic) Message() string {
	args := []any(d.Args)
	for i, arg := range args {
		if _, ok := arg.(error); !ok {
			continue
		}
		if &args[0] == &d.Args[0] {
			args = slices.Clone(args)
		}
		args[i] = textOf(arg)
	}
	text := fmt.Sprintf(d.Format, args...)
	for _, r := range d.Remarks {
		if r.Kind == Reason {
			text += ". " + r.Text
		} else {
			text += "; " + r.Text
		}
	}
	return text
}

// textOf returns what a sentence has of an error.
func textOf(arg any) string {
	if d, ok := arg.(Diagnostic); ok {
		return Cut(d.Message(), MaxText)
	}
	return Cut(fmt.Sprint(arg), MaxText)
}

// Arguments returns the arguments one by one, in place of a diagnostic those that it has.
func (d Diagnostic) Arguments() iter.Seq[any] {
	return func(yield func(any) bool) {
		for _, arg := range d.Args {
			inner, ok := arg.(Diagnostic)
			if !ok {
				if !yield(arg) {
					return
				}
				continue
			}
			for arg := range inner.Arguments() {
				if !yield(arg) {
					return
				}
			}
		}
	}
}

// Related returns the other positions that the sentence is about.
func (d Diagnostic) Related() []Position {
	var out []Position
	for arg := range d.Arguments() {
		switch arg := arg.(type) {
		case Position:
			out = append(out, arg)
		case Location:
			out = append(out, Position(arg))
		}
	}
	return out
}

// Unwrap returns the first argument that is an error, for errors.Is and errors.As.
func (d Diagnostic) Unwrap() error {
	for _, arg := range d.Args {
		if err, ok := arg.(error); ok {
			return err
		}
	}
	return nil
}

// Equal reports whether two diagnostics are the same. Errors among their arguments are
// where their texts are.
func (d Diagnostic) Equal(e Diagnostic) bool {
	return d.Severity == e.Severity && d.Code == e.Code && d.Subject == e.Subject && d.Keyword == e.Keyword &&
		d.Format == e.Format && d.More == e.More && equalPositions(d.Pos, e.Pos) &&
		slices.Equal(d.Remarks, e.Remarks) && slices.EqualFunc(d.Args, e.Args, equalArguments)
}

func equalPositions(p, q Position) bool {
	pointers := p.Pointer.Equal(q.Pointer)
	p.Pointer = q.Pointer
	return pointers && p == q
}

func equalArguments(a, b any) bool {
	switch a := a.(type) {
	case Diagnostic:
		b, ok := b.(Diagnostic)
		return ok && a.Equal(b)
	case error:
		b, ok := b.(error)
		return ok && textOf(a) == textOf(b)
	case Position:
		b, ok := b.(Position)
		return ok && equalPositions(a, b)
	case Location:
		b, ok := b.(Location)
		return ok && equalPositions(Position(a), Position(b))
	}
	return a == b
}

// Key is what tells a diagnostic from others, for maps. Those of diagnostics that are
// Equal are the same where their pointers were made from one another.
type Key struct {
	pos             Position
	severity        Severity
	code            Code
	subject, format string
	keyword, args   string
}

// Key returns the key of a diagnostic.
func (d Diagnostic) Key() Key {
	k := Key{pos: d.Pos, severity: d.Severity, code: d.Code, subject: d.Subject, format: d.Format, keyword: d.Keyword}
	if len(d.Args) == 1 {
		if text, ok := d.Args[0].(string); ok {
			k.args = text
			return k
		}
	}
	var b strings.Builder
	for _, arg := range d.Args {
		fmt.Fprintf(&b, "%v\x00", arg)
	}
	k.args = b.String()
	return k
}
