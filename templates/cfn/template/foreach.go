package template

import (
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
)

const forEachPrefix = "Fn::ForEach::"

// loopVariable is a variable of an Fn::ForEach with its present value.
type loopVariable struct{ name, value string }

// unrolled is an entry that an Fn::ForEach makes.
type unrolled struct {
	// known reports whether the entry is known; if not, it stands for any.
	known bool
	key   string
	// value is the entry's JSON text, in which variables stand.
	value string
	// typ is the member Type, of a resource.
	typ string
	// path leads from the macro to the entry, variables are the values in it.
	path      []string
	variables []loopVariable
}

// expand returns the entries that a loop makes; path leads to the object that it repeats.
func (l *loops) expand(from *loop, around []loopVariable, path []string) (out []unrolled) {
	values, ok := l.values(from, around)
	if !ok || len(values) > l.left {
		return []unrolled{{}}
	}
	for _, value := range values {
		l.left--
		variables := append(around[:len(around):len(around)], loopVariable{from.variable, value})
		for _, m := range from.body {
			l.left--
			if l.left < 0 || l.bytes > maxLoopBytes {
				return []unrolled{{}}
			}
			to := append(path[:len(path):len(path)], m.name)
			switch {
			case m.inner != nil:
				out = append(out, l.expand(m.inner, variables, append(to, "2"))...)
			case isMacro(m.name):
				out = append(out, unrolled{})
			default:
				key := substitute(m.name, variables)
				l.bytes += len(key)
				out = append(out, unrolled{true, key, m.text, m.typ, to, variables})
			}
		}
	}
	return out
}

// values returns the values of a loop's list: a list of strings, of loop variables and
// of parameters that have a default, or a parameter that is a list with a default.
func (l *loops) values(from *loop, around []loopVariable) ([]string, bool) {
	if from == nil {
		return nil, false
	}
	if from.list[0] != '[' {
		value, ok := l.loopValue(from.list, around)
		if !ok || value == "" || strings.Count(value, ",") > l.left {
			return nil, false
		}
		values := strings.Split(value, ",")
		for i := range values {
			values[i] = strings.TrimSpace(values[i])
		}
		return values, true
	}
	if len(from.items) > l.left {
		return nil, false
	}
	values := make([]string, 0, len(from.items))
	for _, item := range from.items {
		value, ok := l.loopValue(item, around)
		if !ok {
			return nil, false
		}
		values = append(values, value)
	}
	return values, true
}

// loopValue returns a string, or what a Ref to a loop variable or to a parameter with a
// default is.
func (l *loops) loopValue(text string, around []loopVariable) (string, bool) {
	if text[0] == '"' {
		return substitute(stringIn(text), around), true
	}
	name, ok := refIn(text)
	if !ok {
		return "", false
	}
	for _, v := range around {
		if v.name == name {
			return v.value, true
		}
	}
	if l.steps++; l.steps > maxLoopUses {
		return "", false
	}
	value, ok := l.defaultsOf()[name]
	return value, ok
}

// defaultsOf returns the defaults of the parameters, of those that are values.
func (l *loops) defaultsOf() map[string]string {
	if l.defaults == nil {
		l.defaults = map[string]string{}
		for id, p := range l.t.AllParameters() {
			if p != nil && !isStored(p) {
				if value, ok := cfn.Get(p.Default); ok {
					l.defaults[string(id)] = value
				}
			}
		}
	}
	return l.defaults
}

// refIn returns the name in a Ref, and whether the text is one.
func refIn(text string) (name string, ok bool) {
	n := 0
	scan.EachMember(text, func(key string, start, end int) {
		n++
		if key == "Ref" && text[start] == '"' {
			name, ok = stringIn(text[start:end]), true
		}
	})
	return name, ok && n == 1
}

// stringIn returns the value of a JSON string, "" of another value.
func stringIn(text string) string {
	if text == "" || text[0] != '"' {
		return ""
	}
	s := scan.Scanner{Text: text}
	value, _ := s.Str()
	return value
}

// maxSubstituted is how long a text with the values of loop variables is at most: values in
// values could double it again and again.
const maxSubstituted = 4096

// substitute puts the values of loop variables into a text: ${Name} is the value, &{Name} the
// value without what is not alphanumeric.
func substitute(text string, variables []loopVariable) string {
	if !strings.Contains(text, "{") {
		return text
	}
	for _, v := range variables {
		if len(text)+(strings.Count(text, "{"+v.name+"}")*len(v.value)) > maxSubstituted {
			return text
		}
		text = strings.ReplaceAll(text, "${"+v.name+"}", v.value)
		text = strings.ReplaceAll(text, "&{"+v.name+"}", alphanumeric(v.value))
	}
	return text
}

// alphanumeric returns a text without what is neither a letter nor a digit of ASCII.
func alphanumeric(text string) string {
	return strings.Map(func(r rune) rune {
		if isAlphanumeric(string(r)) {
			return r
		}
		return -1
	}, text)
}
