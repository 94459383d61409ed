package golang

import (
	"bytes"
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/dave/jennifer/jen"
)

// verbatim are parts of a file that are in the formatter's form already: what is regular and
// most of the text. The text that is formatted has a line with an identifier in the place of
// each.
type verbatim []part

// part is one part, without a line feed at its end, and the line in its place with the line
// feed before it.
type part struct{ place, text string }

// add returns the identifier to write in the place of a text. The line is what the
// formatter makes of it, with before and after around the identifier.
func (v *verbatim) add(before, after, text string) *jen.Statement {
	name := "verbatim" + strconv.Itoa(len(*v)) + "End"
	*v = append(*v, part{"\n" + before + name + after, text})
	return jen.Id(name)
}

// fields writes text in the place of the fields of a struct.
func (v *verbatim) fields(g *jen.Group, text string) { g.Add(v.add("\t", "", text)) }

// constants writes text in the place of the constants of a group.
func (v *verbatim) constants(g *jen.Group, text string) {
	g.Add(v.add("\t", " = 0", text)).Op("=").Lit(0)
}

// elements writes lines in the place of the elements of a composite literal at the top
// of a file.
func (v *verbatim) elements(g *jen.Group, lines []string) {
	g.Add(v.add("\t", ",", strings.Join(lines, "\n"))).Op(",")
}

// declarations writes text in the place of declarations at the top of a file.
func (v *verbatim) declarations(g *jen.Group, text string) {
	g.Var().Add(v.add("var ", " int", text)).Int()
}

var errVerbatim = errors.New("the formatter moved what is formatted already")

// insert puts the parts into a formatted text. No text of a specification can look
// like their places: strings are quoted, and lines of comments begin with slashes.
func (v *verbatim) insert(text []byte) ([]byte, error) {
	out := make([]byte, 0, len(text)+v.size())
	for _, p := range *v {
		before, after, ok := bytes.Cut(text, []byte(p.place))
		if !ok {
			return nil, errVerbatim
		}
		out = append(out, before...)
		out = append(out, '\n')
		out = append(out, p.text...)
		text = after
	}
	return append(out, text...), nil
}

// size is how many bytes the parts take.
func (v *verbatim) size() int {
	n := 0
	for _, p := range *v {
		n += 1 + len(p.text)
	}
	return n
}

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
