package output

import (
	"crypto/sha256"
	"encoding/hex"
	"os"
	"path/filepath"
	"testing"
)

func sum(content string) string {
	s := sha256.Sum256([]byte(content))
	return hex.EncodeToString(s[:])
}

func TestHolds(t *testing.T) {
	sums := map[string]string{"a.go": sum("a"), "s/b.go": sum("b")}
	for _, tt := range []struct {
		name   string
		files  map[string]string
		change func(dir string) error
		want   bool
	}{
		{name: "same", files: map[string]string{"a.go": "a", "s/b.go": "b"}, want: true},
		{name: "more", files: map[string]string{"a.go": "a", "s/b.go": "b", "c.go": "c"}, want: true},
		{name: "changed", files: map[string]string{"a.go": "a", "s/b.go": "B"}},
		{name: "missing", files: map[string]string{"a.go": "a"}},
		{name: "empty", files: map[string]string{"a.go": "a", "s/b.go": ""}},
		{name: "no folder"},
		{
			name: "link", files: map[string]string{"s/b.go": "b", "x": "a"},
			change: func(dir string) error { return os.Symlink("x", filepath.Join(dir, "a.go")) },
		},
		{
			name: "folder", files: map[string]string{"s/b.go": "b"},
			change: func(dir string) error { return os.Mkdir(filepath.Join(dir, "a.go"), 0o777) },
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "out")
			fill(t, dir, tt.files)
			if tt.change != nil {
				if err := tt.change(dir); err != nil {
					t.Fatal(err)
				}
			}
			if got := Matches(dir, sums); got != tt.want {
				t.Errorf("got %v", got)
			}
			held := Matching(dir, sums)
			for name, content := range held {
				if tt.files[name] != string(content) || sum(string(content)) != sums[name] {
					t.Errorf("%s: held is %q", name, content)
				}
			}
			if (len(held) == len(sums)) != tt.want {
				t.Errorf("held are %d files", len(held))
			}
		})
	}
}

// TestMatchesStaysInside: a name that leads out of the folder is not followed.
func TestMatchesStaysInside(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, map[string]string{"secret": "s", "out/a.go": "a"})
	for _, name := range []string{"../secret", filepath.Join(dir, "secret"), "link/secret"} {
		if err := os.Symlink("..", filepath.Join(dir, "out", "link")); err != nil && !os.IsExist(err) {
			t.Fatal(err)
		}
		if Matches(filepath.Join(dir, "out"), map[string]string{name: sum("s")}) {
			t.Errorf("%s was read", name)
		}
	}
}

// TestEmptyFile: what a crash leaves of a new file does not block the next run.
func TestEmptyFile(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, map[string]string{"a.go": ""})
	got, err := Write(dir, Set{Files: map[string][]byte{"a.go": goFile("package a")}})
	if err != nil || len(got.Written) != 1 {
		t.Errorf("%v, %v", got, err)
	}
}

// TestRead: files of the folder are read, and nothing that only looks like one.
func TestRead(t *testing.T) {
	dir := t.TempDir()
	fill(t, dir, map[string]string{"s/a.go": "a"})
	if got, err := Read(dir, "s/a.go"); err != nil || string(got) != "a" {
		t.Errorf("%q, %v", got, err)
	}
	if err := os.Symlink("a.go", filepath.Join(dir, "s", "link")); err != nil {
		t.Skip(err)
	}
	for _, name := range []string{"s", "s/link", "s/missing", "../x", "s/a.go/x"} {
		if got, err := Read(dir, name); err == nil {
			t.Errorf("%s: %q", name, got)
		}
	}
	for _, name := range []string{"s/a.go", "s/a.go/x", "missing", "s/link"} {
		if got, err := Read(filepath.Join(dir, name), "a.go"); err == nil {
			t.Errorf("in %s: %q", name, got)
		}
	}
}
