package cli

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/build/session"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/render"
)

// TestErrorsAreLimited makes sure that a run prints render.ShownErrors errors and then how many
// more there are.
func TestErrorsAreLimited(t *testing.T) {
	for name, tt := range map[string]struct {
		errors, warnings, notices int
		github                    bool
		lines                     int
		last                      string
	}{
		"few":      {errors: render.ShownErrors, lines: render.ShownErrors, last: "f: error 0999"},
		"one more": {errors: render.ShownErrors + 1, lines: render.ShownErrors + 1, last: "gen: 1 more error not shown"},
		"many":     {errors: 200_000, lines: render.ShownErrors + 1, last: "gen: 199000 more errors not shown"},
		"github":   {errors: 200_000, github: true, lines: render.ShownErrors + 1, last: "::error title=gen::199000 more errors not shown"},
		"notices":  {errors: render.ShownErrors + 5, notices: 3, lines: render.ShownErrors + 4, last: "gen: 5 more errors not shown"},
		"warnings": {errors: 3, notices: render.ShownErrors + 7, lines: render.ShownErrors + 4, last: "gen: 7 more warnings not shown"},
	} {
		t.Run(name, func(t *testing.T) {
			var stderr strings.Builder
			c := newCommand(nil, nil, &stderr, noEnv)
			c.printer.GitHub = tt.github
			for i := range tt.errors {
				c.Found.Add(diag.Errorf(diag.Position{File: "f"}, "", "error %04d", i))
			}
			for i := range tt.notices {
				c.Notices.Add(diag.Warningf(diag.Position{File: "f"}, "", "notice %04d", i))
			}
			if code := c.finish(session.ErrFailed); code != exitError {
				t.Errorf("exit code %d", code)
			}
			lines := strings.Split(strings.TrimSuffix(stderr.String(), "\n"), "\n")
			if last := lines[len(lines)-1]; len(lines) != tt.lines || last != tt.last {
				t.Errorf("%d lines, the last is %s", len(lines), last)
			}
		})
	}
}

// TestPrintedBytes makes sure that what is printed of an input grows with it no further
// than to a limit: one long name can be in every message.
func TestPrintedBytes(t *testing.T) {
	t.Chdir(t.TempDir())
	printed := func(length, properties int) int {
		var b strings.Builder
		b.WriteString(`{"typeName": "AWS::Alpha::One", "additionalProperties": false, "definitions": {"` + strings.Repeat("N", length) + `": {"type": "object", "properties": {`)
		for i := range properties {
			fmt.Fprintf(&b, `"P%d": {"type": "strin"},`, i)
		}
		b.WriteString(`"Q": {"type": "string"}}}}, "properties": {"P": {"type": "string"}}}`)
		if err := os.WriteFile("spec.json", []byte(b.String()), 0o666); err != nil {
			t.Fatal(err)
		}
		total := 0
		for _, command := range []string{"list", "report"} {
			var stdout, stderr strings.Builder
			Do([]string{command, "-spec", "spec.json"}, nil, &stdout, &stderr, noEnv)
			total += stdout.Len() + stderr.Len()
		}
		return total
	}
	const most = 2 * render.ShownErrors * 3 * 1000
	if n := printed(20_000, 2_000); n > most || n == 0 {
		t.Errorf("%d bytes printed", n)
	}
	if one, two := printed(200, 4_000), printed(200, 8_000); one > most || two > one+1000 {
		t.Errorf("%d bytes printed, and of twice as much input %d", one, two)
	}
}
