package overlay

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
)

// value is a JSON value that operations change. Until something in it changes, it is
// a value of a document; then it is opened, once, and has its own members or items.
type value struct {
	node    *jsondoc.Node
	kind    jsondoc.Kind
	members map[string]*value
	items   []*value
}

func valueOf(n *jsondoc.Node) *value { return &value{node: n, kind: n.Kind()} }

// open makes members or items of its own for an object or an array.
func (v *value) open() {
	switch {
	case v.node == nil:
		return
	case v.kind == jsondoc.Object:
		v.members = make(map[string]*value, len(v.node.Members()))
		for _, m := range v.node.Members() {
			v.members[m.Name] = valueOf(m.Value)
		}
	case v.kind == jsondoc.Array:
		v.items = make([]*value, 0, len(v.node.Items()))
		for _, item := range v.node.Items() {
			v.items = append(v.items, valueOf(item))
		}
	default:
		return
	}
	v.node = nil
}

// child returns a member or an item, nil where there is none.
func (v *value) child(segment string) *value {
	v.open()
	if v.kind == jsondoc.Array {
		if i := v.index(segment); i >= 0 && i < len(v.items) {
			return v.items[i]
		}
		return nil
	}
	return v.members[diag.UnescapePointer(segment)]
}

// index returns the index that a segment of a pointer is, -1 where it is none: it
// has no sign and no zero before another digit.
func (v *value) index(segment string) int {
	i, err := strconv.Atoi(segment)
	if err != nil || strconv.Itoa(i) != segment {
		return -1
	}
	return i
}

// at returns the value that a pointer leads to, nil where there is none.
func (v *value) at(pointer string) *value {
	for segment := range segments(pointer) {
		if v = v.child(segment); v == nil {
			return nil
		}
	}
	return v
}

// insert puts a value into an object, in place of another one, or into an array,
// before another one. It reports whether the value can have such a member or
// item.
func (v *value) insert(segment string, inner *value) bool {
	v.open()
	switch v.kind {
	case jsondoc.Object:
		v.members[diag.UnescapePointer(segment)] = inner
		return true
	case jsondoc.Array:
		i := v.index(segment)
		if segment == "-" {
			i = len(v.items)
		}
		if i < 0 || i > len(v.items) {
			return false
		}
		v.items = slices.Insert(v.items, i, inner)
		return true
	}
	return false
}

// replace puts a value in place of another one that is there.
func (v *value) replace(segment string, inner *value) {
	if v.kind == jsondoc.Array {
		v.items[v.index(segment)] = inner
		return
	}
	v.members[diag.UnescapePointer(segment)] = inner
}

// remove takes out a value that is there.
func (v *value) remove(segment string) {
	if v.kind == jsondoc.Array {
		i := v.index(segment)
		v.items = slices.Delete(v.items, i, i+1)
		return
	}
	delete(v.members, diag.UnescapePointer(segment))
}

// clone returns a copy that shares nothing that can change.
func (v *value) clone() *value {
	out := &value{node: v.node, kind: v.kind}
	if v.members != nil {
		out.members = make(map[string]*value, len(v.members))
		for name, m := range v.members {
			out.members[name] = m.clone()
		}
	}
	for _, item := range v.items {
		out.items = append(out.items, item.clone())
	}
	return out
}

// size returns about how many bytes the value has as text.
func (v *value) size() int {
	if v.node != nil {
		return len(v.node.Raw())
	}
	n := 2
	for name, m := range v.members {
		n += len(name) + 4 + m.size()
	}
	for _, item := range v.items {
		n += 1 + item.size()
	}
	return n
}

// same reports whether two values are the same, whatever the order of members.
func (v *value) same(w *value) bool {
	if v.kind != w.kind {
		return false
	}
	if v.node != nil && w.node != nil {
		return jsondoc.Equal(v.node, w.node)
	}
	v.open()
	w.open()
	return maps.EqualFunc(v.members, w.members, (*value).same) && slices.EqualFunc(v.items, w.items, (*value).same)
}

// text appends the value as JSON, the members of opened objects sorted by name.
func (v *value) text(b []byte) []byte {
	switch {
	case v.node != nil:
		return append(b, v.node.Raw()...)
	case v.kind == jsondoc.Array:
		b = append(b, '[')
		for i, item := range v.items {
			if i > 0 {
				b = append(b, ',')
			}
			b = item.text(b)
		}
		return append(b, ']')
	}
	b = append(b, '{')
	for i, name := range slices.Sorted(maps.Keys(v.members)) {
		if i > 0 {
			b = append(b, ',')
		}
		quoted, _ := json.Marshal(name) // a string can always be written
		b = append(append(b, quoted...), ':')
		b = v.members[name].text(b)
	}
	return append(b, '}')
}
