package scan

// EachMember calls a function with the key of each member of an object and with
// where its value begins and ends.
func EachMember(text string, do func(key string, start, end int)) {
	s := Scanner{Text: text, Repeats: true, Distinct: true}
	if s.Peek() != '{' || !s.Open() {
		return
	}
	for first := true; ; first = false {
		another, ok := s.More('}', first)
		if !another || !ok {
			return
		}
		key, ok := s.Key()
		if !ok {
			return
		}
		s.Peek()
		start := s.Pos
		if _, ok = s.Skip(); !ok {
			return
		}
		do(key, start, s.Pos)
	}
}

// MemberAt returns where the value of an object's member begins and ends; 0 where
// there is no such member.
//
//go:noinline
func MemberAt(text, key string) (start, end int) {
	EachMember(text, func(name string, from, to int) {
		if name == key {
			start, end = from, to // the last one counts, as for AllowDuplicateKeys
		}
	})
	return start, end
}

// EachItem calls a function with the text of each item of the list that comes
// first in a text.
func EachItem(text string, do func(item string)) {
	s := Scanner{Text: text, Repeats: true, Distinct: true}
	if s.Peek() != '[' || !s.Open() {
		return
	}
	for first := true; ; first = false {
		another, ok := s.More(']', first)
		if !another || !ok {
			return
		}
		s.Peek()
		item, ok := s.Skip()
		if !ok {
			return
		}
		do(item)
	}
}

// KindOf is what messages call a JSON value that begins with the text's first byte.
//
//go:noinline
func KindOf(text string) string {
	switch {
	case text == "":
		return "nothing"
	case text[0] == '{':
		return "an object"
	case text[0] == '[':
		return "a list"
	case text[0] == '"':
		return "a string"
	case text[0] == 'n':
		return "null"
	case text[0] == 't' || text[0] == 'f':
		return "a boolean"
	}
	return "a number"
}

// IsObject reports whether a JSON text is that of an object.
func IsObject(text string) bool {
	s := Scanner{Text: text}
	return s.Peek() == '{'
}
