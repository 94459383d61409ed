package conformance

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
)

// tally counts what was found, by kind, with examples.
type tally struct {
	mu       sync.Mutex
	counts   map[string]int
	examples map[string][]string
}

func newTally() *tally { return &tally{counts: map[string]int{}, examples: map[string][]string{}} }

// maxExamples is how many examples of a kind are kept.
const maxExamples = 4

func (a *tally) note(what, example string) {
	a.counts[what]++
	a.examples[what] = append(a.examples[what], example)
}

func (a *tally) add(b *tally) {
	a.mu.Lock()
	defer a.mu.Unlock()
	for what, n := range b.counts {
		a.counts[what] += n
	}
	for what, examples := range b.examples {
		a.examples[what] = append(a.examples[what], examples...)
	}
}

// rises reports whether more of a kind is better.
func rises(what string) bool {
	first, _, _ := strings.Cut(what, " ")
	return first == "types" || first == "documents" || first == "broken" || first == "passed"
}

// text returns the counts, one a line and sorted by what they count.
func (a *tally) text() string {
	var text strings.Builder
	for _, what := range slices.Sorted(maps.Keys(a.counts)) {
		fmt.Fprintf(&text, "%d %s\n", a.counts[what], what)
	}
	return text.String()
}

// report logs the counts. Disagreements without a reason are errors; the reasons are
// for the project's own file of the corpus, so that those on another one are logged.
func (a *tally) report(t *testing.T, input corpus.File) {
	t.Helper()
	t.Logf("\n%s", a.text())
	for _, what := range slices.Sorted(maps.Keys(a.examples)) {
		examples := a.examples[what]
		slices.Sort(examples)
		n := min(len(examples), maxExamples)
		for i := range n {
			t.Logf("%s: %s", what, examples[i*len(examples)/n])
		}
	}
	for what, n := range a.counts {
		if strings.HasPrefix(what, "disagree ") && corpus.IsSnapshot(t, input) {
			t.Errorf("%d %s; there is no reason for it in explain_test.go", n, what)
		}
	}
}

// hold compares the counts with those of a committed file, which may only get
// better. They were counted on a file of the corpus.
func (a *tally) hold(t *testing.T, file string, input corpus.File) {
	t.Helper()
	corpus.Snapshot(t, input)
	if *update {
		if err := os.WriteFile(file, []byte(a.text()), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	content, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]int{}
	for line := range strings.Lines(string(content)) {
		number, what, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " ")
		n, err := strconv.Atoi(number)
		if err != nil || !ok {
			t.Fatalf("%s: not a count: %q", file, line)
		}
		known[what] = n
	}
	for what := range known {
		if _, ok := a.counts[what]; !ok {
			a.counts[what] = 0
		}
	}
	for what, n := range a.counts {
		if rises(what) && n < known[what] || !rises(what) && n > known[what] {
			t.Errorf("%s: %d, and %d in %s", what, n, known[what], file)
		}
	}
}
