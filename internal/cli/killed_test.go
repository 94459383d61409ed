//go:build unix

package cli_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/files/output"
)

// program copies the gen that scripts run, which is this test's own, to a folder of its
// own, so that nothing has to be linked once more.
func program(t *testing.T) string {
	t.Helper()
	own, err := exec.LookPath("gen")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile(own)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "gen")
	if err := os.WriteFile(file, text, 0o777); err != nil {
		t.Fatal(err)
	}
	return file
}

// TestKilledRun kills runs of the program while they bring a folder from one
// specification to another, and back. Whatever the moment, every file has its
// content of before or of after, and runs that are left alone finish the work.
func TestKilledRun(t *testing.T) {
	t.Run("small", func(t *testing.T) {
		dir := t.TempDir()
		specs := [2]string{filepath.Join(dir, "old"), filepath.Join(dir, "new")}
		writeTypes(t, specs[0], 0, 400, "before")
		writeTypes(t, specs[1], 100, 500, "after")
		killRuns(t, specs, 4)
	})
	t.Run("corpus", func(t *testing.T) {
		killRuns(t, [2]string{corpus.Path(t, corpus.RegistryBefore), corpus.Path(t, corpus.Registry)}, 4)
	})
}

// writeTypes writes schemas of the types from one number to before another.
func writeTypes(t *testing.T, dir string, from, to int, description string) {
	t.Helper()
	if err := os.MkdirAll(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	for i := from; i < to; i++ {
		text := fmt.Sprintf(`{"typeName": "AWS::S%d::T%d", "description": "Of %s.", "properties": {"Name": {"type": "string"}}, "additionalProperties": false}`, i/8, i, description)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%d.json", i)), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// killRuns kills runs until as many as wanted died while they were writing.
func killRuns(t *testing.T, specs [2]string, want int) {
	gen, dir := program(t), t.TempDir()
	run := func(spec, out string) *exec.Cmd {
		cmd := exec.Command(gen, "-spec", spec, "-cfn", "example.com/m/cfn", "-out", out)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOPACKAGE=", "XDG_CACHE_HOME="+filepath.Join(dir, "cache"))
		return cmd
	}
	complete := func(spec, out string) map[string]string {
		t.Helper()
		if text, err := run(spec, out).CombinedOutput(); err != nil {
			t.Fatalf("%v\n%.2000s", err, text)
		}
		return contents(t, filepath.Join(dir, out), true)
	}
	states := [2]map[string]string{complete(specs[0], "out"), complete(specs[1], "other")}
	out := filepath.Join(dir, "out")
	random := rand.New(rand.NewPCG(4, 2026))
	target, killed, mixed := 1, 0, false
	for try := 0; killed < want || !mixed; try++ {
		if try > 20*want {
			t.Fatalf("of %d runs, %d were killed while they wrote", try, killed)
		}
		// Half of the runs are killed while they write beside the files' places, or
		// thereabouts, and half when a file gets its new content.
		watched, after := ".cfngen-unfinished", time.Duration(random.IntN(300_000))*time.Microsecond
		if try%2 == 0 {
			changing := differing(states)
			watched, after = changing[random.IntN(len(changing))], 0
		}
		died := killAtChange(t, run(specs[target], "out"), out, watched, after)
		got := contents(t, out, false)
		oldOrNew(t, states, got)
		if t.Failed() {
			return
		}
		switch {
		case died:
			killed++
			changing := differing(states)
			n := 0
			for _, name := range changing {
				if got[name] == states[target][name] {
					n++
				}
			}
			mixed = mixed || 0 < n && n < len(changing)
			t.Logf("killed on the way to %s: %d of %d changes done", filepath.Base(specs[target]), n, len(changing))
		case cmp.Equal(states[target], contents(t, out, true)):
			target = 1 - target
		}
	}
	for _, i := range []int{target, 1 - target} {
		if diff := cmp.Diff(states[i], complete(specs[i], "out")); diff != "" {
			t.Errorf("the run after a killed one leaves another state: %.2000s", diff)
		}
	}
}

// killAtChange kills a run some time after a file is written, replaced or
// removed, and reports whether it died before all was done.
func killAtChange(t *testing.T, cmd *exec.Cmd, out, watched string, after time.Duration) bool {
	t.Helper()
	was, _ := os.Lstat(filepath.Join(out, watched))
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	tick := time.NewTicker(200 * time.Microsecond)
	defer tick.Stop()
	var due <-chan time.Time
	for {
		select {
		case err := <-ended:
			_, unfinished := output.Interrupted(out)
			if err != nil && err.Error() != "signal: killed" || unfinished && err == nil {
				t.Errorf("%v, and the folder tells of a killed run: %t", err, unfinished)
			}
			return unfinished
		case <-due:
			_ = cmd.Process.Kill() // it can have ended by now
			due = nil
		case <-tick.C:
			is, _ := os.Lstat(filepath.Join(out, watched))
			if was == nil && is == nil || was != nil && is != nil && os.SameFile(was, is) {
				continue
			}
			tick.Stop()
			due = time.After(after)
		}
	}
}

// differing returns the files that are not the same in both states, sorted.
func differing(states [2]map[string]string) []string {
	all := maps.Clone(states[0])
	maps.Copy(all, states[1])
	for name := range all {
		if states[0][name] == states[1][name] || all[name] == "folder" {
			delete(all, name)
		}
	}
	return slices.Sorted(maps.Keys(all))
}

// oldOrNew checks that each file is as in one of the states, and that none is
// missing that both have.
func oldOrNew(t *testing.T, states [2]map[string]string, got map[string]string) {
	t.Helper()
	for name, sum := range got {
		if sum != states[0][name] && sum != states[1][name] && sum != "folder" {
			t.Errorf("%s is neither old nor new", name)
		}
	}
	for name := range maps.Keys(states[0]) {
		if states[1][name] != "" && got[name] == "" {
			t.Errorf("%s is missing", name)
		}
	}
}
