package templatetest

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
)

// Right returns the texts of the templates of the corpus that are right, by their names with _ in the
// place of /. It is for tests of packages beside internal/programs, which has the list of the others.
func Right(tb testing.TB) map[string]string {
	tb.Helper()
	wrong, err := os.ReadFile(filepath.Join("..", "programs", "real", "wrong.txt"))
	if err != nil {
		tb.Fatal(err)
	}
	out := make(map[string]string)
	for name, text := range corpus.Members(tb, corpus.Templates) {
		name = strings.ReplaceAll(name, "/", "_")
		if !strings.HasSuffix(name, "LICENSE") && len(text) > 0 && !strings.Contains("\n"+string(wrong), "\n"+name+" ") {
			out[name] = string(text)
		}
	}
	return out
}
