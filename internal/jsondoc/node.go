package jsondoc

import (
	"math/big"
	"sort"
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
)

// Kind is the kind of a JSON value.
type Kind int

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
// methods answer as for a value without content.
type Node struct {
	kind    Kind
	text    string
	members []Member
	items   []*Node
	// index finds members by name in objects that are too large to scan.
	index map[string]int

	file       *file
	start, end int
	parent     *Node
	// key is the member name or, where the parent is an array, the index.
	key string
}

// Member is one name and value of an object.
type Member struct {
	Name  string
	Value *Node
}

// file is what all nodes of a document share: its name, its bytes, and the
// offset at which each line begins.
type file struct {
	name  string
	data  []byte
	lines []int
	// within is set where the document is a string of another one.
	within *embedding
}

func newFile(name string, data []byte) *file {
	f := &file{name: name, data: data, lines: []int{0}}
	for i, c := range data {
		if c == '\n' {
			f.lines = append(f.lines, i+1)
		}
	}
	return f
}

func (f *file) position(offset int, pointer string) diag.Position {
	if f.within != nil {
		return f.within.file.position(f.within.offset(offset), pointer)
	}
	line := sort.SearchInts(f.lines, offset+1)
	return diag.Position{File: f.name, Line: line, Column: offset - f.lines[line-1] + 1, Pointer: pointer}
}

// Kind gives the kind of the value, None for an absent one.
func (n *Node) Kind() Kind {
	if n == nil {
		return None
	}
	return n.kind
}

// Is says whether the value is present and of a kind.
func (n *Node) Is(k Kind) bool { return n.Kind() == k }

// Text gives a String's value, a Number's exact text, "true" or "false" of a
// Bool, and "" for everything else.
func (n *Node) Text() string {
	if n == nil {
		return ""
	}
	return n.text
}

// True says whether the value is the boolean true.
func (n *Node) True() bool { return n.Is(Bool) && n.text == "true" }

// Members gives an Object's members in the order of the document.
func (n *Node) Members() []Member {
	if n == nil {
		return nil
	}
	return n.members
}

// Items gives an Array's items.
func (n *Node) Items() []*Node {
	if n == nil {
		return nil
	}
	return n.items
}

// Get gives an Object's member of that name, nil where there is none.
func (n *Node) Get(name string) *Node {
	if n == nil {
		return nil
	}
	if n.index != nil {
		if i, ok := n.index[name]; ok {
			return n.members[i].Value
		}
		return nil
	}
	for i := range n.members {
		if n.members[i].Name == name {
			return n.members[i].Value
		}
	}
	return nil
}

// Raw gives the bytes of the value as they stand in the document. They must
// not be changed.
func (n *Node) Raw() []byte {
	if n == nil {
		return nil
	}
	return n.file.data[n.start:n.end]
}

// Document gives the bytes of the whole document that the value stands in. They
// must not be changed.
func (n *Node) Document() []byte {
	if n == nil {
		return nil
	}
	return n.file.data
}

// Key gives the name under which an object holds the value, or the index at
// which an array does; "" for the document itself.
func (n *Node) Key() string {
	if n == nil {
		return ""
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

// Pointer gives the JSON pointer of the value, "" for the document itself.
func (n *Node) Pointer() string {
	var keys []string
	for ; n != nil && n.parent != nil; n = n.parent {
		keys = append(keys, n.key)
	}
	var b strings.Builder
	for i := len(keys) - 1; i >= 0; i-- {
		b.WriteByte('/')
		b.WriteString(EscapePointer(keys[i]))
	}
	return b.String()
}

// Pos gives the position of the value's first byte.
func (n *Node) Pos() diag.Position {
	if n == nil {
		return diag.Position{}
	}
	return n.file.position(n.start, n.Pointer())
}

// EscapePointer writes a name as one segment of a JSON pointer (RFC 6901).
func EscapePointer(segment string) string {
	if !strings.ContainsAny(segment, "~/") {
		return segment
	}
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(segment)
}

// UnescapePointer is the reverse of EscapePointer.
func UnescapePointer(segment string) string {
	if !strings.Contains(segment, "~") {
		return segment
	}
	return strings.NewReplacer("~1", "/", "~0", "~").Replace(segment)
}

// Equal says whether two values are the same, whatever the order of members.
// Numbers are compared by their text: 1 and 1.0 differ.
func Equal(a, b *Node) bool {
	if a.Kind() != b.Kind() || a.Text() != b.Text() {
		return false
	}
	if len(a.Items()) != len(b.Items()) || len(a.Members()) != len(b.Members()) {
		return false
	}
	for i, item := range a.Items() {
		if !Equal(item, b.items[i]) {
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
	c := *n
	c.items, c.members = nil, nil
	changed := false
	for _, item := range n.items {
		other := item.Replace(by)
		changed = changed || other != item
		if other != nil {
			c.items = append(c.items, other)
		}
	}
	for _, m := range n.members {
		other := m.Value.Replace(by)
		changed = changed || other != m.Value
		if other != nil {
			c.members = append(c.members, Member{m.Name, other})
		}
	}
	if !changed {
		return n
	}
	c.makeIndex()
	return &c
}

// Empty returns an empty object that stands where the value does.
func (n *Node) Empty() *Node {
	return &Node{kind: Object, file: n.file, start: n.start, end: n.end, parent: n.parent, key: n.key}
}

// makeIndex has an object that is too large to scan know its members by name.
func (n *Node) makeIndex() {
	n.index = nil
	if len(n.members) < indexFrom {
		return
	}
	n.index = make(map[string]int, len(n.members))
	for i, m := range n.members {
		n.index[m.Name] = i
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

func indexKey(i int) string { return strconv.Itoa(i) }

// Mismatch gives an error that says which kind the value should be of, or nil
// where it is of that kind or absent.
func (n *Node) Mismatch(want Kind) diag.List {
	if n == nil || n.kind == want {
		return nil
	}
	return diag.List{diag.Errorf(n.Pos(), "must be %s, not %s", want, n.kind)}
}
