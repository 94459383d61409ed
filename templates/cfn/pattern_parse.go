package cfn

import (
	"errors"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The limits keep a hostile pattern from taking memory or time out of proportion. The longest of the patterns that AWS
// publishes has 769 bytes, the highest count is 8192.
const (
	patMaxSource = 16 << 10 // bytes of source
	patMaxDepth  = 200      // groups within groups
	patMaxSets   = 1000     // distinct character sets
	patMaxCount  = 1 << 30  // counts beyond this mean the same: no subject is that long
	patMaxProg   = 100000   // instructions of all automata of a pattern; a large count of a group needs them
)

type patOp uint8

const (
	patOpCat patOp = iota // subs one after the other; none is the empty pattern
	patOpAlt
	patOpSet
	patOpRepeat // subs[0], min to max times; max < 0 is no limit
	patOpBegin
	patOpEnd
	patOpWord
	patOpNotWord
	patOpLook
)

// patNode is a parsed pattern. Groups leave no trace: nothing asks what they captured.
type patNode struct {
	op       patOp
	neg      bool // of patOpLook: (?! and (?<!
	behind   bool // of patOpLook: (?<= and (?<!
	set      int  // of patOpSet: index into the sets of the pattern
	min, max int
	subs     []*patNode
}

// patParser reads a pattern in one dialect: what is valid with RegExp's u flag means what it means there, and what is
// not valid there means what RegExp without it makes of it (Annex B), or Java where Java's meaning is the obvious
// intention: \A \Z \z, (?i) and (?s), \x{60}, POSIX classes, a second quantifier in braces. Property escapes, \u{…}
// and surrogate pairs have their meaning in both cases.
type patParser struct {
	src    string
	pos    int
	depth  int
	fold   bool // (?i) holds here
	dotAll bool // (?s) holds here
	sets   []patSet
	err    error
}

// fail records the first error and ends the parse by moving to the end of the source.
func (p *patParser) fail(at int, msg string) {
	if p.err == nil {
		p.err = errors.New("pattern: " + msg + " at byte " + strconv.Itoa(at))
	}
	p.pos = len(p.src)
}

//go:noinline
func (p *patParser) eat(s string) bool {
	if !strings.HasPrefix(p.src[p.pos:], s) {
		return false
	}
	p.pos += len(s)
	return true
}

// peek returns the next byte, 0 at the end. A NUL in the source is an ordinary character and asks for nothing special.
//
//go:noinline
func (p *patParser) peek() byte {
	if p.pos < len(p.src) {
		return p.src[p.pos]
	}
	return 0
}

func (p *patParser) rune() rune {
	r, n := utf8.DecodeRuneInString(p.src[p.pos:])
	p.pos += n
	return r
}

// setNode returns a node for s, which it keeps once however often it occurs.
func (p *patParser) setNode(s patSet) *patNode {
	for i, t := range p.sets {
		if t.equal(s) {
			return &patNode{op: patOpSet, set: i}
		}
	}
	if len(p.sets) == patMaxSets {
		p.fail(p.pos, "more than "+strconv.Itoa(patMaxSets)+" distinct character sets")
		return &patNode{}
	}
	p.sets = append(p.sets, s)
	return &patNode{op: patOpSet, set: len(p.sets) - 1}
}

func (p *patParser) literal(s patSet) *patNode {
	if p.fold {
		s = s.foldASCII()
	}
	return p.setNode(s)
}

// parse reads the whole source.
func (p *patParser) parse() *patNode {
	if len(p.src) > patMaxSource {
		p.fail(patMaxSource, "longer than "+strconv.Itoa(patMaxSource)+" bytes")
		return &patNode{}
	}
	n := p.alternatives()
	if p.pos < len(p.src) {
		p.fail(p.pos, "unmatched )")
	}
	return n
}

// alternatives reads up to the closing parenthesis or the end. Inline flags end where their group does.
func (p *patParser) alternatives() *patNode {
	fold, dotAll := p.fold, p.dotAll
	alt := &patNode{op: patOpAlt}
	sets := true
	for {
		n := p.sequence()
		sets = sets && n.op == patOpSet
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
		var s patSet
		for _, n := range alt.subs {
			s = append(s, p.sets[n.set]...)
		}
		return p.setNode(s.norm())
	}
	return alt
}

func (p *patParser) sequence() *patNode {
	var subs []*patNode
	for p.pos < len(p.src) && p.peek() != '|' && p.peek() != ')' {
		n := p.quantified()
		if n.op == patOpCat {
			subs = append(subs, n.subs...)
		} else {
			subs = append(subs, n)
		}
	}
	if len(subs) == 1 {
		return subs[0]
	}
	return &patNode{subs: subs}
}

// quantified reads an atom and its quantifier.
func (p *patParser) quantified() *patNode {
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
	return patRepeat(n, lo, hi)
}

func patRepeat(n *patNode, lo, hi int) *patNode {
	if patNullable(n) {
		lo = 0
	}
	if hi == 0 || n.op == patOpCat && len(n.subs) == 0 {
		return &patNode{}
	}
	if lo == 1 && hi == 1 || lo == 0 && hi < 0 && n.op == patOpRepeat && n.min == 0 && n.max < 0 {
		return n
	}
	return &patNode{op: patOpRepeat, min: lo, max: hi, subs: []*patNode{n}}
}

// patNullable reports whether n matches the empty string wherever it is tried.
func patNullable(n *patNode) bool {
	switch n.op {
	case patOpRepeat:
		return n.min == 0 || patNullable(n.subs[0])
	case patOpCat, patOpAlt:
		for _, s := range n.subs {
			if patNullable(s) != (n.op == patOpCat) {
				return n.op == patOpAlt
			}
		}
		return n.op == patOpCat
	}
	return false
}

// quantifier reads a quantifier if there is one; a brace that starts none is a character (Annex B).
func (p *patParser) quantifier() (lo, hi int, ok bool) {
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
func (p *patParser) number() (n int, ok bool) {
	for ; p.peek() >= '0' && p.peek() <= '9'; p.pos++ {
		n, ok = min(n*10+int(p.peek()-'0'), patMaxCount), true
	}
	return n, ok
}

// atom reads one term without its quantifier, and reports whether it may have one.
func (p *patParser) atom() (n *patNode, repeatable bool) {
	at := p.pos
	switch r := p.rune(); r {
	case '^':
		return &patNode{op: patOpBegin}, false
	case '$':
		return &patNode{op: patOpEnd}, false
	case '.':
		if p.dotAll {
			return p.setNode(patPairs("\x00\U0010FFFF")), true
		}
		return p.setNode(patPairs("\n\n\r\r\u2028\u2029").invert()), true
	case '(':
		return p.group(at)
	case '[':
		return p.setNode(p.class(at)), true
	case '\\':
		return p.atomEscape(at)
	case '*', '+', '?':
		p.fail(at, "nothing to repeat")
		return &patNode{}, true
	case '{':
		p.pos = at
		if _, _, ok := p.quantifier(); ok {
			p.fail(at, "nothing to repeat")
			return &patNode{}, true
		}
		p.pos = at + 1
		return p.literal(patSet{{r, r}}), true
	default:
		return p.literal(patSet{{r, r}}), true
	}
}

// group reads what follows an opening parenthesis.
func (p *patParser) group(at int) (n *patNode, repeatable bool) {
	if p.depth++; p.depth > patMaxDepth {
		p.fail(at, "groups nested more than "+strconv.Itoa(patMaxDepth)+" deep")
		return &patNode{}, true
	}
	look := &patNode{op: patOpLook}
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
	look.subs = []*patNode{n}
	return look, !look.behind // Annex B lets a lookahead have a quantifier
}

func (p *patParser) groupName() {
	end := strings.IndexByte(p.src[p.pos:], '>')
	if end <= 0 || strings.ContainsAny(p.src[p.pos:p.pos+end], " ()[]{}|*+?.^-/,:;") || p.peek() >= '0' && p.peek() <= '9' {
		p.fail(p.pos, "bad group name")
		return
	}
	p.pos += end + 1
}

// flags reads Java's (?i), (?s), (?-i) and (?i:…). Without a colon they hold until the group around them ends.
func (p *patParser) flags(at int) (n *patNode, repeatable bool) {
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
			return &patNode{}, false
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
		return &patNode{}, false
	}
}
