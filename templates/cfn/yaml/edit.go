package yaml

import (
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"

	library "go.yaml.in/yaml/v4"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/template"
)

var errEdit = errors.New("yaml: the text cannot be edited in the place of a change")

// edit returns the text with edits. What comes out is read again: where it does not mean what it
// should, resources and sections are replaced as wholes.
func (s *stream) edit(edits []template.Edit, now string) ([]byte, error) {
	if len(edits) == 0 {
		return []byte(scan.ByteOrderMark[:s.mark] + s.text), nil
	}
	const resource = 2 // keys lead to a whole one, one to a section
	for _, depth := range []int{-1, resource, 1} {
		some := edits
		if depth > 0 {
			some = wholes(edits, depth, now, string(s.json))
		}
		text, err := s.apply(some)
		if err == nil && s.means(text, edits) {
			return []byte(scan.ByteOrderMark[:s.mark] + text), nil
		}
	}
	return nil, fmt.Errorf("%w: /%s", errEdit, strings.Join(edits[0].Path, "/"))
}

// wholes returns edits that replace the values around some, as many keys deep.
func wholes(edits []template.Edit, depth int, now, before string) []template.Edit {
	value, old := scan.ParseTree(now), scan.ParseTree(before)
	var out []template.Edit
	done := map[string]bool{}
	for _, e := range edits {
		path := e.Path
		if (e.Op == template.Insert || e.Op == template.Move) && len(path) < depth {
			path = append(slices.Clone(path), e.Key)
		}
		path = path[:min(depth, len(path))]
		name := strings.Join(path, "/")
		if done[name] {
			continue
		}
		done[name] = true
		n := value.At(path)
		switch {
		case n == nil:
			out = append(out, template.Edit{Op: template.Remove, Path: path})
		case old.At(path) == nil:
			out = append(out, template.Edit{Op: template.Insert, Path: path[:len(path)-1], Key: path[len(path)-1], After: len(old.At(path[:len(path)-1]).Items) - 1, Value: jsonOf(n)})
		default:
			out = append(out, template.Edit{Op: template.Replace, Path: path, Value: jsonOf(n)})
		}
	}
	return out
}

func jsonOf(n *scan.Tree) cfn.JSON {
	j, err := cfn.ParseJSON(n.Text())
	if err != nil {
		return cfn.JSON{}
	}
	return j
}

// means reports whether a text means what the stream does after edits.
func (s *stream) means(text string, edits []template.Edit) bool {
	edited, err := parse([]byte(text), nil)
	if err != nil {
		return false
	}
	want := applied(scan.ParseTree(string(s.json)), edits)
	return reflect.DeepEqual(valueOf(scan.ParseTree(string(edited.json))), want)
}

// apply returns the text with edits.
func (s *stream) apply(edits []template.Edit) (text string, err error) {
	e := &editor{stream: s, root: s.spans(s.root, nil), changes: map[*span]*change{}, gone: map[*span]bool{}}
	if s.lost {
		return "", errEdit
	}
	e.style()
	for _, edit := range edits {
		if err := e.take(edit); err != nil {
			return "", err
		}
	}
	if err := e.expandAliases(); err != nil {
		return "", err
	}
	if err := e.visit(e.root); err != nil {
		return "", err
	}
	text, ok := write.ApplySplices(s.text, e.splices)
	if !ok {
		return "", errEdit
	}
	return text, nil
}

// editor edits a text.
type editor struct {
	*stream
	root    *span
	w       writer
	splices []write.Splice
	changes map[*span]*change
	// gone are the spans of which the text is replaced or removed.
	gone map[*span]bool
}

// change is what changes among the members or items of a node.
type change struct {
	removed map[int]bool
	added   map[int][]template.Edit
}

// style finds out how the text is written: its line breaks, its indentation, and whether functions
// are short.
func (e *editor) style() {
	e.w = writer{line: "\n", step: "", items: "?", short: true}
	if strings.Contains(e.text, "\r\n") {
		e.w.line = "\r\n"
	}
	long, short := 0, 0
	e.look(e.root, &long, &short)
	e.w.short = short > 0 || long == 0
	if e.w.step == "" {
		e.w.step = "  "
	}
	if e.w.items == "?" {
		e.w.items = e.w.step
	}
}

