package cfn

import (
	"reflect"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
)

// isMacro reports whether a member of an object is a macro that stands beside the
// object's own members, which it can add to: Fn::Transform or Fn::ForEach::Name.
func isMacro(key string) bool { return strings.HasPrefix(key, "Fn::") && isMacroName(key) }

//go:noinline
func isMacroName(name string) bool {
	return name == "Fn::Transform" || strings.HasPrefix(name, "Fn::ForEach::")
}

// hasMacro reports whether a macro is among the members of an object.
//
//go:noinline
func hasMacro(members []Entry[JSON]) bool {
	for i := range members {
		if isMacro(members[i].Key) {
			return true
		}
	}
	return false
}

// macros reports whether a macro stands beside the properties of a struct.
func (n *Node) macros() bool { return n.ext != nil && hasMacro(n.ext.unknown) }

// macro reads the argument of a macro that stands among the entries of a map, and
// keeps its text in the storage of the entry's value.
func (d *decoder) macro(s *slot, to storage) bool {
	d.Peek()
	text, ok := d.readFreeForm()
	s.keepText(to, text)
	return ok
}

// macro checks a macro among the entries of a map.
func (v *validator) macro(s *slot, key string, value storage) {
	v.undecided = true // what it adds
	text, ok := s.keptText(value)
	if !ok {
		text = slotText(s, value)
	}
	v.argument(key, text)
}

// keepText puts the text of a value of any type into storage.
func (s *slot) keepText(to storage, text JSON) {
	fn := &Intrinsic{arg: text}
	switch s.kind {
	case kindJSON:
		*to.json() = text
	case kindObject:
		x := address(reflect.New(s.typ))
		*x.node() = Node{ext: &extension{fn: fn}}
		to.setElem(x)
	default:
		*to.function() = fn
	}
}

// keptText returns the text that keepText put into storage.
func (s *slot) keptText(at storage) (JSON, bool) {
	if s.kind == kindJSON {
		return *at.json(), true
	}
	if fn := s.function(at); fn != nil && fn.name == "" {
		return fn.arg, true
	}
	return JSON{}, false
}

// macroSet is what is known of the macros that process a template or a part of it.
type macroSet struct {
	// serverless is set where AWS::Serverless is among them, foreign where one is that
	// AWS does not provide, which can take and add what it likes.
	serverless, foreign bool
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

// addAll adds the macros of the Fn::Transform among the members of an object.
func (m *macroSet) addAll(members []Entry[JSON]) {
	for i := range members {
		if members[i].Key == "Fn::Transform" {
			m.add(members[i].Value.text)
		}
	}
}
