package godoc

import (
	"go/doc/comment"
	"strings"
	"unicode"
	"unicode/utf8"
)

// maxSpan is how far the end of a link or of emphasised text is looked for, in
// bytes: a text of opening marks alone takes no longer than it is long.
const maxSpan = 500

// inline returns a text without the marks of code, links and emphasis.
func inline(text string) string {
	if strings.ContainsAny(text, "`[*_") {
		w := writer{rest: text}
		for w.rest != "" {
			w.next()
		}
		text = string(w.out)
	}
	return strings.TrimSpace(text)
}

// plain changes what gofmt and the go command read in a text that has no marks:
// links to Go identifiers, typographic quotes, build constraints.
func plain(text string) string {
	text = unlink(text)
	text = strings.ReplaceAll(text, "``", `""`)
	text = strings.ReplaceAll(text, "''", `""`)
	return strings.ReplaceAll(text, "+build", "+ build")
}

// writer writes a text without marks.
type writer struct {
	out  []byte
	rest string
}

// next writes up to the next mark, and what the mark encloses.
func (w *writer) next() {
	i := strings.IndexAny(w.rest, "`[*_")
	if i < 0 {
		i = len(w.rest)
	}
	w.out, w.rest = append(w.out, w.rest[:i]...), w.rest[i:]
	if w.rest == "" {
		return
	}
	switch c := w.rest[0]; {
	case c == '`':
		w.code()
	case c == '[' && w.link():
	case c != '[' && w.emphasis(c):
	default:
		n := run(w.rest)
		w.out, w.rest = append(w.out, w.rest[:n]...), w.rest[n:]
	}
}

// run is the number of times that the first byte of a text repeats, 4 for more.
func run(text string) int {
	n := 1
	for n < len(text) && n < 4 && text[n] == text[0] {
		n++
	}
	return n
}

// code writes a code span as it is. Two spans can meet: a run of four back-quotes
// ends one and begins another.
func (w *writer) code() {
	content, rest, ok := codeSpan(w.rest)
	if !ok {
		if len(w.rest)-len(rest) == 1 {
			w.out = append(w.out, '`')
		}
		w.rest = rest
		return
	}
	w.rest = rest
	if content = strings.TrimSpace(content); content == "" {
		return
	}
	if last, _ := utf8.DecodeLastRune(w.out); unicode.IsLetter(last) || unicode.IsDigit(last) {
		w.out = append(w.out, ' ')
	}
	w.out = append(w.out, content...)
	if strings.HasPrefix(rest, "[") {
		w.out = append(w.out, ' ')
	}
}

// codeSpan cuts a text into the code span at its beginning and what follows. A
// span that is not closed is nothing but its back-quotes.
func codeSpan(text string) (content, rest string, ok bool) {
	n := run(text)
	if n > 3 {
		n = 2
	}
	text = text[n:]
	for i := 0; i < len(text); {
		next := strings.IndexByte(text[i:], '`')
		if next < 0 {
			break
		}
		i += next
		quotes := run(text[i:])
		if quotes == n || quotes > 3 && n == 2 {
			return text[:i], text[i+n:], true
		}
		i += quotes
	}
	return "", text, false
}

// link writes the text of a link, and its address where it can be followed from
// anywhere.
func (w *writer) link() bool {
	text, rest := enclosed(w.rest, '[', ']')
	if !strings.HasPrefix(rest, "(") {
		return false
	}
	address, rest := enclosed(rest, '(', ')')
	if address == "" {
		return false
	}
	w.rest = rest
	text = inline(text)
	address, _, _ = strings.Cut(strings.TrimSpace(address), " ") // a title may follow
	address = inner(strings.Trim(address, "<>"))
	switch {
	case !strings.HasPrefix(address, "https://") && !strings.HasPrefix(address, "http://"):
		w.out = append(w.out, text...)
	case text == "" || text == address:
		w.out = append(w.out, address...)
	default:
		w.out = append(w.out, string(linkStart)+unlinked(text)+string(linkMiddle)+unlinked(address)+string(linkEnd)...)
	}
	return true
}

