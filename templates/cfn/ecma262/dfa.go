package ecma262

import (
	"math/bits"
	"unicode/utf8"
)

// alphabet divides the code points into classes, each of which a set of the pattern has as a whole
// or not at all.
type alphabet struct {
	ascii   [utf8.RuneSelf]uint16
	starts  []rune // first code points of the runs of one class
	classes []uint16
	n       int
	words   []bool   // per class: its members are word characters
	member  [][]bool // per set and class; nil for sets that the automata do not use
}

// class returns the class of r.
func (a *alphabet) class(r rune) uint16 {
	if r < utf8.RuneSelf {
		return a.ascii[r]
	}
	lo, hi := 0, len(a.starts)
	for lo+1 < hi {
		if mid := int(uint(lo+hi) >> 1); a.starts[mid] <= r {
			lo = mid
		} else {
			hi = mid
		}
	}
	return a.classes[lo]
}

// newAlphabet looks at the sets that the automata use, and at the word characters if a boundary is asked for.
func newAlphabet(sets []runeSet, progs []*program) *alphabet {
	used := make([]bool, len(sets))
	active := []runeSet{}
	var ids []int
	for _, p := range progs {
		if p.words && len(active) == 0 {
			w, _ := escapeSet('w')
			active, ids = append(active, w), append(ids, -1)
		}
	}
	for _, p := range progs {
		for i := range p.insts {
			if in := &p.insts[i]; in.op <= instCount && !used[in.arg] {
				used[in.arg] = true
				active, ids = append(active, sets[in.arg]), append(ids, int(in.arg))
			}
		}
	}
	a := &alphabet{member: make([][]bool, len(sets))}
	signatures := a.divide(active)
	a.words = make([]bool, a.n)
	for i, id := range ids {
		m := make([]bool, a.n)
		for c, sig := range signatures {
			m[c] = sig[i>>3]>>(i&7)&1 != 0
		}
		if id < 0 {
			a.words = m
		} else {
			a.member[id] = m
		}
	}
	return a
}

// divide fills in the classes and returns, for each of them, a bit per set.
func (a *alphabet) divide(sets []runeSet) (signatures []string) {
	cuts := runeSet{{0, 0}, {utf8.RuneSelf, utf8.RuneSelf}}
	for _, s := range sets {
		for _, r := range s {
			cuts = append(cuts, interval{r.lo, r.lo})
			if r.hi < utf8.MaxRune {
				cuts = append(cuts, interval{r.hi + 1, r.hi + 1})
			}
		}
	}
	cuts = cuts.unique()
	known := map[string]uint16{}
	sig := make([]byte, (len(sets)+7)/8)
	for k, cut := range cuts {
		clear(sig)
		for i, s := range sets {
			for len(s) > 0 && s[0].hi < cut.lo {
				s = s[1:]
			}
			if sets[i] = s; len(s) > 0 && s[0].lo <= cut.lo {
				sig[i>>3] |= 1 << (i & 7)
			}
		}
		c, ok := known[string(sig)]
		if !ok {
			c = uint16(len(known))
			known[string(sig)] = c
			signatures = append(signatures, string(sig))
		}
		if cut.lo >= utf8.RuneSelf {
			if n := len(a.classes); n == 0 || a.classes[n-1] != c {
				a.starts, a.classes = append(a.starts, cut.lo), append(a.classes, c)
			}
			continue
		}
		for r := cut.lo; r < cuts[k+1].lo; r++ { // 0x80 is always a cut, so there is a next one
			a.ascii[r] = c
		}
	}
	a.n = len(signatures)
	return signatures
}

const (
	maxTable = 32 << 10 // entries of a table: 64 KB
	maxWork  = 1 << 20  // steps to build one, some milliseconds
	maxTab   = 4096     // instructions of an automaton that is worth the attempt
)

// dfa is the automaton as a table: a row per set of threads, a column per class and one for the end. A row is known
// by where it starts in the table: row 0 stands for "no match any more", the next one for "matched".
type dfa struct {
	alphabet *alphabet
	trans    []uint16
	start    uint32
}

func (d *dfa) match(s string) bool {
	trans, st, matched := d.trans, d.start, uint32(d.alphabet.n+1)
	for i := 0; i < len(s); {
		var class uint16
		if c := s[i]; c < utf8.RuneSelf {
			class = d.alphabet.ascii[c]
			i++
		} else {
			r, n := utf8.DecodeRuneInString(s[i:])
			class = d.alphabet.class(r)
			i += n
		}
		if st = uint32(trans[st+uint32(class)]); st <= matched {
			return st == matched
		}
	}
	return uint32(trans[st+matched-1]) == matched
}

