package programs_test

import (
	"errors"
	"flag"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/cfngen/cfngen/internal/cli"
	"github.com/cfngen/cfngen/internal/corpus"
)

var update = flag.Bool("update", false, "rewrite the want files of the golden archives")

// TestPrograms compiles the programs with the types that they use, and runs each on its
// archives.
func TestPrograms(t *testing.T) {
	registry := corpus.Path(t, corpus.Registry)
	if testing.Short() {
		t.Skip("compiles what is generated")
	}
	names := programs(t)
	m := newModule(t)
	m.generate(t, "-config", filepath.Join("testdata", "cfngen.yaml"), "-spec", registry, "-out", filepath.Join(m.dir, "aws"))
	for _, name := range names {
		m.copy(t, name)
	}
	m.goCommand(t, "vet", "./...")
	m.goCommand(t, "build", "-o", "bin"+string(filepath.Separator), "./...")
	// The archives have what this registry says of the types.
	corpus.Snapshot(t, corpus.Registry)
	for _, name := range names {
		archives, err := filepath.Glob(filepath.Join("testdata", name, "*.txtar"))
		if err != nil || len(archives) == 0 {
			t.Errorf("no golden archives of %s: %v", name, err)
		}
		for _, file := range archives {
			t.Run(name+"/"+strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
				checkArchive(t, filepath.Join(m.dir, "bin", name), file)
			})
		}
	}
}

// TestPage: the page on updates has what the program prints.
func TestPage(t *testing.T) {
	page, err := os.ReadFile(filepath.Join("..", "..", "docs", "updates.md"))
	if err != nil {
		t.Fatal(err)
	}
	archive, err := txtar.ParseFile(filepath.Join("testdata", "predict", "pullrequest.txtar"))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		if f.Name == "want/stdout" && !strings.Contains(string(page), "\n~~~markdown\n"+string(f.Data)+"~~~\n") {
			t.Error("the page has another comment for a pull request than the archive")
		}
	}
}

// programs returns the names of the programs, which are those of their folders.
func programs(t *testing.T) []string {
	t.Helper()
	sources, err := filepath.Glob(filepath.Join("testdata", "*", "main.go"))
	if err != nil || len(sources) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	var names []string
	for _, file := range sources {
		names = append(names, filepath.Base(filepath.Dir(file)))
	}
	return names
}

// checkArchive runs a program on a golden archive. Its files are
//
//	in/NAME      a file that the program can read
//	want/stdout  what it must print, nothing without it
//	want/stderr  the same for standard error
//	want/exit    the exit code, 0 without it
//
// A line "args: NAME..." in its comment has the program's arguments.
func checkArchive(t *testing.T, program, file string) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	dir, want := t.TempDir(), map[string]string{}
	for _, f := range archive.Files {
		switch folder, name, _ := strings.Cut(f.Name, "/"); folder {
		case "in":
			write(t, filepath.Join(dir, name), f.Data)
		case "want":
			want[name] = string(f.Data)
		default:
			t.Fatalf("%s: %s: no such folder in a golden archive", file, f.Name)
		}
	}
	got := run(t, dir, program, arguments(archive))
	if *update {
		rewrite(t, file, archive, got)
		return
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the output differs (-want +got); go test -update rewrites the archive\n%s", diff)
	}
}

func arguments(archive *txtar.Archive) []string {
	for line := range strings.Lines(string(archive.Comment)) {
		if args, ok := strings.CutPrefix(line, "args: "); ok {
			return strings.Fields(args)
		}
	}
	return nil
}

// run returns what a program prints, and its exit code where it is not 0, by the names
// of the want files.
func run(t *testing.T, dir, program string, args []string) map[string]string {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	got := map[string]string{}
	var exit *exec.ExitError
	if err := cmd.Run(); errors.As(err, &exit) {
		got["exit"] = strconv.Itoa(exit.ExitCode()) + "\n"
	} else if err != nil {
		t.Fatal(err)
	}
	if stdout.Len() > 0 {
		got["stdout"] = stdout.String()
	}
	if stderr.Len() > 0 {
		got["stderr"] = stderr.String()
	}
	return got
}

// rewrite replaces the want files of an archive.
func rewrite(t *testing.T, file string, archive *txtar.Archive, got map[string]string) {
	t.Helper()
	archive.Files = slices.DeleteFunc(archive.Files, func(f txtar.File) bool { return strings.HasPrefix(f.Name, "want/") })
	for _, name := range slices.Sorted(maps.Keys(got)) {
		archive.Files = append(archive.Files, txtar.File{Name: "want/" + name, Data: []byte(got[name])})
	}
	write(t, file, txtar.Format(archive))
}

// module is a user's module.
type module struct{ dir string }

// newModule makes a module whose language version is the oldest that generated code
// promises to compile with.
func newModule(t *testing.T) module {
	t.Helper()
	m := module{t.TempDir()}
	// Package yaml of the support package needs the one library.
	write(t, filepath.Join(m.dir, "go.mod"), []byte("module example.com/stacks\n\ngo 1.23\n\nrequire go.yaml.in/yaml/v4 v4.0.0\n"))
	sums, err := os.ReadFile(filepath.Join("..", "..", "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(m.dir, "go.sum"), sums)
	return m
}

// generate runs gen.
func (m module) generate(t *testing.T, args ...string) {
	t.Helper()
	var printed strings.Builder
	if code := cli.Do(args, nil, &printed, &printed, func(string) string { return "" }); code != 0 {
		t.Fatalf("gen %s: exit code %d\n%s", strings.Join(args, " "), code, printed.String())
	}
}

// copy copies the source files of a program into a folder of its name.
func (m module) copy(t *testing.T, name string) {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", name, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		write(t, filepath.Join(m.dir, name, filepath.Base(file)), content)
	}
}

// goCommand runs the go command in the module.
func (m module) goCommand(t *testing.T, args ...string) {
	t.Helper()
	cmd := exec.Command("go", args...)
	// With -trimpath the build cache does not depend on where the module lies.
	cmd.Dir, cmd.Env = m.dir, append(os.Environ(), "PWD="+m.dir, "GOFLAGS=-trimpath",
		"GOENV=off", "GOPROXY=off", "GOTOOLCHAIN=local", "GOWORK=off", "GOPACKAGE=", "GOEXPERIMENT=")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
}

func write(t *testing.T, file string, content []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, content, 0o666); err != nil {
		t.Fatal(err)
	}
}
