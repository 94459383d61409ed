package compare_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/exp/apidiff"

	"github.com/cfngen/cfngen/internal/backend/golang"
	"github.com/cfngen/cfngen/internal/compare"
	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/templates"
)

// TestAgreesWithAPIDiff generates all types of both sides of each update, and has
// apidiff compare the packages: what it finds is what the layer Go has, and
// nothing else is.
func TestAgreesWithAPIDiff(t *testing.T) {
	for _, u := range updates {
		t.Run(path.Dir(string(u.old)), func(t *testing.T) {
			old, now := read(t, u.old), read(t, u.now)
			want := newChecker(t).apidiffs(t, old, now)
			got := goChanges(t, report(t, old, now))
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("(-apidiff +compare):\n%.4000s", diff)
			}
			if len(got) < 500 {
				t.Errorf("%d changes are too few", len(got))
			}
		})
	}
}

// TestGoldensAgreeWithAPIDiff is the same for the archives of testdata, which have
// what no update of the corpus has, such as former names.
func TestGoldensAgreeWithAPIDiff(t *testing.T) {
	c := newChecker(t)
	for _, g := range goldens(t) {
		if diff := cmp.Diff(c.apidiffs(t, g.old, g.now), goChanges(t, report(t, g.old, g.now))); diff != "" {
			t.Errorf("%s (-apidiff +compare):\n%.4000s", g.file, diff)
		}
	}
}

// goChanges returns the changes of the layer Go in the words of apidiff, sorted.
func goChanges(t *testing.T, r compare.Report) []string {
	var out []string
	for _, c := range r {
		if c.Layer != compare.Go {
			continue
		}
		what := "changed"
		switch _, verb, _ := strings.Cut(c.Kind, " "); verb {
		case "removed", "renamed":
			what = "removed"
		case "added":
			what = "added"
		}
		if (c.Class == compare.Safe) != (what == "added") || c.Class == compare.Risky {
			t.Errorf("%s: %s is %s", c.Subject, c.Kind, c.Class)
		}
		out = append(out, c.Subject+" "+what)
	}
	slices.Sort(out)
	return out
}