func (e *editor) look(p *span, long, short *int) {
	if tag, ok := ownTag(p.n); ok && tag != "" && tag[0] != '!' {
		*short++
	}
	for i, item := range p.items {
		if p.n.Kind == library.MappingNode {
			key := p.keys[i]
			if strings.HasPrefix(key.n.Value, "Fn::") || key.n.Value == "Ref" && len(p.items) == 1 {
				*long++
			}
			column := e.column(key.start)
			switch {
			case p.isFlow() || item.isFlow() || len(item.items) == 0 || item.n.Kind == library.AliasNode:
			case item.n.Kind == library.MappingNode && e.w.step == "" && e.column(item.keys[0].start) > column:
				e.w.step = strings.Repeat(" ", e.column(item.keys[0].start)-column)
			case item.n.Kind == library.SequenceNode && e.w.items == "?" && item.items[0].dash >= 0:
				e.w.items = strings.Repeat(" ", max(0, e.column(item.items[0].dash)-column))
			}
		}
		e.look(item, long, short)
	}
}

// column returns how many bytes are before an offset on its line.
func (e *editor) column(at int) int { return at - e.lineStart(at) }

// target is a value that a path leads to: a node, or the argument of the function whose tag it has.
type target struct {
	p   *span
	arg bool
}

// find returns what a path leads to.
func (e *editor) find(path []string) (target, bool) {
	at := target{p: e.root}
	for _, key := range path {
		if tag, ok := ownTag(at.p.n); ok && tag != "" && tag[0] != '!' && !at.arg {
			long, known := longName(tag)
			if !known || key != long {
				return at, false
			}
			at.arg = true
			continue
		}
		i := at.p.child(key)
		if i < 0 {
			return at, false
		}
		at = target{p: at.p.items[i]}
	}
	return at, true
}

// child returns the index of a member or an item, -1 where there is none.
func (p *span) child(key string) int {
	if p.n.Kind == library.SequenceNode {
		i, err := strconv.Atoi(key)
		if err != nil || i >= len(p.items) {
			return -1
		}
		return i
	}
	if p.byKey == nil {
		p.byKey = make(map[string]int, len(p.keys))
		for i, k := range p.keys {
			p.byKey[k.n.Value] = i
		}
	}
	if i, ok := p.byKey[key]; ok {
		return i
	}
	return -1
}

// take notes an edit.
func (e *editor) take(edit template.Edit) error {
	if edit.Op == template.Remove {
		last := len(edit.Path) - 1
		at, ok := e.find(edit.Path[:last])
		i := at.p.child(edit.Path[max(0, last)])
		if !ok || i < 0 {
			return errEdit
		}
		e.changeOf(at.p).removed[i] = true
		e.gone[at.p.items[i]] = true
		return nil
	}
	at, ok := e.find(edit.Path)
	if !ok {
		return errEdit
	}
	switch edit.Op {
	case template.Replace:
		return e.replace(at, edit.Value.String())
	case template.Move:
		c := e.changeOf(at.p)
		c.removed[edit.From] = true
		if edit.Value.String() != "" {
			e.gone[at.p.items[edit.From]] = true
		}
		c.added[edit.After] = append(c.added[edit.After], edit)
	default:
		c := e.changeOf(at.p)
		c.added[edit.After] = append(c.added[edit.After], edit)
	}
	return nil
}

func (e *editor) changeOf(p *span) *change {
	c := e.changes[p]
	if c == nil {
		c = &change{removed: map[int]bool{}, added: map[int][]template.Edit{}}
		e.changes[p] = c
	}
	return c
}

// replace replaces a value.
func (e *editor) replace(at target, value string) error {
	e.gone[at.p] = true
	if at.arg {
		tag, _ := ownTag(at.p.n)
		name, _ := longName(tag)
		value = "{" + write.Quote(name) + ":" + value + "}"
	}
	return e.put(at.p, scan.ParseTree(value))
}

// put writes a value in the place of a node.
func (e *editor) put(p *span, n *scan.Tree) error {
	w := e.w
	if n.Kind == '"' && p.n.Kind == library.ScalarNode {
		switch {
		case p.n.Style&library.SingleQuotedStyle != 0:
			w.quote = '\''
		case p.n.Style&library.DoubleQuotedStyle != 0:
			w.quote = '"'
		}
	}
	switch {
	case p.parent == nil:
		text := strings.TrimLeft(w.block(n, ""), "\r\n")
		if text == "" {
			text = "{}"
		}
		e.splices = append(e.splices, write.Splice{Start: p.start, End: p.end, Text: text})
	case p.inFlow || p.parent.isFlow():
		e.splices = append(e.splices, write.Splice{Start: p.start, End: p.end, Text: e.flowValue(&w, p, n)})
	case p.dash >= 0:
		indent := strings.Repeat(" ", e.column(p.dash))
		e.putAfter(p, p.dash+1, &w, n, indent, true)
	case p.colon >= 0:
		indent := strings.Repeat(" ", e.column(p.parent.keys[p.index].start))
		e.putAfter(p, p.colon+1, &w, n, indent, false)
	default:
		return errEdit
	}
	return nil
}