// builder makes a dfa by the subset construction.
type builder struct {
	prog  *program
	a     *alphabet
	sim   simulation
	seen  []uint64 // instructions of the row in the making
	count []uint32 // and what their threads have counted
	rows  map[string]uint32
	keys  []string // of the rows from 2 on: what is before the position, then the threads
	key   []byte
	trans []uint16
	work  int
}

// tabulate returns nil where the table would be too large.
func tabulate(prog *program, a *alphabet) *dfa {
	stride := a.n + 1
	if len(prog.insts) > maxTab {
		return nil
	}
	b := &builder{prog: prog, a: a, rows: map[string]uint32{}}
	b.seen, b.count = make([]uint64, len(prog.insts)/64+1), make([]uint32, len(prog.insts))
	b.sim.reset(len(prog.insts))
	b.trans = make([]uint16, 2*stride)
	b.key = append(b.key, atBegin)
	if prog.anchored { // the others start a thread at every position
		b.key = appendThread(b.key, prog.start, 0)
	}
	start := b.row()
	for i := 0; i < len(b.keys); i++ {
		if b.fill(b.keys[i]); len(b.trans) > maxTable || b.work > maxWork {
			return nil
		}
	}
	return &dfa{alphabet: a, trans: append([]uint16(nil), b.trans...), start: start}
}

func appendThread(key []byte, pc, n uint32) []byte {
	return append(key, byte(pc), byte(pc>>8), byte(n), byte(n>>8), byte(n>>16), byte(n>>24))
}

// row returns the row for b.key, a new and empty one if need be.
//
//go:noinline
func (b *builder) row() uint32 {
	if len(b.key) == 1 && b.prog.anchored {
		return 0
	}
	if id, ok := b.rows[string(b.key)]; ok {
		return id
	}
	id := uint32(len(b.trans))
	key := string(b.key)
	b.rows[key] = id
	b.keys = append(b.keys, key)
	b.trans = append(b.trans, make([]uint16, b.a.n+1)...)
	return id
}

// fill computes a row. The conditions at a position depend on the next character by no more than whether it is a word
// character and whether there is one: three cases at most.
func (b *builder) fill(key string) {
	id := b.rows[key]
	b.around(key, atEnd, false)
	if b.sim.matched {
		b.trans[id+uint32(b.a.n)] = uint16(b.a.n + 1)
	}
	for _, word := range [...]bool{false, true} {
		if word && !b.prog.words {
			return
		}
		b.around(key, 0, word)
		for c := 0; c < b.a.n; c++ {
			if b.prog.words && b.a.words[c] != word {
				continue
			}
			to := uint32(b.a.n + 1)
			if !b.sim.matched {
				b.step(uint16(c))
				to = b.row()
			}
			if len(b.trans) > maxTable {
				return
			}
			b.trans[id+uint32(c)] = uint16(to)
		}
	}
}

// around finds where the threads of a row wait, given what comes next.
func (b *builder) around(key string, holds uint16, word bool) {
	holds |= uint16(key[0]) & atBegin
	if before := key[0]&atWord != 0; before != word {
		holds |= atWord
	} else {
		holds |= atNotWord
	}
	b.sim.begin()
	for i := 1; i < len(key); i += 6 {
		n := uint32(key[i+2]) | uint32(key[i+3])<<8 | uint32(key[i+4])<<16 | uint32(key[i+5])<<24
		b.sim.add(b.prog, uint32(key[i])|uint32(key[i+1])<<8, n, holds, nil, 0, 0)
	}
	if !b.prog.anchored {
		b.sim.add(b.prog, b.prog.start, 0, holds, nil, 0, 0)
	}
	b.work += len(b.sim.list)
}

// step sets b.key to what a character of the class leads to, in the order of the instructions.
func (b *builder) step(class uint16) {
	m := &b.sim
	m.step(b.prog, b.a, class)
	b.work += len(m.list)
	b.key = append(b.key[:0], 0)
	if b.prog.words && b.a.words[class] {
		b.key[0] = atWord
	}
	for i, pc := range m.core {
		n := m.coreN[i]
		if w := &b.seen[pc>>6]; *w>>(pc&63)&1 == 0 {
			*w |= 1 << (pc & 63)
			b.count[pc] = n
		} else {
			b.count[pc] = min(b.count[pc], n)
		}
	}
	for i, w := range b.seen {
		for b.seen[i] = 0; w != 0; w &= w - 1 {
			pc := uint32(i<<6 + bits.TrailingZeros64(w))
			b.key = appendThread(b.key, pc, b.count[pc])
		}
	}
}
