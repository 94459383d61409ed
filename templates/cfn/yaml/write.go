package yaml

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/template"
)

// Marshal returns a template in YAML, written from scratch: functions in short form, text of
// several lines as blocks, quotes where some reader of YAML would otherwise see something else
// than text. Format of a template that was read from YAML keeps its text instead.
func Marshal(t *template.Template) ([]byte, error) {
	text, err := t.AppendJSON(nil)
	if err != nil {
		return nil, err
	}
	return FromJSON(text)
}

// FromJSON returns JSON text, such as that of a template, in YAML.
func FromJSON(text []byte) ([]byte, error) {
	s := scan.Scanner{Text: string(text)}
	if _, ok := s.Skip(); !ok || !s.End() {
		return nil, syntaxError(s.Fault)
	}
	w := &writer{line: "\n", step: "  ", items: "  ", short: true}
	n := scan.ParseTree(string(text))
	if isBlock(n) && (n.Kind == '{' || w.inline(n) == "") {
		return []byte(strings.TrimPrefix(w.block(n, ""), "\n") + "\n"), nil
	}
	w.noBlocks = true
	return []byte(w.inline(n) + "\n"), nil
}

// writer writes JSON values as YAML.
type writer struct {
	// line is the line break, step the indentation of what is inside a mapping.
	line, step string
	// short reports whether functions have their short form.
	short bool
	// items is the indentation of the items of a list inside a mapping: step, or "".
	items string
	// noBlocks has text of several lines written in quotes.
	noBlocks bool
	// quote is the quote of texts that need none, 0 for none.
	quote byte
}

// isBlock reports whether a value is a mapping or a list that is not empty.
func isBlock(n *scan.Tree) bool { return len(n.Items) > 0 }

// function returns the short form of the function that an object is, "" for none. Inside it can
// be no other short form on the same line, and none at all in Fn::GetStackOutput.
func (w *writer) function(n *scan.Tree) (short string, arg *scan.Tree) {
	if !w.short || n.Kind != '{' || len(n.Items) != 1 {
		return "", nil
	}
	arg = n.Items[0]
	short = strings.TrimPrefix(arg.Key, "Fn::")
	if long, ok := longName(short); !ok || long != arg.Key || short == "GetStackOutput" || short == "Transform" {
		return "", nil
	}
	if short == "Condition" && arg.Kind != '"' {
		return "", nil
	}
	if arg.Kind == '{' && len(arg.Items) == 1 || short == "GetAtt" && arg.Kind == '"' {
		return "", nil // whose short form would be another value
	}
	if arg.Kind != '"' && arg.Kind != '[' && arg.Kind != '{' {
		return "", nil // a scalar behind a tag would be text
	}
	return short, arg
}

// getAtt returns the short argument of Fn::GetAtt, "" where it is not that of two plain texts.
func getAtt(arg *scan.Tree) string {
	if arg.Kind != '[' || len(arg.Items) != 2 || arg.Items[0].Kind != '"' || arg.Items[1].Kind != '"' {
		return ""
	}
	id, attribute := stringOf(arg.Items[0]), stringOf(arg.Items[1])
	if !isPlain(id, false) || !isPlain(attribute, false) || strings.Contains(id, ".") {
		return ""
	}
	return id + "." + attribute
}

func stringOf(n *scan.Tree) string {
	s := scan.Scanner{Text: n.Text()}
	value, _ := s.Str()
	return value
}

// inline returns a value that goes on one line, "" for one that does not.
func (w *writer) inline(n *scan.Tree) string {
	switch {
	case n.Kind == '"':
		if value := stringOf(n); w.noBlocks || !isBlockText(value) {
			return w.scalar(value, false)
		}
		return ""
	case n.Kind != '{' && n.Kind != '[':
		return numberText(n.Text())
	case len(n.Items) == 0:
		return string([]byte{n.Kind, n.Kind + 2})
	}
	short, arg := w.function(n)
	if short == "" {
		return ""
	}
	if short == "GetAtt" {
		if value := getAtt(arg); value != "" {
			return "!GetAtt " + value
		}
	}
	if arg.Kind == '"' || len(arg.Items) == 0 {
		if value := w.inline(arg); value != "" {
			return "!" + short + " " + value
		}
		return ""
	}
	if flow := w.flowList(arg); flow != "" {
		return "!" + short + " " + flow
	}
	return ""
}

// maxFlow is how long a list on one line is at most.
const maxFlow = 60

// flowList returns a short list of scalars, of Ref and of Fn::GetAtt on one line, "" for another
// one.
func (w *writer) flowList(n *scan.Tree) string {
	if n.Kind != '[' {
		return ""
	}
	items := make([]string, len(n.Items))
	for i, item := range n.Items {
		switch short, arg := w.function(item); {
		case item.Kind == '"' && !isBlockText(stringOf(item)):
			items[i] = w.scalar(stringOf(item), true)
		case item.Kind != '"' && item.Kind != '{' && item.Kind != '[':
			items[i] = numberText(item.Text())
		case short == "Ref" && arg.Kind == '"' && isPlain(stringOf(arg), true):
			items[i] = "!Ref " + stringOf(arg)
		case short == "GetAtt" && getAtt(arg) != "" && isPlain(getAtt(arg), true):
			items[i] = "!GetAtt " + getAtt(arg)
		default:
			return ""
		}
	}
	if text := "[" + strings.Join(items, ", ") + "]"; len(text) <= maxFlow {
		return text
	}
	return ""
}

