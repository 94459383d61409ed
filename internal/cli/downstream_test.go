package cli_test

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/mod/module"
	"golang.org/x/mod/zip"
	"golang.org/x/tools/txtar"
)

const downstreamVersion = "v0.0.0-test"

// TestDownstream does what users do, in the three ways that the documentation shows,
// with this source served by a module proxy and the network off.
func TestDownstream(t *testing.T) {
	if testing.Short() {
		t.Skip("builds the command and its dependencies in an empty module cache")
	}
	d := newDownstream(t)
	const command = "github.com/cfngen/cfngen/cmd/gen@" + downstreamVersion

	t.Run("run", func(t *testing.T) {
		dir := d.unpack(t, "user.txtar", "go run "+command)
		if got := d.run(t, dir, "go", "run", command, "version"); got != "cfngen "+downstreamVersion+"\n" {
			t.Errorf("the version is %q", got)
		}
		d.checkKept(t, dir, func() { d.walk(t, dir) })
	})
	if os.Getenv("CI") == "" {
		t.Skip("go tool compiles all dependencies anew, for a module cache of its own: CI=true runs this")
	}
	t.Run("tool module", func(t *testing.T) {
		dir := d.unpack(t, "user.txtar", "go tool -modfile=../tools/go.mod gen")
		d.checkKept(t, dir, func() {
			tools := filepath.Join(dir, "tools")
			if err := os.Mkdir(tools, 0o777); err != nil {
				t.Fatal(err)
			}
			d.run(t, tools, "go", "mod", "init", "example.com/user/tools")
			d.run(t, tools, "go", "get", "-tool", command)
			d.walk(t, dir)
		})
	})
	t.Run("tool", func(t *testing.T) {
		dir := d.unpack(t, "user.txtar", "go tool gen")
		d.run(t, dir, "go", "get", "-tool", command)
		if goMod, err := os.ReadFile(filepath.Join(dir, "go.mod")); err != nil || !strings.Contains(string(goMod), "\ngo 1.26") {
			t.Errorf("%v, go.mod is %s", err, goMod)
		}
		d.walk(t, dir)
		d.offline()
		// Not by go tool, which knows no -trimpath and would compile everything anew.
		d.run(t, dir, "go", "mod", "vendor")
		d.flags("-mod=vendor")
		gen := filepath.Join(t.TempDir(), "gen")
		d.run(t, dir, "go", "build", "-o", gen, "github.com/cfngen/cfngen/cmd/gen")
		d.run(t, filepath.Join(dir, "network"), gen, "-spec", "gateway.json", "-package", "network", "-out", ".", "-check")
		d.compile(t, dir)
		t.Run("go1.23", func(t *testing.T) { d.checkOldLanguage(t, dir) })
	})
}

// walk generates, compiles and generates again.
func (d *downstream) walk(t *testing.T, dir string) {
	t.Helper()
	d.run(t, dir, "go", "generate", "./...")
	d.compile(t, dir)
	if _, err := os.Stat(filepath.Join(dir, "network", "cfn")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the second package has a support package of its own, or %v", err)
	}
	// A run that changes nothing leaves a clean tree.
	before := listing(t, filepath.Join(dir, "apigatewayv2")) + listing(t, filepath.Join(dir, "network"))
	d.run(t, dir, "go", "generate", "./...")
	if after := listing(t, filepath.Join(dir, "apigatewayv2")) + listing(t, filepath.Join(dir, "network")); after != before {
		t.Errorf("a second run changed\n%s to\n%s", before, after)
	}
}

// compile compiles the user's module and runs its program.
func (d *downstream) compile(t *testing.T, dir string) {
	t.Helper()
	d.run(t, dir, "go", "build", "./...")
	d.run(t, dir, "go", "vet", "./...")
	if got := d.run(t, dir, "go", "run", "./cmd/demo"); !strings.Contains(got, "ok\n") {
		t.Errorf("the program printed %s", got)
	}
	d.checkDeps(t, dir, "example.com/user/")
}

// checkKept makes sure that go.mod and go.sum of the user's module stay as they are.
func (d *downstream) checkKept(t *testing.T, dir string, do func()) {
	t.Helper()
	files := func() (text string) {
		for _, name := range []string{"go.mod", "go.sum"} {
			content, err := os.ReadFile(filepath.Join(dir, name))
			text += fmt.Sprintf("%s (there: %t): %s\n", name, err == nil, content)
		}
		return text
	}
	before := files()
	do()
	if after := files(); after != before {
		t.Errorf("%s became\n%s", before, after)
	}
}

// downstream is the environment of a user's commands.
type downstream struct {
	env []string
}

