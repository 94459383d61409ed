package render

import (
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/cfngen/cfngen/internal/diag"
)

func TestPresentable(t *testing.T) {
	long := strings.Repeat("é", 200_000)
	for name, tt := range map[string]struct{ text, begin, end string }{
		"long":    {"a" + long + "z", "aéé", "ééz"},
		"one URL": {"see https://me:secret@example.com/x?key=secret, or not", "see https://xxxxx@example.com/x?…, or not", ", or not"},
		"URLs":    {`"https://a:b@c/d" and http://SECRET@e.`, `"https://xxxxx@c/d" and http://xxxxx@e.`, "."},
		"no URL":  {"a pattern ^[^:]+://[^@]+@.*$ and a::b@c", "a pattern ^[^:]+://[^@]+@.*$ and a::b@c", "c"},
	} {
		t.Run(name, func(t *testing.T) {
			got := Presentable(tt.text)
			if !strings.HasPrefix(got, tt.begin) || !strings.HasSuffix(got, tt.end) || len(got) > longestPart+40 || !utf8.ValidString(got) {
				t.Errorf("%d bytes: %s", len(got), got)
			}
		})
	}
	t.Run("lines", func(t *testing.T) {
		var stderr strings.Builder
		p := Printer{W: &stderr}
		p.Lines(diag.List{diag.Errorf(diag.Position{File: filepath.Join(long, "f"), Line: 1, Column: 2, Pointer: diag.PointerTo("/" + long)}, "", "%s", long)})
		if n := stderr.Len(); n > 3*(longestPart+40)+20 {
			t.Errorf("the line has %d bytes", n)
		}
	})
}

// TestCode: a line has the code where an overlay can need it.
func TestCode(t *testing.T) {
	at := diag.Position{File: "f.json", Line: 1, Column: 2}
	of := func(d diag.Diagnostic, subject string) diag.Diagnostic {
		d.Subject = subject
		return d
	}
	tests := []struct {
		name             string
		d                diag.Diagnostic
		text, annotation string
	}{
		{"a warning", of(diag.Warningf(at, "odd", "it is odd"), "A::B::C"), "f.json:1:2: warning: it is odd (odd)", "title=gen A%3A%3AB%3A%3AC (odd)::it is odd"},
		{"an error", of(diag.Errorf(at, "odd", "it is odd"), "A::B::C"), "f.json:1:2: it is odd (odd)", "title=gen A%3A%3AB%3A%3AC (odd)::it is odd"},
		{"no position", of(diag.Errorf(diag.Position{}, "odd", "it is odd"), "A::B::C"), "gen: it is odd (odd)", "title=gen A%3A%3AB%3A%3AC (odd)::it is odd"},
		{"a note", of(diag.Notef(at, "odd", "it is odd"), "A::B::C"), "f.json:1:2: note: it is odd", "title=gen A%3A%3AB%3A%3AC::it is odd"},
		{"no type", diag.Errorf(at, "odd", "it is odd"), "f.json:1:2: it is odd", "title=gen::it is odd"},
		{"no code", of(diag.Errorf(at, "", "it is odd"), "A::B::C"), "f.json:1:2: it is odd", "title=gen A%3A%3AB%3A%3AC::it is odd"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := new(Printer).Line(tt.d); got != tt.text {
				t.Errorf("got %s, want %s", got, tt.text)
			}
			if got := (&Printer{GitHub: true}).Line(tt.d); !strings.HasSuffix(got, tt.annotation) {
				t.Errorf("got %s, want %s", got, tt.annotation)
			}
		})
	}
}

func TestEscapeJSON(t *testing.T) {
	text := `{"a":"` + "\u202e\u00a0\u2028\U000e0001\u200b" + `é"}` + "\n"
	got := escapeJSON(text)
	for i, r := range got {
		if r != '\n' && !unicode.IsPrint(r) {
			t.Errorf("%q has %q", got[max(0, i-20):], r)
		}
	}
	var was, is map[string]string
	if err := json.Unmarshal([]byte(text), &was); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(got), &is); err != nil || is["a"] != was["a"] {
		t.Errorf("%v: got %q, want %q", err, is["a"], was["a"])
	}
}
