package cli_test

import (
	"archive/zip"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/tools/txtar"

	"github.com/cfngen/cfngen/internal/checksum"
	"github.com/cfngen/cfngen/internal/cli"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/files/cache"
	"github.com/cfngen/cfngen/internal/files/manifest"
)

func TestMain(m *testing.M) {
	testscript.Main(ownCache{m}, map[string]func(){
		"gen": func() {
			toTestServer()
			os.Exit(cli.Do(os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
		},
	})
}

// ownCache runs the tests with a cache of their own, in place of the user's, which
// the go command keeps to, and so it does to the modules that are there.
type ownCache struct{ m *testing.M }

// Run runs the tests.
func (c ownCache) Run() int {
	out, err := exec.Command("go", "env", "GOCACHE", "GOMODCACHE").Output()
	dir, err2 := os.MkdirTemp("", "cfngen-cache")
	if err := errors.Join(err, err2); err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	defer os.RemoveAll(dir)
	build, modules, _ := strings.Cut(strings.TrimSpace(string(out)), "\n")
	os.Setenv("GOCACHE", strings.TrimSpace(build))
	os.Setenv("GOMODCACHE", modules)
	for _, name := range []string{"XDG_CACHE_HOME", "LocalAppData"} {
		os.Setenv(name, dir)
	}
	return c.m.Run()
}

func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			env.Setenv("GOCACHE", os.Getenv("GOCACHE"))
			env.Setenv("GOMODCACHE", os.Getenv("GOMODCACHE"))
			env.Setenv("GOSUMDB", "off")
			// Trimmed paths let the build cache know what another script has compiled.
			env.Setenv("GOFLAGS", "-mod=mod -trimpath")
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOTOOLCHAIN", "local")
			// A test that runs under go generate is no go generate run.
			env.Setenv("GOPACKAGE", "")
			startTestServer(env)
			return nil
		},
		Cmds: map[string]func(ts *testscript.TestScript, neg bool, args []string){
			"age":  age,
			"aged": aged,
			"gzip": gzipFiles,
			"zip":  zipFiles,

			"edit":       edit,
			"planted":    planted,
			"relabel":    relabel,
			"summarized": summarized,
			"unarchive":  unarchive,
		},
	})
}

// past is a time that no write of this test can give a file.
var past = time.Date(2001, 2, 3, 4, 5, 6, 0, time.UTC)

// files calls visit for all files that the arguments are or hold.
func files(ts *testscript.TestScript, args []string, visit func(file string, info fs.FileInfo)) {
	n := 0
	for _, arg := range args {
		ts.Check(filepath.WalkDir(ts.MkAbs(arg), func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			info, err := d.Info()
			if err == nil {
				visit(file, info)
			}
			n++
			return err
		}))
	}
	if n == 0 {
		ts.Fatalf("no files in %v", args)
	}
}

// age makes files old.
func age(ts *testscript.TestScript, neg bool, args []string) {
	files(ts, args, func(file string, _ fs.FileInfo) { ts.Check(os.Chtimes(file, past, past)) })
}

// aged checks that all files are as old as age made them: none was written, and
// none is new. Negated, it checks that none is.
func aged(ts *testscript.TestScript, neg bool, args []string) {
	files(ts, args, func(file string, info fs.FileInfo) {
		if old := info.ModTime().Equal(past); old == neg {
			ts.Fatalf("%s: modified %v", file, info.ModTime().UTC())
		}
	})
}

// edit adds a line to each file.
func edit(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args {
		ts.Check(os.WriteFile(ts.MkAbs(name), []byte(ts.ReadFile(name)+"\n// edited\n"), 0o666))
	}
}

// relabel replaces what a pattern matches in a file.
func relabel(ts *testscript.TestScript, neg bool, args []string) {
	text := regexp.MustCompile(args[1]).ReplaceAllString(ts.ReadFile(args[0]), args[2])
	ts.Check(os.WriteFile(ts.MkAbs(args[0]), []byte(text), 0o666))
}

// planted has every entry of the cache in XDG_CACHE_HOME tell of a warning that
// no run has: one that shows it did not look at the specification. With the
// argument "program", the entries are of another program; with "manifest" and a
// file, of that manifest; with "damage", cut off.
func planted(ts *testscript.TestScript, neg bool, args []string) {
	files(ts, []string{filepath.Join(ts.Getenv("XDG_CACHE_HOME"), "cfngen")}, func(file string, _ fs.FileInfo) {
		var all []cache.Entry
		text := []byte(ts.ReadFile(file))
		ts.Check(json.Unmarshal(text, &all))
		for i := range all {
			e := &all[i]
			e.Found = diag.List{diag.Warningf(diag.Position{}, "", "planted")}
			switch {
			case len(args) == 1 && args[0] == "program":
				e.Inputs = checksum.Of([]byte(e.Inputs))
			case len(args) == 2 && args[0] == "manifest":
				// As if that manifest were what the run left.
				var m manifest.Manifest
				ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[1])), &m))
				e.Run = m.Runs[0].Sum()
			}
		}
		text, err := json.Marshal(all)
		ts.Check(err)
		if len(args) == 1 && args[0] == "damage" {
			text = text[:len(text)/2]
		}
		ts.Check(os.WriteFile(file, text, 0o600))
	})
}

// summarized checks that the last command printed nothing on standard error but what
// it did to a folder. With an argument it checks what that was: the counts.
func summarized(ts *testscript.TestScript, neg bool, args []string) {
	want := `\S+: \d+ files? written, \d+ unchanged(, \d+ removed)?`
	if len(args) == 1 {
		want = args[0]
	}
	if got := ts.ReadFile("stderr"); regexp.MustCompile(`\A`+want+`\n\z`).MatchString(got) == neg {
		ts.Fatalf("standard error is %q, and should it be %s: %t", got, want, !neg)
	}
}

// unarchive unpacks the txtar archive of its first argument into the folder of
// its second.
func unarchive(ts *testscript.TestScript, neg bool, args []string) {
	for _, f := range txtar.Parse([]byte(ts.ReadFile(args[0]))).Files {
		file := filepath.Join(ts.MkAbs(args[1]), filepath.FromSlash(f.Name))
		ts.Check(os.MkdirAll(filepath.Dir(file), 0o777))
		ts.Check(os.WriteFile(file, f.Data, 0o666))
	}
}

// gzipFiles compresses each file into one with .gz behind its name.
func gzipFiles(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args {
		f, err := os.Create(ts.MkAbs(name + ".gz"))
		ts.Check(err)
		w := gzip.NewWriter(f)
		_, err = fmt.Fprint(w, ts.ReadFile(name))
		ts.Check(err)
		ts.Check(w.Close())
		ts.Check(f.Close())
	}
}

// zipFiles puts the files after the first name into an archive of that name.
func zipFiles(ts *testscript.TestScript, neg bool, args []string) {
	f, err := os.Create(ts.MkAbs(args[0]))
	ts.Check(err)
	w := zip.NewWriter(f)
	for _, name := range args[1:] {
		m, err := w.Create(name)
		ts.Check(err)
		_, err = fmt.Fprint(m, ts.ReadFile(name))
		ts.Check(err)
	}
	ts.Check(w.Close())
	ts.Check(f.Close())
}
