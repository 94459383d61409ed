package golang_test

import (
	"cmp"
	"go/version"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/templates"
)

// module is a folder with a go.mod and the support package, as a user has it.
type module struct {
	dir string
	env []string
}

// toolchainEnv is the environment variable with the name of a toolchain, such as
// go1.23.12, whose go command tests run in a module, in place of their own. It must
// have been downloaded.
const toolchainEnv = "CFNGEN_TOOLCHAIN"

// newModule makes the module. Its language version is the oldest that generated
// code promises to compile with.
func newModule(t *testing.T) *module {
	t.Helper()
	if testing.Short() {
		t.Skip("compiles what is generated")
	}
	m := &module{dir: t.TempDir(), env: append(os.Environ(),
		"GOFLAGS=-mod=mod", "GOPROXY=off", "GOTOOLCHAIN="+cmp.Or(os.Getenv(toolchainEnv), "local"),
		"GOWORK=off", "GOPACKAGE=", "GOEXPERIMENT=")}
	m.write(t, "go.mod", "module "+modulePath+"\n\ngo 1.23\n")
	support, err := templates.CFN(cfnImport)
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range support {
		m.write(t, name, string(content))
	}
	return m
}

func (m *module) write(t *testing.T, name, content string) {
	t.Helper()
	file := filepath.Join(m.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
		t.Fatal(err)
	}
}

// run runs the go command, with more settings before its arguments.
func (m *module) run(t *testing.T, args ...string) string {
	t.Helper()
	env := m.env
	for len(args) > 0 && strings.Contains(args[0], "=") {
		env, args = append(slices.Clip(env), args[0]), args[1:]
	}
	cmd := exec.Command("go", args...)
	cmd.Dir, cmd.Env = m.dir, append(env, "PWD="+m.dir)
	out, err := cmd.CombinedOutput()
	if err != nil {
		t.Errorf("go %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return string(out)
}

// TestModule compiles all that the golden archives generate in one module,
// checks it with go vet, and runs the tests that the archives bring for it.
func TestModule(t *testing.T) {
	m := newModule(t)
	// Tests of encoding/json/v2 need the experiment before Go 1.27. From then on they run
	// without it, and say so to go vet, as the module has an older language version.
	const experiment = "//go:build goexperiment.jsonv2"
	released := m.hasGo(t, "go1.27")
	uses, v2 := map[string]bool{}, map[string]bool{}
	for _, g := range goldens(t) {
		got := g.generate()
		delete(got, "stderr")
		if len(got) == 0 && len(g.use) > 0 {
			t.Errorf("%s: nothing is generated, so its use/ files are never run", g.file)
		}
		for name, content := range got {
			m.write(t, g.name+"/"+name, content)
		}
		for name, content := range g.use {
			pkg := modulePath + "/" + filepath.ToSlash(filepath.Dir(g.name+"/"+name))
			uses[pkg] = true
			if strings.HasPrefix(content, experiment) {
				v2[pkg] = true
				if released {
					content = "//go:build go1.27" + strings.TrimPrefix(content, experiment)
				}
			}
			m.write(t, g.name+"/"+name, content)
		}
	}
	if len(uses) == 0 || len(v2) == 0 {
		t.Fatal("no archive uses what is generated")
	}
	m.run(t, "vet", "./...")
	checkRan(t, m.run(t, "test", "-vet=off", "./..."), uses)
	if released {
		m.checkJSONv2(t, "", v2)
		m.run(t, "GOEXPERIMENT=nojsonv2", "build", "./...")
	} else if m.hasGo(t, "go1.25") {
		m.checkJSONv2(t, "jsonv2", v2)
		m.run(t, "GOEXPERIMENT=jsonv2", "vet", "./...")
	}
}

// hasGo reports whether the go command of the module is at least of a version.
func (m *module) hasGo(t *testing.T, atLeast string) bool {
	t.Helper()
	return version.Compare(strings.TrimSpace(m.run(t, "env", "GOVERSION")), atLeast) >= 0
}

// checkJSONv2 runs the tests of the methods for encoding/json/v2.
func (m *module) checkJSONv2(t *testing.T, experiment string, packages map[string]bool) {
	t.Helper()
	for _, pkg := range slices.Sorted(maps.Keys(packages)) {
		out := m.run(t, "GOEXPERIMENT="+experiment, "test", "-vet=off", "-v", "-run", "^TestJSONv2", pkg)
		if !strings.Contains(out, "\n--- PASS: TestJSONv2 ") {
			t.Errorf("the methods for encoding/json/v2 of %s are not tested", pkg)
		}
	}
}

// checkRan makes sure that go test found tests in each of the packages.
func checkRan(t *testing.T, out string, packages map[string]bool) {
	t.Helper()
	for pkg := range packages {
		if !strings.Contains(out, "ok  \t"+pkg+"\t") || strings.Contains(out, "\t"+pkg+"\t[no test files]") {
			t.Errorf("the tests of %s did not run, or failed", pkg)
		}
	}
}
