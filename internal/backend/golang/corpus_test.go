package golang_test

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/backend/golang"
	"github.com/cfngen/cfngen/internal/backend/golang/naming"
	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/corpus/documents"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// TestCorpus generates every type that AWS publishes, in both formats.
func TestCorpus(t *testing.T) {
	for _, file := range []corpus.File{corpus.Registry, corpus.ResourceSpec} {
		t.Run(string(file), func(t *testing.T) {
			spec, found := load(documents.Open(t, file), nil, nil)
			if err := found.Err(); err != nil {
				t.Fatalf("%.2000s", err)
			}
			files, found := golang.Generate(spec, options(""))
			for _, e := range found.Errors() {
				t.Error(e)
			}
			checkWarnings(t, found.Warnings())
			if len(files) < 2*len(spec.Resources) {
				t.Errorf("%d files for %d types", len(files), len(spec.Resources))
			}
			checkAll(t, files)
			checkDeprecated(t, spec, files)

			// One processor gives the same bytes as several.
			defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
			slow, more := golang.Generate(spec, options(""))
			same(t, "one processor", files, slow, len(files))
			if diff := cmp.Diff(found, more); diff != "" {
				t.Errorf("one processor finds something else (-several +one):\n%.2000s", diff)
			}
			runtime.GOMAXPROCS(2)

			// A selection has the same bytes as everything together.
			some := *spec
			some.Resources = nil
			for i := 0; i < len(spec.Resources); i += 40 {
				some.Resources = append(some.Resources, spec.Resources[i])
			}
			alone, found := golang.Generate(&some, options(""))
			if found.Err() != nil {
				t.Error(found.Err())
			}
			same(t, "selection", files, alone, len(alone))
		})
	}
}

// checkWarnings allows what the tables are known not to hold.
func checkWarnings(t *testing.T, found diag.List) {
	t.Helper()
	counts := map[diag.Code]int{}
	for _, d := range found {
		counts[d.Code]++
		if d.Code != golang.PatternNotChecked {
			t.Error(d)
		}
	}
	t.Logf("warnings: %v", counts)
}

// checkAll checks the text of all files, on all processors.
func checkAll(t *testing.T, files map[string][]byte) {
	names := make(chan string)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for name := range names {
				checkText(t, name, files[name])
			}
		})
	}
	for name := range files {
		names <- name
	}
	close(names)
	wg.Wait()
}

// tablesTest writes a test that resolves the tables of all structs: one that
// does not fit its struct is an error at run time. The packages lie in a folder of
// the module.
func tablesTest(folder string, spec *model.Spec) string {
	var imports, values strings.Builder
	done := map[string]bool{}
	for _, r := range spec.Resources {
		vendor, _, _ := strings.Cut(r.TypeName, "::")
		service, resource, _ := model.SplitTypeName(r.TypeName)
		names := naming.ForResource(vendor, service, resource, "")
		pkg := names.Package
		if !done[pkg] {
			fmt.Fprintf(&imports, "\t%q\n", modulePath+"/"+folder+"/"+pkg)
			done[pkg] = true
		}
		fmt.Fprintf(&values, "\t&%s.%s{},\n", pkg, names.Prefix)
		for _, o := range r.Definitions {
			fmt.Fprintf(&values, "\tcfn.Nested((*%s.%s)(nil), &%s.%s{}),\n", pkg, names.Prefix, pkg, names.Nested(o.Name))
		}
	}
	return `package ` + folder + `

import (
	"testing"

	"` + cfnImport + `"
` + imports.String() + `)

var all = []cfn.Struct{
` + values.String() + `}

func TestTables(t *testing.T) {
	for _, x := range all {
		name := x.CFNSchema().Name
		if out, err := cfn.AppendJSON(nil, x); err != nil || string(out) != "{}" {
			t.Errorf("%s: %s, %v", name, out, err)
		}
		err := cfn.Validate(x)
		if _, ok := err.(cfn.Errors); err != nil && !ok {
			t.Errorf("%s: %v", name, err)
		}
	}
}
`
}
