package docs_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/cli"
	"github.com/cfngen/cfngen/templates"
)

// gen runs the command in this process and returns the exit code and what it printed.
func gen(args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = cli.Do(args, strings.NewReader(""), &out, &errs, func(string) string { return "" })
	return code, out.String(), errs.String()
}

// commands returns the commands that the manual lists, "" for generating included.
func commands(t *testing.T) []string {
	t.Helper()
	_, manual, _ := gen("help")
	all := []string{""}
	for _, m := range regexp.MustCompile(`(?m)^\tgen (\w+) `).FindAllStringSubmatch(manual, -1) {
		if !slices.Contains(all, m[1]) {
			all = append(all, m[1])
		}
	}
	if len(all) < 5 {
		t.Fatalf("the manual lists the commands %q", all)
	}
	return all
}

// hasFlag reports whether a command, "" for generating, has a flag. The value is one
// that a boolean or a duration refuses, and any other flag takes before -h is read.
func hasFlag(command, flag string) bool {
	args := []string{flag + "=\x00", "-h"}
	if command != "" {
		args = slices.Insert(args, 0, command)
	}
	_, _, stderr := gen(args...)
	return command != "help" && !strings.Contains(stderr, "unknown flag")
}

// call is a use of gen on a page: the command and its flags.
type call struct {
	command string
	flags   []string
}

var (
	inSpan = regexp.MustCompile("`([^`\n]+)`")
	called = regexp.MustCompile(`(?:^|[ :&])(?:go run \S*cmd/gen(?:@VERSION)?|go tool (?:-modfile=\S+ )?gen|gen)(?: ([^#&|]*))?(?:[#&|]|$)`)
)

// calls returns the uses of gen in the blocks and the code spans of a page.
func calls(text string) []call {
	var lines []string
	for _, b := range blocks(text) {
		if b.language != "console" {
			lines = append(lines, strings.Split(b.text, "\n")...)
			continue
		}
		for line := range strings.Lines(b.text) {
			if command, ok := strings.CutPrefix(line, "$ "); ok {
				lines = append(lines, strings.TrimSpace(command))
			}
		}
	}
	for _, m := range inSpan.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
		lines = append(lines, m[1])
	}
	var all []call
	for _, line := range lines {
		m := called.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		var c call
		for i, word := range strings.Fields(m[1]) {
			if name, _, _ := strings.Cut(word, "="); strings.HasPrefix(name, "-") && name != "-" {
				c.flags = append(c.flags, name)
			} else if i == 0 {
				c.command = word
			}
		}
		all = append(all, c)
	}
	return all
}

// TestCalls checks that what pages do with gen can be done.
func TestCalls(t *testing.T) {
	total := 0
	for _, p := range pages(t) {
		t.Run(p.name, func(t *testing.T) {
			for _, c := range calls(p.text) {
				total++
				if _, _, stderr := gen(c.command, "-h"); c.command != "" && strings.Contains(stderr, "unknown command") {
					t.Errorf("there is no command gen %s", c.command)
					continue
				}
				for _, flag := range c.flags {
					if !hasFlag(c.command, flag) {
						t.Errorf("gen %s has no flag %s", c.command, flag)
					}
				}
			}
		})
	}
	if total < 20 {
		t.Errorf("only %d uses of gen found", total)
	}
}

// notOfGen are the flags on the pages that other commands have.
var notOfGen = []string{"-modfile", "-update", "-text", "-bench"}

// TestFlags checks that every flag on a page is one of gen's or of mkcorpus, and that
// the pages have all of the manual's.
func TestFlags(t *testing.T) {
	all, named := commands(t), map[string]bool{}
	mkcorpus := read(t, "internal/corpus/mkcorpus/main.go")
	for _, p := range pages(t) {
		for _, m := range inSpan.FindAllStringSubmatch(fence.ReplaceAllString(p.text, ""), -1) {
			if !strings.HasPrefix(m[1], "-") {
				continue
			}
			flag := regexp.MustCompile(`^-[\w-]*`).FindString(m[1])
			named[flag] = true
			if flag == "-" || slices.Contains(notOfGen, flag) || strings.Contains(mkcorpus, `"`+flag[1:]+`"`) {
				continue
			}
			if !slices.ContainsFunc(all, func(command string) bool { return hasFlag(command, flag) }) {
				t.Errorf("%s: no command has the flag %s", p.name, flag)
			}
		}
	}
	_, manual, _ := gen("help")
	flags := regexp.MustCompile(`(?m)^\t(-[a-z-]+)|^\t-[a-z-]+ [A-Z]+, (-[a-z-]+)`).FindAllStringSubmatch(manual, -1)
	if len(flags) < 15 {
		t.Fatalf("the manual has the flags %q", flags)
	}
	for _, m := range flags {
		if flag := m[1] + m[2]; !named[flag] {
			t.Errorf("no page names the flag %s of the manual", flag)
		}
	}
}

// TestMake checks that the targets that pages name are in the Makefile.
func TestMake(t *testing.T) {
	makefile := read(t, "Makefile")
	for _, p := range pages(t) {
		for _, m := range regexp.MustCompile("(?m)(?:^|`)make ([a-z]+)").FindAllStringSubmatch(p.text, -1) {
			if !strings.Contains(makefile, "\n"+m[1]+":") {
				t.Errorf("%s: the Makefile has no target %s", p.name, m[1])
			}
		}
	}
}

// TestIdentifiers checks that what pages name of package cfn is exported there.
func TestIdentifiers(t *testing.T) {
	exported := map[string]bool{}
	files, err := templates.CFN("example.com/user/cfn")
	if err != nil {
		t.Fatal(err)
	}
	for name, content := range files {
		if path.Dir(name) != "cfn" {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, content, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range parsed.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				exported[d.Name.Name] = exported[d.Name.Name] || d.Recv == nil
			case *ast.GenDecl:
				for _, s := range d.Specs {
					switch s := s.(type) {
					case *ast.TypeSpec:
						exported[s.Name.Name] = true
					case *ast.ValueSpec:
						for _, id := range s.Names {
							exported[id.Name] = true
						}
					}
				}
			}
		}
	}
	total := 0
	for _, p := range pages(t) {
		for _, m := range regexp.MustCompile(`\bcfn\.([A-Z]\w*)`).FindAllStringSubmatch(p.text, -1) {
			total++
			if !exported[m[1]] {
				t.Errorf("%s: package cfn has no %s", p.name, m[0])
			}
		}
	}
	if total < 20 {
		t.Errorf("only %d identifiers of package cfn found", total)
	}
}
