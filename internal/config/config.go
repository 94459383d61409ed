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

// File is what a file has.
type File struct {
	// Settings are the keys other than OutputList, in the order of the file.
	Settings []Setting
	// Outputs are the entries of OutputList. Where there are some, the settings have none of the
	// keys that describe an output.
	Outputs []Output
}

// Setting is one key with what it is set to.
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
	PerType  = "per-type"
	// Functions is a key of outputs alone, as PerType is.
	Functions = "functions"
	// OutputList is a list of outputs, which have keys of their own.
	OutputList = "outputs"
)

// key is what the value of a key can be.
type key struct {
	name string
	// Without any of them the value is a text.
	list, path, boolean, outputs bool
	// output reports that it describes an output, so that it does not stand beside a list of
	// outputs.
	output bool
	// foreign reports that it is known, and of no use where it stands.
	foreign bool
}

// keys are all keys, as messages list them.
var keys = [...]key{
	{name: Types, list: true},
	{name: Exclude, list: true},
	{name: Specs, list: true, path: true},
	{name: Overlays, list: true, path: true},
	{name: Out, path: true, output: true},
	{name: Package, output: true},
	{name: All, output: true},
	{name: CFN, output: true},
	{name: YAML, boolean: true, output: true},
	{name: OutputList, outputs: true},
}

// Keys returns the names of all keys, without those that only an output has.
func Keys() []string { return namesOf(keys[:]) }

// namesOf returns the names of the keys that are of use.
func namesOf(keys []key) []string {
	var names []string
	for _, k := range keys {
		if !k.foreign {
			names = append(names, k.name)
		}
	}
	return names
}

// Parse reads a file's content. The name is the file's path, by which positions call
// it; paths in it are relative to the folder dir. Formats are those that outputs can have.
// An empty file has nothing. The list holds errors, each with its position; where it has
// some, the file has nothing, either.
func Parse(name, dir string, data []byte, formats []Format) (File, diag.List) {
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // no editor counts it in a column
	r := &reader{name: name, dir: dir, formats: formats, lines: bytes.Split(data, []byte("\n"))}
	root := r.document(data)
	if root == nil {
		return File{}, r.found
	}
	file := r.file(root)
	if len(r.found) > 0 {
		return File{}, r.found
	}
	return file, nil
}

type reader struct {
	name, dir string
	formats   []Format

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

// file reads the mapping that the file is.
func (r *reader) file(root *yaml.Node) File {
	var out File
	var described []string // that describe an output, before the list of outputs
	listed := false
	r.mapping(root, "", keys[:], func(k key, name, value *yaml.Node, pointer string) {
		switch {
		case k.outputs:
			out.Outputs, listed = r.outputs(value, pointer), true
			if len(described) > 0 {
				r.errorf(name, pointer, BesideOutputs, "outputs has its own %s", strings.Join(described, ", "))
			}
			return
		case k.output && listed:
			r.errorf(name, pointer, BesideOutputs, "outputs has its own %s", k.name)
		case k.output:
			described = append(described, k.name)
		}
		out.Settings = append(out.Settings, r.setting(k, value, pointer))
	})
	return out
}

// mapping reads a mapping, and calls read for each key that it can have.
func (r *reader) mapping(n *yaml.Node, pointer string, keys []key, read func(k key, name, value *yaml.Node, pointer string)) {
	if n.Kind != yaml.MappingNode {
		r.errorf(n, pointer, WrongType, "must be %s, not %s", "a mapping of keys to values", kindOf(n))
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		name, value := n.Content[i], n.Content[i+1]
		text := resolved(name).Value
		k := slices.IndexFunc(keys, func(k key) bool { return k.name == text })
		switch {
		case resolved(name).Kind != yaml.ScalarNode:
			r.errorf(name, pointer, InvalidKey, "a key must be a text, not %s", kindOf(resolved(name)))
		case k < 0:
			r.unknown(name, pointer, UnknownKey, "key", text, namesOf(keys))
		case seen[text]:
			r.errorf(name, pointer+"/"+text, DuplicateKey, "the key stands twice")
		default:
			read(keys[k], name, value, pointer+"/"+text)
		}
		seen[text] = true
	}
}

// unknown adds an error about a text that is none of some names.
func (r *reader) unknown(n *yaml.Node, pointer string, code diag.Code, what, text string, names []string) {
	hint := ""
	if len(r.found) < diag.MaxErrors { // of which the hints are shown
		hint = suggest.DidYouMean(suggest.Nearest(text, names))
	}
	if hint == "" {
		hint = ": there are " + strings.Join(names, ", ")
	}
	r.errorf(n, pointer, code, "unknown %s %q%s", what, text, hint)
}

// setting reads the value of a key.
func (r *reader) setting(k key, value *yaml.Node, pointer string) Setting {
	switch {
	case k.list:
		return Setting{k.name, r.list(k, value, pointer)}
	case k.boolean:
		return Setting{k.name, r.boolean(value, pointer)}
	}
	return Setting{k.name, r.text(k, value, pointer)}
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
	if path := filepath.Join(r.dir, text); path != "-" {
		return path
	}
	return "." + string(filepath.Separator) + "-" // which is not standard output
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
