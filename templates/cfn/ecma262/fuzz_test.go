package ecma262

import (
	"math/rand"
	"regexp"
	"strings"
	"testing"
)

// choices makes decisions: a random source, or what a fuzzer writes.
type choices interface {
	// Intn returns a number from 0 to n-1.
	Intn(n int) int
}

// written are choices that a fuzzer writes, one a byte; behind the last all are 0. A
// change of one byte is then a small change of what is made.
type written []byte

func (w *written) Intn(n int) int {
	if len(*w) == 0 {
		return 0
	}
	c := int((*w)[0]) % n
	*w = (*w)[1:]
	return c
}

// randomPattern returns a small pattern that means the same to ECMA-262 and to Go's regexp. Go's \s, its $ and its . are
// made alike by the choice of parts: no \s, no (?m), and a class where a dot would be.
func randomPattern(rng choices, depth int) string {
	atoms := []string{"a", "b", "é", "😀", "[ab]", "[^a]", "[a-c]", `\d`, `\w`, `\W`, "[^\\n\\r]", "^", "$", `\b`, `\B`, `\p{Lt}`, `\x61`}
	var b strings.Builder
	for range 1 + rng.Intn(4) {
		atom := atoms[rng.Intn(len(atoms))]
		if depth > 0 && rng.Intn(3) == 0 {
			atom = "(" + randomPattern(rng, depth-1) + ")"
			if rng.Intn(2) == 0 {
				atom = "(?:" + atom[1:]
			}
		}
		b.WriteString(atom)
		if !strings.ContainsAny(atom[:1], "^$") && atom != `\b` && atom != `\B` {
			b.WriteString([]string{"", "", "", "*", "+", "?", "{2}", "{1,3}", "{0,4}", "{2,}", "*?", "{1,7}"}[rng.Intn(12)])
		}
		if rng.Intn(6) == 0 {
			b.WriteByte('|')
		}
	}
	return b.String()
}

// compareWithRegexp skips what either side refuses.
func compareWithRegexp(t *testing.T, src, subject string) {
	re, err := regexp.Compile(src)
	if err != nil {
		return
	}
	p, err := Compile(src)
	if err != nil {
		t.Fatalf("%q: %v", src, err)
	}
	if got, want := p.MatchString(subject), re.MatchString(subject); got != want {
		t.Errorf("%q (%s) on %q: %v, regexp says %v", src, enginesOf(p), subject, got, want)
	}
	// The same answer is due from the engine that no pattern of this kind gets by itself.
	if got := matchByThreads(t, src, subject); got != re.MatchString(subject) {
		t.Errorf("%q by threads on %q: %v", src, subject, got)
	}
}

// matchByThreads runs a pattern without the plan: as threads, and as a lookahead that is tried at every position.
func matchByThreads(t *testing.T, src, subject string) bool {
	parser := parser{src: src}
	root := parser.parse()
	answers := [2]bool{}
	for i, n := range []*node{root, {op: opLook, subs: []*node{root}}} {
		var looks []lookaround
		left := maxProg
		prog, err := compile(n, false, &looks, &left)
		if err != nil {
			t.Fatal(err)
		}
		progs, insts := []*program{prog}, len(prog.insts)
		for _, l := range looks {
			progs, insts = append(progs, l.prog), max(insts, len(l.prog.insts))
		}
		f := nfa{prog: prog, looks: looks, alphabet: newAlphabet(parser.sets, progs), insts: insts}
		answers[i] = f.match(subject, new(scratch))
	}
	if answers[0] != answers[1] {
		t.Errorf("%q on %q: forward %v, backward %v", src, subject, answers[0], answers[1])
	}
	return answers[0]
}

func randomSubject(rng choices) string {
	parts := []string{"a", "b", "c", "é", "😀", "1", "_", " ", "\n", "\xff", "A", "\u2028", "ǅ", "a", "b"}
	var b strings.Builder
	for range rng.Intn(12) {
		b.WriteString(parts[rng.Intn(len(parts))])
	}
	return b.String()
}

func TestGoRegexp(t *testing.T) {
	rng := rand.New(rand.NewSource(7))
	for range 2000 {
		src := randomPattern(rng, 2)
		for range 3 {
			compareWithRegexp(t, src, randomSubject(rng))
		}
		if t.Failed() {
			return
		}
	}
}

// FuzzCompile compiles what the fuzzer writes, which must never panic, and compares the answers of the engines.
func FuzzCompile(f *testing.F) {
	for _, c := range enginePatterns {
		f.Add(c.src, c.yes)
	}
	f.Add(`(?<=\b[^]{2,9})\u{1F600}(?!$)|\cJ[\w-\d]`, "\xff😀a")
	f.Fuzz(func(t *testing.T, src, subject string) {
		if len(src) >= 200 || len(subject) >= 200 {
			return
		}
		p, err := Compile(src)
		sameError(t, src, err)
		switch {
		case err != nil:
			if !strings.Contains(err.Error(), " at byte ") {
				t.Errorf("%q: no offset in %v", src, err)
			}
		case p.MatchString(subject) != matchByThreads(t, src, subject):
			t.Errorf("%q (%s) on %q: %v, by threads the opposite", src, enginesOf(p), subject, p.MatchString(subject))
		}
	})
}

// FuzzRegexp compares patterns that the fuzzer's choices make with package regexp. They are less deep than those of
// TestGoRegexp: repetitions of repetitions take most of the time.
func FuzzRegexp(f *testing.F) {
	rng := rand.New(rand.NewSource(1))
	for range 20 {
		choices := make([]byte, 40)
		rng.Read(choices)
		f.Add(choices)
	}
	f.Fuzz(func(t *testing.T, made []byte) {
		rest := written(made)
		compareWithRegexp(t, randomPattern(&rest, 1), randomSubject(&rest))
	})
}
