package scan_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
)

func TestFault(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		offset     int
		message    string
	}{
		{"nothing", " ", 1, "the text ends where a value is expected"},
		{"no value", "[x]", 1, `unexpected character "x" where a value is expected`},
		{"invisible", "[\u00a0]", 1, "unexpected character U+00A0 where a value is expected"},
		{"not UTF-8", "[\xff]", 1, "the text is not UTF-8"},
		{"comma", "[1,]", 3, `unexpected character "]" where a value after the comma is expected`},
		{"open list", "[1", 2, "the text ends where a comma or the end of the list is expected"},
		{"duplicate", `{"a":1,"a":2}`, 7, `the key "a" stands twice in the same object`},
		{"string", `"abc`, 0, "the string does not end"},
		{"escape", `"\x"`, 1, "the escape sequence is not one that JSON has"},
		{"surrogate", `"\ud800"`, 1, "half of a surrogate pair stands alone"},
		{"number", "01", 0, "a number has digits, without a zero before them"},
		{"after", "1 2", 2, "text follows after the value"},
		{"deep", strings.Repeat("[", scan.MaxDepth+1), scan.MaxDepth, "nested deeper than 10000 levels"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			s := scan.Scanner{Text: tt.text}
			if _, ok := s.Skip(); ok && s.End() {
				t.Fatal("no fault")
			}
			if *s.Fault != (scan.Fault{Offset: tt.offset, Message: tt.message}) {
				t.Errorf("%+v", *s.Fault)
			}
		})
	}
}

func TestSkip(t *testing.T) {
	s := scan.Scanner{Text: ` {"a":[null,"\n",1.5e3,{"b":{}}],"a":null} `, Repeats: true}
	text, ok := s.Skip()
	if !ok || !s.End() || text != strings.TrimSpace(s.Text) || s.Depth != 0 {
		t.Errorf("%q, depth %d, %v", text, s.Depth, s.Fault)
	}
	if _, a := s.DuplicateKeys["a"]; !a || !s.Doubled || len(s.DuplicateKeys) != 1 {
		t.Errorf("doubled %v, twice %v", s.Doubled, s.DuplicateKeys)
	}
	if len(s.Nulls) != 2 || s.Nulls[0] != strings.Index(s.Text, "null") || s.Nulls[1] != strings.LastIndex(s.Text, "null") {
		t.Errorf("nulls at %v", s.Nulls)
	}
}

func TestMembers(t *testing.T) {
	const text = `{"a": 1, "b": [2, {"a": 3}], "a": "four"}`
	var keys, values []string
	scan.EachMember(text, func(key string, start, end int) {
		keys, values = append(keys, key), append(values, text[start:end])
	})
	if strings.Join(keys, " ") != "a b a" || strings.Join(values, "; ") != `1; [2, {"a": 3}]; "four"` {
		t.Errorf("%q %q", keys, values)
	}
	if start, end := scan.MemberAt(text, "a"); text[start:end] != `"four"` {
		t.Errorf("a is %q", text[start:end])
	}
	if start, end := scan.MemberAt(text, "c"); start != 0 || end != 0 {
		t.Errorf("c is at %d to %d", start, end)
	}
	var items []string
	scan.EachItem(values[1], func(item string) { items = append(items, item) })
	if strings.Join(items, "; ") != `2; {"a": 3}` {
		t.Errorf("%q", items)
	}
	if got, want := scan.LastOfEach(text, map[string]struct{}{"a": {}}), `{"b": [2, {"a": 3}], "a": "four"}`; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestCutMark(t *testing.T) {
	for _, tt := range []struct {
		name, data, text string
		mark             int
	}{{"none", "{}", "{}", 0}, {"mark", "\uFEFF{}", "{}", 3}, {"half", "\xEF\xBB", "\xEF\xBB", 0}} {
		t.Run(tt.name, func(t *testing.T) {
			if text, mark := scan.CutMark([]byte(tt.data)); text != tt.text || mark != tt.mark {
				t.Errorf("%q, %d", text, mark)
			}
		})
	}
}

func TestKeySet(t *testing.T) {
	var set scan.KeySet
	for round, was := range []bool{false, true} {
		for i := range 5 * scan.FewKeys {
			if got := set.Add(strings.Repeat("k", i)); got != was {
				t.Fatalf("round %d, key %d: was there: %v", round, i, got)
			}
		}
	}
	set.Release()
	if set = (scan.KeySet{}); set.Add("k") {
		t.Error("a new set has a key")
	}
}

// The scanner takes what encoding/json takes, but for half surrogates and text that is
// not UTF-8, which encoding/json replaces.
func FuzzSkip(f *testing.F) {
	for _, s := range []string{"null", `{"a":[1,-0.5e+10,true]}`, `"é\u00e9\ud83d\ude00"`, "[1,]", "{\"a\" 1}", "\"\x01\"", "-", "1e", "[[]", "truex"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s := scan.Scanner{Text: text, Repeats: true}
		_, ok := s.Skip()
		ok = ok && s.End()
		if ok == (s.Fault != nil) {
			t.Fatalf("%q: %v, fault %v", text, ok, s.Fault)
		}
		want := json.Valid([]byte(text)) && utf8.ValidString(text)
		if ok != want && (ok || !strings.Contains(s.Fault.Message, "surrogate")) {
			t.Fatalf("%q: %v, encoding/json %v", text, ok, want)
		}
	})
}
