package cache_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/files/cache"
)

func entry(inputs string) cache.Entry {
	pos := diag.Position{File: "a.json", Line: 2, Column: 3, Pointer: diag.PointerTo("/x")}
	return cache.Entry{Inputs: inputs, Run: "m", Found: diag.List{
		diag.Warningf(pos, "odd", "%q is odd: %v, as at %s of %d", inputs, errors.New("no"), diag.Location(pos), 2).For("k").With(diag.Reason, "It is so."),
	}}
}

// inTemp moves the cache to a folder of the test's own on every system.
func inTemp(t *testing.T) string {
	dir := t.TempDir()
	for _, name := range []string{"XDG_CACHE_HOME", "HOME", "LocalAppData", "home"} {
		t.Setenv(name, dir)
	}
	return dir
}

func TestStore(t *testing.T) {
	inTemp(t)
	if cache.Load("out") != nil {
		t.Error("an empty cache remembers a folder")
	}
	for _, inputs := range []string{"one", "two"} {
		if err := cache.Store("out", []cache.Entry{entry("other"), entry(inputs)}); err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff([]cache.Entry{entry("other"), entry(inputs)}, cache.Load("out")); diff != "" {
			t.Error(diff)
		}
	}
	if cache.Load("other") != nil {
		t.Error("one folder's entry is another's")
	}
}

// TestNothingGrows: a second run into a folder leaves as many files as the first.
func TestNothingGrows(t *testing.T) {
	dir := inTemp(t)
	for _, inputs := range []string{"one", "two", "three"} {
		if err := cache.Store("out", []cache.Entry{entry("other"), entry(inputs)}); err != nil {
			t.Fatal(err)
		}
	}
	if files := all(t, dir); len(files) != 1 {
		t.Errorf("files: %q", files)
	}
}

// TestKilled: what a killed run leaves is gone after the next one.
func TestKilled(t *testing.T) {
	dir := inTemp(t)
	if err := cache.Store("out", []cache.Entry{entry("one")}); err != nil {
		t.Fatal(err)
	}
	name := all(t, dir)[0]
	if err := os.WriteFile(name+".new", []byte(`[{"Inputs":`), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := cache.Store("out", []cache.Entry{entry("two")}); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{name}, all(t, dir)); diff != "" {
		t.Error(diff)
	}
}

func TestDamage(t *testing.T) {
	dir := inTemp(t)
	if err := cache.Store("out", []cache.Entry{entry("one")}); err != nil {
		t.Fatal(err)
	}
	name := all(t, dir)[0]
	for _, text := range []string{"", "{", "{}", `[{"Inputs":"one"}]`, `[]`, `[{"Inputs":1}]`, `[null]`, "\x00",
		`[{"Inputs":"one","Run":"m"}`, `[{"Inputs":"one","Run":"m"}]x`, `[{"Inputs":"one","Run":"m"}] []`,
		`[{"Inputs":"one","Run":"m","Found":[{"Kinds":"s"}]}]`,
		strings.Repeat("[", 100_000), `[{"Documents":` + strings.Repeat("[", 100_000), "[" + strings.Repeat("{},", 1000) + "{}]",
		`[{"Inputs":"one","Run":"m"}` + strings.Repeat(`,{"Inputs":"one","Run":"m"}`, 1000) + "]",
		`[{"Inputs":"one","Run":"m"}` + strings.Repeat(" ", 16<<20) + "]"} {
		if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if all := cache.Load("out"); len(all) > 0 {
			t.Errorf("%.100q: got %d", text, len(all))
		}
	}
}

// TestCost: reading what somebody has put in the place of the cache takes memory in
// proportion to it, and none where it is too large.
func TestCost(t *testing.T) {
	dir := inTemp(t)
	if err := cache.Store("out", []cache.Entry{entry("one")}); err != nil {
		t.Fatal(err)
	}
	name := all(t, dir)[0]
	for _, c := range []struct {
		unit string
		size int
		most uint64
	}{
		{"{},", 1 << 19, 64 << 19}, {"{},", 1 << 20, 64 << 20}, {"1,", 1 << 20, 64 << 20}, {" ", 17 << 20, 1 << 16},
	} {
		t.Run(fmt.Sprintf("%q, %d bytes", c.unit, c.size), func(t *testing.T) {
			if err := os.WriteFile(name, []byte("["+strings.Repeat(c.unit, c.size/len(c.unit))+"{}]"), 0o600); err != nil {
				t.Fatal(err)
			}
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			got := cache.Load("out")
			runtime.ReadMemStats(&after)
			if n := after.TotalAlloc - before.TotalAlloc; n > c.most || len(got) > 0 {
				t.Errorf("%d entries of %q in %d bytes: %d are allocated", len(got), c.unit, c.size, n)
			}
		})
	}
}

// TestNoPlace: without a folder for it, nothing is remembered and Store says so.
func TestNoPlace(t *testing.T) {
	dir := inTemp(t)
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"XDG_CACHE_HOME", "HOME", "LocalAppData", "home"} {
		t.Setenv(name, file)
	}
	if err := cache.Store("out", []cache.Entry{entry("one")}); err == nil {
		t.Error("no error")
	}
	if cache.Load("out") != nil {
		t.Error("something is remembered")
	}
}

func all(t *testing.T, dir string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			files = append(files, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
