package formats

import (
	"errors"
	"math"
	"math/bits"
	"strconv"
	"strings"
)

// ParseInteger reads the text of a JSON number that must be whole: 5, 5.0, 5e2. The
// message is "" or states why it is no integer of 64 bits.
func ParseInteger(text string) (n int64, message string) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err == nil {
		return n, ""
	}
	whole, ok := wholeDigits(text)
	if !ok {
		return 0, "an integer is expected, not a number with a fraction"
	}
	if n, err = strconv.ParseInt(whole, 10, 64); err != nil {
		return 0, "the integer is outside the range of 64 bits"
	}
	return n, ""
}

// maxDigits is more than any 64-bit integer has.
const (
	maxDigits = len(zeros)
	zeros     = "00000000000000000000"
)

// wholeDigits writes a JSON number without point and exponent, which it can
// where the number is whole. Of one that is far too large it returns some that
// is too large as well.
func wholeDigits(text string) (string, bool) {
	digits, exponent := splitExponent(text)
	sign := ""
	if digits == "" {
		return "", false
	}
	if digits[0] == '-' {
		sign, digits = "-", digits[1:]
	}
	before, after, _ := strings.Cut(digits, ".")
	after = strings.TrimRight(after, "0")
	digits = before + after
	if strings.TrimLeft(digits, "0") == "" {
		return "0", true
	}
	shift := -len(after)
	if exponent != "" {
		e, err := strconv.Atoi(strings.TrimPrefix(exponent, "+"))
		if err != nil {
			return "99999999999999999999", exponent[0] != '-'
		}
		shift += max(e, -math.MaxInt32) // which no text has as many digits as
	}
	for ; shift < 0 && strings.HasSuffix(digits, "0"); shift++ {
		digits = digits[:len(digits)-1]
	}
	if shift < 0 {
		return "", false
	}
	digits = strings.TrimLeft(digits, "0")
	return sign + digits + zeros[:min(shift, maxDigits)], true
}

// splitExponent cuts the text of a number before its exponent.
func splitExponent(text string) (digits, exponent string) {
	i := strings.IndexAny(text, "eE")
	if i < 0 {
		return text, ""
	}
	return text[:i], text[i+1:]
}

// CanonicalNumber returns the same text for JSON numbers that are equal: a whole
// number as its digits alone, others as a float64 is written.
func CanonicalNumber(text string) string {
	if whole, ok := wholeDigits(text); ok && len(whole) < maxDigits {
		return whole
	}
	if f, err := strconv.ParseFloat(text, 64); err == nil {
		return strconv.FormatFloat(f, 'g', -1, 64)
	}
	return text
}

// Divisor is the number that another one must be a multiple of, JSON Schema's
// multipleOf. Its zero value divides every number.
type Divisor struct {
	text string
	// The value is digits times ten to the power of exponent.
	digits   uint64
	exponent int
}

// ParseDivisor reads a decimal number above 0; "" is the zero Divisor.
func ParseDivisor(text string) (Divisor, error) {
	if text == "" {
		return Divisor{}, nil
	}
	digits, exponent, ok := scientific(text)
	if !ok || digits == 0 {
		return Divisor{}, errors.New("has a multipleOf that is no number above 0: " + text)
	}
	return Divisor{text, digits, exponent}, nil
}

// scientific splits a JSON number into its digits and the power of ten they are
// multiplied with, which it can where they have room in 64 bits. The sign is lost.
func scientific(text string) (digits uint64, exponent int, ok bool) {
	text, tail := splitExponent(strings.TrimPrefix(text, "-"))
	if tail != "" {
		e, err := strconv.Atoi(tail)
		if err != nil {
			return 0, 0, false
		}
		exponent = e
	}
	before, after, _ := strings.Cut(text, ".")
	after = strings.TrimRight(after, "0")
	digits, err := strconv.ParseUint(before+after, 10, 64)
	return digits, exponent - len(after), err == nil
}

// IsZero reports whether m is the zero Divisor.
func (m *Divisor) IsZero() bool { return m.digits == 0 }

// String returns the number as it was read.
func (m *Divisor) String() string { return m.text }

// Divides reports whether a JSON number is a multiple of m: exactly where the digits
// of both fit in 64 bits, and as math.Mod does elsewhere.
func (m *Divisor) Divides(text string) bool {
	if m.IsZero() {
		return true
	}
	digits, exponent, ok := scientific(text)
	if !ok {
		f, _ := strconv.ParseFloat(text, 64)
		g, _ := strconv.ParseFloat(m.text, 64)
		return math.Mod(f, g) == 0
	}
	divisor := m.digits
	for ; exponent < m.exponent; exponent++ {
		high, low := bits.Mul64(divisor, 10)
		if high != 0 {
			return digits == 0 // the least multiple beside 0 is larger
		}
		divisor = low
	}
	rest := digits % divisor
	for ; rest != 0 && exponent > m.exponent; exponent-- {
		high, low := bits.Mul64(rest, 10)
		rest = bits.Rem64(high, low, divisor)
	}
	return rest == 0
}

// Digits returns the end of the decimal digits at i.
//
//go:noinline
func Digits(text string, i int) int {
	for i < len(text) && text[i] >= '0' && text[i] <= '9' {
		i++
	}
	return i
}
