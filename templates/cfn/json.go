package cfn

import (
	"strings"

	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// JSON is one JSON value: a free-form property, or the properties of a resource whose
// type is unknown. It is made from Go values by [JSONOf], from text by [ParseJSON], or
// read, and then kept as it came. The zero value is absent.
type JSON struct{ text string }

// String returns the text, "" where the value is absent.
func (j JSON) String() string { return j.text }

// MarshalJSON returns the text. It is an error where the text is absent or not JSON.
func (j JSON) MarshalJSON() ([]byte, error) { return j.AppendJSON(nil) }

// AppendJSON appends the text to dst. It is an error where it is absent or not
// JSON; duplicate keys are an error, too.
func (j JSON) AppendJSON(dst []byte) ([]byte, error) {
	e := encoder{buf: dst}
	e.json(j)
	return e.result(dst)
}

// UnmarshalJSON takes the text of one value, without white space around it.
func (j *JSON) UnmarshalJSON(data []byte) error {
	d := newDecoder("", nil)
	d.Text, d.mark = scan.CutMark(data)
	text, ok := d.Skip()
	if ok && d.End() {
		*j = JSON{text}
	}
	return d.err()
}

// CFNSchema returns nil: no schema describes the value.
func (JSON) CFNSchema() *schema.Schema { return nil }

// Validate checks that the text is JSON without null. Intrinsic functions in
// it are checked for the shape of their arguments.
func (j JSON) Validate(options ...Option) error {
	v := newValidator(options)
	v.json(j)
	return v.result()
}

// isFunctionName reports whether an object with this only key is an intrinsic
// function; Condition is one where its value is a string.
//
//go:noinline
func isFunctionName(key string) bool {
	return key == "Ref" || key == "Condition" || strings.HasPrefix(key, "Fn::")
}
