package ecma262

import "unicode/utf8"

// sequence is the fastest engine: a sequence from the beginning of the subject that can be taken item by item, each as
// far as it goes, because no item can take what belongs to a later one.
type sequence struct {
	items []item
	end   bool // the subject must end after the last item
}

// item is a literal, or min to max characters of a set.
type item struct {
	lit      string
	tab      *[256]uint8 // 1 for the ASCII members
	set      runeSet
	min, max int
	// rest is how many bytes later items take up to the subject's end, where this one could take some of them, too, and
	// must take exactly what comes before; 0 where it takes as much as it can.
	rest int
}

// matchOne reports whether one of some sequences matches.
func matchOne(seqs []sequence, s string) bool {
	for i := range seqs {
		if seqs[i].match(s) {
			return true
		}
	}
	return false
}

func (q *sequence) match(s string) bool {
	for i := range q.items {
		it := &q.items[i]
		if lit := it.lit; lit != "" {
			if len(s) < len(lit) || s[0] != lit[0] || s[:len(lit)] != lit {
				return false
			}
			s = s[len(lit):]
			continue
		}
		own := s
		if it.rest > 0 {
			own = s[:max(0, len(s)-it.rest)]
		}
		n := it.run(own)
		if n < 0 || it.rest > 0 && n < len(own) {
			return false
		}
		s = s[n:]
	}
	return !q.end || s == ""
}

// run returns how many bytes of s the item takes, -1 when there are too few for it.
func (it *item) run(s string) int {
	i := it.ascii(s[:min(len(s), it.max)])
	if i >= it.min && (i == len(s) || i == it.max || s[i] < utf8.RuneSelf) {
		return i
	}
	count := i
	for i < len(s) && count < it.max {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			if r, n = utf8.DecodeRuneInString(s[i:]); !it.set.has(r) {
				break
			}
		} else if it.tab[r] == 0 {
			break
		}
		i += n
		count++
	}
	if count < it.min {
		return -1
	}
	return i
}

// wordSize is how many bytes are looked at at once.
const wordSize = 8

// ascii returns how many bytes at the beginning of s are ASCII members, eight at a time: one branch for all of them.
func (it *item) ascii(s string) (i int) {
	tab := it.tab
	for ; len(s)-i >= wordSize; i += wordSize {
		w := s[i : i+wordSize]
		if tab[w[0]]&tab[w[1]]&tab[w[2]]&tab[w[3]]&tab[w[4]]&tab[w[5]]&tab[w[6]]&tab[w[7]] == 0 {
			break
		}
	}
	for i < len(s) && tab[s[i]] != 0 {
		i++
	}
	return i
}

// maxSeqs is how many sequences a pattern may be turned into: beyond a few, a table costs less than trying them all.
const maxSeqs = 4

// part is a node of a sequence in the making: a set with its counts, or the beginning or the end.
type part struct {
	op       op
	set      int
	min, max int
}

// sequences returns sequences that match what n matches, or nil where there are none.
func sequences(n *node, sets []runeSet) []sequence {
	flat := flatten(n)
	var out []sequence
	tabs := make([]*[256]uint8, len(sets))
	for _, parts := range flat {
		q, ok := newSequence(parts, sets, tabs)
		if !ok {
			return nil
		}
		out = append(out, q)
	}
	return out
}

// flatten multiplies alternatives and optional parts out; nil when that is too much or not possible.
func flatten(n *node) [][]part {
	switch n.op {
	case opSet:
		return onePart(part{opSet, n.set, 1, 1})
	case opBegin, opEnd:
		return onePart(part{op: n.op})
	case opAlt:
		var out [][]part
		for _, s := range n.subs {
			sub := flatten(s)
			if sub == nil || len(out)+len(sub) > maxSeqs {
				return nil
			}
			out = append(out, sub...)
		}
		return out
	case opRepeat:
		switch sub := n.subs[0]; {
		case sub.op == opSet && n.max < 0:
			return onePart(part{opSet, sub.set, n.min, maxCount})
		case sub.op == opSet:
			return onePart(part{opSet, sub.set, n.min, n.max})
		case n.min == 0 && n.max == 1:
			return flatten(&node{op: opAlt, subs: []*node{sub, {}}})
		case n.min == n.max && n.max <= 8:
			cat := &node{}
			for range n.max {
				cat.subs = append(cat.subs, sub)
			}
			return flatten(cat)
		}
	case opCat:
		out := [][]part{{}}
		for _, s := range n.subs {
			sub := flatten(s)
			if sub == nil || len(out)*len(sub) > maxSeqs {
				return nil
			}
			var product [][]part
			for _, head := range out {
				for _, tail := range sub {
					product = append(product, append(head[:len(head):len(head)], tail...))
				}
			}
			out = product
		}
		return out
	}
	return nil
}

// onePart returns the sequence that is one part.
//
//go:noinline
func onePart(p part) [][]part { return [][]part{{p}} }

// newSequence checks that parts can be taken one by one, and makes the items.
func newSequence(parts []part, sets []runeSet, tabs []*[256]uint8) (q sequence, ok bool) {
	begin := 0
	for ; begin < len(parts) && parts[begin].op == opBegin; begin++ {
	}
	parts = parts[begin:]
	for len(parts) > 0 && parts[len(parts)-1].op == opEnd {
		q.end, parts = true, parts[:len(parts)-1]
	}
	for i, p := range parts {
		if p.op != opSet || p.min < p.max && ambiguous(p, parts[i+1:], sets) && (!q.end || width(parts[i+1:], sets) == 0) {
			return q, false
		}
	}
	for i, p := range parts {
		q.add(p, sets, tabs)
		if p.min < p.max && ambiguous(p, parts[i+1:], sets) {
			q.items[len(q.items)-1].rest = width(parts[i+1:], sets)
		}
	}
	return q, begin > 0
}

// width returns how many bytes parts take that are all ASCII text, 0 for others.
//
//go:noinline
func width(parts []part, sets []runeSet) (n int) {
	for _, p := range parts {
		r, ok := rune(0), p.op == opSet && p.min == p.max
		if ok {
			r, ok = sets[p.set].single()
		}
		if !ok || r >= utf8.RuneSelf {
			return 0
		}
		n += p.min
	}
	return n
}

// ambiguous reports whether what p may take can also begin what follows.
func ambiguous(p part, next []part, sets []runeSet) bool {
	for _, n := range next {
		if n.op != opSet || sets[p.set].meets(sets[n.set]) {
			return true
		}
		if n.min > 0 {
			return false
		}
	}
	return false
}

func (q *sequence) add(p part, sets []runeSet, tabs []*[256]uint8) {
	s := sets[p.set]
	// A bad byte of the subject counts as U+FFFD but is not its encoding, so that is no literal.
	if r, ok := s.single(); ok && r != utf8.RuneError && p.min == p.max && p.min < 64 {
		lit := ""
		for range p.min {
			lit += string(r)
		}
		if n := len(q.items); n > 0 && q.items[n-1].lit != "" {
			q.items[n-1].lit += lit
		} else {
			q.items = append(q.items, item{lit: lit})
		}
		return
	}
	tab := tabs[p.set]
	if tab == nil {
		tab = new([256]uint8)
		for r := range rune(utf8.RuneSelf) {
			if s.has(r) {
				tab[r] = 1
			}
		}
		tabs[p.set] = tab
	}
	q.items = append(q.items, item{tab: tab, set: s, min: p.min, max: p.max})
}
