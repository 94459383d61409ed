package output

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Files that nobody generated are replaced, all or none.
func TestReplace(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new")
	old := map[string][]byte{"a.lock": []byte("old"), "specs/b.zip": []byte("old"), "specs/same.zip": []byte("same")}
	sum, err := Replace(dir, old)
	if err != nil || len(sum.Written) != 3 {
		t.Fatalf("%v, %v", sum, err)
	}
	// A failure in the middle of it: a folder stands in one place.
	if err := os.MkdirAll(filepath.Join(dir, "specs", "folder"), 0o777); err != nil {
		t.Fatal(err)
	}
	_, err = Replace(dir, map[string][]byte{"a.lock": []byte("new"), "specs/b.zip": []byte("new"), "specs/folder": []byte("new")})
	if err == nil || !strings.HasSuffix(err.Error(), "specs/folder: is a folder where a file should be") {
		t.Error(err)
	}
	for name, content := range old {
		if got, err := os.ReadFile(filepath.Join(dir, filepath.FromSlash(name))); err != nil || string(got) != string(content) {
			t.Errorf("%s: %s, %v", name, got, err)
		}
	}
	sum, err = Replace(dir, map[string][]byte{"a.lock": []byte("new"), "specs/b.zip": []byte("new"), "specs/same.zip": []byte("same")})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([][]string{{"a.lock", "specs/b.zip"}, {"specs/same.zip"}}, [][]string{sum.Written, sum.Unchanged}); diff != "" {
		t.Error(diff)
	}
	if got, err := os.ReadFile(filepath.Join(dir, "specs", "b.zip")); err != nil || string(got) != "new" {
		t.Errorf("%s, %v", got, err)
	}
	if _, err := Replace(dir, map[string][]byte{"../x": nil}); err == nil {
		t.Error("a path that leaves the folder: no error")
	}
}

// What a killed run leaves beside the files is removed by the next, and nothing that
// only looks like it.
func TestReplaceAfterKill(t *testing.T) {
	dir := t.TempDir()
	files := map[string][]byte{"a.lock": []byte("new"), "specs/b.zip": []byte("new"), "specs/c.zip": []byte("same")}
	fill(t, dir, map[string]string{
		"a.lock":                           "old",
		"specs/c.zip":                      "same",
		".cfngen-new-AAAAAAAAAAAA":         "PK",
		".cfngen-old-ABCDEFGHIJ23":         "{}",
		"specs/.cfngen-new-BBBBBBBBBBBB":   "PK",
		"specs/.cfngen-new-BBBBBBBBBBBB.x": "somebody's",
		"other/.cfngen-new-CCCCCCCCCCCC":   "of a folder that is not written to",
		".cfngen-new-DDDDDDDDDDDD/x":       "in a folder of that name",
	})
	link := filepath.Join(dir, ".cfngen-old-EEEEEEEEEEEE")
	if err := os.Symlink("a.lock", link); err != nil {
		t.Skip(err)
	}
	want := []string{
		".cfngen-new-DDDDDDDDDDDD/x", ".cfngen-old-EEEEEEEEEEEE", "a.lock",
		"other/.cfngen-new-CCCCCCCCCCCC", "specs/.cfngen-new-BBBBBBBBBBBB.x", "specs/b.zip", "specs/c.zip",
	}
	// Where nothing has changed, too.
	for range 2 {
		if _, err := Replace(dir, files); err != nil {
			t.Fatal(err)
		}
		var got []string
		err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
			if err == nil && !d.IsDir() {
				rel, _ := filepath.Rel(dir, name)
				got = append(got, filepath.ToSlash(rel))
			}
			return err
		})
		if diff := cmp.Diff(want, got); diff != "" || err != nil {
			t.Errorf("%v: %s", err, diff)
		}
		fill(t, dir, map[string]string{"specs/.cfngen-old-ABCDEFGHIJ23": ""})
	}
}
