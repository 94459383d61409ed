package ecma262

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The limits keep a hostile pattern from taking memory or time out of proportion. The longest of the patterns that AWS
// publishes has 769 bytes, the highest count is 8192.
const (
	maxSource = 16 << 10 // bytes of source
	maxDepth  = 200      // groups within groups
	maxSets   = 1000     // distinct character sets
	maxCount  = 1 << 30  // counts beyond this mean the same: no subject is that long
	maxProg   = 100000   // instructions of all automata of a pattern; a large count of a group needs them
)

type op uint8

const (
	opCat op = iota // subs one after the other; none is the empty pattern
	opAlt
	opSet
	opRepeat // subs[0], min to max times; max < 0 is no limit
	opBegin
	opEnd
	opWord
	opNotWord
	opLook
)

// node is a parsed pattern. Groups leave no trace: nothing asks what they captured.
type node struct {
	op       op
	neg      bool // of opLook: (?! and (?<!
	behind   bool // of opLook: (?<= and (?<!
	set      int  // of opSet: index into the sets of the pattern
	min, max int
	subs     []*node
}

// parser reads a pattern in one dialect: what is valid with RegExp's u flag means what it means there, and what is
// not valid there means what RegExp without it makes of it (Annex B), or Java where Java's meaning is the obvious
// intention: \A \Z \z, (?i) and (?s), \x{60}, POSIX classes, a second quantifier in braces. Property escapes, \u{…}
// and surrogate pairs have their meaning in both cases.
type parser struct {
	src    string
	pos    int
	depth  int
	fold   bool // (?i) holds here
	dotAll bool // (?s) holds here
	sets   []runeSet
	err    error
}

// fail records the first error and ends the parse by moving to the end of the source.
func (p *parser) fail(at int, msg string) {
	if p.err == nil {
		p.err = errors.New(msg + " at byte " + strconv.Itoa(at))
	}
	p.pos = len(p.src)
}

//go:noinline
func (p *parser) eat(s string) bool {
	if !strings.HasPrefix(p.src[p.pos:], s) {
		return false
	}
	p.pos += len(s)
	return true
}

// peek returns the next byte, 0 at the end. A NUL in the source is an ordinary character and asks for nothing special.
//
//go:noinline
func (p *parser) peek() byte {
	if p.pos < len(p.src) {
		return p.src[p.pos]
	}
	return 0
}

func (p *parser) rune() rune {
	r, n := utf8.DecodeRuneInString(p.src[p.pos:])
	p.pos += n
	return r
}

// setNode returns a node for s, which it keeps once however often it occurs.
func (p *parser) setNode(s runeSet) *node {
	for i, t := range p.sets {
		if t.equal(s) {
			return &node{op: opSet, set: i}
		}
	}
	if len(p.sets) == maxSets {
		p.fail(p.pos, "more than "+strconv.Itoa(maxSets)+" distinct character sets")
		return &node{}
	}
	p.sets = append(p.sets, s)
	return &node{op: opSet, set: len(p.sets) - 1}
}

func (p *parser) literal(s runeSet) *node {
	if p.fold {
		s = s.foldASCII()
	}
	return p.setNode(s)
}

// parse reads the whole source.
func (p *parser) parse() *node {
	if len(p.src) > maxSource {
		p.fail(maxSource, "longer than "+strconv.Itoa(maxSource)+" bytes")
		return &node{}
	}
	n := p.alternatives()
	if p.pos < len(p.src) {
		p.fail(p.pos, "unmatched )")
	}
	return n
}

// alternatives reads up to the closing parenthesis or the end. Inline flags end where their group does.
func (p *parser) alternatives() *node {
	fold, dotAll := p.fold, p.dotAll
	alt := &node{op: opAlt}
	sets := true
	for {
		n := p.sequence()
		sets = sets && n.op == opSet
		alt.subs = append(alt.subs, n)
		if !p.eat("|") {
			break
		}
	}
	p.fold, p.dotAll = fold, dotAll
	if len(alt.subs) == 1 {
		return alt.subs[0]
	}
	if sets {
		var s runeSet
		for _, n := range alt.subs {
			s = append(s, p.sets[n.set]...)
		}
		return p.setNode(s.norm())
	}
	return alt
}

func (p *parser) sequence() *node {
	var subs []*node
	for p.pos < len(p.src) && p.peek() != '|' && p.peek() != ')' {
		n := p.quantified()
		if n.op == opCat {
			subs = append(subs, n.subs...)
		} else {
			subs = append(subs, n)
		}
	}
	if len(subs) == 1 {
		return subs[0]
	}
	return &node{subs: subs}
}

// quantified reads an atom and its quantifier.
func (p *parser) quantified() *node {
	n, repeatable := p.atom()
	at := p.pos
	lo, hi, ok := p.quantifier()
	if !ok {
		return n
	}
	if !repeatable {
		if p.src[at] == '{' { // as below
			return n
		}
		p.fail(at, "nothing to repeat")
		return n
	}
	if lo > hi && hi >= 0 {
		p.fail(at, "counts out of order")
	}
	p.eat("?") // laziness changes which match is found, not whether there is one
	// A second quantifier is an error in ECMA-262. Java, for which such patterns are written, applies one in braces to
	// the empty string.
	for at = p.pos; ; at = p.pos {
		if _, _, ok = p.quantifier(); !ok {
			break
		}
		switch p.src[at] {
		case '+':
			p.fail(at, "possessive quantifiers are not supported")
		case '*', '?':
			p.fail(at, "nothing to repeat")
		}
	}
	return repeat(n, lo, hi)
}

