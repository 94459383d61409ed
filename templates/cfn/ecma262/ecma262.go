package ecma262

import "sync"

// Regexp is a compiled regular expression of ECMA-262, which is what JSON Schema's "pattern" holds. It is safe for
// concurrent use. Matching takes time linear in the subject and allocates nothing.
type Regexp struct {
	src     string
	matcher matcher
	scratch sync.Pool
	needs   bool // scratch space
	// seqs are the matcher's only clause where that is nothing but sequences, which most patterns are: a short cut.
	seqs []sequence
}

// matcher matches when one of its clauses does.
type matcher []clause

// clause matches when all conditions hold and the engine matches; exactly one of the three engines is there.
type clause struct {
	conds []condition
	seqs  []sequence
	dfa   *dfa
	nfa   *nfa
}

// condition is a lookaround at the beginning or the end of an anchored pattern: a pattern of its own.
type condition struct {
	neg     bool
	matcher matcher
}

// Compile compiles a pattern. Patterns mean what RegExp makes of them with the u flag, or without it if they do
// not compile with it, except that matching goes by code points in both cases. Constructs that RegExp does not know have
// Java's meaning where AWS uses them: \A, \Z, \z, (?i), (?s), \x{…}, \p{Graph}. Back-references, possessive quantifiers
// and patterns that are too large are errors, which name the byte offset.
func Compile(src string) (*Regexp, error) {
	m, needs, err := plan(src, false)
	if err != nil {
		return nil, err
	}
	p := &Regexp{src: src, matcher: m, needs: needs}
	if len(m) == 1 && len(m[0].conds) == 0 {
		p.seqs = m[0].seqs
	}
	p.scratch.New = func() any { return new(scratch) }
	return p, nil
}

// Check returns the error that Compile returns. It makes no tables, which take most of the time.
func Check(src string) error {
	_, _, err := plan(src, true)
	return err
}

// plan parses a pattern and plans its search, without tables for a check alone.
func plan(src string, check bool) (m matcher, needs bool, err error) {
	parser := parser{src: src}
	root := parser.parse()
	if parser.err != nil {
		return nil, false, parser.err
	}
	c := planner{sets: parser.sets, left: maxProg, check: check}
	m, err = c.matcher(root)
	return m, c.needs, err
}

// String returns the source of the pattern.
func (p *Regexp) String() string { return p.src }

// MatchString reports whether the pattern matches somewhere in s. Bytes that are not UTF-8 count as U+FFFD each.
func (p *Regexp) MatchString(s string) bool {
	if p.seqs != nil {
		return matchOne(p.seqs, s)
	}
	if !p.needs {
		return p.matcher.match(s, nil)
	}
	sc := p.scratch.Get().(*scratch)
	ok := p.matcher.match(s, sc)
	if cap(sc.looks) <= keepLooks {
		p.scratch.Put(sc)
	}
	return ok
}

// keepLooks is how many words of lookaround bits are worth keeping for the next match: those of a megabyte.
const keepLooks = 1 << 17

//go:noinline
func (m matcher) match(s string, sc *scratch) bool {
	for i := range m {
		if m[i].match(s, sc) {
			return true
		}
	}
	return false
}

func (c *clause) match(s string, sc *scratch) bool {
	for i := range c.conds {
		if c.conds[i].matcher.match(s, sc) == c.conds[i].neg {
			return false
		}
	}
	switch {
	case c.dfa != nil:
		return c.dfa.match(s)
	case c.nfa != nil:
		return c.nfa.match(s, sc)
	}
	return matchOne(c.seqs, s)
}

// planner chooses the engines.
type planner struct {
	sets  []runeSet
	left  int // instructions that the automata may still have, all together
	needs bool
	check bool // make no tables
}

// matcher plans a search for n. Alternatives with lookarounds are searched for one by one, which lets more of their
// lookarounds become conditions.
func (c *planner) matcher(n *node) (matcher, error) {
	subs := []*node{n}
	if n.op == opAlt && hasLook(n) {
		subs = n.subs
	}
	var m matcher
	for _, s := range subs {
		clause, err := c.clause(s)
		if err != nil {
			return nil, err
		}
		m = append(m, clause)
	}
	return m, nil
}

