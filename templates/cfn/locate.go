package cfn

import (
	"errors"
	"math"
	"sort"
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// locate completes errors that know their offset in a text: their paths, lines
// and columns, all in one reading of the text, however many or deep they are. It
// puts them in the order of the text. mark is as for setLines.
func (es Errors) locate(text string, mark int) {
	if len(es) == 0 {
		return
	}
	es.sort()
	l := locator{Scanner: scan.Scanner{Text: text, Repeats: true, Distinct: true}, pending: es}
	l.value()
	l.locateBefore(math.MaxInt) // those of the mistake that ends the text early, and beyond its end
	es.setLines(text, mark)
}

// setLines counts lines and columns from 1, columns in bytes. The errors must be
// in the order of their offsets, to which it adds the length of the mark before
// the text.
func (es Errors) setLines(text string, mark int) {
	line, lineStart, done := 1, 0, 0
	for _, e := range es {
		to := min(e.Offset, len(text))
		line += strings.Count(text[done:to], "\n")
		if i := strings.LastIndexByte(text[done:to], '\n'); i >= 0 {
			lineStart = done + i + 1
		}
		done = to
		e.Line, e.Column = line, to-lineStart+1
		e.Offset += mark
	}
}

// locator reads a text and sets the paths of errors. An error belongs to the
// innermost value that holds its offset, or whose key does.
type locator struct {
	scan.Scanner
	pending Errors
	path    []byte // of the value that is being read
}

// locateBefore returns the present path to the errors before an offset.
//
//go:noinline
func (l *locator) locateBefore(end int) {
	for len(l.pending) > 0 && l.pending[0].Offset < end {
		e := l.pending[0]
		if path := write.CutPath(l.path); e.Path == "" {
			e.Path = path
		} else {
			e.Path = write.CutPath([]byte(path + e.Path))
		}
		l.pending = l.pending[1:]
	}
}

// value takes a value. It returns false where nothing is left to do, and at a
// mistake in the text, with the path of the value that holds it.
func (l *locator) value() bool {
	switch c := l.Peek(); {
	case len(l.pending) == 0:
		return false
	case c == '{':
		return l.members('}')
	case c == '[':
		return l.members(']')
	}
	_, ok := l.Skip()
	return ok
}

// members takes a list or an object, which ends with end.
func (l *locator) members(end byte) bool {
	if !l.Open() {
		return false
	}
	for i := 0; ; i++ {
		another, ok := l.More(end, i == 0)
		if !another {
			return ok
		}
		l.locateBefore(l.Pos)
		parent := len(l.path)
		if end == ']' {
			l.path = strconv.AppendInt(append(l.path, '/'), int64(i), 10)
		} else if !l.member() {
			return false
		}
		if !l.value() {
			return false
		}
		l.locateBefore(l.Pos)
		l.path = l.path[:parent]
	}
}

// member takes a key and the colon, and adds the key to the path.
func (l *locator) member() bool {
	if l.Peek() != '"' {
		return false
	}
	key, ok := l.Str()
	if !ok {
		return false
	}
	l.path = write.AppendKey(l.path, key)
	return l.Expect(':', "a colon")
}

// inMember makes errors that were found in the value of an object's member, at
// an offset of the object's text, refer to that text. Lines and columns are left
// to [Errors.setLines].
func inMember(err error, at int, key string) error {
	var errs Errors
	if errors.As(err, &errs) {
		errs.inMember(at, key)
	}
	return err
}

func (es Errors) inMember(at int, key string) {
	for _, e := range es {
		if e.Rule != RuleMore {
			e.prependKey(key)
			e.Offset += at
		}
	}
}

// valueAt is memberAt for a member of the decoder's text whose value has been read,
// and is not empty. The value is a part of the text still, unless a key stood twice:
// then members were left out of it, or it is not the last one.
func (d *decoder) valueAt(key string, value JSON) (start, end int) {
	at := write.OffsetIn(d.Text, value.text)
	if d.Doubled || at >= uintptr(len(d.Text)) {
		return scan.MemberAt(d.Text, key)
	}
	return int(at), int(at) + len(value.text)
}

// sort brings errors into the order of the text. Package sort has its code compiled
// already, where a function of package slices is compiled for each type; one of its
// functions throughout, so that the others are not in a program.
//
//go:noinline
func (es Errors) sort() {
	sort.SliceStable(es, func(i, j int) bool { return es[i].Offset < es[j].Offset })
}

// hasSyntaxError reports whether the text itself is wrong, so that what was read of it is a part.
//
//go:noinline
func (es Errors) hasSyntaxError() bool {
	for _, e := range es {
		if e.Rule == RuleSyntax {
			return true
		}
	}
	return false
}
