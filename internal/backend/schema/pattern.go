package schema

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/cfngen/cfngen/templates/cfn/ecma262"
)

// UnicodePattern returns a pattern as a regular expression that editors compile with the flag u of ECMA-262, and
// that matches the same texts. It returns false where there is none: of back-references, of flags but s at the
// beginning, of classes that other languages have, and of what is no regular expression.
func UnicodePattern(pattern string) (string, bool) {
	if ecma262.Check(pattern) != nil {
		return "", false
	}
	t := &translator{src: pattern}
	if t.lines = strings.HasPrefix(pattern, "(?s)"); t.lines {
		t.pos = len("(?s)")
	}
	for t.pos < len(t.src) && !t.failed {
		t.next()
	}
	return t.out.String(), !t.failed
}

type translator struct {
	src    string
	pos    int
	out    strings.Builder
	failed bool
	// lines reports whether a dot is also a line break, as behind the flag s.
	lines bool
	// last is what stands before the position.
	last element
	// looks are the open groups, and whether they are lookarounds, which take no quantifier.
	looks []bool
}

// element is a kind of part of a pattern.
type element int

const (
	atom element = iota
	assertion
	// quantified has a quantifier. To it and to an assertion a quantifier in braces is nothing, as in Java and in
	// the engine of the support package.
	quantified
)

// next translates what comes next outside a class.
func (t *translator) next() {
	last := t.last
	t.last = atom
	switch c := t.src[t.pos]; c {
	case '\\':
		t.escape(false)
	case '[':
		t.class()
	case '(':
		t.group()
	case ')':
		if n := len(t.looks); n > 0 {
			if t.looks[n-1] {
				t.last = assertion
			}
			t.looks = t.looks[:n-1]
		}
		t.take(1)
	case '^', '$':
		t.last = assertion
		t.take(1)
	case '.':
		if t.lines {
			t.instead(1, `[\s\S]`)
		} else {
			t.take(1)
		}
	case '*', '+', '?':
		t.quantify(last, 1)
	case '{':
		if n := quantifier(t.src[t.pos:]); n > 0 {
			t.quantify(last, n)
			return
		}
		t.escaped()
	case '}', ']':
		t.escaped()
	default:
		_, n := utf8.DecodeRuneInString(t.src[t.pos:])
		t.take(n)
	}
}

// quantify translates a quantifier of n bytes.
func (t *translator) quantify(last element, n int) {
	text := t.src[t.pos : t.pos+n]
	t.last = last
	switch {
	case last == atom:
		t.last = quantified
		t.take(n)
	case n > 1: // to nothing
		t.pos += n
	case text == "?" && last == quantified:
		t.take(n) // as few as there can be, which makes no difference
	default:
		t.failed = true
	}
}

// take copies bytes.
func (t *translator) take(n int) {
	t.out.WriteString(t.src[t.pos : t.pos+n])
	t.pos += n
}

// escaped copies a byte with a backslash before it.
func (t *translator) escaped() {
	t.out.WriteByte('\\')
	t.take(1)
}

// instead writes a text in the place of n bytes.
func (t *translator) instead(n int, text string) {
	t.out.WriteString(text)
	t.pos += n
}

// quantifier returns the length of the quantifier in braces that a text begins with, 0 for none.
func quantifier(text string) int {
	end := strings.IndexByte(text, '}')
	if end < 2 || text[0] != '{' {
		return 0
	}
	least, most, ranged := strings.Cut(text[1:end], ",")
	if !digits(least) || ranged && most != "" && !digits(most) {
		return 0
	}
	return end + 1
}

