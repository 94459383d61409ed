package naming

import (
	"crypto/sha256"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Constants returns the names of an enum's constants, in the order of the values. A
// name that an earlier value or something else has is followed by another one,
// which depends on the value alone: its text spelled out, "Value" behind it, its
// bytes. settled has what follows the enum's name for values whose names are
// settled, so that they depend neither on other values nor on the order.
func Constants(enumName string, values []string, settled map[string]string, taken func(name string) bool) []string {
	names := make([]string, len(values))
	used := make(map[string]bool, len(values))
	for i, value := range values {
		if rest, ok := settled[value]; ok && !taken(enumName+rest) {
			names[i] = enumName + rest
			used[names[i]] = true
		}
	}
	for i, value := range values {
		if names[i] != "" {
			continue
		}
		value, sum := short(value)
		words := enumName + plain(value) + sum
		names[i] = words
		for _, other := range []string{enumName + spelled(value) + sum, words + "Value", fmt.Sprintf("%sX%X", words, value)} {
			if !used[names[i]] && !taken(names[i]) {
				break
			}
			names[i] = other
		}
		for used[names[i]] || taken(names[i]) {
			names[i] += "X"
		}
		used[names[i]] = true
	}
	return names
}

// maxValue is the longest value that a constant is called after as a whole, maxWords how
// much there is of longer ones in a name.
const maxValue, maxWords = 128, 64

// short returns the begin of a value that is too long to be part of a name, and a
// checksum in its place; "" for one that is not.
func short(value string) (begin, sum string) {
	if len(value) <= maxValue {
		return value, ""
	}
	end := maxWords
	for !utf8.RuneStart(value[end]) && end > 0 {
		end--
	}
	hash := sha256.Sum256([]byte(value))
	return value[:end], fmt.Sprintf("X%X", hash[:8])
}

// plain is a value in words.
func plain(value string) string {
	words := Words(value)
	switch {
	case words == "":
		return spelled(value)
	case len(value) > 1 && value[0] == '-' && value[1] >= '0' && value[1] <= '9':
		return "Minus" + words
	}
	return words
}

// Words joins the words of a value, each with an upper-case initial. A word all
// in capitals keeps only the first: CONVERT_TO_TEXT is ConvertToText.
func Words(value string) string {
	var b strings.Builder
	for _, word := range strings.FieldsFunc(value, notInIdentifier) {
		if len(word) > 1 && word == strings.ToUpper(word) {
			word = strings.ToLower(word)
		}
		first, size := utf8.DecodeRuneInString(word)
		b.WriteString(string(unicode.ToUpper(first)) + word[size:])
	}
	return b.String()
}

// spelled is a value with its symbols by name and its capitals as they are.
func spelled(value string) string {
	if value == "" {
		return "Empty"
	}
	var b strings.Builder
	initial, symbols := true, false
	for _, r := range value {
		switch {
		case notInIdentifier(r):
			b.WriteString(symbol(r))
			symbols = true
		case initial:
			b.WriteRune(unicode.ToUpper(r))
		default:
			b.WriteRune(r)
		}
		initial = notInIdentifier(r)
	}
	if first, _ := utf8.DecodeRuneInString(value); unicode.IsLower(first) && !symbols {
		b.WriteString("Lower")
	}
	return b.String()
}

// symbol is the name of a character that is neither a letter nor a digit.
func symbol(r rune) string {
	switch r {
	case ' ':
		return "Space"
	case '-':
		return "Dash"
	case '_':
		return "Underscore"
	case '.':
		return "Dot"
	case ',':
		return "Comma"
	case ':':
		return "Colon"
	case '/':
		return "Slash"
	case '*':
		return "Asterisk"
	case '+':
		return "Plus"
	case '=':
		return "Equals"
	case '<':
		return "Less"
	case '>':
		return "Greater"
	case '!':
		return "Not"
	case '%':
		return "Percent"
	case '$':
		return "Dollar"
	case '@':
		return "At"
	}
	return fmt.Sprintf("U%04X", r)
}

func notInIdentifier(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
