package template

import (
	"sort"
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
)

// locate sets the offsets, lines and columns of errors by their paths, all in one reading
// of the text. An error whose value is not in the text has the position of the nearest
// object or list around it, if that is no whole section, and the position of the template
// where the path is that of a section.
func (s *source) locate(errs cfn.Errors) {
	if len(errs) == 0 {
		return
	}
	root := &pathNode{}
	for _, e := range errs {
		root.add(e)
	}
	l := pathLocator{Scanner: scan.Scanner{Text: s.text, Repeats: true, Distinct: true}}
	l.value(root, 0)
	found := make(cfn.Errors, 0, len(errs))
	for _, e := range errs {
		if e.Offset < 0 && strings.Count(e.Path, "/") == 1 {
			e.Offset = len(s.text) - len(strings.TrimLeft(s.text, " \t\r\n")) // of the template
		}
		if e.Offset >= 0 {
			found = append(found, e)
		} else {
			e.Offset = 0
		}
	}
	sort.SliceStable(found, func(i, j int) bool { return found[i].Offset < found[j].Offset })
	line, lineStart, done := 1, 0, 0
	for _, e := range found {
		to := min(e.Offset, len(s.text))
		line += strings.Count(s.text[done:to], "\n")
		if i := strings.LastIndexByte(s.text[done:to], '\n'); i >= 0 {
			lineStart = done + i + 1
		}
		done = to
		e.Line, e.Column = line, to-lineStart+1
	}
	s.move(found)
}

// leastDepth is how many keys of a path must be in the text: a section and a logical ID.
const leastDepth = 2

// pathNode is a key of paths, with the errors at it and the keys below it.
type pathNode struct {
	errs  cfn.Errors
	below map[string]*pathNode
}

// add adds an error by its path, which is not found yet.
func (n *pathNode) add(e *cfn.Error) {
	e.Offset = -1
	for rest := e.Path; rest != ""; {
		var key string
		key, rest = cutKey(rest)
		next := n.below[key]
		if next == nil {
			next = &pathNode{}
			if n.below == nil {
				n.below = map[string]*pathNode{}
			}
			n.below[key] = next
		}
		n = next
	}
	n.errs = append(n.errs, e)
}

// cutKey returns the first key of a JSON pointer and what follows.
func cutKey(pointer string) (key, rest string) {
	key = pointer[1:]
	if i := strings.IndexByte(key, '/'); i >= 0 {
		key, rest = key[:i], key[i:]
	}
	return unescape(key), rest
}

// unescape returns a key of a JSON pointer as it is in the text.
func unescape(key string) string {
	if strings.IndexByte(key, '~') < 0 {
		return key
	}
	return strings.ReplaceAll(strings.ReplaceAll(key, "~1", "/"), "~0", "~")
}

// pathLocator reads a text along paths.
type pathLocator struct{ scan.Scanner }

// value takes a value to which the keys of a node lead.
func (l *pathLocator) value(n *pathNode, depth int) bool {
	c := l.Peek()
	at := l.Pos
	for _, e := range n.errs {
		e.Offset = at
	}
	var ok bool
	switch {
	case len(n.below) == 0 || c != '{' && c != '[':
		_, ok = l.Skip()
	case c == '{':
		ok = l.members(n, depth)
	default:
		ok = l.items(n, depth)
	}
	if depth >= leastDepth {
		n.settle(at)
	}
	return ok
}

// settle puts the errors at and below a node where what is around them stands.
func (n *pathNode) settle(at int) {
	for _, e := range n.errs {
		if e.Offset < 0 {
			e.Offset = at
		}
	}
	for _, next := range n.below {
		next.settle(at)
	}
	n.below = nil
}

func (l *pathLocator) members(n *pathNode, depth int) bool {
	if !l.Open() {
		return false
	}
	for first := true; ; first = false {
		another, ok := l.More('}', first)
		if !another {
			return ok
		}
		key, ok := l.Key()
		if !ok {
			return false
		}
		if next := n.below[key]; next != nil {
			ok = l.value(next, depth+1)
		} else {
			_, ok = l.Skip()
		}
		if !ok {
			return false
		}
	}
}

func (l *pathLocator) items(n *pathNode, depth int) bool {
	if !l.Open() {
		return false
	}
	for i := 0; ; i++ {
		another, ok := l.More(']', i == 0)
		if !another {
			return ok
		}
		if next := n.below[strconv.Itoa(i)]; next != nil {
			ok = l.value(next, depth+1)
		} else {
			_, ok = l.Skip()
		}
		if !ok {
			return false
		}
	}
}
