package conformance

import (
	"encoding/json"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
)

// TestReplacement changes each property of every type alone, in a document made from the
// schema, and compares what an update does with what a reading of createOnlyProperties and
// conditionalCreateOnlyProperties says that knows nothing but the two documents.
func TestReplacement(t *testing.T) {
	schemas := readSchemas(t, corpus.Registry)
	types := slices.Sorted(maps.Keys(schemas))
	replacements(t, corpus.Registry, registryChecker(t, types), schemas, "replacement.txt")
}

// TestReplacementBefore is TestReplacement for the specification of a year before: for the types
// of which it says something else on replacement, with -all for every one.
func TestReplacementBefore(t *testing.T) {
	now, before := readSchemas(t, corpus.Registry), readSchemas(t, corpus.RegistryBefore)
	for name, root := range before {
		if other := now[name]; other != nil && !*everyDocument && reflect.DeepEqual(pointersOf(root), pointersOf(other)) {
			delete(before, name)
		}
	}
	types := slices.Sorted(maps.Keys(before))
	dir, said, ok := generate(t, corpus.Path(t, corpus.RegistryBefore), types)
	if !ok {
		t.Fatalf("%.4000s", said)
	}
	file := "replacement-before.txt"
	if *everyDocument {
		file = ""
	}
	replacements(t, corpus.RegistryBefore, newChecker(t, dir, types), before, file)
}

func replacements(t *testing.T, input corpus.File, c *checker, schemas map[string]map[string]any, file string) {
	t.Helper()
	all := newTally()
	eachType(slices.Sorted(maps.Keys(schemas)), func(name string) { all.replacement(t, c, name, schemas[name]) })
	all.counts["types"] = len(schemas)
	all.report(t, input)
	if *onlyTypes == "" && file != "" {
		all.hold(t, filepath.Join("testdata", file), input)
	}
}

// pointerLists are the members of a schema that say what an update replaces.
var pointerLists = [...]string{"createOnlyProperties", "conditionalCreateOnlyProperties"}

func pointersOf(root map[string]any) (lists [len(pointerLists)][]string) {
	for i, name := range pointerLists {
		for _, p := range list(root[name]) {
			lists[i] = append(lists[i], p.(string))
		}
		slices.Sort(lists[i])
	}
	return lists
}

// edit is a document before and after a change.
type edit struct{ what, before, after string }

func (a *tally) replacement(t *testing.T, c *checker, typeName string, root map[string]any) {
	meant(root)
	o, err := newOracle(root)
	if err != nil {
		t.Errorf("%s: %v", typeName, err)
		return
	}
	pointers := pointersOf(root)
	edits := editsOf(o, pointers)
	questions := make([]string, len(edits))
	for i, e := range edits {
		questions[i] = e.before + "\t" + e.after
	}
	answers, err := ask[string](c, "changes", typeName, questions)
	if err != nil {
		t.Errorf("%s: %v", typeName, err)
		return
	}
	one := newTally()
	for i, e := range edits {
		want := "False"
		if verdictDiffers(e, pointers[0]) {
			want = "True"
		} else if verdictDiffers(e, pointers[1]) {
			want = "Conditional"
		}
		one.counts["documents changed: "+want]++
		if answers[i] != want {
			one.note("disagree on replacement: "+answers[i]+", want "+want, typeName+" "+e.what+": "+e.before+" → "+e.after)
		}
	}
	for _, p := range slices.Concat(pointers[0], pointers[1]) {
		if !slices.ContainsFunc(edits, func(e edit) bool { return verdictDiffers(e, []string{p}) }) {
			one.note("pointers that no document has", typeName+" "+p)
		}
	}
	a.add(one)
}

// maxVisits is how often the properties of one definition are changed, on different paths; those
// to which a pointer leads are changed on its path in any case.
const maxVisits = 3

// editsOf makes the changes of a type: of each scalar, of each list by an item more and one
// less, of each object by each property less.
func editsOf(o *oracle, pointers [2][]string) []edit {
	e := newExplorer(o)
	var edits []edit
	e.each = func(s site) {
		before, what := textOf(s.whole(s.value)), "/"+strings.Join(s.path, "/")
		for _, x := range others(s.value) {
			if after := textOf(s.whole(x)); len(s.path) > 0 {
				edits = append(edits, edit{what, before, after})
			}
		}
	}
	visits := map[string]int{}
	e.pass = func(s site) bool {
		if s.depth > 40 {
			return false
		}
		if visits[s.places[0].pointer]++; visits[s.places[0].pointer] <= maxVisits {
			return true
		}
		return slices.ContainsFunc(slices.Concat(pointers[0], pointers[1]), func(p string) bool { return leadsThrough(p, s.path) })
	}
	e.run()
	return edits
}

// leadsThrough reports whether a pointer goes on from a path.
func leadsThrough(pointer string, path []string) bool {
	i := 0
	for _, key := range strings.Split(strings.TrimPrefix(pointer, "/properties/"), "/") {
		for i < len(path) && path[i] == "*" && key != "*" {
			i++
		}
		if i == len(path) {
			return true
		}
		if key != path[i] && key != "*" {
			return false
		}
		i++
	}
	return false
}

// others returns other values than x of its kind.
func others(x any) (out []any) {
	switch x := x.(type) {
	case string:
		return []any{x + "x"}
	case bool:
		return []any{!x}
	case json.Number:
		if x == "1" {
			return []any{json.Number("2")}
		}
		return []any{json.Number("1")}
	case []any:
		if len(x) > 0 {
			out = append(out, append(slices.Clip(x), x[0]), x[1:])
		}
	case map[string]any:
		for name := range x {
			out = append(out, without(x, name))
		}
	}
	return out
}

// verdictDiffers reports whether what one of the pointers leads to differs in two documents.
func verdictDiffers(e edit, pointers []string) bool {
	before, err := parse(e.before)
	after, err2 := parse(e.after)
	return err == nil && err2 == nil && slices.ContainsFunc(pointers, func(p string) bool {
		keys := strings.Split(strings.TrimPrefix(p, "/"), "/")
		if keys[0] != "properties" {
			return false
		}
		return !reflect.DeepEqual(at(before, keys[1:]), at(after, keys[1:]))
	})
}

// at returns the values that the keys of a pointer lead to. Lists are entered with and without a
// key for it; items and properties are keys of the schema where no property has the name.
func at(x any, keys []string) []any {
	if len(keys) == 0 {
		return []any{x}
	}
	key := strings.NewReplacer("~1", "/", "~0", "~").Replace(keys[0])
	switch x := x.(type) {
	case []any:
		var out []any
		if key == "*" || key == "items" {
			keys = keys[1:]
		}
		for _, item := range x {
			out = append(out, at(item, keys)...)
		}
		return out
	case map[string]any:
		if inside, ok := x[key]; ok {
			return at(inside, keys[1:])
		}
		switch key {
		case "*":
			var out []any
			for _, name := range slices.Sorted(maps.Keys(x)) {
				out = append(out, at(x[name], keys[1:])...)
			}
			return out
		case "properties", "items":
			return at(x, keys[1:])
		}
	}
	return nil
}
