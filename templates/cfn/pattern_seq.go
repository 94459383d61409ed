package cfn

import "unicode/utf8"

// patSeq is the fastest engine: a sequence from the beginning of the subject that can be taken item by item, each as
// far as it goes, because no item can take what belongs to a later one.
type patSeq struct {
	items []patItem
	end   bool // the subject must end after the last item
}

// patItem is a literal, or min to max characters of a set.
type patItem struct {
	lit      string
	tab      *[256]uint8 // 1 for the ASCII members
	set      patSet
	min, max int
	// rest is how many bytes later items take up to the subject's end, where this one could take some of them, too, and
	// must take exactly what comes before; 0 where it takes as much as it can.
	rest int
}

// matchOne reports whether one of some sequences matches.
func matchOne(seqs []patSeq, s string) bool {
	for i := range seqs {
		if seqs[i].match(s) {
			return true
		}
	}
	return false
}

func (q *patSeq) match(s string) bool {
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
func (it *patItem) run(s string) int {
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

// ascii returns how many bytes at the beginning of s are ASCII members, eight at a time: one branch for all of them.
func (it *patItem) ascii(s string) (i int) {
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

// patMaxSeqs is how many sequences a pattern may be turned into: beyond a few, a table costs less than trying them all.
const patMaxSeqs = 4

// patPart is a node of a sequence in the making: a set with its counts, or the beginning or the end.
type patPart struct {
	op       patOp
	set      int
	min, max int
}

// patSequences returns sequences that match what n matches, or nil where there are none.
func patSequences(n *patNode, sets []patSet) []patSeq {
	flat := patFlatten(n)
	var out []patSeq
	tabs := make([]*[256]uint8, len(sets))
	for _, parts := range flat {
		q, ok := patSequence(parts, sets, tabs)
		if !ok {
			return nil
		}
		out = append(out, q)
	}
	return out
}

// patFlatten multiplies alternatives and optional parts out; nil when that is too much or not possible.
func patFlatten(n *patNode) [][]patPart {
	switch n.op {
	case patOpSet:
		return patAlone(patPart{patOpSet, n.set, 1, 1})
	case patOpBegin, patOpEnd:
		return patAlone(patPart{op: n.op})
	case patOpAlt:
		var out [][]patPart
		for _, s := range n.subs {
			sub := patFlatten(s)
			if sub == nil || len(out)+len(sub) > patMaxSeqs {
				return nil
			}
			out = append(out, sub...)
		}
		return out
	case patOpRepeat:
		switch sub := n.subs[0]; {
		case sub.op == patOpSet && n.max < 0:
			return patAlone(patPart{patOpSet, sub.set, n.min, patMaxCount})
		case sub.op == patOpSet:
			return patAlone(patPart{patOpSet, sub.set, n.min, n.max})
		case n.min == 0 && n.max == 1:
			return patFlatten(&patNode{op: patOpAlt, subs: []*patNode{sub, {}}})
		case n.min == n.max && n.max <= 8:
			cat := &patNode{}
			for range n.max {
				cat.subs = append(cat.subs, sub)
			}
			return patFlatten(cat)
		}
	case patOpCat:
		out := [][]patPart{{}}
		for _, s := range n.subs {
			sub := patFlatten(s)
			if sub == nil || len(out)*len(sub) > patMaxSeqs {
				return nil
			}
			var product [][]patPart
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

// patAlone returns the sequence that is one part.
//
//go:noinline
func patAlone(p patPart) [][]patPart { return [][]patPart{{p}} }

// patSequence checks that parts can be taken one by one, and makes the items.
func patSequence(parts []patPart, sets []patSet, tabs []*[256]uint8) (q patSeq, ok bool) {
	begin := 0
	for ; begin < len(parts) && parts[begin].op == patOpBegin; begin++ {
	}
	parts = parts[begin:]
	for len(parts) > 0 && parts[len(parts)-1].op == patOpEnd {
		q.end, parts = true, parts[:len(parts)-1]
	}
	for i, p := range parts {
		if p.op != patOpSet || p.min < p.max && patAmbiguous(p, parts[i+1:], sets) && (!q.end || patWidth(parts[i+1:], sets) == 0) {
			return q, false
		}
	}
	for i, p := range parts {
		q.add(p, sets, tabs)
		if p.min < p.max && patAmbiguous(p, parts[i+1:], sets) {
			q.items[len(q.items)-1].rest = patWidth(parts[i+1:], sets)
		}
	}
	return q, begin > 0
}

// patWidth returns how many bytes parts take that are all ASCII text, 0 for others.
//
//go:noinline
func patWidth(parts []patPart, sets []patSet) (n int) {
	for _, p := range parts {
		r, ok := rune(0), p.op == patOpSet && p.min == p.max
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

// patAmbiguous reports whether what p may take could also begin what follows.
func patAmbiguous(p patPart, next []patPart, sets []patSet) bool {
	for _, n := range next {
		if n.op != patOpSet || sets[p.set].meets(sets[n.set]) {
			return true
		}
		if n.min > 0 {
			return false
		}
	}
	return false
}

func (q *patSeq) add(p patPart, sets []patSet, tabs []*[256]uint8) {
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
			q.items = append(q.items, patItem{lit: lit})
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
	q.items = append(q.items, patItem{tab: tab, set: s, min: p.min, max: p.max})
}
