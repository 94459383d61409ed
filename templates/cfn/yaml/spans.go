package yaml

import (
	"sort"
	"strings"

	library "go.yaml.in/yaml/v4"
)

// span is where a node stands in the text. The library knows where one starts; where it ends
// follows from the text.
type span struct {
	n *node
	// start is where the node begins with its tag and anchor, content where it begins without
	// them, end where it ends.
	start, content, end int
	// keys are those of a mapping, items its values, or the items of a list.
	keys, items []*span
	// dash is where the dash of an item of a list stands, colon where that of a member does; -1
	// for none.
	dash, colon int
	// inFlow reports whether the node is in a flow list or mapping.
	inFlow bool
	parent *span
	// index is the index among the items of the parent, byKey leads to members where they
	// are many.
	index int
	byKey map[string]int
}

// isFlow reports whether a node is written as a list in brackets or a mapping in braces.
func (p *span) isFlow() bool { return p.n.Style&library.FlowStyle != 0 }

// spans returns the spans of a node and of those in it.
func (s *stream) spans(n *node, parent *span) *span {
	p := &span{n: n, start: s.offset(n.Line, n.Column), dash: -1, colon: -1, parent: parent}
	p.inFlow = parent != nil && (parent.inFlow || parent.isFlow())
	p.content = s.afterProperties(n, p.start)
	for i, child := range n.Content {
		c := s.spans(child, p)
		if n.Kind == library.MappingNode && i%2 == 0 {
			p.keys = append(p.keys, c)
			continue
		}
		c.index = len(p.items)
		p.items = append(p.items, c)
		switch {
		case n.Kind == library.MappingNode:
			key := p.keys[len(p.keys)-1]
			c.colon = key.end + strings.IndexByte(s.text[key.end:], ':')
		case !p.isFlow():
			c.dash = s.dashBefore(c.start)
		}
	}
	p.end = s.endOf(p)
	return p
}

// dashBefore returns where the dash of an item stands that begins at an offset.
func (s *stream) dashBefore(at int) int {
	for i := at - 1; i >= 0; i-- {
		if s.text[i] == '-' && (i+1 == len(s.text) || strings.IndexByte(" \t\r\n", s.text[i+1]) >= 0) && !s.inComment(i) {
			return i
		}
	}
	return -1
}

// inComment reports whether an offset is in a comment, as far as white space before the number
// sign shows it: it is for what stands between a dash and its value.
func (s *stream) inComment(at int) bool {
	line := s.text[s.lineStart(at):at]
	return strings.HasPrefix(strings.TrimLeft(line, " \t"), "#") || strings.Contains(line, "- #")
}

// afterProperties returns where a node begins behind its tag and anchor.
func (s *stream) afterProperties(n *node, at int) int {
	for range 2 {
		if at >= len(s.text) || n.Kind == library.AliasNode || s.text[at] != '!' && s.text[at] != '&' {
			return at
		}
		if s.text[at] == '&' && n.Anchor == "" || s.text[at] == '!' && !isTagged(n) {
			return at
		}
		end := at
		if strings.HasPrefix(s.text[at:], "!<") {
			end += max(0, strings.IndexByte(s.text[at:], '>'))
		}
		for end < len(s.text) && strings.IndexByte(" \t\r\n,[]{}", s.text[end]) < 0 {
			end++
		}
		next := s.skipSpace(end)
		if n.Kind == library.ScalarNode && n.Value == "" && n.Style&^library.TaggedStyle == 0 && !s.hasProperty(n, next) {
			return end // nothing follows
		}
		at = next
	}
	return at
}

// isTagged reports whether a node has a tag in the text.
func isTagged(n *node) bool { return n.Style&library.TaggedStyle != 0 || n.Tag == "!" }

// hasProperty reports whether a tag or an anchor of the node stands at an offset.
func (s *stream) hasProperty(n *node, at int) bool {
	return at < len(s.text) && (s.text[at] == '&' && n.Anchor != "" || s.text[at] == '!' && isTagged(n))
}

// skipSpace returns the offset of what follows white space, line breaks and comments.
func (s *stream) skipSpace(at int) int {
	for at < len(s.text) {
		switch c := s.text[at]; {
		case c == ' ' || c == '\t' || c == '\r' || c == '\n':
			at++
		case c == 0xC2 && strings.HasPrefix(s.text[at:], "\u0085"):
			at += len("\u0085")
		case c == 0xE2 && (strings.HasPrefix(s.text[at:], "\u2028") || strings.HasPrefix(s.text[at:], "\u2029")):
			at += len("\u2028")
		case c == '#' && (at == 0 || strings.IndexByte(" \t\r\n", s.text[at-1]) >= 0):
			at = s.lineEnd(at)
		default:
			return at
		}
	}
	return at
}

