package ecma262

import (
	"bytes"
	"encoding/json"
	"math/rand"
	"os"
	"os/exec"
	"sort"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
)

// corpusPatterns returns every distinct pattern and patternProperties key of the registry schemas, sorted.
func corpusPatterns(t *testing.T) []string {
	t.Helper()
	found := map[string]bool{}
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if s, ok := v["pattern"].(string); ok {
				found[s] = true
			}
			if m, ok := v["patternProperties"].(map[string]any); ok {
				for s := range m {
					found[s] = true
				}
			}
			for _, sub := range v {
				walk(sub)
			}
		case []any:
			for _, sub := range v {
				walk(sub)
			}
		}
	}
	for name, content := range corpus.Members(t, corpus.Registry) {
		var schema any
		if err := json.Unmarshal(content, &schema); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		walk(schema)
	}
	out := make([]string, 0, len(found))
	for s := range found {
		out = append(out, s)
	}
	sort.Strings(out)
	return out
}

// TestCorpusCompiles pins how many patterns compile, so that a change which loses one is seen, and logs the engines.
func TestCorpusCompiles(t *testing.T) {
	patterns := corpusPatterns(t)
	engines := map[string]int{}
	failed := 0
	for _, src := range patterns {
		p, err := Compile(src)
		sameError(t, src, err)
		if err != nil {
			failed++
			if !strings.Contains(err.Error(), "back-reference") {
				t.Errorf("%q: %v", src, err)
			}
			t.Logf("does not compile: %q: %v", src, err)
			continue
		}
		engines[enginesOf(p)]++
	}
	for name, n := range engines {
		t.Logf("%5d %s", n, name)
	}
	corpus.Snapshot(t, corpus.Registry)
	if len(patterns) != 2302 || failed > corpusBackReferences {
		t.Errorf("%d patterns, %d do not compile; want 2302 and at most %d", len(patterns), failed, corpusBackReferences)
	}
}

// corpusBackReferences is how many patterns of the corpus hold a back-reference that is an error.
const corpusBackReferences = 1

// jsEquivalent rewrites what RegExp reads differently, or not at all, as RegExp that means what Java means. It is
// written by hand, apart from the parser, to be something to compare with.
func jsEquivalent(src string) string {
	switch src {
	case `^(?!(?i)(stop|help)$)[ \S]+`:
		return `^(?!([sS][tT][oO][pP]|[hH][eE][lL][pP])$)[ \S]+`
	case `^(?!(?i)aws)[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}$`:
		return `^(?![aA][wW][sS])[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}::[A-Za-z0-9]{2,64}$`
	}
	if strings.Contains(src, "(?i)[0-9a-f]") {
		before, after, _ := strings.Cut(src, "(?i)")
		return before + strings.ReplaceAll(after, "a-f", "a-fA-F")
	}
	return strings.NewReplacer(
		`\\`, `\\`, `\A`, `^`, `\z`, `$`, `\Z`, `(?=(?:\r\n|[\n\r\x85\u2028\u2029])?$)`,
		`(?s).`, `[^]`, `\p{Graph}`, `\x21-\x7e`, `\x{60}`, "\\x60", `\p{Z}-_`, `\p{Z}\-_`,
		`*{1,512}$`, `*$`, `*{1,1000}$`, `*$`, `+{1,255}$`, `+$`, `${1,128}`, `$`, `${1,256}`, `$`,
	).Replace(src)
}

// nodeScript answers 1, 0 or ? per subject: RegExp backtracks, so a subject gets 200 ms before it is given up.
const nodeScript = `
const vm = require('vm');
const box = vm.createContext({});
const out = [];
for (const c of JSON.parse(require('fs').readFileSync(0, 'utf8'))) {
  let re = null, unicode = true;
  for (const src of [c.Src, c.Same]) {
    unicode = true;
    try { re = new RegExp(src, 'u') } catch (e) {
      unicode = false;
      // Without the u flag \p and \u{ would mean something else; such a pattern waits for its equivalent.
      if (!/\\[pPAzZ]|\\[xu]\{/.test(src)) try { re = new RegExp(src) } catch (e) {}
    }
    if (re) break;
  }
  const results = [];
  Object.assign(box, {re, results, subjects: c.Subjects});
  while (re && results.length < c.Subjects.length) {
    try {
      vm.runInContext("while (results.length < subjects.length) results.push(re.test(subjects[results.length]) ? '1' : '0')", box, {timeout: 200});
    } catch (e) { if (results.length < c.Subjects.length) results.push('?') }
  }
  out.push({Unicode: unicode, Results: results.join('')});
}
console.log(JSON.stringify(out));`

