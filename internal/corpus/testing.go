package corpus

import (
	"errors"
	"os"
	"testing"
)

// Path returns the path of a file of the corpus. It skips the test where there is
// no corpus or where one that was made does not have the file, and fails it where
// the corpus is broken.
func Path(tb testing.TB, f File) string {
	tb.Helper()
	file, err := open(tb).Path(f)
	switch {
	case errors.Is(err, ErrNotIn):
		tb.Skipf("%s is not in the corpus that %s names: it was made without", f, Env)
	case err != nil:
		tb.Fatalf("%s names a corpus that is broken: %v", Env, err)
	}
	return file
}

// Members returns the files in a zip archive by name. It skips the test as Path
// does.
func Members(tb testing.TB, f File) map[string][]byte {
	tb.Helper()
	file := Path(tb, f)
	content, err := os.ReadFile(file)
	if err != nil {
		tb.Fatal(err)
	}
	members, err := unzip(content)
	if err != nil {
		tb.Fatalf("%s: %v", file, err)
	}
	return members
}

// Snapshot skips a test that compares with what was counted on the project's own
// files where the corpus has others of another day.
func Snapshot(tb testing.TB, files ...File) {
	tb.Helper()
	for _, f := range files {
		if !IsSnapshot(tb, f) {
			tb.Skipf("the figures were counted on %s, and the corpus that %s names has another file", f, Env)
		}
	}
}

// IsSnapshot reports whether the corpus has the file that the project's figures were
// counted on.
func IsSnapshot(tb testing.TB, f File) bool {
	tb.Helper()
	return open(tb).IsSnapshot(f)
}

func open(tb testing.TB) *Corpus {
	tb.Helper()
	dir := os.Getenv(Env)
	if dir == "" {
		tb.Skipf("%s is not set: it names the folder of real specifications that this test reads", Env)
	}
	c, err := Open(dir)
	if err != nil {
		tb.Fatalf("%s names a corpus that is broken: %v", Env, err)
	}
	return c
}
