package typed

import (
	"hash/maphash"
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/formats"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/metadata"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// Reader reads values. Those that are compared come from one reader.
type Reader struct {
	// Type is the resource type of what is read.
	Type  *metadata.Type
	seeds [2]maphash.Seed
}

// NewReader returns a reader of the properties of a resource type, whose table can be nil.
func NewReader(table *schema.Schema) *Reader {
	return &Reader{Type: metadata.OfTable(table), seeds: [2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}}
}

// For returns a reader of another resource type whose values can be compared with those of r.
func (r *Reader) For(table *schema.Schema) *Reader {
	return &Reader{Type: metadata.OfTable(table), seeds: r.seeds}
}

// Site is where a value stands.
type Site struct {
	// Property is the declared property that the value is, or is in: an item of a list, a
	// value of a map, something in free-form JSON. It is nil for the properties as a whole and
	// for what is in no declared property.
	Property *metadata.Property
	// Shape is what stands there by the Go type; the zero value where that is not known, as
	// in free-form JSON.
	Shape cfn.Shape
	// ReadOnly reports whether the value is, or is in, a property that the service sets.
	ReadOnly bool
	// Unordered reports whether the value is a list the order of whose items makes no
	// difference.
	Unordered bool
}

// Value is a JSON value with its site.
type Value struct {
	*scan.Tree
	Site
	// Items are the members of an object or the items of a list.
	Items []*Value
	// Function is the name of the intrinsic function that the object is, "" for none.
	Function string
	// Some are the flags that hold for the value or for anything in it, Every those that hold for
	// the value or else for all that is in it.
	Some, Every schema.Flags
	sum         Sum
}

// Sum is the same for values that are equal. It has 128 bits from the seeds of the reader, so
// that no text is made to have that of another one.
type Sum [2]uint64

// Sum returns the value's sum.
func (v *Value) Sum() Sum { return v.sum }

// Read reads the JSON text of a resource's properties, which is known to be right.
func (r *Reader) Read(text string) *Value {
	at := Site{}
	if r.Type.Table != nil {
		at.Shape = cfn.Shape{Kind: schema.KindObject, Table: r.Type.Table}
	}
	return r.value(scan.ParseTree(text), at)
}

func (r *Reader) value(n *scan.Tree, at Site) *Value {
	v := &Value{Tree: n, Site: at}
	switch n.Kind {
	case '{':
		r.object(v)
	case '[':
		r.list(v)
	case '"':
		s := scan.Scanner{Text: n.Text()}
		text, _ := s.Str()
		v.sum = r.of("\"", text)
	default:
		text := n.Text()
		if n.Kind == '-' || n.Kind >= '0' && n.Kind <= '9' {
			text = formats.CanonicalNumber(text)
		}
		v.sum = r.of(text)
	}
	v.flags()
	return v
}

// flags sets the flags of a value of which those of the items are set.
func (v *Value) flags() {
	own, all := v.Flags(), schema.Flags(0)
	v.Some = own
	for i, item := range v.Items {
		v.Some |= item.Some
		if all &= item.Every; i == 0 {
			all = item.Every
		}
	}
	v.Every = own | all
}

// Flags returns the flags of the property that a value is or is in, and of those around it.
func (at Site) Flags() schema.Flags {
	var own schema.Flags
	if at.Property != nil {
		own = at.Property.Flags | at.Property.Around
	}
	if at.ReadOnly {
		own |= schema.FlagReadOnly
	}
	return own
}

// of returns the sum of texts, none of which but the last has a 0.
func (r *Reader) of(parts ...string) (out Sum) {
	var h maphash.Hash
	for i, seed := range r.seeds {
		h.SetSeed(seed)
		for _, part := range parts {
			h.WriteString(part)
			h.WriteByte(0)
		}
		out[i] = h.Sum64()
	}
	return out
}

// and returns the sum of a sequence of which s is the sum of all but the last.
func (r *Reader) and(s, last Sum) Sum {
	var b [4 * write.WordSize]byte
	for i, word := range [...]uint64{s[0], s[1], last[0], last[1]} {
		write.StoreWord(b[write.WordSize*i:], word)
	}
	return Sum{maphash.Bytes(r.seeds[0], b[:]), maphash.Bytes(r.seeds[1], b[:])}
}

func (s Sum) plus(t Sum) Sum { return Sum{s[0] + t[0], s[1] + t[1]} }

func (r *Reader) object(v *Value) {
	if v.Function = functionOf(v.Tree, v.Shape.Table); v.Function != "" {
		v.Shape, v.Unordered = cfn.Shape{}, false
	}
	total := Sum{}
	for _, n := range v.Tree.Items {
		item := r.value(n, r.member(v.Site, n.Key))
		v.Items = append(v.Items, item)
		total = total.plus(r.and(r.of("key", n.Key), item.sum))
	}
	if arg, ok := attribute(v); ok {
		total = r.and(r.of("key", v.Function), r.of("\"", arg))
	}
	v.sum = r.and(r.of("{"), total)
}

// functionOf returns the name of the intrinsic function that an object is, "" for none. table is
// that of the struct in whose place the object is, whose properties come first.
func functionOf(n *scan.Tree, table *schema.Schema) string {
	if len(n.Items) != 1 {
		return ""
	}
	key := n.Items[0].Key
	if key != "Ref" && !strings.HasPrefix(key, "Fn::") || key == "Fn::Transform" || table != nil && table.Field(key) != nil {
		return ""
	}
	return key
}

// attribute returns the argument of an Fn::GetAtt as one text, however it is written.
func attribute(v *Value) (string, bool) {
	if v.Function != "Fn::GetAtt" || len(v.Items[0].Items) != 2 {
		return "", false
	}
	a, b := v.Items[0].Items[0], v.Items[0].Items[1]
	if a.Kind != '"' || b.Kind != '"' {
		return "", false
	}
	return a.Str() + "." + b.Str(), true
}

// Str returns the text of a string, "" for any other value.
func (v *Value) Str() string {
	if v.Kind != '"' {
		return ""
	}
	s := scan.Scanner{Text: v.Text()}
	text, _ := s.Str()
	return text
}

// member returns the site of a member of an object.
func (r *Reader) member(at Site, key string) Site {
	at.Unordered = false
	switch {
	case at.Shape.Elem != nil:
		at.Shape = *at.Shape.Elem
	case at.Shape.Table != nil:
		return r.property(at, key)
	default:
		at.Shape = cfn.Shape{}
	}
	return at
}

func (r *Reader) property(at Site, key string) Site {
	p := r.Type.Property(key)
	if at.Property != nil {
		p = at.Property.Property(key)
	}
	for _, name := range at.Shape.Table.ReadOnly {
		at.ReadOnly = at.ReadOnly || name == key && p == nil
	}
	at.Shape = cfn.Shape{}
	if p != nil {
		at.Property, at.Shape = p, p.Shape
		at.ReadOnly = at.ReadOnly || p.Flags&schema.FlagReadOnly != 0
		at.Unordered = p.Flags&schema.FlagUnordered != 0
	}
	return at
}

func (r *Reader) list(v *Value) {
	at := v.Site
	at.Unordered = false
	if at.Shape = (cfn.Shape{}); v.Shape.Elem != nil {
		at.Shape = *v.Shape.Elem
	}
	total := r.of("[")
	for _, n := range v.Tree.Items {
		item := r.value(n, at)
		v.Items = append(v.Items, item)
		if v.Unordered {
			total = total.plus(r.and(r.of("item"), item.sum))
		} else {
			total = r.and(total, item.sum)
		}
	}
	v.sum = total
}

// Equal reports whether two values are the same, of which nil is one that is not there.
func Equal(a, b *Value) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.sum == b.sum
}

// Member returns a member of an object, nil where there is none.
func (v *Value) Member(key string) *Value {
	if v == nil || v.Kind != '{' {
		return nil
	}
	if i := v.Find(key); i >= 0 {
		return v.Items[i]
	}
	return nil
}

// Child returns the value of a member, or of an item by its index in decimal, nil where there is
// none.
func (v *Value) Child(key string) *Value {
	if v == nil || v.Kind != '[' {
		return v.Member(key)
	}
	if i, err := strconv.Atoi(key); err == nil && i >= 0 && i < len(v.Items) {
		return v.Items[i]
	}
	return nil
}

// JSON returns the value, which is absent for nil.
func (v *Value) JSON() cfn.JSON {
	if v == nil {
		return cfn.JSON{}
	}
	j, err := cfn.ParseJSON(v.Text())
	if err != nil {
		return cfn.JSON{} // which cannot be: the text was written by package cfn
	}
	return j
}

// IsObject reports whether the value is an object that is no intrinsic function.
func (v *Value) IsObject() bool { return v != nil && v.Kind == '{' && v.Function == "" }

// IsList reports whether the value is a list.
func (v *Value) IsList() bool { return v != nil && v.Kind == '[' }