// flowValue returns a value inside a flow list or mapping, with a space before it where nothing
// stood behind a colon.
func (e *editor) flowValue(w *writer, p *span, n *scan.Tree) string {
	text := w.flow(n)
	if p.start == p.end && p.start > 0 && e.text[p.start-1] == ':' {
		return " " + text
	}
	return text
}

// putAfter writes a value behind a colon or a dash. A comment behind the old value stays on that
// line.
func (e *editor) putAfter(p *span, from int, w *writer, n *scan.Tree, indent string, dash bool) {
	text := e.safely(w, n, indent, dash, p.end)
	end := p.end
	comment := e.text[end:e.lineEnd(end)]
	if first, rest, several := strings.Cut(text, "\n"); several {
		if strings.TrimSpace(comment) != "" {
			text = strings.TrimSuffix(first, "\r") + comment + w.line + rest
		}
		end = e.lineEnd(end)
	}
	e.splices = append(e.splices, write.Splice{Start: from, End: max(end, from), Text: text})
}

// safely returns a value for behind a colon or a dash. New blocks of text are not written where
// what follows would become a part of them.
func (e *editor) safely(w *writer, n *scan.Tree, indent string, dash bool, end int) string {
	text := w.after(n, indent, dash)
	if !endsInBlock(n) {
		return text
	}
	next := e.nextLine(e.lineEnd(end))
	switch {
	case e.lineEnd(end) == len(e.text):
		return text + w.line // without which the text would end otherwise
	case next >= len(e.text):
		return text
	}
	line := e.text[next:e.lineEnd(next)]
	spaces := len(line) - len(strings.TrimLeft(line, " "))
	if spaces == len(line) && strings.Contains(text, "|+") || strings.HasPrefix(line[spaces:], "#") && spaces > len(indent) || spaces == len(line) && spaces > len(indent) {
		quoted := *w
		quoted.noBlocks = true
		return quoted.after(n, indent, dash)
	}
	return text
}

// endsInBlock reports whether the last text of a value is a block.
func endsInBlock(n *scan.Tree) bool {
	for len(n.Items) > 0 {
		n = n.Items[len(n.Items)-1]
	}
	return n.Kind == '"' && isBlockText(stringOf(n))
}

// expandAliases replaces the aliases of anchors whose text changes by what they stood for.
func (e *editor) expandAliases() error {
	anchors := map[*node]bool{}
	for p, c := range e.changes {
		if len(c.removed)+len(c.added) > 0 {
			around(p, anchors)
		}
	}
	for p := range e.gone {
		around(p, anchors)
		inside(p.n, anchors)
	}
	if len(anchors) == 0 {
		return nil
	}
	var expand func(p *span) error
	expand = func(p *span) error {
		if e.gone[p] {
			return nil
		}
		if p.n.Kind == library.AliasNode && anchors[p.n.Alias] {
			c := converter{stream: &stream{text: e.text, lines: e.lines}, most: max(least, growth*len(e.text)), aliased: map[*node]bool{}}
			c.whole = map[int]bool{}
			if err := c.value(p.n.Alias); err != nil {
				return err
			}
			return e.put(p, scan.ParseTree(string(c.out)))
		}
		for _, item := range p.items {
			if err := expand(item); err != nil {
				return err
			}
		}
		return nil
	}
	return expand(e.root)
}

// around adds the nodes with anchors that a span is in.
func around(p *span, anchors map[*node]bool) {
	for ; p != nil; p = p.parent {
		if p.n.Anchor != "" && p.n.Kind != library.AliasNode {
			anchors[p.n] = true
		}
	}
}

// inside adds the nodes with anchors in a node.
func inside(n *node, anchors map[*node]bool) {
	if n.Anchor != "" && n.Kind != library.AliasNode {
		anchors[n] = true
	}
	for _, child := range n.Content {
		inside(child, anchors)
	}
}
