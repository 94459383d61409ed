package jsonschema_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/cfngen/cfngen/internal/backend"
	"github.com/cfngen/cfngen/internal/backend/jsonschema"
	"github.com/cfngen/cfngen/internal/files/output"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/model"
)

var update = flag.Bool("update", false, "rewrite the want files of the golden archives")

// TestGolden makes the schemas of the documents in/ of each archive in testdata: one of whole
// templates where the archive's name begins with template, else one of each type. They are
// want/, with line breaks, and the diagnostics want/stderr.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden archives: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var docs []source.Document
			var in []txtar.File
			want := map[string]string{}
			for _, f := range archive.Files {
				if name, ok := strings.CutPrefix(f.Name, "in/"); ok {
					docs = append(docs, source.Document{Name: name, Path: name, Data: f.Data})
					in = append(in, f)
				} else {
					want[f.Name] = string(f.Data)
				}
			}
			got := made(docs, !strings.HasPrefix(filepath.Base(file), "template"))
			if *update {
				archive.Files = in
				for _, name := range slices.Sorted(maps.Keys(got)) {
					archive.Files = append(archive.Files, txtar.File{Name: name, Data: []byte(got[name])})
				}
				if err := os.WriteFile(file, txtar.Format(archive), 0o666); err != nil {
					t.Fatal(err)
				}
				return
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func made(docs []source.Document, perType bool) map[string]string {
	b, out := jsonschema.Backend{PerType: perType, Tool: "cfngen v0.0.0"}, map[string]string{}
	spec, found := frontend.Read(docs, nil)
	found.Add(spec.Faults()...)
	product, more := b.Make(spec, backend.Options{})
	found.Add(more...)
	if len(found) > 0 {
		found.Sort()
		out["want/stderr"] = found.Error() + "\n"
	}
	if found.Err() != nil {
		return out
	}
	for name, text := range product.Files {
		var b bytes.Buffer
		if err := json.Indent(&b, text, "", "  "); err != nil {
			out["want/stderr"] += err.Error()
		}
		out["want/"+name] = b.String()
	}
	return out
}

// TestMade: the run knows the files as generated, where each type has its own, and a limit
// holds.
func TestMade(t *testing.T) {
	doc := source.Document{Name: `a"\` + "\n.json", Path: "a.json", Data: []byte(`{"typeName": "A::B::C", "additionalProperties": false, "properties": {"P": {"type": "string"}}}`)}
	spec, found := frontend.Read([]source.Document{doc}, nil)
	if len(found) > 0 {
		t.Fatal(found)
	}
	b := jsonschema.Backend{PerType: true, Tool: "cfngen v0.0.0"}
	product, found := b.Make(spec, backend.Options{})
	if text := product.Files["a-b-c.json"]; len(found) > 0 || !output.IsGenerated(text) {
		t.Errorf("%v\n%s", found, text)
	}
	if _, found = b.Make(spec, backend.Options{MaxBytes: 10}); found.Err() == nil {
		t.Error("no limit")
	}
}

// TestUnknownTypes: a type that looks like one of AWS is an error in a template only where the
// specification has all of them, and all were selected.
func TestUnknownTypes(t *testing.T) {
	const others = "^(?!AWS::|Alexa::)"
	for _, c := range []struct {
		name              string
		types, unselected int
		strict            bool
	}{
		{"all", 1000, 0, true},
		{"all but one", 999, 1, false},
		{"all but one of more", 1000, 1, false},
		{"some of one's own", 2, 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			spec := &model.Spec{Unselected: c.unselected}
			for i := range c.types {
				spec.Resources = append(spec.Resources, &model.Resource{TypeName: fmt.Sprintf("AWS::Shop::T%04d", i), Object: &model.Object{}})
			}
			product, found := jsonschema.Backend{}.Make(spec, backend.Options{})
			if len(found) > 0 {
				t.Fatal(found)
			}
			if strict := strings.Contains(string(product.Files[jsonschema.TemplateFile]), others); strict != c.strict {
				t.Errorf("others are errors: %t", strict)
			}
		})
	}
}

// TestNestedAlternatives: alternatives in one another do not double the text at each level.
func TestNestedAlternatives(t *testing.T) {
	size := func(depth int) int {
		inner := &model.Type{Kind: model.JSON, Constraints: model.Constraints{Enum: []string{`"x"`}}}
		for range depth {
			inner = &model.Type{Kind: model.JSON, Constraints: model.Constraints{OneOf: []*model.Type{inner, {Kind: model.String}}}}
		}
		o := &model.Object{Properties: []*model.Property{{Name: "A", Type: inner}}}
		product, _ := jsonschema.Backend{}.Make(&model.Spec{Resources: []*model.Resource{{TypeName: "A::B::C", Object: o}}}, backend.Options{})
		return len(product.Files[jsonschema.TemplateFile])
	}
	step := size(11) - size(10)
	if later := size(31) - size(30); later > step || step > 1000 {
		t.Errorf("a level takes %d bytes, and later %d", step, later)
	}
}
