package cfn

import (
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn/formats"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
)

// dynamicReference is what a string holds that is resolved at deployment.
const dynamicReference = "{{resolve:"

// scalar reads a scalar into storage, converted as CloudFormation does where it
// does not fit as it stands. c is the first byte.
func (d *decoder) scalar(s *slot, ptr storage, c byte) bool {
	at := d.Pos
	if c == '[' || c == 'n' || c == 0 {
		return d.mismatch(s.kind)
	}
	text, ok := d.scalarText(c)
	if !ok {
		return false
	}
	if c == '"' && s.kind != kindString && strings.Contains(text, dynamicReference) {
		*ptr.function() = &Intrinsic{arg: quote(text)}
		return true
	}
	if message := setScalar(s.kind, ptr, text, c); message != "" {
		if message == wrongKind && !d.full() {
			message = s.kind.wrongKindMessage(c)
		}
		d.wrong(RuleType, at, d.Text[at:d.Pos], message)
	}
	d.converted = d.converted || s.kind == kindString || c == '"' // an own string does not come here
	return true
}

// scalarText takes a scalar and returns its text, of a string the value.
func (d *decoder) scalarText(c byte) (string, bool) {
	switch {
	case c == '"':
		return d.Str()
	case c == '-' || c >= '0' && c <= '9':
		return d.Number()
	}
	return d.Word()
}

// wrongKind is the reason for a scalar of another kind; the method makes it a message.
const wrongKind = "another kind"

// wrongKindMessage is the message for a scalar that begins with c.
func (k kind) wrongKindMessage(c byte) string {
	what := "this string"
	if c != '"' {
		what = scan.KindOf(string(c))
	}
	return k.String() + " is expected, not " + what
}

// setScalar puts the text of a scalar into storage. It returns the reason where it
// cannot. c is the first byte of the JSON text, which shows its type.
func setScalar(k kind, ptr storage, text string, c byte) (message string) {
	word := c == 't' || c == 'f'
	switch k {
	case kindString:
		*ptr.string() = Val(text)
		return ""
	case kindBool:
		// The lengths keep letters out that fold to ASCII ones.
		yes := len(text) == len("true") && strings.EqualFold(text, "true")
		no := len(text) == len("false") && strings.EqualFold(text, "false")
		if !yes && !no {
			break
		}
		*ptr.bool() = Val(yes)
		return ""
	case kindInt:
		if word || c == '"' && !isNumber(text) {
			break
		}
		n, message := formats.ParseInteger(text)
		if message == "" {
			*ptr.int64() = Val(n)
		}
		return message
	case kindFloat:
		if word || c == '"' && !isNumber(text) {
			break
		}
		f, err := strconv.ParseFloat(text, 64)
		if err != nil {
			return "the number is too large"
		}
		*ptr.float64() = Val(f)
		return ""
	}
	return wrongKind
}

// shortInt reads the integer at i if it is a plain one of few digits, as most are,
// and returns its end, else 0.
func shortInt(text string, i int) (n int64, end int) {
	const few = 10
	end = i
	for end < len(text) && end < i+few && text[end] >= '0' && text[end] <= '9' {
		n = 10*n + int64(text[end]-'0')
		end++
	}
	if end == i || end == len(text) || text[i] == '0' && end > i+1 {
		return 0, 0
	}
	if c := text[end]; c != ',' && c != '}' && c != ']' && c > ' ' {
		return 0, 0
	}
	return n, end
}

// isNumber reports whether all of a text is a JSON number.
//
//go:noinline
func isNumber(text string) bool {
	if text == "" || text[0] != '-' && (text[0] < '0' || text[0] > '9') {
		return false // without the error that a scan makes
	}
	s := scan.Scanner{Text: text}
	_, ok := s.Number()
	return ok && s.Pos == len(text)
}
