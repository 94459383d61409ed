package jsondoc

import (
	"bytes"
	"math/big"
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
)

// Kind is the kind of a JSON value.
type Kind uint8

// The kinds of JSON value. None is the kind of a nil Node.
const (
	None Kind = iota
	Null
	Bool
	Number
	String
	Array
	Object
)

// String is the kind's name in messages, with its article.
func (k Kind) String() string {
	switch k {
	case Null:
		return "null"
	case Bool:
		return "a boolean"
	case Number:
		return "a number"
	case String:
		return "a string"
	case Array:
		return "an array"
	case Object:
		return "an object"
	}
	return "nothing"
}

// Node is one value of a document. A nil Node stands for an absent value: its
// methods return what they do for a value without content. A document is for one
// goroutine at a time.
type Node struct {
	text string
	// key is the member name, index the index in an array.
	key    string
	parent *Node
	file   *file
	// pointer is made when it is asked for.
	pointer diag.Pointer
	// inside is what an Object or an Array holds, nil for nothing.
	inside            *inside
	start, end, index int32
	kind              Kind
}

// inside is what an Object or an Array holds.
type inside struct {
	members []Member
	items   []*Node
	// index finds members by name in objects that are too large to scan.
	index map[string]int32
}

// Member is one name and value of an object.
type Member struct {
	Name  string
	Value *Node
}

// file is what all nodes of a document share: its name, its bytes, and what finds
// lines.
type file struct {
	name  string
	data  []byte
	lines []lineMark
	// outer is set where the document is a string of another one.
	outer *embedding
}

// lineMark is where the last line begins that does so before a chunk of the document,
// and how many lines there are until then.
type lineMark struct{ start, count int32 }

// lineChunk is how many bytes there are from one lineMark to the next.
const lineChunk = 1 << 12

func newFile(name string, data []byte) *file {
	f := &file{name: name, data: data}
	mark := lineMark{count: 1}
	for from := 0; ; from += lineChunk {
		f.lines = append(f.lines, mark)
		if from+lineChunk >= len(data) {
			return f
		}
		chunk := data[from : from+lineChunk]
		if last := bytes.LastIndexByte(chunk, '\n'); last >= 0 {
			mark = lineMark{int32(from + last + 1), mark.count + int32(bytes.Count(chunk, []byte{'\n'}))}
		}
	}
}

func (f *file) position(offset int, pointer diag.Pointer) diag.Position {
	if f.outer != nil {
		return f.outer.file.position(f.outer.offset(offset), pointer)
	}
	chunk := min(offset/lineChunk, len(f.lines)-1)
	mark := f.lines[chunk]
	before := f.data[chunk*lineChunk : offset]
	if last := bytes.LastIndexByte(before, '\n'); last >= 0 {
		mark = lineMark{int32(chunk*lineChunk + last + 1), mark.count + int32(bytes.Count(before, []byte{'\n'}))}
	}
	return diag.Position{File: f.name, Line: int(mark.count), Column: offset - int(mark.start) + 1, Pointer: pointer}
}

// Kind returns the kind of the value, None for an absent one.
func (n *Node) Kind() Kind {
	if n == nil {
		return None
	}
	return n.kind
}

// Is reports whether the value is present and of a kind.
func (n *Node) Is(k Kind) bool { return n.Kind() == k }

// Text returns a String's value, a Number's exact text, "true" or "false" of a
// Bool, and "" for everything else.
func (n *Node) Text() string {
	if n == nil {
		return ""
	}
	return n.text
}

// True reports whether the value is the boolean true.
func (n *Node) True() bool { return n.Is(Bool) && n.text == "true" }

// False reports whether the value is the boolean false.
func (n *Node) False() bool { return n.Is(Bool) && n.text == "false" }

// Members returns an Object's members in the order of the document.
func (n *Node) Members() []Member {
	if n == nil || n.inside == nil {
		return nil
	}
	return n.inside.members
}

// Items returns an Array's items.
func (n *Node) Items() []*Node {
	if n == nil || n.inside == nil {
		return nil
	}
	return n.inside.items
}

// Get returns an Object's member of that name, nil where there is none.
func (n *Node) Get(name string) *Node {
	if n == nil || n.inside == nil {
		return nil
	}
	if n.inside.index != nil {
		if i, ok := n.inside.index[name]; ok {
			return n.inside.members[i].Value
		}
		return nil
	}
	for i := range n.inside.members {
		if n.inside.members[i].Name == name {
			return n.inside.members[i].Value
		}
	}
	return nil
}

// Raw returns the bytes of the value as they stand in the document. They must
// not be changed.
func (n *Node) Raw() []byte {
	if n == nil {
		return nil
	}
	return n.file.data[n.start:n.end]
}

