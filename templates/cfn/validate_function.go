package cfn

import (
	"strings"
	"unsafe"
)

// function checks an intrinsic function: the branches of an Fn::If against the
// place, the arguments of any against its signature. required says that neither
// branch may leave the value out.
func (v *validator) function(p *place, fn *Intrinsic, required bool) {
	n := len(v.errs)
	switch b := fn.branches; {
	case fn.name == "":
		v.json(fn.arg)
		return
	case b == nil:
		v.arguments(fn)
	default:
		v.branch(p, b.then, required, "1")
		v.branch(p, b.els, required, "2")
	}
	v.under(n, fn.name)
}

// branch checks one branch of an Fn::If, of which index is the place in the arguments.
func (v *validator) branch(p *place, ptr unsafe.Pointer, required bool, index string) {
	n := len(v.errs)
	if p.present(ptr) {
		v.member(p, ptr, required)
	} else if required {
		v.report(RuleRequired, "", requiredMessage)
	}
	v.under(n, index)
}

// arguments checks the arguments of a function, and the functions in them.
func (v *validator) arguments(fn *Intrinsic) {
	if message := misshapen(fn.name, string(fn.arg)); message != "" {
		v.report(RuleIntrinsic, string(fn.arg), message)
	}
	v.json(fn.arg)
}

// json checks text that has no type: that it is JSON without null, and that the
// intrinsic functions in it have arguments of the right shape.
func (v *validator) json(text JSON) {
	w := walker{scanner: scanner{text: string(text)}}
	if w.walk() && w.end() && len(w.nulls) == 0 && len(w.errs) == 0 {
		return
	}
	if w.fault != nil {
		w.errs = append(w.errs, w.fault)
	} else {
		for _, at := range w.nulls {
			w.errs = append(w.errs, &Error{Rule: RuleNull, Value: "null", Offset: at, Message: nullMessage})
		}
	}
	w.errs.locate(w.text)
	for _, e := range w.errs {
		e.Offset, e.Line, e.Column = 0, 0, 0
		if v.skip&(1<<e.Rule) == 0 {
			v.errs = append(v.errs, e)
		}
	}
}

// walker looks for intrinsic functions in JSON text.
type walker struct {
	scanner
	errs Errors
}

// walk takes a value.
func (w *walker) walk() bool {
	switch w.peek() {
	case '{':
		return w.object()
	case '[':
		return w.list()
	}
	_, ok := w.skip()
	return ok
}

func (w *walker) list() bool {
	if !w.open() {
		return false
	}
	for first := true; ; first = false {
		another, ok := w.more(']', first)
		if !another {
			return ok
		}
		if !w.walk() {
			return false
		}
	}
}

func (w *walker) object() bool {
	if !w.open() {
		return false
	}
	var seen keySet
	var name, arg string
	at, n := 0, 0
	for first := true; ; first = false {
		another, ok := w.more('}', first)
		if !another {
			if n == 1 && isFunctionName(name) && (name != "Condition" || arg[0] == '"') {
				w.check(name, arg, at)
			}
			return ok
		}
		keyAt := w.pos
		if name, ok = w.key(); !ok {
			return false
		}
		if seen.add(name) {
			return w.repeated(keyAt, name)
		}
		w.peek()
		at = w.pos
		if !w.walk() {
			return false
		}
		arg = w.text[at:w.pos]
		n++
	}
}

func (w *walker) check(name, arg string, at int) {
	if message := misshapen(name, arg); message != "" {
		w.errs = append(w.errs, &Error{Rule: RuleIntrinsic, Value: shorten(arg), Offset: at, Message: message})
	}
}

