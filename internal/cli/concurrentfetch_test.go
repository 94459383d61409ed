//go:build unix

package cli_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/cfngen/cfngen/internal/fetch/lock"
)

// TestConcurrentFetches starts several fetches at once: the lock has what each of
// them pinned.
func TestConcurrentFetches(t *testing.T) {
	gen, dir := program(t), t.TempDir()
	const fetches = 8
	writeTypes(t, filepath.Join(dir, "spec"), 0, fetches, "some")
	var all sync.WaitGroup
	for i := range fetches {
		all.Go(func() {
			cmd := exec.Command(gen, "fetch", "-lock", "new/cfngen.lock", fmt.Sprintf("file:spec/%d.json", i))
			cmd.Dir = dir
			if text, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%v: %s", err, text)
			}
		})
	}
	all.Wait()
	text, err := os.ReadFile(filepath.Join(dir, "new", "cfngen.lock"))
	if err != nil {
		t.Fatal(err)
	}
	pinned, err := lock.Parse("cfngen.lock", text)
	if err != nil || len(pinned.Sources) != fetches {
		t.Errorf("%d files are pinned, want %d; %v", len(pinned.Sources), fetches, err)
	}
	for name := range contents(t, filepath.Join(dir, "new"), true) {
		if strings.Contains(name, ".cfngen-") {
			t.Errorf("%s is left", name)
		}
	}
}
