package corpus_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/checksum"
	"github.com/cfngen/cfngen/internal/corpus"
)

// write makes a folder with files.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// indexOf is the text of an index with one entry.
func indexOf(f corpus.File, path, sum, contents string) string {
	return fmt.Sprintf(`{"comment": "", "files": {%q: {"path": %q, "sha256": %q, "contents": %q}}}`, f, path, sum, contents)
}

// recorder is a test that records how it ended.
type recorder struct {
	testing.TB
	skipped, failed string
}

func (r *recorder) Helper() {}

func (r *recorder) Skipf(format string, args ...any) {
	r.skipped = fmt.Sprintf(format, args...)
	runtime.Goexit()
}

func (r *recorder) Fatalf(format string, args ...any) {
	r.failed = fmt.Sprintf(format, args...)
	runtime.Goexit()
}

// record runs a test function to its end.
func record(test func(testing.TB)) *recorder {
	r := &recorder{}
	done := make(chan struct{})
	go func() {
		defer close(done)
		test(r)
	}()
	<-done
	return r
}

// TestPath checks when a test is skipped and when it fails.
func TestPath(t *testing.T) {
	whole := map[string]string{string(corpus.Torture): "content"}
	made := func(path, sum string) map[string]string {
		return map[string]string{"a/b": "content", corpus.IndexName: indexOf(corpus.Torture, path, sum, "")}
	}
	sum := checksum.Of([]byte("content"))
	for _, tt := range []struct {
		name            string
		dir             string
		files           map[string]string
		file            corpus.File
		skipped, failed string
		want            string
	}{
		{name: "no corpus", file: corpus.Torture, skipped: "CFNGEN_CORPUS is not set"},
		{name: "no folder", dir: "nowhere", file: corpus.Torture, failed: "nowhere"},
		{name: "a file", dir: "corpus_test.go", file: corpus.Torture, failed: "is no folder"},
		{name: "whole", files: whole, file: corpus.Torture, want: "torture.md"},
		{name: "whole, and the file is missing", files: whole, file: corpus.Registry, failed: "2026-08.zip"},
		{name: "made", files: made("a/b", sum), file: corpus.Torture, want: "a/b"},
		{name: "made without the file", files: made("a/b", sum), file: corpus.Registry, skipped: "registry/2026-08.zip is not in the corpus"},
		{name: "made, and the file is missing", files: made("a/c", sum), file: corpus.Torture, failed: "a/c"},
		{name: "made, and the file is another one", files: made("a/b", "0"), file: corpus.Torture, failed: "has not the checksum"},
		{name: "made, and the file is elsewhere", files: made("../b", sum), file: corpus.Torture, failed: "not below the corpus"},
		{name: "an index that is no JSON", files: map[string]string{corpus.IndexName: "{"}, file: corpus.Torture, failed: corpus.IndexName},
		{name: "an index with an unknown key", files: map[string]string{corpus.IndexName: `{"file": {}}`}, file: corpus.Torture, failed: `unknown field "file"`},
		{name: "an index of nothing", files: map[string]string{corpus.IndexName: `{"files": {}}`}, file: corpus.Torture, failed: "lists no files"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := tt.dir
			if tt.files != nil {
				dir = write(t, tt.files)
			}
			t.Setenv(corpus.Env, dir)
			got := ""
			r := record(func(tb testing.TB) { got = corpus.Path(tb, tt.file) })
			if !strings.Contains(r.skipped, tt.skipped) || (r.skipped != "") != (tt.skipped != "") {
				t.Errorf("skipped with %q, want %q", r.skipped, tt.skipped)
			}
			if !strings.Contains(r.failed, tt.failed) || (r.failed != "") != (tt.failed != "") {
				t.Errorf("failed with %q, want %q", r.failed, tt.failed)
			}
			if tt.want != "" && got != filepath.Join(dir, filepath.FromSlash(tt.want)) {
				t.Errorf("the path is %s, want %s", got, tt.want)
			}
		})
	}
}

// TestSnapshot checks which tests of figures are skipped.
func TestSnapshot(t *testing.T) {
	const contents = "0c9d6bfec3eece9c33719001e1836b38fb7d25f228e8ae87c5d28821507900cf"
	for _, tt := range []struct {
		name  string
		files map[string]string
		skips bool
	}{
		{"whole", map[string]string{"README.md": ""}, false},
		{"the same contents", map[string]string{corpus.IndexName: indexOf(corpus.ResourceSpec, "a", "", contents)}, false},
		{"other contents", map[string]string{corpus.IndexName: indexOf(corpus.ResourceSpec, "a", "", checksum.Of(nil))}, true},
		{"without the file", map[string]string{corpus.IndexName: indexOf(corpus.Registry, "a", "", contents)}, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv(corpus.Env, write(t, tt.files))
			r := record(func(tb testing.TB) { corpus.Snapshot(tb, corpus.ResourceSpec) })
			if (r.skipped != "") != tt.skips || r.failed != "" {
				t.Errorf("skipped with %q, failed with %q", r.skipped, r.failed)
			}
		})
	}
}

// TestSnapshots compares the checksums of the project's own files with those in a
// whole corpus.
func TestSnapshots(t *testing.T) {
	for _, f := range []corpus.File{
		corpus.Registry, corpus.RegistryBefore, corpus.ResourceSpec, corpus.ResourceSpecBefore,
		corpus.JSONSuite, corpus.SchemaSuite, corpus.Templates,
	} {
		t.Run(string(f), func(t *testing.T) {
			corpus.Snapshot(t, f)
			file := corpus.Path(t, f)
			content, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			contents, err := corpus.Contents(file, content)
			if err != nil {
				t.Fatal(err)
			}
			t.Setenv(corpus.Env, write(t, map[string]string{corpus.IndexName: indexOf(f, "a", "", contents)}))
			if r := record(func(tb testing.TB) { corpus.Snapshot(tb, f) }); r.skipped != "" {
				t.Errorf("the project's figures are for another file: %s", contents)
			}
		})
	}
}

// TestContentsErrors checks that a damaged file has no checksum.
func TestContentsErrors(t *testing.T) {
	for _, file := range []string{"a.zip", "a.json.gz"} {
		if sum, err := corpus.Contents(file, []byte("no archive")); err == nil {
			t.Errorf("%s has the checksum %s", file, sum)
		}
	}
}

// TestErrNotIn checks that callers can tell what is left out from what is broken.
func TestErrNotIn(t *testing.T) {
	c, err := corpus.Open(write(t, map[string]string{corpus.IndexName: indexOf(corpus.Registry, "a", "", "")}))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Path(corpus.Torture); !errors.Is(err, corpus.ErrNotIn) || c.Whole() {
		t.Errorf("%v, whole: %t", err, c.Whole())
	}
	if _, err := c.Path(corpus.Registry); err == nil || errors.Is(err, corpus.ErrNotIn) {
		t.Errorf("a file that is missing: %v", err)
	}
}