func digits(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

// group copies the beginning of a group.
func (t *translator) group() {
	rest := t.src[t.pos:]
	look := false
	for _, start := range []string{"(?=", "(?!", "(?<=", "(?<!"} {
		look = look || strings.HasPrefix(rest, start)
	}
	t.looks = append(t.looks, look)
	switch named := strings.HasPrefix(rest, "(?<"); {
	case look, !strings.HasPrefix(rest, "(?"), strings.HasPrefix(rest, "(?:"), named:
		t.take(1)
		if look || named || strings.HasPrefix(rest, "(?:") {
			t.take(1) // the question mark
		}
	default:
		t.failed = true
	}
}

// escape translates an escape sequence.
func (t *translator) escape(class bool) {
	if t.pos+1 >= len(t.src) {
		t.failed = true
		return
	}
	rest := t.src[t.pos+1:]
	c, n := utf8.DecodeRuneInString(rest)
	switch {
	case strings.ContainsRune(`dDwWsStnrvf^$\.*+?()[]{}|/`, c):
		t.take(2)
	case c == '-':
		if class {
			t.take(2)
		} else {
			t.instead(2, "-")
		}
	case c == 'b', c == 'B' && !class:
		if !class {
			t.last = assertion
		}
		t.take(2)
	case c == 'x' && hexadecimal(rest[1:], 2):
		t.take(4)
	case c == 'x' && codePoint(rest[1:]) > 0:
		t.instead(2, `\u`)
		t.take(codePoint(rest[1:]))
	case c == 'u' && hexadecimal(rest[1:], 4):
		t.take(6)
	case c == 'u' && codePoint(rest[1:]) > 0:
		t.take(2 + codePoint(rest[1:]))
	case (c == 'x' || c == 'u') && strings.HasPrefix(rest[1:], "{"):
		t.failed = true // a quantifier of the letter, or braces that are none
	case c == 'p', c == 'P':
		t.property(class)
	case c == '0' && (len(rest) < 2 || !digits(rest[1:2])):
		t.take(2)
	case c >= '0' && c <= '9', c == 'c', c == 'k' && strings.HasPrefix(rest, "k<"):
		t.failed = true
	case !class && (c == 'A' || c == 'z' || c == 'Z'):
		t.last = assertion
		t.instead(2, map[rune]string{'A': "^", 'z': "$", 'Z': `(?=(?:\r\n|[\n\r\u0085\u2028\u2029])?$)`}[c])
	default:
		t.instead(1+n, string(c)) // the character itself
	}
}

// codePoint returns the length of the code point in braces that a text begins with, 0 for none.
func codePoint(text string) int {
	end := strings.IndexByte(text, '}')
	if end < 2 || text[0] != '{' {
		return 0
	}
	if n, err := strconv.ParseUint(text[1:end], 16, 32); err != nil || n > unicode.MaxRune {
		return 0
	}
	return end + 1
}

func hexadecimal(text string, n int) bool {
	return len(text) >= n && strings.Trim(text[:n], "0123456789abcdefABCDEF") == ""
}

// property translates \p of a general category. ECMA-262 has no others in common with Java.
func (t *translator) property(class bool) {
	rest := t.src[t.pos+2:]
	end := strings.IndexByte(rest, '}')
	name := rest
	switch {
	case strings.HasPrefix(rest, "{") && end > 0:
		name = rest[1:end]
	case rest != "":
		name, end = rest[:1], 0
	}
	if unicode.Categories[name] == nil {
		t.posix(name, end+1, class)
		return
	}
	t.out.WriteString(t.src[t.pos:t.pos+2] + "{" + name + "}")
	t.pos += 2 + end + 1
}

// posix translates a class that has the name of one of POSIX and n bytes.
func (t *translator) posix(name string, n int, class bool) {
	set := map[string]string{
		"Alpha": "A-Za-z", "Digit": "0-9", "Alnum": "0-9A-Za-z", "Upper": "A-Z", "Lower": "a-z", "XDigit": "0-9A-Fa-f",
		"Punct": `!-\/:-@\[-` + "`" + `\{-~`, "Graph": "!-~", "Print": " -~", "Space": `\t-\r `, "Blank": `\t `, "Cntrl": `\0-\x1f\x7f`, "ASCII": `\0-\x7f`,
	}[name]
	switch {
	case set == "", t.src[t.pos+1] == 'P' && class:
		t.failed = true
	case class:
		t.instead(2+n, set)
	case t.src[t.pos+1] == 'P':
		t.instead(2+n, "[^"+set+"]")
	default:
		t.instead(2+n, "["+set+"]")
	}
}

// class translates a class.
func (t *translator) class() {
	t.take(1)
	if strings.HasPrefix(t.src[t.pos:], "^") {
		t.take(1)
	}
	for first := true; !t.failed; first = false {
		switch {
		case t.pos >= len(t.src):
			t.failed = true
		case t.src[t.pos] == ']':
			t.take(1)
			return
		case t.src[t.pos] == '-' && (first || strings.HasPrefix(t.src[t.pos:], "-]")):
			t.escaped() // at the beginning or the end it is the character
		default:
			t.atoms()
		}
	}
}

// atoms translates a character, a set or a range in a class.
func (t *translator) atoms() {
	set := t.atom()
	if rest := t.src[t.pos:]; t.failed || !strings.HasPrefix(rest, "-") || strings.HasPrefix(rest, "-]") || rest == "-" {
		return
	}
	// Between sets the dash is one of the characters.
	high := &translator{src: t.src, pos: t.pos + 1}
	if highSet := high.atom(); set || highSet {
		t.escaped()
	} else {
		t.take(1)
	}
	t.out.WriteString(high.out.String())
	t.pos, t.failed = high.pos, high.failed
}

// atom translates one character or set of a class, and reports whether it is a set.
func (t *translator) atom() (set bool) {
	if t.pos >= len(t.src) {
		t.failed = true
		return false
	}
	if t.src[t.pos] == '\\' {
		set = t.pos+1 < len(t.src) && strings.IndexByte("dDwWsSpP", t.src[t.pos+1]) >= 0
		t.escape(true)
		return set
	}
	_, n := utf8.DecodeRuneInString(t.src[t.pos:])
	if t.src[t.pos] == '-' {
		t.escaped()
	} else {
		t.take(n)
	}
	return false
}
