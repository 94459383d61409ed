package cfn

import (
	"strings"

	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// function checks an intrinsic function: the branches of an Fn::If against the
// slot, the arguments of any against its signature. required reports whether neither
// branch may leave the value out.
func (v *validator) function(s *slot, fn *Intrinsic, required bool) {
	if v.silent || s.constraintsOnly {
		v.undecided = true
		return
	}
	n := len(v.errs)
	switch b := fn.branches; {
	case fn.name == "":
		if !strings.Contains(fn.arg.text, dynamicReference) || fn.arg.text[0] != '"' {
			v.report(RuleIntrinsic, fn.arg.text, "a dynamic reference is a string with {{resolve: in it")
		}
		v.json(fn.arg)
		return
	case !isFunctionName(fn.name):
		v.report(RuleIntrinsic, write.Quoted(fn.name), "is not the name of an intrinsic function")
	case b != nil && b.object != any(s.typ):
		v.report(RuleType, "", branchMessage)
	case b == nil:
		v.arguments(fn)
	default:
		v.branch(s, storage(b.then), required, "1")
		v.branch(s, storage(b.els), required, "2")
	}
	v.prependPath(n, fn.name)
}

const branchMessage = "the branches of the Fn::If are not of the type of its place"

// branch checks one branch of an Fn::If, of which index is the position in the arguments.
func (v *validator) branch(s *slot, ptr storage, required bool, index string) {
	n := len(v.errs)
	if s.present(ptr) {
		v.member(s, ptr, required)
	} else if required {
		v.report(RuleRequired, "", requiredMessage)
	}
	v.prependPath(n, index)
}

// arguments checks the arguments of a function, and the functions in them.
func (v *validator) arguments(fn *Intrinsic) { v.argument(fn.name, fn.arg) }

// json checks text that has no type: that it is JSON without null, and that the
// intrinsic functions in it have arguments of the right shape.
//
//go:noinline
func (v *validator) json(text JSON) { v.argument("", text) }

// argument is json for the argument of the function of a name.
func (v *validator) argument(name string, text JSON) {
	if v.nullsReported || v.silent {
		return
	}
	if isPlainString(text.text) && signatureError(name, shape{kind: 's'}) == "" {
		return // most are
	}
	w := walker{Scanner: scan.Scanner{Text: text.text}, most: v.most - len(v.errs), off: v.skip}
	if shape, ok := w.walk(); ok && w.End() {
		w.check(name, shape, 0, len(text.text))
	}
	if w.Fault == nil && len(w.Nulls) == 0 && w.beyond+len(w.errs) == 0 {
		return
	}
	if w.Fault != nil {
		w.note(RuleSyntax, w.Fault.Offset, "", w.Fault.Message)
	} else {
		for _, at := range w.Nulls {
			message := nullMessage(w.Text, at)
			if name == "Fn::GetAZs" && at == 0 {
				message = nullArgument
			}
			w.note(RuleNull, at, "null", message)
		}
	}
	w.errs.locate(w.Text, 0)
	for _, e := range w.errs {
		e.Offset, e.Line, e.Column = 0, 0, 0
	}
	v.errs, v.beyond = append(v.errs, w.errs...), v.beyond+w.beyond
}

// isPlainString reports whether JSON text is a string of ASCII without escapes.
func isPlainString(text string) bool {
	return len(text) > 1 && text[0] == '"' && scan.Plain(text, 1) == len(text)-1 && text[len(text)-1] == '"'
}

// walker looks for intrinsic functions in JSON text. It reads the text once,
// however deep the functions stand in one another.
type walker struct {
	scan.Scanner
	errs         Errors
	most, beyond int
	off          uint64 // the rules that are off, as bits
}

// note notes what is wrong with a value.
func (w *walker) note(rule Rule, at int, value, message string) {
	switch {
	case w.off&(1<<rule) != 0:
	case len(w.errs) < w.most:
		w.errs = append(w.errs, &Error{Rule: rule, Value: write.Shorten(value), Offset: at, Message: message})
	default:
		w.beyond++
	}
}

// shape is what a function's signature asks of an argument: the letters of what
// the argument is, and of its items where it is a list.
type shape struct {
	kind  byte
	items [maxArguments]byte
	n     int // of the items, also where there are more than have room
}

// maxArguments is how many arguments a function takes at most.
const maxArguments = 10

// walk takes a value.
func (w *walker) walk() (shape, bool) {
	switch w.Peek() {
	case '{':
		kind, ok := w.object()
		return shape{kind: kind}, ok
	case '[':
		return w.list()
	case '"':
		_, ok := w.Skip()
		return shape{kind: 's'}, ok
	}
	_, ok := w.Skip()
	return shape{kind: 'n'}, ok
}

func (w *walker) list() (out shape, ok bool) {
	out.kind = 'l'
	if !w.Open() {
		return out, false
	}
	for ; ; out.n++ {
		another, ok := w.More(']', out.n == 0)
		if !another {
			return out, ok
		}
		item, ok := w.walk()
		if !ok {
			return out, false
		}
		if out.n < maxArguments {
			out.items[out.n] = item.kind
		}
	}
}

// object takes an object and returns the letter of what it is.
func (w *walker) object() (kind byte, ok bool) {
	if !w.Open() {
		return 0, false
	}
	var seen scan.KeySet
	var name string
	var argument shape
	at, end, n := 0, 0, 0
	for first := true; ; first = false {
		another, ok := w.More('}', first)
		if !another {
			seen.Release()
			if n != 1 || !isFunctionName(name) || name == "Condition" && argument.kind != 's' {
				return 'o', ok
			}
			if !isMacro(name) {
				w.check(name, argument, at, end)
			}
			return 'f', ok
		}
		keyAt := w.Pos
		if name, ok = w.Key(); !ok {
			return 0, false
		}
		if seen.Add(name) {
			return 0, w.FailDuplicate(keyAt, name)
		}
		w.Peek()
		at = w.Pos
		if argument, ok = w.walk(); !ok {
			return 0, false
		}
		end = w.Pos
		n++
		if isMacro(name) { // beside other keys, too
			w.check(name, argument, at, end)
		}
	}
}

// check notes a function's argument of the wrong shape, which stands in the text
// from start to end.
func (w *walker) check(name string, argument shape, start, end int) {
	if message := signatureError(name, argument); message != "" {
		w.note(RuleIntrinsic, start, w.Text[start:end], message)
	}
}

// signature returns the arguments that a function takes, "" for one that is not
// known, which is not checked. Alternatives are separated by |. One that begins
// with = is a single argument, others are the items of a list, of
// which those with ? can be left out. The letters are the kinds of value that fit:
// s string (or another scalar), l list, o object, * any. An intrinsic function fits
// in the place of all arguments and of each: the ones that CloudFormation has take
// some, and what macros and the transform AWS::LanguageExtensions add take others.
func signature(name string) string {
	switch name {
	case "Ref", "Condition":
		return "=s"
	case "Fn::GetAtt":
		return "=s|s,s"
	case "Fn::Sub":
		return "=s|s,o"
	case "Fn::Join":
		return "s,l"
	case "Fn::Select":
		return "s,l"
	case "Fn::Split":
		return "s,s"
	case "Fn::If":
		return "s,*,*"
	case "Fn::FindInMap":
		return "s,s,s,o?"
	case "Fn::Base64", "Fn::GetAZs", "Fn::ImportValue":
		return "=s"
	case "Fn::Cidr":
		return "s,s,s?"
	case "Fn::Transform":
		return "=o"
	case "Fn::Length":
		return "=l"
	case "Fn::ToJsonString":
		return "=lo"
	case "Fn::Not":
		return "*"
	case "Fn::Equals":
		return "*,*"
	case "Fn::Contains":
		return "l,s"
	case "Fn::EachMemberEquals":
		return "l,s"
	case "Fn::EachMemberIn":
		return "l,l"
	case "Fn::RefAll":
		return "=s"
	case "Fn::ValueOf", "Fn::ValueOfAll":
		return "s,s"
	case "Fn::GetStackOutput":
		return "=o"
	case "Fn::And", "Fn::Or":
		return "*,*,*?,*?,*?,*?,*?,*?,*?,*?"
	}
	if isMacro(name) { // Fn::ForEach::Name
		return "s,l,o"
	}
	return ""
}

// signatureError returns what is wrong with a function's argument, "" for nothing.
func signatureError(name string, argument shape) string {
	want := signature(name)
	if want == "" || argument.kind == 'f' {
		return ""
	}
	if name == "Fn::Transform" {
		return transformError(argument)
	}
	if name == "Ref" && argument.kind == 'n' {
		return "Ref takes the name of a parameter or a resource"
	}
	if name == "Fn::GetAtt" && argument.kind == 'n' {
		return "Fn::GetAtt takes a logical ID, a dot and an attribute, or a list of the two"
	}
	for rest := want; rest != ""; {
		var alternative string
		alternative, rest, _ = strings.Cut(rest, "|")
		if argument.fits(alternative) {
			return ""
		}
	}
	return name + " takes " + wording(want)
}

// transformError is signatureError for Fn::Transform, which takes a macro or a list of them.
func transformError(argument shape) string {
	macros := argument.kind == 'l' && argument.n > 0 || argument.kind == 'o'
	for _, kind := range argument.items[:min(argument.n, maxArguments)] {
		macros = macros && kindFits("o", kind)
	}
	if macros {
		return ""
	}
	return "Fn::Transform takes an object with the name of a macro, or a list of such objects"
}

// fits reports whether an argument has the shape of one alternative of a signature.
func (a *shape) fits(want string) bool {
	if kinds, single := strings.CutPrefix(want, "="); single {
		return kindFits(kinds, a.kind)
	}
	if a.kind != 'l' || a.n > maxArguments {
		return false
	}
	for _, kind := range a.items[:a.n] {
		var item string
		if item, want, _ = strings.Cut(want, ","); item == "" || !kindFits(strings.TrimSuffix(item, "?"), kind) {
			return false
		}
	}
	next, _, _ := strings.Cut(want, ",")
	return next == "" || strings.HasSuffix(next, "?")
}

// kindFits reports whether a value is of one of the kinds, or an intrinsic function.
// A scalar that is no string is as good as one: CloudFormation converts it.
func kindFits(kinds string, kind byte) bool {
	if kind == 'n' {
		kind = 's'
	}
	return kinds == "*" || kind == 'f' || strings.IndexByte(kinds, kind) >= 0
}

// wording writes a signature for a message.
func wording(want string) string {
	text := ""
	for want != "" {
		var alternative string
		alternative, want, _ = strings.Cut(want, "|")
		if text != "" {
			text += ", or "
		}
		if kinds, single := strings.CutPrefix(alternative, "="); single {
			text += kindWords(kinds)
		} else {
			text += "a list of " + itemWords(alternative)
		}
	}
	return text
}

// itemWords writes the items of a list in a signature.
func itemWords(want string) string {
	var items []string
	for want != "" {
		var item string
		item, want, _ = strings.Cut(want, ",")
		kinds, optional := strings.CutSuffix(item, "?")
		words := kindWords(kinds)
		if optional {
			words = "optionally " + words
		}
		items = append(items, words)
	}
	if n := len(items); n > 3 && items[n-1] == items[n-2] {
		items = append(items[:2], "and up to "+write.Itoa(n-2)+" more")
	}
	return strings.Join(items, ", ")
}

func kindWords(kinds string) string {
	if kinds == "*" {
		return "any value"
	}
	var words []string
	for i, word := range [...]string{"a string", "a list", "an object"} {
		if strings.IndexByte(kinds, "slo"[i]) >= 0 {
			words = append(words, word)
		}
	}
	return strings.Join(words, " or ")
}
