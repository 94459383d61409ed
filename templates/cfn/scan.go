package cfn

import (
	"math/bits"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/cfngen/cfngen/templates/cfn/formats"
)

// maxDepth is how deep lists and objects may nest, the limit of encoding/json.
const maxDepth = 10000

const deepMessage = "nested too deeply, or in itself"

// scanner reads JSON text. It finds where values begin and end and checks that
// they are JSON; it stops at the first mistake.
type scanner struct {
	text  string
	pos   int
	depth int
	// repeats allows duplicate keys, distinct reports whether there are none, or that they
	// do not matter.
	repeats, distinct bool
	// nulls are the offsets of the nulls that were taken.
	nulls []int
	// doubled reports whether a value was taken with a duplicate key in it.
	doubled bool
	// twice are the keys of objects in kept text that stood twice in one.
	twice map[string]struct{}
	// room is memory that values of strings with escapes are made in, one after
	// the other, which is cheaper than an allocation for each.
	room []byte
	// fault is the mistake that ended the scan.
	fault *Error
}

// fail records a mistake in the text at an offset. It returns false, for return.
//
//go:noinline
func (s *scanner) fail(offset int, message string) bool {
	if s.fault == nil {
		s.fault = &Error{Rule: RuleSyntax, Offset: offset, Message: message}
	}
	return false
}

// peek skips white space and returns the next byte, 0 at the end of the text.
//
//go:noinline
func (s *scanner) peek() byte {
	for s.pos < len(s.text) {
		c := s.text[s.pos]
		if c > ' ' || c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			return c
		}
		s.pos++
	}
	return 0
}

// expect takes a byte that must come next.
func (s *scanner) expect(c byte, message string) bool {
	if s.peek() != c || s.pos >= len(s.text) {
		return s.unexpected(message)
	}
	s.pos++
	return true
}

// unexpected fails at the present byte.
func (s *scanner) unexpected(wanted string) bool {
	if s.pos >= len(s.text) {
		return s.fail(s.pos, "the text ends where "+wanted+" is expected")
	}
	r, size := utf8.DecodeRuneInString(s.text[s.pos:])
	if r == utf8.RuneError && size <= 1 {
		return s.fail(s.pos, "the text is not UTF-8")
	}
	what := quote(s.text[s.pos : s.pos+size]).text
	if size > 1 { // which need not be visible
		what = "U+" + codePoint(r)
	}
	return s.fail(s.pos, "unexpected character "+what+" where "+wanted+" is expected")
}

// codePoint writes a code point as Unicode does, in four hexadecimal digits or more.
func codePoint(r rune) string {
	const hex = "0123456789ABCDEF"
	var text []byte
	for shift := 20; shift >= 0; shift -= 4 {
		if r>>shift > 0 || shift < 16 {
			text = append(text, hex[r>>shift&15])
		}
	}
	return string(text)
}

// open enters a list or an object, of which the first byte is next.
//
//go:noinline
func (s *scanner) open() bool {
	if s.depth++; s.depth > maxDepth {
		return s.fail(s.pos, "nested deeper than "+itoa(maxDepth)+" levels")
	}
	s.pos++
	return true
}

// more reports whether another item follows in a list or object that ends with
// end, and takes the comma or the end. first is true before the first item.
func (s *scanner) more(end byte, first bool) (another, ok bool) {
	// Most texts have no white space.
	if rest := s.text[s.pos:]; len(rest) > 1 && rest[0] == ',' && rest[1] > ' ' && rest[1] != end && !first {
		s.pos++
		return true, true
	}
	c := s.peek()
	switch {
	case c == end:
		s.pos++
		s.depth--
		return false, true
	case first:
		return true, true
	case c != ',':
		what := "the object"
		if end == ']' {
			what = "the list"
		}
		return false, s.unexpected("a comma or the end of " + what)
	}
	s.pos++
	if s.peek() == end {
		return false, s.unexpected("a value after the comma")
	}
	return true, true
}

// wordSize is how many bytes are looked at at once.
const wordSize = 8

// loadWord returns the first bytes of a text as a number, the first the lowest.
func loadWord(t string) uint64 {
	_ = t[wordSize-1]
	return uint64(t[0]) | uint64(t[1])<<8 | uint64(t[2])<<16 | uint64(t[3])<<24 |
		uint64(t[4])<<32 | uint64(t[5])<<40 | uint64(t[6])<<48 | uint64(t[7])<<56
}

