package jsondoc

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/diag"
)

func TestParsePositions(t *testing.T) {
	root, err := Parse("f.json", []byte("{\n  \"a/b\": [1.50, {\"~\": \"x\"}],\n  \"t\": true, \"n\": null\n}\n"))
	if err != nil {
		t.Fatal(err)
	}
	item := root.Get("a/b").Items()[1].Get("~")
	if got, want := item.Pos().String(), "f.json:2:23: /a~1b/1/~0"; got != want {
		t.Errorf("position %q, want %q", got, want)
	}
	if got := root.Get("a/b").Items()[0].Text(); got != "1.50" {
		t.Errorf("number text %q", got)
	}
	if got := string(root.Get("a/b").Raw()); got != `[1.50, {"~": "x"}]` {
		t.Errorf("raw %q", got)
	}
	if !root.Get("t").True() || !root.Get("n").Is(Null) || root.Get("absent").Kind() != None {
		t.Error("kinds")
	}
}

func TestParseErrors(t *testing.T) {
	deep := strings.Repeat("[", MaxDepth+2)
	for in, want := range map[string]string{
		`{"a":1,"a":2}`:     `f.json:1:8: /a: duplicate member "a": an object may hold a name only once`,
		`{"x":{"a":[1,}}`:   `f.json:1:13: /x/a: invalid character ',' at start of value`,
		`[`:                 `f.json:1:2: the document ends before the value is complete`,
		``:                  `f.json:1:1: the document is empty`,
		"\"\xff\"":          `f.json:1:2: invalid UTF-8`,
		`1 2`:               `f.json:1:3: data after the end of the document`,
		"{\n  1: 2}":        `f.json:2:3: a member name must be a string`,
		"\xef\xbb\xbf{}":    `f.json:1:1: the document starts with a byte order mark; JSON is UTF-8 without one`,
		"[\n {\"a\": tru}]": `f.json:2:11: /0/a: invalid character '}' in literal true (expecting 'e')`,
		deep:                "nested deeper than 500 levels",
	} {
		_, err := Parse("f.json", []byte(in))
		if err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("Parse(%.40q): %v, want %s", in, err, want)
		}
	}
}

func TestEqual(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{`{"a":1,"b":[true,null]}`, `{"b":[true,null],"a":1}`, true},
		{`{"a":1}`, `{"a":1.0}`, false},
		{`{"a":1}`, `{"b":1}`, false},
		{`[1,2]`, `[2,1]`, false},
		{`9223372036854775807`, `9223372036854775806`, false},
	} {
		a, _ := Parse("a", []byte(c.a))
		b, _ := Parse("b", []byte(c.b))
		if got := Equal(a, b); got != c.want {
			t.Errorf("Equal(%s, %s) = %v", c.a, c.b, got)
		}
	}
}

// FuzzParse: no input panics, every error has a position, and what is accepted
// is JSON for encoding/json too.
func FuzzParse(f *testing.F) {
	for _, s := range []string{`{"a":[1,"x",null,true]}`, `{"a":1,"a":2}`, "[", "\"\xff\"", ""} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		root, err := Parse("f.json", data)
		if err == nil {
			if !json.Valid(data) {
				t.Fatalf("accepted %q", data)
			}
			if !Equal(root, root) {
				t.Fatal("a document differs from itself")
			}
			return
		}
		var d diag.Diagnostic
		if !errors.As(err, &d) || d.Pos.File == "" || d.Pos.Line < 1 || d.Pos.Column < 1 {
			t.Fatalf("error without position: %v", err)
		}
	})
}
