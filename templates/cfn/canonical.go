package cfn

import (
	"sort"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn/formats"
)

// sameJSON says that two JSON texts have the same value, whatever the order of
// keys, the white space, the escapes and the spelling of numbers.
func sameJSON(a, b string) bool {
	if a == b {
		return true
	}
	// Values of two kinds are told apart without the memory that comparing takes.
	if kindOf(strings.TrimLeft(a, " \t\r\n")) != kindOf(strings.TrimLeft(b, " \t\r\n")) {
		return false
	}
	x, ok := canonical(a)
	if !ok {
		return false
	}
	y, ok := canonical(b)
	return ok && x == y
}

// canonical rewrites a JSON text so that equal values have equal texts.
func canonical(text string) (string, bool) {
	s := scanner{text: text}
	out, ok := s.canonical(nil)
	return string(out), ok && s.end()
}

func (s *scanner) canonical(out []byte) ([]byte, bool) {
	switch c := s.peek(); {
	case c == '{':
		return s.canonicalObject(out)
	case c == '[':
		return s.canonicalList(out)
	case c == '"':
		text, ok := s.str()
		out, _ = appendString(out, text)
		return out, ok
	case c == '-' || c >= '0' && c <= '9':
		text, ok := s.number()
		return append(out, formats.CanonicalNumber(text)...), ok
	}
	text, ok := s.word()
	return append(out, text...), ok
}

func (s *scanner) canonicalList(out []byte) ([]byte, bool) {
	if !s.open() {
		return nil, false
	}
	out = append(out, '[')
	for first := true; ; first = false {
		another, ok := s.more(']', first)
		if !another {
			return append(out, ']'), ok
		}
		if out, ok = s.canonical(out); !ok {
			return nil, false
		}
		out = append(out, ',')
	}
}

func (s *scanner) canonicalObject(out []byte) ([]byte, bool) {
	if !s.open() {
		return nil, false
	}
	var members []string
	for first := true; ; first = false {
		another, ok := s.more('}', first)
		if !another {
			sort.SliceStable(members, func(i, j int) bool { return members[i] < members[j] })
			return append(out, "{"+strings.Join(members, ",")+"}"...), ok
		}
		key, ok := s.key()
		if !ok {
			return nil, false
		}
		member, ok := s.canonical([]byte(quote(key) + ":"))
		if !ok {
			return nil, false
		}
		members = append(members, string(member))
	}
}
