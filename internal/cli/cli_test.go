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
