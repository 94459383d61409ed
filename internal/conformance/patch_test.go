package conformance

import (
	"encoding/json"
	"flag"
	"hash/fnv"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
)

var pairs = flag.Int("pairs", somePairs, "how many pairs of random states of each type are patched; 61 are 100,000")

// somePairs is how many pairs the figures in testdata are of.
const somePairs = 10

// TestPatch makes the patch between random valid states of every type, has an independent
// implementation of RFC 6902 apply it to what the service has of the first one, and compares the
// result with the second one.
func TestPatch(t *testing.T) {
	schemas := readSchemas(t, corpus.Registry)
	types := slices.Sorted(maps.Keys(schemas))
	patched(t, corpus.Registry, registryChecker(t, types), schemas, "patch.txt")
}

// TestPatchBefore is TestPatch for the specification of a year before: for the types whose flags
// are others, with -all for every one.
func TestPatchBefore(t *testing.T) {
	now, before := readSchemas(t, corpus.Registry), readSchemas(t, corpus.RegistryBefore)
	same := func(a, b map[string]any) bool {
		return !slices.ContainsFunc([]string{"createOnlyProperties", "writeOnlyProperties", "readOnlyProperties"}, func(name string) bool {
			return !reflect.DeepEqual(a[name], b[name])
		})
	}
	for name, root := range before {
		if other := now[name]; other != nil && !*everyDocument && same(root, other) {
			delete(before, name)
		}
	}
	types := slices.Sorted(maps.Keys(before))
	dir, said, ok := generate(t, corpus.Path(t, corpus.RegistryBefore), types)
	if !ok {
		t.Fatalf("%.4000s", said)
	}
	file := "patch-before.txt"
	if *everyDocument {
		file = ""
	}
	patched(t, corpus.RegistryBefore, newChecker(t, dir, types), before, file)
}

func patched(t *testing.T, input corpus.File, c *checker, schemas map[string]map[string]any, file string) {
	t.Helper()
	all := newTally()
	eachType(slices.Sorted(maps.Keys(schemas)), func(name string) { all.patch(t, c, name, schemas[name]) })
	all.counts["types"] = len(schemas)
	all.report(t, input)
	if *onlyTypes == "" && file != "" && *pairs == somePairs {
		all.hold(t, filepath.Join("testdata", file), input)
	}
}

// answer is what the program says of two states.
type answer struct {
	// Unreadable is why a state cannot be read, Error what went wrong afterwards.
	Unreadable, Error string
	// Replaced are the properties that would have to be replaced, Drift those that are not
	// as desired.
	Replaced, Drift []string
	// Patch and Converge are patches.
	Patch, Converge json.RawMessage
}

// patch compares the patches of a type.
func (a *tally) patch(t *testing.T, c *checker, typeName string, root map[string]any) {
	meant(root)
	o, err := newOracle(root)
	if err != nil {
		t.Errorf("%s: %v", typeName, err)
		return
	}
	h := fnv.New64a()
	h.Write([]byte(typeName))
	s := newStates(o, h.Sum64())
	one := newTally()
	if len(s.pool) == 0 {
		one.note("no valid document", typeName)
		a.add(one)
		return
	}
	f := newFlags(o)
	var questions []string
	var asked []question
	for i := range *pairs {
		for _, q := range s.questions(f, i) {
			asked = append(asked, q)
			questions = append(questions, textOf(q.current)+"\t"+textOf(q.desired))
		}
	}
	answers, err := ask[answer](c, "patch", typeName, questions)
	if err != nil {
		t.Errorf("%s: %v", typeName, err)
		return
	}
	for i := range answers {
		one.checkPatch(f, s, typeName, asked[i], answers[i])
	}
	a.add(one)
}

// question is a pair of states.
type question struct {
	current, desired any
	// leaf is the place of the scalar that alone is different, "" for none.
	leaf string
	// filled reports whether the current state is the desired one with more in it.
	filled bool
}

