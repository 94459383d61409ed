package templatetest

import (
	"encoding/json"
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	yaml "github.com/oasdiff/yaml3"
)

// JSON returns the JSON text of a template in YAML, with the long form of functions.
func JSON(data []byte) ([]byte, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return nil, err
	}
	if len(doc.Content) != 1 {
		return nil, errors.New("there is no document")
	}
	v, err := value(doc.Content[0])
	if err != nil {
		return nil, err
	}
	var out strings.Builder
	enc := json.NewEncoder(&out)
	enc.SetEscapeHTML(false)
	err = enc.Encode(v)
	return []byte(out.String()), err
}

// member is a member of an object, whose order counts.
type member struct {
	key   string
	value any
}

type object []member

// MarshalJSON writes the members in their order.
func (o object) MarshalJSON() ([]byte, error) {
	var out strings.Builder
	out.WriteByte('{')
	for i, m := range o {
		if i > 0 {
			out.WriteByte(',')
		}
		key, _ := json.Marshal(m.key)
		text, err := json.Marshal(m.value)
		if err != nil {
			return nil, err
		}
		out.Write(key)
		out.WriteByte(':')
		out.Write(text)
	}
	out.WriteByte('}')
	return []byte(out.String()), nil
}

// value returns what a node means.
func value(n *yaml.Node) (any, error) {
	if n.Kind == yaml.AliasNode {
		n = n.Alias
	}
	if tag := n.Tag; strings.HasPrefix(tag, "!") && !strings.HasPrefix(tag, "!!") {
		return function(n, tag[1:])
	}
	return plain(n)
}

func plain(n *yaml.Node) (any, error) {
	switch n.Kind {
	case yaml.ScalarNode:
		return scalar(n), nil
	case yaml.SequenceNode:
		list := make([]any, len(n.Content))
		for i, item := range n.Content {
			var err error
			if list[i], err = value(item); err != nil {
				return nil, err
			}
		}
		return list, nil
	case yaml.MappingNode:
		var o object
		for i := 0; i < len(n.Content); i += 2 {
			v, err := value(n.Content[i+1])
			if err != nil {
				return nil, err
			}
			if n.Content[i].Tag == "!!merge" {
				if inner, ok := v.(object); ok {
					o = append(o, inner...)
				}
				continue
			}
			o = append(o, member{n.Content[i].Value, v})
		}
		return o, nil
	}
	return nil, fmt.Errorf("line %d: a node of kind %d", n.Line, n.Kind)
}

// function returns a function in short form as the object of its long form.
func function(n *yaml.Node, name string) (any, error) {
	full := "Fn::" + name
	if name == "Ref" || name == "Condition" {
		full = name
	}
	if n.Kind == yaml.ScalarNode {
		if name == "GetAtt" {
			id, attribute, ok := strings.Cut(n.Value, ".")
			if ok {
				return object{{full, []string{id, attribute}}}, nil
			}
		}
		return object{{full, n.Value}}, nil
	}
	arg, err := plain(n)
	return object{{full, arg}}, err
}

var number = regexp.MustCompile(`^[-+]?(\d+|\d*\.\d+|\d+\.\d*)$`)

// scalar returns what a scalar is to CloudFormation.
func scalar(n *yaml.Node) any {
	if n.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		return n.Value
	}
	switch strings.ToLower(n.Value) {
	case "true", "yes", "on":
		return true
	case "false", "no", "off":
		return false
	case "null", "~", "":
		return nil
	}
	if number.MatchString(n.Value) && (n.Value == "0" || !strings.HasPrefix(n.Value, "0") || strings.HasPrefix(n.Value, "0.")) {
		if f, err := strconv.ParseFloat(n.Value, 64); err == nil && len(n.Value) < 15 {
			return json.Number(strconv.FormatFloat(f, 'f', -1, 64))
		}
	}
	return n.Value
}

// Types returns the resource types in the JSON text of a template.
func Types(text []byte) []string {
	var t struct {
		Resources map[string]json.RawMessage
	}
	if json.Unmarshal(text, &t) != nil {
		return nil
	}
	var types []string
	for _, resource := range t.Resources {
		var r struct{ Type string }
		if json.Unmarshal(resource, &r) == nil && r.Type != "" {
			types = append(types, r.Type)
		}
	}
	return types
}
