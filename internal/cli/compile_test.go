//go:build unix

package cli

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/cfngen/cfngen/internal/corpus"
)

// hello is a program with nothing in it, and with one generated type: what the
// second is larger costs a user.
const (
	helloPlain = `package main

import "os"

func main() { os.Stdout.WriteString("hello\n") }
`
	helloType = `package main

import (
	"os"

	"example.com/user/one/apigatewayv2"
	"example.com/user/one/cfn"
)

func main() {
	x := &apigatewayv2.IntegrationResponse{ApiId: cfn.Val(os.Args[0])}
	if err := x.Validate(); err != nil {
		os.Stdout.WriteString(err.Error())
	}
	text, _ := x.MarshalJSON()
	os.Stdout.Write(text)
	os.Stdout.WriteString("hello\n")
}
`
)

// BenchmarkCompile measures what generated code costs those who compile it, with a
// build cache of its own, as ratios to the CPU time that the standard library
// takes there:
//
//   - all/std: every type of the registry; the bar is 0.45
//   - all-MiB: the peak memory of the largest process of that; the bar is 400
//   - one/std: the type of the default run with package cfn, the median of several
//     builds; the bar is 0.0150
//   - hello-MB: what the type with Validate and MarshalJSON adds to a program, in
//     millions of bytes; the bar is 0.7
//
// One iteration takes minutes: run it with -benchtime 1x.
func BenchmarkCompile(b *testing.B) {
	archive, dir := corpus.Path(b, corpus.Registry), b.TempDir()
	p := &compilation{dir: dir}
	p.write(b, "go.mod", "module example.com/user\n\ngo 1.23\n")
	p.write(b, "plain/main.go", helloPlain)
	p.write(b, "typed/main.go", helloType)
	p.generate(b, "-out", filepath.Join(dir, "one"))
	p.generate(b, "-out", filepath.Join(dir, "all"), "-spec", archive)

	for n := 0; b.Loop(); n++ {
		p.cache = filepath.Join(dir, fmt.Sprint("cache", n))
		std := p.build(b, "std")
		one := p.one(b)
		all := p.build(b, "./all/...")
		p.build(b, "-o", "plain.exe", "./plain")
		p.build(b, "-o", "typed.exe", "./typed")
		if err := os.RemoveAll(p.cache); err != nil {
			b.Fatal(err)
		}
		b.Logf("CPU time: std %v, all %v, one %v", std.cpu, all.cpu, one)
		b.ReportMetric(all.cpu.Seconds()/std.cpu.Seconds(), "all/std")
		b.ReportMetric(all.peak, "all-MiB")
		b.ReportMetric(one.Seconds()/std.cpu.Seconds(), "one/std")
		b.ReportMetric(float64(p.size(b, "typed.exe")-p.size(b, "plain.exe"))/1e6, "hello-MB")
	}
}

// compilation is a user's module with generated packages in it.
type compilation struct {
	dir, cache string
	// versions counts those of the support package.
	versions int
}

func (p *compilation) write(b *testing.B, name, content string) {
	b.Helper()
	file := filepath.Join(p.dir, name)
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		b.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
		b.Fatal(err)
	}
}

func (p *compilation) generate(b *testing.B, args ...string) {
	b.Helper()
	var stderr strings.Builder
	if code := Do(args, nil, &stderr, &stderr, noEnv); code != 0 {
		b.Fatalf("gen %s: exit code %d\n%s", strings.Join(args, " "), code, stderr.String())
	}
}

// cost is what a run of the go command took, its children included.
type cost struct {
	cpu  time.Duration
	peak float64 // resident MiB of the largest process
}

func (p *compilation) build(b *testing.B, args ...string) cost {
	b.Helper()
	cmd := exec.Command("go", append([]string{"build"}, args...)...)
	cmd.Dir = p.dir
	cmd.Env = append(os.Environ(), "PWD="+p.dir, "GOCACHE="+p.cache, "GOENV=off", "GOFLAGS=", "GOPROXY=off",
		"GOTOOLCHAIN=local", "GOWORK=off", "GOEXPERIMENT=", "GO111MODULE=on", "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("go build %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	unit := 1.0 / (1 << 10) // MiB
	if runtime.GOOS == "darwin" {
		unit /= 1 << 10
	}
	used := cmd.ProcessState.SysUsage().(*syscall.Rusage)
	return cost{cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime(), float64(used.Maxrss) * unit}
}

// one compiles the type of the default run and its support package several times,
// which a line that changes keeps the cache from knowing, and returns the median.
func (p *compilation) one(b *testing.B) time.Duration {
	b.Helper()
	var times []time.Duration
	for range 7 {
		p.versions++
		p.write(b, "one/cfn/again.go", fmt.Sprintf("package cfn\n\n// %d\n", p.versions))
		times = append(times, p.build(b, "./one/...").cpu)
	}
	slices.Sort(times)
	return times[len(times)/2]
}

func (p *compilation) size(b *testing.B, name string) int64 {
	b.Helper()
	info, err := os.Stat(filepath.Join(p.dir, name))
	if err != nil {
		b.Fatal(err)
	}
	return info.Size()
}
