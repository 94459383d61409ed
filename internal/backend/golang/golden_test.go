package golang_test

import (
	"bytes"
	"flag"
	"go/format"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/cfngen/cfngen/internal/backend"
	"github.com/cfngen/cfngen/internal/backend/golang"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/source"
)

var update = flag.Bool("update", false, "rewrite the want files of the golden archives")

// golden is an archive in testdata. Its files are
//
//	in/NAME.json       a registry schema or a Resource Specification
//	overlay/NAME.json  a correction
//	use/PATH           a Go file that uses the output, run by TestModule
//	want/PATH          a file that the generator must write, and no other
//	want/stderr        the diagnostics; none are expected without it
//
// A line "flags: -package NAME" in its comment puts all types into one package, and with
// -all NAME there is one with the types of all packages.
type golden struct {
	name, file     string
	archive        *txtar.Archive
	docs, overlays []source.Document
	pkg, all       string
	use, want      map[string]string
}

func goldens(t testing.TB) []*golden {
	t.Helper()
	files, err := filepath.Glob(filepath.Join("testdata", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no golden archives: %v", err)
	}
	var out []*golden
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		g := &golden{
			name: strings.TrimSuffix(filepath.Base(file), ".txtar"), file: file, archive: archive,
			use: map[string]string{}, want: map[string]string{},
		}
		g.read(t)
		out = append(out, g)
	}
	return out
}

func (g *golden) read(t testing.TB) {
	t.Helper()
	for line := range strings.Lines(string(g.archive.Comment)) {
		if flags, ok := strings.CutPrefix(line, "flags: "); ok {
			fs := flag.NewFlagSet(g.file, flag.ContinueOnError)
			fs.StringVar(&g.pkg, "package", "", "")
			fs.StringVar(&g.all, "all", "", "")
			if err := fs.Parse(strings.Fields(flags)); err != nil || fs.NArg() > 0 {
				t.Fatalf("%s: %q: %v", g.file, flags, err)
			}
		}
	}
	for _, f := range g.archive.Files {
		folder, name, _ := strings.Cut(f.Name, "/")
		doc := source.Document{Name: name, Path: name, Data: f.Data}
		switch folder {
		case "in":
			g.docs = append(g.docs, doc)
		case "overlay":
			doc.Path = f.Name
			g.overlays = append(g.overlays, doc)
		case "use":
			g.use[name] = string(f.Data)
		case "want":
			g.want[name] = string(f.Data)
		default:
			t.Fatalf("%s: %s: no such folder in a golden archive", g.file, f.Name)
		}
	}
}

// generate returns the files with the diagnostics as "stderr", if there are any.
// Where there are errors, there is nothing else: the command writes nothing.
func (g *golden) generate() map[string]string {
	out := map[string]string{}
	spec, found := load(g.docs, g.overlays, nil)
	if found.Err() == nil {
		files, more := golang.Generate(spec, options(g.pkg))
		found.Add(more...)
		made := backend.Run{Package: g.pkg, Support: cfnImport, All: g.all, Relations: golang.WithRelations(spec)}
		for _, r := range spec.Resources {
			made.Types = append(made.Types, r.TypeName)
		}
		shared, err := golang.Shared([]backend.Run{made}, options("").Tool, modulePath+"/"+g.name)
		if err != nil {
			found.Add(diag.Errorf(diag.Position{}, "", "%v", err))
		}
		maps.Copy(files, shared)
		for name, content := range files {
			out[name] = string(content)
		}
	}
	if found.Err() != nil {
		clear(out)
	}
	if len(found) > 0 {
		found.Sort()
		out["stderr"] = found.Error() + "\n"
	}
	return out
}

// rewrite replaces the want files of the archive.
func (g *golden) rewrite(t *testing.T, got map[string]string) {
	t.Helper()
	a := &txtar.Archive{Comment: g.archive.Comment}
	for _, f := range g.archive.Files {
		if !strings.HasPrefix(f.Name, "want/") {
			a.Files = append(a.Files, f)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(got)) {
		a.Files = append(a.Files, txtar.File{Name: "want/" + name, Data: []byte(got[name])})
	}
	if err := os.WriteFile(g.file, txtar.Format(a), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestGolden(t *testing.T) {
	for _, g := range goldens(t) {
		t.Run(g.name, func(t *testing.T) {
			got := g.generate()
			if *update {
				g.rewrite(t, got)
				return
			}
			if diff := cmp.Diff(g.want, got); diff != "" {
				t.Errorf("the output differs (-want +got); go test -update rewrites the archive\n%s", diff)
			}
		})
	}
}

// TestGoldenFindings: the report needs the type and the keyword of what is lost.
func TestGoldenFindings(t *testing.T) {
	for _, g := range goldens(t) {
		spec, found := load(g.docs, g.overlays, nil)
		if found.Err() != nil {
			continue
		}
		checked := golang.Check(spec, options(g.pkg))
		for _, d := range append(found, checked...) {
			if d.Severity != diag.Error && (d.Subject == "" || d.Keyword == "") {
				t.Errorf("%s: %v: about %q, keyword %q", g.file, d, d.Subject, d.Keyword)
			}
		}
		if _, made := golang.Generate(spec, options(g.pkg)); cmp.Diff(checked, made) != "" {
			t.Errorf("%s: Check and Generate find different things: %s", g.file, cmp.Diff(checked, made))
		}
	}
}

// TestGoldenFormat: what is written is as gofmt would have it, ends in a line
// end and carries no character that a reader cannot see.
func TestGoldenFormat(t *testing.T) {
	for _, g := range goldens(t) {
		for name, content := range g.generate() {
			if name != "stderr" {
				checkText(t, g.name+"/"+name, []byte(content))
			}
		}
	}
}

// anyField is a struct field without a better type.
var anyField = regexp.MustCompile(`(?m)^\t[A-Z]\w* +.*\b(?:any|interface\{\})\b`)

// checkText reports what no generated file may be.
func checkText(t *testing.T, name string, content []byte) {
	t.Helper()
	formatted, err := format.Source(content)
	switch {
	case err != nil:
		t.Errorf("%s: %v", name, err)
	case !bytes.Equal(formatted, content):
		t.Errorf("%s is not formatted: %s", name, cmp.Diff(string(content), string(formatted)))
	}
	if i := bytes.IndexFunc(content, func(r rune) bool {
		return r != '\n' && r != '\t' && !visible(r)
	}); i >= 0 {
		t.Errorf("%s: hidden character at byte %d: %.20q", name, i, content[i:])
	}
	if field := anyField.Find(content); field != nil {
		t.Errorf("%s: a field of the type any: %s", name, field)
	}
	checkComments(t, name, content)
	for line := range bytes.Lines(content) {
		line = bytes.TrimSpace(line)
		if bytes.HasPrefix(line, []byte("//")) && len(line) > 2 && line[2] != ' ' && line[2] != '\t' &&
			string(line) != "//go:build go1.28 || goexperiment.jsonv2" {
			t.Errorf("%s: a directive: %s", name, line)
		}
		if bytes.Contains(line, []byte("/*")) && !bytes.HasPrefix(line, []byte("//")) && !bytes.ContainsAny(line, "\"`") {
			t.Errorf("%s: a comment that text can end: %s", name, line)
		}
	}
	if !bytes.HasPrefix(content, []byte("// Code generated ")) || !bytes.Contains(content, []byte("; DO NOT EDIT.\n")) {
		t.Errorf("%s does not begin with the line of generated code", name)
	}
}
