package jsondoc

import (
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
)

// Canonical returns the value as JSON text without white space, with the members of
// objects sorted by name. Two values that are Equal have the same text.
func (n *Node) Canonical() string { return string(n.appendCanonical(nil)) }

func (n *Node) appendCanonical(b []byte) []byte {
	switch n.Kind() {
	case Object:
		members := slices.Clone(n.Members())
		slices.SortFunc(members, func(a, b Member) int { return strings.Compare(a.Name, b.Name) })
		b = append(b, '{')
		for i, m := range members {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendString(b, m.Name)
			b = append(b, ':')
			b = m.Value.appendCanonical(b)
		}
		return append(b, '}')
	case Array:
		b = append(b, '[')
		for i, item := range n.Items() {
			if i > 0 {
				b = append(b, ',')
			}
			b = item.appendCanonical(b)
		}
		return append(b, ']')
	case String:
		return appendString(b, n.text)
	}
	return append(b, n.Raw()...)
}

// appendString appends a JSON string.
func appendString(b []byte, text string) []byte {
	b, _ = jsontext.AppendQuote(b, text) // the text of a document is valid UTF-8
	return b
}
