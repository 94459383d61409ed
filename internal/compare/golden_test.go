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

	"github.com/cfngen/cfngen/internal/frontend/overlay"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/model"
)

// golden is an archive of testdata.
type golden struct {
	file    string
	archive *txtar.Archive
	// old and now are the specifications below old/ and new/, the latter corrected
	// by what is below overlays/.
	old, now *model.Spec
	// want is the file with the changes, one a line.
	want string
}

func goldens(t *testing.T) []golden {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	var out []golden
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		g, docs := golden{file: file, archive: archive}, map[string][]source.Document{}
		for _, f := range archive.Files {
			dir, _, _ := strings.Cut(f.Name, "/")
			switch dir {
			case "old", "new", "overlays":
				docs[dir] = append(docs[dir], source.Document{Name: filepath.Base(f.Name), Path: f.Name, Data: f.Data})
			case "want":
				g.want = string(f.Data)
			default:
				t.Fatalf("%s: what is %s?", file, f.Name)
			}
		}
		g.old, g.now = load(t, docs["old"], nil), load(t, docs["new"], nil)
		overlays, found := overlay.Read(docs["overlays"])
		found.Add(overlay.Apply(g.now, overlays)...)
		if len(found) > 0 {
			t.Fatalf("%s: %v", file, found)
		}
		out = append(out, g)
	}
	return out
}

// TestGolden compares the two specifications of each archive.
func TestGolden(t *testing.T) {
	for _, g := range goldens(t) {
		t.Run(filepath.Base(g.file), func(t *testing.T) {
			r := report(t, g.old, g.now)
			var b strings.Builder
			for _, c := range r {
				fmt.Fprintf(&b, "%s %s %s: %s: %s -> %s", c.Class, c.Layer, c.Subject, c.Kind, c.Old, c.New)
				if c.Paths > 0 {
					fmt.Fprintf(&b, " (on %d paths: %s)", c.Paths, strings.Join(c.Also, ", "))
				}
				if c.Follows != "" {
					fmt.Fprintf(&b, " (with %s)", c.Follows)
				}
				if c.Hint != "" {
					fmt.Fprintf(&b, " (%s)", c.Hint)
				}
				b.WriteString("\n")
			}
			fmt.Fprintf(&b, "%s\n", r.Bump())
			if *update {
				g.archive.Files = slices.DeleteFunc(g.archive.Files, func(f txtar.File) bool { return f.Name == "want" })
				g.archive.Files = append(g.archive.Files, txtar.File{Name: "want", Data: []byte(b.String())})
				if err := os.WriteFile(g.file, txtar.Format(g.archive), 0o666); err != nil {
					t.Fatal(err)
				}
				g.want = b.String()
			}
			if diff := cmp.Diff(g.want, b.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}
