package cfn

import (
	"math"
	"strconv"
	"sync"

	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// AppendJSON appends a struct's JSON text to dst: its properties in the schema's
// order, then the unknown ones. It allocates nothing where dst has room. A string
// that is not UTF-8, a number that JSON does not have and free-form text that is
// not JSON are returned as [Errors], with dst as it was.
//
// Text is written as it is: <, > and & are not escaped.
func AppendJSON(dst []byte, x Struct) ([]byte, error) {
	l, ptr, err := target(x)
	if err != nil {
		return dst, err
	}
	e := encoder{buf: dst}
	e.object(l, ptr)
	return e.result(dst)
}

// MarshalJSON is [AppendJSON] into a new buffer of the right size.
func MarshalJSON(x Struct) ([]byte, error) {
	scratch := buffers.Get().(*[]byte)
	text, err := AppendJSON((*scratch)[:0], x)
	return release(scratch, text, err)
}

// release returns a text that was written into a buffer as one of its own.
func release(scratch *[]byte, text []byte, err error) ([]byte, error) {
	if cap(text) <= maxPooledBuffer {
		*scratch = text
	}
	var out []byte
	if err == nil {
		out = make([]byte, len(text)) // which the copy right after it keeps from being cleared
		copy(out, text)
	}
	buffers.Put(scratch)
	return out, err
}

// buffers are where MarshalJSON writes, because growing a buffer step by step
// takes longer than all the writing.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// maxPooledBuffer is the size up to which a buffer is used again.
const maxPooledBuffer = 1 << 16

// marshalSlot writes a single value.
func marshalSlot(s *slot, ptr storage) ([]byte, error) {
	e := encoder{}
	if !s.present(ptr) {
		e.fail(RuleRequired, "an absent value has no JSON text")
	} else {
		e.value(s, ptr)
	}
	return e.result(nil)
}

// encoder appends JSON text to a buffer.
type encoder struct {
	buf []byte
	err *Error
	// depth counts the structs around the one that is being written: a struct that
	// holds itself would never end.
	depth int
}

// fail notes a value that cannot be written; the callers put their keys before
// its path on the way out.
//
//go:noinline
func (e *encoder) fail(rule Rule, message string) {
	if e.err == nil {
		e.err = &Error{Rule: rule, Message: message}
	}
}

// result returns the text, or dst and the error.
//
//go:noinline
func (e *encoder) result(dst []byte) ([]byte, error) {
	if e.err != nil {
		e.err.completePath()
		return dst, Errors{e.err}
	}
	return e.buf, nil
}

// prependPath puts a key before the path of the error, where there is one.
//
//go:noinline
func (e *encoder) prependPath(key string) {
	if e.err != nil {
		e.err.prependKey(key)
	}
}

// object appends a struct, or the intrinsic function in its place.
func (e *encoder) object(l *layout, base storage) {
	node := base.node()
	if node.ext != nil && node.ext.fn != nil {
		e.function(&l.self, node.ext.fn)
		return
	}
	start := len(e.buf)
	steps := l.steps
	for i := range steps {
		s := &steps[i]
		state := s.state(base)
		if state == 0 {
			if l.properties != nil && l.fields[i].name == "Type" {
				e.typeName(l, base)
			}
			continue
		}
		e.need(len(s.key))
		e.put(s.key)
		switch ptr := s.in(base); {
		case s.slot.kind == kindObject:
			e.nested(s.slot, ptr.elem())
		case state != literalWord():
			e.value(s.slot, ptr)
		case s.slot.kind == kindString:
			e.string(ptr.string().lit)
		default:
			e.literal(s.slot, ptr)
		}
		if e.err != nil {
			e.err.prependKey(l.fields[i].name)
			return
		}
	}
	if len(e.buf) == start {
		e.buf = append(e.buf, '{')
	}
	e.buf[start] = '{' // instead of the comma
	e.buf = append(e.buf, '}')
	if node.ext != nil {
		e.appendMembers(node.ext.unknown)
	}
}

// member opens the object at the end of the text again, up to the value of another
// member. What ends the object comes after that.
func (e *encoder) member(key string) {
	e.buf = e.buf[:len(e.buf)-1]
	if e.buf[len(e.buf)-1] != '{' {
		e.buf = append(e.buf, ',')
	}
	e.key(key)
}

// appendMembers appends members to the object at the end of the text.
func (e *encoder) appendMembers(entries []Entry[JSON]) {
	for i := range entries {
		if e.err != nil {
			return
		}
		e.member(entries[i].Key)
		e.json(entries[i].Value)
		e.prependPath(entries[i].Key)
		e.buf = append(e.buf, '}')
	}
}

// value appends what storage holds, which is not absent.
func (e *encoder) value(s *slot, ptr storage) {
	switch s.kind {
	case kindJSON:
		e.json(*ptr.json())
		return
	case kindObject:
		e.nested(s, ptr.elem())
		return
	case kindProperties:
		e.resourceProperties(*ptr.properties())
		return
	}
	if fn := s.function(ptr); fn != nil {
		e.function(s, fn)
		return
	}
	e.literal(s, ptr)
}

// maxInteger is the length of the longest integer of 64 bits in decimal.
const maxInteger = len("-9223372036854775808")

// literal is value for a scalar, list or map that is no intrinsic function.
func (e *encoder) literal(s *slot, ptr storage) {
	switch s.kind {
	case kindString:
		e.string(ptr.string().lit)
	case kindBool:
		if ptr.bool().lit {
			e.text("true")
		} else {
			e.text("false")
		}
	case kindInt:
		var room [maxInteger]byte
		number := strconv.AppendInt(room[:0], ptr.int64().lit, 10)
		e.text(write.StringOf(number))
	case kindFloat:
		e.float(ptr.float64().lit)
	case kindList:
		e.list(s, ptr)
	case kindMap:
		e.entries(s, ptr)
	}
}

func (e *encoder) nested(s *slot, x storage) {
	l := s.cachedLayout()
	if l.err != nil {
		e.fail(RuleType, l.err.Error())
		return
	}
	if e.depth++; e.depth > scan.MaxDepth {
		e.fail(RuleSyntax, scan.TooDeep)
	} else {
		e.object(l, x)
	}
	e.depth--
}

// text appends text as it is. To set the length of the same memory needs no write
// barrier, as the result of append would, which costs a tenth of the time while
// the garbage collector runs.
func (e *encoder) text(s string) {
	e.need(len(s))
	e.put(s)
}

// need makes room for n bytes more, most often without a call.
func (e *encoder) need(n int) {
	if cap(e.buf)-len(e.buf) < n {
		e.buf = write.WithRoom(e.buf, n)
	}
}

// put is text where there is room for it.
func (e *encoder) put(s string) {
	n := len(e.buf)
	e.buf = e.buf[:n+len(s)]
	copy(e.buf[n:], s)
}

// string appends a string in quotes.
func (e *encoder) string(s string) {
	n := len(e.buf) + 1
	if cap(e.buf)-n < len(s)+write.WordSize {
		e.buf = write.WithRoom(e.buf, len(s)+1+write.WordSize)
	}
	out := e.buf[:cap(e.buf)]
	out[n-1] = '"'
	k := write.CopyPlain(out[n:], s)
	if k < len(s) {
		e.buf = e.buf[:n+k]
		e.longString(s[k:])
		return
	}
	out[n+k] = '"'
	e.buf = e.buf[:n+k+1]
}

// longString appends the rest of a string, which begins with a byte that needs
// attention, and the quote.
func (e *encoder) longString(s string) {
	text, ok := write.AppendRest(e.buf, s)
	e.buf = text
	if !ok {
		e.fail(RuleSyntax, "the string is not UTF-8")
	}
}

func (e *encoder) key(key string) {
	e.string(key)
	e.buf = append(e.buf, ':')
}

// float appends a number as encoding/json does: the shortest text that reads
// back as the same number.
func (e *encoder) float(f float64) {
	if math.IsNaN(f) || math.IsInf(f, 0) {
		e.fail(RuleType, "JSON has no such number")
		return
	}
	abs := math.Abs(f)
	if abs == 0 || abs >= 1e-6 && abs < 1e21 {
		e.buf = strconv.AppendFloat(e.buf, f, 'f', -1, 64)
		return
	}
	e.buf = strconv.AppendFloat(e.buf, f, 'e', -1, 64)
	// strconv writes exponents of two digits at least: 1e-07.
	if n := len(e.buf); e.buf[n-4] == 'e' && e.buf[n-3] == '-' && e.buf[n-2] == '0' {
		e.buf[n-2] = e.buf[n-1]
		e.buf = e.buf[:n-1]
	}
}

// json appends free-form text after a check that it is JSON.
func (e *encoder) json(text JSON) {
	s := scan.Scanner{Text: text.text}
	if _, ok := s.Skip(); !ok || !s.End() {
		e.fail(RuleSyntax, "free-form text is not JSON: "+s.Fault.Message)
		return
	}
	e.buf = append(e.buf, text.text...)
}

// function appends an intrinsic function that stands in a slot.
func (e *encoder) function(s *slot, fn *Intrinsic) {
	if fn.name == "" {
		e.json(fn.arg)
		return
	}
	e.buf = append(e.buf, '{')
	e.key(fn.name)
	if b := fn.branches; b != nil && b.object != any(s.typ) {
		e.fail(RuleType, branchMessage)
	} else if b != nil {
		e.buf = append(e.buf, '[')
		e.string(string(b.cond))
		e.prependPath("0")
		e.buf = append(e.buf, ',')
		if e.err == nil {
			e.branch(s, storage(b.then))
			e.prependPath("1")
		}
		if e.err == nil {
			e.buf = append(e.buf, ',')
			e.branch(s, storage(b.els))
			e.prependPath("2")
		}
		e.buf = append(e.buf, ']')
	} else {
		e.json(fn.arg)
	}
	e.prependPath(fn.name)
	e.buf = append(e.buf, '}')
}

// branch appends a value inside a function, an absent one as AWS::NoValue.
func (e *encoder) branch(s *slot, ptr storage) {
	switch ptr.word(s.kind.stateAt()) {
	case 0:
		e.buf = append(e.buf, `{"Ref":"`+NoValue+`"}`...)
	case literalWord():
		e.literal(s, ptr)
	default:
		if s.kind == kindObject {
			e.nested(s, ptr.elem())
		} else {
			e.value(s, ptr)
		}
	}
}

//go:noinline
func formatInt(n int64) string { return strconv.FormatInt(n, 10) }
