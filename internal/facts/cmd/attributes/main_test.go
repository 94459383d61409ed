package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	schema = `{"typeName": "A::B::C", "additionalProperties": false, "properties": {"Name": {"type": "string"}}}`
	other  = `{"ResourceSpecificationVersion": "9.1.0", "ResourceTypes": {"A::B::C": {"Attributes": {"Name": {"PrimitiveType": "String"}}}}}`
	stale  = `{"ResourceTypes": {"A::B::C": {"Attributes": {"Gone": {"PrimitiveType": "String"}}}}}`
)

// TestRun walks through what somebody does who updates the excerpt.
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
	args := []string{"-registry", file("schema.json", schema), "-resourcespec", file("other.json", other), "-o", out}
	check := append([]string{"-check"}, args...)
	reports := "A::B::C.Name: it is new\n"
	steps := []struct {
		name   string
		before func()
		args   []string
		code   int
		stdout string
		stderr string
	}{
		{"no arguments", nil, nil, 2, "", "-registry and -resourcespec are needed"},
		{"help", nil, []string{"-h"}, 0, "", "-resourcespec"},
		{"unknown flag", nil, []string{"-x"}, 2, "", "not defined"},
		{"no such file", nil, []string{"-registry", "none.json", "-resourcespec", "none.json"}, 1, "", "none.json"},
		{"check without one", nil, check, 1, reports, "is not what the specifications say"},
		{"first", nil, args, 0, reports, ""},
		{"check", nil, check, 0, "", ""},
		{"stale", func() { file("out.json", stale) }, args, 0,
			"A::B::C.Gone: the Resource Specification does not have it any more\n" + reports, ""},
		{"again", nil, check, 0, "", ""},
		{"damaged", func() { file("out.json", "{") }, args, 1, "", "out.json:1:2"},
	}
	for _, s := range steps {
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
				t.Errorf("a run that failed wrote %q", is)
			}
		})
	}
}
