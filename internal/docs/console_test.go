package docs_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/corpus"
)

// TestConsole runs what pages show of a terminal and compares the output. The
// specifications are the corpus's, under the names that they have there.
func TestConsole(t *testing.T) {
	corpus.Snapshot(t, corpus.RegistryBefore, corpus.Registry)
	files := []string{corpus.Path(t, corpus.RegistryBefore), corpus.Path(t, corpus.Registry)}
	var all []page
	for _, p := range pages(t) {
		for _, b := range blocks(p.text) {
			if b.language == "console" {
				all = append(all, page{p.name, b.text})
			}
		}
	}
	if len(all) == 0 {
		t.Fatal("no page shows the output of a command")
	}
	t.Chdir(t.TempDir())
	for i, name := range []string{"2025-08.zip", "2026-08.zip"} {
		content, err := os.ReadFile(files[i])
		if err == nil {
			err = os.WriteFile(name, content, 0o666)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, p := range all {
		command, want, _ := strings.Cut(p.text, "\n")
		t.Run(p.name+"/"+command, func(t *testing.T) {
			args := strings.Fields(strings.ReplaceAll(strings.TrimPrefix(command, "$ "), "'", ""))
			if args[0] != "gen" {
				t.Fatalf("the command is not gen: %s", command)
			}
			code, stdout, stderr := gen(args[1:]...)
			if code != 0 {
				t.Fatalf("exit code %d\n%s", code, stderr)
			}
			if diff := cmp.Diff(want, stdout); diff != "" {
				t.Errorf("the output is another one (-page +command):\n%s", diff)
			}
		})
	}
}
