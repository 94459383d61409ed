package bench

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
)

// corpusDocuments are none here: they are no part of the project, and the binary
// that cmd/build makes has another file in the place of this one.
func corpusDocuments() []*document { return nil }

// TestCorpus runs the tests of this package on the documents of the corpus, too.
func TestCorpus(t *testing.T) {
	folder := os.Getenv(corpus.Env)
	if folder == "" {
		t.Skipf("%s is not set: the documents beside the corpus are not tested", corpus.Env)
	}
	if c, err := corpus.Open(folder); err != nil {
		t.Fatal(err)
	} else if !c.Whole() {
		t.Skip("beside a corpus that was made there are no documents")
	}
	binary := filepath.Join(t.TempDir(), "bench.test")
	for _, args := range [][]string{{"go", "run", "./cmd/build", "-o", binary}, {binary, "-test.v"}} {
		out, err := exec.Command(args[0], args[1:]...).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
	}
}
