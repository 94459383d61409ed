package update_test

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/template"
	"github.com/cfngen/cfngen/templates/cfn/update"
)

// FuzzChanges: no two templates make a panic, nothing changes from a template to itself, and what
// one direction changes, the other one does.
func FuzzChanges(f *testing.F) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(files) == 0 {
		f.Fatalf("no archives: %v", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		in := map[string]string{}
		for _, x := range archive.Files {
			in[x.Name] = string(x.Data)
		}
		for name, old := range in {
			if base, ok := strings.CutSuffix(name, ".old.json"); ok {
				f.Add(old, in[base+".new.json"])
			}
		}
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		old, err := template.Read([]byte(a), cfn.Known(types()), cfn.KeepUnknown())
		now, err2 := template.Read([]byte(b), cfn.Known(types()), cfn.KeepUnknown())
		if err != nil || err2 != nil {
			return
		}
		there, err := update.Changes(old, now)
		if err != nil {
			return // a template that cannot be written
		}
		back, err := update.Changes(now, old)
		if err != nil {
			t.Fatal(err)
		}
		_ = there.String() + there.Markdown()
		if _, err := there.MarshalJSON(); err != nil {
			t.Error(err)
		}
		if there.IsEmpty() != back.IsEmpty() {
			t.Errorf("there:\n%s\nand back:\n%s", there, back)
		}
		if same, err := update.Changes(old, old); err != nil || !same.IsEmpty() {
			t.Errorf("a template changes to itself: %v\n%s", err, same)
		}
	})
}
