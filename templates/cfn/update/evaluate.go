package update

import (
	"slices"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn/internal/typed"
)

// evaluate returns Static where two values that are written differently are different for certain, else Dynamic.
func (d *differ) evaluate(a, b *typed.Value) Evaluation {
	if a == nil || b == nil {
		if x := either(a, b); x.Function != "Fn::If" {
			return Static // what is there and what is not
		}
		return Dynamic
	}
	if !hasFunction(a) && !hasFunction(b) || d.differ(a, b) {
		return Static
	}
	return Dynamic
}

func either(a, b *typed.Value) *typed.Value {
	if a == nil {
		return b
	}
	return a
}

func hasFunction(v *typed.Value) bool {
	if v.Function != "" || v.Kind == '"' && strings.Contains(v.Text(), "{{resolve:") {
		return true
	}
	for _, x := range v.Items {
		if hasFunction(x) {
			return true
		}
	}
	return false
}

// differ reports whether two values are different whatever their functions return.
func (d *differ) differ(a, b *typed.Value) bool {
	switch {
	case a.IsList() && b.IsList() && !a.Unordered && len(a.Items) == len(b.Items):
		for i := range a.Items {
			if x, y := a.Items[i], b.Items[i]; !typed.Equal(x, y) && !hasFunction(x) && !hasFunction(y) || d.differ(x, y) {
				return true
			}
		}
		return false
	case a.Function != "" && a.Function == b.Function && a.Function != "Fn::Sub":
		return d.otherResource(a, b)
	}
	x, ok := readPattern(a)
	y, also := readPattern(b)
	return ok && also && x.differs(y)
}

// otherResource reports whether two functions return the same of two resources.
func (d *differ) otherResource(a, b *typed.Value) bool {
	id, attribute := resourceOf(a)
	other, same := resourceOf(b)
	return id != other && attribute == same && d.resources[id] && d.resources[other]
}

// resourceOf returns the name and the attribute of a Ref or an Fn::GetAtt, "" for any other.
func resourceOf(v *typed.Value) (id, attribute string) {
	switch arg := v.Items[0]; {
	case v.Function == "Ref":
		return arg.Str(), ""
	case v.Function != "Fn::GetAtt":
		return "", ""
	case len(arg.Items) == 2:
		return arg.Items[0].Str(), arg.Items[1].Str()
	default:
		id, attribute, _ = strings.Cut(arg.Str(), ".")
		return id, attribute
	}
}

// pattern is a text with names in it: literals[0] names[0] literals[1] …
type pattern struct {
	literals, names []string
	// variables are those of an Fn::Sub of its own.
	variables *typed.Value
}

// readPattern reads a string or an Fn::Sub.
func readPattern(v *typed.Value) (p pattern, ok bool) {
	if v.Kind == '"' {
		return pattern{literals: []string{v.Str()}}, !hasFunction(v)
	}
	if v.Function != "Fn::Sub" {
		return pattern{}, false
	}
	text := v.Items[0]
	if len(text.Items) == 2 {
		text, p.variables = text.Items[0], text.Items[1]
	}
	if text.Kind != '"' || hasFunction(text) {
		return pattern{}, false
	}
	p.read(text.Str())
	return p, true
}

func (p *pattern) read(text string) {
	last := ""
	for {
		before, rest, found := strings.Cut(text, "${")
		last += before
		name, after, closed := strings.Cut(rest, "}")
		switch {
		case !found:
			p.literals = append(p.literals, last)
			return
		case !closed:
			p.literals = append(p.literals, last+"${"+rest)
			return
		case strings.HasPrefix(name, "!"):
			last += "${" + name[1:] + "}"
		default:
			p.literals, p.names, last = append(p.literals, last), append(p.names, name), ""
		}
		text = after
	}
}

// differs reports whether two patterns are never the same text, whatever the names stand for.
func (p pattern) differs(q pattern) bool {
	switch {
	case len(p.names) == 0:
		return !q.fits(p.literals[0])
	case len(q.names) == 0:
		return !p.fits(q.literals[0])
	case (p.variables != nil || q.variables != nil) && !typed.Equal(p.variables, q.variables):
		return false
	}
	n, m := 0, 0
	aligned := slices.Equal(p.names, q.names)
	for i := range p.literals {
		n += len(p.literals[i])
		aligned = aligned && len(p.literals[i]) == len(q.literals[i])
	}
	for _, text := range q.literals {
		m += len(text)
	}
	if n != m {
		return slices.Equal(sorted(p.names), sorted(q.names))
	}
	return aligned && !slices.Equal(p.literals, q.literals)
}

func sorted(names []string) []string { return slices.Sorted(slices.Values(names)) }

// fits reports whether a text can be what the pattern makes.
func (p pattern) fits(text string) bool {
	if len(p.names) == 0 {
		return text == p.literals[0]
	}
	last := p.literals[len(p.literals)-1]
	rest, ok := strings.CutPrefix(text, p.literals[0])
	if !ok || !strings.HasSuffix(rest, last) {
		return false
	}
	rest = rest[:len(rest)-len(last)]
	for _, part := range p.literals[1 : len(p.literals)-1] {
		i := strings.Index(rest, part)
		if i < 0 {
			return false
		}
		rest = rest[i+len(part):]
	}
	return true
}
