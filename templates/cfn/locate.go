package cfn

import (
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

// locateBefore sets the present path of the errors before an offset.
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

// sort brings errors into the order of the text. Package sort has its code compiled
// already, where a function of package slices is compiled for each type; one of its
// functions throughout, so that the others are not in a program.
//
//go:noinline
func (es Errors) sort() {
	sort.SliceStable(es, func(i, j int) bool { return es[i].Offset < es[j].Offset })
}
