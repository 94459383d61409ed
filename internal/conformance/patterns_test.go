package conformance

import (
	"bytes"
	"encoding/json"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/cfngen/cfngen/internal/backend/schema"
	"github.com/cfngen/cfngen/internal/corpus"
)

// regExpScript answers what RegExp with the flag u makes of each text: true, false, or null where it
// takes longer than 200 ms, since it backtracks.
const regExpScript = `
const vm = require('vm');
const box = vm.createContext({});
const out = [];
for (const c of JSON.parse(require('fs').readFileSync(0, 'utf8'))) {
  let re;
  try { re = new RegExp(c.Pattern, 'u') } catch (e) { out.push({Error: String(e)}); continue }
  const matches = c.Texts.map(text => {
    Object.assign(box, {re, text});
    try { return vm.runInContext('re.test(text)', box, {timeout: 200}) } catch (e) { return null }
  });
  out.push({Matches: matches});
}
console.log(JSON.stringify(out));`

// TestUnicodePatterns has node compile the patterns that the schema for editors has in the place of those of
// the registry, and match texts with them as the engine of the support package does with the original.
func TestUnicodePatterns(t *testing.T) {
	type question struct {
		Original, Pattern string
		Texts             []string
	}
	found := map[string]bool{}
	eachMember(t, corpus.Registry, func(_ string, content []byte) {
		root, err := parse(string(content))
		if err != nil {
			t.Fatal(err)
		}
		patternsIn(root, found)
	})
	all, w := newTally(), writer{}
	var questions []question
	for _, original := range slices.Sorted(maps.Keys(found)) {
		if _, err := compilePattern(original); err != nil {
			continue // which an error of the generator reports
		}
		pattern, ok := schema.UnicodePattern(original)
		if !ok {
			all.note("left out", original)
			continue
		}
		k := textKey{original, 0, -1}
		texts := append(slices.Clone(w.matching(k)), w.mismatching(k)...)
		for _, text := range w.matching(k) {
			texts = append(texts, text+"\n", "-"+text, text+"é", text+"😀")
		}
		questions = append(questions, question{original, pattern, texts})
		all.counts["passed patterns"]++
		all.counts["documents compared"] += len(texts)
	}
	own := map[string]bool{} // those that are no type's
	patternsIn(newEditorSchema(t).root, own)
	for _, pattern := range slices.Sorted(maps.Keys(own)) {
		questions = append(questions, question{Original: pattern, Pattern: pattern, Texts: []string{}})
	}
	in, err := json.Marshal(questions)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("node", "-e", regExpScript)
	cmd.Stdin, cmd.Stderr = bytes.NewReader(in), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s is set, and node is needed to compare with: %v", corpus.Env, err)
	}
	var answers []struct {
		Error   string
		Matches []*bool
	}
	if err := json.Unmarshal(out, &answers); err != nil || len(answers) != len(questions) {
		t.Fatalf("%d answers, %v", len(answers), err)
	}
	for i, q := range questions {
		if answers[i].Error != "" {
			t.Errorf("%q for %q: %s", q.Pattern, q.Original, answers[i].Error)
			continue
		}
		p, err := compilePattern(q.Original)
		if err != nil {
			t.Fatal(err)
		}
		for j, text := range q.Texts {
			if got := answers[i].Matches[j]; got != nil && *got != p.MatchString(text) {
				t.Errorf("%q for %q on %q: %t", q.Pattern, q.Original, text, *got)
			}
		}
	}
	all.report(t, corpus.Registry)
	all.hold(t, filepath.Join("testdata", "unicodepatterns.txt"), corpus.Registry)
}

// patternsIn adds the patterns of a schema.
func patternsIn(v any, found map[string]bool) {
	switch v := v.(type) {
	case map[string]any:
		if p, ok := v["pattern"].(string); ok {
			found[p] = true
		}
		if keys, ok := v["patternProperties"].(map[string]any); ok {
			for p := range keys {
				found[p] = true
			}
		}
		for _, inner := range v {
			patternsIn(inner, found)
		}
	case []any:
		for _, inner := range v {
			patternsIn(inner, found)
		}
	}
}