// signature gives the arguments that a function takes, "" for one that is not
// known, which is not checked. Alternatives are separated by |. One that begins
// with = is an argument that stands alone, others are the items of a list, of
// which those with ? can be left out. The letters are the kinds of value that fit:
// s string (or another scalar), l list, o object, f intrinsic function, * any.
func signature(name string) string {
	switch name {
	case "Ref", "Condition":
		return "=s"
	case "Fn::GetAtt":
		return "=s|s,sf"
	case "Fn::Sub":
		return "=s|s,o"
	case "Fn::Join":
		return "s,lf"
	case "Fn::Select":
		return "sf,lf"
	case "Fn::Split":
		return "s,sf"
	case "Fn::If":
		return "s,*,*"
	case "Fn::FindInMap":
		return "sf,sf,sf,o?"
	case "Fn::Base64", "Fn::GetAZs", "Fn::ImportValue":
		return "=sf"
	case "Fn::Cidr":
		return "sf,sf,sf?"
	case "Fn::Transform":
		return "=o"
	case "Fn::Length":
		return "=lf"
	case "Fn::ToJsonString":
		return "=lof"
	case "Fn::Not":
		return "*"
	case "Fn::Equals":
		return "*,*"
	case "Fn::And", "Fn::Or":
		return "*,*,*?,*?,*?,*?,*?,*?,*?,*?"
	}
	return ""
}

// misshapen tells what is wrong with a function's argument, "" for nothing.
func misshapen(name, arg string) string {
	want := signature(name)
	if want == "" {
		return ""
	}
	if kind := argumentKind(arg); name == "Ref" && kind == 's' && !strings.HasPrefix(arg, `"`) {
		return "Ref takes the name of a parameter or a resource"
	}
	for rest := want; rest != ""; {
		var alternative string
		alternative, rest, _ = strings.Cut(rest, "|")
		if fits(alternative, arg) {
			return ""
		}
	}
	if name == "Fn::GetAtt" && argumentKind(arg) == 's' {
		return "Fn::GetAtt takes a logical ID, a dot and an attribute, or a list of the two"
	}
	return name + " takes " + wording(want)
}

// fits says that an argument has the shape of one alternative of a signature.
func fits(want, arg string) bool {
	if strings.HasPrefix(want, "=") {
		return kindFits(want[1:], arg)
	}
	s := scanner{text: arg}
	if s.peek() != '[' || !s.open() {
		return false
	}
	for first := true; ; first = false {
		another, ok := s.more(']', first)
		if !ok {
			return false
		}
		if !another {
			return want == "" || strings.Contains(strings.SplitN(want, ",", 2)[0], "?")
		}
		var item string
		item, want, _ = strings.Cut(want, ",")
		s.peek()
		text, ok := s.skip()
		if !ok || item == "" || !kindFits(strings.TrimSuffix(item, "?"), text) {
			return false
		}
	}
}

// kindFits says that a value is of one of the kinds.
func kindFits(kinds, text string) bool {
	return kinds == "*" || strings.IndexByte(kinds, argumentKind(text)) >= 0
}

// argumentKind is the letter that a signature has for a value.
func argumentKind(text string) byte {
	switch {
	case text == "":
		return 0
	case text[0] == '[':
		return 'l'
	case text[0] != '{':
		return 's'
	}
	s := scanner{text: text}
	if !s.open() || s.peek() != '"' {
		return 'o'
	}
	key, ok := s.key()
	if !ok || !isFunctionName(key) {
		return 'o'
	}
	if _, ok = s.skip(); !ok || s.peek() != '}' {
		return 'o'
	}
	return 'f'
}

// wording writes a signature for a message.
func wording(want string) string {
	var alternatives []string
	for _, alternative := range strings.Split(want, "|") {
		if kinds, alone := strings.CutPrefix(alternative, "="); alone {
			alternatives = append(alternatives, kindWords(kinds))
			continue
		}
		items := strings.Split(alternative, ",")
		for i, item := range items {
			kinds, optional := strings.CutSuffix(item, "?")
			items[i] = kindWords(kinds)
			if optional {
				items[i] = "optionally " + items[i]
			}
		}
		if n := len(items); n > 3 && items[n-1] == items[n-2] {
			items = append(items[:2], "and up to "+itoa(n-2)+" more")
		}
		alternatives = append(alternatives, "a list of "+strings.Join(items, ", "))
	}
	return strings.Join(alternatives, ", or ")
}

func kindWords(kinds string) string {
	words := make([]string, 0, len(kinds))
	for _, k := range kinds {
		switch k {
		case 's':
			words = append(words, "a string")
		case 'l':
			words = append(words, "a list")
		case 'o':
			words = append(words, "an object")
		case 'f':
			words = append(words, "an intrinsic function")
		default:
			words = append(words, "any value")
		}
	}
	return strings.Join(words, " or ")
}
