package godoc

import (
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Lines returns the comment for a description, without comment markers and
// without blank lines around it; nil where the description has no text. No line
// is wider than 76 characters unless a single word is, and blank lines separate
// the paragraphs.
//
// A link is its text, and its address stands in a paragraph at the end.
func Lines(description string) []string {
	var l links
	lines := l.lines(description)
	if addresses := l.addresses(); addresses != nil {
		lines = append(append(lines, ""), addresses...)
	}
	return lines
}

// DocLines is [Lines] for a comment in which Go's tools render links: a link is its text
// in brackets, and the definitions, which belong at the comment's end, have their
// addresses.
func DocLines(description string) (lines, definitions []string) {
	l := links{doc: true}
	lines = bracketed(l.lines(description))
	if addresses := l.addresses(); addresses != nil {
		lines = append(append(lines, ""), addresses...)
	}
	return lines, l.definitions()
}

// lines returns the comment for a description, whose links are noted.
func (l *links) lines(description string) []string {
	var out []string
	blocks := read(clean(unmark(description)))
	if !slices.ContainsFunc(blocks, func(b block) bool { return b.kind == paragraph }) {
		// A comment that is indented as a whole counts as not indented.
		for i := range blocks {
			blocks[i].kind = paragraph
		}
	}
	before := paragraph
	for i, b := range blocks {
		if i > 0 && (b.kind == paragraph || before != paragraph || b.kind == code) {
			out = append(out, "")
		}
		// In a comment, a list and a code block that meet are one block, and code
		// that begins like a list is one.
		if i > 0 && before != paragraph && b.kind != paragraph || b.kind == code && isMarker(firstWord(b.text[0])) {
			b.kind = paragraph
		}
		if b.kind != code {
			for i := range b.text {
				b.text[i] = l.in(b.text[i])
			}
		}
		out = append(out, b.lines()...)
		before = b.kind
	}
	return out
}

// Wrap returns the lines of one paragraph of our own words, in which names and
// values of a specification may stand. It is kept as it is but for white space,
// what hides or breaks a line, and what would be a link to a Go identifier.
func Wrap(text string) []string { return wrap(OneLine(text), "", "") }

// OneLine makes of any text one line that is safe behind a comment marker: white
// space of every kind becomes single spaces, bad UTF-8 the replacement
// character, and what is invisible, such as the marks that change the direction
// of text, goes.
func OneLine(text string) string { return strings.Join(strings.Fields(clean(text)), " ") }

// clean does what OneLine does and keeps line ends and the number of spaces.
func clean(text string) string {
	if !strings.ContainsFunc(text, unprintable) {
		return text
	}
	text = strings.ToValidUTF8(text, string(utf8.RuneError))
	text = strings.ReplaceAll(text, "\r\n", "\n")
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\n' || r == '\r':
			return '\n'
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' ' // U+2028 and U+2029 among them
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, text)
}

// unprintable finds what clean may have to change.
func unprintable(r rune) bool { return r < ' ' && r != '\n' || r >= 0x7f }

// lines prints a block as gofmt would.
func (b *block) lines() []string {
	if b.kind == code {
		return codeLines(b.text)
	}
	var out []string
	for i, text := range b.text {
		switch {
		case b.kind == list && b.first > 0:
			out = append(out, wrap(text, " "+strconv.Itoa(b.first+i)+". ", "    ")...)
		case b.kind == list:
			out = append(out, wrap(text, "  - ", "    ")...)
		case text != "":
			if len(out) > 0 {
				out = append(out, "")
			}
			out = append(out, prose(text)...)
		}
	}
	return out
}

// codeLines indents code, without the indentation that all of its lines have and
// without blank lines at its end.
func codeLines(text []string) []string {
	for text[len(text)-1] == "" {
		text = text[:len(text)-1]
	}
	shared := math.MaxInt
	for _, line := range text {
		if line != "" {
			shared = min(shared, len(line)-len(strings.TrimLeft(line, " ")))
		}
	}
	var out []string
	for _, line := range text {
		if line != "" {
			line = "\t" + separate(strings.ReplaceAll(line[shared:], "+build", "+ build"))
		}
		out = append(out, line)
	}
	return out
}

// prose wraps a paragraph and keeps its beginning from being taken for a
// heading, a note, a deprecation or the definition of a link.
func prose(text string) []string {
	const deprecated = "deprecated:"
	switch {
	case len(text) >= len(deprecated) && strings.EqualFold(text[:len(deprecated)], deprecated):
		text = strings.Replace(text, ":", " -", 1)
	case firstWord(text) == "#":
		text = strings.Replace(text, "#", `"#"`, 1)
	case text[0] == '[':
		text = strings.Replace(text, "]:", "] :", 1)
	}
	lines := wrap(separate(text), "", "")
	if len(lines) == 1 && isTitle(lines[0]) {
		lines[0] += "."
	}
	return lines
}

// isTitle reports whether a line looks like a sentence without a stop, which gofmt
// takes for a heading.
func isTitle(line string) bool {
	first, _ := utf8.DecodeRuneInString(line)
	last, _ := utf8.DecodeLastRuneInString(line)
	return unicode.IsUpper(first) && (unicode.IsLetter(last) || unicode.IsDigit(last)) &&
		!strings.ContainsAny(line, ";:!?+*/=[]{}_^°&§~%#@<\">\\")
}

// lineWidth is where comments are wrapped, in characters.
const lineWidth = 76

// wrap breaks text at spaces. first begins the first line, indent the others. A
// word that would mean something at the beginning of a line stays on the line
// before it.
func wrap(text, first, indent string) []string {
	var out []string
	line, width, empty := []byte(first), len(first), true
	for word := range strings.FieldsSeq(plain(text)) {
		n := utf8.RuneCountInString(word)
		switch {
		case empty:
		case width+1+n > lineWidth && !isMarker(word):
			out = append(out, string(line))
			line, width = append(line[:0], indent...), len(indent)
		default:
			line, width = append(line, ' '), width+1
		}
		line, width, empty = append(line, word...), width+n, false
	}
	if empty {
		return out
	}
	return append(out, string(line))
}

// isMarker reports whether a word has a meaning at the beginning of a line: that of
// a list's item, of a note or of a deprecation.
func isMarker(word string) bool {
	switch word {
	case "-", "*", "+", "•", "#", "Deprecated:":
		return true
	}
	if digits := strings.TrimLeft(word, "0123456789"); len(digits) < len(word) && (digits == "." || digits == ")") {
		return true
	}
	return isNote(word)
}

// separate keeps a line from being a note: it puts a space before the bracket.
func separate(line string) string {
	if isNote(strings.TrimLeft(line, " ")) {
		return strings.Replace(line, "(", " (", 1)
	}
	return line
}

func firstWord(text string) string {
	word, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	return word
}

// isNote reports whether a text begins a note such as BUG(name): for go/doc.
func isNote(text string) bool {
	rest := strings.TrimLeft(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
	return len(text)-len(rest) >= 2 && strings.HasPrefix(rest, "(")
}
