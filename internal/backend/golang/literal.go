package golang

import (
	"strings"
	"unicode/utf8"
)

// aligned returns the words of a column, each with so many blanks behind it that the next
// column begins at the same place.
func aligned(words []string) []string {
	most := 0
	for _, word := range words {
		most = max(most, utf8.RuneCountInString(word))
	}
	out := make([]string, len(words))
	for i, word := range words {
		out[i] = word + strings.Repeat(" ", most+1-utf8.RuneCountInString(word))
	}
	return out
}

// literal is a composite literal in the making, of which each element has a key and a line
// of its own.
type literal struct {
	elements []element
}

// element is an element of a composite literal. The value has several lines where there
// are lines: they stand between value and a closing brace.
type element struct {
	key, value string
	lines      []string
	isBlock    bool
}

// add adds an element of one line.
func (l *literal) add(key, value string) {
	l.elements = append(l.elements, element{key: key, value: value})
}

// list adds a list of names where there are any.
func (l *literal) list(key string, names []string) {
	if len(names) > 0 {
		l.add(key, texts(names))
	}
}

// block adds an element whose value begins with an opening brace, and has lines that are
// indented from there.
func (l *literal) block(key, value string, lines []string) {
	l.elements = append(l.elements, element{key, value, lines, true})
}

// text returns the lines, so many tabs deep. The formatter aligns the values of elements of one
// line that follow each other.
func (l *literal) text(depth int) []string {
	indent := strings.Repeat("\t", depth)
	var out, keys []string
	for i, e := range l.elements {
		if e.isBlock {
			out = append(out, indent+e.key+": "+e.value)
			for _, line := range e.lines {
				out = append(out, indent+"\t"+line)
			}
			out = append(out, indent+"},")
			continue
		}
		if len(keys) == 0 {
			for _, next := range l.elements[i:] {
				if next.isBlock {
					break
				}
				keys = append(keys, next.key+":")
			}
			keys = aligned(keys)
		}
		out = append(out, indent+keys[0]+e.value+",")
		keys = keys[1:]
	}
	return out
}
