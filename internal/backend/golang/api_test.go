package golang_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/backend/golang"
	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/corpus/documents"
	"github.com/cfngen/cfngen/internal/model"
)

// TestDescribeGoldens: what the golden files declare is what Describe says, in a
// package per service and in one for all.
func TestDescribeGoldens(t *testing.T) {
	n := 0
	for _, g := range goldens(t) {
		spec, found := load(g.docs, g.overlays, nil)
		if found.Err() != nil {
			continue
		}
		for _, pkg := range []string{"", "cloud"} {
			n += checkDescribed(t, spec, options(pkg))
		}
	}
	if n < 500 {
		t.Errorf("%d identifiers are too few", n)
	}
}

// TestDescribeCorpus is the same for all that AWS publishes.
func TestDescribeCorpus(t *testing.T) {
	for _, file := range []corpus.File{corpus.Registry, corpus.ResourceSpec} {
		t.Run(string(file), func(t *testing.T) {
			spec, found := load(documents.Open(t, file), nil, nil)
			if found.Err() != nil {
				t.Fatal(found.Err())
			}
			t.Logf("%d identifiers", checkDescribed(t, spec, options("")))
		})
	}
}

// checkDescribed compares the description with what go/parser reads in the files.
func checkDescribed(t *testing.T, spec *model.Spec, o golang.Options) int {
	t.Helper()
	files, found := golang.Generate(spec, o)
	described, same := golang.Describe(spec, o)
	if diff := cmp.Diff(found, same); diff != "" {
		t.Errorf("Describe finds something else (-Generate +Describe):\n%.2000s", diff)
	}
	if found.Err() != nil {
		return 0
	}
	var want, got []string
	for name, content := range files {
		if path.Ext(name) == ".go" && !strings.HasSuffix(name, "_jsonv2.go") {
			want = append(want, identifiers(t, name, content)...)
		}
	}
	former := map[string]bool{}
	for _, d := range described {
		if d.Alias != "" {
			former[d.Package+"."+d.Name] = true
			d.Type = d.Alias
		}
		owner, _, member := strings.Cut(d.Name, ".")
		if member && former[d.Package+"."+owner] {
			continue // the file declares it under the other name alone
		}
		got = append(got, strings.TrimSpace(fmt.Sprintf("%s.%s %s %s %s", d.Package, d.Name, d.Kind, d.Type, d.Value)))
		if d.Resource == "" || d.Pos.Line == 0 {
			t.Errorf("%s: of %q at %v", d.Name, d.Resource, d.Pos)
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-declared +described):\n%.3000s", diff)
	}
	return len(want)
}

// identifiers returns the exported identifiers of a file, one a line.
func identifiers(t *testing.T, name string, content []byte) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), name, content, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	add := func(name *ast.Ident, format string, args ...any) {
		if name.IsExported() {
			out = append(out, strings.TrimSpace(file.Name.Name+"."+fmt.Sprintf(format, args...)))
		}
	}
	values, kinds := map[string]string{}, map[string]string{} // of the constants that others are made from
	for _, d := range file.Decls {
		if f, ok := d.(*ast.FuncDecl); ok {
			receiver := types.ExprString(f.Recv.List[0].Type)
			add(f.Name, "%s.%s method", strings.TrimPrefix(receiver, "*"), f.Name)
			continue
		}
		for _, s := range d.(*ast.GenDecl).Specs {
			switch s := s.(type) {
			case *ast.ValueSpec:
				value, typ := types.ExprString(s.Values[0]), ""
				if v, ok := values[value]; ok {
					value, typ = v, kinds[value]
				}
				if s.Type != nil {
					typ = types.ExprString(s.Type)
				}
				values[s.Names[0].Name], kinds[s.Names[0].Name] = value, typ
				add(s.Names[0], "%s const %s %s", s.Names[0], typ, value)
			case *ast.TypeSpec:
				fields, ok := s.Type.(*ast.StructType)
				if !ok {
					add(s.Name, "%s type %s", s.Name, types.ExprString(s.Type))
					continue
				}
				add(s.Name, "%s type struct", s.Name)
				for _, f := range fields.Fields.List {
					for _, n := range f.Names {
						add(n, "%s.%s field %s", s.Name, n, types.ExprString(f.Type))
					}
				}
			}
		}
	}
	return out
}
