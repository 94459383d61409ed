package bench

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// corpusDocuments are none here: they are no part of the project, and the binary
// that cmd/build makes has another file in the place of this one.
func corpusDocuments() []*document { return nil }

// TestCorpus runs the tests of this package on the documents of the corpus, too.
func TestCorpus(t *testing.T) {
	if os.Getenv("CFNGEN_CORPUS") == "" {
		t.Skip("CFNGEN_CORPUS is not set: the documents beside the corpus are not tested")
	}
	binary := filepath.Join(t.TempDir(), "bench.test")
	for _, args := range [][]string{{"go", "run", "./cmd/build", "-o", binary}, {binary, "-test.v"}} {
		out, err := exec.Command(args[0], args[1:]...).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %v\n%s", args, err, out)
		}
	}
}
