package write_test

import (
	"encoding/json"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

func TestShorten(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"empty", "", ""},
		{"as long as is shown", strings.Repeat("a", write.MaxShown), strings.Repeat("a", write.MaxShown)},
		{"one more", strings.Repeat("a", write.MaxShown+1), strings.Repeat("a", write.MaxShown) + "…"},
		{"within a code point", strings.Repeat("a", write.MaxShown-1) + "é", strings.Repeat("a", write.MaxShown-1) + "…"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := write.Shorten(tt.text); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
}

func TestPlural(t *testing.T) {
	for _, tt := range []struct {
		n    int
		what string
		want string
	}{
		{0, "item", "0 items"}, {1, "item", "1 item"}, {2, "item", "2 items"}, {3, "property", "3 properties"},
	} {
		t.Run(tt.want, func(t *testing.T) {
			if got := write.Plural(tt.n, tt.what); got != tt.want {
				t.Errorf("%q", got)
			}
		})
	}
}

func TestListed(t *testing.T) {
	many := strings.Split(strings.Repeat("a ", write.MaxListed+2), " ")[:write.MaxListed+2]
	for _, tt := range []struct {
		name           string
		list           []string
		listed, joined string
	}{
		{"none", nil, "", ""},
		{"two", []string{"a", `b"`}, `"a", "b\""`, `a, b"`},
		{"many", many, strings.Repeat(`"a", `, write.MaxListed) + "and 2 more", strings.Repeat("a, ", write.MaxListed) + "and 2 more"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := write.QuotedList(tt.list); got != tt.listed {
				t.Errorf("listed %q", got)
			}
			if got := write.PlainList(tt.list); got != tt.joined {
				t.Errorf("joined %q", got)
			}
		})
	}
}

func TestDidYouMean(t *testing.T) {
	names := []string{"BucketName", "Tags", "TagFilters"}
	for _, tt := range []struct{ name, key, want string }{
		{"case", "bucketname", "; did you mean BucketName?"},
		{"letter", "BucketNam", "; did you mean BucketName?"},
		{"nearest", "Tag", "; did you mean Tags?"},
		{"far", "Acl", ""},
		{"long", strings.Repeat("BucketName", 20), ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := write.DidYouMean(tt.key, names); got != tt.want {
				t.Errorf("%q, want %q", got, tt.want)
			}
		})
	}
	if got := write.DidYouMean("Tags", nil); got != "" {
		t.Errorf("of no candidates %q", got)
	}
}

func TestPointer(t *testing.T) {
	long := strings.Repeat("k", write.MaxKey+1)
	path := write.AppendKey(write.AppendKey(nil, "a/b~c"), long)
	if want := "/a~1b~0c/" + write.Shorten(long); string(path) != want {
		t.Errorf("%s, want %s", path, want)
	}
	deep := []byte(strings.Repeat("/abc", write.MaxPath))
	got := write.CutPath(deep)
	if len(got) > write.MaxPath || !strings.HasPrefix(got, "/abc/") || !strings.HasSuffix(got, "/abc") || strings.Count(got, write.Elided) != 1 {
		t.Errorf("%d bytes: %s", len(got), got)
	}
	if got := write.CutPath(deep[:8]); got != "/abc/abc" {
		t.Error(got)
	}
}

// A string is read as the one that was written, whatever it is.
func FuzzQuote(f *testing.F) {
	for _, s := range []string{"", "plain", "\"\\\n\t\r\b\f\x00\x1f", "é漢😀", "1234567\"", "12345678é", "\xff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text, ok := write.AppendString([]byte("x"), s)
		if ok != utf8.ValidString(s) {
			t.Fatalf("%q: is UTF-8: %v", s, ok)
		}
		if string(text) != "x"+write.Quote(s) {
			t.Fatalf("%q: appended %q, quoted %q", s, text, write.Quote(s))
		}
		var back string
		if err := json.Unmarshal(text[1:], &back); ok && (err != nil || back != s) {
			t.Fatalf("%q: read as %q, %v", s, back, err)
		}
	})
}
