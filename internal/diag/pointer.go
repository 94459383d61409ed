package diag

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Pointer is a JSON pointer (RFC 6901), the way from a document to a value in it. The
// zero value leads to the document itself. Pointers to values in one another share
// the way that they have in common, so that those to all values of a document take
// no more room than the document: the text is made when it is needed.
//
// Two Pointers that were made from one another by Child are equal where they are the
// same; Equal compares any two.
type Pointer struct{ last *token }

// token is the last name on a way.
type token struct {
	before Pointer
	name   string
}

// PointerTo returns the pointer that a text describes.
func PointerTo(text string) Pointer {
	var p Pointer
	if text == "" {
		return p
	}
	for name := range strings.SplitSeq(strings.TrimPrefix(text, "/"), "/") {
		p = p.Child(UnescapePointer(name))
	}
	return p
}

// Child returns the pointer to a member of the value, or to an item.
func (p Pointer) Child(name string) Pointer { return Pointer{&token{p, name}} }

// Parent returns the pointer to what holds the value, and false for a document.
func (p Pointer) Parent() (Pointer, bool) {
	if p.last == nil {
		return p, false
	}
	return p.last.before, true
}

// Names returns the names on the way, as they are in the document.
func (p Pointer) Names() []string {
	var names []string
	for ; p.last != nil; p = p.last.before {
		names = append(names, p.last.name)
	}
	slices.Reverse(names)
	return names
}

// String returns the pointer's text.
func (p Pointer) String() string { return p.text(func(name string) string { return name }) }

func (p Pointer) text(of func(name string) string) string {
	var b strings.Builder
	for _, name := range p.Names() {
		b.WriteByte('/')
		b.WriteString(EscapePointer(of(name)))
	}
	return b.String()
}

// maxName and maxPointer are how many bytes of a name and of a pointer are printed.
// What AWS publishes has less than a tenth of each, but for the names.
const maxName, maxPointer = 255, 1000

// Printed returns the pointer's text for people: long names are cut, and of a long way
// the middle is left out, each with "…" in its place.
func (p Pointer) Printed() string {
	text := p.text(func(name string) string { return Cut(name, maxName) })
	if len(text) <= maxPointer {
		return text
	}
	tail := text[len(text)-maxPointer/2:]
	for !utf8.RuneStart(tail[0]) {
		tail = tail[1:]
	}
	return Cut(text, maxPointer/2) + tail
}

// Cut returns a text of at most so many bytes, with "…" in the place of the rest.
func Cut(text string, most int) string {
	if len(text) <= most {
		return text
	}
	end := max(most-len("…"), 0)
	for end > 0 && !utf8.RuneStart(text[end]) {
		end--
	}
	return text[:end] + "…"
}

// Equal reports whether two pointers have the same text.
func (p Pointer) Equal(q Pointer) bool {
	for p != q && p.last != nil && q.last != nil && p.last.name == q.last.name {
		p, q = p.last.before, q.last.before
	}
	return p == q
}

// IsZero reports whether the pointer leads to a document.
func (p Pointer) IsZero() bool { return p.last == nil }

// MarshalText implements encoding.TextMarshaler.
func (p Pointer) MarshalText() ([]byte, error) { return []byte(p.String()), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (p *Pointer) UnmarshalText(text []byte) error {
	*p = PointerTo(string(text))
	return nil
}

// EscapePointer writes a name as one segment of a JSON pointer (RFC 6901).
func EscapePointer(segment string) string {
	if !strings.ContainsAny(segment, "~/") {
		return segment
	}
	return strings.NewReplacer("~", "~0", "/", "~1").Replace(segment)
}

// UnescapePointer is the reverse of EscapePointer.
func UnescapePointer(segment string) string {
	if !strings.Contains(segment, "~") {
		return segment
	}
	return strings.NewReplacer("~1", "/", "~0", "~").Replace(segment)
}
