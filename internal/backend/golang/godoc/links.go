package godoc

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Until the lines of a comment are made, a link is its text between linkStart and
// linkMiddle, and its address up to linkEnd. A space of the text is linkSpace where the
// text must not be broken. No description has these characters any more when links are
// read: all control characters are spaces then.
const (
	linkStart  = '\x01'
	linkMiddle = '\x02'
	linkEnd    = '\x03'
	linkSpace  = '\x04'
)

// longestLink is how many characters the text of a link in a doc comment has, which is
// not broken into lines.
const longestLink = 40

// links are those of a comment.
type links struct {
	// doc reports whether the comment is one in which links are rendered.
	doc bool
	// all are the texts and addresses in order, defined those of a doc comment.
	all     [][2]string
	defined map[string]string
}

// in returns a text with its links as the comment has them, and notes their addresses.
func (l *links) in(text string) string {
	if strings.IndexByte(text, linkStart) < 0 {
		return text
	}
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(text, string(linkStart))
		out.WriteString(before)
		if !found {
			return out.String()
		}
		name, rest, _ := strings.Cut(rest, string(linkMiddle))
		address, rest, _ := strings.Cut(rest, string(linkEnd))
		if l.define(name, address) {
			out.WriteString(string(linkStart) + strings.ReplaceAll(name, " ", string(linkSpace)) + string(linkEnd))
		} else {
			out.WriteString(name)
			if pair := [2]string{name, address}; !slices.Contains(l.all, pair) {
				l.all = append(l.all, pair)
			}
		}
		text = rest
	}
}

// define reports whether a link can be one of a doc comment, and notes its address then.
func (l *links) define(name, address string) bool {
	if !l.doc || strings.ContainsAny(name, "[]\n") || utf8.RuneCountInString(name) > longestLink || strings.ContainsAny(address, " \t") {
		return false
	}
	if was, ok := l.defined[name]; ok {
		return was == address
	}
	if l.defined == nil {
		l.defined = map[string]string{}
	}
	l.defined[name] = address
	return true
}

// bracketed puts brackets around the links of a comment's lines.
func bracketed(lines []string) []string {
	for i, line := range lines {
		if strings.IndexByte(line, linkStart) >= 0 {
			lines[i] = linkBrackets.Replace(line)
		}
	}
	return lines
}

var linkBrackets = strings.NewReplacer(string(linkStart), "[", string(linkEnd), "]", string(linkSpace), " ")

// addresses returns a paragraph with the addresses of the links that are text alone.
func (l *links) addresses() []string {
	switch len(l.all) {
	case 0:
		return nil
	case 1:
		return wrap("See "+l.all[0][1], "", "")
	}
	parts := make([]string, len(l.all))
	for i, link := range l.all {
		parts[i] = link[0] + ", " + link[1]
	}
	return wrap("Links: "+strings.Join(parts, "; "), "", "")
}

// definitions returns the addresses of the links of a doc comment, sorted by their texts.
func (l *links) definitions() []string {
	var lines []string
	for name, address := range l.defined {
		lines = append(lines, "["+name+"]: "+address)
	}
	slices.Sort(lines)
	return lines
}

// unlinked returns a text with the texts of its links alone.
func unlinked(text string) string { return new(links).in(text) }
