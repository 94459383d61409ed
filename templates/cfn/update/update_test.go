package update_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/template"
	"github.com/cfngen/cfngen/templates/cfn/update"
)

var rewrite = flag.Bool("update", false, "rewrite the want files of the golden archives")

// TestChanges compares the templates of testdata/*.txtar, of each archive NAME.old.json and
// NAME.new.json. NAME.txt is the plan as text; where there are NAME.md and NAME.json, they are it as
// Markdown and JSON.
func TestChanges(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		in := map[string]string{}
		for _, f := range archive.Files {
			in[f.Name] = string(f.Data)
		}
		var out []txtar.File
		for _, f := range archive.Files {
			name, ok := strings.CutSuffix(f.Name, ".old.json")
			if !ok {
				continue
			}
			want := []txtar.File{{Name: name + ".txt"}}
			for _, end := range []string{".md", ".json"} {
				if _, ok := in[name+end]; ok {
					want = append(want, txtar.File{Name: name + end})
				}
			}
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar")+"/"+name, func(t *testing.T) {
				plan := changes(t, in[f.Name], in[name+".new.json"])
				for i := range want {
					w := &want[i]
					w.Data = []byte(rendered(t, plan, filepath.Ext(w.Name)))
					if got := string(w.Data); !*rewrite && got != in[w.Name] {
						t.Errorf("%s: got:\n%s\nwant:\n%s", w.Name, got, in[w.Name])
					}
				}
			})
			out = append(out, f, txtar.File{Name: name + ".new.json", Data: []byte(in[name+".new.json"])})
			out = append(out, want...)
		}
		if *rewrite {
			if err := os.WriteFile(file, txtar.Format(&txtar.Archive{Comment: archive.Comment, Files: out}), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func rendered(t *testing.T, plan *update.Plan, end string) string {
	t.Helper()
	switch end {
	case ".md":
		return plan.Markdown()
	case ".json":
		text, err := json.Marshal(plan)
		if err != nil {
			t.Fatal(err)
		}
		return write.Indent(string(text)) + "\n"
	}
	return plan.String()
}

func changes(t *testing.T, old, new string) *update.Plan {
	t.Helper()
	plan, err := update.Changes(read(t, old), read(t, new))
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func read(t *testing.T, text string) *template.Template {
	t.Helper()
	tpl, err := template.Read([]byte(text), cfn.Known(types()), cfn.KeepUnknown())
	if err != nil {
		t.Fatal(err)
	}
	return tpl
}
