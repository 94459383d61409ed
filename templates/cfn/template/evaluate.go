package template

import (
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
)

// text returns the value of JSON text as a string: of a scalar, or of a function whose
// arguments are known. A list has its items between commas.
func (d *Decision) text(text string, depth int) (string, error) {
	if depth > maxNested || text == "" {
		return "", errUndecided
	}
	switch text[0] {
	case '"':
		return stringIn(text), nil
	case '[':
		return "", errUndecided
	case '{':
		return d.function(text, depth)
	}
	return strings.TrimSpace(text), nil
}

func (d *Decision) function(text string, depth int) (string, error) {
	name, arg := functionIn(text)
	items := itemsIn(arg)
	switch {
	case name == "Ref":
		if value, ok := d.values[cfn.LogicalID(stringIn(arg))]; ok {
			return value, nil
		}
	case name == "Fn::FindInMap" && len(items) >= 3:
		return d.lookup(items, depth)
	case name == "Fn::Join" && len(items) == 2:
		list, err := d.list(items[1], depth+1)
		if err != nil {
			return "", err
		}
		delimiter, err := d.text(items[0], depth+1)
		return limited(strings.Join(list, delimiter), err)
	case name == "Fn::Select" && len(items) == 2:
		return d.selected(items, depth)
	case name == "Fn::Sub":
		return d.substituted(arg, items, depth)
	case name == "Fn::If" && len(items) == 3:
		switch d.condition(stringIn(items[0])) {
		case yes:
			return d.text(items[1], depth+1)
		case no:
			return d.text(items[2], depth+1)
		}
	}
	return "", errUndecided
}

// maxValue is how long a value is at most: functions in one another could double one again and
// again.
const maxValue = 1 << 16

func limited(value string, err error) (string, error) {
	if len(value) > maxValue {
		return "", errUndecided
	}
	return value, err
}

// list returns the items of a list.
func (d *Decision) list(text string, depth int) ([]string, error) {
	if depth > maxNested || text == "" {
		return nil, errUndecided
	}
	if text[0] == '[' {
		var list []string
		size := 0
		for _, item := range itemsIn(text) {
			value, err := d.text(item, depth+1)
			if size += len(value); err != nil || size > maxValue {
				return nil, errUndecided
			}
			list = append(list, value)
		}
		return list, nil
	}
	name, arg := functionIn(text)
	items := itemsIn(arg)
	switch {
	case name == "Ref":
		value, ok := d.values[cfn.LogicalID(stringIn(arg))]
		if p := d.t.Parameter(cfn.LogicalID(stringIn(arg))); ok && p != nil {
			if typ, _ := cfn.Get(p.Type); isListType(typ) {
				items := strings.Split(value, ",")
				for i := range items {
					items[i] = strings.TrimSpace(items[i])
				}
				return items, nil
			}
		}
	case name == "Fn::Split" && len(items) == 2:
		delimiter, err := d.text(items[0], depth+1)
		if err != nil || delimiter == "" {
			return nil, errUndecided
		}
		value, err := d.text(items[1], depth+1)
		return strings.Split(value, delimiter), err
	}
	return nil, errUndecided
}

func (d *Decision) selected(items []string, depth int) (string, error) {
	index, err := d.text(items[0], depth+1)
	if err != nil {
		return "", err
	}
	list, err := d.list(items[1], depth+1)
	if err != nil {
		return "", err
	}
	if i, err := strconv.Atoi(index); err == nil && i >= 0 && i < len(list) {
		return list[i], nil
	}
	return "", errUndecided
}

// lookup returns the value of an Fn::FindInMap.
func (d *Decision) lookup(items []string, depth int) (string, error) {
	var keys [3]string
	for i := range keys {
		var err error
		if keys[i], err = d.text(items[i], depth+1); err != nil {
			return "", err
		}
	}
	second, _ := cfn.Lookup(d.mappings[keys[0]], keys[1])
	if value, ok := cfn.Lookup(second, keys[2]); ok {
		return d.text(value.String(), depth+1)
	}
	if len(items) == 4 {
		_, value := functionIn(items[3]) // DefaultValue
		return d.text(value, depth+1)
	}
	return "", errUndecided
}

// substituted returns the value of an Fn::Sub.
func (d *Decision) substituted(arg string, items []string, depth int) (string, error) {
	own := map[string]string{}
	text := stringIn(arg)
	if len(items) == 2 {
		text = stringIn(items[0])
		known := true
		scan.EachMember(items[1], func(key string, start, end int) {
			value, err := d.text(items[1][start:end], depth+1)
			known = known && err == nil
			own[key] = value
		})
		if !known {
			return "", errUndecided
		}
	}
	var out strings.Builder
	for {
		before, rest, found := strings.Cut(text, "${")
		out.WriteString(before)
		if !found || out.Len() > maxValue {
			return limited(out.String(), nil)
		}
		name, after, closed := strings.Cut(rest, "}")
		switch value, ok := own[name]; {
		case !closed:
			return "", errUndecided
		case strings.HasPrefix(name, "!"):
			out.WriteString("${" + name[1:] + "}")
		case ok:
			out.WriteString(value)
		default:
			value, ok := d.values[cfn.LogicalID(name)]
			if !ok {
				return "", errUndecided
			}
			out.WriteString(value)
		}
		text = after
	}
}
