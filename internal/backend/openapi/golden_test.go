package openapi_test

import (
	"flag"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/cfngen/cfngen/internal/backend"
	"github.com/cfngen/cfngen/internal/backend/openapi"
	"github.com/cfngen/cfngen/internal/files/output"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/frontend/source"
)

var update = flag.Bool("update", false, "rewrite the want files of the golden archives")

const tool = "cfngen v0.0.0"

// TestGolden makes the document of the documents in/ of each archive in testdata, with functions
// where the archive's comment has the word. It is want/openapi.json, and the diagnostics are
// want/stderr. Kin-openapi takes each.
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
			got := made(docs, strings.Contains(string(archive.Comment), "functions"))
			if text, ok := got["want/openapi.json"]; ok {
				compareWithKin(t, []byte(text), load(t, []byte(text)))
			}
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

func made(docs []source.Document, functions bool) map[string]string {
	b, out := openapi.Backend{Tool: tool, Functions: functions}, map[string]string{}
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
		out["want/"+name] = string(text)
	}
	return out
}

// TestMade: the run knows the file as generated, also that of no type, and a limit holds.
func TestMade(t *testing.T) {
	doc := source.Document{Name: "a.json", Path: "a.json", Data: []byte(`{"typeName": "A::B::C", "additionalProperties": false, "properties": {"P": {"type": "string"}}}`)}
	for _, docs := range [][]source.Document{nil, {doc}} {
		text := made(docs, false)["want/openapi.json"]
		if !output.IsGenerated([]byte(text)) {
			t.Errorf("not known as generated:\n%s", text)
		}
		load(t, []byte(text))
	}
	spec, found := frontend.Read([]source.Document{doc}, nil)
	if len(found) > 0 {
		t.Fatal(found)
	}
	if _, found = (openapi.Backend{Tool: tool}).Make(spec, backend.Options{MaxBytes: 10}); found.Err() == nil {
		t.Error("no limit")
	}
}
