package compare

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode"

	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/templates/cfn/ecma262"
)

// pattern compares regular expressions. Two that differ are compared where both
// are of the simplest form: characters of one class, so many of them. Of others
// it is not known which allows more.
func (p site) pattern(old, now *model.Constraints) {
	was, is := p.proof.patterns.expression(old), p.proof.patterns.expression(now)
	if was == is {
		return
	}
	class, kind := Risky, "pattern changed"
	switch {
	case is == "":
		class, kind = Safe, "pattern widened"
	case p.proven(model.Constraints{Pattern: now.Pattern}):
		class, kind = Safe, "pattern widened"
		if was == "" {
			kind = "pattern stated"
		}
	case len(old.Enum) > 0:
		// Values that do not match are left, or it is not known whether they do.
		if p.proof.patterns.of(is).compile() != nil {
			class, kind = Breaking, "pattern narrowed"
		}
	case was == "", p.proof.patterns.of(was).whole() != nil && p.proof.patterns.of(is).run != nil:
		class, kind = Breaking, "pattern narrowed"
	}
	p.add(Templates, class, kind, was, is)
}

// patterns are the expressions that were looked at, each once.
type patterns map[string]*pattern

// pattern is what is known of an expression.
type pattern struct {
	expr string
	// universal reports whether every string matches.
	universal bool
	// run is what a string consists of that matches, or a part of it; nil where the
	// expression is not of that form.
	run *run
	// anchored reports whether it is the whole string.
	anchored bool
	// re is the expression compiled, nil where it was not or cannot be.
	re       *ecma262.Regexp
	compiled bool
}

// expression returns a pattern, "" for none and for one that every string matches.
func (ps patterns) expression(c *model.Constraints) string {
	if c.Pattern == nil || ps.of(*c.Pattern).universal {
		return ""
	}
	return *c.Pattern
}

// of returns what is known of an expression.
func (ps patterns) of(expr string) *pattern {
	p, ok := ps[expr]
	if !ok {
		p = readPattern(expr)
		ps[expr] = p
	}
	return p
}

// longestPattern is how many bytes of an expression are read. AWS's longest that has
// a form which is compared here has a tenth of it.
const longestPattern = 1000

func readPattern(expr string) *pattern {
	p := &pattern{expr: expr}
	plain := anyCharacter(expr)
	if len(plain) > longestPattern || dialect(plain) {
		return p
	}
	re, err := syntax.Parse(plain, syntax.Perl)
	if err != nil {
		return p
	}
	subs := []*syntax.Regexp{re}
	if re.Op == syntax.OpConcat {
		subs = re.Sub
	}
	begins, ends := subs[0].Op == syntax.OpBeginText, subs[len(subs)-1].Op == syntax.OpEndText
	if begins {
		subs = subs[1:]
	}
	if ends && len(subs) > 0 {
		subs = subs[:len(subs)-1]
	}
	p.anchored = begins && ends
	if len(subs) == 1 {
		p.run = readRun(subs[0])
	}
	p.universal = matchesEmpty(re, true, false) || matchesEmpty(re, false, true) ||
		p.run != nil && everything().isSubset(p.run, p.anchored)
	return p
}

// matchesEmpty reports whether an expression matches the empty string at the
// beginning or at the end of any text.
func matchesEmpty(re *syntax.Regexp, atBegin, atEnd bool) bool {
	all := func(subs []*syntax.Regexp) bool {
		return !slices.ContainsFunc(subs, func(s *syntax.Regexp) bool { return !matchesEmpty(s, atBegin, atEnd) })
	}
	switch re.Op {
	case syntax.OpEmptyMatch, syntax.OpStar, syntax.OpQuest:
		return true
	case syntax.OpBeginText:
		return atBegin
	case syntax.OpEndText:
		return atEnd
	case syntax.OpRepeat:
		return re.Min == 0 || all(re.Sub)
	case syntax.OpPlus, syntax.OpCapture, syntax.OpConcat:
		return all(re.Sub)
	case syntax.OpAlternate:
		return slices.ContainsFunc(re.Sub, func(s *syntax.Regexp) bool { return matchesEmpty(s, atBegin, atEnd) })
	}
	return false
}

// whole returns the run that a string is which matches, nil where it can be
// something else.
func (p *pattern) whole() *run {
	if !p.anchored {
		return nil
	}
	return p.run
}

// counts returns the bounds of the length, nil for none.
func (r *run) counts() (least, most *uint64) {
	low := uint64(r.least)
	if r.most < 0 {
		return &low, nil
	}
	high := uint64(r.most)
	return &low, &high
}

// compile compiles the expression; nil where that is not possible.
func (p *pattern) compile() *ecma262.Regexp {
	if !p.compiled {
		p.compiled = true
		p.re, _ = ecma262.Compile(p.expr)
	}
	return p.re
}

