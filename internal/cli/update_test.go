package cli_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"go/types"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"

	"github.com/cfngen/cfngen/internal/cli"
	"github.com/cfngen/cfngen/internal/corpus"
)

// TestUpdate goes the whole way of an update, as a user goes it: a specification of
// 2025-08 is fetched and pinned with 40 resource types, they are generated, and code
// mentions every exported identifier of them; then the one of 2026-08 is fetched.
// What gen diff calls breaking for those who compile, between the lock that was
// committed and the one that is there, is what does not compile any more once they
// are generated anew, and nothing else is.
func TestUpdate(t *testing.T) {
	old, now := corpus.Path(t, corpus.RegistryBefore), corpus.Path(t, corpus.Registry)
	if testing.Short() {
		t.Skip("compiles what is generated")
	}
	selected := updatedTypes(t, old, now)
	u := &updated{dir: t.TempDir()}
	write(t, filepath.Join(u.dir, "go.mod"), []byte("module example.com/user\n\ngo 1.23\n"))
	t.Chdir(u.dir)

	u.publish(t, old)
	gen(t, append(append([]string{"fetch"}, typeFlags(selected)...), "file:published/schemas.zip")...)
	gen(t)
	gen(t, "-check")
	u.writeUses(t)
	if errs := u.build(t); len(errs) > 0 {
		t.Fatalf("the code does not compile with what it was written for: %v", errs)
	}
	committed := t.TempDir()
	if err := os.CopyFS(committed, os.DirFS(u.dir)); err != nil {
		t.Fatal(err)
	}

	u.publish(t, now)
	gen(t) // what is pinned counts, and not what is published meanwhile
	gen(t, "fetch")
	breaking := goBreaking(t, committed, ".")
	u.checkFails(t)
	gen(t)
	gen(t, "-check")
	failed := u.build(t)
	t.Logf("%d identifiers are used, %d of them do not compile; %d breaking changes", len(u.subjects), len(failed), len(breaking))
	if len(breaking) < 50 {
		t.Error("that is too few for a test")
	}
	for subject, message := range failed {
		// What a struct has is gone with it, and not told by itself.
		owner := subject
		if i := strings.LastIndex(subject, "."); i > strings.Index(subject, ".") {
			owner = subject[:i]
		}
		if breaking[subject] == "" && breaking[owner] == "" {
			t.Errorf("%s does not compile, and gen diff does not tell: %s", subject, message)
		}
	}
	for subject, kind := range breaking {
		if failed[subject] == "" {
			t.Errorf("gen diff calls it breaking (%s), and it compiles: %s", kind, subject)
		}
	}
}

// diffLine is a line of gen diff -format json.
type diffLine struct{ Type, Layer, Class, Subject, Kind string }

func diffLines(t *testing.T, args ...string) []diffLine {
	t.Helper()
	out := gen(t, append([]string{"diff", "-format", "json"}, args...)...)
	var lines []diffLine
	for line := range bytes.Lines(out) {
		var l diffLine
		if err := json.Unmarshal(line, &l); err != nil {
			t.Fatal(err)
		}
		if l.Type != "" { // the first line has none
			lines = append(lines, l)
		}
	}
	return lines
}

// gen runs the command and returns what it prints.
func gen(t *testing.T, args ...string) []byte {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := cli.Do(args, nil, &stdout, &stderr, func(string) string { return "" }); code != 0 {
		t.Fatalf("gen %v: exit code %d\n%.2000s", args, code, stderr.String())
	}
	return stdout.Bytes()
}

// updatedTypes picks 40 types that both specifications have: the 30 with the most
// changes for those who compile, and others with changes of another kind.
func updatedTypes(t *testing.T, old, now string) []string {
	t.Helper()
	breaks, all, missing := map[string]int{}, map[string]bool{}, map[string]bool{}
	for _, l := range diffLines(t, old, now) {
		all[l.Type] = true
		switch {
		case strings.HasPrefix(l.Kind, "resource type "):
			missing[l.Type] = true
		case l.Layer == "go" && l.Class == "breaking":
			breaks[l.Type]++
		}
	}
	names := slices.DeleteFunc(slices.Sorted(maps.Keys(all)), func(name string) bool { return missing[name] })
	slices.SortStableFunc(names, func(a, b string) int { return breaks[b] - breaks[a] })
	if len(names) < 60 || breaks[names[29]] == 0 {
		t.Fatalf("%d types changed", len(names))
	}
	return append(names[:30], names[len(names)-10:]...)
}

// goBreaking returns the kinds of the breaking changes of the layer go, by Go name.
func goBreaking(t *testing.T, old, now string) map[string]string {
	t.Helper()
	out := map[string]string{}
	for _, l := range diffLines(t, old, now) {
		if l.Layer == "go" && l.Class == "breaking" {
			out[l.Subject] = l.Kind
		}
	}
	return out
}

func typeFlags(names []string) []string {
	var out []string
	for _, name := range names {
		out = append(out, "-type", name)
	}
	return out
}

// updated is a user's module.
type updated struct {
	dir string
	// subjects are the identifiers that are used, by file:line.
	subjects map[string]string
}

// publish puts a specification where the user fetches it.
func (u *updated) publish(t *testing.T, spec string) {
	t.Helper()
	text, err := os.ReadFile(spec)
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(u.dir, "published", "schemas.zip"), text)
}

