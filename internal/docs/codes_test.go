package docs_test

import (
	"cmp"
	"flag"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the tables of codes in docs/diagnostics.md anew")

// codesPage has the tables, below its last heading of the first level.
const codesPage = "docs/diagnostics.md"

// packagesOfCodes are the packages that have codes, in the order of the tables, each with
// its title.
var packagesOfCodes = []struct{ name, title string }{
	{"registry", "Registry schemas"},
	{"resourcespec", "Resource Specification"},
	{"model", "Both formats"},
	{"jsondoc", "Any JSON document"},
	{"merge", "Types that both formats describe"},
	{"frontend", "Documents"},
	{"overlay", "Overlays"},
	{"golang", "Go code"},
	{"schema", "JSON Schema and OpenAPI"},
	{"jsonschema", "JSON Schema"},
	{"openapi", "OpenAPI"},
	{"source", "Files"},
	{"fetch", "Network"},
	{"lock", "Locks"},
	{"config", "Configuration"},
	{"selection", "Selection"},
	{"cli", "Flags"},
	{"load", "What a run reads"},
	{"pinned", "What is pinned"},
	{"build", "Outputs and modules"},
	{"render", "Differences"},
}

// code is a constant for a kind of finding.
type code struct {
	pkg, name, value, comment string
	// formats and severities are those of the calls with it.
	formats, severities map[string]bool
}

// classes are the codes of packages in which all errors about a file have one: each has a
// sentence of its own, and nobody treats them differently.
var classes = []string{"unreadable", "unusable-file"}

// program is the parsed program, as far as diagnostics need it.
type program struct {
	codes map[string]*code // by package.Name
	texts map[string]string
	// makers are the functions that make diagnostics, by package.Name, with the index
	// of the code among the parameters and the severity.
	makers map[string]maker
	files  map[string][]*ast.File
}

type maker struct {
	code     int
	severity string
}

// TestCodes: each code is documented and belongs to one kind of finding, which has one
// sentence.
func TestCodes(t *testing.T) {
	p := parseProgram(t)
	p.calls(t)
	kebab := regexp.MustCompile(`^[a-z]+(-[a-z]+)*$`)
	names := map[string]string{}
	for _, name := range slices.Sorted(maps.Keys(p.codes)) {
		c := p.codes[name]
		t.Run(name, func(t *testing.T) {
			if !kebab.MatchString(c.value) {
				t.Errorf("%q is not of words with hyphens between", c.value)
			}
			if other := names[c.value]; other != "" {
				t.Errorf("%q is that of %s, too", c.value, other)
			}
			names[c.value] = name
			if !strings.HasPrefix(c.comment, c.name+" is ") || !strings.HasSuffix(c.comment, ".") {
				t.Errorf("the comment %q is no sentence such as %s is …", c.comment, c.name)
			}
			switch n := len(c.formats); {
			case n == 0:
				t.Error("nothing is found with it")
			case n > 1 && !slices.Contains(classes, c.value):
				t.Errorf("two kinds of finding have it: %q", slices.Sorted(maps.Keys(c.formats)))
			}
		})
	}
	t.Run("page", func(t *testing.T) { comparePage(t, p.tables(t)) })
}

// comparePage compares the tables of the page with others.
func comparePage(t *testing.T, tables string) {
	text := read(t, codesPage)
	head, is, _ := strings.Cut(text, "\n# Codes\n\n")
	if *update {
		if err := os.WriteFile(filepath.Join(root, codesPage), []byte(head+"\n# Codes\n\n"+tables), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if is != tables {
		t.Errorf("%s has other tables; go test ./internal/docs -run Codes -update writes\n%s", codesPage, tables)
	}
}

// tables returns the codes as Markdown.
func (p *program) tables(t *testing.T) string {
	var b strings.Builder
	listed := 0
	for i, of := range packagesOfCodes {
		rows := map[string]string{}
		for _, c := range p.codes {
			if c.pkg == of.name {
				text := strings.TrimSuffix(strings.TrimPrefix(c.comment, c.name+" is "), ".")
				rows[c.value] = fmt.Sprintf("| `%s` | %s | %s |\n", c.value, strings.Join(slices.Sorted(maps.Keys(c.severities)), ", "), text)
			}
		}
		if i > 0 {
			b.WriteString("\n")
		}
		fmt.Fprintf(&b, "## %s\n\n| code | severity | of |\n|---|---|---|\n", of.title)
		for _, value := range slices.Sorted(maps.Keys(rows)) {
			b.WriteString(rows[value])
		}
		listed += len(rows)
	}
	if listed != len(p.codes) {
		t.Errorf("%d codes of %d are in packages that have a table", listed, len(p.codes))
	}
	return b.String()
}

func parseProgram(t *testing.T) *program {
	t.Helper()
	p := &program{codes: map[string]*code{}, texts: map[string]string{}, files: map[string][]*ast.File{}, makers: map[string]maker{
		"diag.Errorf": {1, "error"}, "diag.Warningf": {1, "warning"}, "diag.Notef": {1, "note"}, "diag.InFile": {1, "error"},
	}}
	set := token.NewFileSet()
	err := filepath.WalkDir(filepath.Join(root, "internal"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() && (d.Name() == "testdata" || d.Name() == "diag") {
			return cmp.Or(err, fs.SkipDir)
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") {
			return nil
		}
		f, err := parser.ParseFile(set, name, nil, parser.ParseComments)
		if err != nil {
			return err
		}
		p.files[f.Name.Name] = append(p.files[f.Name.Name], f)
		p.constants(f.Name.Name, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for pkg, files := range p.files {
		for _, f := range files {
			p.functions(pkg, f)
		}
	}
	return p
}

// constants collects codes, and strings.
func (p *program) constants(pkg string, f *ast.File) {
	for _, d := range f.Decls {
		g, ok := d.(*ast.GenDecl)
		if !ok || g.Tok != token.CONST {
			continue
		}
		for _, s := range g.Specs {
			s := s.(*ast.ValueSpec)
			if len(s.Values) != len(s.Names) {
				continue
			}
			text, ok := p.text(pkg, s.Values[0])
			if !ok {
				continue
			}
			name, doc := pkg+"."+s.Names[0].Name, s.Doc
			if doc == nil {
				doc = g.Doc
			}
			if typ, ok := s.Type.(*ast.SelectorExpr); ok && typ.Sel.Name == "Code" {
				p.codes[name] = &code{pkg, s.Names[0].Name, text, strings.Join(strings.Fields(doc.Text()), " "), map[string]bool{}, map[string]bool{}}
			} else {
				p.texts[name] = text
			}
		}
	}
}

// text returns the string that an expression is.
func (p *program) text(pkg string, e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case *ast.BasicLit:
		text, err := strconv.Unquote(e.Value)
		return text, err == nil && e.Kind == token.STRING
	case *ast.Ident:
		text, ok := p.texts[pkg+"."+e.Name]
		return text, ok
	case *ast.BinaryExpr:
		x, okX := p.text(pkg, e.X)
		y, okY := p.text(pkg, e.Y)
		return x + y, okX && okY
	}
	return "", false
}

// functions collects those that have a code among their parameters and make a diagnostic.
func (p *program) functions(pkg string, f *ast.File) {
	for _, d := range f.Decls {
		d, ok := d.(*ast.FuncDecl)
		if !ok || d.Body == nil {
			continue
		}
		if i := codeParameter(d); i >= 0 {
			p.makers[pkg+"."+d.Name.Name] = maker{code: i}
		}
	}
}

// codeParameter returns which parameter is a code, -1 for none.
func codeParameter(d *ast.FuncDecl) int {
	i := 0
	for _, field := range d.Type.Params.List {
		if s, ok := field.Type.(*ast.SelectorExpr); ok && s.Sel.Name == "Code" {
			return i
		}
		i += len(field.Names)
	}
	return -1
}

// calls collects what is found with each code.
func (p *program) calls(t *testing.T) {
	// A function that makes diagnostics has the severity of those that it calls, which can
	// be such a function, too.
	for range 3 {
		p.each(func(pkg string, d *ast.FuncDecl, c *ast.CallExpr, m maker) {
			if name := pkg + "." + d.Name.Name; codeParameter(d) >= 0 && m.severity != "" {
				p.makers[name] = maker{p.makers[name].code, m.severity}
			}
		})
	}
	p.each(func(pkg string, d *ast.FuncDecl, c *ast.CallExpr, m maker) {
		if len(c.Args) <= m.code+1 {
			return
		}
		name := ""
		switch e := c.Args[m.code].(type) {
		case *ast.BasicLit: // "" is none
			if text, _ := p.text(pkg, e); text != "" {
				t.Errorf("%s.%s: the code %q is no constant", pkg, d.Name.Name, text)
			}
			return
		case *ast.Ident:
			name = pkg + "." + e.Name
		case *ast.SelectorExpr:
			name = fmt.Sprint(e.X) + "." + e.Sel.Name
		}
		known := p.codes[name]
		if known == nil {
			if codeParameter(d) < 0 {
				t.Errorf("%s.%s: the code %s is no constant", pkg, d.Name.Name, name)
			}
			return
		}
		known.severities[m.severity] = true
		if format, ok := p.text(pkg, c.Args[m.code+1]); ok {
			known.formats[format] = true
			return
		}
		known.formats["one of "+d.Name.Name] = true
		if !slices.Contains(classes, known.value) {
			t.Errorf("%s.%s: the format of %s is no constant", pkg, d.Name.Name, name)
		}
	})
}

// each calls f for each call that makes a diagnostic.
func (p *program) each(f func(pkg string, in *ast.FuncDecl, c *ast.CallExpr, m maker)) {
	for _, pkg := range slices.Sorted(maps.Keys(p.files)) {
		for _, file := range p.files[pkg] {
			for _, d := range file.Decls {
				d, ok := d.(*ast.FuncDecl)
				if !ok || d.Body == nil {
					continue
				}
				ast.Inspect(d.Body, func(n ast.Node) bool {
					c, ok := n.(*ast.CallExpr)
					if !ok {
						return true
					}
					name := ""
					switch e := c.Fun.(type) {
					case *ast.Ident:
						name = pkg + "." + e.Name
					case *ast.SelectorExpr:
						if name = pkg + "." + e.Sel.Name; fmt.Sprint(e.X) == "diag" {
							name = "diag." + e.Sel.Name
						}
					}
					if m, ok := p.makers[name]; ok {
						f(pkg, d, c, m)
					}
					return true
				})
			}
		}
	}
}
