package yaml

import (
	"errors"
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/template"
)

// Read reads a template in YAML as [template.Read] does one in JSON. Text in JSON is read by
// template.Read.
func Read(data []byte, options ...cfn.Option) (*template.Template, error) {
	if isJSON(data) {
		return template.Read(data, options...)
	}
	s, err := parse(data, options)
	if err != nil {
		return nil, err
	}
	return template.ReadSource(s.source(), options...)
}

// isJSON reports whether a text is meant to be JSON: it begins with a brace and is JSON, or is no
// YAML either.
func isJSON(data []byte) bool {
	text, _ := scan.CutMark(data)
	s := scan.Scanner{Text: text, Repeats: true, Distinct: true}
	if s.Peek() != '{' {
		return false
	}
	if _, ok := s.Skip(); ok && s.End() {
		return true
	}
	_, err := parse(data, nil)
	return err != nil
}

// Check reads a template in YAML, or in JSON, and checks it as [template.Check] does.
func Check(data []byte, options ...cfn.Option) cfn.Errors {
	if isJSON(data) {
		return template.Check(data, options...)
	}
	s, err := parse(data, options)
	if err != nil {
		var errs cfn.Errors
		if errors.As(err, &errs) {
			return errs
		}
		return cfn.Errors{{Rule: cfn.RuleType, Message: err.Error()}}
	}
	return template.CheckSource(s.source(), options...)
}

// ToJSON returns a template in YAML as JSON, with the long form of the functions.
func ToJSON(data []byte) ([]byte, error) {
	s, err := parse(data, nil)
	if err != nil {
		return nil, err
	}
	return s.json, nil
}

// stream is a YAML text with the JSON text that it means.
type stream struct {
	// text is without the byte order mark, which has mark bytes.
	text string
	mark int
	json []byte
	// marks are where values and keys of the JSON text stand in the YAML text, in the order of
	// both offsets.
	marks []mark
	// last is the offset that was found last, with its line and column.
	last mark
	// lines are the offsets at which the lines of the text begin.
	lines []int
	root  *node
	// whole are the offsets of values in the JSON text whose insides have no text of their own:
	// those of aliases, of mappings into which others are merged, and the arguments of
	// !GetAtt A.B.
	whole map[int]bool
	// lost reports whether the text is not what the nodes are, so that it cannot be edited.
	lost bool
	// found are warnings.
	found cfn.Errors
}

// mark is the offset of a value in the JSON text, and where it stands in the YAML text.
type mark struct{ json, line, column int }

// parse reads the nodes of a text and makes JSON of them.
func parse(data []byte, options []cfn.Option) (*stream, error) {
	settings, err := cfn.SettingsOf(options)
	if err != nil {
		return nil, err
	}
	s := &stream{text: strings.TrimPrefix(string(data), scan.ByteOrderMark)}
	s.mark = len(data) - len(s.text)
	s.findLines()
	if !utf8.ValidString(s.text) || strings.ContainsRune(s.text, 0) {
		errs := s.errorAt(1, 1, "the text is not UTF-8")
		errs[0].File = settings.FileName
		return nil, errs
	}
	document, err := s.load()
	if err == nil {
		err = s.convert(document)
	}
	if err == nil {
		return s, nil
	}
	var errs cfn.Errors
	if !errors.As(err, &errs) {
		errs = cfn.Errors{{Rule: cfn.RuleSyntax, Message: err.Error()}}
	}
	for _, e := range errs {
		e.File = settings.FileName
	}
	return nil, errs
}

// findLines finds where lines begin. NEL, U+2028 and U+2029 end lines, too, as the library
// counts them.
func (s *stream) findLines() {
	s.lines = []int{0}
	for i := 0; i < len(s.text); i++ {
		switch c := s.text[i]; {
		case c == '\n':
			s.lines = append(s.lines, i+1)
		case c == '\r' && (i+1 == len(s.text) || s.text[i+1] != '\n'):
			s.lines = append(s.lines, i+1)
		case c == 0xC2 && strings.HasPrefix(s.text[i:], "\u0085"):
			s.lines = append(s.lines, i+len("\u0085"))
		case c == 0xE2 && (strings.HasPrefix(s.text[i:], "\u2028") || strings.HasPrefix(s.text[i:], "\u2029")):
			s.lines = append(s.lines, i+len("\u2028"))
		}
	}
}

// offset returns the offset of a line and a column of code points, both from 1.
func (s *stream) offset(line, column int) int {
	if line < 1 || line > len(s.lines) {
		return len(s.text)
	}
	at, n := s.lines[line-1], 1
	if s.last.line == line && s.last.column <= column {
		at, n = s.last.json, s.last.column // most come one after the other
	}
	for ; n < column && at < len(s.text); n++ {
		at++
		for at < len(s.text) && s.text[at]&0xC0 == 0x80 {
			at++
		}
	}
	s.last = mark{at, line, column}
	return at
}

// source returns what package template reads.
func (s *stream) source() *template.Source {
	return &template.Source{JSON: string(s.json), Position: s.position, Whole: s.isWhole, Edit: s.edit, Errors: s.found}
}

// position returns where what stands at an offset of the JSON text stands in the YAML text: the
// value or key that begins there or before it.
func (s *stream) position(offset int) (at, line, column int) {
	i := sort.Search(len(s.marks), func(i int) bool { return s.marks[i].json > offset }) - 1
	if i < 0 {
		return s.mark, 1, 1
	}
	m := s.marks[i]
	if m.line > len(s.lines) {
		return s.mark, 1, 1
	}
	at = s.offset(m.line, m.column)
	return at + s.mark, m.line, at - s.lines[m.line-1] + 1
}

// isWhole reports whether the value at an offset of the JSON text is edited as a whole.
func (s *stream) isWhole(offset int) bool { return s.whole[offset] }

// errorAt returns an error at a node.
func (s *stream) errorAt(line, column int, message string) cfn.Errors {
	at := s.offset(line, column)
	e := &cfn.Error{Rule: cfn.RuleSyntax, Message: message, Offset: at + s.mark, Line: line, Column: 1}
	if line >= 1 && line <= len(s.lines) {
		e.Column = at - s.lines[line-1] + 1
	}
	return cfn.Errors{e}
}

// maxWarnings is how many warnings a text has.
const maxWarnings = 1000
