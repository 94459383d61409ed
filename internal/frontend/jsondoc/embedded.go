package jsondoc

import (
	"sort"
	"unicode/utf8"
)

// embedding is where the bytes of a document stand that is a string of another one.
type embedding struct {
	file *file
	// escapes are the ends of the escape sequences in the string, after the begin of
	// the string itself.
	escapes []escape
}

// escape is an offset in a string's value, and in the document that the string is in.
type escape struct{ inner, outer int32 }

// offset returns the offset in the outer document of one in the string.
func (e *embedding) offset(inner int) int {
	i := sort.Search(len(e.escapes), func(i int) bool { return int(e.escapes[i].inner) > inner }) - 1
	return int(e.escapes[i].outer) + inner - int(e.escapes[i].inner)
}

// Embedded reads a String as a document of its own. Lines and columns are those of
// the document that the string is in, pointers begin at the string.
func (n *Node) Embedded() (*Node, error) {
	return parse(&file{name: n.file.name, data: []byte(n.text), outer: embeddingOf(n)})
}

func embeddingOf(n *Node) *embedding {
	e := &embedding{file: n.file}
	raw := n.Raw()
	inner, i := 0, 1 // behind the quote
	mark := func() { e.escapes = append(e.escapes, escape{int32(inner), n.start + int32(i)}) }
	for mark(); i < len(raw)-1; {
		if raw[i] != '\\' {
			i++
			inner++
			continue
		}
		size := 2
		if raw[i+1] == 'u' {
			size = 6
			inner += lengthOf(raw[i:])
			if isSurrogate(raw[i:]) {
				size = 12
			}
		} else {
			inner++
		}
		i += size
		mark()
	}
	return e
}

// isSurrogate reports whether an escape sequence is the first half of a pair. The
// string is known to be well formed, so that the other half follows.
func isSurrogate(escape []byte) bool { return code(escape)&0xfc00 == 0xd800 }

// lengthOf returns how many bytes a \u escape sequence stands for.
func lengthOf(escape []byte) int {
	if isSurrogate(escape) {
		return utf8.UTFMax
	}
	return utf8.RuneLen(code(escape))
}

// code returns the code unit of a \u escape sequence.
func code(escape []byte) rune {
	var r rune
	for _, c := range escape[2:6] {
		switch {
		case c >= 'a':
			c -= 'a' - 10
		case c >= 'A':
			c -= 'A' - 10
		default:
			c -= '0'
		}
		r = r<<4 | rune(c)
	}
	return r
}
