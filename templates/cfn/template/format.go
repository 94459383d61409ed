package template

import (
	"errors"
	"io"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// Format returns the text of the template for people. Of one that was read it is the text that
// was read, in which nothing changes but what [Template.Edits] returns: what is new follows the
// style around it, in indentation and line breaks. Of one that was not it is indented JSON that
// ends with a line break.
func (t *Template) Format() ([]byte, error) {
	if t.source == nil {
		text, err := t.AppendJSON(nil)
		if err != nil {
			return nil, err
		}
		return []byte(write.Indent(string(text)) + "\n"), nil
	}
	edits, now, err := t.edits()
	if err != nil {
		return nil, err
	}
	if t.source.other != nil {
		return t.source.other.Edit(edits, now)
	}
	text := t.source.text
	if text, err = applyJSON(text, edits); err != nil {
		return nil, err
	}
	return []byte(scan.ByteOrderMark[:t.source.mark] + text), nil
}

var errOverlap = errors.New("template: two changes of the text overlap")

// WriteTo writes what [Template.Format] returns.
func (t *Template) WriteTo(w io.Writer) (int64, error) {
	text, err := t.Format()
	if err != nil {
		return 0, err
	}
	n, err := w.Write(text)
	return int64(n), err
}

// jsonEditor edits JSON text.
type jsonEditor struct {
	text       string
	root       *scan.Tree
	unit, line string // of indentation, and the line break
	// block reports whether the text has several lines, spaced whether there is space behind
	// commas and colons.
	block, spaced bool
	splices       []write.Splice
	changes       map[*scan.Tree]*change
}

// change is what changes among the members of an object or the items of a list.
type change struct {
	removed map[int]bool
	// added are the texts of what is new, by the index behind which it goes.
	added map[int][]Edit
}

// applyJSON returns JSON text with edits.
func applyJSON(text string, edits []Edit) (string, error) {
	if len(edits) == 0 {
		return text, nil
	}
	e := &jsonEditor{text: text, root: scan.ParseTree(text), line: "\n", changes: map[*scan.Tree]*change{}}
	if strings.Contains(text, "\r\n") {
		e.line = "\r\n"
	}
	e.unit = e.unitOf()
	e.block = strings.Contains(strings.TrimSpace(text), "\n")
	e.spaced = e.block || strings.Contains(text, `": `) || strings.Contains(text, `", `)
	for _, edit := range edits {
		e.take(edit)
	}
	e.visit(e.root)
	text, ok := write.ApplySplices(text, e.splices)
	if !ok {
		return "", errOverlap
	}
	return text, nil
}

// unitOf returns the step of indentation: that of the first line that has some.
func (e *jsonEditor) unitOf() string {
	for rest := e.text; rest != ""; {
		var line string
		line, rest, _ = strings.Cut(rest, "\n")
		text := strings.TrimLeft(line, " \t")
		if indent := line[:len(line)-len(text)]; indent != "" && strings.TrimSpace(text) != "" {
			return indent
		}
	}
	return "  "
}

// lineIndent returns the indentation of the line on which something stands.
func (e *jsonEditor) lineIndent(at int) string {
	start := strings.LastIndexByte(e.text[:at], '\n') + 1
	rest := e.text[start:]
	return rest[:len(rest)-len(strings.TrimLeft(rest, " \t"))]
}

// take notes an edit with the object or list that it changes.
func (e *jsonEditor) take(edit Edit) {
	switch edit.Op {
	case Replace:
		n := e.root.At(edit.Path)
		e.splices = append(e.splices, write.Splice{Start: n.Start, End: n.End, Text: e.replacement(n, edit.Value)})
	case Remove:
		parent := e.root.At(edit.Path[:len(edit.Path)-1])
		e.changeOf(parent).removed[slices.Index(parent.Items, parent.Child(edit.Path[len(edit.Path)-1]))] = true
	case Insert, Move:
		c := e.changeOf(e.root.At(edit.Path))
		if edit.Op == Move {
			c.removed[edit.From] = true
		}
		c.added[edit.After] = append(c.added[edit.After], edit)
	}
}

func (e *jsonEditor) changeOf(n *scan.Tree) *change {
	c := e.changes[n]
	if c == nil {
		c = &change{removed: map[int]bool{}, added: map[int][]Edit{}}
		e.changes[n] = c
	}
	return c
}

// visit makes the splices of objects and lists whose members or items change.
func (e *jsonEditor) visit(n *scan.Tree) {
	if c := e.changes[n]; c != nil {
		e.container(n, c)
	}
	for _, item := range n.Items {
		e.visit(item)
	}
}

// container makes the splices of one object or list: one for each gap between those that stay.
func (e *jsonEditor) container(n *scan.Tree, c *change) {
	sep, indent, block := e.separator(n)
	before := -1 // the last one that stays
	var added []string
	var gone []*scan.Tree
	for i := -1; i < len(n.Items); i++ {
		switch {
		case i >= 0 && c.removed[i]:
			gone = append(gone, n.Items[i])
		case i >= 0:
			e.gap(n, before, i, gone, added, sep)
			before, gone, added = i, nil, nil
		}
		for _, edit := range c.added[i] {
			added = append(added, e.element(n, edit, indent, block))
		}
	}
	e.gap(n, before, len(n.Items), gone, added, sep)
}

// gap makes the splice of what is between two items that stay: after is the number of items
// where none follows.
func (e *jsonEditor) gap(n *scan.Tree, before, after int, gone []*scan.Tree, added []string, sep string) {
	if len(gone)+len(added) == 0 {
		return
	}
	joined := strings.Join(added, ","+sep)
	switch {
	case before >= 0:
		end := n.Items[before].End
		if len(gone) > 0 {
			end = gone[len(gone)-1].End
		}
		if joined != "" {
			joined = "," + sep + joined
		}
		e.splices = append(e.splices, write.Splice{Start: n.Items[before].End, End: end, Text: joined})
	case after < len(n.Items):
		start := n.Items[after].KeyStart
		if len(gone) > 0 {
			start = gone[0].KeyStart
		}
		if joined != "" {
			joined += "," + sep
		}
		e.splices = append(e.splices, write.Splice{Start: start, End: n.Items[after].KeyStart, Text: joined})
	case len(gone) > 0 && joined != "":
		e.splices = append(e.splices, write.Splice{Start: gone[0].KeyStart, End: gone[len(gone)-1].End, Text: joined})
	case len(gone) > 0:
		e.splices = append(e.splices, write.Splice{Start: n.Start + 1, End: n.End - 1, Text: ""})
	default: // the object or list was empty
		end := ""
		if strings.Contains(sep, "\n") {
			end = e.line + e.lineIndent(n.Start)
		}
		e.splices = append(e.splices, write.Splice{Start: n.Start + 1, End: n.End - 1, Text: sep + joined + end})
	}
}

// separator returns the white space before each item of an object or list, the indentation of
// an item, and whether each has a line of its own.
func (e *jsonEditor) separator(n *scan.Tree) (sep, indent string, block bool) {
	switch {
	case len(n.Items) > 1:
		between := e.text[n.Items[0].End:n.Items[1].KeyStart]
		sep = between[strings.IndexByte(between, ',')+1:]
	case len(n.Items) == 1:
		sep = e.text[n.Start+1 : n.Items[0].KeyStart]
		if !strings.Contains(sep, "\n") {
			sep = e.space()
		}
	case e.block:
		sep = e.line + e.lineIndent(n.Start) + e.unit
	default:
		sep = ""
	}
	if i := strings.LastIndexByte(sep, '\n'); i >= 0 {
		return sep, sep[i+1:], true
	}
	return sep, "", false
}

// element returns the text of a new member or item, or of one that moves.
func (e *jsonEditor) element(n *scan.Tree, edit Edit, indent string, block bool) string {
	if edit.Op == Move && edit.Value.String() == "" {
		return e.text[n.Items[edit.From].KeyStart:n.Items[edit.From].End]
	}
	value := e.inline(edit.Value.String())
	if block {
		value = e.indented(edit.Value.String(), indent)
	}
	if n.Kind == '[' {
		return value
	}
	return write.Quote(edit.Key) + e.colon(n) + value
}

// colon returns what stands between a key and a value of an object.
func (e *jsonEditor) colon(n *scan.Tree) string {
	for _, in := range []*scan.Tree{n, e.root} {
		if len(in.Items) > 0 {
			m := in.Items[0]
			after := e.text[m.KeyStart:m.Start]
			return after[len(strings.TrimRight(after, ": \t\r\n")):]
		}
	}
	return ": "
}

// replacement returns the text of a new value in the place of one.
func (e *jsonEditor) replacement(n *scan.Tree, value cfn.JSON) string {
	flat := len(n.Items) > 0 && !strings.Contains(n.Text(), "\n")
	if flat || !e.block {
		return e.inline(value.String())
	}
	return e.indented(value.String(), e.lineIndent(n.Start))
}

// indented returns JSON text with a line for each member and item, the further ones of which
// begin with an indentation.
func (e *jsonEditor) indented(text, indent string) string {
	lines := strings.Split(write.Indent(text), "\n")
	for i := range lines {
		rest := strings.TrimLeft(lines[i], " ")
		lines[i] = strings.Repeat(e.unit, (len(lines[i])-len(rest))/2) + rest
	}
	return strings.Join(lines, e.line+indent)
}

// inline returns JSON text on one line, with spaces as the text has them.
func (e *jsonEditor) inline(text string) string {
	return write.Spaced(text, e.space())
}

func (e *jsonEditor) space() string {
	if e.spaced {
		return " "
	}
	return ""
}
