package cli

import (
	"encoding/json"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf8"

	"github.com/cfngen/cfngen/internal/render"
)

// hiddenText would change the look of a line on a terminal: it turns the direction of
// writing around, clears the line and changes its colour.
const hiddenText = "x\u202e\u2066y\u0085\u200f\u001b[2K\u007f\U000e0041z"

// TestHiddenCharacters makes sure that what a specification, a file's name or a flag has
// of characters that a terminal does not show reaches it escaped.
func TestHiddenCharacters(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no file there has such a name")
	}
	t.Chdir(t.TempDir())
	dir := "d" + hiddenText
	if err := os.Mkdir(dir, 0o777); err != nil {
		t.Fatal(err)
	}
	schema := func(name string, edit func(s map[string]any)) string {
		s := map[string]any{
			"typeName": "AWS::Alpha::One", "description": hiddenText, "additionalProperties": false, "required": []string{"P"},
			"properties": map[string]any{
				"P": map[string]any{"type": "string", "enum": []string{"a", hiddenText}, "description": hiddenText, hiddenText: true},
				"Q": map[string]any{"type": "string", "pattern": "[" + hiddenText, "default": hiddenText},
			},
			hiddenText: 1,
		}
		edit(s)
		text, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(dir, name+hiddenText+".json")
		if err := os.WriteFile(file, text, 0o666); err != nil {
			t.Fatal(err)
		}
		return file
	}
	good := schema("good", func(map[string]any) {})
	other := schema("other", func(s map[string]any) {
		s["properties"].(map[string]any)["P"] = map[string]any{"type": "string", "enum": []string{hiddenText + "2"}}
	})
	named := schema("named", func(s map[string]any) { s["typeName"] = "AWS::Alpha::" + hiddenText })
	property := schema("property", func(s map[string]any) { s["properties"].(map[string]any)[hiddenText] = map[string]any{"type": "strin"} })
	out := filepath.Join(dir, "out")
	for name, args := range map[string][]string{
		"generate":         {"-spec", good, "-cfn", "example.com/cfn", "-out", out, "-v"},
		"generate again":   {"-spec", good, "-cfn", "example.com/cfn", "-out", out},
		"check":            {"-spec", other, "-cfn", "example.com/cfn", "-out", out, "-check"},
		"check missing":    {"-spec", other, "-cfn", "example.com/cfn", "-out", filepath.Join(dir, "none"), "-check"},
		"name":             {"-spec", named, "-cfn", "example.com/cfn", "-out", out},
		"property":         {"-spec", property, "-cfn", "example.com/cfn", "-out", out},
		"property github":  {"-spec", property, "-cfn", "example.com/cfn", "-out", out, "-error-format=github"},
		"list":             {"list", "-spec", good},
		"list name":        {"list", "-spec", named},
		"list json":        {"list", "-spec", good, "-format", "json"},
		"list name json":   {"list", "-spec", named, "-format", "json"},
		"report":           {"report", "-spec", good},
		"report json":      {"report", "-spec", good, "-format", "json"},
		"report property":  {"report", "-spec", property},
		"diff":             {"diff", "-v", good, other},
		"diff json":        {"diff", good, other, "-format", "json"},
		"diff markdown":    {"diff", "-v", good, other, "-format", "markdown"},
		"diff name":        {"diff", good, named, "-format", "json"},
		"fetch":            {"fetch", "file:" + good},
		"fetch again":      {"fetch", "file:" + other, "-out", "a" + hiddenText},
		"type":             {"list", "-type", hiddenText},
		"missing":          {"list", "-spec", hiddenText},
		"missing overlay":  {"list", "-overlay", hiddenText, "-error-format=github"},
		"unknown command":  {hiddenText},
		"unknown flag":     {"-" + hiddenText},
		"unexpected":       {"list", hiddenText},
		"lock":             {"fetch", "-lock", hiddenText, "file:none.json"},
		"unknown language": {"list", "-format", hiddenText},
	} {
		t.Run(name, func(t *testing.T) {
			var stdout, stderr strings.Builder
			Do(args, nil, &stdout, &stderr, noEnv)
			if stdout.Len()+stderr.Len() == 0 {
				t.Error("nothing was printed")
			}
			checkVisible(t, stdout.String())
			checkVisible(t, stderr.String())
			if args[0] != "fetch" && strings.Contains(strings.Join(args, " "), "json") && strings.HasSuffix(name, "json") {
				for line := range strings.Lines(stdout.String()) {
					if err := json.Unmarshal([]byte(line), new(any)); err != nil {
						t.Errorf("%v in %s", err, line)
					}
				}
			}
		})
	}
	t.Run("progress", func(t *testing.T) {
		var text strings.Builder
		now := time.Now()
		m := render.NewMeter(&text, func() time.Time { now = now.Add(time.Second); return now })
		m.Stage(hiddenText)(1, 2)
		checkVisible(t, strings.ReplaceAll(text.String(), "\r", ""))
	})
}

func checkVisible(t *testing.T, text string) {
	t.Helper()
	for i, r := range text {
		if r != '\n' && r != '\t' && !unicode.IsPrint(r) {
			t.Fatalf("%q has %q", text[max(0, i-60):min(len(text), i+60)], r)
		}
	}
	if !utf8.ValidString(text) {
		t.Errorf("%q is no UTF-8", text)
	}
}
