package cfn

import "sync"

// Pattern is a compiled regular expression of ECMA-262, which is what JSON Schema's "pattern" holds. It is safe for
// concurrent use. Matching takes time linear in the subject and allocates nothing.
type Pattern struct {
	src     string
	matcher patMatcher
	scratch sync.Pool
	needs   bool // scratch space
	// seqs are the matcher's only clause where that is nothing but sequences, which most patterns are: a short cut.
	seqs []patSeq
}

// patMatcher matches when one of its clauses does.
type patMatcher []patClause

// patClause matches when all conditions hold and the engine matches; exactly one of the three engines is there.
type patClause struct {
	conds []patCond
	seqs  []patSeq
	dfa   *patDFA
	nfa   *patNFA
}

// patCond is a lookaround at the beginning or the end of an anchored pattern: a pattern of its own.
type patCond struct {
	neg     bool
	matcher patMatcher
}

// CompilePattern compiles a pattern. Patterns mean what RegExp makes of them with the u flag, or without it if they do
// not compile with it, except that matching goes by code points in both cases. Constructs that RegExp does not know have
// Java's meaning where AWS uses them: \A, \Z, \z, (?i), (?s), \x{…}, \p{Graph}. Back-references, possessive quantifiers
// and patterns that are too large are errors, which name the byte offset.
func CompilePattern(src string) (*Pattern, error) {
	parser := patParser{src: src}
	root := parser.parse()
	if parser.err != nil {
		return nil, parser.err
	}
	c := patPlanner{sets: parser.sets, left: patMaxProg}
	m, err := c.matcher(root)
	if err != nil {
		return nil, err
	}
	p := &Pattern{src: src, matcher: m, needs: c.needs}
	if len(m) == 1 && len(m[0].conds) == 0 {
		p.seqs = m[0].seqs
	}
	p.scratch.New = func() any { return new(patScratch) }
	return p, nil
}

// String returns the source of the pattern.
func (p *Pattern) String() string { return p.src }

// MatchString reports whether the pattern matches somewhere in s. Bytes that are not UTF-8 count as U+FFFD each.
func (p *Pattern) MatchString(s string) bool {
	if p.seqs != nil {
		return matchOne(p.seqs, s)
	}
	if !p.needs {
		return p.matcher.match(s, nil)
	}
	sc := p.scratch.Get().(*patScratch)
	ok := p.matcher.match(s, sc)
	if cap(sc.looks) <= patKeepLooks {
		p.scratch.Put(sc)
	}
	return ok
}

// patKeepLooks is how many words of lookaround bits are worth keeping for the next match: those of a megabyte.
const patKeepLooks = 1 << 17

//go:noinline
func (m patMatcher) match(s string, sc *patScratch) bool {
	for i := range m {
		if m[i].match(s, sc) {
			return true
		}
	}
	return false
}

