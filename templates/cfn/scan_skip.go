package cfn

// skip takes any value and returns its text as it stands.
func (s *scanner) skip() (string, bool) {
	c := s.peek()
	start := s.pos
	var ok bool
	switch c {
	case '{':
		ok = s.skipObject()
	case '[':
		ok = s.skipList()
	case '"':
		ok = s.skipStr()
	case '-', '0', '1', '2', '3', '4', '5', '6', '7', '8', '9':
		_, ok = s.number()
	default:
		_, ok = s.word()
	}
	return s.text[start:s.pos], ok
}

func (s *scanner) skipList() bool {
	if !s.open() {
		return false
	}
	for first := true; ; first = false {
		another, ok := s.more(']', first)
		if !another {
			return ok
		}
		if _, ok = s.skip(); !ok {
			return false
		}
	}
}

func (s *scanner) skipObject() bool {
	if !s.open() {
		return false
	}
	if s.distinct {
		return s.skipMembers(true)
	}
	var seen keySet
	for first := true; ; first = false {
		another, ok := s.more('}', first)
		if !another {
			seen.release()
			return ok
		}
		at := s.pos
		key, ok := s.key()
		if !ok {
			return false
		}
		if seen.add(key) {
			if !s.repeats {
				return s.repeated(at, key)
			}
			s.repeat(key)
		}
		if _, ok = s.skip(); !ok {
			return false
		}
	}
}

// repeat notes that a key stands twice in an object.
func (s *scanner) repeat(key string) {
	s.doubled = true
	if s.twice == nil {
		s.twice = make(map[string]struct{})
	}
	s.twice[key] = struct{}{}
}

// skipMembers takes the members of an object whose keys are known to be distinct. first
// is true where none was taken.
func (s *scanner) skipMembers(first bool) bool {
	for ; ; first = false {
		another, ok := s.more('}', first)
		if !another {
			return ok
		}
		if s.peek() != '"' {
			return s.unexpected("a key in quotes")
		}
		if !s.skipStr() || !s.expect(':', "a colon") {
			return false
		}
		if _, ok = s.skip(); !ok {
			return false
		}
	}
}

// repeated fails because of a duplicate key.
func (s *scanner) repeated(at int, key string) bool {
	return s.fail(at, "the key "+quote(shorten(key)).text+" stands twice in the same object")
}
