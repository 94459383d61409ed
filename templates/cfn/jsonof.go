package cfn

import (
	"encoding"
	"encoding/base64"
	"math"
	"reflect"
	"sort"
	"strconv"

	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// JSONOf returns a Go value as JSON, as encoding/json writes it: maps, slices, arrays,
// pointers, structs with their json tags, strings, numbers and booleans, and what has
// a MarshalJSON or MarshalText method. In them, and in place of them, can stand what
// this package has: a [Value], a [List], a [Map], a [JSON], a resource, a template, a
// pointer to a generated resource type and, for a nested struct, what [Nested] makes of
// it.
//
// An absent value is left out of a struct or a map, and is AWS::NoValue in a list. A
// slice or a map that is nil is null, which no property can be.
//
// JSONOf panics for what JSON has no values for, such as channels and functions, for a
// value that holds itself, and where a MarshalJSON or MarshalText method fails. A NaN,
// an infinity and text that is not UTF-8 are reported when the value is written.
func JSONOf(v any) JSON {
	var e goEncoder
	if !e.value(reflect.ValueOf(v)) {
		return JSON{}
	}
	return JSON{string(e.buf)}
}

// ParseJSON returns the JSON value that a text is, as it stands there. Text that is not
// JSON, or in which a key stands twice in an object, is returned as [Errors].
func ParseJSON(text string) (JSON, error) {
	var j JSON
	err := j.UnmarshalJSON([]byte(text))
	return j, err
}

// MustParseJSON is [ParseJSON] for a text that is known to be JSON, such as a literal in
// a program: it panics where ParseJSON returns an error.
func MustParseJSON(text string) JSON {
	j, err := ParseJSON(text)
	if err != nil {
		panic("cfn.MustParseJSON: " + err.Error())
	}
	return j
}

// marshaler is json.Marshaler, without what package encoding/json adds to a program.
type marshaler interface{ MarshalJSON() ([]byte, error) }

// appender is what generated resource types and whole templates have.
type appender interface {
	AppendJSON(dst []byte) ([]byte, error)
}

// goEncoder appends Go values as JSON text.
type goEncoder struct {
	buf []byte
	// depth counts the values around the one that is being written.
	depth int
	// display has what cannot be written stand there with the reason.
	display bool
}

// value appends a value, and reports whether there is one: an absent one leaves no text.
func (e *goEncoder) value(v reflect.Value) bool {
	if e.depth++; e.depth > scan.MaxDepth {
		panic("cfn.JSONOf: the value is nested too deeply, or holds itself")
	}
	present := e.goValue(v)
	e.depth--
	return present
}

func (e *goEncoder) goValue(v reflect.Value) bool {
	if !v.IsValid() {
		e.buf = append(e.buf, "null"...)
		return true
	}
	if done, present := e.packageValue(v); done {
		return present
	}
	if done := e.byMethod(v); done {
		return true
	}
	switch v.Kind() {
	case reflect.Interface, reflect.Pointer:
		if !v.IsNil() {
			return e.value(v.Elem())
		}
		e.buf = append(e.buf, "null"...)
	case reflect.Map:
		e.mapping(v)
	case reflect.Slice, reflect.Array:
		e.list(v)
	case reflect.Struct:
		e.structure(v)
	default:
		e.scalar(v)
	}
	return true
}

// packageValue appends what this package has, and reports whether v is that.
func (e *goEncoder) packageValue(v reflect.Value) (done, present bool) {
	t, s := v.Type(), &slot{}
	if t.Kind() == reflect.Interface {
		return false, false
	}
	if t.Kind() == reflect.Pointer && v.IsNil() { // a struct that is absent, or null
		_, err := s.classify(t)
		return err == nil, false
	}
	switch x := v.Interface().(type) {
	case *Intrinsic:
		if !e.display {
			panic("cfn.JSONOf: a function is written with the value in whose place it stands")
		}
		e.buf = append(e.buf, x.display()...)
		return true, true
	case JSON:
		e.buf = append(e.buf, x.text...)
		return true, x.text != ""
	case appender:
		e.appendResult(x.AppendJSON(e.buf))
		return true, true
	case Struct:
		e.appendResult(AppendJSON(e.buf, x))
		return true, true
	}
	if _, err := s.classify(t); err != nil {
		return false, false
	}
	var table *schema.Schema
	if e.display {
		table = tableByNames(t)
	}
	at := reflect.New(t)
	at.Elem().Set(v)
	return true, e.property(at, table)
}

// property appends what is in a property, to which at points, and reports whether
// there is something.
func (e *goEncoder) property(at reflect.Value, table *schema.Schema) bool {
	s, err := newSlot(at.Type().Elem(), nil, table)
	if err != nil || !s.complete() {
		panic("cfn.JSONOf: " + at.Type().Elem().String() + " is written with its resource type: see cfn.Nested")
	}
	if !s.present(address(at)) {
		return false
	}
	text, err := marshalSlot(s, address(at))
	e.appendResult(append(e.buf, text...), err)
	return true
}

// appendResult takes a text over. What cannot be written is reported by the text that stands
// in its place, which is not JSON.
func (e *goEncoder) appendResult(text []byte, err error) {
	switch {
	case err == nil:
		e.buf = text
	case e.display:
		e.str("!(" + err.Error() + ")")
	default:
		e.buf = append(append(e.buf, '\xff'), err.Error()...)
	}
}

// byMethod appends a value that has a method for it.
func (e *goEncoder) byMethod(v reflect.Value) bool {
	if v.Kind() == reflect.Pointer && v.IsNil() || v.Kind() == reflect.Interface {
		return false
	}
	x := v.Interface()
	if _, ok := x.(marshaler); !ok && v.Kind() != reflect.Pointer && v.CanAddr() {
		x = v.Addr().Interface()
	}
	switch x := x.(type) {
	case marshaler:
		text, err := x.MarshalJSON()
		if err == nil {
			_, err = ParseJSON(string(text))
		}
		if err != nil {
			panic("cfn.JSONOf: MarshalJSON of " + v.Type().String() + ": " + err.Error())
		}
		e.buf = append(e.buf, text...)
	case encoding.TextMarshaler:
		e.str(textOfMarshaler(x))
	default:
		return false
	}
	return true
}

func textOfMarshaler(x encoding.TextMarshaler) string {
	text, err := x.MarshalText()
	if err != nil {
		panic("cfn.JSONOf: MarshalText of " + reflect.TypeOf(x).String() + ": " + err.Error())
	}
	return string(text)
}

// str appends a string. One that is not UTF-8 is reported when the text is written.
func (e *goEncoder) str(s string) { e.buf, _ = write.AppendString(e.buf, s) }

func (e *goEncoder) scalar(v reflect.Value) {
	switch v.Kind() {
	case reflect.Bool:
		e.buf = strconv.AppendBool(e.buf, v.Bool())
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		e.buf = strconv.AppendInt(e.buf, v.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		e.buf = strconv.AppendUint(e.buf, v.Uint(), 10)
	case reflect.Float32, reflect.Float64:
		e.number(v.Float(), v.Type().Bits())
	case reflect.String:
		if t := v.Type(); t.PkgPath() == "encoding/json" && t.Name() == "Number" {
			e.jsonNumber(v.String())
			return
		}
		e.str(v.String())
	default:
		panic("cfn.JSONOf: JSON has no values of the type " + v.Type().String())
	}
}

// jsonNumber appends a json.Number, the empty one as 0, as encoding/json does.
func (e *goEncoder) jsonNumber(text string) {
	if text == "" {
		text = "0"
	}
	s := scan.Scanner{Text: text}
	if _, ok := s.Number(); !ok || !s.End() {
		panic("cfn.JSONOf: the json.Number " + strconv.Quote(text) + " is no number")
	}
	e.buf = append(e.buf, text...)
}

// number appends a number as encoding/json does. What JSON does not have, NaN and +Inf,
// is appended as it is, and reported when the text is written.
func (e *goEncoder) number(f float64, bits int) {
	format := byte('f')
	if abs := math.Abs(f); abs != 0 && (abs < 1e-6 || abs >= 1e21) {
		format = 'e'
	}
	e.buf = strconv.AppendFloat(e.buf, f, format, -1, bits)
	// 1e-09 is written 1e-9.
	if n := len(e.buf); format == 'e' && n >= 4 && e.buf[n-4] == 'e' && e.buf[n-3] == '-' && e.buf[n-2] == '0' {
		e.buf[n-2] = e.buf[n-1]
		e.buf = e.buf[:n-1]
	}
}

func (e *goEncoder) list(v reflect.Value) {
	if v.Kind() == reflect.Slice && v.IsNil() {
		e.buf = append(e.buf, "null"...)
		return
	}
	if v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.Uint8 {
		e.buf = append(e.buf, '"')
		e.buf = base64.StdEncoding.AppendEncode(e.buf, v.Bytes())
		e.buf = append(e.buf, '"')
		return
	}
	e.buf = append(e.buf, '[')
	for i := range v.Len() {
		if i > 0 {
			e.buf = append(e.buf, ',')
		}
		if !e.value(v.Index(i)) {
			e.buf = append(e.buf, `{"Ref":"`+NoValue+`"}`...)
		}
	}
	e.buf = append(e.buf, ']')
}

// member appends a member of an object, nothing where it is absent.
func (e *goEncoder) member(key string, v reflect.Value, quoted bool) {
	start := len(e.buf)
	if e.buf[start-1] != '{' {
		e.buf = append(e.buf, ',')
	}
	e.str(key)
	e.buf = append(e.buf, ':')
	at := len(e.buf)
	if !e.value(v) {
		e.buf = e.buf[:start]
		return
	}
	if quoted && e.buf[at] != '{' && string(e.buf[at:]) != "null" {
		text := string(e.buf[at:])
		e.buf = e.buf[:at]
		e.str(text)
	}
}

func (e *goEncoder) mapping(v reflect.Value) {
	if v.IsNil() {
		e.buf = append(e.buf, "null"...)
		return
	}
	type entry struct {
		key   string
		value reflect.Value
	}
	entries := make([]entry, 0, v.Len())
	for it := v.MapRange(); it.Next(); {
		entries = append(entries, entry{mapKey(it.Key()), it.Value()})
	}
	sort.Slice(entries, func(i, j int) bool { return entries[i].key < entries[j].key })
	e.buf = append(e.buf, '{')
	for _, x := range entries {
		e.member(x.key, x.value, false)
	}
	e.buf = append(e.buf, '}')
}

func mapKey(v reflect.Value) string {
	if v.Kind() == reflect.String {
		return v.String()
	}
	if x, ok := v.Interface().(encoding.TextMarshaler); ok {
		return textOfMarshaler(x)
	}
	switch v.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return strconv.FormatInt(v.Int(), 10)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		return strconv.FormatUint(v.Uint(), 10)
	}
	panic("cfn.JSONOf: keys of the type " + v.Type().String() + " are no texts")
}

func (e *goEncoder) structure(v reflect.Value) {
	e.buf = append(e.buf, '{')
	for _, f := range goFields(v.Type()) {
		if x, ok := f.of(v); ok {
			e.member(f.name, x, f.quoted)
		}
	}
	e.buf = append(e.buf, '}')
}