// checkFails makes sure that gen -check sees what is not generated yet.
func (u *updated) checkFails(t *testing.T) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	code := cli.Do([]string{"-check"}, nil, &stdout, &stderr, func(string) string { return "" })
	if code != 1 || !strings.HasPrefix(stdout.String(), "diff generated/") || !strings.Contains(stderr.String(), "differ from what would be generated") {
		t.Errorf("exit code %d\n%.1000s\n%.1000s", code, stdout.String(), stderr.String())
	}
}

// env is that of the go command, with the network off.
func (u *updated) env() []string {
	return append(os.Environ(), "GOFLAGS=-mod=mod", "GOPROXY=off", "GOTOOLCHAIN=local", "GOWORK=off", "GOEXPERIMENT=", "PWD="+u.dir)
}

// writeUses writes a file for each generated package that has a line for each of
// its exported identifiers, as go/types finds them.
func (u *updated) writeUses(t *testing.T) {
	t.Helper()
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedTypes | packages.NeedImports | packages.NeedDeps | packages.NeedSyntax | packages.NeedTypesInfo,
		Dir:  u.dir, Env: u.env(),
	}, "./generated/...")
	if err != nil || len(pkgs) < 10 {
		t.Fatalf("%d packages: %v", len(pkgs), err)
	}
	u.subjects = map[string]string{}
	for _, p := range pkgs {
		if strings.Contains(p.PkgPath+"/", "/generated/cfn/") { // of the support package
			continue
		}
		lines := []string{"package uses", "", `import "example.com/user/generated/cfn"`, `import "` + p.PkgPath + `"`, "", "var _ cfn.JSON"}
		for _, name := range p.Types.Scope().Names() {
			for subject, line := range uses(p.Types.Scope().Lookup(name)) {
				lines = append(lines, line)
				u.subjects[fmt.Sprintf("%s.go:%d", p.Name, len(lines))] = p.Name + "." + subject
			}
		}
		write(t, filepath.Join(u.dir, "uses", p.Name+".go"), []byte(strings.Join(lines, "\n")+"\n"))
	}
}

// uses returns lines of code that compile only while an identifier, and what is in
// its struct, is as it is.
func uses(o types.Object) map[string]string {
	out := map[string]string{}
	if !o.Exported() {
		return out
	}
	text := func(t types.Type) string {
		return types.TypeString(t, func(p *types.Package) string { return p.Name() })
	}
	name := o.Pkg().Name() + "." + o.Name()
	switch o := o.(type) {
	case *types.Const:
		// Two equal keys of a map literal do not compile, which false and a
		// comparison are where the value is another one. The conversion is for the type.
		typ := text(o.Type())
		if typ == "untyped string" {
			typ = "string"
		}
		value := o.Val().ExactString()
		out[o.Name()] = fmt.Sprintf("var _ = map[bool]%s{false: %s, %s == %s: %s}", typ, name, name, value, name)
	case *types.TypeName:
		s, ok := o.Type().Underlying().(*types.Struct)
		if _, basic := o.Type().Underlying().(*types.Basic); !ok && !basic {
			out[o.Name()] = "var _ = new(" + name + ")"
			return out
		}
		if !ok {
			out[o.Name()] = fmt.Sprintf("const _ = %s(%s)", text(o.Type().Underlying()), zero(o.Type(), name))
			return out
		}
		out[o.Name()] = "var _ = " + name + "{}"
		for i := range s.NumFields() {
			if f := s.Field(i); f.Exported() {
				out[o.Name()+"."+f.Name()] = fmt.Sprintf("func _(x *%s, v %s) { x.%s, v = v, x.%s }", name, text(f.Type()), f.Name(), f.Name())
			}
		}
		for m := range types.NewMethodSet(types.NewPointer(o.Type())).Methods() {
			if m.Obj().Exported() && len(m.Index()) == 1 {
				out[o.Name()+"."+m.Obj().Name()] = fmt.Sprintf("var _ = (*%s).%s", name, m.Obj().Name())
			}
		}
	}
	return out
}

// zero is a constant of a text or a number.
func zero(t types.Type, name string) string {
	if t.Underlying().(*types.Basic).Info()&types.IsString != 0 {
		return name + `("")`
	}
	return name + "(0)"
}

var compileError = regexp.MustCompile(`(?m)^uses[/\\](\w+\.go):(\d+):\d+: (.*)$`)

// build compiles the uses and returns the identifiers that do not, with the message.
func (u *updated) build(t *testing.T) map[string]string {
	t.Helper()
	cmd := exec.Command("go", "build", "-gcflags=-e", "./...")
	cmd.Dir, cmd.Env = u.dir, u.env()
	out, err := cmd.CombinedOutput()
	failed := map[string]string{}
	for _, m := range compileError.FindAllStringSubmatch(string(out), -1) {
		line, _ := strconv.Atoi(m[2])
		subject := u.subjects[fmt.Sprintf("%s:%d", m[1], line)]
		if subject == "" {
			t.Errorf("%s", m[0])
		}
		failed[subject] = m[3]
	}
	if (err != nil) != (len(failed) > 0) {
		t.Errorf("go build: %v\n%.2000s", err, out)
	}
	return failed
}
