package yaml

import (
	"slices"
	"strconv"

	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/template"
)

// valueOf returns a JSON value as Go values, of scalars the text.
func valueOf(n *scan.Tree) any {
	switch n.Kind {
	case '{':
		m := make(map[string]any, len(n.Items))
		for _, item := range n.Items {
			m[item.Key] = valueOf(item)
		}
		return m
	case '[':
		list := make([]any, len(n.Items))
		for i, item := range n.Items {
			list[i] = valueOf(item)
		}
		return list
	case '"':
		return "\"" + stringOf(n)
	}
	return numberText(n.Text())
}

// applied returns a value after edits.
func applied(n *scan.Tree, edits []template.Edit) any {
	root := &box{value: valueOf(n)}
	// From the end on, so that the indexes of lists hold.
	for _, e := range slices.Backward(edits) {
		apply(root, e)
	}
	return root.value
}

// box holds a value that can be replaced.
type box struct{ value any }

func apply(root *box, e template.Edit) {
	path, key := e.Path, e.Key
	if e.Op == template.Remove || e.Op == template.Replace {
		if len(path) == 0 {
			root.value = valueOf(scan.ParseTree(e.Value.String()))
			return
		}
		path, key = path[:len(path)-1], path[len(path)-1]
	}
	root.value = changed(root.value, path, func(v any) any { return edited(v, key, e) })
}

// changed returns a value in which what a path leads to is changed.
func changed(v any, path []string, change func(any) any) any {
	if len(path) == 0 {
		return change(v)
	}
	switch v := v.(type) {
	case map[string]any:
		v[path[0]] = changed(v[path[0]], path[1:], change)
	case []any:
		if i, err := strconv.Atoi(path[0]); err == nil && i < len(v) {
			v[i] = changed(v[i], path[1:], change)
		}
	}
	return v
}

// edited returns an object or a list after one edit.
func edited(v any, key string, e template.Edit) any {
	var value any
	if e.Value.String() != "" {
		value = valueOf(scan.ParseTree(e.Value.String()))
	}
	switch v := v.(type) {
	case map[string]any:
		switch {
		case e.Op == template.Remove:
			delete(v, key)
		case value != nil:
			v[key] = value
		}
		return v
	case []any:
		i, _ := strconv.Atoi(key)
		switch e.Op {
		case template.Remove:
			return slices.Delete(v, i, i+1)
		case template.Insert:
			return slices.Insert(v, e.After+1, value)
		}
		v[i] = value
		return v
	}
	return v
}
