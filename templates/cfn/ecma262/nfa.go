package ecma262

import (
	"errors"
	"strconv"
	"unicode/utf8"
)

const (
	instSet   uint8 = iota // a code point of set arg, then x
	instCount              // at most y code points of set arg, then x
	instSplit              // x or y
	instCheck              // the condition arg (at…), then x
	instLook               // the lookaround arg, then x
	instMatch
)

// What holds at a position of the subject, as bits.
const (
	atBegin = 1 << iota
	atEnd
	atWord
	atNotWord
)

type instruction struct {
	op   uint8
	arg  uint16
	x, y uint32
}

// program is an automaton. A repetition of one set up to a limit is one instruction with a counter, so that
// [\s\S]{0,131072} costs no more than [\s\S]*; of two threads in it the one that has counted less can do all that the
// other can.
type program struct {
	insts    []instruction
	start    uint32
	anchored bool // can only match at the beginning
	words    bool // asks for word boundaries
}

// lookaround is a lookaround. Its body becomes an automaton of its own, which one scan over the subject runs for every
// position at once: forward for a lookbehind, backward for a lookahead.
type lookaround struct {
	neg, behind bool
	prog        *program
}

// compiler turns nodes into instructions, the last one first: each knows its continuation.
type compiler struct {
	prog    *program
	reverse bool
	looks   *[]lookaround // inner ones before those around them
	left    *int          // instructions that may still be added
	full    bool
}

func compile(n *node, reverse bool, looks *[]lookaround, left *int) (*program, error) {
	c := compiler{prog: &program{anchored: anchored(n)}, reverse: reverse, looks: looks, left: left}
	c.prog.start = c.node(n, c.emit(instruction{op: instMatch}))
	if c.full {
		return nil, errors.New("too large when its counts are written out (more than " +
			strconv.Itoa(maxProg) + " instructions) at byte 0")
	}
	return c.prog, nil
}

// anchored reports whether every match of n begins where the subject does.
func anchored(n *node) bool {
	switch n.op {
	case opBegin:
		return true
	case opRepeat:
		return n.min > 0 && anchored(n.subs[0])
	case opCat:
		for _, s := range n.subs {
			if anchored(s) {
				return true
			}
			if s.op < opBegin { // it may take characters
				return false
			}
		}
	case opAlt:
		for _, s := range n.subs {
			if !anchored(s) {
				return false
			}
		}
		return true
	}
	return false
}

//go:noinline
func (c *compiler) emit(in instruction) uint32 {
	if *c.left == 0 {
		c.full = true
		return 0
	}
	*c.left--
	c.prog.insts = append(c.prog.insts, in)
	return uint32(len(c.prog.insts) - 1)
}

// node adds what matches n and goes on at next, and returns where that starts.
func (c *compiler) node(n *node, next uint32) uint32 {
	switch n.op {
	case opSet:
		return c.emit(instruction{op: instSet, arg: uint16(n.set), x: next})
	case opCat:
		for i := range n.subs {
			if !c.reverse {
				i = len(n.subs) - 1 - i
			}
			next = c.node(n.subs[i], next)
		}
		return next
	case opAlt:
		start := c.node(n.subs[len(n.subs)-1], next)
		for i := len(n.subs) - 2; i >= 0; i-- {
			start = c.emit(instruction{op: instSplit, x: c.node(n.subs[i], next), y: start})
		}
		return start
	case opRepeat:
		return c.repeat(n, next)
	case opLook:
		prog, err := compile(n.subs[0], !n.behind, c.looks, c.left)
		if err != nil {
			c.full = true
			return 0
		}
		*c.looks = append(*c.looks, lookaround{n.neg, n.behind, prog})
		return c.emit(instruction{op: instLook, arg: uint16(len(*c.looks) - 1), x: next})
	}
	checks := [...]uint16{opBegin: atBegin, opEnd: atEnd, opWord: atWord, opNotWord: atNotWord}
	c.prog.words = c.prog.words || n.op == opWord || n.op == opNotWord
	return c.emit(instruction{op: instCheck, arg: checks[n.op], x: next})
}

func (c *compiler) repeat(n *node, next uint32) uint32 {
	sub := n.subs[0]
	switch extra := n.max - n.min; {
	case n.max < 0:
		split := c.emit(instruction{op: instSplit, y: next})
		body := c.node(sub, split)
		if c.full {
			return 0
		}
		c.prog.insts[split].x = body
		next = split
	case extra > 1 && sub.op == opSet:
		next = c.emit(instruction{op: instCount, arg: uint16(sub.set), x: next, y: uint32(extra)})
	default:
		for end := next; extra > 0 && !c.full; extra-- {
			next = c.emit(instruction{op: instSplit, x: c.node(sub, next), y: end})
		}
	}
	for i := 0; i < n.min && !c.full; i++ {
		next = c.node(sub, next)
	}
	return next
}

// simulation runs an automaton: all its threads at once, so that the time is linear in the subject.
type simulation struct {
	list    []uint32 // instructions that threads wait at for a character
	core    []uint32 // where the threads are after a character, before they move on without one
	coreN   []uint32 // what they have counted
	stack   []uint32
	mark    []uint32 // per instruction: the generation that reached it
	count   []uint32 // per instruction: what the thread there has counted
	gen     uint32
	matched bool
}

