package cfn

import (
	"errors"
	"reflect"
	"strings"
)

// isMacro reports whether a member of an object is a macro that stands beside the
// object's own members, which it can add to: Fn::Transform or Fn::ForEach::Name.
func isMacro(key string) bool {
	return len(key) > 4 && key[0] == 'F' && key[2] == ':' && isMacroName(key)
}

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

// MapMacro makes the entry of a macro, Fn::Transform or Fn::ForEach::Name, that stands among
// the entries of a [Map]. Its value is not one that a program can use.
func MapMacro[E any](name string, arg JSON) (entry Entry[E], err error) {
	if entry.Key = name; !isMacro(name) {
		return entry, errors.New("cfn: " + name + " is no macro")
	}
	return entry, keepMacro(reflect.ValueOf(&entry.Value), arg)
}

// MacroOf returns the argument of the macro that an entry of a [Map] is, and whether it is one.
func MacroOf[E any](entry Entry[E]) (arg JSON, ok bool) {
	if !isMacro(entry.Key) {
		return JSON{}, false
	}
	return keptMacro(reflect.ValueOf(&entry.Value))
}

//go:noinline
func keepMacro(to reflect.Value, arg JSON) error {
	s, err := newSlot(to.Type().Elem(), nil, nil)
	if err == nil && s.kind == kindProperties {
		err = errProperty
	}
	if err == nil {
		s.keepText(address(to), arg)
	}
	return err
}

//go:noinline
func keptMacro(at reflect.Value) (JSON, bool) {
	s, err := newSlot(at.Type().Elem(), nil, nil)
	if err != nil || !s.present(address(at)) {
		return JSON{}, false
	}
	return s.keptText(address(at))
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