func repeat(n *node, lo, hi int) *node {
	if nullable(n) {
		lo = 0
	}
	if hi == 0 || n.op == opCat && len(n.subs) == 0 {
		return &node{}
	}
	if lo == 1 && hi == 1 || lo == 0 && hi < 0 && n.op == opRepeat && n.min == 0 && n.max < 0 {
		return n
	}
	return &node{op: opRepeat, min: lo, max: hi, subs: []*node{n}}
}

// nullable reports whether n matches the empty string wherever it is tried.
func nullable(n *node) bool {
	switch n.op {
	case opRepeat:
		return n.min == 0 || nullable(n.subs[0])
	case opCat, opAlt:
		for _, s := range n.subs {
			if nullable(s) != (n.op == opCat) {
				return n.op == opAlt
			}
		}
		return n.op == opCat
	}
	return false
}

// quantifier reads a quantifier if there is one; a brace that starts none is a character (Annex B).
func (p *parser) quantifier() (lo, hi int, ok bool) {
	switch p.peek() {
	case '*':
		p.pos++
		return 0, -1, true
	case '+':
		p.pos++
		return 1, -1, true
	case '?':
		p.pos++
		return 0, 1, true
	case '{':
		start := p.pos
		p.pos++
		if lo, ok = p.number(); ok {
			hi = lo
			if p.eat(",") {
				if hi, ok = p.number(); !ok {
					hi = -1
				}
			}
			if p.eat("}") {
				return lo, hi, true
			}
		}
		p.pos = start
	}
	return 0, 0, false
}

//go:noinline
func (p *parser) number() (n int, ok bool) {
	for ; p.peek() >= '0' && p.peek() <= '9'; p.pos++ {
		n, ok = min(n*10+int(p.peek()-'0'), maxCount), true
	}
	return n, ok
}

// atom reads one term without its quantifier, and reports whether it may have one.
func (p *parser) atom() (n *node, repeatable bool) {
	at := p.pos
	switch r := p.rune(); r {
	case '^':
		return &node{op: opBegin}, false
	case '$':
		return &node{op: opEnd}, false
	case '.':
		if p.dotAll {
			return p.setNode(pairs("\x00\U0010FFFF")), true
		}
		return p.setNode(pairs("\n\n\r\r\u2028\u2029").invert()), true
	case '(':
		return p.group(at)
	case '[':
		return p.setNode(p.class(at)), true
	case '\\':
		return p.atomEscape(at)
	case '*', '+', '?':
		p.fail(at, "nothing to repeat")
		return &node{}, true
	case '{':
		p.pos = at
		if _, _, ok := p.quantifier(); ok {
			p.fail(at, "nothing to repeat")
			return &node{}, true
		}
		p.pos = at + 1
		return p.literal(runeSet{{r, r}}), true
	default:
		return p.literal(runeSet{{r, r}}), true
	}
}

// group reads what follows an opening parenthesis.
func (p *parser) group(at int) (n *node, repeatable bool) {
	if p.depth++; p.depth > maxDepth {
		p.fail(at, "groups nested more than "+strconv.Itoa(maxDepth)+" deep")
		return &node{}, true
	}
	look := &node{op: opLook}
	switch {
	case !p.eat("?"):
		look = nil
	case p.eat(":"):
		look = nil
	case p.eat("="):
	case p.eat("!"):
		look.neg = true
	case p.eat("<="):
		look.behind = true
	case p.eat("<!"):
		look.neg, look.behind = true, true
	case p.eat("<"):
		look = nil
		p.groupName()
	default:
		return p.flags(at)
	}
	n = p.alternatives()
	p.depth--
	if !p.eat(")") {
		p.fail(at, "missing ) for the group")
	}
	if look == nil {
		return n, true
	}
	look.subs = []*node{n}
	return look, !look.behind // Annex B lets a lookahead have a quantifier
}

func (p *parser) groupName() {
	end := strings.IndexByte(p.src[p.pos:], '>')
	if end <= 0 || strings.ContainsAny(p.src[p.pos:p.pos+end], " ()[]{}|*+?.^-/,:;") || p.peek() >= '0' && p.peek() <= '9' {
		p.fail(p.pos, "bad group name")
		return
	}
	p.pos += end + 1
}

// flags reads Java's (?i), (?s), (?-i) and (?i:…). Without a colon they hold until the group around them ends.
func (p *parser) flags(at int) (n *node, repeatable bool) {
	fold, dotAll := p.fold, p.dotAll
	for on := true; ; p.pos++ {
		switch p.peek() {
		case 'i':
			p.fold = on
			continue
		case 's':
			p.dotAll = on
			continue
		case '-':
			on = false
			continue
		case ')':
			p.pos++
			p.depth--
			return &node{}, false
		case ':':
			p.pos++
			n = p.alternatives()
			p.depth--
			p.fold, p.dotAll = fold, dotAll
			if !p.eat(")") {
				p.fail(at, "missing ) for the group")
			}
			return n, true
		}
		p.fail(at, "group of an unknown kind")
		return &node{}, false
	}
}
