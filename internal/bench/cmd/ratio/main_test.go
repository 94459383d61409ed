package main

import (
	"strings"
	"testing"
)

const input = `goversion: go1.26.8
goos: linux
BenchmarkAppend/cfngen/integrationresponse-2   1	 20 ns/op	 0 B/op	 0 allocs/op
BenchmarkAppend/cfngen/integrationresponse-2   1	 10 ns/op	 0 B/op	 0 allocs/op
BenchmarkAppend/cfngen/integrationresponse-2   1	 90 ns/op	 0 B/op	 0 allocs/op
BenchmarkAppend/goccy/integrationresponse-2    1	 40 ns/op	 8 B/op	 1 allocs/op
BenchmarkAppend/cfngen/template3   1	 40 ns/op	 8 B/op	 7 allocs/op
BenchmarkAppend/goccy/template3    1	 20 ns/op	 8 B/op	 1 allocs/op
BenchmarkMarshal/cfngen/integrationresponse    1	 60 ns/op	 8 B/op	 1 allocs/op
BenchmarkMarshal/encoding_json/integrationresponse 1	 200 ns/op	 8 B/op	 2 allocs/op
BenchmarkMarshal/goccy/integrationresponse     1	 40 ns/op	 8 B/op	 1 allocs/op
BenchmarkMarshal/cfngen/template3   1	 40 ns/op	 8 B/op	 1 allocs/op
BenchmarkMarshal/encoding_json/template3   1	 20 ns/op	 8 B/op	 1 allocs/op
BenchmarkValidate/cfngen/bucket    1	 6 ns/op	 8 B/op	 1 allocs/op
BenchmarkValidate/kin_openapi/bucket   1	 1000 ns/op	 8 B/op	 1 allocs/op
PASS
`

const want = `Go version: go1.26.8

| work | document | peer | cfngen ÷ peer, best | median | bar | allocs/op, cfngen | peer |
|---|---|---|---|---|---|---|---|
| Append | integrationresponse | encoding_json's Marshal | 0.0500 | 0.1000 | ≤ 0.22: met | 0 (bar 0: met) | 2 |
| Append | integrationresponse | goccy | 0.2500 | 0.5000 |  | 0 (bar 0: met) | 1 |
| Append | template3 | goccy | 2.0000 | 2.0000 |  | 7 | 1 |
| Marshal | integrationresponse | encoding_json | 0.3000 | 0.3000 |  | 1 | 2 |
| Marshal | integrationresponse | goccy | 1.5000 | 1.5000 | ≤ 1: **missed** | 1 | 1 |
| Marshal | template3 | encoding_json | 2.0000 | 2.0000 |  | 1 | 1 |
| Validate | bucket | kin_openapi | 0.0060 | 0.0060 | ≤ 0.005: **missed** | 1 (bar 0: **missed**) | 1 |
`

func TestTable(t *testing.T) {
	var out, diagnostics strings.Builder
	if code := run(nil, strings.NewReader(input), &out, &diagnostics); code != 0 {
		t.Fatal(code, diagnostics.String())
	}
	if out.String() != want {
		t.Errorf("got\n%s\nwant\n%s", out.String(), want)
	}
}

// TestGoVersions has the bars of each version, whose encoding/json is another peer.
func TestGoVersions(t *testing.T) {
	const times = "BenchmarkUnmarshal/cfngen/integrationresponse 1 10 ns/op\n" +
		"BenchmarkUnmarshal/encoding_json/integrationresponse 1 20 ns/op\n" +
		"BenchmarkStdMarshal/cfngen/integrationresponse 1 30 ns/op\n" +
		"BenchmarkStdMarshal/encoding_json/integrationresponse 1 40 ns/op\n"
	for _, c := range []struct{ name, head, unmarshal, stdMarshal string }{
		{"before", "goversion: go1.26.8\n", "≤ 0.22: **missed**", ""},
		{"since", "goversion: go1.27.3\n", "", "≤ 0.7: **missed**"},
		{"unknown", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out, diagnostics strings.Builder
			if code := run(nil, strings.NewReader(c.head+times), &out, &diagnostics); code != 0 {
				t.Fatal(code, diagnostics.String())
			}
			for _, row := range []string{
				"| Unmarshal | integrationresponse | encoding_json | 0.5000 | 0.5000 | " + c.unmarshal + " |",
				"| StdMarshal | integrationresponse | encoding_json | 0.7500 | 0.7500 | " + c.stdMarshal + " |",
			} {
				if !strings.Contains(out.String(), row) {
					t.Errorf("%s\nhas not %s", out.String(), row)
				}
			}
		})
	}
}

func TestErrors(t *testing.T) {
	for _, c := range []struct {
		input   string
		args    []string
		code    int
		message string
	}{
		{"PASS\n", nil, 1, "no benchmark"},
		{input + "--- FAIL: BenchmarkMarshal/sonic/doc\n", nil, 1, "failed"},
		{"BenchmarkAppend/goccy/doc 1 x ns/op\n", nil, 1, "x ns/op"},
		{"BenchmarkAppend/goccy/doc 1 4 ns/op\n", nil, 1, "no work of both"},
		{input + "goversion: go1.27.3\n", nil, 1, "several Go versions"},
		{input, []string{"file"}, 2, "usage"},
	} {
		var out, diagnostics strings.Builder
		code := run(c.args, strings.NewReader(c.input), &out, &diagnostics)
		if code != c.code || !strings.Contains(diagnostics.String(), c.message) || out.Len() > 0 {
			t.Errorf("%q: exit %d, %q on stderr, %q on stdout; want %d, %q", c.input, code, diagnostics.String(), out.String(), c.code, c.message)
		}
	}
}
