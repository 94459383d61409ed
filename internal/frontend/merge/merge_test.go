package merge_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/model"
)

var update = flag.Bool("update", false, "rewrite the want files of the archives")

// TestGolden merges the two documents of each archive in testdata, registry.json
// and spec.json, in both orders. "want" is what comes out, and "warnings" are
// the conflicts.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no archives: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil || len(archive.Files) < 2 {
				t.Fatalf("two documents are needed: %v", err)
			}
			a, b := archive.Files[0], archive.Files[1]
			got := merged(t, a, b)
			if d := cmp.Diff(got, merged(t, b, a)); d != "" {
				t.Errorf("the order of documents counts:\n%s", d)
			}
			if *update {
				archive.Files = append(archive.Files[:2:2], got...)
				if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if d := cmp.Diff(archive.Files[2:], got); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
		})
	}
}

// merged returns the files "want" and "warnings" for two documents.
func merged(t *testing.T, files ...txtar.File) []txtar.File {
	t.Helper()
	var docs []source.Document
	for _, f := range files {
		docs = append(docs, source.Document{Name: f.Name, Path: f.Name, Data: f.Data})
	}
	spec, diags := frontend.Read(docs, nil)
	diags.Add(spec.Faults()...)
	if diags.Err() != nil || len(spec.Resources) != 1 {
		t.Fatalf("%d resources, %v", len(spec.Resources), diags)
	}
	return []txtar.File{
		{Name: "want", Data: []byte(text(spec.Resources[0]))},
		{Name: "warnings", Data: []byte(diags.Error() + "\n")},
	}
}

// text writes a resource in lines: what a merge can change.
func text(r *model.Resource) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %v\n", r.TypeName, r.Sources)
	fmt.Fprintf(&b, "doc %q %s, identifier %v\n", r.Doc, r.DocURL, r.PrimaryIdentifier)
	for _, o := range append([]*model.Object{r.Object}, r.Definitions...) {
		fmt.Fprintf(&b, "object %q open=%t doc=%q %s\n", o.Name, o.Open, o.Doc, o.DocURL)
		for _, p := range o.Properties {
			fmt.Fprintf(&b, "  %s: %s required=%t %s readOnly=%t default=%s doc=%q %s\n",
				p.Name, typeText(p.Type), p.Required, p.Update, p.ReadOnly, p.Default, p.Doc, p.DocURL)
		}
	}
	for _, a := range r.Attributes {
		fmt.Fprintf(&b, "attribute %s: %s doc=%q\n", a.Name, typeText(a.Type), a.Doc)
	}
	return b.String()
}

func typeText(t *model.Type) string {
	out := t.Kind.String()
	switch t.Kind {
	case model.String:
		out += strings.Join(t.Enum, "|") + t.Format
	case model.ObjectRef:
		out += " " + t.Object.Name
	case model.List:
		if t.DuplicatesAllowed != nil {
			out += fmt.Sprintf("(duplicates=%t)", *t.DuplicatesAllowed)
		}
		out += " of " + typeText(t.Elem)
	case model.Map:
		out += " of " + typeText(t.Elem)
	}
	return out
}
