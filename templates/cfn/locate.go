package cfn

import (
	"errors"
	"strings"
)

// locate completes an error that knows its offset in a text: its path, line and
// column.
func (e *Error) locate(text string) {
	s := scanner{text: text, repeats: true}
	e.Path = s.pathTo(e.Offset) + e.Path
	e.Line, e.Column = lineAndColumn(text, e.Offset)
}

// lineAndColumn counts both from 1, the column in bytes.
func lineAndColumn(text string, offset int) (line, column int) {
	before := text[:min(offset, len(text))]
	return strings.Count(before, "\n") + 1, len(before) - strings.LastIndexByte(before, '\n')
}

// pathTo gives the JSON pointer of the innermost value that holds an offset, or
// whose key does. It works on broken text, too, up to the mistake.
func (s *scanner) pathTo(offset int) string {
	var path strings.Builder
	for {
		c := s.peek()
		if s.pos >= offset || c != '{' && c != '[' || !s.open() {
			return path.String()
		}
		end := byte(']')
		if c == '{' {
			end = '}'
		}
		key, found := s.childAt(offset, end)
		if !found {
			return path.String()
		}
		path.WriteString("/" + escapePointer(key))
	}
}

// childAt finds the item of a list or object that holds an offset, and stops
// before it.
func (s *scanner) childAt(offset int, end byte) (key string, found bool) {
	for i := 0; ; i++ {
		another, ok := s.more(end, i == 0)
		if !another || !ok || s.pos > offset {
			return "", false
		}
		key = itoa(i)
		if end == '}' {
			if key, ok = s.key(); !ok {
				return "", false
			}
		}
		s.peek()
		start := s.pos
		if _, ok = s.skip(); !ok || s.pos > offset {
			s.pos, s.depth, s.fault = start, 0, nil
			return key, true
		}
	}
}

// inMember completes errors that were found in the value of an object's member,
// so that they refer to the object's text.
func inMember(err error, text, key string) error {
	var errs Errors
	if !errors.As(err, &errs) {
		return err
	}
	at := memberAt(text, key)
	for _, e := range errs {
		e.prepend(key)
		e.Offset += at
		e.Line, e.Column = lineAndColumn(text, e.Offset)
	}
	return err
}

// memberAt gives the offset of the value of an object's member; 0 where there is
// no such member.
func memberAt(text, key string) (offset int) {
	s := scanner{text: text, repeats: true}
	if s.peek() != '{' || !s.open() {
		return 0
	}
	for first := true; ; first = false {
		another, ok := s.more('}', first)
		if !another || !ok {
			return offset
		}
		name, ok := s.key()
		if !ok {
			return offset
		}
		s.peek()
		if name == key {
			offset = s.pos // the last one counts, as for AllowDuplicateKeys
		}
		if _, ok = s.skip(); !ok {
			return offset
		}
	}
}
