package build

import (
	"bytes"
	"go/format"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"golang.org/x/sync/errgroup"

	"github.com/cfngen/cfngen/internal/backend"
	"github.com/cfngen/cfngen/internal/backend/golang"
	"github.com/cfngen/cfngen/internal/build/load"
	"github.com/cfngen/cfngen/internal/build/session"
	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/files/output"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/internal/version"
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

// BenchmarkStages splits a run over all resource types: opening the archive,
// reading it (parsing to trees alone is part of that and measured again), reading it with
// corrections, making the files (formatting alone likewise), and writing them, in
// a new folder and where all are there already.
func BenchmarkStages(b *testing.B) {
	archive := corpus.Path(b, corpus.Registry)
	s, n := stopwatch{}, 0
	for b.Loop() {
		ses := &session.Session{}
		t := target{Output: Output{Dir: filepath.Join(b.TempDir(), "out")}, support: support{importPath: "example.com/m/cfn"}}
		var in load.Input
		var spec *model.Spec
		var files map[string][]byte
		var err error
		fatal := func() {
			if err == nil {
				err = ses.Found.Err()
			}
			if err != nil {
				b.Fatal(err)
			}
		}
		s.time("open", func() { in, err = load.Open(ses, load.Options{Specs: []string{archive}}) })
		fatal()
		s.time("parse", func() {
			each(len(in.Documents), func(i int) error {
				_, err := jsondoc.Parse(in.Documents[i].Path, in.Documents[i].Data)
				return err
			})
		})
		s.time("read", func() {
			read, found := frontend.Read(in.Documents, nil)
			ses.Add(found)
			spec = read
		})
		fatal()
		s.time("read-and-correct", func() { spec, err = in.Read(ses, nil) })
		fatal()
		s.time("generate", func() {
			all, found := golang.Generate(spec, golang.Options{CFNImport: t.support.importPath, Tool: version.Tool})
			ses.Add(found)
			files = all
		})
		fatal()
		texts := make([][]byte, 0, len(files))
		for text := range maps.Values(files) {
			texts = append(texts, text)
		}
		s.time("format", func() {
			each(len(texts), func(i int) error {
				text, err := format.Source(texts[i])
				if err == nil && !bytes.Equal(text, texts[i]) {
					b.Error("a file is not formatted")
				}
				return err
			})
		})
		s.time("manifest", func() { _, err = t.manifestRun(backend.Product{Files: files}, in) })
		fatal()
		s.time("write", func() { _, err = output.Write(t.Dir, output.Set{Files: files}) })
		fatal()
		s.time("compare", func() { _, err = output.Write(t.Dir, output.Set{Files: files}) })
		fatal()
		n = len(files)
	}
	s.report(b)
	b.ReportMetric(float64(n), "files")
}

func each(n int, do func(i int) error) {
	var all errgroup.Group
	all.SetLimit(runtime.GOMAXPROCS(0))
	for i := range n {
		all.Go(func() error { return do(i) })
	}
	if err := all.Wait(); err != nil {
		panic(err)
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
