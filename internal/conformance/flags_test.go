package conformance

import (
	"encoding/json"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// flags is a reading of what a schema says of properties in lists of pointers, which knows nothing but
// documents.
type flags struct {
	*oracle
	createOnly, writeOnly, readOnly []string
}

func newFlags(o *oracle) flags {
	pointers := func(name string) (out []string) {
		for _, p := range list(o.root[name]) {
			out = append(out, p.(string))
		}
		return out
	}
	f := flags{o, pointers("createOnlyProperties"), pointers("writeOnlyProperties"), pointers("readOnlyProperties")}
	// What is create-only can be set when the resource is created.
	f.readOnly = slices.DeleteFunc(f.readOnly, func(p string) bool { return slices.Contains(f.createOnly, p) })
	return f
}

// located returns the places in a document to which pointers lead.
func located(document any, pointers []string) map[string]bool {
	out := map[string]bool{}
	for _, p := range pointers {
		if keys := strings.Split(strings.TrimPrefix(p, "/"), "/"); keys[0] == "properties" {
			locate(document, keys[1:], "", out)
		}
	}
	return out
}

// locate is at for places.
func locate(x any, keys []string, path string, out map[string]bool) {
	if len(keys) == 0 {
		out[path] = true
		return
	}
	key := strings.NewReplacer("~1", "/", "~0", "~").Replace(keys[0])
	switch x := x.(type) {
	case []any:
		if key == "*" || key == "items" {
			keys = keys[1:]
		}
		for i, item := range x {
			locate(item, keys, path+"/"+strconv.Itoa(i), out)
		}
	case map[string]any:
		if inside, ok := x[key]; ok {
			locate(inside, keys[1:], path+"/"+escape(key), out)
		} else if key == "*" {
			for name, inside := range x {
				locate(inside, keys[1:], path+"/"+escape(name), out)
			}
		} else if key == "properties" || key == "items" {
			locate(x, keys[1:], path, out)
		}
	}
}

// never returns the places of a document that no patch has: what is both create-only and
// write-only, and what is read-only.
func (f flags) never(document any) map[string]bool {
	out := located(document, f.readOnly)
	create, write := located(document, f.createOnly), located(document, f.writeOnly)
	for _, lists := range [][2]map[string]bool{{create, write}, {write, create}} {
		for p := range lists[0] {
			if within(p, lists[1]) {
				out[p] = true
			}
		}
	}
	return out
}

// within reports whether a place is one of some, or is inside of one.
func within(path string, places map[string]bool) bool {
	for i := len(path); i > 0; i = strings.LastIndexByte(path[:i], '/') {
		if places[path[:i]] {
			return true
		}
	}
	return false
}

// removed returns a document without some places. Objects and lists of which nothing is left go,
// too, where keep does not say that they stay.
func removed(x any, places map[string]bool, keep func() bool) any {
	x, left := removedAt(x, "", places, keep)
	if !left {
		return map[string]any{}
	}
	return x
}

func removedAt(x any, path string, places map[string]bool, keep func() bool) (any, bool) {
	if places[path] {
		return nil, false
	}
	left := false
	switch v := x.(type) {
	case map[string]any:
		out := map[string]any{}
		for _, name := range slices.Sorted(maps.Keys(v)) {
			if inside, ok := removedAt(v[name], path+"/"+escape(name), places, keep); ok {
				out[name], left = inside, true
			}
		}
		return out, left || len(v) == 0 || keep()
	case []any:
		out := []any{}
		for i := range v {
			inside, ok := removedAt(v[i], path+"/"+strconv.Itoa(i), places, keep)
			if !ok {
				inside = map[string]any{}
			}
			left = left || ok
			out = append(out, inside)
		}
		return out, left || len(v) == 0 || keep()
	}
	return x, true
}

// each calls a function for every list in a document whose order makes no difference, inner ones
// first, and returns the document with what it returns.
func (f flags) each(x any, do func([]any) []any) any {
	return f.eachAt([]place{{"", f.root}}, x, do)
}

func (f flags) eachAt(places []place, x any, do func([]any) []any) any {
	v := f.wide(places)
	switch x := x.(type) {
	case map[string]any:
		out := map[string]any{}
		for _, name := range slices.Sorted(maps.Keys(x)) {
			out[name] = f.eachAt(v.property(f.oracle, name), x[name], do)
		}
		return out
	case []any:
		out := make([]any, len(x))
		for i := range x {
			out[i] = f.eachAt(v.items(f.oracle), x[i], do)
		}
		if slices.Contains(v.all("insertionOrder"), any(false)) {
			return do(out)
		}
		return out
	}
	return x
}

// canonical returns a document in a form in which equal ones are equal texts: lists without an
// order sorted, and numbers exact.
func (f flags) canonical(x any) any {
	return f.each(numbers(x), func(list []any) []any {
		slices.SortFunc(list, func(a, b any) int { return strings.Compare(textOf(a), textOf(b)) })
		return list
	})
}

func numbers(x any) any {
	switch x := x.(type) {
	case map[string]any:
		out := map[string]any{}
		for name := range x {
			out[name] = numbers(x[name])
		}
		return out
	case []any:
		out := make([]any, len(x))
		for i := range x {
			out[i] = numbers(x[i])
		}
		return out
	case json.Number:
		return decimal(rational(x))
	}
	return x
}

// pruned returns a document without members that are objects of nothing, or lists of such,
// which a write-only property can leave behind.
func pruned(x any) any {
	switch x := x.(type) {
	case map[string]any:
		out := map[string]any{}
		for name := range x {
			if y := pruned(x[name]); !isNothing(y) {
				out[name] = y
			}
		}
		return out
	case []any:
		out := make([]any, len(x))
		for i := range x {
			out[i] = pruned(x[i])
		}
		return out
	}
	return x
}

func isNothing(x any) bool {
	if m, ok := x.(map[string]any); ok {
		return len(m) == 0
	}
	items, ok := x.([]any)
	return ok && len(items) > 0 && !slices.ContainsFunc(items, func(y any) bool { return !isNothing(y) })
}