// Document returns the bytes of the whole document that the value stands in. They
// must not be changed.
func (n *Node) Document() []byte {
	if n == nil {
		return nil
	}
	return n.file.data
}

// Key returns the name under which an object holds the value, or the index at
// which an array does; "" for the document itself.
func (n *Node) Key() string {
	switch {
	case n == nil || n.parent == nil:
		return ""
	case n.parent.kind == Array:
		return strconv.Itoa(int(n.index))
	}
	return n.key
}

// Parent returns the object or array that holds the value; nil for the document
// itself.
func (n *Node) Parent() *Node {
	if n == nil {
		return nil
	}
	return n.parent
}

// Pointer returns the JSON pointer of the value.
func (n *Node) Pointer() diag.Pointer {
	if n == nil || n.parent == nil {
		return diag.Pointer{}
	}
	if n.pointer.IsZero() {
		n.pointer = n.parent.Pointer().Child(n.Key())
	}
	return n.pointer
}

// Pos returns the position of the value's first byte.
func (n *Node) Pos() diag.Position {
	if n == nil {
		return diag.Position{}
	}
	return n.file.position(int(n.start), n.Pointer())
}

// Equal reports whether two values are the same, whatever the order of members.
// Numbers are compared by their text: 1 and 1.0 differ.
func Equal(a, b *Node) bool {
	if a.Kind() != b.Kind() || a.Text() != b.Text() {
		return false
	}
	if len(a.Items()) != len(b.Items()) || len(a.Members()) != len(b.Members()) {
		return false
	}
	for i, item := range a.Items() {
		if !Equal(item, b.Items()[i]) {
			return false
		}
	}
	for _, m := range a.Members() {
		other := b.Get(m.Name)
		if other == nil || !Equal(m.Value, other) {
			return false
		}
	}
	return true
}

// Replace returns the value with some of those in it replaced, or left out where
// the replacement is nil. All others are the same and where they were.
func (n *Node) Replace(by map[*Node]*Node) *Node {
	if len(by) == 0 || n == nil {
		return n
	}
	if other, ok := by[n]; ok {
		return other
	}
	n.Pointer() // which both share
	c := *n
	c.inside = &inside{}
	changed := false
	for _, item := range n.Items() {
		other := item.Replace(by)
		changed = changed || other != item
		if other != nil {
			c.inside.items = append(c.inside.items, other)
		}
	}
	for _, m := range n.Members() {
		other := m.Value.Replace(by)
		changed = changed || other != m.Value
		if other != nil {
			c.inside.members = append(c.inside.members, Member{m.Name, other})
		}
	}
	if !changed {
		return n
	}
	c.inside.makeIndex()
	return &c
}

// Empty returns an empty object that stands where the value does.
func (n *Node) Empty() *Node {
	return &Node{
		kind: Object, file: n.file, start: n.start, end: n.end,
		parent: n.parent, key: n.key, index: n.index, pointer: n.Pointer(),
	}
}

// makeIndex has an object that is too large to scan know its members by name.
func (in *inside) makeIndex() {
	in.index = nil
	if len(in.members) < indexFrom {
		return
	}
	in.index = make(map[string]int32, len(in.members))
	for i, m := range in.members {
		in.index[m.Name] = int32(i)
	}
}

// Count returns a Number as a whole number that is not negative, with ok where it
// is one: 2, 2.0 and 20e-1 are the same number.
func (n *Node) Count() (count uint64, ok bool) {
	if !n.Is(Number) {
		return 0, false
	}
	if count, err := strconv.ParseUint(n.text, 10, 64); err == nil {
		return count, true
	}
	r, ok := Rational(n.text)
	if !ok || !r.IsInt() || !r.Num().IsUint64() {
		return 0, false
	}
	return r.Num().Uint64(), true
}

// Rational returns a JSON number exactly. One beyond what a float64 can hold is
// refused, with ok false: its digits could fill the memory.
func Rational(text string) (number *big.Rat, ok bool) {
	if _, err := strconv.ParseFloat(text, 64); err != nil || len(text) > 400 {
		return nil, false
	}
	if _, exp, ok := strings.Cut(strings.ToLower(text), "e"); ok {
		if n, err := strconv.Atoi(exp); err != nil || n < -400 || n > 400 {
			return nil, false
		}
	}
	return new(big.Rat).SetString(text)
}

// Mismatch returns an error that names the kind that the value should be of, or
// nil where it is of that kind or absent.
func (n *Node) Mismatch(want Kind) diag.List {
	if n == nil || n.kind == want {
		return nil
	}
	return diag.List{diag.Errorf(n.Pos(), WrongType, "must be %s, not %s", want, n.kind)}
}