// loadHalf is loadWord for half as many bytes.
func loadHalf(t string) uint32 {
	_ = t[wordSize/2-1]
	return uint32(t[0]) | uint32(t[1])<<8 | uint32(t[2])<<16 | uint32(t[3])<<24
}

// storeWord and storeHalf write what loadWord and loadHalf read.
func storeWord(b []byte, w uint64) {
	_ = b[wordSize-1]
	b[0], b[1], b[2], b[3] = byte(w), byte(w>>8), byte(w>>16), byte(w>>24)
	b[4], b[5], b[6], b[7] = byte(w>>32), byte(w>>40), byte(w>>48), byte(w>>56)
}

func storeHalf(b []byte, w uint32) {
	_ = b[wordSize/2-1]
	b[0], b[1], b[2], b[3] = byte(w), byte(w>>8), byte(w>>16), byte(w>>24)
}

// special returns which bytes of a word end the plain part of a string: quotes,
// backslashes, control characters and everything beyond ASCII. The high bit of
// each such byte is set, of those after the first perhaps wrongly. A subtraction
// sets it for the bytes below what is subtracted, and else only where it was set
// before, which the word itself adds anyway.
func special(w uint64) uint64 {
	const ones, highs = 0x0101010101010101, 0x8080808080808080
	quote := w ^ ones*'"'
	slash := w ^ ones*'\\'
	return ((quote - ones) | (slash - ones) | (w - ones*0x20) | w) & highs
}

// plain returns the end of the part of the text that needs no attention in a string.
func plain(text string, i int) int {
	for i+wordSize <= len(text) {
		if m := special(loadWord(text[i : i+wordSize])); m != 0 {
			return i + bits.TrailingZeros64(m)/8
		}
		i += wordSize
	}
	for i < len(text) {
		if c := text[i]; c < 0x20 || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			break
		}
		i++
	}
	return i
}

// str takes a string, of which the quote is next, and returns its value. Without
// escapes the value shares the text's memory.
func (s *scanner) str() (string, bool) {
	start := s.pos + 1
	i := plain(s.text, start)
	if i < len(s.text) && s.text[i] == '"' {
		s.pos = i + 1
		return s.text[start:i], true
	}
	return s.longStr(start, i)
}

// longStr goes on with a string that began at start and is plain up to i.
func (s *scanner) longStr(start, i int) (string, bool) {
	var buf []byte // the value up to the last escape
	done := start  // what of the text is in buf
	for {
		if i = plain(s.text, i); i >= len(s.text) {
			return "", s.fail(start-1, "the string does not end")
		}
		switch c := s.text[i]; {
		case c == '"':
			s.pos = i + 1
			if done == start {
				return s.text[start:i], true
			}
			buf = append(buf, s.text[done:i]...)
			s.room = buf[len(buf):]
			return stringOf(buf), true
		case c == '\\':
			if buf == nil {
				buf = s.makeRoom(start, i)
			}
			var ok bool
			if buf, i, ok = s.escape(append(buf, s.text[done:i]...), i); !ok {
				return "", false
			}
			done = i
		case c < 0x20:
			return "", s.fail(i, "a control character must be escaped in a string")
		default:
			r, size := utf8.DecodeRuneInString(s.text[i:])
			if r == utf8.RuneError && size <= 1 {
				return "", s.fail(i, "the string is not UTF-8")
			}
			i += size
		}
	}
}

// makeRoom returns empty memory for the value of a string that has its first escape
// at i. A value that needs more than is left gets memory of its own from append.
// New memory is for all of the string, whose value is never longer than its text.
func (s *scanner) makeRoom(start, i int) []byte {
	const least, chunk = 128, 1024
	if cap(s.room) >= least {
		return s.room
	}
	end := i
	for {
		next := strings.IndexByte(s.text[end:], '"')
		if end += next + 1; next <= 0 || s.text[end-2] != '\\' {
			break
		}
	}
	s.room = make([]byte, 0, max(end-start, min(chunk, len(s.text)-start)))
	return s.room
}