// questions returns what is asked of the pair of a number: of two states, of one in which a leaf
// is changed, of one in which the service filled in more.
func (s *states) questions(f flags, i int) []question {
	current := s.next()
	desired := s.near(current)
	if i%3 == 0 {
		desired = s.next()
	}
	if i%5 > 0 { // the others differ where they cannot
		was := textOf(f.canonical(current))
		for range maxTries {
			if same := f.aligned(desired, current); s.valid(same) {
				if desired = same; textOf(f.canonical(desired)) != was {
					break
				}
			}
			desired = s.near(current)
		}
	}
	out := []question{{current: s.returned(f, current), desired: desired}}
	var leaves []question
	never, create := f.never(current), located(current, f.createOnly)
	scalars(current, "", func(at string, x any, set func(any) any) {
		if !within(at, never) && !within(at, create) {
			leaves = append(leaves, question{current: current, desired: set(others(x)[0]), leaf: at})
		}
	}, func(x any) any { return x })
	if len(leaves) > 0 {
		out = append(out, leaves[s.rand.IntN(len(leaves))])
	}
	more := f.view(s.rand, s.filled([]place{{"", f.root}}, desired, s.pool[s.rand.IntN(len(s.pool))]))
	return append(out, question{current: s.returned(f, more), desired: desired, filled: true})
}

// returned returns a state with some read-only properties.
func (s *states) returned(f flags, x any) any {
	copied, _ := parse(textOf(x))
	for _, p := range f.readOnly {
		if s.rand.IntN(2) == 0 {
			set(copied, strings.Split(strings.TrimPrefix(p, "/properties/"), "/"))
		}
	}
	return copied
}

// set sets the property to which keys lead, wherever what is around it is there.
func set(x any, keys []string) {
	switch x := x.(type) {
	case map[string]any:
		inside, has := x[keys[0]]
		switch {
		case has && len(keys) > 1:
			set(inside, keys[1:])
		case !has && len(keys) == 1 && keys[0] != "*":
			x[keys[0]] = "from the service"
		}
	case []any:
		if keys[0] == "*" && len(keys) > 1 {
			keys = keys[1:]
		}
		for _, item := range x {
			set(item, keys)
		}
	}
}

// filled returns a state with properties of another one that it does not have.
func (s *states) filled(places []place, x, more any) any {
	v := s.wide(places)
	switch x := x.(type) {
	case map[string]any:
		m, _ := more.(map[string]any)
		out := map[string]any{}
		for _, name := range v.names() {
			y, has := m[name]
			if _, also := x[name]; has && !also {
				out[name] = y
			}
		}
		for name := range x {
			out[name] = s.filled(v.property(s.oracle, name), x[name], m[name])
		}
		return out
	case []any:
		l, _ := more.([]any)
		out := slices.Clone(x)
		for i := range x {
			if len(l) > 0 {
				out[i] = s.filled(v.items(s.oracle), x[i], l[0])
			}
		}
		return out
	}
	return x
}

// aligned returns a state that has of another one what cannot change.
func (f flags) aligned(desired, current any) any {
	for _, p := range f.createOnly {
		keys := strings.Split(strings.TrimPrefix(p, "/properties/"), "/")
		if f.differ(desired, current, keys) {
			if desired = grafted(desired, current, keys); desired == nil {
				desired = map[string]any{}
			}
		}
	}
	return desired
}

// differ reports whether what keys lead to differs.
func (f flags) differ(a, b any, keys []string) bool {
	return !reflect.DeepEqual(at(f.canonical(a), keys), at(f.canonical(b), keys))
}

// grafted returns a value with what is at keys taken from another one, nil for nothing.
func grafted(to, from any, keys []string) any {
	x, isObject := to.(map[string]any)
	y, also := from.(map[string]any)
	if len(keys) == 0 || !isObject || !also {
		return from
	}
	inside := grafted(x[keys[0]], y[keys[0]], keys[1:])
	if inside == nil {
		return without(x, keys[0])
	}
	return with(x, keys[0], inside)
}

// view returns what the service has of a state: without write-only properties, lists in any order
// that is not the schema's.
func (f flags) view(r *rand.Rand, x any) any {
	x = removed(x, located(x, f.writeOnly), func() bool { return r.IntN(2) == 0 })
	return f.each(x, func(list []any) []any {
		r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
		return list
	})
}
