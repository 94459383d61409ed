package write

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// MaxShown is how many bytes of a value a message repeats.
const MaxShown = 64

// Shorten cuts text to what a message can show, at the start of a code point.
//
//go:noinline
func Shorten(text string) string { return ShortenTo(text, MaxShown) }

// ShortenTo is Shorten to so many bytes.
func ShortenTo(text string, most int) string {
	if len(text) <= most {
		return text
	}
	for most > 0 && text[most]&0xC0 == 0x80 {
		most--
	}
	return text[:most] + "…"
}

// Quoted returns as much of a string as a message can show, as JSON text.
//
//go:noinline
func Quoted(s string) string {
	return Quote(s[:min(len(s), MaxShown+utf8.UTFMax)])
}

// Itoa returns a number in decimal. It is one call, where strconv would be inlined.
//
//go:noinline
func Itoa(n int) string { return strconv.Itoa(n) }

// Plural returns a number of things: "1 item", "2 items", "3 properties".
func Plural(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	if stem, ok := strings.CutSuffix(what, "y"); ok {
		return Itoa(n) + " " + stem + "ies"
	}
	return Itoa(n) + " " + what + "s"
}

// MaxListed is how many allowed values a message names.
const MaxListed = 10

// QuotedList returns strings in quotes, the first of them where they are many.
func QuotedList(enum []string) string {
	words := make([]string, 0, MaxListed+1)
	for i, v := range enum {
		if i == MaxListed {
			words = append(words, "and "+Itoa(len(enum)-MaxListed)+" more")
			break
		}
		words = append(words, Quote(v))
	}
	return strings.Join(words, ", ")
}

// PlainList is QuotedList without the quotes.
func PlainList(enum []string) string {
	if len(enum) > MaxListed {
		return strings.Join(enum[:MaxListed], ", ") + ", and " + Itoa(len(enum)-MaxListed) + " more"
	}
	return strings.Join(enum, ", ")
}