// skipStr takes a string without making its value, which would allocate where
// there are escapes.
func (s *scanner) skipStr() bool {
	start := s.pos
	for i := start + 1; ; {
		i = plain(s.text, i)
		if i >= len(s.text) {
			return s.fail(start, "the string does not end")
		}
		switch c := s.text[i]; {
		case c == '"':
			s.pos = i + 1
			return true
		case c == '\\':
			var scratch [utf8.UTFMax]byte
			var ok bool
			if _, i, ok = s.escape(scratch[:0], i); !ok {
				return false
			}
		case c < 0x20:
			return s.fail(i, "a control character must be escaped in a string")
		default:
			r, size := utf8.DecodeRuneInString(s.text[i:])
			if r == utf8.RuneError && size <= 1 {
				return s.fail(i, "the string is not UTF-8")
			}
			i += size
		}
	}
}

// escape appends what the escape sequence at i stands for and returns its end.
func (s *scanner) escape(buf []byte, i int) ([]byte, int, bool) {
	if i+1 >= len(s.text) {
		return nil, 0, s.fail(i, "the text ends in an escape sequence")
	}
	c := s.text[i+1]
	switch c {
	case '"', '\\', '/':
		return append(buf, c), i + 2, true
	case 'n':
		return append(buf, '\n'), i + 2, true
	case 't':
		return append(buf, '\t'), i + 2, true
	case 'r':
		return append(buf, '\r'), i + 2, true
	case 'b':
		return append(buf, '\b'), i + 2, true
	case 'f':
		return append(buf, '\f'), i + 2, true
	}
	if c != 'u' {
		return nil, 0, s.fail(i, "the escape sequence is not one that JSON has")
	}
	r, ok := hex4(s.text, i+2)
	if !ok {
		return nil, 0, s.fail(i, `four hexadecimal digits must follow \u`)
	}
	i += 6
	if utf16.IsSurrogate(r) {
		low, ok := hex4(s.text, i+2)
		if !ok || s.text[i] != '\\' || s.text[i+1] != 'u' || utf16.DecodeRune(r, low) == utf8.RuneError {
			return nil, 0, s.fail(i-6, "half of a surrogate pair stands alone")
		}
		r = utf16.DecodeRune(r, low)
		i += 6
	}
	return utf8.AppendRune(buf, r), i, true
}

// hex4 reads four hexadecimal digits at i.
//
//go:noinline
func hex4(text string, i int) (r rune, ok bool) {
	if i+4 > len(text) {
		return 0, false
	}
	for _, c := range []byte(text[i : i+4]) {
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, false
		}
		r = r<<4 | rune(c)
	}
	return r, true
}

// number takes a number, of which the first byte is next, and returns its text.
func (s *scanner) number() (string, bool) {
	start := s.pos
	i := start
	if i < len(s.text) && s.text[i] == '-' {
		i++
	}
	whole := i
	i = formats.Digits(s.text, i)
	if i == whole || s.text[whole] == '0' && i > whole+1 {
		return "", s.fail(start, "a number has digits, without a zero before them")
	}
	if i < len(s.text) && s.text[i] == '.' {
		end := formats.Digits(s.text, i+1)
		if end == i+1 {
			return "", s.fail(start, "a number has digits after the point")
		}
		i = end
	}
	if i < len(s.text) && s.text[i]|0x20 == 'e' {
		i++
		if i < len(s.text) && (s.text[i] == '+' || s.text[i] == '-') {
			i++
		}
		end := formats.Digits(s.text, i)
		if end == i {
			return "", s.fail(start, "a number has digits in the exponent")
		}
		i = end
	}
	s.pos = i
	return s.text[start:i], true
}

// word takes true, false or null.
func (s *scanner) word() (string, bool) {
	for _, w := range []string{"true", "false", "null"} {
		if strings.HasPrefix(s.text[s.pos:], w) {
			if w == "null" {
				s.nulls = append(s.nulls, s.pos)
			}
			s.pos += len(w)
			return w, true
		}
	}
	return "", s.unexpected("a value")
}

// key takes an object's key and the colon.
func (s *scanner) key() (string, bool) {
	if s.peek() != '"' {
		return "", s.unexpected("a key in quotes")
	}
	key, ok := s.str()
	if s.pos < len(s.text) && s.text[s.pos] == ':' {
		s.pos++
		return key, ok
	}
	return key, ok && s.expect(':', "a colon")
}

// end fails where anything but white space is left.
func (s *scanner) end() bool {
	if s.peek() != 0 || s.pos < len(s.text) {
		return s.fail(s.pos, "text follows after the value")
	}
	return true
}
