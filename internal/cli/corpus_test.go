package cli_test

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/cli"
	"github.com/cfngen/cfngen/internal/corpus"
)

// statement is a kind of finding in the report.
type statement struct{ Severity, Keyword string }

// TestReportOfCorpus counts what is not expressed of all that AWS publishes. The
// counts in testdata/report may only fall: -update writes what fell, and what
// rises has to be written by hand.
func TestReportOfCorpus(t *testing.T) {
	for _, input := range []corpus.File{corpus.Registry, corpus.ResourceSpec} {
		t.Run(string(input), func(t *testing.T) {
			got := reportCounts(t, corpus.Path(t, input))
			corpus.Snapshot(t, input)
			file := filepath.Join("testdata", "report", strings.ReplaceAll(string(input), "/", "-")+".txt")
			want, err := readCounts(file)
			if *update && errors.Is(err, fs.ErrNotExist) {
				want, err = got, nil
				writeCounts(t, file, got)
			}
			if err != nil {
				t.Fatal(err)
			}
			fell := compareCounts(t, want, got)
			switch {
			case t.Failed():
			case fell && *update:
				writeCounts(t, file, got)
			case fell:
				t.Errorf("more is expressed than before: `go test ./internal/cli -run ReportOfCorpus -update` keeps it so")
			}
		})
	}
}

// compareCounts reports what rose, and reports whether anything fell.
func compareCounts(t *testing.T, want, got map[statement]int) bool {
	t.Helper()
	fell := false
	for s, n := range got {
		if n > want[s] {
			t.Errorf("%s %s: %d are not expressed, %d were", s.Severity, s.Keyword, n, want[s])
		}
	}
	for s, n := range want {
		if got[s] < n {
			t.Logf("%s %s: %d are not expressed, %d were", s.Severity, s.Keyword, got[s], n)
			fell = true
		}
	}
	return fell
}

func reportCounts(t *testing.T, spec string) map[statement]int {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if code := cli.Do([]string{"report", "-format", "json", "-spec", spec}, nil, &stdout, &stderr, os.Getenv); code != 0 || stderr.Len() > 0 {
		t.Errorf("exit code %d\n%.2000s", code, stderr.String())
	}
	counts := map[statement]int{}
	for line := range bytes.Lines(stdout.Bytes()) {
		var f struct {
			statement
			Type, Message, File, Pointer string
			Line, Column                 int
		}
		if err := json.Unmarshal(line, &f); err != nil {
			t.Fatal(err)
		}
		if f.Type == "" || f.Keyword == "" || f.Message == "" || f.File == "" || f.Pointer == "" || f.Line == 0 || f.Column == 0 {
			t.Errorf("incomplete: %s", line)
		}
		counts[f.statement]++
	}
	return counts
}

func readCounts(file string) (map[statement]int, error) {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	counts := map[statement]int{}
	for line := range strings.Lines(string(content)) {
		var s statement
		var n int
		if _, err := fmt.Sscanf(line, "%s %s %d\n", &s.Severity, &s.Keyword, &n); err != nil {
			return nil, fmt.Errorf("%s: %q: %w", file, line, err)
		}
		counts[s] = n
	}
	return counts, nil
}

func writeCounts(t *testing.T, file string, counts map[statement]int) {
	t.Helper()
	keys := slices.SortedFunc(maps.Keys(counts), func(a, b statement) int {
		return cmp.Or(cmp.Compare(b.Severity, a.Severity), cmp.Compare(a.Keyword, b.Keyword))
	})
	var b strings.Builder
	for _, s := range keys {
		fmt.Fprintf(&b, "%s %s %d\n", s.Severity, s.Keyword, counts[s])
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
}
