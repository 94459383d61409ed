package compare

import (
	"regexp/syntax"
	"strings"
	"unicode"

	"github.com/cfngen/cfngen/internal/model"
)

// pattern compares regular expressions. Two that differ are compared where both
// are of the simplest form: characters of one class, so many of them. Of others
// nobody says which allows more.
func (p place) pattern(old, now *model.Constraints) {
	was, is := expression(old), expression(now)
	if was == is {
		return
	}
	switch {
	case is == "":
		p.add(Templates, Safe, "pattern widened", was, is)
	case len(old.Enum) > 0:
		p.add(Templates, Risky, "pattern changed", was, is) // the values may all match
	case was == "":
		p.add(Templates, Breaking, "pattern narrowed", was, is)
	default:
		class, kind := comparePatterns(runOf(was, old), runOf(is, now))
		p.add(Templates, class, kind, was, is)
	}
}

// expression gives a pattern, "" for none and for one that allows everything.
func expression(c *model.Constraints) string {
	if c.Pattern == nil {
		return ""
	}
	switch *c.Pattern {
	case ".*", `[\s\S]*`, `[\S\s]*`, `^[\s\S]*$`, `^[\S\s]*$`:
		return ""
	}
	return *c.Pattern
}

// run is a pattern that allows characters of a class, from least to most of them;
// most is -1 where there is no limit.
type run struct {
	class       []rune // pairs of first and last
	least, most int
}

// runOf reads a pattern; nil where it is not of the form. The lengths that the
// specification states beside it bound the run, too.
func runOf(expr string, c *model.Constraints) *run {
	re, err := syntax.Parse(expr, syntax.Perl)
	if err != nil || re.Op != syntax.OpConcat || len(re.Sub) != 3 ||
		re.Sub[0].Op != syntax.OpBeginText || re.Sub[2].Op != syntax.OpEndText || dialect(expr) {
		return nil
	}
	out := &run{least: 1, most: 1}
	one := re.Sub[1]
	switch one.Op {
	case syntax.OpStar:
		out.least, out.most = 0, -1
	case syntax.OpPlus:
		out.most = -1
	case syntax.OpQuest:
		out.least = 0
	case syntax.OpRepeat:
		out.least, out.most = one.Min, one.Max
	}
	if one.Op != syntax.OpCharClass {
		if len(one.Sub) != 1 {
			return nil
		}
		one = one.Sub[0]
	}
	if one.Op != syntax.OpCharClass || one.Flags&syntax.FoldCase != 0 {
		return nil
	}
	out.class = one.Rune
	if c.MinLength != nil && *c.MinLength < 1<<30 {
		out.least = max(out.least, int(*c.MinLength))
	}
	if c.MaxLength != nil && *c.MaxLength < 1<<30 && (out.most < 0 || out.most > int(*c.MaxLength)) {
		out.most = int(*c.MaxLength)
	}
	return out
}

// dialect says that an expression has what means something else to CloudFormation
// than to Go's syntax: \s, classes by name, and escapes by
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

// comparePatterns says what a new pattern means for texts that match the old one.
func comparePatterns(old, now *run) (Class, string) {
	if old == nil || now == nil {
		return Risky, "pattern changed"
	}
	if old.within(now) {
		return Safe, "pattern widened"
	}
	return Breaking, "pattern narrowed"
}

// within says that all texts of one run are of the other.
func (r *run) within(wide *run) bool {
	if wide.least > r.least || wide.most >= 0 && (r.most < 0 || r.most > wide.most) {
		return false
	}
	if r.most == 0 {
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
