package golang

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
)

// rows are lines of tables that are in the formatter's form already. The text that
// is formatted has an identifier on a line of its own in the place of each table's:
// the formatter prints what stands in composite literals once for each of those
// around it, to find out how long it is, and they are most of the text.
type rows []table

// table is the lines of one table, and the text of the line in their place.
type table struct {
	lines []string
	place string
}

// add returns the identifier to write in the place of lines that stand so many tabs
// deep.
func (r *rows) add(depth int, lines []string) string {
	name := "rowsOfTable" + strconv.Itoa(len(*r))
	*r = append(*r, table{lines, "\n" + strings.Repeat("\t", depth) + name + ","})
	return name
}

var errRows = errors.New("the formatter moved the lines of a table")

// insert puts the lines into a formatted text. No text of a specification can look
// like their place: strings are quoted, and lines of comments begin with slashes.
func (r *rows) insert(text []byte) ([]byte, error) {
	out := make([]byte, 0, len(text)+r.size())
	for _, t := range *r {
		before, after, ok := bytes.Cut(text, []byte(t.place))
		if !ok {
			return nil, errRows
		}
		out = append(out, before...)
		indent := t.place[:strings.LastIndexByte(t.place, '\t')+1]
		for _, line := range t.lines {
			out = append(out, indent...)
			out = append(out, line...)
			out = append(out, ',')
		}
		text = after
	}
	return append(out, text...), nil
}

// size is how many bytes the lines take at most.
func (r *rows) size() int {
	n := 0
	for _, t := range *r {
		for _, line := range t.lines {
			n += len(t.place) + len(line)
		}
	}
	return n
}
