package jsondoc

import (
	"bytes"
	"errors"
	"io"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/cfngen/cfngen/internal/diag"
)

// MaxDepth is how deep arrays and objects may nest. The deepest specification
// known has less than a tenth of it.
const MaxDepth = 500

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
		return nil, p.errorAt(0, "", "the document is UTF-16; JSON is UTF-8")
	}
	root, err := p.value(nil, "", 0)
	if err != nil {
		return nil, err
	}
	end := int(p.dec.InputOffset())
	if _, err := p.dec.ReadToken(); !errors.Is(err, io.EOF) {
		return nil, p.errorAt(p.skip(end), "", "data after the end of the document")
	}
	return root, nil
}

type parser struct {
	file *file
	dec  *jsontext.Decoder
}

func (p *parser) errorAt(offset int, pointer, format string, args ...any) error {
	offset = min(max(offset, 0), len(p.file.data))
	return diag.Errorf(p.file.position(offset, pointer), format, args...)
}

// skip gives the offset of the next token: jsontext tells where a token ends,
// and what stands before the next one is known to be well formed.
func (p *parser) skip(offset int) int {
	for offset < len(p.file.data) && strings.IndexByte(" \t\r\n,:", p.file.data[offset]) >= 0 {
		offset++
	}
	return offset
}

func (p *parser) value(parent *Node, key string, depth int) (*Node, error) {
	n := &Node{file: p.file, parent: parent, key: key, start: p.skip(int(p.dec.InputOffset()))}
	tok, err := p.dec.ReadToken()
	if err != nil {
		return nil, p.syntax(err)
	}
	if depth > MaxDepth {
		return nil, p.errorAt(n.start, n.Pointer(), "nested deeper than %d levels", MaxDepth)
	}
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
		err = p.array(n, depth)
	case '{':
		n.kind = Object
		err = p.object(n, depth)
	}
	n.end = int(p.dec.InputOffset())
	return n, err
}

func (p *parser) array(n *Node, depth int) error {
	for i := 0; p.dec.PeekKind() != ']'; i++ {
		item, err := p.value(n, indexKey(i), depth+1)
		if err != nil {
			return err
		}
		n.items = append(n.items, item)
	}
	return p.closing()
}

func (p *parser) object(n *Node, depth int) error {
	for p.dec.PeekKind() != '}' {
		name, err := p.dec.ReadToken()
		if err != nil {
			return p.syntax(err)
		}
		key := name.String()
		value, err := p.value(n, key, depth+1)
		if err != nil {
			return err
		}
		n.members = append(n.members, Member{Name: key, Value: value})
	}
	n.makeIndex()
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
		return p.errorAt(len(p.file.data), "", "the document is empty")
	default:
		return p.errorAt(int(p.dec.InputOffset()), string(p.dec.StackPointer()), "%v", err)
	}
	offset, pointer := int(syn.ByteOffset), string(syn.JSONPointer)
	switch {
	case errors.Is(err, jsontext.ErrDuplicateName):
		name := syn.JSONPointer.LastToken()
		return p.errorAt(offset, pointer, "duplicate member %s: an object may hold a name only once", strconv.Quote(name))
	case errors.Is(err, jsontext.ErrNonStringName):
		return p.errorAt(offset, pointer, "a member name must be a string")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return p.errorAt(len(p.file.data), pointer, "the document ends before the value is complete")
	}
	msg := "invalid JSON"
	if syn.Err != nil {
		msg = strings.TrimPrefix(syn.Err.Error(), "jsontext: ")
	}
	return p.errorAt(offset, pointer, "%s", msg)
}
