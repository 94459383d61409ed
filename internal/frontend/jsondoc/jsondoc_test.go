package jsondoc

import (
	"encoding/json"
	"errors"
	"fmt"
	"strconv"
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
		`{"a":1,"a":2}`:      `f.json:1:8: /a: duplicate member "a": an object may hold a name only once`,
		`{"x":{"a":[1,}}`:    `f.json:1:13: /x/a: invalid character ',' at start of value`,
		`[`:                  `f.json:1:2: the document ends before the value is complete`,
		``:                   `f.json:1:1: the document is empty`,
		"\"\xff\"":           `f.json:1:2: invalid UTF-8`,
		`1 2`:                `f.json:1:3: data after the end of the document`,
		"{\n  1: 2}":         `f.json:2:3: a member name must be a string`,
		"\xff\xfe{\x00}\x00": `f.json:1:1: the document is UTF-16; JSON is UTF-8`,
		"\xef\xbb\xbf{,":     `f.json:1:2: invalid character ',' at start of value`,
		"[\n {\"a\": tru}]":  `f.json:2:11: /0/a: invalid character '}' in literal true (expecting 'e')`,
		deep:                 "nested deeper than 500 levels",
	} {
		t.Run(fmt.Sprintf("%.40q", in), func(t *testing.T) {
			_, err := Parse("f.json", []byte(in))
			if err == nil || !strings.HasSuffix(err.Error(), want) {
				t.Errorf("Parse(%.40q): %v, want %s", in, err, want)
			}
		})
	}
}

// TestEmbedded: what is in a string of a document has the place there, whatever is
// escaped on the way.
func TestEmbedded(t *testing.T) {
	const text = `{"Other": 1,
  "Schema": "{\"a\": [1, \"\\u00e9\\\"\", \u007b\n \"é\u00e9\ud83d\ude00\": true, \"b\": \"\/\"}]}"}`
	root, err := Parse("f.json", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	inner, err := root.Get("Schema").Embedded()
	if err != nil {
		t.Fatal(err)
	}
	list := inner.Get("a").Items()
	if got := list[1].Text(); got != "é\"" {
		t.Errorf("text %q", got)
	}
	for _, c := range []struct {
		node          *Node
		from, pointer string
	}{
		{inner, `{\"a`, ""},
		{inner.Get("a"), `[1,`, "/a"},
		{list[0], `1, \"`, "/a/0"},
		{list[1], `\"\\u`, "/a/1"},
		{list[2], `\u007b`, "/a/2"},
		{list[2].Get("éé😀"), `true`, "/a/2/éé😀"},
		{list[2].Get("b"), `\"\/`, "/a/2/b"},
	} {
		column := strings.Index(strings.Split(text, "\n")[1], c.from) + 1
		if p := c.node.Pos(); p.File != "f.json" || p.Line != 2 || p.Column != column || p.Pointer.String() != c.pointer {
			t.Errorf("position %s, want column %d, %s", p, column, c.pointer)
		}
	}
	if raw := string(list[2].Get("b").Raw()); raw != `"/"` {
		t.Errorf("raw %s", raw)
	}
	bad, err := Parse("f.json", []byte(`["\n{\"a\": ]"]`))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := bad.Items()[0].Embedded(); err == nil || err.Error() != `f.json:1:13: invalid character ']' after object value (expecting ',' or '}')` {
		t.Errorf("error %v", err)
	}
}

func TestReplace(t *testing.T) {
	root, err := Parse("f.json", []byte(`{"a": [1, 2, {"b": 3, "c": 4}], "d": {"e": 5}}`))
	if err != nil {
		t.Fatal(err)
	}
	three, two := root.Get("a").Items()[2].Get("b"), root.Get("a").Items()[1]
	got := root.Replace(map[*Node]*Node{three: three.Empty(), two: nil})
	if n := len(got.Get("a").Items()); n != 2 {
		t.Fatalf("%d items", n)
	}
	replaced := got.Get("a").Items()[1].Get("b")
	if !replaced.Is(Object) || len(replaced.Members()) != 0 || replaced.Pos() != three.Pos() {
		t.Errorf("%v at %v", replaced.Kind(), replaced.Pos())
	}
	if got.Get("d") != root.Get("d") || got.Get("a").Items()[1].Pos().Pointer.String() != "/a/2" {
		t.Error("what is not replaced changed")
	}
	if len(root.Get("a").Items()) != 3 || !root.Get("a").Items()[2].Get("b").Is(Number) {
		t.Error("the document changed")
	}
	if root.Replace(nil) != root || root.Replace(map[*Node]*Node{root: nil}) != nil {
		t.Error("the document as a whole")
	}
}

func TestCount(t *testing.T) {
	for text, want := range map[string]string{
		"0": "0", "7": "7", "2.0": "2", "20e-1": "2", "1e3": "1000", "-0": "0", "-0.0": "0",
		"18446744073709551615": "18446744073709551615", "18446744073709551616": "", "1e99": "", "1e999999999": "",
		"-1": "", "2.5": "", "1e-1": "", `"2"`: "", "true": "", "null": "",
	} {
		t.Run(text, func(t *testing.T) {
			n, err := Parse("f.json", []byte(text))
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if count, ok := n.Count(); ok {
				got = strconv.FormatUint(count, 10)
			}
			if got != want {
				t.Errorf("%s: count %q, want %q", text, got, want)
			}
		})
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
		t.Run(c.a+" "+c.b, func(t *testing.T) {
			a, _ := Parse("a", []byte(c.a))
			b, _ := Parse("b", []byte(c.b))
			if got := Equal(a, b); got != c.want {
				t.Errorf("Equal(%s, %s) = %v", c.a, c.b, got)
			}
		})
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
