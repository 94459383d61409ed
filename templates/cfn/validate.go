package cfn

import (
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// Validate checks a struct against its schema, nested structs and the branches
// of Fn::If included. What only the deployment can know, the value of a Ref or
// of a dynamic reference, is no error. All that is wrong comes at once, as
// [Errors]; nothing is allocated where nothing is wrong.
func Validate(x Struct, options ...Option) error {
	l, ptr, err := target(x)
	if err != nil {
		return err
	}
	v := newValidator(options)
	v.object(l, ptr)
	return v.result()
}

// validator collects what is wrong. The functions that enter a nested value put
// its key before the paths of what was found in it.
type validator struct {
	errs Errors
	// There are most errors, and beyond is how many there are beyond them.
	most, beyond int
	skip         uint64
	// silent reports whether only the verdict counts, which costs no memory then: failed
	// that something is wrong, undecided that something is not known.
	silent, failed, undecided bool
	// exact reports whether the next JSON text is not converted: it is of a kind that the
	// value can have, if perhaps not of one that this alternative allows.
	exact bool
	// nullsReported reports whether the value is part of free-form JSON, of which json has
	// reported nulls and functions already.
	nullsReported bool
	// reread counts the bytes of free-form JSON that were read as one alternative or
	// another.
	reread int
	// freeBytes counts the bytes of free-form JSON.
	freeBytes int
	// depth counts the structs around the one that is being checked: a struct that
	// holds itself would never end.
	depth int
	// usage is what is wrong with the options.
	usage error
}

func newValidator(options []Option) validator {
	v := validator{skip: offByDefault, most: maxErrors}
	for _, o := range options {
		if o.usage != nil {
			v.usage = o.usage
		}
		v.skip = v.skip&^o.enable | o.skip | o.warn
	}
	return v
}

// result returns what is wrong, with its paths complete.
func (v *validator) result() error {
	list := errorList{errs: v.errs, beyond: v.beyond, usage: v.usage}
	return list.err()
}

// report notes what is wrong with a value; text is the value's JSON.
func (v *validator) report(rule Rule, text, message string) {
	if v.fails(rule) {
		v.note(&Error{Rule: rule, Value: write.Shorten(text), Message: message})
	}
}

// fails reports whether a rule which is not satisfied has to be reported. It comes first
// where the report would cost memory.
//
//go:noinline
func (v *validator) fails(rule Rule) bool {
	if v.skip&(1<<rule) != 0 {
		v.undecided = true // what an alternative would be without the rule
		return false
	}
	v.failed = true
	if v.silent {
		return false
	}
	if len(v.errs) < v.most {
		return true
	}
	v.beyond++
	return false
}

// note adds an error, of which there is room for one more.
//
//go:noinline
func (v *validator) note(e *Error) { v.errs = append(v.errs, e) }

// prependPath puts a key before the paths of the errors from n on.
//
//go:noinline
func (v *validator) prependPath(n int, key string) {
	for _, e := range v.errs[n:] {
		e.prependKey(key)
	}
}

// object checks a struct, or the intrinsic function in its place.
func (v *validator) object(l *layout, base storage) {
	node := base.node()
	if v.depth++; v.depth > scan.MaxDepth || node.ext != nil && node.ext.fn != nil {
		if v.depth > scan.MaxDepth {
			v.report(RuleSyntax, "", scan.TooDeep)
		} else {
			v.function(&l.self, node.ext.fn, false)
		}
		v.depth--
		return
	}
	steps := l.steps
	if l.allLiterals(base) {
		steps = l.rest
	}
	macros := node.ext != nil && node.macros() // which can supply what is absent
	v.undecided = v.undecided || macros
	for i := range steps {
		s := &steps[i]
		state := s.state(base)
		if state == 0 {
			if s.required && !macros && !l.knowsType(s.index, base) {
				v.reportAbsent(l.fields[s.index].name)
			}
			continue
		}
		ptr := s.in(base)
		if s.plainString && s.slot.literalFits(ptr) {
			continue
		}
		n := len(v.errs)
		v.member(s.slot, ptr, s.required && !macros)
		if len(v.errs) > n {
			v.prependPath(n, l.fields[s.index].name)
		}
	}
	if node.ext != nil {
		v.unknown(l, node.ext.unknown)
	}
	if l.rules != nil {
		v.checkApplicators(l.rules, base)
	}
	v.depth--
}

// allLiterals reports whether nothing is wrong with the fields that any literal
// satisfies: the required ones are literals, the others literals or absent. There
// is no branch in the loops, which most of the time of a check would go into.
func (l *layout) allLiterals(base storage) bool {
	lit, other := literalWord(), uintptr(0)
	for _, at := range l.optional {
		state := base.word(uintptr(at))
		other |= min(state, state^lit)
	}
	for _, at := range l.required {
		other |= base.word(uintptr(at)) ^ lit
	}
	return other == 0
}

// reportAbsent reports a required property that is not there.
func (v *validator) reportAbsent(name string) {
	n := len(v.errs)
	v.report(RuleRequired, "", requiredMessage)
	v.prependPath(n, name)
}

const requiredMessage = "the required property is absent"

// unknown reports properties that are not declared.
func (v *validator) unknown(l *layout, entries []Entry[JSON]) {
	var seen scan.KeySet
	for _, e := range entries {
		n := len(v.errs)
		if seen.Add(e.Key) || l.find(e.Key) >= 0 {
			v.report(RuleSyntax, write.Quoted(e.Key), "the key stands twice in the same object")
		} else if !l.allows(e.Key) && v.fails(l.unknownPropertyRule(e.Key)) {
			v.report(l.unknownPropertyRule(e.Key), e.Value.text, l.unknownPropertyError(e.Key))
		}
		if isMacro(e.Key) {
			v.argument(e.Key, e.Value)
		} else {
			v.json(e.Value)
		}
		v.prependPath(n, e.Key)
	}
	seen.Release()
}

// member checks what storage holds, which is something. AWS::NoValue counts as
// absent.
func (v *validator) member(s *slot, ptr storage, required bool) {
	switch { // most are
	case s.kind == kindString && ptr.string().fn == literal:
		if s.check != nil {
			v.checkConstraints(s, ptr)
		}
		return
	case s.kind == kindObject && ptr.elem().node().ext == nil:
		if l := s.ownLayout(); l != nil {
			v.object(l, ptr.elem())
			return
		}
	case s.kind == kindList && !s.constraintsOnly && (s.check == nil || s.check.applicators == nil) && ptr.list().fn == literal:
		v.list(s, ptr)
		return
	}
	fn := s.function(ptr)
	switch {
	case fn == nil:
		if required && s.kind == kindJSON {
			v.requiredJSON(ptr.json().text, 0)
		}
		v.value(s, ptr)
	case !fn.isNoValue():
		v.function(s, fn, required)
	case required:
		v.report(RuleRequired, "", requiredMessage)
	}
}

// ownLayout returns the layout of an object where its struct's own demands are all that
// counts, else nil.
func (s *slot) ownLayout() *layout {
	if s.kind != kindObject || s.constraintsOnly || s.check != nil {
		return nil
	}
	l := s.cachedLayout()
	if l.err != nil {
		return nil
	}
	return l
}

// maxIfs is how many Fn::If in one another requiredJSON looks into.
const maxIfs = 16

// requiredJSON reports AWS::NoValue in the place of required free-form JSON, and
// in the branches of an Fn::If there. It looks into as many in one another as
// people write, because it reads the text again for each.
func (v *validator) requiredJSON(text string, depth int) {
	s := scan.Scanner{Text: text, Repeats: true, Distinct: true}
	if s.Peek() != '{' || !s.Open() || s.Peek() != '"' {
		return
	}
	switch key, _ := s.Key(); key {
	case "Ref":
		s.Peek()
		arg, _ := s.Skip()
		if arg == `"`+NoValue+`"` && s.Peek() == '}' {
			v.report(RuleRequired, "", requiredMessage)
		}
	case "Fn::If":
		if depth == maxIfs {
			return
		}
		v.ifBranches(s.Text[s.Pos:], func(branch string) { v.requiredJSON(branch, depth+1) })
	}
}

// ifBranches checks both branches of an Fn::If that is JSON text, of which it takes
// the arguments.
func (v *validator) ifBranches(arguments string, check func(branch string)) {
	n, i := len(v.errs), 0
	scan.EachItem(arguments, func(item string) {
		if i == 1 || i == 2 {
			m := len(v.errs)
			check(item)
			v.prependPath(m, write.Itoa(i))
		}
		i++
	})
	v.prependPath(n, "Fn::If")
}

// value checks a value that is no intrinsic function: what its type demands by
// itself, and the constraints of its slot.
func (v *validator) value(s *slot, ptr storage) {
	switch {
	case s.constraintsOnly:
	case s.kind == kindObject:
		l := s.layout()
		if l.err != nil {
			v.report(RuleType, "", l.err.Error())
			return
		}
		v.object(l, ptr.elem())
	case s.kind == kindJSON:
		v.json(*ptr.json())
	case s.kind == kindProperties:
		v.resourceProperties(s, ptr)
	}
	if s.kind == kindObject {
		ptr = ptr.elem()
	}
	v.checkConstraints(s, ptr)
}

// checkConstraints checks a value against the constraints of its slot. at is its storage, of
// an object the struct itself.
func (v *validator) checkConstraints(s *slot, at storage) {
	if s.kind == kindList && (s.check != nil || !s.constraintsOnly || s.elem.hasConstraints()) {
		v.list(s, at)
	}
	if s.kind == kindMap && (s.check != nil || !s.constraintsOnly || s.elem.hasConstraints()) {
		v.entries(s, at)
	}
	if s.check == nil {
		return
	}
	switch s.kind {
	case kindString:
		v.text(s.check, at.string().lit)
	case kindBool:
		v.boolean(s.check, at.bool().lit)
	case kindInt:
		v.integer(s, at.int64().lit)
	case kindFloat:
		v.float(s, at.float64().lit)
	case kindJSON:
		v.freeForm(s, at.json())
		return
	}
	if s.check.applicators != nil {
		v.checkApplicators(s, at)
	}
}

// hasConstraints reports whether elements of the slot have constraints at any depth.
//
//go:noinline
func (s *slot) hasConstraints() bool {
	for ; s != nil; s = s.elem {
		if s.check != nil {
			return true
		}
	}
	return false
}

// text checks a string or a key.
func (v *validator) text(c *compiled, s string) {
	if !c.fits(s) {
		v.wrongString(c, s)
	}
}

// wrongString reports what is wrong with a string. One with a dynamic reference in it
// has a value that is not known yet.
func (v *validator) wrongString(c *compiled, s string) {
	if strings.Contains(s, dynamicReference) {
		return
	}
	if !c.allowed(s) && v.fails(RuleEnum) {
		v.report(RuleEnum, write.Quoted(s), "is not one of "+write.QuotedList(c.enum))
	}
	if c.tooShort(s) && v.fails(RuleMinLength) {
		v.report(RuleMinLength, write.Quoted(s), "is shorter than "+write.Plural(c.minLength, "character"))
	}
	if c.tooLong(s) && v.fails(RuleMaxLength) {
		v.report(RuleMaxLength, write.Quoted(s), "is longer than "+write.Plural(c.maxLength, "character"))
	}
	if p, err := c.compiledPattern(); err != nil {
		v.report(RulePattern, write.Quoted(s), "cannot be checked: "+err.Error())
	} else if p != nil && !p.MatchString(s) && v.fails(RulePattern) {
		v.report(RulePattern, write.Quoted(s), "does not match the pattern "+c.pattern)
	}
}

func (v *validator) boolean(c *compiled, b bool) {
	if text := strconv.FormatBool(b); !c.allowed(text) {
		v.report(RuleEnum, text, "is not one of "+write.PlainList(c.enum))
	}
}

func (v *validator) integer(s *slot, n int64) {
	c := s.check
	if len(c.numbers) > 0 {
		ok := false
		for _, e := range c.numbers {
			ok = ok || e == n
		}
		if !ok && v.fails(RuleEnum) {
			v.report(RuleEnum, formatInt(n), "is not one of "+write.PlainList(c.enum))
		}
	}
	if b := &c.lower; b.text != "" && (n < b.integer || b.exclusive && n == b.integer) && v.fails(RuleMinimum) {
		v.report(RuleMinimum, formatInt(n), b.message("below", "above"))
	}
	if b := &c.upper; b.text != "" && (n > b.integer || b.exclusive && n == b.integer) && v.fails(RuleMaximum) {
		v.report(RuleMaximum, formatInt(n), b.message("above", "below"))
	}
}

func (v *validator) float(s *slot, f float64) {
	c := s.check
	if len(c.enum) > 0 {
		ok := false
		for _, e := range c.enum {
			g, err := strconv.ParseFloat(e, 64)
			ok = ok || err == nil && f == g
		}
		if !ok && v.fails(RuleEnum) {
			v.report(RuleEnum, floatText(f), "is not one of "+write.PlainList(c.enum))
		}
	}
	if b := &c.lower; b.text != "" && (f < b.float || b.exclusive && f == b.float) && v.fails(RuleMinimum) {
		v.report(RuleMinimum, floatText(f), b.message("below", "above"))
	}
	if b := &c.upper; b.text != "" && (f > b.float || b.exclusive && f == b.float) && v.fails(RuleMaximum) {
		v.report(RuleMaximum, floatText(f), b.message("above", "below"))
	}
}

//go:noinline
func floatText(f float64) string {
	return slotText(&slot{kind: kindFloat}, storageOf(&Value[float64]{lit: f, fn: literal})).text
}
