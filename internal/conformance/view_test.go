package conformance

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"
)

// view is all the schemas that hold for a value at once.
type view []place

// view takes combinators apart: choose says which alternative holds.
func (o *oracle) view(places []place, choose func(pointer string, n int) int) view {
	var v view
	var add func(p place, depth int)
	add = func(p place, depth int) {
		p, ok := o.target(p)
		if !ok || depth > 20 {
			return
		}
		v = append(v, p)
		for i := range list(p.node["allOf"]) {
			if sub, ok := o.at(p, "allOf", strconv.Itoa(i)); ok {
				add(sub, depth+1)
			}
		}
		for _, word := range []string{"oneOf", "anyOf"} {
			if n := len(list(p.node[word])); n > 0 {
				i := choose(p.pointer+"/"+word, n)
				if sub, ok := o.at(p, word, strconv.Itoa(i)); ok {
					add(sub, depth+1)
				}
			}
		}
	}
	for _, p := range places {
		add(p, 0)
	}
	if len(v) > 0 {
		if types := v.types(); len(types) > 1 {
			// A choice of types is one between alternatives, too.
			i := choose(v[0].pointer+"#type", len(types))
			v = append(v, place{v[0].pointer, map[string]any{"type": types[i]}})
		}
	}
	return v
}

func list(v any) []any {
	l, _ := v.([]any)
	return l
}

// types are those that all schemas allow, in the first one's order; none where
// no schema says.
func (v view) types() []string {
	var types []string
	said := false
	for _, p := range v {
		own := typesOf(p.node)
		if own == nil {
			continue
		}
		if !said {
			types, said = own, true
			continue
		}
		types = slices.DeleteFunc(slices.Clone(types), func(t string) bool { return !slices.Contains(own, t) })
	}
	return types
}

func typesOf(node map[string]any) []string {
	switch t := node["type"].(type) {
	case string:
		return []string{t}
	case []any:
		var types []string
		for _, x := range t {
			if s, ok := x.(string); ok && s != "null" {
				types = append(types, s)
			}
		}
		return types
	}
	return nil
}

// kind is the one type that a value gets.
func (v view) kind() string {
	if types := v.types(); len(types) > 0 {
		return types[0]
	}
	for _, words := range [][]string{
		{"object", "properties", "patternProperties", "required", "minProperties", "dependencies", "additionalProperties"},
		{"array", "items", "minItems", "uniqueItems"},
		{"number", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"},
	} {
		for _, word := range words[1:] {
			if len(v.all(word)) > 0 {
				return words[0]
			}
		}
	}
	return "string"
}

// all returns the values of a keyword.
func (v view) all(word string) []any {
	var values []any
	for _, p := range v {
		if x, ok := p.node[word]; ok {
			values = append(values, x)
		}
	}
	return values
}

// names are the declared properties.
func (v view) names() []string {
	names := map[string]bool{}
	for _, x := range v.all("properties") {
		properties, _ := x.(map[string]any)
		for name, schema := range properties {
			if schema != false { // which no value satisfies
				names[name] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// required are the properties that must be there, those that others need included.
func (v view) required(also ...string) []string {
	names := map[string]bool{}
	var need func(name string)
	need = func(name string) {
		if names[name] {
			return
		}
		names[name] = true
		for _, x := range v.all("dependencies") {
			m, _ := x.(map[string]any)
			for _, other := range list(m[name]) {
				need(fmt.Sprint(other))
			}
		}
	}
	for _, x := range v.all("required") {
		for _, name := range list(x) {
			need(fmt.Sprint(name))
		}
	}
	for _, name := range also {
		if name != "" {
			need(name)
		}
	}
	return slices.Sorted(maps.Keys(names))
}

// property returns the schemas of a property's value.
func (v view) property(o *oracle, name string) []place {
	var places []place
	for _, p := range v {
		if sub, ok := o.at(p, "properties", name); ok {
			places = append(places, sub)
		}
		for _, pattern := range sortedKeys(p.node["patternProperties"]) {
			if re, err := compilePattern(pattern); err == nil && re.MatchString(name) {
				if sub, ok := o.at(p, "patternProperties", pattern); ok {
					places = append(places, sub)
				}
			}
		}
	}
	return places
}

// items returns the schemas of an array's items.
func (v view) items(o *oracle) []place {
	var places []place
	for _, p := range v {
		if sub, ok := o.at(p, "items"); ok {
			places = append(places, sub)
		}
	}
	return places
}

// textKey is the strictest of the constraints on a text; of several patterns it
// takes the first.
func (v view) textKey() textKey {
	k := textKey{maximum: -1}
	for _, x := range v.all("minLength") {
		k.minimum = max(k.minimum, count(x))
	}
	for _, x := range v.all("maxLength") {
		if n := count(x); k.maximum < 0 || n < k.maximum {
			k.maximum = n
		}
	}
	for _, x := range v.all("pattern") {
		if s, ok := x.(string); ok && k.pattern == "" {
			k.pattern = s
		}
	}
	return k
}

func count(x any) int {
	if r := rational(x); r != nil && r.IsInt() && r.Num().IsInt64() {
		return int(min(r.Num().Int64(), 1<<30))
	}
	return 0
}

func rational(x any) *big.Rat {
	r, ok := new(big.Rat).SetString(fmt.Sprint(x))
	if !ok {
		return nil
	}
	return r
}

func decimal(r *big.Rat) json.Number {
	if r.IsInt() {
		return json.Number(r.Num().String())
	}
	return json.Number(strings.TrimRight(r.FloatString(9), "0"))
}
