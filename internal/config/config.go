package config

import (
	"bytes"
	"errors"
	"io"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/suggest"
)

// Name is the file that is read where none is named.
const Name = "cfngen.yaml"

// Setting is one key of a file with what it is set to.
type Setting struct {
	// Key is the key: Types, Specs and so on.
	Key string
	// Values are the items of a list, or the one value of another key; there is at
	// least one.
	Values []Value
}

// Value is a text in the file.
type Value struct {
	// Text is never empty. A path is relative to the current folder where the
	// file's is, else absolute. A boolean is true or false.
	Text string
	Pos  diag.Position
}

// The keys.
const (
	Types    = "types"
	Exclude  = "exclude"
	Specs    = "specs"
	Overlays = "overlays"
	Out      = "out"
	Package  = "package"
	All      = "all"
	CFN      = "cfn"
	YAML     = "yaml"
)

// key is what the value of a key can be.
type key struct {
	name string
	// Without any of them the value is a text.
	list, path, boolean bool
}

// keys are all keys, as messages list them.
var keys = [...]key{
	{name: Types, list: true},
	{name: Exclude, list: true},
	{name: Specs, list: true, path: true},
	{name: Overlays, list: true, path: true},
	{name: Out, path: true},
	{name: Package},
	{name: All},
	{name: CFN},
	{name: YAML, boolean: true},
}

// Keys returns the names of all keys.
func Keys() []string {
	var names []string
	for _, k := range keys {
		names = append(names, k.name)
	}
	return names
}

// Parse reads a file's content. The name is the file's path, by which positions call
// it; paths in it are relative to the folder dir. The settings are in the order
// of the file; an empty file has none. The list holds errors, each with its
// position; where it has some, there are no settings.
func Parse(name, dir string, data []byte) ([]Setting, diag.List) {
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // no editor counts it in a column
	r := &reader{name: name, dir: dir, lines: bytes.Split(data, []byte("\n"))}
	root := r.document(data)
	if root == nil {
		return nil, r.found
	}
	settings := r.settings(root)
	if len(r.found) > 0 {
		return nil, r.found
	}
	return settings, nil
}

type reader struct {
	name, dir string

	lines [][]byte
	// starts are the offsets in a line of every stride-th character, made when the line
	// is first asked for.
	starts map[int][]int
	found  diag.List
}

// stride is how many characters of a line are counted for a position.
const stride = 64

// document returns the one value of the file, nil where there is none.
func (r *reader) document(data []byte) *yaml.Node {
	loader, err := yaml.NewLoader(bytes.NewReader(data))
	if err != nil {
		r.failed(err)
		return nil
	}
	var first, second yaml.Node
	if err := loader.Load(&first); err != nil {
		r.failed(err)
		return nil
	}
	if err := loader.Load(&second); err == nil {
		r.errorf(&second, "", SecondDocument, "a second document: the file is one")
		return nil
	} else if !errors.Is(err, io.EOF) {
		r.failed(err)
		return nil
	}
	if len(first.Content) == 0 {
		return nil
	}
	return first.Content[0]
}

// failed adds an error of the YAML reader. The end of the file is no failure.
func (r *reader) failed(err error) {
	if errors.Is(err, io.EOF) {
		return
	}
	pos, message := diag.Position{File: filepath.ToSlash(r.name)}, err.Error()
	if e := (*yaml.LoadError)(nil); errors.As(err, &e) {
		message = e.Message
		if e.ContextMsg != "" {
			message = e.ContextMsg + ": " + message
		}
		if e.Mark.Line > 0 {
			pos = r.at(e.Mark.Line, e.Mark.Column, "")
		} else {
			// What is wrong with the encoding comes with an offset alone.
			pos.Line, pos.Column = r.offset(e.Mark.Index)
		}
	}
	r.found.Add(diag.Errorf(pos, InvalidYAML, "not YAML: %s", message))
}

// at returns a position. The YAML reader counts characters, a position bytes.
func (r *reader) at(line, column int, pointer string) diag.Position {
	if line >= 1 && line <= len(r.lines) && column > stride {
		starts, whole := r.startsOf(line), (column-1)/stride
		whole = min(whole, len(starts)-1)
		column = 1 + starts[whole] + bytesOf(r.lines[line-1][starts[whole]:], column-1-whole*stride)
	} else if line >= 1 && line <= len(r.lines) {
		column = 1 + bytesOf(r.lines[line-1], column-1)
	}
	return diag.Position{File: filepath.ToSlash(r.name), Line: line, Column: column, Pointer: diag.PointerTo(pointer)}
}

// bytesOf returns how many bytes the first so many characters of a text have. What is
// beyond the text counts a byte each.
func bytesOf(text []byte, characters int) int {
	n := 0
	for ; characters > 0; characters-- {
		_, size := utf8.DecodeRune(text[min(n, len(text)):])
		n += max(size, 1)
	}
	return n
}

func (r *reader) startsOf(line int) []int {
	starts, ok := r.starts[line]
	if ok {
		return starts
	}
	text := r.lines[line-1]
	starts = []int{0}
	for at := bytesOf(text, stride); at <= len(text); at += bytesOf(text[at:], stride) {
		starts = append(starts, at)
	}
	if r.starts == nil {
		r.starts = make(map[int][]int)
	}
	r.starts[line] = starts
	return starts
}

