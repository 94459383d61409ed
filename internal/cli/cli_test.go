package cli

import (
	"errors"
	"io"
	"strings"
	"testing"
)

func noEnv(string) string { return "" }

type brokenWriter struct{}

func (brokenWriter) Write([]byte) (int, error) { return 0, errors.New("broken pipe") }

func TestProductThatDoesNotArriveIsAnError(t *testing.T) {
	for _, args := range []string{"help", "list", "-version", "-h", "-out - -cfn example.com/cfn"} {
		var stderr strings.Builder
		code := Do(strings.Fields(args), nil, brokenWriter{}, &stderr, noEnv)
		if got := stderr.String(); code != exitError || got != "gen: standard output: broken pipe\n" {
			t.Errorf("gen %s: exit code %d, stderr %q", args, code, got)
		}
	}
}

func TestStandardInputThatFails(t *testing.T) {
	var stderr strings.Builder
	code := Do([]string{"list", "-spec", "-"}, io.MultiReader(strings.NewReader("{"), failingReader{}), io.Discard, &stderr, noEnv)
	if got := stderr.String(); code != exitError || got != "-: connection lost\n" {
		t.Errorf("exit code %d, stderr %q", code, got)
	}
}

type failingReader struct{}

func (failingReader) Read([]byte) (int, error) { return 0, errors.New("connection lost") }

func TestArchive(t *testing.T) {
	tests := []struct {
		files map[string][]byte
		want  string
	}{
		{map[string][]byte{"a/b.go": []byte("package a\n")}, "package a\n"},
		{map[string][]byte{"b.go": []byte("package b\n"), "a.go": []byte("package a\n")}, "-- a.go --\npackage a\n-- b.go --\npackage b\n"},
	}
	for _, tt := range tests {
		if got := archive(tt.files); got != tt.want {
			t.Errorf("archive(%v) = %q, want %q", tt.files, got, tt.want)
		}
	}
}
