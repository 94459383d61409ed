package cli_test

import (
	"flag"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite cmd/gen/doc.go from manual.txt, the counts in testdata/report where they fell, and testdata/checksums.txt")

// The manual is a text that the program carries and the comment that
// documentation sites show; they must not drift apart.
func TestManualIsThePackageComment(t *testing.T) {
	manual, err := os.ReadFile("manual.txt")
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join("..", "..", "cmd", "gen", "doc.go")
	var want strings.Builder
	for line := range strings.Lines(string(manual)) {
		want.WriteString("//")
		if line != "\n" && !strings.HasPrefix(line, "\t") {
			want.WriteString(" ")
		}
		want.WriteString(line)
	}
	want.WriteString("package main\n")
	if *update {
		if err := os.WriteFile(file, []byte(want.String()), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != want.String() {
		t.Error("cmd/gen/doc.go differs from manual.txt; `go test ./internal/cli -run Manual -update` rewrites it")
	}
	parsed, err := parser.ParseFile(token.NewFileSet(), file, got, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	if parsed.Doc.Text() != string(manual) {
		t.Error("Go reads the comment differently from the text")
	}
}
