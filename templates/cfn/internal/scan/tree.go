package scan

// Tree is a JSON value and where it stands in its text.
type Tree struct {
	// Kind is the first byte of the value's text.
	Kind byte
	// Start and End are where the value stands in the text.
	Start, End int
	// Key is that of a member of an object, which begins at KeyStart.
	Key      string
	KeyStart int
	// Items are the members of an object or the items of a list.
	Items []*Tree
	in    string
	// index leads to members, where they are many.
	index map[string]int
}

// fewMembers is up to how many members are looked at one by one.
const fewMembers = 8

// ParseTree reads JSON text that is known to be right.
func ParseTree(text string) *Tree {
	s := Scanner{Text: text, Repeats: true, Distinct: true}
	return parseNext(&s)
}

func parseNext(s *Scanner) *Tree {
	n := &Tree{Kind: s.Peek(), in: s.Text, Start: s.Pos}
	switch n.Kind {
	case '{', '[':
		n.parseItems(s)
	default:
		s.Skip()
	}
	n.End = s.Pos
	return n
}

func (n *Tree) parseItems(s *Scanner) {
	end := n.Kind + 2 // "}" and "]"
	if !s.Open() {
		return
	}
	for first := true; ; first = false {
		another, ok := s.More(end, first)
		if !another || !ok {
			return
		}
		s.Peek()
		keyStart, key := s.Pos, ""
		if n.Kind == '{' {
			if key, ok = s.Key(); !ok {
				return
			}
		}
		item := parseNext(s)
		item.Key, item.KeyStart = key, keyStart
		n.Items = append(n.Items, item)
	}
}

// Text returns the value's text.
func (n *Tree) Text() string { return n.in[n.Start:n.End] }

// Find returns the index of a member, -1 where there is none of the key.
func (n *Tree) Find(key string) int {
	if len(n.Items) > fewMembers && n.index == nil {
		n.index = make(map[string]int, len(n.Items))
		for i, m := range n.Items {
			n.index[m.Key] = i
		}
	}
	if n.index != nil {
		if i, ok := n.index[key]; ok {
			return i
		}
		return -1
	}
	for i := len(n.Items) - 1; i >= 0; i-- { // the last one counts
		if n.Items[i].Key == key {
			return i
		}
	}
	return -1
}

// At returns the value to which keys lead, nil where there is none.
func (n *Tree) At(path []string) *Tree {
	for _, key := range path {
		if n == nil {
			return nil
		}
		n = n.Child(key)
	}
	return n
}

// Child returns the value of a member, or of an item by its index in decimal, nil where there is
// none.
func (n *Tree) Child(key string) *Tree {
	if n.Kind == '{' {
		if i := n.Find(key); i >= 0 {
			return n.Items[i]
		}
		return nil
	}
	i := 0
	for _, c := range []byte(key) {
		i = i*10 + int(c-'0')
	}
	if n.Kind != '[' || i >= len(n.Items) {
		return nil
	}
	return n.Items[i]
}
