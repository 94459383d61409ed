package jsonschema

import (
	"bytes"
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/backend/schema"
)

// definition is the text of a schema with its name among the definitions.
type definition struct {
	name string
	// parts are the text up to the first reference, between two, and behind the last one, and refs the
	// references.
	parts, refs []string
}

// newDefinition returns a definition.
func newDefinition(name string, s obj) (*definition, error) {
	text, err := s.AppendTo(nil)
	if err != nil {
		return nil, err
	}
	const start = `"$ref":"` // which stands in no string, where the quotes are escaped
	d := &definition{name: name}
	rest := string(text)
	for {
		i := strings.Index(rest, start)
		if i < 0 {
			d.parts = append(d.parts, rest)
			return d, nil
		}
		i += len(start)
		n := strings.IndexByte(rest[i:], '"')
		d.parts, d.refs = append(d.parts, rest[:i]), append(d.refs, rest[i:i+n])
		rest = rest[i+n:]
	}
}

// appendTo appends the text with the references that there are for what is the same.
func (d *definition) appendTo(dst []byte, same map[string]string) []byte {
	for i, part := range d.parts {
		dst = append(dst, part...)
		if i < len(d.refs) {
			dst = append(dst, first(same, d.refs[i])...)
		}
	}
	return dst
}

// first returns the reference to the one of what is the same that is written.
func first(same map[string]string, uri string) string {
	for same[uri] != "" {
		uri = same[uri]
	}
	return uri
}

// equal returns the references to definitions that are the same as another one, with the reference to
// that. Two are the same whose references lead to what is the same: where two are, those that refer to
// one of them are looked at again.
func equal(all []*definition) map[string]string {
	same := make(map[string]string)
	known := make(map[string]string, len(all))
	users := make(map[string][]*definition) // by what they refer to
	order := make(map[*definition]int, len(all))
	for i, d := range all {
		order[d] = i
		for _, uri := range d.refs {
			users[uri] = append(users[uri], d)
		}
	}
	var text []byte
	for next := all; len(next) > 0; {
		again := make(map[*definition]bool)
		for _, d := range next {
			uri := d.uri()
			if same[uri] != "" {
				continue
			}
			text = d.appendTo(text[:0], same)
			other, ok := known[string(text)]
			if !ok {
				known[string(text)] = uri
			}
			if !ok || other == uri {
				continue
			}
			same[uri] = other
			for _, user := range users[uri] {
				again[user] = true
			}
			users[other] = append(users[other], users[uri]...)
		}
		next = slices.SortedFunc(maps.Keys(again), func(a, b *definition) int { return cmp.Compare(order[a], order[b]) })
	}
	return same
}

// uri returns the reference to a definition.
func (d *definition) uri() string { return schema.Fragment("definitions", d.name) }

// write appends the definitions that are not the same as another one, each on a line of its own.
func write(b *bytes.Buffer, all []*definition, same map[string]string) {
	comma := ""
	for _, d := range all {
		if same[d.uri()] != "" {
			continue
		}
		b.WriteString(comma + "\n")
		name, _ := obj{{Name: d.name, Value: true}}.AppendTo(b.AvailableBuffer())
		b.Write(bytes.TrimSuffix(name[1:], []byte("true}")))
		b.Write(d.appendTo(b.AvailableBuffer(), same))
		comma = ","
	}
}
