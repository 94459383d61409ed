package build_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/build"
	"github.com/cfngen/cfngen/internal/build/load"
	"github.com/cfngen/cfngen/internal/build/session"
)

// inModule makes a module of its own the current folder, with a cache of its own.
func inModule(t *testing.T) {
	t.Helper()
	dir := t.TempDir()
	t.Chdir(dir)
	t.Setenv("XDG_CACHE_HOME", filepath.Join(dir, "cache"))
	t.Setenv("HOME", dir)
	if err := os.WriteFile("go.mod", []byte("module example.com/m\n\ngo 1.23\n"), 0o666); err != nil {
		t.Fatal(err)
	}
}

func two(check bool) build.Options {
	return build.Options{Outputs: []build.Output{{Dir: "generated"}, {Format: "jsonschema", Dir: "schemas", PerType: true}}, Check: check}
}

// TestOutputs makes two outputs in one run: both are written, found to be there, and compared
// together.
func TestOutputs(t *testing.T) {
	inModule(t)
	made, err := build.Run(&session.Session{}, two(false))
	if err != nil {
		t.Fatal(err)
	}
	dirs := func(r build.Result) []string {
		var out []string
		for _, f := range r.Folders {
			out = append(out, f.Dir)
			if (len(f.Written) == 0) != (len(f.Unchanged) > 0) {
				t.Errorf("%s: %d written, %d unchanged", f.Dir, len(f.Written), len(f.Unchanged))
			}
		}
		return out
	}
	want := []string{"generated", "schemas"}
	if got := dirs(made); !slices.Equal(got, want) || len(made.Folders[0].Unchanged) > 0 {
		t.Errorf("written: %q", got)
	}
	if made, err = build.Run(&session.Session{}, two(false)); err != nil || len(made.Folders[0].Written)+len(made.Folders[1].Written) > 0 {
		t.Errorf("once more: %+v, %v", made, err)
	}
	if made, err = build.Run(&session.Session{}, two(true)); err != nil || len(made.Plans) > 0 {
		t.Errorf("check: %+v, %v", made, err)
	}
	schema := filepath.Join("schemas", "aws-apigatewayv2-integrationresponse.json")
	if err := os.Remove(schema); err != nil {
		t.Fatal(err)
	}
	made, err = build.Run(&session.Session{}, two(true))
	if err != nil || len(made.Plans) != 1 || made.Plans[0].Dir != "schemas" || len(made.Folders) != 1 {
		t.Errorf("check of what is missing: %+v, %v", made, err)
	}
	if made, err = build.Run(&session.Session{}, two(false)); err != nil || !slices.Equal(made.Folders[1].Written, []string{"aws-apigatewayv2-integrationresponse.json"}) {
		t.Errorf("what is missing: %+v, %v", made, err)
	}
}

// TestOutputsFailTogether: where one of two outputs cannot be written, neither is.
func TestOutputsFailTogether(t *testing.T) {
	inModule(t)
	if err := os.MkdirAll(filepath.Join("schemas", "aws-apigatewayv2-integrationresponse.json"), 0o777); err != nil {
		t.Fatal(err)
	}
	if _, err := build.Run(&session.Session{}, two(false)); err == nil {
		t.Error("a folder is written over")
	}
	if entries, err := os.ReadDir("generated"); err == nil {
		for _, e := range entries {
			if !strings.HasPrefix(e.Name(), ".") {
				t.Errorf("generated/%s is there", e.Name())
			}
		}
	}
}

// TestOneFolder: two outputs have a folder each.
func TestOneFolder(t *testing.T) {
	inModule(t)
	o := two(false)
	o.Outputs[1].Dir = "./generated/"
	if _, err := build.Run(&session.Session{}, o); err == nil || err.Error() != "two outputs have the folder ./generated/" {
		t.Errorf("error %v", err)
	}
}

// TestOneGo: a run makes Go once, or it would make two support packages.
func TestOneGo(t *testing.T) {
	inModule(t)
	o := two(false)
	o.Outputs[1].Format = ""
	if _, err := build.Run(&session.Session{}, o); err == nil || err.Error() != "a run has one output that is Go" {
		t.Errorf("error %v", err)
	}
}

// TestFormatsShareAFolder: what one back end made in a folder stays where another one writes
// to it.
func TestFormatsShareAFolder(t *testing.T) {
	inModule(t)
	for _, format := range []string{"", "jsonschema", "openapi", ""} {
		o := build.Options{Outputs: []build.Output{{Format: format, Dir: "generated", PerType: true}}}
		made, err := build.Run(&session.Session{}, o)
		if err != nil || len(made.Folders[0].Removed) > 0 {
			t.Fatalf("%q: %+v, %v", format, made, err)
		}
	}
	for _, name := range []string{"aws-apigatewayv2-integrationresponse.json", "openapi.json", "apigatewayv2/integrationresponse.go", "apigatewayv2/cfngen.go", "cfn/doc.go"} {
		if _, err := os.Stat(filepath.Join("generated", filepath.FromSlash(name))); err != nil {
			t.Error(err)
		}
	}
}

// schemas writes registry schemas into a folder, each of a type without properties.
func schemas(t *testing.T, types ...string) {
	t.Helper()
	if err := os.MkdirAll("spec", 0o777); err != nil {
		t.Fatal(err)
	}
	for i, name := range types {
		text := `{"typeName": "` + name + `", "primaryIdentifier": [], "additionalProperties": false, "properties": {}}`
		if err := os.WriteFile(filepath.Join("spec", string(rune('a'+i))+".json"), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

func ofSpec() build.Options {
	return build.Options{
		Input:   load.Options{Specs: []string{"spec"}},
		Outputs: []build.Output{{Format: build.JSONSchema, Dir: "schemas", PerType: true}},
	}
}

// TestIncrementalCollision: a new type that would have the file of one that stays is an error, as
// in a run with all of them.
func TestIncrementalCollision(t *testing.T) {
	inModule(t)
	schemas(t, "My::Org::Thing", "My::Org::Other")
	if _, err := build.Run(&session.Session{}, ofSpec()); err != nil {
		t.Fatal(err)
	}
	schemas(t, "My::Org::Thing", "My::Org::Other", "My::Org::thing")
	if made, err := build.Run(&session.Session{}, ofSpec()); err == nil {
		t.Errorf("no error: %+v", made)
	}
}

// TestIncrementalLeftOut: a file that describes no type any more is reported, though the rest
// stays.
func TestIncrementalLeftOut(t *testing.T) {
	inModule(t)
	schemas(t, "My::Org::Thing", "My::Org::Other")
	if _, err := build.Run(&session.Session{}, ofSpec()); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join("spec", "a.json"), []byte(`{"typename": "My::Org::Thing"}`), 0o666); err != nil {
		t.Fatal(err)
	}
	var ses session.Session
	if made, err := build.Run(&ses, ofSpec()); err != nil || len(ses.Notices) != 1 || len(made.Folders[0].Removed) != 1 {
		t.Errorf("%+v, %v, notices %v", made, err, ses.Notices)
	}
}

// TestStandardOutputAlone: standard output takes one output.
func TestStandardOutputAlone(t *testing.T) {
	inModule(t)
	o := two(false)
	o.Outputs[1].Dir = build.Stdout
	if _, err := build.Run(&session.Session{}, o); err == nil || err.Error() != "standard output takes one output" {
		t.Errorf("error %v", err)
	}
}