// apidiffs returns what apidiff finds, each as "package.Name what", sorted.
func (c *checker) apidiffs(t *testing.T, old, now *model.Spec) []string {
	t.Helper()
	before, after := c.packages(t, old), c.packages(t, now)
	var out []string
	for _, name := range slices.Sorted(maps.Keys(union(before, after))) {
		o, n := before[name], after[name]
		if o == nil {
			o = types.NewPackage(n.Path(), name)
		}
		if n == nil {
			n = types.NewPackage(o.Path(), name)
		}
		for _, change := range apidiff.Changes(o, n).Changes {
			subject, message, _ := strings.Cut(change.Message, ": ")
			what, _, _ := strings.Cut(strings.TrimPrefix(message, "value "), " ")
			if change.Compatible != (what == "added") {
				t.Errorf("%s: %s", name, change.Message)
			}
			subject = strings.NewReplacer("(*", "", ")", "").Replace(subject)
			out = append(out, name+"."+subject+" "+what)
		}
		out = append(out, typeArguments(o, n)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// typeArguments finds what apidiff does not: it takes two types of another package
// for one where they have the same name, whatever their type arguments are, and
// so cfn.Value[string] and cfn.Value[int64].
func typeArguments(old, now *types.Package) []string {
	var out []string
	was := typeTexts(old)
	for name, text := range typeTexts(now) {
		before, ok := was[name]
		before = identifier.ReplaceAllStringFunc(before, func(name string) string { return present(now, name) })
		if ok && before != text && generic(before) == generic(text) {
			out = append(out, old.Name()+"."+name+" changed")
		}
	}
	return out
}

var identifier = regexp.MustCompile(`[A-Za-z0-9_.]+`)

// present is the name of a type that a package has under a former name, too; any
// other name is itself.
func present(pkg *types.Package, name string) string {
	if o, ok := pkg.Scope().Lookup(name).(*types.TypeName); ok && o.IsAlias() {
		return types.TypeString(types.Unalias(o.Type()), types.RelativeTo(pkg))
	}
	return name
}

// generic is the name of a type without its arguments.
func generic(text string) string {
	name, _, _ := strings.Cut(text, "[")
	return name
}

// typeTexts returns the types of the constants and fields of a package that are
// exported and have type arguments.
func typeTexts(pkg *types.Package) map[string]string {
	out := map[string]string{}
	add := func(name string, o types.Object) {
		if named, ok := o.Type().(*types.Named); ok && o.Exported() && named.TypeArgs() != nil {
			out[name] = types.TypeString(named, types.RelativeTo(pkg))
		}
	}
	for _, name := range pkg.Scope().Names() {
		o := pkg.Scope().Lookup(name)
		add(name, o)
		if s, ok := o.Type().Underlying().(*types.Struct); ok && o.Exported() {
			for i := range s.NumFields() {
				add(name+"."+s.Field(i).Name(), s.Field(i))
			}
		}
	}
	return out
}

func union[V any](a, b map[string]V) map[string]V {
	out := maps.Clone(a)
	maps.Copy(out, b)
	return out
}

// checker type-checks generated packages against one support package.
type checker struct {
	fset     *token.FileSet
	standard types.Importer
	// support are the support package and those below it, by import path, and sources
	// those of them that are still to be checked.
	support map[string]*types.Package
	sources map[string]map[string][]byte
	t       *testing.T
}

func newChecker(t *testing.T) *checker {
	t.Helper()
	c := &checker{fset: token.NewFileSet(), support: map[string]*types.Package{}, sources: map[string]map[string][]byte{}, t: t}
	c.standard = importer.ForCompiler(c.fset, "source", nil)
	support, err := templates.CFN(cfnImport)
	if err != nil {
		t.Fatal(err)
	}
	for folder, files := range byFolder(support) {
		c.sources[path.Join(path.Dir(cfnImport), folder)] = files
	}
	return c
}

// Import returns a package of the support package or of the standard library.
func (c *checker) Import(importPath string) (*types.Package, error) {
	if files, ok := c.sources[importPath]; ok {
		delete(c.sources, importPath)
		c.support[importPath] = c.check(c.t, importPath, files)
	}
	if pkg := c.support[importPath]; pkg != nil {
		return pkg, nil
	}
	return c.standard.Import(importPath)
}

// byFolder parts files by the folder in their path.
func byFolder(files map[string][]byte) map[string]map[string][]byte {
	folders := map[string]map[string][]byte{}
	for name, content := range files {
		folder := path.Dir(name)
		if folders[folder] == nil {
			folders[folder] = map[string][]byte{}
		}
		folders[folder][name] = content
	}
	return folders
}

// packages generates and checks the packages of all types.
func (c *checker) packages(t *testing.T, s *model.Spec) map[string]*types.Package {
	t.Helper()
	files, found := golang.Generate(s, options())
	if found.Err() != nil {
		t.Fatal(found.Err())
	}
	out := map[string]*types.Package{}
	for folder, files := range byFolder(files) {
		out[folder] = c.check(t, "example.com/golden/"+folder, files)
	}
	return out
}

// check type-checks the files of one package, without those for encoding/json/v2 and
// the examples.
func (c *checker) check(t *testing.T, importPath string, files map[string][]byte) *types.Package {
	t.Helper()
	var parsed []*ast.File
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if strings.Contains(name, "jsonv2") || strings.HasSuffix(name, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(c.fset, name, files[name], parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		parsed = append(parsed, f)
	}
	config := types.Config{Importer: c, IgnoreFuncBodies: true}
	pkg, err := config.Check(importPath, c.fset, parsed, nil)
	if err != nil {
		t.Fatal(err)
	}
	return pkg
}
