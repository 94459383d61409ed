package docs_test

import (
	"bytes"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"go.yaml.in/yaml/v4"
)

const (
	architecture = "docs/architecture.md"
	modulePath   = "github.com/cfngen/cfngen/"
	// most are how many files and lines a package has, unless the page has a reason.
	mostFiles, mostLines = 12, 2000
)

// architected is a package in a table of the page.
type architected struct {
	name    string
	imports []string
}

var architectureRow = regexp.MustCompile("(?m)^\\| `([\\w/]+)` \\| [^|]+ \\| ?((?:`[\\w/]+` ?)*)\\|$")

// onPage returns the packages of the page in its order.
func onPage(t *testing.T) []architected {
	t.Helper()
	var all []architected
	for _, m := range architectureRow.FindAllStringSubmatch(read(t, architecture), -1) {
		p := architected{name: m[1]}
		for _, name := range strings.Fields(strings.ReplaceAll(m[2], "`", "")) {
			if !strings.HasPrefix(name, "templates") && name != "spec" {
				name = "internal/" + name
			}
			p.imports = append(p.imports, name)
		}
		all = append(all, p)
	}
	if len(all) == 0 {
		t.Fatal("the page has no packages")
	}
	return all
}

// inTree is a package of the module.
type inTree struct {
	imports      []string
	files, lines int
}

// packagesInTree returns the packages of the module that are not generated, with what of the
// module they import apart from their tests.
func packagesInTree(t *testing.T) map[string]*inTree {
	t.Helper()
	all := map[string]*inTree{}
	for _, top := range []string{"cmd", "internal", "spec", "templates"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(name string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && (d.Name() == "testdata" || isModule(name)):
				return fs.SkipDir
			case d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
				return nil
			}
			return addFile(all, name)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func isModule(dir string) bool {
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil
}

func addFile(all map[string]*inTree, name string) error {
	rel, err := filepath.Rel(root, filepath.Dir(name))
	if err != nil {
		return err
	}
	dir := filepath.ToSlash(rel)
	text, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.ImportsOnly)
	if err != nil {
		return err
	}
	if all[dir] == nil {
		all[dir] = &inTree{}
	}
	p := all[dir]
	p.files++
	p.lines += bytes.Count(text, []byte("\n"))
	for _, spec := range file.Imports {
		imported, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			return err
		}
		if own, ok := strings.CutPrefix(imported, modulePath); ok && !slices.Contains(p.imports, own) {
			p.imports = append(p.imports, own)
		}
	}
	slices.Sort(p.imports)
	return nil
}

// TestArchitecture checks that the page has every package with what it imports, that each
// imports only what stands above it, and that a large package has a reason.
func TestArchitecture(t *testing.T) {
	tree, above := packagesInTree(t), map[string]bool{}
	for _, p := range onPage(t) {
		is := tree[p.name]
		if is == nil {
			t.Errorf("%s names %s, which is not there", architecture, p.name)
			continue
		}
		slices.Sort(p.imports)
		if !slices.Equal(p.imports, is.imports) {
			t.Errorf("%s imports %q, and has %q on the page", p.name, is.imports, p.imports)
		}
		for _, name := range is.imports {
			if !above[name] {
				t.Errorf("%s imports %s, which does not stand above it", p.name, name)
			}
		}
		above[p.name] = true
	}
	_, large, _ := strings.Cut(read(t, architecture), "\n## Large packages\n")
	for name, is := range tree {
		if !above[name] {
			t.Errorf("%s is not on the page", name)
		}
		hasReason := strings.Contains(large, "\n| `"+name+"` | ")
		if isLarge := is.files > mostFiles || is.lines > mostLines; isLarge != hasReason {
			t.Errorf("%s has %d files and %d lines; a reason on the page: %t", name, is.files, is.lines, hasReason)
		}
	}
}

// linter is what of the linter's settings is compared with the page.
type linter struct {
	Linters struct {
		Settings struct {
			Depguard struct {
				Rules map[string]struct {
					ListMode string   `yaml:"list-mode"`
					Files    []string `yaml:"files"`
					Allow    []string `yaml:"allow"`
				} `yaml:"rules"`
			} `yaml:"depguard"`
		} `yaml:"settings"`
	} `yaml:"linters"`
}

// TestLayers checks that the linter allows each package what the page has, and that each
// of its rules is for a file that is there.
func TestLayers(t *testing.T) {
	var settings linter
	if err := yaml.Unmarshal([]byte(read(t, ".golangci.yml")), &settings); err != nil {
		t.Fatal(err)
	}
	rules := settings.Linters.Settings.Depguard.Rules
	tree := packagesInTree(t)
	ruled := map[string][]string{}
	for name, rule := range rules {
		for _, pattern := range rule.Files {
			pattern = strings.TrimPrefix(pattern, "!")
			if pattern != "$test" && !matchesFile(t, pattern) {
				t.Errorf("rule %s: no file is %s", name, pattern)
			}
		}
		dir := strings.TrimSuffix(strings.TrimPrefix(rule.Files[0], "**/"), "/*.go")
		if tree[dir] == nil || rule.ListMode != "strict" {
			continue
		}
		ruled[dir] = []string{}
		for _, allowed := range rule.Allow {
			if own, ok := strings.CutPrefix(allowed, modulePath); ok {
				ruled[dir] = append(ruled[dir], strings.TrimSuffix(own, "$"))
			}
		}
	}
	for _, p := range onPage(t) {
		allowed, ok := ruled[p.name]
		switch {
		case !strings.HasPrefix(p.name, "internal/"):
			continue // rules of the support package are for several packages
		case !ok:
			t.Errorf("the linter has no strict rule for %s", p.name)
		case p.name == "internal/corpus":
			continue // whose tests have the rule, too
		}
		slices.Sort(allowed)
		slices.Sort(p.imports)
		if !slices.Equal(allowed, p.imports) {
			t.Errorf("the linter allows %s %q, and the page has %q", p.name, allowed, p.imports)
		}
	}
}

// matchesFile reports whether a pattern of the linter, which begins with **/, matches a file.
func matchesFile(t *testing.T, pattern string) bool {
	t.Helper()
	expr := regexp.QuoteMeta(pattern)
	expr = strings.ReplaceAll(expr, `\*\*/`, `(?:.*/)?`)
	expr = strings.ReplaceAll(expr, `\*`, `[^/]*`)
	is := regexp.MustCompile("^" + expr + "$")
	found := false
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || found {
			return err
		}
		if d.IsDir() && d.Name() == ".git" {
			return fs.SkipDir
		}
		rel, err := filepath.Rel(root, name)
		found = err == nil && !d.IsDir() && is.MatchString(path.Join(filepath.ToSlash(rel)))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}
