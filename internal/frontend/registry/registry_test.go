package registry

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

var update = flag.Bool("update", false, "rewrite the golden files in testdata")

// TestGolden reads each schema.json of an archive and compares the model and the
// diagnostics with model.txt.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden files: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			golden(t, file)
		})
	}
}

func golden(t *testing.T, file string) {
	t.Helper()
	a, err := txtar.ParseFile(file)
	if err != nil || len(a.Files) == 0 || a.Files[0].Name != "schema.json" {
		t.Fatalf("want schema.json first: %v", err)
	}
	got := describe(t, a.Files[0].Data)
	if *update {
		a.Files = []txtar.File{a.Files[0], {Name: "model.txt", Data: []byte(got)}}
		if err := os.WriteFile(file, txtar.Format(a), 0o600); err != nil {
			t.Fatal(err)
		}
		return
	}
	if len(a.Files) != 2 {
		t.Fatal("model.txt is missing; -update writes it")
	}
	if want := string(a.Files[1].Data); got != want {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

// checkSubject: the report needs the type and the keyword of a finding, which is
// one of the dialect's, or the unknown one that is meant.
func checkSubject(t *testing.T, root *jsondoc.Node, d diag.Diagnostic) {
	t.Helper()
	if d.Subject != root.Get("typeName").Text() {
		t.Errorf("%v: about %q", d, d.Subject)
	}
	if classOf(d.Keyword) == unknown && !isTopLevel(d.Keyword) && !strings.Contains(d.Message(), fmt.Sprintf("%q", d.Keyword)) {
		t.Errorf("%v: keyword %q", d, d.Keyword)
	}
}

func describe(t *testing.T, data []byte) string {
	t.Helper()
	root, err := jsondoc.Parse("schema.json", data)
	if err != nil {
		return err.Error() + "\n"
	}
	spec, diags := Read("schema.json", root, nil)
	var b bytes.Buffer
	for _, d := range append(diags, spec.Faults()...) {
		if d.Severity != diag.Error {
			checkSubject(t, root, d)
		}
		fmt.Fprintln(&b, d)
	}
	for _, r := range spec.Resources {
		fmt.Fprintf(&b, "%s %q identifier %v\n", r.TypeName, r.Doc, r.PrimaryIdentifier)
		object(&b, r.Object)
		for _, o := range r.Definitions {
			fmt.Fprintf(&b, "definition %s %q\n", o.Name, o.Doc)
			object(&b, o)
		}
		for _, m := range r.Marks {
			fmt.Fprintf(&b, "mark %s: update %d, read-only %v, write-only %v, deprecated %v\n", m.Path, m.Update, m.ReadOnly, m.WriteOnly, m.Deprecated)
		}
		for _, a := range r.Attributes {
			fmt.Fprintf(&b, "attribute %s: %s\n", a.Name, typeText(a.Type))
		}
	}
	return b.String()
}

func object(b *bytes.Buffer, o *model.Object) {
	if o.Open {
		fmt.Fprintln(b, "  open")
	}
	if o.Rules != nil {
		fmt.Fprintf(b, "  rules: %s\n", typeText(o.Rules))
	}
	for _, p := range o.Properties {
		fmt.Fprintf(b, "  %s: %s", p.Name, typeText(p.Type))
		for _, f := range []struct {
			on   bool
			word string
		}{
			{p.Required, "required"},
			{p.Update == model.UpdateImmutable, "immutable"},
			{p.Update == model.UpdateConditional, "conditional"},
			{p.ReadOnly, "read-only"},
			{p.WriteOnly, "write-only"},
			{p.Deprecated, "deprecated"},
			{p.Default != "", "default " + p.Default},
			{len(p.Targets) > 0, fmt.Sprintf("refers to %v", p.Targets)},
			{p.Doc != "", fmt.Sprintf("%q", p.Doc)},
		} {
			if f.on {
				fmt.Fprintf(b, ", %s", f.word)
			}
		}
		fmt.Fprintln(b)
	}
}

func typeText(t *model.Type) string {
	parts := []string{t.Kind.String()}
	add := func(on bool, format string, args ...any) {
		if on {
			parts = append(parts, fmt.Sprintf(format, args...))
		}
	}
	add(len(t.Kinds) > 0, "%v", t.Kinds)
	add(len(t.Enum) > 0, "enum %q %s", t.Enum, t.EnumName)
	if t.Pattern != nil {
		add(true, "pattern %q", *t.Pattern)
	}
	add(t.Format != "", "format %s", t.Format)
	for _, c := range []struct {
		word  string
		count *uint64
	}{
		{"minLength", t.MinLength}, {"maxLength", t.MaxLength}, {"minItems", t.MinItems}, {"maxItems", t.MaxItems},
		{"minProperties", t.MinProperties}, {"maxProperties", t.MaxProperties},
	} {
		if c.count != nil {
			add(true, "%s %d", c.word, *c.count)
		}
	}
	add(t.Minimum != "", "min %s", t.Minimum)
	add(t.Maximum != "", "max %s", t.Maximum)
	add(t.ExclusiveMinimum != "", "above %s", t.ExclusiveMinimum)
	add(t.ExclusiveMaximum != "", "below %s", t.ExclusiveMaximum)
	add(t.MultipleOf != "", "multiple of %s", t.MultipleOf)
	add(t.UniqueItems, "unique")
	add(t.Unordered, "unordered")
	add(len(t.Required) > 0, "required %v", t.Required)
	add(t.Closed, "only %v", t.Only)
	for _, m := range t.Properties {
		add(true, "property %s (%s)", m.Name, typeText(m.Type))
	}
	for _, d := range t.Dependencies {
		add(true, "%s needs %v", d.Property, d.Required)
		if d.Then != nil {
			add(true, "(%s)", typeText(d.Then))
		}
	}
	for _, k := range t.Keys {
		add(true, "keys %q", k.Pattern)
		if k.Values != nil {
			add(true, "(%s)", typeText(k.Values))
		}
	}
	add(t.OpenKeys, "and other keys")
	alternatives(add, "all of", t.AllOf)
	alternatives(add, "any of", t.AnyOf)
	alternatives(add, "one of", t.OneOf)
	if t.Items != nil {
		add(true, "items (%s)", typeText(t.Items))
	}
	if t.Contains != nil {
		add(true, "contains (%s)", typeText(t.Contains))
	}
	if t.Elem != nil {
		add(true, "of (%s)", typeText(t.Elem))
	}
	if t.Object != nil {
		add(true, "%s", t.Object.Name)
	}
	return strings.Join(parts, " ")
}

func alternatives(add func(bool, string, ...any), word string, types []*model.Type) {
	for i, t := range types {
		add(i == 0, "%s", word)
		add(true, "(%s)", typeText(t))
	}
}

// FuzzRead: no schema panics, and every diagnostic has a position.
func FuzzRead(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.txtar")
	for _, file := range files {
		if a, err := txtar.ParseFile(file); err == nil && len(a.Files) > 0 {
			f.Add(a.Files[0].Data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		root, err := jsondoc.Parse("f.json", data)
		if err != nil || !Detect(root) {
			return
		}
		spec, diags := Read("f.json", root, nil)
		for _, d := range append(diags, spec.Faults()...) {
			if d.Pos.File == "" || d.Pos.Line == 0 {
				t.Fatalf("no position: %v", d)
			}
		}
	})
}
