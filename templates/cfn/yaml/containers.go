package yaml

import (
	"strings"

	library "go.yaml.in/yaml/v4"

	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/template"
)

// visit makes the splices of mappings and lists whose members or items change.
func (e *editor) visit(p *span) error {
	c := e.changes[p]
	for i, item := range p.items {
		if c == nil || !c.removed[i] {
			if err := e.visit(item); err != nil {
				return err
			}
		}
	}
	if c == nil {
		return nil
	}
	if len(c.removed) == len(p.items) {
		return e.refill(p, c)
	}
	if p.isFlow() || p.inFlow {
		e.flowChange(p, c)
		return nil
	}
	e.blockChange(p, c)
	return nil
}

// refill writes a mapping or list of which nothing stays.
func (e *editor) refill(p *span, c *change) error {
	var items []string
	for i := -1; i < len(p.items); i++ {
		for _, edit := range c.added[i] {
			value := e.valueOf(p, edit)
			if p.n.Kind == library.MappingNode {
				value = write.Quote(edit.Key) + ":" + value
			}
			items = append(items, value)
		}
	}
	text := strings.Join(items, ",")
	if p.n.Kind == library.MappingNode {
		text = "{" + text + "}"
	} else {
		text = "[" + text + "]"
	}
	n := scan.ParseTree(text)
	if tag, ok := ownTag(p.n); ok && tag != "" && tag[0] != '!' {
		name, _ := longName(tag)
		n = scan.ParseTree("{" + write.Quote(name) + ":" + text + "}")
	}
	return e.put(p, n)
}

// valueOf returns the JSON text of what an edit adds.
func (e *editor) valueOf(p *span, edit template.Edit) string {
	if edit.Op != template.Move || edit.Value.String() != "" {
		return edit.Value.String()
	}
	c := converter{stream: &stream{text: e.text, lines: e.lines}, most: max(least, growth*len(e.text)), aliased: map[*node]bool{}}
	c.whole = map[int]bool{}
	if c.value(p.items[edit.From].n) != nil {
		return "null"
	}
	return string(c.out)
}

// flowChange makes the splices of a flow mapping or list.
func (e *editor) flowChange(p *span, c *change) {
	before := -1
	var first, last = -1, -1 // of those that are removed in a row
	var added []string
	flush := func(after int) {
		if first < 0 && len(added) == 0 {
			return
		}
		text := strings.Join(added, ", ")
		switch {
		case before >= 0:
			if text != "" {
				text = ", " + text
			}
			end := p.items[before].end
			if last >= 0 {
				end = p.items[last].end
			}
			e.splices = append(e.splices, write.Splice{Start: p.items[before].end, End: end, Text: text})
		default:
			if text != "" {
				text += ", "
			}
			start := e.itemStart(p, after)
			if first >= 0 {
				start = e.itemStart(p, first)
			}
			e.splices = append(e.splices, write.Splice{Start: start, End: e.itemStart(p, after), Text: text})
		}
	}
	for i := -1; i < len(p.items); i++ {
		switch {
		case i >= 0 && c.removed[i]:
			if last = i; first < 0 {
				first = i
			}
		case i >= 0:
			flush(i)
			before, first, last, added = i, -1, -1, nil
		}
		for _, edit := range c.added[i] {
			text := e.w.flow(scan.ParseTree(e.valueOf(p, edit)))
			if p.n.Kind == library.MappingNode {
				text = e.w.flowScalar(edit.Key) + ": " + text
			}
			added = append(added, text)
		}
	}
	flush(len(p.items))
}

// itemStart returns where a member or an item begins.
func (e *editor) itemStart(p *span, i int) int {
	if p.n.Kind == library.MappingNode {
		return p.keys[i].start
	}
	return p.items[i].start
}

// blockChange makes the splices of a mapping or list with a line for each member or item.
func (e *editor) blockChange(p *span, c *change) {
	kept := -1 // the last one that stays
	firstKept := 0
	for c.removed[firstKept] {
		firstKept++
	}
	for i := -1; i < len(p.items); i++ {
		switch {
		case i >= 0 && c.removed[i]:
			e.removeLines(p, i, firstKept)
		case i >= 0:
			kept = i
		}
		if edits := c.added[i]; len(edits) > 0 && kept >= 0 {
			e.insertBehind(p, kept, edits)
		} else if len(edits) > 0 {
			e.insertBefore(p, firstKept, edits)
		}
	}
}

// head returns where the text of a member or item begins: its key or its dash.
func (p *span) head(i int) int {
	if p.n.Kind == library.MappingNode {
		return p.keys[i].start
	}
	return p.items[i].dash
}

