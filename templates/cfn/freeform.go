package cfn

import (
	"reflect"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn/formats"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

//go:noinline
func typeOf(x any) reflect.Type { return reflect.TypeOf(x) }

// holdsAny reports whether storage of a kind holds values of one of the kinds.
func (k kind) holdsAny(kinds schema.Kinds) bool {
	own := [...]schema.Kinds{
		kindString: schema.KindString, kindBool: schema.KindBoolean, kindInt: schema.KindInteger | schema.KindNumber, kindFloat: schema.KindNumber,
		kindJSON: ^schema.Kinds(0), kindList: schema.KindList, kindMap: schema.KindObject, kindObject: schema.KindObject,
		kindProperties: schema.KindObject,
	}
	return kinds == 0 || own[k]&kinds != 0
}

// kindsAllow reports whether a JSON text is a value of one of the kinds, as it is or
// converted as CloudFormation does. An intrinsic function is one of any kind.
func kindsAllow(k schema.Kinds, text string) bool {
	_, ok := matchKind(k, text)
	return ok || isFunction(text)
}

// matchKind returns as which of the kinds a JSON text is read.
func matchKind(k schema.Kinds, text string) (kind, bool) {
	if k == 0 {
		k = ^schema.Kinds(0)
	}
	if as, ok := matchKindExactly(k, text); ok {
		return as, true
	}
	c, word := scalarOf(text)
	if c == 0 {
		return 0, false
	}
	if c == '"' && strings.Contains(word, dynamicReference) {
		return kindString, true
	}
	for _, as := range [...]struct {
		kind  kind
		kinds schema.Kinds
	}{{kindBool, schema.KindBoolean}, {kindInt, schema.KindInteger | schema.KindNumber}, {kindFloat, schema.KindNumber}} {
		var room Value[string] // as large as any scalar's
		if k&as.kinds != 0 && setScalar(as.kind, storageOf(&room), word, c) == "" {
			return as.kind, true
		}
	}
	return kindString, k&schema.KindString != 0
}

// matchKindExactly is matchKind without any conversion.
func matchKindExactly(k schema.Kinds, text string) (kind, bool) {
	text = strings.TrimLeft(text, " \t\r\n")
	if text == "" {
		return 0, false
	}
	switch c := text[0]; c {
	case '{':
		return kindMap, k&schema.KindObject != 0
	case '[':
		return kindList, k&schema.KindList != 0
	case '"':
		return kindString, k&schema.KindString != 0
	case 't', 'f':
		return kindBool, k&schema.KindBoolean != 0
	case 'n':
		return 0, false
	}
	if _, message := formats.ParseInteger(strings.TrimRight(text, " \t\r\n")); message == "" {
		return kindInt, k&(schema.KindInteger|schema.KindNumber) != 0
	}
	return kindFloat, k&schema.KindNumber != 0
}

// scalarOf returns the first byte of a scalar's JSON text and its text, of a string
// the value; 0 for what is no scalar.
func scalarOf(text string) (c byte, word string) {
	s := scan.Scanner{Text: text}
	c = s.Peek()
	if c == '{' || c == '[' || c == 'n' || c == 0 {
		return 0, ""
	}
	if c != '"' {
		return c, strings.TrimRight(s.Text[s.Pos:], " \t\r\n")
	}
	word, ok := s.Str()
	if !ok {
		return 0, ""
	}
	return c, word
}

// isFunction reports whether a JSON text is an intrinsic function.
func isFunction(text string) bool {
	s := scan.Scanner{Text: text, Repeats: true, Distinct: true}
	if s.Peek() != '{' || !s.Open() || s.Peek() != '"' {
		return false
	}
	name, ok := s.Key()
	if !ok || !isFunctionName(name) || name == "Condition" && s.Peek() != '"' {
		return false
	}
	_, ok = s.Skip()
	return ok && s.Peek() == '}'
}

// freeForm checks free-form JSON against the constraints of its slot.
func (v *validator) freeForm(s *slot, at *JSON) {
	text := at.text
	if !v.silent && !v.nullsReported {
		v.freeBytes += len(text)
	}
	switch in := (scan.Scanner{Text: text, Repeats: true, Distinct: true}); {
	case !isFunction(text):
		v.freeValue(s, at)
	case v.silent:
		v.undecided = true
	default:
		v.freeNext(s, &in)
	}
}

// freeNext checks the value of free-form JSON that comes next, and takes it. The text is
// passed over once, however many Fn::If stand in one another.
func (v *validator) freeNext(s *slot, in *scan.Scanner) {
	c := in.Peek()
	start, was := in.Pos, *v
	if c != '{' {
		in.Skip()
	} else if v.freeFunction(s, in) {
		return
	}
	// What was found in branches is of no function, but part of a value.
	reread := v.reread
	*v = was
	v.reread = reread
	text := JSON{in.Text[start:in.Pos]}
	v.freeValue(s, &text)
}

// freeFunction takes the object that comes next, and reports whether it is an intrinsic
// function. Of an Fn::If it checks both branches; the result of another is not known.
func (v *validator) freeFunction(s *slot, in *scan.Scanner) bool {
	if !in.Open() || in.Peek() != '"' {
		in.SkipMembers(true)
		return false
	}
	name, ok := in.Key()
	switch {
	case !ok:
		return false
	case name == "Fn::If":
		v.freeBranches(s, in)
	default:
		v.undecided = true
		ok = isFunctionName(name) && (name != "Condition" || in.Peek() == '"')
		in.Skip()
	}
	single := in.Peek() == '}'
	in.SkipMembers(false)
	return ok && single
}

// freeBranches takes the arguments of an Fn::If and checks both branches.
func (v *validator) freeBranches(s *slot, in *scan.Scanner) {
	if in.Peek() != '[' || !in.Open() {
		in.Skip()
		return
	}
	n := len(v.errs)
	for i := 0; ; i++ {
		another, ok := in.More(']', i == 0)
		if !another || !ok {
			break
		}
		if i == 1 || i == 2 {
			m := len(v.errs)
			v.freeNext(s, in)
			v.prependPath(m, write.Itoa(i))
		} else if _, ok = in.Skip(); !ok {
			break
		}
	}
	v.prependPath(n, "Fn::If")
}

// freeValue checks free-form JSON that is no intrinsic function.
func (v *validator) freeValue(s *slot, at *JSON) {
	text, c := at.text, s.check
	if scan.KindOf(strings.TrimLeft(text, " \t\r\n")) == "a string" && strings.Contains(text, dynamicReference) {
		v.undecided = true
		return
	}
	if scan.KindOf(strings.TrimLeft(text, " \t\r\n")) == "null" {
		v.undecided = true // json has reported it
		return
	}
	k, ok := matchKind(c.kinds, text)
	if v.exact && c.kinds != 0 {
		k, ok = matchKindExactly(c.kinds, text)
	}
	v.exact = false
	if !ok {
		if v.fails(RuleType) {
			v.report(RuleType, text, c.kinds.String()+" is expected, not "+scan.KindOf(strings.TrimLeft(text, " \t\r\n")))
		}
		return
	}
	_, plain := matchKindExactly(c.kinds, text)
	plain = plain || c.kinds == 0
	v.undecided = v.undecided || !plain
	if c.applicators == nil {
		return
	}
	a := s.applicators()
	if a.err != nil {
		v.report(RuleType, "", "cannot be checked: "+a.err.Error())
		return
	}
	if !v.inEnum(c.enum, text) && v.fails(RuleEnum) {
		v.report(RuleEnum, text, "is not one of "+write.PlainList(c.enum))
	}
	if as := a.as[k]; as != nil {
		v.read(as, text)
	}
	if a.object != nil {
		v.read(a.object, text)
	}
	v.alternatives(a, storageOf(at), plain)
}

func (v *validator) inEnum(enum []string, text string) bool {
	own, ok := digest{}, false
	for i, e := range enum {
		if e == text {
			return true
		}
		if i == 0 {
			own, ok = digestJSON(text)
		}
		if d, known := digestJSON(e); ok && known && d == own {
			return true
		}
	}
	return len(enum) == 0
}

// maxTried bounds how often the bytes of free-form JSON are read as alternatives in
// one check, and minTried is how many bytes may be. Where free-form JSON holds itself
// in two alternatives, each level doubles the work.
const maxTried, minTried = 32, 1 << 14

// rereadTooMuch counts a text that is read once more, and reports where that is too much.
func (v *validator) rereadTooMuch(text string) bool {
	v.reread += len(text)
	if v.reread <= maxTried*v.freeBytes+minTried {
		return false
	}
	v.report(RuleSyntax, "", "too many alternatives in one another")
	return true
}

// read checks JSON text as a value of a slot.
func (v *validator) read(s *slot, text string) {
	if v.rereadTooMuch(text) {
		return
	}
	d := newDecoder(text, nil)
	if d.most = v.most - len(v.errs); v.silent {
		d.most = 0
	}
	ptr := s.newStorage()
	if d.value(s, ptr) {
		d.End()
	}
	// Another alternative may have the value as it is; json has reported nulls.
	v.undecided = v.undecided || d.converted || d.rules&(1<<RuleNull) != 0
	switch {
	case v.silent && d.Fault != nil:
		v.fails(RuleSyntax)
	case v.silent:
		for rule := range numRules {
			if d.rules&(1<<rule) != 0 && rule != RuleNull {
				v.fails(rule)
			}
		}
	default:
		v.beyond += d.beyond
		d.beyond = 0
		for _, e := range d.found() {
			if e.Rule != RuleNull && v.fails(e.Rule) {
				e.Offset, e.Line, e.Column = 0, 0, 0
				v.note(e)
			}
		}
	}
	if d.Fault == nil && d.rules == 0 {
		nullsReported := v.nullsReported
		v.nullsReported = true
		v.member(s, ptr, false)
		v.nullsReported = nullsReported
	}
}

// described writes alternatives for a message.
func described(alternatives []schema.Check) string {
	var words []string
	for i := range alternatives {
		word := describedOne(&alternatives[i])
		if word == "" {
			word = "alternative " + write.Itoa(i+1)
		}
		if len(words) == write.MaxListed {
			words = append(words, "and "+write.Itoa(len(alternatives)-i)+" more")
			break
		}
		words = append(words, word)
	}
	return strings.Join(words, "; ")
}

// describedOne names a check for a message, "" where one word is not enough.
func describedOne(c *schema.Check) string {
	switch {
	case len(c.Required) > 0:
		return strings.Join(c.Required, " with ")
	case len(c.Only) > 0:
		return strings.Join(c.Only, " or ")
	case c.Kinds != 0:
		return c.Kinds.String()
	case len(c.Enum) > 0:
		return "one of " + write.QuotedList(c.Enum)
	case c.Pattern != "":
		return "the pattern " + c.Pattern
	}
	return ""
}