// matchesAll reports whether all strings match.
func (p *pattern) matchesAll(values []string) bool {
	re := p.compile()
	return re != nil && !slices.ContainsFunc(values, func(v string) bool { return !re.MatchString(v) })
}

// run are characters of a class, from least to most of them; most is -1 where there
// is no limit.
type run struct {
	class       []rune // pairs of first and last
	least, most int
}

// anyRune are all characters, notNewline those that . matches.
func anyRune() []rune { return []rune{0, unicode.MaxRune} }
func notNewline() []rune {
	return []rune{0, '\n' - 1, '\n' + 1, '\r' - 1, '\r' + 1, '\u2027', '\u202a', unicode.MaxRune}
}

// readRun reads a part of an expression; nil where it is not of the form.
func readRun(re *syntax.Regexp) *run {
	out := &run{least: 1, most: 1}
	for re.Op == syntax.OpCapture {
		re = re.Sub[0]
	}
	switch re.Op {
	case syntax.OpStar:
		out.least, out.most = 0, -1
	case syntax.OpPlus:
		out.most = -1
	case syntax.OpQuest:
		out.least = 0
	case syntax.OpRepeat:
		out.least, out.most = re.Min, re.Max
	}
	if len(re.Sub) == 1 {
		re = re.Sub[0]
	}
	switch {
	case re.Op == syntax.OpAnyChar:
		out.class = anyRune()
	case re.Op == syntax.OpAnyCharNotNL:
		out.class = notNewline()
	case re.Op == syntax.OpCharClass && re.Flags&syntax.FoldCase == 0:
		out.class = re.Rune
	default:
		return nil
	}
	return out
}

// runOf returns what is known of the strings that a type allows as a run. The
// lengths that it states bound the run, too.
func (ps patterns) runOf(c *model.Constraints) *run {
	out := everything()
	if ps.expression(c) != "" {
		switch p := ps.of(*c.Pattern); {
		case p.whole() != nil:
			*out = *p.run
		case p.run != nil:
			out.least = p.run.least
		}
	}
	if c.MinLength != nil && *c.MinLength < 1<<30 {
		out.least = max(out.least, int(*c.MinLength))
	}
	if c.MaxLength != nil && *c.MaxLength < 1<<30 && (out.most < 0 || out.most > int(*c.MaxLength)) {
		out.most = int(*c.MaxLength)
	}
	return out
}

// everything is the run of any string.
func everything() *run { return &run{class: anyRune(), most: -1} }

// anyCharacter writes the class [\s\S], which is any character in both languages
// although \s is not the same, so that Go's syntax has it.
func anyCharacter(expr string) string {
	if !strings.Contains(expr, "\\s") {
		return expr
	}
	var b strings.Builder
	for i, in := 0, false; i < len(expr); i++ {
		if rest := expr[i:]; !in && (strings.HasPrefix(rest, `[\s\S]`) || strings.HasPrefix(rest, `[\S\s]`)) {
			b.WriteString("(?s:.)")
			i += len(`[\s\S]`) - 1
			continue
		}
		switch {
		case expr[i] == '\\' && i+1 < len(expr):
			b.WriteByte(expr[i])
			i++
		case expr[i] == '[':
			in = true
		case expr[i] == ']':
			in = false
		}
		b.WriteByte(expr[i])
	}
	return b.String()
}

// dialect reports whether an expression has what means something else to
// CloudFormation than to Go's syntax: \s, classes by name, and escapes by
// letters and numbers that only one of them knows.
func dialect(expr string) bool {
	if strings.Contains(expr, "[:") || strings.Contains(expr, "[]") || strings.Contains(expr, "[^]") {
		return true
	}
	for i := 0; i+1 < len(expr); i++ {
		if expr[i] != '\\' {
			continue
		}
		i++
		if c := rune(expr[i]); (unicode.IsLetter(c) || unicode.IsDigit(c)) && c != 'w' && c != 'd' && c != 'W' && c != 'D' {
			return true
		}
	}
	return false
}

// isSubset reports whether all strings of a run match a wide one. Where that is
// not anchored, a part of the string has to.
func (r *run) isSubset(wide *run, anchored bool) bool {
	if wide.least > r.least || anchored && wide.most >= 0 && (r.most < 0 || r.most > wide.most) {
		return false
	}
	if r.most == 0 || wide.least == 0 && !anchored {
		return true
	}
	// Classes are sorted pairs that neither meet nor overlap.
	for i := 0; i < len(r.class); i += 2 {
		if !contains(wide.class, r.class[i], r.class[i+1]) {
			return false
		}
	}
	return true
}

func contains(class []rune, first, last rune) bool {
	for i := 0; i < len(class); i += 2 {
		if class[i] <= first && last <= class[i+1] {
			return true
		}
	}
	return false
}
