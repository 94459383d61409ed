package conformance

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// acceptsConverted reports whether a document becomes valid when one scalar in it is
// converted to another type, as CloudFormation does.
func (o *oracle) acceptsConverted(text string) bool {
	document, err := parse(text)
	return err == nil && slices.ContainsFunc(converted(document), func(x any) bool { return len(o.check(x)) == 0 })
}

// converted returns a value with one of its scalars written as another type.
func converted(v any) []any {
	switch v := v.(type) {
	case string:
		var all []any
		if n, ok := rationalText(v); ok {
			all = append(all, n)
		}
		if b := strings.ToLower(v); b == "true" || b == "false" {
			all = append(all, b == "true")
		}
		return all
	case json.Number:
		return []any{string(v)}
	case bool:
		return []any{fmt.Sprint(v)}
	case []any:
		var all []any
		for i := range v {
			for _, y := range converted(v[i]) {
				c := slices.Clone(v)
				c[i] = y
				all = append(all, c)
			}
		}
		return all
	case map[string]any:
		var all []any
		for _, name := range sortedKeys(v) {
			for _, y := range converted(v[name]) {
				all = append(all, with(v, name, y))
			}
		}
		return all
	}
	return nil
}

func rationalText(s string) (json.Number, bool) {
	var n json.Number
	err := json.Unmarshal([]byte(s), &n)
	return n, err == nil && strings.Trim(s, "0123456789+-.eE") == ""
}

// reversed writes objects with their keys in reverse order.
type reversed struct{ value any }

// MarshalJSON is for encoding/json.
func (r reversed) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	switch x := r.value.(type) {
	case map[string]any:
		b.WriteByte('{')
		for i, key := range slices.Backward(slices.Sorted(maps.Keys(x))) {
			fmt.Fprintf(&b, "%s:%s", textOf(key), textOf(reversed{x[key]}))
			if i > 0 {
				b.WriteByte(',')
			}
		}
		b.WriteByte('}')
	case []any:
		items := make([]any, len(x))
		for i := range x {
			items[i] = reversed{x[i]}
		}
		b.WriteString(textOf(items))
	default:
		b.WriteString(textOf(x))
	}
	return b.Bytes(), nil
}
