package cli

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/cfngen/cfngen/internal/corpus"
)

// stopwatch keeps the best time of each stage: a machine that others use, too,
// only ever adds to it.
type stopwatch map[string]time.Duration

func (s stopwatch) time(stage string, do func()) {
	start := time.Now()
	do()
	took := time.Since(start)
	if best, ok := s[stage]; !ok || took < best {
		s[stage] = took
	}
}

func (s stopwatch) report(b *testing.B) {
	for stage, took := range s {
		b.ReportMetric(float64(took.Microseconds())/1000, stage+"-ms")
	}
}

// BenchmarkRun compares runs of the program over all resource types with what
// gofmt alone needs for their output: a first run, and one with nothing changed,
// which may be a check. All have two processors.
func BenchmarkRun(b *testing.B) {
	archive := corpus.Path(b, corpus.Registry)
	gen := filepath.Join(b.TempDir(), "gen")
	if out, err := exec.Command("go", "build", "-o", gen, "../../cmd/gen").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		b.Fatal(err)
	}
	gofmt := filepath.Join(strings.TrimSpace(string(root)), "bin", "gofmt")
	s := stopwatch{}
	for b.Loop() {
		dir := b.TempDir()
		run := func(stage, name string, args ...string) {
			cmd := exec.Command(name, args...)
			cmd.Dir = dir
			cmd.Env = append(os.Environ(), "GOMAXPROCS=2", "GOPACKAGE=", "XDG_CACHE_HOME="+filepath.Join(dir, "cache"))
			var stdout, stderr strings.Builder
			cmd.Stdout, cmd.Stderr = &stdout, &stderr
			var err error
			s.time(stage, func() { err = cmd.Run() })
			if err != nil || stdout.Len() > 0 {
				b.Fatalf("%s: %v\n%s%.2000s", stage, err, stdout.String(), stderr.String())
			}
		}
		flags := []string{"-spec", archive, "-cfn", "example.com/m/cfn", "-out", "out"}
		run("first", gen, flags...)
		run("second", gen, flags...)
		run("check", gen, append(flags, "-check")...)
		run("gofmt", gofmt, "-l", "out")
	}
	s.report(b)
	b.ReportMetric(float64(s["first"])/float64(s["gofmt"]), "first/gofmt")
	b.ReportMetric(float64(s["second"])/float64(s["first"]), "second/first")
	b.ReportMetric(float64(s["check"])/float64(s["first"]), "check/first")
}
