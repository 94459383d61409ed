package cfn

import (
	"reflect"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// Unmarshal reads a struct from JSON text, replacing all of its properties.
// Mistakes in the text and values that do not fit their property are returned as [Errors];
// the struct then holds what could be read.
func Unmarshal(data []byte, into Struct, options ...Option) error {
	d := newDecoder("", options)
	d.copyText(data)
	return d.decodeStruct(into)
}

// UnmarshalText is [Unmarshal] for a text that is a string, with which strings without escapes
// share their memory.
func UnmarshalText(text string, into Struct, options ...Option) error {
	d := newDecoder("", options)
	d.Text = strings.TrimPrefix(text, scan.ByteOrderMark)
	d.mark = len(text) - len(d.Text)
	return d.decodeStruct(into)
}

// decodeStruct reads all of the text into a struct.
func (d *decoder) decodeStruct(x Struct) error {
	l, ptr, err := target(x)
	if err != nil {
		return err
	}
	l.clear(ptr)
	if d.root(l, ptr) {
		d.End()
	}
	return d.err()
}

// unmarshalSlot reads a single value.
func unmarshalSlot(s *slot, ptr storage, data []byte) error {
	d := newDecoder("", nil)
	d.Text, d.mark = scan.CutMark(data)
	if d.value(s, ptr) {
		d.End()
	}
	return d.err()
}

// decoder fills storage from JSON text. A mistake in the text ends it; a value
// that does not fit is noted and passed over.
type decoder struct {
	scan.Scanner
	keepUnknown bool
	// values are the mistakes that are not the text's; their paths are found at
	// the end, from their offsets. Beyond most of them, they are counted in beyond.
	values       Errors
	most, beyond int
	rules        uint64 // of the mistakes, as bits
	// reread counts the bytes that had to be read a second time.
	reread int
	// mark is the length of the byte order mark before the text.
	mark int
	// converted reports whether a scalar was of another type than its slot.
	converted bool
	// types are the resource types that are known, by their names.
	types []map[string]Properties
	// late is where the properties of the present resource stand, where its type comes
	// after them; else 0.
	late int
	// file is the name of the file that the text is from.
	file string
}

// copyText takes a copy of the text, with which strings without escapes share
// their memory. Where there are escapes, it has room for some values of strings
// that have them, which spares most texts more allocations.
func (d *decoder) copyText(data []byte) {
	if strings.IndexByte(write.StringOf(data), '\\') < 0 {
		d.Text, d.mark = scan.CutMark(data)
		return
	}
	const part = 4 // of the text, for the room
	d.mark = scan.MarkLen(data)
	data = data[d.mark:]
	text := append(make([]byte, 0, len(data)+len(data)/part), data...)
	d.Text, d.Room = write.StringOf(text), text[len(text):]
}

// nullMessage returns what to do about the null at an offset of a text. In YAML, an argument
// that is left out is null.
func nullMessage(text string, at int) string {
	key, ok := strings.CutSuffix(strings.TrimRight(text[:at], " \t\r\n"), ":")
	if ok && strings.HasSuffix(strings.TrimRight(key, " \t\r\n"), `"Fn::GetAZs"`) {
		return nullArgument
	}
	return "null is not allowed; leave the property out"
}

const nullArgument = `null is not allowed; write "" for the region of the stack`

// maxReread bounds how much of a text is read a second time, in texts. What has
// to be is small in all templates; without a bound, texts of a hostile shape
// would take time that grows with the square of their length.
const maxReread = 2

//go:noinline
func newDecoder(text string, options []Option) decoder {
	d := decoder{Scanner: scan.Scanner{Text: text}, most: maxErrors}
	for i := range options {
		o := &options[i]
		d.keepUnknown = d.keepUnknown || o.keepUnknown
		d.Repeats = d.Repeats || o.repeats
		if o.types != nil {
			d.types = append(d.types, o.types)
		}
		if o.types != nil && o.usage != nil {
			d.Fail(0, o.usage.Error())
		}
		if o.fileName != "" {
			d.file = o.fileName
		}
	}
	return d
}

// wrong notes a value that does not fit.
//
//go:noinline
func (d *decoder) wrong(rule Rule, at int, value, message string) {
	d.rules |= 1 << rule
	if !d.full() {
		d.values = append(d.values, &Error{Rule: rule, Value: write.Shorten(value), Offset: at, Message: message})
	} else {
		d.beyond++
	}
}

// full reports whether other mistakes are only counted, so that they need no message.
func (d *decoder) full() bool { return len(d.values) >= d.most }

// mistakes is how many mistakes have been noted and counted, and of which rules.
type mistakes struct {
	values, beyond int
	rules          uint64
}

func (d *decoder) mistakes() mistakes { return mistakes{len(d.values), d.beyond, d.rules} }

// forget leaves the mistakes that there were before.
func (d *decoder) forget(before mistakes) {
	d.values, d.beyond, d.rules = d.values[:before.values], before.beyond, before.rules
}

// mismatch passes over a value of the wrong type and notes it.
func (d *decoder) mismatch(k kind) bool {
	at := d.Pos
	text, ok := d.Skip()
	if !ok {
		return false
	}
	switch {
	case text == "null":
		d.wrong(RuleNull, at, text, nullMessage(d.Text, at))
	case d.full():
		d.wrong(RuleType, at, text, "")
	default:
		d.wrong(RuleType, at, text, k.String()+" is expected, not "+scan.KindOf(text))
	}
	return true
}

// err returns what was found, with paths and positions.
func (d *decoder) err() error { return d.found().err() }

func (d *decoder) found() Errors {
	if len(d.values) > 0 && len(d.DuplicateKeys) > 0 {
		d.forgetSuperseded()
	}
	list := errorList{errs: d.values, beyond: d.beyond}
	if d.Fault != nil {
		list.errs = append(list.errs, syntaxError(d.Fault))
	}
	list.errs.locate(d.Text, d.mark)
	for _, e := range list.errs {
		e.File = d.file
	}
	return list.all()
}

// forgetSuperseded leaves out what is wrong in members that another one with the same key
// follows.
func (d *decoder) forgetSuperseded() {
	d.values.sort()
	superseded := scan.Superseded(d.Text, d.DuplicateKeys)
	kept := d.values[:0]
	for _, e := range d.values {
		for len(superseded) > 0 && superseded[0].End <= e.Offset {
			superseded = superseded[1:]
		}
		if len(superseded) == 0 || e.Offset < superseded[0].Start {
			kept = append(kept, e)
		}
	}
	d.values = kept
}

// root reads the struct that the caller gave; an intrinsic function can stand in
// its place as it can in that of a nested one.
func (d *decoder) root(l *layout, base storage) bool {
	if d.Peek() != '{' {
		return d.mismatch(kindObject)
	}
	return d.object(&l.self, l, base)
}

// value reads a value into storage.
func (d *decoder) value(s *slot, ptr storage) bool {
	var c byte
	if d.Pos < len(d.Text) {
		c = d.Text[d.Pos]
	}
	if c <= ' ' {
		c = d.Peek()
	}
	switch s.kind {
	case kindString:
		if c == '"' {
			s, ok := d.Str()
			if ok {
				*ptr.string() = Value[string]{lit: s, fn: literal}
			}
			return ok
		}
	case kindInt:
		if n, end := shortInt(d.Text, d.Pos); end > 0 {
			d.Pos = end
			*ptr.int64() = Value[int64]{lit: n, fn: literal}
			return true
		}
	case kindBool:
		if c == 't' || c == 'f' {
			text, ok := d.Word()
			if ok {
				*ptr.bool() = Value[bool]{lit: text == "true", fn: literal}
			}
			return ok
		}
	case kindJSON:
		return d.freeForm(s, ptr.json())
	case kindList:
		return d.list(s, ptr, c)
	case kindMap:
		return d.entries(s, ptr, c)
	case kindObject:
		return d.nested(s, ptr, c)
	case kindProperties:
		return d.resourceProperties(s, ptr, c)
	}
	if c == '{' {
		return d.functionOnly(s, ptr.function())
	}
	return d.scalar(s, ptr, c)
}

// freeForm keeps a value's text.
func (d *decoder) freeForm(s *slot, to *JSON) bool {
	d.Peek()
	at, before := d.Pos, d.mistakes()
	text, ok := d.readFreeForm()
	switch {
	case !ok:
		return false
	case text.text == "null":
	case s.check != nil && !kindsAllow(s.check.kinds, text.text):
		d.forget(before) // what is wrong in it counts where it fits
		message := ""
		if !d.full() {
			message = s.check.kinds.String() + " is expected, not " + scan.KindOf(text.text)
		}
		d.wrong(RuleType, at, text.text, message)
		text = JSON{} // nor what stood under the same key before
	}
	*to = text
	return true
}

// readFreeForm takes a value whose text is kept, and notes the nulls in it.
func (d *decoder) readFreeForm() (JSON, bool) {
	nulls, before := len(d.Nulls), d.Doubled
	d.Doubled = false
	text, ok := d.Skip()
	return d.freeFormText(text, nulls, before), ok
}

// freeFormText returns a text as it is kept, and notes the nulls that were taken since
// there were so many. before reports whether a duplicate key stood before it.
func (d *decoder) freeFormText(text string, nulls int, before bool) JSON {
	for _, at := range d.Nulls[nulls:] {
		d.wrong(RuleNull, at, "null", nullMessage(d.Text, at))
	}
	if d.Doubled {
		text = scan.LastOfEach(text, d.DuplicateKeys)
		d.reread += len(text)
	}
	d.Doubled = d.Doubled || before
	return JSON{text}
}

// nested reads an object into a new struct.
func (d *decoder) nested(s *slot, to storage, c byte) bool {
	if c != '{' {
		return d.mismatch(kindObject)
	}
	l := s.cachedLayout()
	if l.err != nil {
		return d.Fail(d.Pos, l.err.Error())
	}
	x := address(reflect.New(s.typ))
	to.setElem(x)
	return d.object(s, l, x)
}

// object reads the properties of a struct, or the intrinsic function in its place.
func (d *decoder) object(s *slot, l *layout, base storage) bool {
	if fn, ok := d.function(s); fn != nil || !ok {
		*base.node() = Node{ext: &extension{fn: fn}}
		return ok
	}
	return d.properties(l, base)
}

// properties reads the properties of a struct.
func (d *decoder) properties(l *layout, base storage) bool {
	if !d.Open() {
		return false
	}
	var bits [4]uint64
	seen := bits[:]
	if len(l.fields) > 64*len(bits) {
		seen = make([]uint64, len(l.fields)/64+1)
	}
	var others *unknownKeys
	next := 0 // the property that follows in the schema's order comes often
	for first := true; ; first = false {
		another, ok := d.More('}', first)
		if !another {
			if others != nil {
				others.Release()
			}
			return ok && (l.properties == nil || d.endResource(l, base))
		}
		at := d.Pos
		i := d.nearKey(l, next)
		if i < 0 {
			key, ok := d.Key()
			if !ok {
				return false
			}
			if i = l.find(key); i < 0 {
				if others == nil {
					others = new(unknownKeys)
				}
				if !d.unknown(l, base.node(), others, key, at) {
					return false
				}
				continue
			}
		}
		f := &l.fields[i]
		if seen[i/64]&(1<<(i%64)) != 0 {
			if !d.Repeats {
				return d.FailDuplicate(at, f.name)
			}
			d.NoteDuplicate(f.name)
		}
		seen[i/64] |= 1 << (i % 64)
		next = i + 1
		if !d.value(&f.slot, base.at(f.offset)) {
			return false
		}
	}
}

// nearKey takes the key of the property at i or of one of the next few, with the
// colon, where it comes next. It returns the property's index, else -1. In texts that
// a program wrote it is there most of the time.
func (d *decoder) nearKey(l *layout, i int) int {
	const few = 6
	rest := d.Text[d.Pos:]
	for end := min(i+few, len(l.fields)); i < end; i++ {
		key := l.fields[i].key[1:]
		if n := len(key); n <= len(rest) && rest[n-1] == ':' && rest[:n] == key {
			d.Pos += n
			return i
		}
	}
	return -1
}

// unknownKeys are the keys of an object that its schema does not declare.
type unknownKeys struct {
	scan.KeySet
	// index leads to what is kept of a key, from the first one that stands twice on.
	index map[string]int
}

// find returns the index of a key among the members that are kept.
func (u *unknownKeys) find(kept []Entry[JSON], key string) int {
	if u.index == nil {
		u.index = make(map[string]int, len(kept))
		for i := range kept {
			u.index[kept[i].Key] = i
		}
	}
	return u.index[key]
}

// unknown keeps or reports a property that the schema does not declare. others
// are those before it.
func (d *decoder) unknown(l *layout, node *Node, others *unknownKeys, key string, at int) bool {
	was := others.Add(key)
	if was && !d.Repeats {
		return d.FailDuplicate(at, key)
	}
	if was {
		d.NoteDuplicate(key)
	}
	d.Peek()
	if !d.keepUnknown && !l.allows(key) {
		text, ok := d.Skip()
		if !ok {
			return false
		}
		message := ""
		if !d.full() {
			message = l.unknownPropertyError(key)
		}
		d.wrong(l.unknownPropertyRule(key), at, text, message)
		return true
	}
	text, ok := d.readFreeForm()
	if !ok {
		return false
	}
	if was {
		kept := node.ext.unknown
		kept[others.find(kept, key)].Value = text
		return true
	}
	if node.ext == nil {
		node.ext = &extension{}
	}
	if others.index != nil {
		others.index[key] = len(node.ext.unknown)
	}
	node.ext.unknown = append(node.ext.unknown, Entry[JSON]{key, text})
	return true
}
