package compare_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/cfngen/cfngen/internal/source"
)

// TestGolden compares the two specifications of each archive: the files below
// old/ and those below new/. The file want has the changes, one a line.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var old, now []source.Document
			var want string
			for _, f := range archive.Files {
				doc := source.Document{Name: filepath.Base(f.Name), Path: f.Name, Data: f.Data}
				switch dir, _, _ := strings.Cut(f.Name, "/"); dir {
				case "old":
					old = append(old, doc)
				case "new":
					now = append(now, doc)
				case "want":
					want = string(f.Data)
				default:
					t.Fatalf("what is %s?", f.Name)
				}
			}
			r := report(t, load(t, old, nil), load(t, now, nil))
			var b strings.Builder
			for _, c := range r {
				fmt.Fprintf(&b, "%s %s %s: %s: %s -> %s\n", c.Class, c.Layer, c.Subject, c.Kind, c.Old, c.New)
			}
			fmt.Fprintf(&b, "%s\n", r.Bump())
			if *update {
				archive.Files = slices.DeleteFunc(archive.Files, func(f txtar.File) bool { return f.Name == "want" })
				archive.Files = append(archive.Files, txtar.File{Name: "want", Data: []byte(b.String())})
				if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
				want = b.String()
			}
			if diff := cmp.Diff(want, b.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
