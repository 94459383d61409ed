package cfn_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	. "github.com/cfngen/cfngen/templates/cfn"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestMessages reads and checks the documents of testdata/messages.txtar. Each
// NAME.json there, a Checked or with the prefix shapes a Shapes, has its errors
// in NAME.txt, one a line with the rule, the value and the message.
func TestMessages(t *testing.T) {
	file := filepath.Join("testdata", "messages.txtar")
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	golden := map[string]string{}
	for _, f := range archive.Files {
		golden[f.Name] = string(f.Data)
	}
	out := &txtar.Archive{Comment: archive.Comment}
	n := 0
	for _, f := range archive.Files {
		name, isInput := strings.CutSuffix(f.Name, ".json")
		if !isInput {
			continue
		}
		n++
		got := messages(t, name, f.Data)
		out.Files = append(out.Files, f, txtar.File{Name: name + ".txt", Data: []byte(got)})
		if *update {
			continue
		}
		if want, ok := golden[name+".txt"]; !ok {
			t.Errorf("%s has no golden text: run with -update", name)
		} else if got != want {
			t.Errorf("%s:\n got:\n%s\nwant:\n%s", name, got, want)
		}
	}
	if n == 0 || len(archive.Files) != 2*n && !*update {
		t.Errorf("%d documents among %d files", n, len(archive.Files))
	}
	if *update {
		if err := os.WriteFile(file, txtar.Format(out), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func messages(t *testing.T, name string, text []byte) string {
	var x Properties = new(Checked)
	if strings.HasPrefix(name, "shapes") {
		x = new(Shapes)
	}
	var b strings.Builder
	for _, err := range []error{Unmarshal(text, x), x.Validate()} {
		for _, e := range ErrorsOf(t, err) {
			b.WriteString(e.Rule.String() + " (" + e.Value + "): " + e.Error() + "\n")
		}
	}
	if b.Len() == 0 {
		t.Errorf("%s has no errors", name)
	}
	return b.String()
}
