package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestRun walks through what somebody does who updates the list.
func TestRun(t *testing.T) {
	dir := t.TempDir()
	file := func(name, text string) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return path
	}
	out := filepath.Join(dir, "out.json")
	from := file("from.json", `{"A::B::C": {"ref": ["X"], "references": {"/X": [{"type": "A::B::D", "property": "Id"}]}}}`)
	args := []string{"-from", from, "-version", "1.2.3", "-o", out}
	check := append([]string{"-check"}, args...)
	reports := "A::B::C: /X: new: A::B::D.Id\nA::B::C: Ref: new: X\n"
	for _, s := range []struct {
		name   string
		before func()
		args   []string
		code   int
		stdout string
		stderr string
	}{
		{"no arguments", nil, nil, 2, "", "-from and -version are needed"},
		{"help", nil, []string{"-h"}, 0, "", "-version"},
		{"unknown flag", nil, []string{"-x"}, 2, "", "not defined"},
		{"no such file", nil, []string{"-from", "none.json", "-version", "1"}, 1, "", "none.json"},
		{"check without one", nil, check, 1, reports, "is not what"},
		{"first", nil, args, 0, reports, ""},
		{"check", nil, check, 0, "", ""},
		{"another version", nil, []string{"-check", "-from", from, "-version", "2", "-o", out}, 1, "", "is not what"},
		{"stale", func() { file("out.json", `{"A::B::C": {"references": {"/Y": ["A::B::D.Id"]}}}`) }, args, 0,
			"A::B::C: /X: new: A::B::D.Id\nA::B::C: /Y: gone: A::B::D.Id\nA::B::C: Ref: new: X\n", ""},
		{"damaged", func() { file("out.json", "{") }, args, 1, "", "out.json:1:2"},
		{"nothing to read", func() { file("from.json", "{}") }, args, 1, "", "from.json:1:1: no relations"},
	} {
		t.Run(s.name, func(t *testing.T) {
			if s.before != nil {
				s.before()
			}
			was, _ := os.ReadFile(out)
			var stdout, stderr bytes.Buffer
			code := run(s.args, &stdout, &stderr)
			if code != s.code || stdout.String() != s.stdout || !strings.Contains(stderr.String(), s.stderr) || s.stderr == "" && stderr.Len() > 0 {
				t.Errorf("exit code %d, stdout %q, stderr %q", code, stdout.String(), stderr.String())
			}
			if is, _ := os.ReadFile(out); code != 0 && !bytes.Equal(was, is) {
				t.Error("the file is another one")
			}
		})
	}
}
