package cli_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/cfngen/cfngen/internal/checksum"
	"github.com/cfngen/cfngen/internal/cli"
	"github.com/cfngen/cfngen/internal/corpus"
)

// TestCorpusChecksums holds all that the commands print of what AWS publishes: the code of every
// type, messages with their positions, reports, lists and diffs. A change that means to move
// code, and nothing else, leaves testdata/checksums.txt as it is; any other one writes it anew
// with -update, and its commit says why.
func TestCorpusChecksums(t *testing.T) {
	inputs := []corpus.File{corpus.Registry, corpus.RegistryBefore, corpus.ResourceSpec, corpus.ResourceSpecBefore}
	dir := ""
	for _, input := range inputs {
		dir = filepath.Dir(filepath.Dir(corpus.Path(t, input)))
	}
	corpus.Snapshot(t, inputs...)
	file, err := filepath.Abs(filepath.Join("testdata", "checksums.txt"))
	if err != nil {
		t.Fatal(err)
	}
	t.Chdir(dir) // messages have the paths of the documents
	a, b, c, d := string(corpus.Registry), string(corpus.RegistryBefore), string(corpus.ResourceSpec), string(corpus.ResourceSpecBefore)
	var out strings.Builder
	for _, args := range [][]string{
		{"-v", "-out", "-", "-cfn", "example.com/cfn", "-spec", a},
		{"-v", "-out", "-", "-cfn", "example.com/cfn", "-spec", b},
		{"-v", "-out", "-", "-cfn", "example.com/cfn", "-spec", c},
		{"-v", "-out", "-", "-cfn", "example.com/cfn", "-spec", d},
		{"-v", "-out", "-", "-cfn", "example.com/cfn", "-package", "aws", "-type", "AWS::S3::*", "-type", "AWS::EC2::*", "-spec", a, "-spec", c},
		{"jsonschema", "-v", "-out", "-", "-spec", a},
		{"jsonschema", "-per-type", "-v", "-out", "-", "-spec", a},
		{"openapi", "-v", "-out", "-", "-spec", a},
		{"openapi", "-functions", "-out", "-", "-spec", c},
		{"report", "-format", "json", "-spec", a, "-spec", c},
		{"list", "-format", "json", "-spec", a, "-spec", c},
		{"diff", "-v", b, a},
		{"diff", "-format", "json", b, a},
		{"diff", "-format", "markdown", d, c},
		{"diff", "-format", "json", c, a},
	} {
		var stdout, stderr bytes.Buffer
		code := cli.Do(args, strings.NewReader(""), &stdout, &stderr, func(string) string { return "" })
		fmt.Fprintf(&out, "gen %s\n\texit %d\n\tstdout %d bytes %s\n\tstderr %d bytes %s\n", strings.Join(args, " "), code,
			stdout.Len(), checksum.Of(stdout.Bytes())[:16], stderr.Len(), checksum.Of(stderr.Bytes())[:16])
	}
	if *update {
		write(t, file, []byte(out.String()))
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), out.String()); d != "" {
		t.Errorf("-want +got\n%s", d)
	}
}
