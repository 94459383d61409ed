package godoc

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// kind is what a block of a comment is.
type kind int

const (
	paragraph kind = iota
	list
	code
)

// block is a part of a comment.
type block struct {
	kind kind
	// first is the number of the first item of a list, 0 where it has none.
	first int
	// text is the one text of a paragraph, an element for each item of a list, or
	// the lines of code.
	text []string
}

// reader puts the lines of a description together to blocks.
type reader struct {
	blocks []block
	// open is the paragraph or the list's item that the next line may continue.
	open   strings.Builder
	item   bool
	number int  // of the open item
	title  bool // the open paragraph is a heading
	fenced bool
}

// read finds the blocks of a description without HTML.
func read(text string) []block {
	var r reader
	for line := range strings.SplitSeq(text, "\n") {
		r.line(line)
	}
	r.flush()
	return r.blocks
}

var (
	itemMarker    = regexp.MustCompile(`^(?:[-+*•]|(\d{1,3})[.)])(?:\s+|$)`)
	headingMarker = regexp.MustCompile(`^#{1,6}\s+`)
	linkMarker    = regexp.MustCompile(`^\[([^\[\]]+)\]:\s+`)
)

func (r *reader) line(line string) {
	text := strings.TrimSpace(line)
	switch {
	case strings.HasPrefix(text, "```") && !strings.Contains(text[3:], "`"):
		r.flush()
		r.fenced = !r.fenced
	case r.fenced:
		r.code(strings.TrimRightFunc(line, unicode.IsSpace))
	case text == "":
		// The word of a note stands before the paragraph with its text.
		if open := r.open.String(); open != "Note:" && open != "Important:" && (open != "" || !r.item) {
			r.flush()
		}
	case text[0] == '|' && len(text) > 1:
		r.flush()
		r.code(text)
	case text[0] == '#' && headingMarker.MatchString(text):
		r.flush()
		r.title = true
		r.open.WriteString(headingMarker.ReplaceAllString(text, ""))
		r.flush()
	case text[0] == '[' && linkMarker.MatchString(text):
		r.flush()
		r.open.WriteString(linkMarker.ReplaceAllString(text, "$1: "))
	case strings.ContainsRune("-+*•0123456789", firstRune(text)) && itemMarker.MatchString(text):
		r.flush()
		m := itemMarker.FindStringSubmatch(text)
		r.item = true
		r.number, _ = strconv.Atoi(m[1])
		r.open.WriteString(text[len(m[0]):])
	default:
		r.text(text, len(line)-len(strings.TrimLeftFunc(line, unicode.IsSpace)))
	}
}

// text continues what is open or begins a paragraph. A line that is indented
// begins one, as AWS's converter writes them, unless it goes on with a sentence;
// any other line begins one where the line before ended a sentence.
func (r *reader) text(text string, indent int) {
	open := r.open.String()
	goesOn := unicode.IsLower(firstRune(text))
	ended := open != "" && strings.ContainsRune(".:!?", rune(open[len(open)-1]))
	between := " "
	switch {
	case open == "" || open == "Note:" || open == "Important:":
	case goesOn && !strings.HasSuffix(open, ":") || !ended && (indent == 0 || r.item && indent > 2):
	case r.item && !ended:
		between = ": " // the item's title
	default:
		r.flush()
	}
	if r.open.Len() > 0 {
		r.open.WriteString(between)
	}
	r.open.WriteString(text)
}

func firstRune(text string) rune {
	r, _ := utf8.DecodeRuneInString(text)
	return r
}

// flush ends the open paragraph or item.
func (r *reader) flush() {
	text, item := strings.TrimSpace(r.open.String()), r.item
	title := r.title || isEmphasis(text)
	r.open.Reset()
	r.item, r.title = false, false
	if text = inline(text); text == "" {
		return
	}
	if title && !item && isTitle(text) {
		text += ":"
	}
	if !item {
		r.blocks = append(r.blocks, block{kind: paragraph, text: []string{text}})
		return
	}
	r.extend(block{kind: list, first: r.number, text: []string{text}})
}

// isEmphasis reports whether a paragraph is one emphasised text, a title.
func isEmphasis(text string) bool {
	inner := strings.Trim(text, "*_")
	return len(inner) < len(text) && text[0] == text[len(text)-1] && !strings.ContainsAny(inner, "*`")
}

// code adds a line of code. A block of code does not begin with a blank line.
func (r *reader) code(line string) {
	if n := len(r.blocks); line != "" || n > 0 && r.blocks[n-1].kind == code {
		r.extend(block{kind: code, text: []string{line}})
	}
}

// extend adds a list's item or a line of code to the block that it belongs to.
func (r *reader) extend(b block) {
	if n := len(r.blocks); n > 0 && r.blocks[n-1].kind == b.kind {
		r.blocks[n-1].text = append(r.blocks[n-1].text, b.text...)
		return
	}
	r.blocks = append(r.blocks, b)
}
