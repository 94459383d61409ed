package template

import (
	"strings"

	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
)

// What the loops of a template make, and how much a check looks at it: one loop in another
// makes many entries of a short text. With more, what the loops make is not known, and what
// is in them is taken as right.
const (
	// maxUnrolled is how many entries there are at most. A template has 500 resources.
	maxUnrolled = 2000
	// maxLoops is how many loops are in one another at most.
	maxLoops = 5
	// maxLoopUses is how many uses of functions are looked at, each once for each entry, and
	// maxLoopBytes how many bytes of their arguments.
	maxLoopUses  = 100_000
	maxLoopBytes = 1 << 20
)

// loops are the entries that the Fn::ForEach of a template make.
type loops struct {
	t *Template
	// left is how many entries there can be more.
	left        int
	entries     map[loopKey][]unrolled
	uses, bytes int
	// steps counts the references to parameters in lists, whose defaults are here.
	steps    int
	defaults map[string]string
}

// loopKey is the section that an Fn::ForEach stands in and its key.
type loopKey struct{ section, key string }

func newLoops(t *Template) *loops {
	return &loops{t: t, left: maxUnrolled, entries: map[loopKey][]unrolled{}}
}

// restart returns the loops for another walk over the uses in them.
func (l *loops) restart() *loops {
	return &loops{t: l.t, entries: l.entries}
}

// looked counts a use that is looked at, and reports whether there were too many.
func (l *loops) looked() bool {
	l.uses++
	return l.uses > maxLoopUses || l.bytes > maxLoopBytes
}

// unroll returns what an Fn::ForEach makes: one of them for each value of its list. Where the
// list is not known before the deployment, there is one that is not known.
func (l *loops) unroll(key loopKey, arg string) []unrolled {
	entries := l.expand(parseLoop(arg, 1), nil, []string{key.key, "2"})
	if l.left < 0 {
		entries = []unrolled{{}}
	}
	l.entries[key] = entries
	return entries
}

// loop is an Fn::ForEach.
type loop struct {
	variable string
	// list is the JSON text of what it goes over, items are those of a literal list.
	list  string
	items []string
	body  []loopMember
}

// loopMember is a member of the object that a loop repeats.
type loopMember struct {
	name, text string
	// inner is the loop that the member is, nil where it is none, or one that is not known.
	inner *loop
	// typ is the member Type, of a resource.
	typ string
}

// parseLoop returns the loop of an argument, nil where it is not a right one or too much.
func parseLoop(arg string, depth int) *loop {
	var parts []string
	scan.EachItem(arg, func(item string) { parts = append(parts, item) })
	if len(parts) != 3 || parts[0][0] != '"' || parts[2][0] != '{' || depth > maxLoops {
		return nil
	}
	l := &loop{variable: stringIn(parts[0]), list: parts[1]}
	l.items = itemsIn(l.list)
	if len(l.items) > maxUnrolled {
		return nil
	}
	scan.EachMember(parts[2], func(name string, start, end int) {
		m := loopMember{name: name, text: parts[2][start:end]}
		if strings.HasPrefix(name, forEachPrefix) {
			m.inner = parseLoop(m.text, depth+1)
		} else {
			m.typ = typeIn(m.text)
		}
		l.body = append(l.body, m)
	})
	return l
}

// looped checks a function inside of an Fn::ForEach, once for each entry that the loop makes.
func (c *checker) looped(r reference) {
	u := r.u
	if u.Depth() < 2 { // a macro that stands among the sections
		r.lenient = true
		c.function(r)
		return
	}
	inEntry := strings.HasPrefix(u.Key(1), forEachPrefix)
	if !inEntry || u.Depth() < 3 || u.Key(2) != "2" {
		r.lenient = !inEntry || u.Depth() > 2 && u.Key(2) != "1" // the variables are not followed
		c.function(r)
		return
	}
	before := len(c.errs) + c.beyond
	for _, e := range c.loops.entries[loopKey{r.section, u.Key(1)}] {
		if !e.known {
			r.lenient = true
			c.function(r)
			return
		}
		if c.loops.looked() {
			return
		}
		if !leads(u.Depth(), u.Key, e.path) {
			continue
		}
		one := r
		one.id, one.variables = e.key, e.variables
		one.lenient = one.lenient || u.Loops() > len(e.path)/2 // there is one in the entry
		c.function(one)
		if len(c.errs)+c.beyond > before {
			return
		}
	}
}

// leads reports whether the keys of a use go along a path from the section's entry on.
func leads(depth int, key func(int) string, path []string) bool {
	if depth < 1+len(path) {
		return false
	}
	for i, k := range path {
		if key(1+i) != k {
			return false
		}
	}
	return true
}
