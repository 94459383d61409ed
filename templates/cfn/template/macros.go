package template

import (
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
)

// macroSet is what is known of the macros that process a template or a part of it.
type macroSet struct {
	// serverless is set where AWS::Serverless is among them, foreign where one is that
	// AWS does not provide, which can take and add what it likes.
	serverless, foreign bool
	// include is set where AWS::Include is among those of the section Transform, which adds
	// to all sections.
	include bool
}

// name adds a macro's name.
func (m *macroSet) name(name string) {
	m.serverless = m.serverless || strings.HasPrefix(name, "AWS::Serverless-")
	m.foreign = m.foreign || !strings.HasPrefix(name, "AWS::")
}

// add adds the macros of a Transform section or of an Fn::Transform: a name, an
// object with a Name, or a list of such.
func (m *macroSet) add(text string) {
	s := scan.Scanner{Text: text}
	switch s.Peek() {
	case 0:
	case '"':
		if name, ok := s.Str(); ok {
			m.name(name)
		}
	case '[':
		scan.EachItem(text, m.addOne)
	default:
		m.addOne(text)
	}
}

// addOne adds the macro of an item of a list. What is not known, such as the result
// of a function, counts as a foreign macro.
func (m *macroSet) addOne(text string) {
	s := scan.Scanner{Text: text}
	if s.Peek() == '"' {
		m.add(text)
		return
	}
	found := false
	scan.EachMember(text, func(key string, start, end int) {
		if value := text[start:end]; key == "Name" && value[0] == '"' {
			m.add(value)
			found = true
		}
	})
	m.foreign = m.foreign || !found
}

// macros returns what is known of the macros that a template names, wherever they stand.
func (t *Template) macros() (m macroSet) {
	m.add(t.Transform.String())
	m.include = strings.Contains(t.Transform.String(), `"AWS::Include"`)
	for _, e := range cfn.ObjectUnknown(t.Node) {
		if e.Key == "Fn::Transform" {
			m.add(e.Value.String())
		}
	}
	// Those in the arguments of another one count as its arguments.
	_ = cfn.WalkTransforms(t, func(u *cfn.Use) {
		if u.Depth() > 0 && u.Transforms() == 0 && !isText(u.Key(0)) {
			m.add(u.Arg)
		}
	})
	return m
}

// macrosOf returns what is known of the macros in a template's text, wherever they stand.
func macrosOf(text string) (m macroSet) {
	if !strings.Contains(text, "Transform") {
		return m
	}
	transformsIn(text, &m)
	return m
}

// transformsIn adds the macros of all members Fn::Transform, and of the section Transform.
func transformsIn(text string, m *macroSet) {
	scan.EachMember(text, func(key string, start, end int) {
		if key == "Transform" {
			m.add(text[start:end])
		}
	})
	for rest := text; ; {
		i := strings.Index(rest, `"Fn::Transform"`)
		if i < 0 {
			return
		}
		rest = rest[i+len(`"Fn::Transform"`):]
		s := scan.Scanner{Text: rest}
		if s.Peek() != ':' {
			continue
		}
		s.Pos++
		argument, ok := s.Skip()
		if !ok {
			return // reading reports it
		}
		m.add(argument)
		rest = rest[s.Pos:]
	}
}
