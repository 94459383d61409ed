package cfn

import (
	"reflect"
	"sort"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// Format returns what something of this package is, for people: the JSON text that it is
// written as, indented, and "absent" for what is not there. It takes a [Value], a [List],
// a [Map], a [JSON], a pointer to a struct, a resource, a template, an [Intrinsic] and Go
// values with these in them, as [JSONOf] does. The fields of a nested struct that comes
// without its resource type have their Go names. What cannot be written stands there
// with the reason.
func Format(x any) string {
	text := formatted(x)
	if text == "" {
		return "absent"
	}
	return write.Indent(text)
}

// The methods do not call Format: what they call is a part of every program that prints
// anything, and JSONOf is a third of a megabyte.

// String returns the function as [Format] does.
func (fn *Intrinsic) String() string { return write.Indent(fn.display()) }

// display returns the function as JSON text. The branches of an Fn::If are of the type
// of the slot where it stands, which is not known here.
func (fn *Intrinsic) display() string {
	switch {
	case fn.branches != nil:
		return `{"Fn::If":[` + write.Quote(string(fn.branches.cond)) + `,…,…]}`
	case fn.name == "":
		return fn.arg.text
	}
	return `{` + write.Quote(fn.name) + `:` + fn.arg.text + `}`
}

// Diff returns how two things of one type differ, for people: for each difference its
// JSON pointer and what is there, in a and in b. It returns "" where they are the
// same as [Equal] has it, and takes what [Format] takes.
//
//	/Tags/0/Value
//		- "store"
//		+ "shop"
func Diff[T any](a, b T) string {
	if Equal(a, b) {
		return ""
	}
	var d differences
	d.compare(location{}, formatted(a), formatted(b))
	if d.out.Len() == 0 {
		return "written the same, and not equal: " + formatted(a) + "\n"
	}
	return d.out.String()
}

// formatted returns a thing as JSON text on one line, "" for what is not there.
func formatted(x any) string {
	e := goEncoder{display: true}
	if !e.value(reflect.ValueOf(x)) {
		return ""
	}
	return string(e.buf)
}

// tableByNames returns a table for the structs in a type of which none is known, with
// the names that Go has for their fields.
func tableByNames(t reflect.Type) *schema.Schema {
	root := &schema.Schema{}
	seen := map[reflect.Type]bool{}
	var add func(t reflect.Type)
	add = func(t reflect.Type) {
		var s slot
		elem, err := s.classify(t)
		switch {
		case err != nil:
		case elem != nil:
			add(elem)
		case s.kind == kindObject && !seen[s.typ]:
			seen[s.typ] = true
			table := schema.Schema{Name: s.typ.Name(), Go: reflect.Zero(t).Interface()}
			for i := 1; i < s.typ.NumField(); i++ {
				table.Fields = append(table.Fields, schema.Field{Name: s.typ.Field(i).Name})
				add(s.typ.Field(i).Type)
			}
			root.Nested = append(root.Nested, table)
		}
	}
	add(t)
	return root
}

// differences writes where two JSON texts differ.
type differences struct{ out strings.Builder }

// location is the path of a value, from its end on.
type location struct {
	parent *location
	key    string
}

// compare compares two texts, of which "" is one that is not there.
func (d *differences) compare(at location, a, b string) {
	switch {
	case a != "" && b != "" && sameJSON(a, b):
	case scan.IsObject(a) && scan.IsObject(b):
		d.objects(at, a, b)
	case strings.HasPrefix(a, "[") && strings.HasPrefix(b, "["):
		d.lists(at, a, b)
	default:
		d.out.WriteString(at.pointer())
		d.side("-", a)
		d.side("+", b)
		d.out.WriteByte('\n')
	}
}

func (d *differences) side(sign, text string) {
	if text == "" {
		text = "absent"
	} else {
		text = strings.ReplaceAll(write.Indent(text), "\n", "\n\t"+sign+" ")
	}
	d.out.WriteString("\n\t" + sign + " " + text)
}

func (d *differences) objects(at location, a, b string) {
	one, two := memberTexts(a), memberTexts(b)
	keys := make([]string, 0, len(one)+len(two))
	for key := range one {
		keys = append(keys, key)
	}
	for key := range two {
		if _, both := one[key]; !both {
			keys = append(keys, key)
		}
	}
	sort.Strings(keys)
	for _, key := range keys {
		if one[key] == "" || two[key] == "" || one[key] != two[key] {
			d.compare(location{&at, key}, one[key], two[key])
		}
	}
}

// lists compares two lists from both ends, so that an item that was put in or taken out
// is one difference.
func (d *differences) lists(at location, a, b string) {
	one, two := itemTexts(a), itemTexts(b)
	i := 0
	for i < min(len(one), len(two)) && sameJSON(one[i], two[i]) {
		i++
	}
	m, n := len(one), len(two)
	for m > i && n > i && sameJSON(one[m-1], two[n-1]) {
		m, n = m-1, n-1
	}
	for ; i < max(m, n); i++ {
		var x, y string
		if i < m {
			x = one[i]
		}
		if i < n {
			y = two[i]
		}
		d.compare(location{&at, write.Itoa(i)}, x, y)
	}
}

// pointer returns the JSON pointer, "/" for the whole.
func (w location) pointer() string {
	if w.parent == nil {
		return "/"
	}
	var keys []string
	for ; w.parent != nil; w = *w.parent {
		keys = append(keys, w.key)
	}
	var path []byte
	for i := len(keys) - 1; i >= 0; i-- {
		path = write.AppendKey(path, keys[i])
	}
	return string(path)
}

func memberTexts(text string) map[string]string {
	members := map[string]string{}
	scan.EachMember(text, func(key string, start, end int) { members[key] = text[start:end] })
	return members
}

func itemTexts(text string) (items []string) {
	scan.EachItem(text, func(item string) { items = append(items, item) })
	return items
}
