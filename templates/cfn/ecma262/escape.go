package ecma262

import (
	"strconv"
	"strings"
)

// atomEscape reads an escape outside a class; the backslash is behind it.
func (p *parser) atomEscape(at int) (n *node, repeatable bool) {
	switch c := p.peek(); c {
	case 'b', 'B', 'A', 'z', 'Z':
		p.pos++
		return assertion(c, p), false
	case '1', '2', '3', '4', '5', '6', '7', '8', '9':
		start := p.pos
		groups, _ := p.captures()
		if num, _ := p.number(); num <= groups {
			p.fail(at, "back-reference \\"+strconv.Itoa(num)+": not a regular language, not supported")
			return &node{}, true
		}
		p.pos = start // a legacy octal escape (Annex B)
	case 'k':
		if _, named := p.captures(); named {
			p.fail(at, "back-reference \\k: not a regular language, not supported")
			return &node{}, true
		}
	}
	s, isSet := p.escape(at, false)
	if isSet {
		return p.setNode(s), true
	}
	return p.literal(s), true
}

// assertion returns what \b, \B, \A, \z and \Z assert. Java's \Z also holds before a line break that ends the text.
func assertion(c byte, p *parser) *node {
	end := &node{op: opEnd}
	switch c {
	case 'b':
		return &node{op: opWord}
	case 'B':
		return &node{op: opNotWord}
	case 'A':
		return &node{op: opBegin}
	case 'z':
		return end
	}
	crlf := &node{subs: []*node{p.setNode(pairs("\r\r")), p.setNode(pairs("\n\n")), end}}
	one := &node{subs: []*node{p.setNode(pairs("\n\n\r\r\u0085\u0085\u2028\u2029")), end}}
	alt := &node{op: opAlt, subs: []*node{crlf, one, end}}
	return &node{op: opLook, subs: []*node{alt}}
}

// captures counts the capturing groups of the whole source and reports whether one has a name: whether \3 and \k are
// back-references depends on groups that come later, too.
func (p *parser) captures() (n int, named bool) {
	class := false
	for i := 0; i < len(p.src); i++ {
		switch c := p.src[i]; {
		case c == '\\':
			i++
		case class:
			class = c != ']'
		case c == '[':
			class = true
		case c == '(':
			rest := p.src[i+1:]
			if !strings.HasPrefix(rest, "?") {
				n++
			} else if strings.HasPrefix(rest, "?<") && !strings.HasPrefix(rest, "?<=") && !strings.HasPrefix(rest, "?<!") {
				n, named = n+1, true
			}
		}
	}
	return n, named
}

// escape reads an escape that stands for a character, or for a set (isSet). The backslash is behind it.
func (p *parser) escape(at int, class bool) (s runeSet, isSet bool) {
	if p.pos == len(p.src) {
		p.fail(at, "backslash at the end")
		return nil, false
	}
	r := p.rune()
	if r < 0x80 {
		if s, isSet = escapeSet(byte(r)); isSet {
			return s, true
		}
	}
	switch r {
	case 'p', 'P':
		if s, isSet = p.property(at); isSet {
			if r == 'P' {
				s = s.invert()
			}
			return s, true
		}
	case 't':
		r = '\t'
	case 'n':
		r = '\n'
	case 'v':
		r = '\v'
	case 'f':
		r = '\f'
	case 'r':
		r = '\r'
	case 'b': // in a class; elsewhere it is an assertion
		r = '\b'
	case 'c':
		r = p.control(class)
	case 'x':
		r = p.hex(2, r)
	case 'u':
		r = p.utf16(p.hex(4, r))
	case '0', '1', '2', '3', '4', '5', '6', '7':
		r -= '0'
		for i := 0; i < 2 && r < 32 && p.peek() >= '0' && p.peek() <= '7'; i++ {
			r = r*8 + rune(p.peek()-'0')
			p.pos++
		}
	}
	return runeSet{{r, r}}, false
}

// control reads the letter of \cX; where there is none, the backslash is the character and the c comes next (Annex B).
func (p *parser) control(class bool) rune {
	c := p.peek()
	if l := c | 0x20; l >= 'a' && l <= 'z' || class && (c == '_' || c >= '0' && c <= '9') {
		p.pos++
		return rune(c & 0x1f)
	}
	p.pos--
	return '\\'
}

// hex reads n digits, or digits in braces; where there are none, the escape is the letter itself (Annex B).
func (p *parser) hex(n int, letter rune) rune {
	digits := p.src[p.pos:]
	if strings.HasPrefix(digits, "{") {
		if end := strings.IndexByte(digits, '}'); end > 1 {
			if v, err := strconv.ParseUint(digits[1:end], 16, 32); err == nil && v <= 0x10FFFF {
				p.pos += end + 1
				return rune(v)
			}
		}
		return letter
	}
	if len(digits) < n {
		return letter
	}
	v, err := strconv.ParseUint(digits[:n], 16, 32)
	if err != nil {
		return letter
	}
	p.pos += n
	return rune(v)
}

// utf16 joins a high surrogate with the low one that follows it as another escape.
func (p *parser) utf16(hi rune) rune {
	if hi < 0xD800 || hi > 0xDBFF || !strings.HasPrefix(p.src[p.pos:], `\u`) {
		return hi
	}
	start := p.pos
	p.pos += 2
	if lo := p.hex(4, 0); lo >= 0xDC00 && lo <= 0xDFFF {
		return 0x10000 + (hi-0xD800)<<10 + (lo - 0xDC00)
	}
	p.pos = start
	return hi
}

// property reads the name after \p: in braces, or a single letter as in Java.
func (p *parser) property(at int) (runeSet, bool) {
	name := p.src[p.pos:]
	if strings.HasPrefix(name, "{") {
		end := strings.IndexByte(name, '}')
		if end < 0 {
			return nil, false
		}
		p.pos += end + 1
		s, ok := property(name[1:end])
		if !ok {
			p.fail(at, "property "+name[1:end]+" is not supported (general categories and POSIX classes are)")
		}
		return s, true
	}
	if name == "" {
		return nil, false
	}
	s, ok := property(name[:1])
	if ok {
		p.pos++
	}
	return s, ok
}

// class reads a class; its opening bracket is behind it.
func (p *parser) class(at int) runeSet {
	var out runeSet
	negated := p.eat("^")
	for !p.eat("]") {
		if p.pos == len(p.src) {
			p.fail(at, "missing ] for the class")
			return nil
		}
		start := p.pos
		lo, loSet := p.classAtom()
		if !strings.HasPrefix(p.src[p.pos:], "-") || strings.HasPrefix(p.src[p.pos:], "-]") {
			out = append(out, lo...)
			continue
		}
		p.pos++
		hi, hiSet := p.classAtom()
		switch {
		case p.err != nil:
			return nil
		case loSet || hiSet: // [\w-x]: three members (Annex B)
			out = append(append(append(out, lo...), hi...), interval{'-', '-'})
		case lo[0].lo > hi[0].lo:
			p.fail(start, "range out of order in the class")
			return nil
		default:
			out = append(out, interval{lo[0].lo, hi[0].lo})
		}
	}
	out = out.norm()
	if p.fold {
		out = out.foldASCII()
	}
	if negated {
		out = out.invert()
	}
	return out
}

func (p *parser) classAtom() (s runeSet, isSet bool) {
	at := p.pos
	if p.eat(`\`) {
		return p.escape(at, true)
	}
	if p.pos == len(p.src) {
		p.fail(at, "missing ] for the class")
		return nil, true
	}
	r := p.rune()
	return runeSet{{r, r}}, false
}
