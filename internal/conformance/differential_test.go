package conformance

import (
	"cmp"
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
)

// maxDocuments is how many documents of one type are compared, where -all does
// not ask for all.
const maxDocuments = 400

// TestDifferential compares verdicts and paths for every type of the registry, and the verdicts with those of
// the schema for editors.
func TestDifferential(t *testing.T) {
	schemas := readSchemas(t, corpus.Registry)
	types := slices.Sorted(maps.Keys(schemas))
	c := registryChecker(t, types)
	all, editor, s := newTally(), newTally(), newEditorSchema(t)
	eachType(types, func(name string) {
		made, answers := all.compare(t, c, name, schemas[name])
		editor.compareVerdicts(t, s, name, made, answers)
	})
	all.counts["types"] = len(types)
	all.report(t, corpus.Registry)
	editor.report(t, corpus.Registry)
	if *onlyTypes == "" && !*everyDocument {
		all.hold(t, filepath.Join("testdata", "differential.txt"), corpus.Registry)
		editor.hold(t, filepath.Join("testdata", "editor.txt"), corpus.Registry)
	}
}

// eachType calls do for types on all processors.
func eachType(types []string, do func(name string)) {
	names := make(chan string)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for name := range names {
				do(name)
			}
		})
	}
	for _, name := range types {
		names <- name
	}
	close(names)
	wg.Wait()
}

// readSchemas returns the schemas of an archive by the names of their types.
func readSchemas(t *testing.T, file corpus.File) map[string]map[string]any {
	t.Helper()
	schemas := map[string]map[string]any{}
	eachMember(t, file, func(name string, content []byte) {
		parsed, err := parse(string(content))
		root, ok := parsed.(map[string]any)
		typeName, named := root["typeName"].(string)
		if err != nil || !ok || !named {
			t.Fatalf("%s is no registry schema: %v", name, err)
		}
		if matched, err := path.Match(*onlyTypes, typeName); err != nil || !matched && *onlyTypes != "" {
			return
		}
		schemas[typeName] = root
	})
	return schemas
}

// compare makes the documents of a type and notes how the verdicts compare. It returns the documents with
// what is wrong with each by the generated type.
func (a *tally) compare(t *testing.T, c *checker, typeName string, root map[string]any) ([]document, [][]finding) {
	m := meant(root)
	o, err := newOracle(root)
	if err != nil {
		t.Errorf("%s: %v", typeName, err)
		return nil, nil
	}
	e := explore(o)
	made := sample(e.documents)
	texts := make([]string, len(made))
	for i, d := range made {
		texts[i] = d.text
	}
	answers, err := c.check(typeName, texts)
	if err != nil {
		t.Errorf("%s: %v", typeName, err)
		return nil, nil
	}
	one := newTally()
	for _, pointer := range slices.Sorted(maps.Keys(e.reached)) {
		if e.reached[pointer] {
			continue
		}
		at := typeName + " " + pointer
		if unreachable[at] == "" && corpus.IsSnapshot(t, corpus.Registry) {
			t.Errorf("no document reaches %s", at)
		}
		one.note("unreachable", at+": "+unreachable[at])
	}
	for _, pattern := range o.unchecked {
		one.note("pattern not comparable", typeName+" "+pattern)
	}
	for _, pointer := range m.untyped {
		one.note("meant as an object, though the schema has no type", typeName+" "+pointer)
	}
	one.counts["documents made"] = len(e.documents)
	for i, d := range made {
		parsed, err := parse(d.text)
		if err != nil {
			t.Errorf("%s: %v: %s", typeName, err, d.text)
			continue
		}
		one.judge(typeName, d, answers[i], o.check(parsed), func() bool { return o.acceptsConverted(d.text) })
	}
	a.add(one)
	return made, answers
}

// sample takes so many documents that each way of breaking one has the same
// share, evenly from all of its documents.
func sample(all []document) []document {
	if len(all) <= maxDocuments || *everyDocument {
		return all
	}
	ways := map[string][]document{}
	for _, d := range all {
		ways[d.what] = append(ways[d.what], d)
	}
	names := slices.SortedFunc(maps.Keys(ways), func(a, b string) int {
		return cmp.Or(len(ways[a])-len(ways[b]), strings.Compare(a, b))
	})
	var some []document
	for i, name := range names {
		of := ways[name]
		n := min(len(of), (maxDocuments-len(some))/(len(names)-i))
		for j := range n {
			some = append(some, of[j*len(of)/n])
		}
	}
	return some
}

// judge notes what the two say about one document.
func (a *tally) judge(typeName string, d document, ours, theirs []finding, converts func() bool) {
	if len(theirs) == 0 {
		a.counts["documents valid"]++
	} else {
		a.counts["documents invalid"]++
	}
	for _, rule := range rules(theirs) {
		a.counts["broken "+rule]++
	}
	example := fmt.Sprintf("%s (%s) %.300s: cfngen %v, JSON Schema %v", typeName, d.what, d.text, show(ours), show(theirs))
	missed, extra := differences(ours, theirs)
	missed = a.explain(explanation{typeName, ours, converts, true}, missed, example)
	extra = a.explain(explanation{typeName, ours, converts, false}, extra, example)
	verdict := "path "
	switch {
	case len(ours) == 0:
		verdict = "accepted: "
	case len(theirs) == 0:
		verdict = "refused: "
	}
	if len(missed) > 0 {
		a.note("disagree "+verdict+"missed "+strings.Join(rules(missed), "+"), example)
	}
	if len(extra) > 0 {
		a.note("disagree "+verdict+"extra "+strings.Join(rules(extra), "+"), example)
	}
}

func show(findings []finding) string {
	var words []string
	for _, f := range findings[:min(len(findings), 4)] {
		words = append(words, fmt.Sprintf("%q %s", f.Path, f.Rule))
	}
	return "[" + strings.Join(words, ", ") + "]"
}

// rules returns the rules of findings, each once.
func rules(findings []finding) []string {
	var names []string
	for _, f := range findings {
		names = append(names, f.Rule)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// differences returns what only one of the two found. Where none of several
// alternatives holds, or more than one, cfngen may say so at a place inside the
// value. What is absent because it could not be read is no finding of its own.
func differences(ours, theirs []finding) (missed, extra []finding) {
	covers := func(theirs, ours finding) bool {
		if theirs.Path == ours.Path {
			return true
		}
		switch theirs.Rule {
		case "oneOf", "anyOf":
			return below(ours.Path, theirs.Path)
		case "uniqueItems":
			// cfngen names the item that is there already.
			return ours.Rule == theirs.Rule && below(ours.Path, theirs.Path)
		case "dependencies":
			return ours.Path == path.Dir(theirs.Path) || ours.Path == "" && path.Dir(theirs.Path) == "/"
		}
		return false
	}
	for _, f := range theirs {
		if !slices.ContainsFunc(ours, func(g finding) bool { return covers(f, g) }) {
			missed = append(missed, f)
		}
	}
	for _, g := range ours {
		unread := func(r finding) bool {
			return r.Read && (r.Path == g.Path || below(r.Path, g.Path) || below(g.Path, r.Path))
		}
		if !slices.ContainsFunc(theirs, func(f finding) bool { return covers(f, g) }) && (g.Read || !slices.ContainsFunc(ours, unread)) {
			extra = append(extra, g)
		}
	}
	return missed, extra
}

func below(pointer, other string) bool { return strings.HasPrefix(pointer, other+"/") }
