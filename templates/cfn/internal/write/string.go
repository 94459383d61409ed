package write

import (
	"math/bits"
	"unicode/utf8"
)

// Quote returns a string as JSON text. What is not UTF-8 goes through, so that whoever
// checks the text reports it.
//
//go:noinline
func Quote(s string) string {
	text, _ := AppendString(nil, s)
	return string(text)
}

// AppendString appends a string in quotes. ok is false where it is not UTF-8;
// the bytes are then appended as they are.
func AppendString(dst []byte, s string) (text []byte, ok bool) {
	return AppendRest(append(dst, '"'), s)
}

// AppendRest appends a string and the quote after it, as AppendString does.
func AppendRest(dst []byte, s string) (text []byte, ok bool) {
	ok = true
	for {
		n := len(dst)
		dst = WithRoom(dst, len(s)+WordSize)
		k := CopyPlain(dst[n:cap(dst)], s)
		if dst, s = dst[:n+k], s[k:]; s == "" {
			return append(dst, '"'), ok
		}
		if c := s[0]; c < utf8.RuneSelf {
			dst, s = appendEscape(dst, c), s[1:]
			continue
		}
		r, size := utf8.DecodeRuneInString(s)
		ok = ok && (r != utf8.RuneError || size > 1)
		dst, s = append(dst, s[:size]...), s[size:]
	}
}

// CopyPlain copies what of a string needs no attention, and returns its length. It
// copies each word as it looks at it, which is faster than to look for the end and
// then copy; out has room for a word more than the string has.
func CopyPlain(out []byte, s string) int {
	n := 0
	for ; len(s)-n >= WordSize; n += WordSize {
		w := LoadWord(s[n:])
		StoreWord(out[n:], w)
		if m := Special(w); m != 0 {
			return n + bits.TrailingZeros64(m)/8
		}
	}
	switch k := len(s) - WordSize/2; {
	case n == len(s):
		return n
	case n > 0:
		// The last word, of which the first bytes are there already.
		if w := LoadWord(s[len(s)-WordSize:]); Special(w) == 0 {
			StoreWord(out[len(s)-WordSize:], w)
			return len(s)
		}
	case k >= 0:
		// Two halves of a word, which have some bytes in common.
		if low, high := loadHalf(s), loadHalf(s[k:]); Special(uint64(low)|uint64(high)<<32) == 0 {
			storeHalf(out, low)
			storeHalf(out[k:], high)
			return len(s)
		}
	}
	for ; n < len(s); n++ {
		c := s[n]
		if c < 0x20 || c >= utf8.RuneSelf || c == '"' || c == '\\' {
			return n
		}
		out[n] = c
	}
	return n
}

// appendEscape appends the escape sequence of a byte.
func appendEscape(dst []byte, c byte) []byte {
	switch c {
	case '"', '\\':
		return append(dst, '\\', c)
	case '\n':
		return append(dst, '\\', 'n')
	case '\t':
		return append(dst, '\\', 't')
	case '\r':
		return append(dst, '\\', 'r')
	case '\b':
		return append(dst, '\\', 'b')
	case '\f':
		return append(dst, '\\', 'f')
	}
	const hex = "0123456789abcdef"
	return append(dst, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
}

// WithRoom returns a text with room for n bytes more.
//
//go:noinline
func WithRoom(text []byte, n int) []byte {
	if cap(text)-len(text) >= n {
		return text
	}
	return append(text, make([]byte, n)...)[:len(text)]
}
