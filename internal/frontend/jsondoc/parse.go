package jsondoc

import (
	"bytes"
	"errors"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/cfngen/cfngen/internal/diag"
)

// MaxDepth is how deep arrays and objects may nest. The deepest specification
// known has less than a tenth of it.
const MaxDepth = 500

// MaxNodes is how many values a document may have. The largest specification that AWS
// publishes, which is the Resource Specification, has less than a third of it.
const MaxNodes = 1 << 19

// indexFrom is the number of members from which an object gets an index.
const indexFrom = 12

// Parse reads a document. The name is what positions call the file. The error
// is a diag.Diagnostic with the position of the first fault. A byte order mark before
// the document is no part of it.
func Parse(name string, data []byte) (*Node, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff")) // no editor counts it in a column
	return parse(newFile(name, data))
}

func parse(f *file) (*Node, error) {
	p := &parser{file: f, dec: jsontext.NewDecoder(bytes.NewBuffer(f.data))}
	if bytes.HasPrefix(f.data, []byte("\xff\xfe")) || bytes.HasPrefix(f.data, []byte("\xfe\xff")) {
		return nil, p.errorAt(0, diag.Pointer{}, InvalidJSON, "%s", "the document is UTF-16; JSON is UTF-8")
	}
	root, err := p.value(Node{}, 0)
	if err != nil {
		return nil, err
	}
	end := int(p.dec.InputOffset())
	if _, err := p.dec.ReadToken(); !errors.Is(err, io.EOF) {
		return nil, p.errorAt(p.skip(end), diag.Pointer{}, InvalidJSON, "%s", "data after the end of the document")
	}
	return root, nil
}

type parser struct {
	file *file
	dec  *jsontext.Decoder
	// nodes counts the values.
	nodes int
}

func (p *parser) errorAt(offset int, pointer diag.Pointer, code diag.Code, format string, args ...any) error {
	offset = min(max(offset, 0), len(p.file.data))
	return diag.Errorf(p.file.position(offset, pointer), code, format, args...)
}

// skip returns the offset of the next token: jsontext reports where a token
// ends, and what stands before the next one is known to be well formed.
func (p *parser) skip(offset int) int {
	for offset < len(p.file.data) && strings.IndexByte(" \t\r\n,:", p.file.data[offset]) >= 0 {
		offset++
	}
	return offset
}

func (p *parser) value(n Node, depth int) (*Node, error) {
	n.file, n.start = p.file, int32(p.skip(int(p.dec.InputOffset())))
	tok, err := p.dec.ReadToken()
	if err != nil {
		return nil, p.syntax(err)
	}
	switch p.nodes++; {
	case depth > MaxDepth:
		return nil, p.errorAt(int(n.start), n.Pointer(), TooDeep, "nested deeper than %d levels", MaxDepth)
	case p.nodes > MaxNodes:
		return nil, p.errorAt(int(n.start), diag.Pointer{}, TooManyValues, "the document has more than %d values", MaxNodes)
	}
	node := &n
	switch tok.Kind() {
	case 'n':
		n.kind = Null
	case 't', 'f':
		n.kind, n.text = Bool, tok.String()
	case '0':
		n.kind, n.text = Number, tok.String()
	case '"':
		n.kind, n.text = String, tok.String()
	case '[':
		n.kind = Array
		err = p.array(node, depth)
	case '{':
		n.kind = Object
		err = p.object(node, depth)
	}
	n.end = int32(p.dec.InputOffset())
	return node, err
}

func (p *parser) array(n *Node, depth int) error {
	var items []*Node
	for i := int32(0); p.dec.PeekKind() != ']'; i++ {
		item, err := p.value(Node{parent: n, index: i}, depth+1)
		if err != nil {
			return err
		}
		items = append(items, item)
	}
	if items != nil {
		n.inside = &inside{items: items}
	}
	return p.closing()
}

func (p *parser) object(n *Node, depth int) error {
	var members []Member
	for p.dec.PeekKind() != '}' {
		name, err := p.dec.ReadToken()
		if err != nil {
			return p.syntax(err)
		}
		key := name.String()
		value, err := p.value(Node{parent: n, key: key}, depth+1)
		if err != nil {
			return err
		}
		members = append(members, Member{Name: key, Value: value})
	}
	if members != nil {
		n.inside = &inside{members: members}
		n.inside.makeIndex()
	}
	return p.closing()
}

func (p *parser) closing() error {
	if _, err := p.dec.ReadToken(); err != nil {
		return p.syntax(err)
	}
	return nil
}

// syntax words what jsontext found in a way that needs no knowledge of jsontext.
func (p *parser) syntax(err error) error {
	var syn *jsontext.SyntacticError
	switch {
	case errors.As(err, &syn):
	case errors.Is(err, io.EOF):
		return p.errorAt(len(p.file.data), diag.Pointer{}, InvalidJSON, "%s", "the document is empty")
	default:
		return p.errorAt(int(p.dec.InputOffset()), diag.PointerTo(string(p.dec.StackPointer())), InvalidJSON, "%s", err)
	}
	offset, pointer := int(syn.ByteOffset), diag.PointerTo(string(syn.JSONPointer))
	switch {
	case errors.Is(err, jsontext.ErrDuplicateName):
		name := syn.JSONPointer.LastToken()
		return p.errorAt(offset, pointer, DuplicateMember, "duplicate member %q: an object may hold a name only once", name)
	case errors.Is(err, jsontext.ErrNonStringName):
		return p.errorAt(offset, pointer, InvalidJSON, "%s", "a member name must be a string")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return p.errorAt(len(p.file.data), pointer, InvalidJSON, "%s", "the document ends before the value is complete")
	}
	msg := "invalid JSON"
	if syn.Err != nil {
		msg = strings.TrimPrefix(syn.Err.Error(), "jsontext: ")
	}
	return p.errorAt(offset, pointer, InvalidJSON, "%s", msg)
}