// enclosed returns what stands between a pair of brackets at the beginning of a
// text, and what follows; both empty where the pair is not closed.
func enclosed(text string, open, closing byte) (content, rest string) {
	depth := 0
	for i := 0; i < len(text) && i < maxSpan; i++ {
		switch text[i] {
		case open:
			depth++
		case closing:
			if depth--; depth == 0 {
				return text[1:i], text[i+1:]
			}
		}
	}
	return "", ""
}

// inner returns an address that was written behind a host by mistake, as in
// https://docs.example.com/https://example.org/.
func inner(address string) string {
	_, behind, _ := strings.Cut(address, "://")
	if _, path, ok := strings.Cut(behind, "/"); ok &&
		(strings.HasPrefix(path, "https://") || strings.HasPrefix(path, "http://")) {
		return path
	}
	return address
}

// emphasis writes emphasised text. A mark opens it at the beginning of a word and
// closes it at the end of one; anywhere else it is text, such as a wildcard.
func (w *writer) emphasis(mark byte) bool {
	n := run(w.rest)
	if before, _ := utf8.DecodeLastRune(w.out); n > 3 || len(w.out) > 0 && !unicode.IsSpace(before) && !strings.ContainsRune(`("'[-–—,`, before) {
		return false
	}
	if after := firstRune(w.rest[n:]); !isWord(after) && !strings.ContainsRune("{<[`$", after) {
		return false
	}
	text := w.rest[n:min(len(w.rest), maxSpan)]
	for i := 0; i < len(text); i++ {
		if text[i] == '`' {
			_, rest, _ := codeSpan(text[i:])
			i = len(text) - len(rest) - 1
			continue
		}
		if text[i] != mark {
			continue
		}
		end := i + run(text[i:])
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		if end-i == n && !unicode.IsSpace(before) && !isWord(firstRune(text[end:])) {
			w.rest = w.rest[n+end:]
			w.out = append(w.out, inline(text[:i])...)
			return true
		}
		i = end - 1
	}
	return false
}

func isWord(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsDigit(r))
}

// unlink puts spaces into brackets that a doc comment would make a link to a Go
// identifier.
func unlink(text string) string {
	open := strings.IndexByte(text, '[')
	if open < 0 {
		return text
	}
	var out strings.Builder
	for open >= 0 {
		end := strings.IndexAny(text[open+1:], "[]")
		if end < 0 {
			break
		}
		end += open + 1
		before, _ := utf8.DecodeLastRuneInString(text[:open])
		if text[end] == ']' && !isWord(before) && !isWord(firstRune(text[end+1:])) && isGoName(text[open+1:end]) {
			out.WriteString(text[:open] + "[ " + text[open+1:end] + " ]")
			text = text[end+1:]
		} else {
			out.WriteString(text[:end])
			text = text[end:]
		}
		open = strings.IndexByte(text, '[')
	}
	out.WriteString(text)
	return out.String()
}

// isGoName reports whether a text can name an identifier or a package to a doc
// comment.
func isGoName(text string) bool {
	text = strings.TrimPrefix(text, "*")
	if text == "" || strings.ContainsFunc(text, func(r rune) bool { return !isWord(r) && !strings.ContainsRune("_./-~+", r) }) {
		return false
	}
	_, known := comment.DefaultLookupPackage(text)
	return known || strings.Contains(text, "/") || unicode.IsUpper(firstRune(text[strings.LastIndexByte(text, '.')+1:]))
}

// IsVerbatim reports whether a text, such as a regular expression, can stand in a
// comment exactly as it is: one word of ASCII in which a doc comment sees no
// link and no typographic quotes.
func IsVerbatim(text string) bool {
	return text != "" && !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r >= 0x7f }) &&
		!strings.Contains(text, "://") && plain(text) == text
}