//go:noinline
func hasLook(n *node) bool {
	if n.op == opLook {
		return true
	}
	for _, s := range n.subs {
		if hasLook(s) {
			return true
		}
	}
	return false
}

func (c *planner) clause(n *node) (out clause, err error) {
	n = trim(trim(n, false), true)
	if n.op == opCat {
		subs := n.subs
		for _, behind := range [...]bool{false, true} {
			if subs, err = c.conditions(subs, behind, &out); err != nil {
				return out, err
			}
		}
		// What was removed may have kept the pattern from being trimmed.
		n = trim(trim(&node{subs: subs}, false), true)
	}
	if out.seqs = sequences(n, c.sets); out.seqs != nil {
		return out, nil
	}
	var looks []lookaround
	prog, err := compile(n, false, &looks, &c.left)
	if err != nil || c.check {
		return out, err
	}
	progs, insts := []*program{prog}, len(prog.insts)
	for i := range looks {
		progs, insts = append(progs, looks[i].prog), max(insts, len(looks[i].prog.insts))
	}
	a := newAlphabet(c.sets, progs)
	if len(looks) == 0 {
		if out.dfa = tabulate(prog, a); out.dfa != nil {
			return out, nil
		}
	}
	out.nfa = &nfa{prog: prog, looks: looks, alphabet: a, insts: insts}
	c.needs = true
	return out, nil
}

// conditions takes the lookaheads out of what takes no characters at the beginning, if it holds a ^, or the lookbehinds
// at the end beside a $. Each is a search of its own: (?!x) right after ^ is "does not match ^x".
func (c *planner) conditions(subs []*node, behind bool, out *clause) ([]*node, error) {
	anchor := opBegin
	if behind {
		anchor = opEnd
	}
	lo, hi := 0, len(subs)
	anchored := false
	for lo < hi {
		i := lo
		if behind {
			i = hi - 1
		}
		if subs[i].op < opBegin {
			break
		}
		anchored = anchored || subs[i].op == anchor
		if behind {
			hi--
		} else {
			lo++
		}
	}
	if !anchored {
		return subs, nil
	}
	var rest []*node
	for i, s := range subs {
		if s.op != opLook || s.behind != behind || behind && i < hi || !behind && i >= lo {
			rest = append(rest, s)
			continue
		}
		cat := &node{subs: []*node{{op: opBegin}, s.subs[0]}}
		if behind {
			cat = &node{subs: []*node{s.subs[0], {op: opEnd}}}
		}
		m, err := c.matcher(join(cat))
		if err != nil {
			return nil, err
		}
		out.conds = append(out.conds, condition{s.neg, m})
	}
	return rest, nil
}

// join puts the parts of sequences within a sequence in their place.
//
//go:noinline
func join(n *node) *node {
	out := &node{}
	for _, s := range n.subs {
		if s.op == opCat {
			out.subs = append(out.subs, s.subs...)
		} else {
			out.subs = append(out.subs, s)
		}
	}
	return out
}

// trim simplifies the end of a pattern that is searched for (or, head, its beginning), where nothing follows: of
// x{n,m} the first n are enough, and a positive lookahead is as good as its body.
func trim(n *node, head bool) *node {
	switch n.op {
	case opRepeat:
		if n.min == 0 {
			return &node{}
		}
		if n.min == 1 {
			return trim(n.subs[0], head)
		}
		return &node{op: opRepeat, min: n.min, max: n.min, subs: n.subs}
	case opLook:
		if !n.neg && n.behind == head {
			return trim(n.subs[0], head)
		}
	case opAlt:
		out := &node{op: opAlt}
		for _, s := range n.subs {
			out.subs = append(out.subs, trim(s, head))
		}
		return out
	case opCat:
		subs := n.subs
		for len(subs) > 0 {
			i := len(subs) - 1
			if head {
				i = 0
			}
			edge := trim(subs[i], head)
			rest := subs[:i:i]
			if head {
				rest = subs[1:]
			}
			if edge.op != opCat || len(edge.subs) > 0 {
				if head {
					return join(&node{subs: append([]*node{edge}, rest...)})
				}
				return join(&node{subs: append(rest, edge)})
			}
			subs = rest
		}
		return &node{}
	}
	return n
}