// ownLine reports whether only white space is before an offset on its line.
func (e *editor) ownLine(at int) bool {
	return strings.Trim(e.text[e.lineStart(at):at], " ") == ""
}

// withComments returns where the lines of a member begin with the comments that belong to it: those
// directly above it that are indented as it is.
func (e *editor) withComments(at int) int {
	column, start := e.column(at), e.lineStart(at)
	for start > 0 {
		above := e.lineStart(start - 1)
		line := e.text[above : start-1]
		rest := strings.TrimLeft(line, " ")
		if !strings.HasPrefix(rest, "#") || len(line)-len(rest) != column {
			break
		}
		start = above
	}
	return start
}

// removeLines removes a member or an item of a block. Where it stands behind a dash or a tag, the
// next one that stays moves up to it.
func (e *editor) removeLines(p *span, i, firstKept int) {
	head, end := p.head(i), e.lineEnd(p.items[i].end)
	if !e.ownLine(head) {
		e.splices = append(e.splices, write.Splice{Start: head, End: p.head(firstKept), Text: ""})
		return
	}
	if i > 0 && i < firstKept && !e.ownLine(p.head(0)) {
		return // which went with the first one
	}
	start := e.withComments(head)
	next := e.nextLine(end)
	if next == end && start > 0 { // the text ends without a line break
		start = e.lineEnd(e.lineStart(start - 1))
	}
	e.splices = append(e.splices, write.Splice{Start: start, End: next, Text: ""})
}

// insertBehind adds members or items behind one that stays.
func (e *editor) insertBehind(p *span, i int, edits []template.Edit) {
	at := e.lineEnd(p.items[i].end)
	indent := strings.Repeat(" ", e.column(p.head(i)))
	var text strings.Builder
	for _, edit := range edits {
		text.WriteString(e.w.line + indent + e.element(p, edit, indent, at))
	}
	e.closeBlock(p.items[i], at)
	e.splices = append(e.splices, write.Splice{Start: at, End: at, Text: text.String()})
}

// closeBlock makes the header of a block of text that ends the file without a line break one
// that has none, where something is added behind it.
func (e *editor) closeBlock(p *span, at int) {
	for len(p.items) > 0 {
		p = p.items[len(p.items)-1]
	}
	if at != len(e.text) || p.n.Style&(library.LiteralStyle|library.FoldedStyle) == 0 || strings.HasSuffix(p.n.Value, "\n") {
		return
	}
	if header := e.text[p.content:e.lineEnd(p.content)]; !strings.ContainsAny(header, "+-") {
		e.splices = append(e.splices, write.Splice{Start: p.content + 1, End: p.content + 1, Text: "-"})
	}
}

// insertBefore adds members or items before the first one that stays.
func (e *editor) insertBefore(p *span, i int, edits []template.Edit) {
	head := p.head(i)
	indent := strings.Repeat(" ", e.column(head))
	if i > 0 && !e.ownLine(p.head(0)) {
		indent = strings.Repeat(" ", e.column(p.head(0)))
	}
	var text strings.Builder
	if !e.ownLine(head) || i > 0 && !e.ownLine(p.head(0)) { // it stands behind a dash
		at := head
		for _, edit := range edits {
			text.WriteString(e.element(p, edit, indent, at) + e.w.line + indent)
		}
		if i > 0 {
			at = p.head(0)
		}
		e.splices = append(e.splices, write.Splice{Start: at, End: at, Text: text.String()})
		return
	}
	at := e.withComments(head)
	if at == 0 {
		at = e.lineStart(head)
	}
	for _, edit := range edits {
		text.WriteString(indent + e.element(p, edit, indent, at) + e.w.line)
	}
	e.splices = append(e.splices, write.Splice{Start: at, End: at, Text: text.String()})
}

// element returns the text of a member or an item that is added, of one that moves its own
// lines.
func (e *editor) element(p *span, edit template.Edit, indent string, at int) string {
	if edit.Op == template.Move && edit.Value.String() == "" && e.ownLine(p.head(edit.From)) {
		start, end := e.withComments(p.head(edit.From)), e.lineEnd(p.items[edit.From].end)
		return strings.TrimLeft(e.text[start:end], " ")
	}
	n := scan.ParseTree(e.valueOf(p, edit))
	if p.n.Kind == library.MappingNode {
		return e.w.key(edit.Key) + ":" + e.safely(&e.w, n, indent, false, at)
	}
	return "-" + e.safely(&e.w, n, indent, true, at)
}