func (c *patClause) match(s string, sc *patScratch) bool {
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

// patPlanner chooses the engines.
type patPlanner struct {
	sets  []patSet
	left  int // instructions that the automata may still have, all together
	needs bool
}

// matcher plans a search for n. Alternatives with lookarounds are searched for one by one, which lets more of their
// lookarounds become conditions.
func (c *patPlanner) matcher(n *patNode) (patMatcher, error) {
	subs := []*patNode{n}
	if n.op == patOpAlt && patHasLook(n) {
		subs = n.subs
	}
	var m patMatcher
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
func patHasLook(n *patNode) bool {
	if n.op == patOpLook {
		return true
	}
	for _, s := range n.subs {
		if patHasLook(s) {
			return true
		}
	}
	return false
}

func (c *patPlanner) clause(n *patNode) (out patClause, err error) {
	n = patTrim(patTrim(n, false), true)
	if n.op == patOpCat {
		subs := n.subs
		for _, behind := range [...]bool{false, true} {
			if subs, err = c.conditions(subs, behind, &out); err != nil {
				return out, err
			}
		}
		// What was removed may have kept the pattern from being trimmed.
		n = patTrim(patTrim(&patNode{subs: subs}, false), true)
	}
	if out.seqs = patSequences(n, c.sets); out.seqs != nil {
		return out, nil
	}
	var looks []patLook
	prog, err := patCompile(n, false, &looks, &c.left)
	if err != nil {
		return out, err
	}
	progs, insts := []*patProg{prog}, len(prog.insts)
	for i := range looks {
		progs, insts = append(progs, looks[i].prog), max(insts, len(looks[i].prog.insts))
	}
	a := newPatAlphabet(c.sets, progs)
	if len(looks) == 0 {
		if out.dfa = patTabulate(prog, a); out.dfa != nil {
			return out, nil
		}
	}
	out.nfa = &patNFA{prog: prog, looks: looks, alphabet: a, insts: insts}
	c.needs = true
	return out, nil
}

// conditions takes the lookaheads out of what takes no characters at the beginning, if it holds a ^, or the lookbehinds
// at the end beside a $. Each is a search of its own: (?!x) right after ^ is "does not match ^x".
func (c *patPlanner) conditions(subs []*patNode, behind bool, out *patClause) ([]*patNode, error) {
	anchor := patOpBegin
	if behind {
		anchor = patOpEnd
	}
	lo, hi := 0, len(subs)
	anchored := false
	for lo < hi {
		i := lo
		if behind {
			i = hi - 1
		}
		if subs[i].op < patOpBegin {
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
	var rest []*patNode
	for i, s := range subs {
		if s.op != patOpLook || s.behind != behind || behind && i < hi || !behind && i >= lo {
			rest = append(rest, s)
			continue
		}
		cat := &patNode{subs: []*patNode{{op: patOpBegin}, s.subs[0]}}
		if behind {
			cat = &patNode{subs: []*patNode{s.subs[0], {op: patOpEnd}}}
		}
		m, err := c.matcher(patJoin(cat))
		if err != nil {
			return nil, err
		}
		out.conds = append(out.conds, patCond{s.neg, m})
	}
	return rest, nil
}

// patJoin puts the parts of sequences within a sequence in their place.
//
//go:noinline
func patJoin(n *patNode) *patNode {
	out := &patNode{}
	for _, s := range n.subs {
		if s.op == patOpCat {
			out.subs = append(out.subs, s.subs...)
		} else {
			out.subs = append(out.subs, s)
		}
	}
	return out
}

// patTrim simplifies the end of a pattern that is searched for (or, head, its beginning), where nothing follows: of
// x{n,m} the first n are enough, and a positive lookahead is as good as its body.
func patTrim(n *patNode, head bool) *patNode {
	switch n.op {
	case patOpRepeat:
		if n.min == 0 {
			return &patNode{}
		}
		if n.min == 1 {
			return patTrim(n.subs[0], head)
		}
		return &patNode{op: patOpRepeat, min: n.min, max: n.min, subs: n.subs}
	case patOpLook:
		if !n.neg && n.behind == head {
			return patTrim(n.subs[0], head)
		}
	case patOpAlt:
		out := &patNode{op: patOpAlt}
		for _, s := range n.subs {
			out.subs = append(out.subs, patTrim(s, head))
		}
		return out
	case patOpCat:
		subs := n.subs
		for len(subs) > 0 {
			i := len(subs) - 1
			if head {
				i = 0
			}
			edge := patTrim(subs[i], head)
			rest := subs[:i:i]
			if head {
				rest = subs[1:]
			}
			if edge.op != patOpCat || len(edge.subs) > 0 {
				if head {
					return patJoin(&patNode{subs: append([]*patNode{edge}, rest...)})
				}
				return patJoin(&patNode{subs: append(rest, edge)})
			}
			subs = rest
		}
		return &patNode{}
	}
	return n
}