//go:noinline
func (m *simulation) reset(insts int) {
	if len(m.mark) < insts {
		m.mark, m.count = make([]uint32, insts), make([]uint32, insts)
		m.list, m.stack = make([]uint32, 0, insts), make([]uint32, 0, insts)
		m.core, m.coreN = make([]uint32, 0, insts), make([]uint32, 0, insts)
		m.gen = 0
	}
	m.core, m.coreN = m.core[:0], m.coreN[:0]
}

// begin starts a position; generations are what makes forgetting the last one cheap.
func (m *simulation) begin() {
	if m.gen++; m.gen == 0 {
		clear(m.mark)
		m.gen = 1
	}
	m.list, m.matched = m.list[:0], false
}

func (m *simulation) reach(pc, n uint32) {
	if m.mark[pc] == m.gen {
		m.count[pc] = min(m.count[pc], n)
		return
	}
	m.mark[pc], m.count[pc] = m.gen, n
	m.stack = append(m.stack, pc)
}

// add follows a thread from pc to where it waits for a character. holds are the conditions that are true here, looks
// the bits of the lookarounds.
func (m *simulation) add(prog *program, pc, n uint32, holds uint16, looks []uint64, pos, stride int) {
	m.reach(pc, n)
	for len(m.stack) > 0 {
		pc = m.stack[len(m.stack)-1]
		m.stack = m.stack[:len(m.stack)-1]
		switch in := &prog.insts[pc]; in.op {
		case instSet:
			m.list = append(m.list, pc)
			continue
		case instCount:
			m.list = append(m.list, pc)
		case instSplit:
			m.reach(in.y, 0)
		case instCheck:
			if holds&in.arg == 0 {
				continue
			}
		case instLook:
			if looks[int(in.arg)*stride+pos>>6]>>(pos&63)&1 == 0 {
				continue
			}
		default:
			m.matched = true
			continue
		}
		m.reach(prog.insts[pc].x, 0)
	}
}

// step moves every waiting thread over a character of the class.
func (m *simulation) step(prog *program, a *alphabet, class uint16) {
	m.core, m.coreN = m.core[:0], m.coreN[:0]
	for _, pc := range m.list {
		in := &prog.insts[pc]
		if !a.member[in.arg][class] {
			continue
		}
		if in.op == instSet {
			m.core, m.coreN = append(m.core, in.x), append(m.coreN, 0)
		} else if n := m.count[pc]; n < in.y {
			m.core, m.coreN = append(m.core, pc), append(m.coreN, n+1)
		}
	}
}

// scratch is what one run of a nfa needs; runs hand it on to each other.
type scratch struct {
	sim   simulation
	looks []uint64
}

// nfa is the engine for what no other takes: lookarounds in the middle and automata too large to tabulate.
type nfa struct {
	prog     *program
	looks    []lookaround
	alphabet *alphabet
	insts    int // of the largest automaton
}

func (f *nfa) match(s string, sc *scratch) bool {
	sc.sim.reset(f.insts)
	stride := len(s)>>6 + 1
	if need := stride * len(f.looks); cap(sc.looks) < need {
		sc.looks = make([]uint64, need)
	} else {
		sc.looks = sc.looks[:need]
		clear(sc.looks)
	}
	for i := range f.looks {
		f.run(f.looks[i].prog, &f.looks[i], sc.looks[i*stride:(i+1)*stride], s, sc, stride)
	}
	return f.run(f.prog, nil, nil, s, sc, stride)
}

// run scans s with one automaton. For a lookaround it sets the bits of the positions where that holds, else it stops at
// the first match.
func (f *nfa) run(prog *program, look *lookaround, bits []uint64, s string, sc *scratch, stride int) bool {
	m := &sc.sim
	m.reset(f.insts)
	backward := look != nil && !look.behind
	pos := 0
	if backward {
		pos = len(s)
	}
	for first := true; ; first = false {
		holds := holds(s, pos)
		m.begin()
		for i, pc := range m.core {
			m.add(prog, pc, m.coreN[i], holds, sc.looks, pos, stride)
		}
		if look != nil || first || !prog.anchored {
			m.add(prog, prog.start, 0, holds, sc.looks, pos, stride)
		}
		if look == nil {
			if m.matched || len(m.list) == 0 && prog.anchored {
				return m.matched
			}
		} else if m.matched != look.neg {
			bits[pos>>6] |= 1 << (pos & 63)
		}
		var r rune
		var n int
		if backward {
			r, n = utf8.DecodeLastRuneInString(s[:pos])
			pos -= n
		} else {
			r, n = utf8.DecodeRuneInString(s[pos:])
			pos += n
		}
		if n == 0 {
			return false
		}
		m.step(prog, f.alphabet, f.alphabet.class(r))
	}
}

// holds returns the conditions that hold at a position.
func holds(s string, pos int) uint16 {
	holds := uint16(atNotWord)
	if (pos > 0 && wordByte(s[pos-1])) != (pos < len(s) && wordByte(s[pos])) {
		holds = atWord
	}
	if pos == 0 {
		holds |= atBegin
	}
	if pos == len(s) {
		holds |= atEnd
	}
	return holds
}

func wordByte(c byte) bool {
	return c == '_' || c-'0' <= 9 || c|0x20-'a' <= 25
}
