package cloudcontrol

import (
	"errors"
	"reflect"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/typed"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// Read reads the properties that GetResource or ListResources returned into the struct of the
// resource type. Read-only properties, and ones that the struct does not know yet, are kept at
// every depth, in the Node of their struct; [Get] returns read-only ones by their type. What is
// absent is not looked at: the service does not return write-only properties, required or not.
// A null is an absent value.
func Read[T ~string | ~[]byte](properties T, into cfn.Properties) error {
	text := string(properties)
	err := cfn.UnmarshalText(text, into, cfn.KeepUnknown())
	var list cfn.Errors
	if !errors.As(err, &list) {
		return err
	}
	for _, e := range list {
		if e.Rule != cfn.RuleNull && e.Rule != cfn.RuleMore {
			return err
		}
	}
	tree := scan.ParseTree(strings.TrimPrefix(text, scan.ByteOrderMark))
	if tree.Kind != '{' {
		return err
	}
	return cfn.UnmarshalText(string(appendWithoutNulls(nil, tree)), into, cfn.KeepUnknown())
}

// appendWithoutNulls appends the text of a value that is not null.
func appendWithoutNulls(dst []byte, v *scan.Tree) []byte {
	if v.Kind != '{' && v.Kind != '[' {
		return append(dst, v.Text()...)
	}
	dst = append(dst, v.Kind)
	first := true
	for _, item := range v.Items {
		if item.Kind == 'n' {
			continue
		}
		if !first {
			dst = append(dst, ',')
		}
		if first = false; v.Kind == '{' {
			dst, _ = write.AppendString(dst, item.Key)
			dst = append(dst, ':')
		}
		dst = appendWithoutNulls(dst, item)
	}
	return append(dst, v.Kind+2) // "}" and "]"
}

// Get returns the property of an attribute from a state that [Read] has read, such as
// s3.BucketAttrArn. A dotted name leads through objects, and an index in it into a list, such as
// cfn.Attribute[string]("Nodes.0.Id"). It is an error where the property is
// absent or of another type than T. For lists see [GetList], for all else [GetJSON].
func Get[T cfn.Scalar](x cfn.Properties, attribute cfn.Attribute[T]) (T, error) {
	v, err := lookup(x, string(attribute))
	if err != nil {
		return *new(T), err
	}
	return scalar[T](string(attribute), v)
}

// GetList is [Get] for a list. The constant of a list is an Attribute[string]; convert it where
// the items are no strings.
func GetList[T cfn.Scalar](x cfn.Properties, attribute cfn.Attribute[T]) ([]T, error) {
	v, err := lookup(x, string(attribute))
	if err != nil {
		return nil, err
	}
	if !v.IsList() {
		return nil, wrongType(string(attribute), "a list", v)
	}
	out := make([]T, len(v.Items))
	for i, item := range v.Items {
		if out[i], err = scalar[T](string(attribute)+"."+write.Itoa(i), item); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// GetJSON is [Get] for an attribute of any type: it returns the property's JSON. [cfn.Unmarshal]
// reads an object into a nested struct, with [cfn.Nested].
func GetJSON[T cfn.Scalar](x cfn.Properties, attribute cfn.Attribute[T]) (cfn.JSON, error) {
	v, err := lookup(x, string(attribute))
	if err != nil {
		return cfn.JSON{}, err
	}
	return v.JSON(), nil
}

// lookup returns the property of a dotted name.
func lookup(x cfn.Properties, name string) (*typed.Value, error) {
	_, v, err := read(typed.NewReader, x)
	if err != nil {
		return nil, err
	}
	if v = dotted(v, name); v == nil {
		return nil, attributeError(name, cfn.RuleRequired, "", "the service returned no such property")
	}
	return v, nil
}

// dotted returns the value to which a dotted name leads, nil where there is none.
func dotted(v *typed.Value, name string) *typed.Value {
	for v != nil {
		if whole := v.Child(name); whole != nil {
			return whole
		}
		first, rest, more := strings.Cut(name, ".")
		if !more {
			return nil
		}
		v, name = v.Child(first), rest
	}
	return nil
}

// scalar returns a value as a T.
func scalar[T cfn.Scalar](name string, v *typed.Value) (T, error) {
	var out cfn.Value[T]
	want := kindOf(reflect.TypeFor[T]().Kind())
	if want != kindOfText(v.Kind) {
		return *new(T), wrongType(name, want.String(), v)
	}
	if err := cfn.UnmarshalProperty([]byte(v.Text()), &out); err != nil {
		return *new(T), wrongType(name, want.String(), v)
	}
	lit, _ := cfn.Get(out)
	return lit, nil
}

// kindOf returns the kind of JSON value that a kind of Go value is read from.
func kindOf(k reflect.Kind) schema.Kinds {
	switch k {
	case reflect.String:
		return schema.KindString
	case reflect.Bool:
		return schema.KindBoolean
	}
	return schema.KindNumber
}

// kindOfText returns the kind of a scalar whose text begins with a byte, 0 for what is none.
func kindOfText(c byte) schema.Kinds {
	switch {
	case c == '"':
		return schema.KindString
	case c == 't' || c == 'f':
		return schema.KindBoolean
	case c == '-' || c >= '0' && c <= '9':
		return schema.KindNumber
	}
	return 0
}

func wrongType(name, want string, v *typed.Value) error {
	return attributeError(name, cfn.RuleType, v.Text(), want+" is expected, not "+scan.KindOf(v.Text()))
}

func attributeError(name string, rule cfn.Rule, value, message string) error {
	return cfn.Errors{{Path: write.CutPath(pointerOf(name)), Rule: rule, Value: write.Shorten(value), Message: message}}
}

// pointerOf returns the JSON pointer of a dotted name.
func pointerOf(name string) (pointer []byte) {
	for _, key := range strings.Split(name, ".") {
		pointer = write.AppendKey(pointer, key)
	}
	return pointer
}
