package cfn

import (
	"errors"
	"math"
	"math/bits"
	"strconv"
	"strings"
)

// multiple is the number that another one must be a multiple of: digits times a
// power of ten. Its digits are 0 where there is none.
type multiple struct {
	text     string
	digits   uint64
	exponent int
}

func newMultiple(text string) (multiple, error) {
	if text == "" {
		return multiple{}, nil
	}
	digits, exponent, ok := scientific(text)
	if !ok || digits == 0 {
		return multiple{}, errors.New("has a multipleOf that is no number above 0: " + text)
	}
	return multiple{text, digits, exponent}, nil
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

// divides says that a JSON number is a multiple, exactly where its digits have
// room in 64 bits.
func (m *multiple) divides(text string) bool {
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

func (v *validator) multipleOf(m *multiple, text string) {
	if !m.divides(text) && v.fails(RuleMultipleOf) {
		v.report(RuleMultipleOf, text, "is not a multiple of "+m.text)
	}
}

// format checks a string's format.
func (v *validator) format(format, s string) {
	if format == "" || v.skip&(1<<RuleFormat) != 0 || strings.Contains(s, dynamicReference) {
		return
	}
	ok := true
	switch format {
	case "date-time":
		ok = isDateTime(s)
	case "uri":
		ok = isURI(s)
	}
	if !ok && v.fails(RuleFormat) {
		v.report(RuleFormat, string(quote(s)), "is not of the format "+format)
	}
}

// isDateTime says that a string is a date and time of RFC 3339, section 5.6.
func isDateTime(s string) bool {
	const form = "0000-00-00T00:00:00"
	if len(s) < len(form)+1 {
		return false
	}
	for i := range len(form) {
		c := s[i]
		switch digit := c >= '0' && c <= '9'; form[i] {
		case '0':
			if !digit {
				return false
			}
		case 'T':
			if c|0x20 != 't' {
				return false
			}
		default:
			if c != form[i] {
				return false
			}
		}
	}
	var parts [6]int // year, month, day, hour, minute, second
	for i, at := range [...]struct{ from, to int }{{0, 4}, {5, 7}, {8, 10}, {11, 13}, {14, 16}, {17, 19}} {
		parts[i], _ = strconv.Atoi(s[at.from:at.to])
	}
	year, month, day, hour, minute, second := parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]
	if month < 1 || month > 12 || day < 1 || day > daysIn(year, month) || hour > 23 || minute > 59 || second > 60 {
		return false
	}
	rest := s[len(form):]
	if rest[0] == '.' {
		end := digits(rest, 1)
		if end == 1 {
			return false
		}
		rest = rest[end:]
	}
	offset, ok := zone(rest)
	if !ok || second < 60 {
		return ok
	}
	// A leap second is one of the last minute of a day in UTC.
	return (hour*60+minute-offset+2*24*60)%(24*60) == 24*60-1
}

// zone reads the offset from UTC, in minutes.
func zone(s string) (minutes int, ok bool) {
	if s == "Z" || s == "z" {
		return 0, true
	}
	if len(s) != 6 || s[0] != '+' && s[0] != '-' || s[3] != ':' || digits(s, 1) != 3 || digits(s, 4) != 6 {
		return 0, false
	}
	h, _ := strconv.Atoi(s[1:3])
	m, _ := strconv.Atoi(s[4:])
	minutes = h*60 + m
	if s[0] == '-' {
		minutes = -minutes
	}
	return minutes, h < 24 && m < 60
}

func daysIn(year, month int) int {
	switch month {
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// isURI says that a string is a URI of RFC 3986 with a scheme. It looks at the
// characters and where those with a meaning stand, not at the scheme's own rules.
func isURI(s string) bool {
	scheme, rest, ok := strings.Cut(s, ":")
	if !ok || scheme == "" {
		return false
	}
	for i := range len(scheme) {
		c := scheme[i]
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		other := c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.'
		if !letter && (i == 0 || !other) {
			return false
		}
	}
	rest, fragment, _ := strings.Cut(rest, "#")
	authority, isHierarchy := strings.CutPrefix(rest, "//")
	if !isHierarchy {
		return uriCharacters(rest+fragment, "/?")
	}
	end := strings.IndexAny(authority, "/?")
	if end < 0 {
		end = len(authority)
	}
	authority, rest = authority[:end], authority[end:]
	user, host, ok := strings.Cut(authority, "@")
	if !ok {
		user, host = "", authority
	}
	return uriCharacters(user, "") && isHost(host) && uriCharacters(rest+fragment, "/?")
}

// isHost says that a text is a host of RFC 3986, section 3.2.2, perhaps with a port.
func isHost(s string) bool {
	host, port := s, ""
	if end := strings.LastIndexByte(s, ']') + 1; end > 0 {
		host, port = s[:end], s[end:]
	} else if i := strings.IndexByte(s, ':'); i >= 0 {
		host, port = s[:i], s[i:]
	}
	if port != "" && (port[0] != ':' || digits(port, 1) != len(port)) || strings.Contains(host, "@") {
		return false
	}
	inner, isLiteral := strings.CutPrefix(host, "[")
	if !isLiteral {
		return uriCharacters(host, "")
	}
	inner, isLiteral = strings.CutSuffix(inner, "]")
	if v := strings.IndexByte(inner, '.'); v > 1 && inner[0]|0x20 == 'v' {
		address := inner[v+1:] // in which nothing is escaped
		return isLiteral && isHex(inner[1:v]) && address != "" && !strings.Contains(address, "%") && uriCharacters(address, "")
	}
	before, after, short := strings.Cut(inner, "::")
	n, ok := ipv6Parts(before, !short)
	m, also := ipv6Parts(after, true)
	return isLiteral && ok && also && (short && n+m < 8 || !short && n == 8)
}

// ipv6Parts counts the 16 bits of a part of an IPv6 address; an IPv4 address at its
// end, which last allows, has twice as many.
func ipv6Parts(s string, last bool) (n int, ok bool) {
	for more := s != ""; more; n++ {
		var one string
		if one, s, more = strings.Cut(s, ":"); last && !more && isIPv4(one) {
			n++
		} else if len(one) > 4 || !isHex(one) {
			return 0, false
		}
	}
	return n, true
}

// isIPv4 says that a text is four numbers of one byte each, without leading zeros.
func isIPv4(s string) bool {
	n, more := 0, true
	for one := ""; more; n++ {
		one, s, more = strings.Cut(s, ".")
		if value, _ := strconv.ParseUint(one, 10, 8); itoa(int(value)) != one {
			return false
		}
	}
	return n == 4
}

// isHex says that a text is hexadecimal digits, however many.
func isHex(s string) bool { return s != "" && strings.Trim(s, "0123456789abcdefABCDEF") == "" }

// uriCharacters says that a part of a URI has no characters but those that it may
// have unescaped, or those of others after a percent sign.
func uriCharacters(s, also string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9':
		case c == '%':
			if i+2 >= len(s) {
				return false
			}
			if !isHex(s[i+1 : i+3]) {
				return false
			}
			i += 2
		case strings.IndexByte("-._~!$&'()*+,;=:@"+also, c) < 0:
			return false
		}
	}
	return true
}
