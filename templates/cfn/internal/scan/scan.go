package scan

import (
	"math/bits"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"github.com/cfngen/cfngen/templates/cfn/formats"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// MaxDepth is how deep lists and objects may nest, the limit of encoding/json.
const MaxDepth = 10000

// TooDeep is the message about a Go value that is nested deeper than MaxDepth.
const TooDeep = "nested too deeply, or in itself"

// Fault is a mistake in a text.
type Fault struct {
	// Offset is the byte at which it stands.
	Offset int
	// Message is what is wrong, in a sentence without a final stop.
	Message string
}

// Scanner reads JSON text from a position on, and stops at the first mistake. Its methods
// take what comes next, and report whether it was there.
type Scanner struct {
	Text string
	Pos  int
	// Depth is how many lists and objects are open at the position.
	Depth int
	// Repeats allows duplicate keys, Distinct reports whether there are none, or that they
	// do not matter.
	Repeats, Distinct bool
	// Nulls are the offsets of the nulls that were taken.
	Nulls []int
	// Doubled reports whether a value was taken with a duplicate key in it.
	Doubled bool
	// DuplicateKeys are the keys that were found twice in one object.
	DuplicateKeys map[string]struct{}
	// Room is memory that values of strings with escapes are made in, one after
	// the other, which is cheaper than an allocation for each.
	Room []byte
	// Fault is the mistake that ended the scan.
	Fault *Fault
}

// Fail records a mistake in the text at an offset. It returns false, for return.
//
//go:noinline
func (s *Scanner) Fail(offset int, message string) bool {
	if s.Fault == nil {
		s.Fault = &Fault{Offset: offset, Message: message}
	}
	return false
}

// Peek skips white space and returns the next byte, 0 at the end of the text.
//
//go:noinline
func (s *Scanner) Peek() byte {
	for s.Pos < len(s.Text) {
		c := s.Text[s.Pos]
		if c > ' ' || c != ' ' && c != '\n' && c != '\t' && c != '\r' {
			return c
		}
		s.Pos++
	}
	return 0
}

// Expect takes a byte that must come next.
func (s *Scanner) Expect(c byte, message string) bool {
	if s.Peek() != c || s.Pos >= len(s.Text) {
		return s.Unexpected(message)
	}
	s.Pos++
	return true
}

// Unexpected fails at the present byte.
func (s *Scanner) Unexpected(wanted string) bool {
	if s.Pos >= len(s.Text) {
		return s.Fail(s.Pos, "the text ends where "+wanted+" is expected")
	}
	r, size := utf8.DecodeRuneInString(s.Text[s.Pos:])
	if r == utf8.RuneError && size <= 1 {
		return s.Fail(s.Pos, "the text is not UTF-8")
	}
	what := write.Quote(s.Text[s.Pos : s.Pos+size])
	if size > 1 { // which need not be visible
		what = "U+" + codePoint(r)
	}
	return s.Fail(s.Pos, "unexpected character "+what+" where "+wanted+" is expected")
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

// Open enters a list or an object, of which the first byte is next.
//
//go:noinline
func (s *Scanner) Open() bool {
	if s.Depth++; s.Depth > MaxDepth {
		return s.Fail(s.Pos, "nested deeper than "+write.Itoa(MaxDepth)+" levels")
	}
	s.Pos++
	return true
}

// More reports whether another item follows in a list or object that ends with
// end, and takes the comma or the end. first is true before the first item.
func (s *Scanner) More(end byte, first bool) (another, ok bool) {
	// Most texts have no white space.
	if rest := s.Text[s.Pos:]; len(rest) > 1 && rest[0] == ',' && rest[1] > ' ' && rest[1] != end && !first {
		s.Pos++
		return true, true
	}
	c := s.Peek()
	switch {
	case c == end:
		s.Pos++
		s.Depth--
		return false, true
	case first:
		return true, true
	case c != ',':
		what := "the object"
		if end == ']' {
			what = "the list"
		}
		return false, s.Unexpected("a comma or the end of " + what)
	}
	s.Pos++
	if s.Peek() == end {
		return false, s.Unexpected("a value after the comma")
	}
	return true, true
}

// Plain returns the end of the part of the text that needs no attention in a string.
func Plain(text string, i int) int {
	for i+write.WordSize <= len(text) {
		if m := write.Special(write.LoadWord(text[i : i+write.WordSize])); m != 0 {
			return i + bits.TrailingZeros64(m)/8
		}
		i += write.WordSize
	}
	for i < len(text) {
		if c := text[i]; c < 0x20 || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			break
		}
		i++
	}
	return i
}

// Str takes a string, of which the quote is next, and returns its value. Without
// escapes the value shares the text's memory.
func (s *Scanner) Str() (string, bool) {
	start := s.Pos + 1
	i := Plain(s.Text, start)
	if i < len(s.Text) && s.Text[i] == '"' {
		s.Pos = i + 1
		return s.Text[start:i], true
	}
	return s.longStr(start, i)
}

// longStr goes on with a string that began at start and is plain up to i.
func (s *Scanner) longStr(start, i int) (string, bool) {
	var buf []byte // the value up to the last escape
	done := start  // what of the text is in buf
	for {
		if i = Plain(s.Text, i); i >= len(s.Text) {
			return "", s.Fail(start-1, "the string does not end")
		}
		switch c := s.Text[i]; {
		case c == '"':
			s.Pos = i + 1
			if done == start {
				return s.Text[start:i], true
			}
			buf = append(buf, s.Text[done:i]...)
			s.Room = buf[len(buf):]
			return write.StringOf(buf), true
		case c == '\\':
			if buf == nil {
				buf = s.makeRoom(start, i)
			}
			var ok bool
			if buf, i, ok = s.escape(append(buf, s.Text[done:i]...), i); !ok {
				return "", false
			}
			done = i
		case c < 0x20:
			return "", s.Fail(i, "a control character must be escaped in a string")
		default:
			r, size := utf8.DecodeRuneInString(s.Text[i:])
			if r == utf8.RuneError && size <= 1 {
				return "", s.Fail(i, "the string is not UTF-8")
			}
			i += size
		}
	}
}

// makeRoom returns empty memory for the value of a string that has its first escape
// at i. A value that needs more than is left gets memory of its own from append.
// New memory is for all of the string, whose value is never longer than its text.
func (s *Scanner) makeRoom(start, i int) []byte {
	const least, chunk = 128, 1024
	if cap(s.Room) >= least {
		return s.Room
	}
	end := i
	for {
		next := strings.IndexByte(s.Text[end:], '"')
		if end += next + 1; next <= 0 || s.Text[end-2] != '\\' {
			break
		}
	}
	s.Room = make([]byte, 0, max(end-start, min(chunk, len(s.Text)-start)))
	return s.Room
}

// SkipStr takes a string without making its value, which would allocate where
// there are escapes.
func (s *Scanner) SkipStr() bool {
	start := s.Pos
	for i := start + 1; ; {
		i = Plain(s.Text, i)
		if i >= len(s.Text) {
			return s.Fail(start, "the string does not end")
		}
		switch c := s.Text[i]; {
		case c == '"':
			s.Pos = i + 1
			return true
		case c == '\\':
			var scratch [utf8.UTFMax]byte
			var ok bool
			if _, i, ok = s.escape(scratch[:0], i); !ok {
				return false
			}
		case c < 0x20:
			return s.Fail(i, "a control character must be escaped in a string")
		default:
			r, size := utf8.DecodeRuneInString(s.Text[i:])
			if r == utf8.RuneError && size <= 1 {
				return s.Fail(i, "the string is not UTF-8")
			}
			i += size
		}
	}
}

// escape appends what the escape sequence at i stands for and returns its end.
func (s *Scanner) escape(buf []byte, i int) ([]byte, int, bool) {
	if i+1 >= len(s.Text) {
		return nil, 0, s.Fail(i, "the text ends in an escape sequence")
	}
	c := s.Text[i+1]
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
		return nil, 0, s.Fail(i, "the escape sequence is not one that JSON has")
	}
	r, ok := hex4(s.Text, i+2)
	if !ok {
		return nil, 0, s.Fail(i, `four hexadecimal digits must follow \u`)
	}
	i += 6
	if utf16.IsSurrogate(r) {
		low, ok := hex4(s.Text, i+2)
		if !ok || s.Text[i] != '\\' || s.Text[i+1] != 'u' || utf16.DecodeRune(r, low) == utf8.RuneError {
			return nil, 0, s.Fail(i-6, "half of a surrogate pair stands alone")
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

// Number takes a number, of which the first byte is next, and returns its text.
func (s *Scanner) Number() (string, bool) {
	start := s.Pos
	i := start
	if i < len(s.Text) && s.Text[i] == '-' {
		i++
	}
	whole := i
	i = formats.Digits(s.Text, i)
	if i == whole || s.Text[whole] == '0' && i > whole+1 {
		return "", s.Fail(start, "a number has digits, without a zero before them")
	}
	if i < len(s.Text) && s.Text[i] == '.' {
		end := formats.Digits(s.Text, i+1)
		if end == i+1 {
			return "", s.Fail(start, "a number has digits after the point")
		}
		i = end
	}
	if i < len(s.Text) && s.Text[i]|0x20 == 'e' {
		i++
		if i < len(s.Text) && (s.Text[i] == '+' || s.Text[i] == '-') {
			i++
		}
		end := formats.Digits(s.Text, i)
		if end == i {
			return "", s.Fail(start, "a number has digits in the exponent")
		}
		i = end
	}
	s.Pos = i
	return s.Text[start:i], true
}

// Word takes true, false or null.
func (s *Scanner) Word() (string, bool) {
	for _, w := range []string{"true", "false", "null"} {
		if strings.HasPrefix(s.Text[s.Pos:], w) {
			if w == "null" {
				s.Nulls = append(s.Nulls, s.Pos)
			}
			s.Pos += len(w)
			return w, true
		}
	}
	return "", s.Unexpected("a value")
}

// Key takes an object's key and the colon.
func (s *Scanner) Key() (string, bool) {
	if s.Peek() != '"' {
		return "", s.Unexpected("a key in quotes")
	}
	key, ok := s.Str()
	if s.Pos < len(s.Text) && s.Text[s.Pos] == ':' {
		s.Pos++
		return key, ok
	}
	return key, ok && s.Expect(':', "a colon")
}

// End fails where anything but white space is left.
func (s *Scanner) End() bool {
	if s.Peek() != 0 || s.Pos < len(s.Text) {
		return s.Fail(s.Pos, "text follows after the value")
	}
	return true
}
