package main

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/corpus/documents"
)

// inputs are what somebody has fetched.
func inputs(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	schema := func(name string) string {
		return `{"typeName": "AWS::Shop::` + name + `", "description": "One.", "properties": {"Name": {"type": "string"}}, "additionalProperties": false}`
	}
	for name, content := range map[string]string{
		"schemas/order.json":              schema("Order"),
		"schemas/cart.json":               schema("Cart"),
		"spec.json":                       `{"ResourceSpecificationVersion": "7.0.0", "PropertyTypes": {}, "ResourceTypes": {"AWS::Shop::Order": {"Properties": {}}}}`,
		"broken.json":                     `{"typeName": `,
		"empty/readme.txt":                "",
		"suite/test_parsing/y_a.json":     "[]",
		"suite/README.md":                 "",
		"drafts/tests/draft7/a.json":      "[]",
		"drafts/tests/draft7/o/f/b.json":  "[1]",
		"drafts/tests/draft4/a.json":      "[]",
		"templates/one/a.template":        "{}",
		"templates/two/deeper/b.yaml":     "a: 1",
		"twice/one/test_parsing/y_a.json": "[]",
		"twice/two/test_parsing/y_a.json": "[]",
	} {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(content), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	zipped(t, dir, "schemas", ".")
	zipped(t, dir, "suite", "JSONTestSuite-master")
	return dir
}

// zipped makes an archive of a folder, with a folder around it.
func zipped(t *testing.T, dir, name, around string) {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	root := os.DirFS(filepath.Join(dir, name))
	err := fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		content, err := fs.ReadFile(root, name)
		if err != nil {
			return err
		}
		w, err := z.Create(strings.TrimPrefix(around+"/"+name, "./"))
		if err == nil {
			_, err = w.Write(content)
		}
		return err
	})
	if err == nil {
		err = z.Close()
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".zip"), b.Bytes(), 0o666)
	}
	if err != nil {
		t.Fatal(err)
	}
}

// TestMade checks that what is made is what tests find, and the same each time.
func TestMade(t *testing.T) {
	t.Chdir(inputs(t))
	args := []string{
		"-registry", "schemas.zip", "-registry-before", "schemas", "-resourcespec", "spec.json",
		"-json-suite", "suite.zip", "-schema-suite", "drafts", "-templates", "templates",
	}
	var indexes []string
	for _, out := range []string{"made/one", "made/two"} {
		var stdout, stderr bytes.Buffer
		if code := run(append(args, "-out", out), &stdout, &stderr); code != 0 {
			t.Fatalf("exit code %d: %s", code, stderr.String())
		}
		for _, want := range []string{"registry/current.zip           2 resource types", "torture.md                     left out", "resourcespec/117.0.0.json.gz   left out"} {
			if !strings.Contains(stdout.String(), want) {
				t.Errorf("%q is not in\n%s", want, stdout.String())
			}
		}
		index, err := os.ReadFile(filepath.Join(out, corpus.IndexName))
		if err != nil {
			t.Fatal(err)
		}
		indexes = append(indexes, string(index))
	}
	if indexes[0] != indexes[1] {
		t.Errorf("two runs make\n%s\n%s", indexes[0], indexes[1])
	}
	if left, err := os.ReadDir("made"); err != nil || len(left) != 2 {
		t.Errorf("%v, %v", left, err)
	}
	t.Setenv(corpus.Env, "made/one")
	for _, f := range []corpus.File{corpus.Registry, corpus.RegistryBefore} {
		if docs := documents.Open(t, f); len(docs) != 2 || !strings.Contains(string(docs[0].Data), "Cart") {
			t.Errorf("%s has the documents %v", f, docs)
		}
	}
	if docs := documents.Open(t, corpus.ResourceSpec); len(docs) != 1 {
		t.Errorf("%d documents", len(docs))
	}
	for f, want := range map[corpus.File][]string{
		corpus.JSONSuite:   {"test_parsing/y_a.json"},
		corpus.SchemaSuite: {"tests/draft7/a.json", "tests/draft7/o/f/b.json"},
		corpus.Templates:   {"one/a.template", "two/deeper/b.yaml"},
	} {
		var got []string
		for name := range corpus.Members(t, f) {
			got = append(got, name)
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%s has %q, want %q", f, got, want)
		}
	}
}

// TestErrors checks what is refused, and that nothing is left then.
func TestErrors(t *testing.T) {
	t.Chdir(inputs(t))
	for _, tt := range []struct {
		name string
		args string
		code int
		want string
	}{
		{"no folder", "-registry schemas", 2, "-out names the folder"},
		{"no specification", "-out made -json-suite suite", 2, "-registry or -resourcespec"},
		{"an argument", "-out made -registry schemas more", 2, "unexpected argument more"},
		{"an unknown flag", "-out made -registri schemas", 2, "registri"},
		{"there already", "-out schemas -registry schemas", 1, "schemas is there already"},
		{"no such file", "-out made -registry nowhere", 1, "-registry nowhere"},
		{"no JSON", "-out made -registry broken.json", 1, "-registry broken.json"},
		{"no schema", "-out made -registry empty", 1, "-registry empty"},
		{"the other format", "-out made -registry spec.json", 1, "it is a resource specification, not a registry schema"},
		{"and the other way", "-out made -resourcespec schemas", 1, "it is a registry schema, not a resource specification"},
		{"no suite", "-out made -registry schemas -json-suite drafts", 1, "there are 0 folders test_parsing"},
		{"two suites", "-out made -registry schemas -json-suite twice", 1, "there are 2 folders test_parsing"},
		{"no archive", "-out made -registry schemas -templates spec.json", 1, "-templates spec.json: zip: not a valid zip file"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var stdout, stderr bytes.Buffer
			code := run(strings.Fields(tt.args), &stdout, &stderr)
			if code != tt.code || !strings.Contains(stderr.String(), tt.want) {
				t.Errorf("exit code %d, want %d; %q is not in\n%s", code, tt.code, tt.want, stderr.String())
			}
			left, err := filepath.Glob(".mkcorpus-*")
			if _, made := os.Stat("made"); err != nil || len(left) > 0 || made == nil {
				t.Errorf("a folder is left: %v", left)
			}
		})
	}
}