func newDownstream(t *testing.T) *downstream {
	t.Helper()
	tmp := t.TempDir()
	proxy := filepath.Join(tmp, "proxy")
	publish(t, proxy)
	env := goEnv(t, "GOMODCACHE", "GOCACHE")
	urls := fileURL(proxy) + "," + fileURL(filepath.Join(env[0], "cache", "download"))
	return &downstream{env: append(os.Environ(),
		"GOPROXY="+urls,
		// A cache of its own: the next run serves another module of the same version.
		"GOMODCACHE="+filepath.Join(tmp, "mod"),
		// The build cache is shared, and -trimpath makes its entries independent of
		// where the module cache lies.
		"GOCACHE="+env[1],
		"GOFLAGS=-modcacherw -trimpath",
		"GOSUMDB=off", "GONOSUMDB=*", "GONOSUMCHECK=1", "GOPRIVATE=", "GONOPROXY=",
		"GOTOOLCHAIN=local", "GOWORK=off", "GO111MODULE=on", "GOENV=off", "GOPACKAGE=",
	)}
}

// offline takes the network, and the proxies that stand for it, away.
func (d *downstream) offline() { d.env = append(d.env, "GOPROXY=off") }

// flags replaces what every go command gets.
func (d *downstream) flags(mod string) {
	d.env = append(d.env, "GOFLAGS="+mod+" -modcacherw -trimpath")
}

// run runs a command and returns what it printed on standard output.
func (d *downstream) run(t *testing.T, dir string, name string, args ...string) string {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir, cmd.Env = dir, append(d.env, "PWD="+dir)
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s %s: %v\n%s%s", name, strings.Join(args, " "), err, stdout.String(), stderr.String())
	}
	return stdout.String()
}

// unpack makes a fresh repository from an archive in testdata, whose go:generate lines
// begin by the command.
func (d *downstream) unpack(t *testing.T, name, command string) string {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", "downstream", name))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	for _, f := range archive.Files {
		write(t, filepath.Join(dir, filepath.FromSlash(f.Name)), bytes.ReplaceAll(f.Data, []byte("GEN"), []byte(command)))
	}
	return dir
}

// checkDeps makes sure that a build needs the standard library and the user's
// own module alone.
func (d *downstream) checkDeps(t *testing.T, dir, own string) {
	t.Helper()
	deps := d.run(t, dir, "go", "list", "-deps", "-f", "{{if not .Standard}}{{.ImportPath}}{{end}}", "./cmd/demo", "./apigatewayv2", "./network")
	for dep := range strings.FieldsSeq(deps) {
		if !strings.HasPrefix(dep, own) {
			t.Errorf("a build depends on %s", dep)
		}
	}
	if !strings.Contains(deps, own+"apigatewayv2/cfn") {
		t.Errorf("dependencies are %s", deps)
	}
}

// checkOldLanguage compiles what was generated, and nothing else, in a module
// of the oldest language version that is promised.
func (d *downstream) checkOldLanguage(t *testing.T, user string) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "go.mod"), []byte("module example.com/user\n\ngo 1.23\n"))
	err := filepath.WalkDir(user, func(file string, e os.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			if err == nil && e.Name() == "vendor" {
				return fs.SkipDir
			}
			return err
		}
		if path.Ext(file) != ".go" {
			return nil
		}
		content, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(user, file)
		write(t, filepath.Join(dir, rel), content)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	d.flags("-mod=readonly")
	d.run(t, dir, "go", "vet", "./...")
	if got := d.run(t, dir, "go", "list", "-m", "all"); got != "example.com/user\n" {
		t.Errorf("modules are %s", got)
	}
}

// publish puts this source into a module proxy of files.
func publish(t *testing.T, proxy string) {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	goMod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	mod := module.Version{Path: "github.com/cfngen/cfngen", Version: downstreamVersion}
	dir := filepath.Join(proxy, filepath.FromSlash(mod.Path), "@v")
	base := filepath.Join(dir, mod.Version)
	write(t, base+".mod", goMod)
	write(t, base+".info", fmt.Appendf(nil, `{"Version":%q,"Time":"2026-01-01T00:00:00Z"}`, mod.Version))
	write(t, filepath.Join(dir, "list"), []byte(mod.Version+"\n"))
	f, err := os.Create(base + ".zip")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := zip.CreateFromDir(f, mod, root); err != nil {
		t.Fatal(err)
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

// listing returns the names and times of all files in a folder.
func listing(t *testing.T, dir string) string {
	t.Helper()
	var b strings.Builder
	err := filepath.WalkDir(dir, func(file string, e os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		if !e.IsDir() {
			fmt.Fprintf(&b, "%s %v\n", file, info.ModTime())
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func goEnv(t *testing.T, names ...string) []string {
	t.Helper()
	out, err := exec.Command("go", append([]string{"env"}, names...)...).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSuffix(string(out), "\n"), "\n")
}

func fileURL(dir string) string {
	dir = filepath.ToSlash(dir)
	if !strings.HasPrefix(dir, "/") {
		dir = "/" + dir
	}
	return "file://" + dir
}
