package scan

import (
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// Skip takes any value and returns its text as it stands.
func (s *Scanner) Skip() (string, bool) {
	c := s.Peek()
	start := s.Pos
	var ok bool
	switch c {
	case '{':
		ok = s.skipObject()
	case '[':
		ok = s.skipList()
	case '"':
		ok = s.SkipStr()
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		_, ok = s.Number()
	default:
		_, ok = s.Word()
	}
	return s.Text[start:s.Pos], ok
}

func (s *Scanner) skipList() bool {
	if !s.Open() {
		return false
	}
	for first := true; ; first = false {
		another, ok := s.More(']', first)
		if !another {
			return ok
		}
		if _, ok = s.Skip(); !ok {
			return false
		}
	}
}

func (s *Scanner) skipObject() bool {
	if !s.Open() {
		return false
	}
	if s.Distinct {
		return s.SkipMembers(true)
	}
	var seen KeySet
	for first := true; ; first = false {
		another, ok := s.More('}', first)
		if !another {
			seen.Release()
			return ok
		}
		at := s.Pos
		key, ok := s.Key()
		if !ok {
			return false
		}
		if seen.Add(key) {
			if !s.Repeats {
				return s.FailDuplicate(at, key)
			}
			s.NoteDuplicate(key)
		}
		if _, ok = s.Skip(); !ok {
			return false
		}
	}
}

// NoteDuplicate notes that a key stands twice in an object.
func (s *Scanner) NoteDuplicate(key string) {
	s.Doubled = true
	if s.DuplicateKeys == nil {
		s.DuplicateKeys = make(map[string]struct{})
	}
	s.DuplicateKeys[key] = struct{}{}
}

// SkipMembers takes the members of an object whose keys are known to be distinct. first
// is true where none was taken.
func (s *Scanner) SkipMembers(first bool) bool {
	for ; ; first = false {
		another, ok := s.More('}', first)
		if !another {
			return ok
		}
		if s.Peek() != '"' {
			return s.Unexpected("a key in quotes")
		}
		if !s.SkipStr() || !s.Expect(':', "a colon") {
			return false
		}
		if _, ok = s.Skip(); !ok {
			return false
		}
	}
}

// FailDuplicate fails because of a duplicate key.
func (s *Scanner) FailDuplicate(at int, key string) bool {
	return s.Fail(at, "the key "+write.Quote(write.Shorten(key))+" stands twice in the same object")
}