// TestNode compares with the RegExp of node on subjects made from each pattern of the corpus.
func TestNode(t *testing.T) {
	patterns := corpusPatterns(t)
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatalf("%s is set, but there is no node on PATH to compare with", corpus.Env)
	}
	type caseIn struct {
		Src, Same string
		Subjects  []string
	}
	rng := rand.New(rand.NewSource(1))
	var cases []caseIn
	for _, src := range patterns {
		if _, err := Compile(src); err == nil {
			cases = append(cases, caseIn{src, jsEquivalent(src), patternSubjects(src, rng, 40)})
		}
	}
	in, err := json.Marshal(cases)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(node, "-e", nodeScript)
	cmd.Stdin, cmd.Stderr = bytes.NewReader(in), os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	var results []struct {
		Unicode bool
		Results string
	}
	if err := json.Unmarshal(out, &results); err != nil {
		t.Fatal(err)
	}
	compared, matched, units, late := 0, 0, 0, 0
	for i, c := range cases {
		if len(results[i].Results) != len(c.Subjects) {
			t.Errorf("%q: RegExp takes neither it nor %q", c.Src, c.Same)
			continue
		}
		p := mustCompile(t, c.Src)
		for j, s := range c.Subjects {
			// Without the u flag RegExp goes by UTF-16 units, and we always by code points.
			if !results[i].Unicode && strings.IndexFunc(s, func(r rune) bool { return r > 0xFFFF }) >= 0 {
				units++
				continue
			}
			if results[i].Results[j] == '?' {
				late++
				continue
			}
			compared++
			want := results[i].Results[j] == '1'
			if want {
				matched++
			}
			if got := p.MatchString(s); got != want {
				t.Errorf("%q (%s) on %q: %v, RegExp says %v", c.Src, enginesOf(p), s, got, want)
			}
		}
	}
	t.Logf("%d patterns, %d subjects compared, %d of them match; %d left out for UTF-16, %d because RegExp ran on and on",
		len(cases), compared, matched, units, late)
}

// patternSubjects returns subjects for a pattern: some that follow its nodes, and mutations of those.
func patternSubjects(src string, rng *rand.Rand, n int) []string {
	parser := parser{src: src}
	root := parser.parse()
	out := []string{""}
	for len(out) < n {
		var b strings.Builder
		walkPattern(&b, root, parser.sets, rng)
		s := []rune(b.String())
		if len(s) > 12000 {
			s = s[:12000]
		}
		out = append(out, string(s))
		for range 2 {
			s = mutateSubject(s, rng)
			out = append(out, string(s))
		}
		out = append(out, b.String()+"\n", "\u00e9"+b.String())
	}
	return out
}

// strangeRunes have the same properties in every Unicode version that Go and node may have.
var strangeRunes = []rune("aZ_09 \t\n\r-.:/é٣Ω界\u2028\u0085\u00a0\ufeff\u200b\x00\x7f😀𝒳€«\u0301\ue000\ufffd\U0010ffff")

func mutateSubject(s []rune, rng *rand.Rand) []rune {
	out := append([]rune(nil), s...)
	i := rng.Intn(len(out) + 1)
	r := strangeRunes[rng.Intn(len(strangeRunes))]
	switch k := rng.Intn(4); {
	case k == 0 || len(out) == 0:
		out = append(out[:i], append([]rune{r}, out[i:]...)...)
	case k == 1:
		out = append(out[:i%len(out)], out[i%len(out)+1:]...)
	case k == 2:
		out[i%len(out)] = r
	default: // double a character
		j := i % len(out)
		out = append(out[:j], append([]rune{out[j]}, out[j:]...)...)
	}
	return out
}

// walkPattern writes something that n might match; assertions are left to chance, but for the bodies of lookaheads now and then.
func walkPattern(b *strings.Builder, n *node, sets []runeSet, rng *rand.Rand) {
	switch n.op {
	case opSet:
		if s := sets[n.set]; len(s) > 0 {
			b.WriteRune(memberOf(s, rng))
		}
	case opCat:
		for _, s := range n.subs {
			walkPattern(b, s, sets, rng)
		}
	case opAlt:
		walkPattern(b, n.subs[rng.Intn(len(n.subs))], sets, rng)
	case opRepeat:
		count := n.min + rng.Intn(4)
		if n.max >= 0 && rng.Intn(4) == 0 {
			count = n.max + rng.Intn(2)
		} else if rng.Intn(8) == 0 {
			count = max(0, n.min-1)
		}
		if n.max >= 0 && rng.Intn(8) != 0 {
			count = min(count, n.max)
		}
		for i := 0; i < count && b.Len() < 9000; i++ {
			walkPattern(b, n.subs[0], sets, rng)
		}
	case opLook:
		if rng.Intn(6) == 0 {
			walkPattern(b, n.subs[0], sets, rng)
		}
	}
}

// memberOf picks a member, mostly from ASCII, and only such as every Unicode version agrees on.
func memberOf(s runeSet, rng *rand.Rand) rune {
	for range 8 {
		r := s[rng.Intn(len(s))]
		if r.lo >= 0x80 && rng.Intn(4) != 0 {
			r = s[0]
		}
		c := r.lo + rune(rng.Intn(int(min(r.hi, max(r.lo, 0x7e))-r.lo)+1))
		if rng.Intn(8) == 0 && r.hi < 0x80 {
			c = []rune{r.lo, r.hi}[rng.Intn(2)]
		}
		if c < 0x250 {
			return c
		}
	}
	for _, c := range strangeRunes {
		if s.has(c) {
			return c
		}
	}
	return 'a'
}