// flow returns a value in flow style, for a mapping or a list that is written so.
func (w *writer) flow(n *scan.Tree) string {
	short, arg := w.function(n)
	switch {
	case short == "GetAtt" && getAtt(arg) != "" && isPlain(getAtt(arg), true):
		return "!GetAtt " + getAtt(arg)
	case short != "":
		return "!" + short + " " + w.flow(arg)
	case n.Kind == '"':
		return w.flowScalar(stringOf(n))
	case n.Kind != '{' && n.Kind != '[':
		return numberText(n.Text())
	}
	var items []string
	for _, item := range n.Items {
		text := w.flow(item)
		if n.Kind == '{' {
			text = w.flowScalar(item.Key) + ": " + text
		}
		items = append(items, text)
	}
	return string(n.Kind) + strings.Join(items, ", ") + string(n.Kind+2)
}

func (w *writer) flowScalar(s string) string {
	if isBlockText(s) {
		return doubleQuoted(s)
	}
	return w.scalar(s, true)
}

// numberText returns a number without an exponent, with which CloudFormation takes it for text.
func numberText(s string) string {
	if f, err := strconv.ParseFloat(s, 64); err == nil && strings.ContainsAny(s, "eE") {
		return strconv.FormatFloat(f, 'f', -1, 64)
	}
	return s
}

// maxIndent is the indentation beyond which values are written in flow style: with each level
// it would grow for all that is in it.
const maxIndent = 200

// after returns what follows a colon or a dash: a space and a value on the same line, or a value
// on further lines. indent is the indentation of the key or the dash.
func (w *writer) after(n *scan.Tree, indent string, dash bool) string {
	if text := w.inline(n); text != "" {
		return " " + text
	}
	if len(indent) > maxIndent && n.Kind != '"' {
		return " " + w.flow(n)
	}
	if n.Kind == '"' {
		return " " + w.blockText(stringOf(n), indent)
	}
	short, arg := w.function(n)
	if short != "" {
		if arg.Kind == '"' {
			return " !" + short + " " + w.blockText(stringOf(arg), indent)
		}
		return " !" + short + w.block(arg, w.inner(arg, indent, dash))
	}
	text := w.block(n, w.inner(n, indent, dash))
	if dash { // the first key or dash stands behind the dash
		text = " " + strings.TrimLeft(text, " \r\n")
	}
	return text
}

// inner returns the indentation of what is inside a mapping or a list.
func (w *writer) inner(n *scan.Tree, indent string, dash bool) string {
	switch {
	case dash:
		return indent + "  "
	case n.Kind == '[':
		return indent + w.items
	}
	return indent + w.step
}

// block returns a mapping or a list with a line for each member, each after a line break.
func (w *writer) block(n *scan.Tree, indent string) string {
	var out strings.Builder
	for _, item := range n.Items {
		out.WriteString(w.line + indent)
		if n.Kind == '{' {
			out.WriteString(w.key(item.Key) + ":")
		} else {
			out.WriteString("-")
		}
		out.WriteString(w.after(item, indent, n.Kind == '['))
	}
	return out.String()
}

// key returns a key.
func (w *writer) key(key string) string {
	if isPlain(key, false) || isPlainKey(key) {
		return key
	}
	return doubleQuoted(key)
}

// isPlainKey reports whether a key that looks like a number or a word needs no quotes all the
// same: CloudFormation takes keys as text.
func isPlainKey(key string) bool { return key != "" && strings.Trim(key, "0123456789") == "" }

// scalar returns a text on one line.
func (w *writer) scalar(s string, inFlow bool) string {
	switch {
	case w.quote == '\'' && canSingle(s):
		return singleQuoted(s)
	case w.quote == '"':
		return doubleQuoted(s)
	case isPlain(s, inFlow):
		return s
	case strings.ContainsAny(s, `"\`) && canSingle(s) && !strings.Contains(s, "'"):
		return singleQuoted(s)
	}
	return doubleQuoted(s)
}

// canSingle reports whether single quotes can hold a text.
func canSingle(s string) bool { return isPrintable(s) && !strings.ContainsAny(s, "\n\r") }

func singleQuoted(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// doubleQuoted returns a text in double quotes. What lines of YAML cannot hold is escaped, as in
// JSON.
func doubleQuoted(s string) string {
	quoted := write.Quote(s)
	if isPrintable(strings.NewReplacer("\n", "", "\r", "").Replace(s)) {
		return quoted
	}
	var out strings.Builder
	const hex = "0123456789ABCDEF"
	for _, r := range quoted {
		if isPrintableRune(r) {
			out.WriteRune(r)
		} else {
			out.WriteString(`\u`)
			for shift := 12; shift >= 0; shift -= 4 {
				out.WriteByte(hex[r>>shift&15])
			}
		}
	}
	return out.String()
}

// isPrintable reports whether YAML holds a text as it is.
func isPrintable(s string) bool {
	for _, r := range s {
		if !isPrintableRune(r) {
			return false
		}
	}
	return utf8.ValidString(s)
}

// isPrintableRune leaves out what some reader takes for a line break.
func isPrintableRune(r rune) bool {
	return r == '\t' || r == '\n' || r >= 0x20 && r < 0x7F || r >= 0xA0 && r != 0x2028 && r != 0x2029 && r != 0xFEFF && (r < 0xD800 || r > 0xDFFF) && r != 0xFFFE && r != 0xFFFF
}
