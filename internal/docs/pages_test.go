package docs_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// root is the root of the module.
var root = filepath.Join("..", "..")

// page is a Markdown file: its path below the root, with slashes, and its text.
type page struct{ name, text string }

// pages returns the Markdown files of the project that are meant for people.
func pages(t *testing.T) []page {
	t.Helper()
	files := []string{"README.md", "CONTRIBUTING.md", "CHANGELOG.md", "internal/bench/README.md"}
	found, err := filepath.Glob(filepath.Join(root, "docs", "*.md"))
	if err != nil || len(found) == 0 {
		t.Fatalf("the folder docs has %d pages: %v", len(found), err)
	}
	for _, f := range found {
		files = append(files, "docs/"+filepath.Base(f))
	}
	var all []page
	for _, name := range files {
		all = append(all, page{name, read(t, name)})
	}
	return all
}

// read returns the text of a file below the root.
func read(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(name)))
	if err != nil {
		t.Fatal(err)
	}
	return strings.ReplaceAll(string(text), "\r\n", "\n")
}

// block is a fenced code block.
type block struct{ language, text string }

var fence = regexp.MustCompile("(?ms)^```(\\w*)\n(.*?)^```$")

// blocks returns the fenced code blocks of a page.
func blocks(text string) []block {
	var all []block
	for _, m := range fence.FindAllStringSubmatch(text, -1) {
		all = append(all, block{m[1], m[2]})
	}
	return all
}

// TestReadmeSize holds the README to what can be read in a minute.
func TestReadmeSize(t *testing.T) {
	const most = 6 << 10
	if n := len(read(t, "README.md")); n > most {
		t.Errorf("README.md has %d bytes, more than %d: the manual is in docs", n, most)
	}
}

// TestReadmeExample compares the README's example and its output with Example of
// package generated, which is compiled and run.
func TestReadmeExample(t *testing.T) {
	const file = "generated/example_test.go"
	source := read(t, file)
	files := token.NewFileSet()
	parsed, err := parser.ParseFile(files, file, source, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(parsed.Decls, func(d ast.Decl) bool {
		f, ok := d.(*ast.FuncDecl)
		return ok && f.Name.Name == "Example"
	})
	if i < 0 {
		t.Fatalf("%s has no function Example", file)
	}
	body := parsed.Decls[i].(*ast.FuncDecl).Body
	text := source[files.Position(body.Lbrace).Offset+2 : files.Position(body.Rbrace).Offset]
	code, output, ok := strings.Cut(text, "\t// Output:\n")
	if !ok {
		t.Fatalf("Example of %s has no output", file)
	}
	readme := blocks(read(t, "README.md"))
	for _, want := range []block{{"go", trimLines(code, "\t")}, {"json", trimLines(output, "\t// ")}} {
		if !slices.Contains(readme, want) {
			t.Errorf("README.md has no block in the language %s with\n%s", want.language, want.text)
		}
	}
}

// trimLines removes a prefix from each line.
func trimLines(text, prefix string) string {
	var b strings.Builder
	for line := range strings.Lines(text) {
		b.WriteString(strings.TrimPrefix(line, prefix))
	}
	return b.String()
}

var link = regexp.MustCompile(`\]\(([^)\s]+)\)`)

// TestLinks checks that relative links lead to a file of the project and, where they
// have a fragment, to a heading in it.
func TestLinks(t *testing.T) {
	for _, p := range pages(t) {
		t.Run(p.name, func(t *testing.T) {
			for _, m := range link.FindAllStringSubmatch(fence.ReplaceAllString(p.text, ""), -1) {
				if strings.Contains(m[1], "://") {
					continue
				}
				target, fragment, _ := strings.Cut(m[1], "#")
				name := p.name
				if target != "" {
					name = path.Join(path.Dir(p.name), target)
				}
				if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(name))); err != nil {
					t.Errorf("link %s: %v", m[1], err)
				} else if fragment != "" && !slices.Contains(headings(read(t, name)), fragment) {
					t.Errorf("link %s: %s has no such heading", m[1], name)
				}
			}
		})
	}
}

var (
	heading    = regexp.MustCompile(`(?m)^#+ (.*)$`)
	inFragment = regexp.MustCompile(`[^\p{L}\p{N} _-]`)
)

// headings returns the fragments of a page's headings, as GitHub makes them.
func headings(text string) []string {
	var all []string
	for _, m := range heading.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
		all = append(all, strings.ReplaceAll(inFragment.ReplaceAllString(strings.ToLower(m[1]), ""), " ", "-"))
	}
	return all
}

// TestPagesAreLinked checks that the README leads to every page of docs.
func TestPagesAreLinked(t *testing.T) {
	readme := read(t, "README.md")
	for _, p := range pages(t) {
		if strings.HasPrefix(p.name, "docs/") && !strings.Contains(readme, "]("+p.name+")") {
			t.Errorf("README.md has no link to %s", p.name)
		}
	}
}

// TestFolders checks that the folders that CONTRIBUTING.md and the page on the architecture
// name are there.
func TestFolders(t *testing.T) {
	folder := regexp.MustCompile("`((?:internal|cmd|spec|templates|generated|docs)/?[\\w/]*)`")
	for _, page := range []string{"CONTRIBUTING.md", architecture} {
		for _, m := range folder.FindAllStringSubmatch(read(t, page), -1) {
			if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(m[1]))); err != nil {
				t.Errorf("%s names %s: %v", page, m[1], err)
			}
		}
	}
}
