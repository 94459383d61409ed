//go:build unix

package cli_test

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/cli"
	"github.com/cfngen/cfngen/internal/files/output"
)

// TestConcurrentRuns starts several lines of go generate at once into a folder
// that is not there yet, as make -j does: all succeed, and leave what they leave
// one after the other.
func TestConcurrentRuns(t *testing.T) {
	gen, dir := program(t), t.TempDir()
	spec := filepath.Join(dir, "spec")
	writeTypes(t, spec, 0, 240, "some")
	const lines = 6
	run := func(out string, line int) error {
		args := []string{"-spec", spec, "-cfn", "example.com/m/cfn", "-out", out}
		for i := line * 40; i < (line+1)*40; i++ {
			args = append(args, "-type", fmt.Sprintf("AWS::S%d::T%d", i/8, i))
		}
		cmd := exec.Command(gen, args...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "GOPACKAGE=", "XDG_CACHE_HOME="+filepath.Join(dir, "cache"))
		if text, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%w: %s", err, text)
		}
		return nil
	}
	for line := range lines {
		if err := run("one", line); err != nil {
			t.Fatal(err)
		}
	}
	want := contents(t, filepath.Join(dir, "one"), true)
	for try := range 5 {
		out := fmt.Sprintf("all%d", try)
		var all sync.WaitGroup
		for line := range lines {
			all.Go(func() {
				if err := run(out, line); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		if diff := cmp.Diff(want, contents(t, filepath.Join(dir, out), true)); diff != "" {
			t.Errorf("%.2000s", strings.TrimSpace(diff))
		}
	}
}

// TestConcurrentPackages starts runs into several folders of a module at once, none of
// which has a support package yet: they make one, all of them import it, and it has the
// optional package that one of them asks for.
func TestConcurrentPackages(t *testing.T) {
	gen := program(t)
	// The root of the module, which runs lock, is an output folder, too.
	outs := []string{".", "a", "b/c", "d", "e", "f"}
	for range 3 {
		dir := t.TempDir()
		write(t, filepath.Join(dir, "go.mod"), []byte("module example.com/m\n\ngo 1.23\n"))
		var all sync.WaitGroup
		for _, out := range outs {
			all.Go(func() {
				cmd := exec.Command(gen, "-out", out, "-package", "p", fmt.Sprintf("-yaml=%t", out == "d"))
				cmd.Dir = dir
				cmd.Env = append(os.Environ(), "GOPACKAGE=", "XDG_CACHE_HOME="+filepath.Join(dir, ".cache"))
				if text, err := cmd.CombinedOutput(); err != nil {
					t.Errorf("%v: %s", err, text)
				}
			})
		}
		all.Wait()
		var supports []string
		imports := map[string]bool{}
		for _, out := range outs {
			if _, err := os.Stat(filepath.Join(dir, out, "cfn", "node.go")); err == nil {
				supports = append(supports, path.Join("example.com/m", out, "cfn"))
				if _, err := os.Stat(filepath.Join(dir, out, "cfn", "yaml", "doc.go")); err != nil {
					t.Error(err)
				}
			}
			text, err := os.ReadFile(filepath.Join(dir, out, "apigatewayv2integrationresponse.go"))
			if err != nil {
				t.Fatal(err)
			}
			imports[regexp.MustCompile(`"(example\.com/.*/?cfn)"`).FindStringSubmatch(string(text))[1]] = true
		}
		if len(supports) != 1 || len(imports) != 1 || !imports[supports[0]] {
			t.Errorf("the module has the support packages %q, and types import %v", supports, imports)
		}
	}
}

// TestWaiting: a run, or a check, says for what it waits, and goes on.
func TestWaiting(t *testing.T) {
	out := filepath.Join(t.TempDir(), "out")
	for _, args := range [][]string{nil, {"-check"}} {
		// So that the check does not stop early, before it looks at the folder.
		t.Setenv("XDG_CACHE_HOME", t.TempDir())
		release := output.Lock(out, true, func() { t.Error("nobody else has the lock") })
		r, w := io.Pipe()
		code := make(chan int)
		go func() {
			args := append([]string{"-cfn", "example.com/m/cfn", "-out", out}, args...)
			code <- cli.Do(args, nil, io.Discard, w, func(string) string { return "" })
		}()
		want := fmt.Sprintf("gen: another run is writing to %s; this one goes on after it\n", out)
		said := bufio.NewReader(r)
		if got, err := said.ReadString('\n'); err != nil || got != want {
			t.Errorf("%q, %v", got, err)
		}
		go func() { _, _ = io.Copy(io.Discard, said) }() // or what else it says waits for a reader
		release()
		if got := <-code; got != 0 {
			t.Errorf("gen %v: exit code %d", args, got)
		}
	}
}
