package conformance

import (
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
)

// TestAttributes reads every read-only property of every type from a state that GetResource
// could return, by its type and by the constant's name.
func TestAttributes(t *testing.T) {
	schemas := readSchemas(t, corpus.Registry)
	types := slices.Sorted(maps.Keys(schemas))
	c := registryChecker(t, types)
	all := newTally()
	for _, name := range types {
		all.attributes(t, c, name, schemas[name])
	}
	all.counts["types"] = len(types)
	all.report(t, corpus.Registry)
	if *onlyTypes == "" {
		all.hold(t, filepath.Join("testdata", "attributes.txt"), corpus.Registry)
	}
}

func (a *tally) attributes(t *testing.T, c *checker, typeName string, root map[string]any) {
	o := &oracle{root: root}
	var questions, asked []string
	var want []any
	for _, p := range newFlags(o).readOnly {
		path, kind := o.kindAt(strings.Split(strings.TrimPrefix(p, "/properties/"), "/"))
		if path == nil {
			a.note("in maps", typeName+" "+p)
			continue
		}
		value := valueOf(kind)
		document := value
		for _, key := range slices.Backward(path) {
			if key == "0" {
				document = []any{document}
			} else {
				document = map[string]any{key: document}
			}
		}
		name := strings.Join(path, ".")
		asked, want = append(asked, kind), append(want, value)
		if slices.Contains(path, "0") {
			asked[len(asked)-1] += " in an item"
		}
		questions = append(questions, name+"\t"+kind+"\t"+textOf(document))
	}
	answers, err := ask[any](c, "get", typeName, questions)
	if err != nil {
		t.Errorf("%s: %v", typeName, err)
		return
	}
	for i, got := range answers {
		if reflect.DeepEqual(got, want[i]) {
			a.counts["passed: "+asked[i]]++
		} else {
			a.note("disagree about an attribute: "+asked[i], typeName+" "+questions[i]+": "+textOf(got))
		}
	}
}

// kindAt returns the type of what keys lead to, and the keys with 0 for any item of a list; nil
// where they lead through a map.
func (o *oracle) kindAt(keys []string) (path []string, kind string) {
	places := []place{{"", o.root}}
	for _, key := range keys {
		v := o.wide(places)
		inside := v.property(o, key)
		if items := v.items(o); len(inside) == 0 && len(items) > 0 {
			path = append(path, "0")
			if places = items; key == "*" || key == "items" {
				continue
			}
			inside = o.wide(places).property(o, key)
		}
		if places = inside; len(places) == 0 {
			return nil, ""
		}
		path = append(path, key)
	}
	v := o.wide(places)
	if v.kind() != "array" {
		return path, v.kind()
	}
	if of := o.wide(v.items(o)); len(of) > 0 && isScalar(of.kind()) {
		return path, "list of " + of.kind()
	}
	return path, "list of others"
}

func isScalar(kind string) bool {
	return slices.Contains([]string{"boolean", "integer", "number", "string"}, kind)
}

// valueOf returns a value of a type, as encoding/json reads it.
func valueOf(kind string) any {
	of, isList := strings.CutPrefix(kind, "list of ")
	value := map[string]any{"boolean": true, "integer": float64(7), "number": 1.5, "string": "text"}[of]
	switch {
	case isList && value == nil:
		return []any{}
	case isList:
		return []any{value, value}
	case value == nil:
		return map[string]any{}
	}
	return value
}