// endOf returns where a node ends whose children have their spans.
func (s *stream) endOf(p *span) int {
	switch {
	case p.n.Kind == library.AliasNode:
		return p.start + 1 + len(p.n.Value)
	case p.n.Kind == library.ScalarNode:
		return s.scalarEnd(p)
	case p.isFlow() && p.content < len(s.text) && (s.text[p.content] == '[' || s.text[p.content] == '{'):
		at := p.content + 1
		if k := len(p.items); k > 0 {
			at = p.items[k-1].end
		}
		for at < len(s.text) && s.text[at] != ']' && s.text[at] != '}' {
			before := at
			if at = s.skipSpace(at); at < len(s.text) && (s.text[at] == ',' || s.text[at] == ':') {
				at++
			}
			if at == before {
				s.lost = true
				return at
			}
		}
		return min(at+1, len(s.text))
	case len(p.items) > 0:
		return p.items[len(p.items)-1].end
	}
	return p.content
}

func (s *stream) scalarEnd(p *span) int {
	at := p.content
	if at >= len(s.text) {
		return len(s.text)
	}
	switch c := s.text[at]; {
	case p.n.Style&(library.LiteralStyle|library.FoldedStyle) != 0:
		return s.blockEnd(p.n, at)
	case c == '"' && p.n.Style&library.DoubleQuotedStyle != 0:
		for at++; at < len(s.text) && s.text[at] != '"'; at++ {
			if s.text[at] == '\\' {
				at++
			}
		}
		return min(at+1, len(s.text))
	case c == '\'' && p.n.Style&library.SingleQuotedStyle != 0:
		for at++; at < len(s.text); at++ {
			if s.text[at] == '\'' {
				if at+1 == len(s.text) || s.text[at+1] != '\'' {
					return at + 1
				}
				at++
			}
		}
		return len(s.text)
	}
	return s.plainEnd(p.n.Value, at)
}

// plainEnd returns where a scalar without quotes ends: its characters stand in the text in their
// order, with other white space between them.
func (s *stream) plainEnd(value string, at int) int {
	end := at
	for i := 0; i < len(value); i++ {
		if strings.IndexByte(" \t\n", value[i]) >= 0 {
			continue
		}
		for at < len(s.text) && s.text[at] != value[i] {
			at++
		}
		at++
		end = at
	}
	return min(end, len(s.text))
}

// blockEnd returns where a block of text ends: at the end of its last line that counts.
func (s *stream) blockEnd(n *node, header int) int {
	end := s.lineEnd(header)
	first := strings.TrimLeft(n.Value, "\n")
	inValue := len(first) - len(strings.TrimLeft(first, " "))
	keep := strings.Contains(s.text[header:end], "+")
	indent := -1
	last := end
	for at := s.nextLine(end); at < len(s.text); at = s.nextLine(s.lineEnd(at)) {
		line := s.text[at:s.lineEnd(at)]
		spaces := len(line) - len(strings.TrimLeft(line, " "))
		blank := spaces == len(line)
		if indent < 0 && !blank {
			indent = spaces - inValue
			if strings.TrimSpace(n.Value) == "" || indent < 0 || spaces == 0 && n.Value != "" && s.columnOfParent(header) >= 0 && spaces <= s.columnOfParent(header) {
				return last
			}
		}
		if !blank && spaces < indent {
			break
		}
		if !blank || keep || indent >= 0 && spaces > indent {
			last = s.lineEnd(at)
		}
		if s.nextLine(s.lineEnd(at)) == s.lineEnd(at) {
			break
		}
	}
	return last
}

// columnOfParent returns the indentation of the line of a block's header.
func (s *stream) columnOfParent(header int) int {
	line := s.text[s.lineStart(header):header]
	return len(line) - len(strings.TrimLeft(line, " "))
}

// lineStart returns where the line begins that an offset is on.
func (s *stream) lineStart(at int) int {
	return s.lines[sort.Search(len(s.lines), func(i int) bool { return s.lines[i] > at })-1]
}

// lineEnd returns where a line ends, without its line break.
func (s *stream) lineEnd(at int) int {
	i := sort.Search(len(s.lines), func(i int) bool { return s.lines[i] > at })
	if i == len(s.lines) {
		return len(s.text)
	}
	return len(strings.TrimRight(s.text[at:s.lines[i]], "\r\n\u0085\u2028\u2029")) + at
}

// nextLine returns where the line begins after a line's end.
func (s *stream) nextLine(end int) int {
	if end < len(s.text) && s.text[end] == '\r' {
		end++
	}
	return min(end+1, len(s.text))
}
