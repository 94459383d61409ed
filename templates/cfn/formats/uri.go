package formats

import (
	"strconv"
	"strings"
)

// IsURI reports whether a string is a URI of RFC 3986 with a scheme, JSON Schema's
// format "uri". It looks at the characters and where those with a meaning stand,
// not at the scheme's own rules.
func IsURI(s string) bool {
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

// isHost reports whether a text is a host of RFC 3986, section 3.2.2, perhaps with a port.
func isHost(s string) bool {
	host, port := s, ""
	if end := strings.LastIndexByte(s, ']') + 1; end > 0 {
		host, port = s[:end], s[end:]
	} else if i := strings.IndexByte(s, ':'); i >= 0 {
		host, port = s[:i], s[i:]
	}
	if port != "" && (port[0] != ':' || Digits(port, 1) != len(port)) || strings.Contains(host, "@") {
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

// isIPv4 reports whether a text is four numbers of one byte each, without leading zeros.
func isIPv4(s string) bool {
	n, more := 0, true
	for one := ""; more; n++ {
		one, s, more = strings.Cut(s, ".")
		if value, _ := strconv.ParseUint(one, 10, 8); strconv.Itoa(int(value)) != one {
			return false
		}
	}
	return n == 4
}

// isHex reports whether a text is hexadecimal digits, however many.
func isHex(s string) bool { return s != "" && strings.Trim(s, "0123456789abcdefABCDEF") == "" }

// uriCharacters reports whether a part of a URI has no characters but those that it may
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