// offset returns the line and column of a byte of the file.
func (r *reader) offset(n int) (line, column int) {
	for i, text := range r.lines {
		if n <= len(text) {
			return i + 1, n + 1
		}
		n -= len(text) + 1
	}
	return 0, 0
}

func (r *reader) errorf(n *yaml.Node, pointer string, code diag.Code, format string, args ...any) {
	r.found.Add(diag.Errorf(r.at(n.Line, n.Column, pointer), code, format, args...))
}

// settings reads the mapping that the file is.
func (r *reader) settings(root *yaml.Node) []Setting {
	if root.Kind != yaml.MappingNode {
		r.errorf(root, "", WrongType, "must be %s, not %s", "a mapping of keys to values", kindOf(root))
		return nil
	}
	var out []Setting
	seen := map[string]bool{}
	for i := 0; i+1 < len(root.Content); i += 2 {
		name, value := root.Content[i], root.Content[i+1]
		text := resolved(name).Value
		pointer := "/" + text
		k, ok := find(text)
		switch {
		case resolved(name).Kind != yaml.ScalarNode:
			r.errorf(name, "", InvalidKey, "a key must be a text, not %s", kindOf(resolved(name)))
		case !ok:
			hint := ""
			if len(r.found) < diag.MaxErrors { // of which the hints are shown
				hint = suggest.DidYouMean(suggest.Nearest(text, Keys()))
			}
			if hint == "" {
				hint = ": there are " + strings.Join(Keys(), ", ")
			}
			r.errorf(name, "", UnknownKey, "unknown key %q%s", text, hint)
		case seen[k.name]:
			r.errorf(name, pointer, DuplicateKey, "the key stands twice")
		case k.list:
			out = append(out, Setting{k.name, r.list(k, value, pointer)})
		case k.boolean:
			out = append(out, Setting{k.name, r.boolean(value, pointer)})
		default:
			out = append(out, Setting{k.name, r.text(k, value, pointer)})
		}
		seen[text] = true
	}
	return out
}

func find(name string) (key, bool) {
	for _, k := range keys {
		if k.name == name {
			return k, true
		}
	}
	return key{}, false
}

func (r *reader) list(k key, n *yaml.Node, pointer string) []Value {
	n = resolved(n)
	if n.Kind != yaml.SequenceNode {
		r.errorf(n, pointer, WrongType, "must be %s, not %s", "a list of texts", kindOf(n))
		return nil
	}
	if len(n.Content) == 0 {
		r.errorf(n, pointer, EmptyList, "the list is empty: leave the key out")
	}
	var out []Value
	for i, item := range n.Content {
		out = append(out, r.text(k, item, pointer+"/"+strconv.Itoa(i))...)
	}
	return out
}

// text reads a text, as a list of one.
func (r *reader) text(k key, n *yaml.Node, pointer string) []Value {
	n = resolved(n)
	switch {
	case n.Kind != yaml.ScalarNode || n.ShortTag() != "!!str" && n.ShortTag() != "!!timestamp": // YAML 1.2 has no dates
		r.errorf(n, pointer, WrongType, "must be %s, not %s", "a text", kindOf(n))
	case n.Value == "":
		r.errorf(n, pointer, EmptyText, "the text is empty")
	case k.path && n.Value == "-":
		r.errorf(n, pointer, StandardInput, "- is for the command line")
	case k.path && isURL(n.Value):
		r.errorf(n, pointer, URL, "a URL is no path: `gen fetch` gets what it names and pins it")
	case k.path:
		return []Value{{r.path(n.Value), r.at(n.Line, n.Column, pointer)}}
	default:
		return []Value{{n.Value, r.at(n.Line, n.Column, pointer)}}
	}
	return nil
}

// boolean reads true or false, as a list of one.
func (r *reader) boolean(n *yaml.Node, pointer string) []Value {
	n = resolved(n)
	if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!bool" {
		kind, _, _ := strings.Cut(kindOf(n), " (") // without how to make a text of it
		r.errorf(n, pointer, WrongType, "must be %s, not %s", "true or false", kind)
		return nil
	}
	return []Value{{strings.ToLower(n.Value), r.at(n.Line, n.Column, pointer)}}
}

// isURL reports whether a text was meant as the URL of a specification.
func isURL(text string) bool {
	scheme, _, found := strings.Cut(strings.ToLower(text), ":")
	return found && slices.Contains([]string{"https", "http", "file"}, scheme)
}

// path makes a path of the file one of the current folder.
func (r *reader) path(text string) string {
	text = filepath.FromSlash(text)
	if filepath.IsAbs(text) {
		return text
	}
	return filepath.Join(r.dir, text)
}

// resolved returns what an alias stands for.
func resolved(n *yaml.Node) *yaml.Node {
	if n.Kind == yaml.AliasNode {
		return n.Alias
	}
	return n
}

// kindOf words what a value is.
func kindOf(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	}
	switch n.ShortTag() {
	case "!!null":
		return "nothing"
	case "!!bool":
		return "a boolean (with quotes it is a text)"
	case "!!int", "!!float":
		return "a number (with quotes it is a text)"
	case "!!str":
		return "a text"
	}
	return "a value of the type " + n.ShortTag()
}

// FlagOf returns the flag that means what a key of the configuration file does.
func FlagOf(key string) string {
	switch key {
	case Types:
		return "type"
	case Specs:
		return "spec"
	case Overlays:
		return "overlay"
	}
	return key
}
