package godoc

import (
	"encoding/json"
	"flag"
	"go/doc/comment"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/corpus/documents"
)

var update = flag.Bool("update", false, "rewrite the want files of the golden archives")

// TestLines compares the layout: each file NAME of an archive is a description,
// want/NAME its comment.
func TestLines(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no golden archives: %v", err)
	}
	for _, name := range archives {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		want := map[string]string{}
		for _, f := range archive.Files {
			if key, ok := strings.CutPrefix(f.Name, "want/"); ok {
				want[key] = string(f.Data)
			}
		}
		var files []txtar.File
		for _, f := range archive.Files {
			if strings.HasPrefix(f.Name, "want/") {
				continue
			}
			lines := Lines(string(f.Data))
			got := strings.Join(append(lines, ""), "\n")
			files = append(files, f, txtar.File{Name: "want/" + f.Name, Data: []byte(got)})
			t.Run(filepath.Base(name)+"/"+f.Name, func(t *testing.T) {
				checkSafe(t, lines)
				if expected, ok := want[f.Name]; !*update && (!ok || expected != got) {
					t.Errorf("-want +got\n%s", cmp.Diff(expected, got))
				}
			})
		}
		if *update {
			archive.Files = files
			if err := os.WriteFile(name, txtar.Format(archive), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

// TestInline is about what happens within a line.
func TestInline(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{" \t\r\n\u00a0\u3000", ""},
		{"Plain text, kept: a_b_c, 2 * 3 * 4, f(x)[0].", "Plain text, kept: a_b_c, 2 * 3 * 4, f(x)[0]."},
		// Code.
		{"Set `mode` or ``size``.", "Set mode or size."},
		{"The ``A````B`` of ````.", "The A B of ."},
		{"One`two`three.", "One twothree."},
		{"Keep ``*`` and `<p>` and ``[x](y)``.", "Keep * and <p> and [x](y)."},
		{"A lone ` stays, a lone `` goes.", "A lone ` stays, a lone goes."},
		{"It's ``unclosed.", "It's unclosed."},
		// Emphasis.
		{"The *Shop Guide* and **bold** and ***both***, _so_ and __so__.", "The Shop Guide and bold and both, so and so."},
		{"Use * or a*b or arn:*:item/* or *.txt here.", "Use * or a*b or arn:*:item/* or *.txt here."},
		{"Not *closed, __init or snake_case_name.", "Not *closed, __init or snake_case_name."},
		{"(*inner*) \"_text_\" *``code``*", "(inner) \"text\" code"},
		{"*a ``b*`` c", "*a b* c"},
		// Links.
		{"See [Shops](https://example.com/shops#a).", "See Shops.||See https://example.com/shops#a"},
		{"See [Shops](#cfn-shop) and [x](shops.html).", "See Shops and x."},
		{"[https://example.com](https://example.com)", "https://example.com"},
		{"[](https://example.com/a)", "https://example.com/a"},
		{"[``Code``](https://example.com/(a) \"Title\")", "Code.||See https://example.com/(a)"},
		{"See [RFC](https://docs.example.com/https://example.org/rfc).", "See RFC.||See https://example.org/rfc"},
		{"[run](javascript:alert) [file](file:///etc)", "run file"},
		{"an [open [link](https://example.com", "an [open [link](https://example.com"},
		{"of ``Type``[rules](https://example.com/r)", "of Type rules||See https://example.com/r"},
		// HTML.
		{"<b>Bold</b> <i>it</i> <em>em</em> <strong>s</strong> <code>x</code>.", "Bold it em s x."},
		{`See <a href="https://example.com/a">the <i>Guide</i></a>.`, "See the Guide.||See https://example.com/a"},
		{`See <a href=\"https://example.com/a\">this</a>, <a name="x">that</a>.`, "See this, that.||See https://example.com/a"},
		{"The <bucket-name> of <account>, <string, string>, a < b > c.", "The <bucket-name> of <account>, <string, string>, a < b > c."},
		{"&lt;p&gt; &amp; &quot;x&quot; &#39;y&#39; a&nbsp;b", "<p> & \"x\" 'y' a b"},
		{"x &notify; &copy=1 &region=2 &unknown; & &;", "x &notify; &copy=1 &region=2 &unknown; & &;"},
		{"&#10;a&#x202e;b&#0;c", "ab\ufffdc"},
		// Characters.
		{"one\u2028two\u2029three\u0085four\vfive", "one two three four five"},
		{"\u202eright\u202c \u200bto\ufeff le\u00adft", "right to left"},
		{"nul\x00bell\x07esc\x1b[31m", "nul bell esc [31m"},
		{"bad \xff\xfe text", "bad \ufffd text"},
		{"a\r\nb\rc", "a b c"},
		{"One.\rTwo.\r\nThree.", "One.||Two.||Three."},
		{"*/ panic() /*", "*/ panic() /*"},
		// What would have a meaning.
		{"Deprecated: no.", "Deprecated - no."},
		{"DEPRECATED: no.", "DEPRECATED - no."},
		{"BUG(me): none.", "BUG (me): none."},
		{"ARN(s) of it", "ARN (s) of it."},
		{"//go:build ignore", "//go:build ignore"},
		{"+build ignore", "+ build ignore"},
		{"[Name]: https://example.com", "Name: https://example.com"},
		{"``[Name]:`` https://example.com", "[ Name ] : https://example.com"},
		{"[Name], [*Name.X], [math], [math.X], [io/fs]", "[ Name ], [ *Name.X ], [ math ], [ math.X ], [ io/fs ]"},
		{"[lower], x[I], [I]x, [a b], [], [0-9], [[x]", "[lower], x[I], [I]x, [a b], [], [0-9], [[x]"},
		{"``#`` of items", `"#" of items`},
		{"It is '' or ''''", `It is "" or """"`},
		{"{{.}} %s $(x) ${y}", "{{.}} %s $(x) ${y}"},
	} {
		lines := Lines(c.in)
		if got := strings.Join(lines, "|"); got != c.want {
			t.Errorf("%q\n got %q\nwant %q", c.in, got, c.want)
		}
		checkSafe(t, lines)
	}
}

func TestWrap(t *testing.T) {
	long := strings.Repeat("w", 100)
	for _, c := range []struct {
		in   string
		want []string
	}{
		{"", nil},
		{"one\n\n  two", []string{"one two"}},
		{strings.Repeat("word ", 16), []string{strings.TrimSpace(strings.Repeat("word ", 15)), "word"}},
		{"a " + long + " b", []string{"a", long, "b"}},
		{strings.Repeat("ä", 75) + " ö - ü", []string{strings.Repeat("ä", 75), "ö - ü"}},
		{strings.Repeat("x", 75) + " - BUG(a) 1. Deprecated: y", []string{strings.Repeat("x", 75) + " - BUG(a) 1. Deprecated:", "y"}},
		{`Default: "[Name]".`, []string{`Default: "[ Name ]".`}},
		{"Default: \"``+build''\".", []string{`Default: """+ build""".`}},
	} {
		if diff := cmp.Diff(c.want, Wrap(c.in)); diff != "" {
			t.Errorf("%q (-want +got)\n%s", c.in, diff)
		}
	}
}

func TestIsVerbatim(t *testing.T) {
	for text, want := range map[string]bool{
		"^[a-z]+$": true, "[": true, `\d{3}(?!x)`: true, "": false, "a b": false, "ä": false, "a\nb": false,
		"[A]": false, "``": false, "''": false, "https://x": false, "+build": false,
	} {
		if got := IsVerbatim(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestDeprecation(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"", ""},
		{"The size. Use it well.", ""},
		{"Deprecated.", ""},
		{"[DEPRECATED] The size of it.", ""},
		{"This property is deprecated.", ""},
		{"Deprecated. Use ``NewSize`` instead. The size.", "Use NewSize instead."},
		{"Deprecated - use NewSize instead. The size.", "use NewSize instead."},
		{"The size.\n\nThis property is deprecated. For new shops, use [NewSize](#x).", "For new shops, use NewSize."},
		{"<p>This property is legacy.</p><p>We recommend <code>NewSize</code> instead.</p>", "We recommend NewSize instead."},
		{"This parameter is no longer used. The size.", "This parameter is no longer used."},
	} {
		if got := Deprecation(c.in); got != c.want {
			t.Errorf("%q: got %q, want %q", c.in, got, c.want)
		}
	}
}

// FuzzLines: whatever a description holds, its comment is safe.
func FuzzLines(f *testing.F) {
	for _, seed := range []string{
		"*/ x /*", "# Heading\n\n- a\n1. b\n\n```\ncode {\n}\n```\n- c", "| a | b |\n|---|---|", "<ul><li><p>a</p></li></ul><note>b</note>",
		"BUG(x): y\nTODO(z)", "[A]: https://x\n[B] [c](https://d)", "Deprecated: x", "Title\n\n  +  a\n\n  +  b\n text", "```\n  \n\n```",
		"&#10;&lt;p&gt;\u202e\u2028\r\n\x00\xff", "``a````b``*c*_d_", "1.\n2. x\n- ", "''x''", "Important:\n\nx", "\t- x\n\ty", "```\nBUG(x)\n+build y\n```",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		checkSafe(t, Lines(text))
		if reason := Deprecation(text); strings.ContainsAny(reason, "\n\r") {
			t.Errorf("a reason of several lines: %q", reason)
		}
	})
}

// TestLong reads long texts of one mark, for which a careless reader would look
// at the rest of the text again and again.
func TestLong(t *testing.T) {
	for _, mark := range []string{
		"`", "`` ", "``a", "*", "*a ", "_a *b ", "**a_ ", "[", "[a](", "[[a](b)", "<", "<p ", "<li>", "<a href=x>", "&#1;",
		"a\n", "- a\n", "|a\n", "```\n", "[a]:b\n", "BUG(a) ", "a. ",
	} {
		text := strings.Repeat(mark, 200_000/len(mark))
		checkSafe(t, Lines(text))
		Deprecation("deprecated " + text)
	}
}

// TestCorpus checks the comments of all descriptions that AWS publishes.
func TestCorpus(t *testing.T) {
	all := descriptions(t, corpus.Registry)
	t.Logf("%d different descriptions", len(all))
	if len(all) < 10_000 {
		t.Errorf("only %d different descriptions in the corpus", len(all))
	}
	for _, text := range all {
		lines := Lines(text)
		checkSafe(t, lines)
		if len(lines) == 0 && strings.TrimSpace(text) != "" {
			t.Errorf("nothing is left of %q", text)
		}
		if t.Failed() {
			t.Fatalf("made from %q", text)
		}
	}
}

func BenchmarkLines(b *testing.B) {
	all := descriptions(b, corpus.Registry)
	for b.Loop() {
		for _, text := range all {
			Lines(text)
		}
	}
}

// descriptions returns the different descriptions of all registry schemas in a file of
// the corpus, sorted.
func descriptions(t testing.TB, file corpus.File) []string {
	t.Helper()
	var all []string
	var collect func(any)
	collect = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if text, ok := v["description"].(string); ok {
				all = append(all, text)
			}
			for _, inner := range v {
				collect(inner)
			}
		case []any:
			for _, inner := range v {
				collect(inner)
			}
		}
	}
	for _, doc := range documents.Open(t, file) {
		var schema any
		if err := json.Unmarshal(doc.Data, &schema); err != nil {
			t.Fatalf("%s: %v", doc.Path, err)
		}
		collect(schema)
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// Links of doc comments are what go doc and gopls make of them, and their definitions are
// used; where a link cannot be one of these, it is text.
func TestDocLines(t *testing.T) {
	long := strings.Repeat("very ", 9) + "long text"
	for name, test := range map[string]struct {
		description string
		want        string
		links       int
	}{
		"one":          {"See [the Shop Guide](https://example.com/shops) first.", "See [the Shop Guide] first.||[the Shop Guide]: https://example.com/shops", 1},
		"twice":        {"[A](https://example.com/a), [A](https://example.com/a).", "[A], [A].||[A]: https://example.com/a", 2},
		"two places":   {"[A](https://example.com/a), [A](https://example.com/b).", "[A], A.||See https://example.com/b||[A]: https://example.com/a", 1},
		"long":         {"[" + long + "](https://example.com/a)", long + "||See https://example.com/a", 0},
		"not broken":   {strings.Repeat("word ", 14) + "[two words](https://example.com/a)", strings.TrimSpace(strings.Repeat("word ", 14)) + "|[two words]||[two words]: https://example.com/a", 1},
		"in a list":    {"Two:\n- [B](https://example.com/b)\n- [A](https://example.com/a)", "Two:|  - [B]|  - [A]||[A]: https://example.com/a|[B]: https://example.com/b", 2},
		"control":      {"a \x01b\x02c\x03d", "a b c d", 0},
		"in code":      {"``[x](https://example.com)``", "[x](https://example.com)", 0},
		"in emphasis":  {"*[A](https://example.com/a)*", "[A]||[A]: https://example.com/a", 1},
		"in the title": {"# [A](https://example.com/a)\n\nText.", "[A]||Text.||[A]: https://example.com/a", 1},
	} {
		t.Run(name, func(t *testing.T) {
			lines, definitions := DocLines(test.description)
			if definitions != nil {
				lines = append(append(lines, ""), definitions...)
			}
			if got := strings.Join(lines, "|"); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
			var p comment.Parser
			doc := p.Parse(strings.Join(lines, "\n"))
			for _, def := range doc.Links {
				if !def.Used {
					t.Errorf("nothing refers to %s", def.Text)
				}
			}
			if n := strings.Count(string(new(comment.Printer).HTML(doc)), "<a href"); n < test.links {
				t.Errorf("%d links", n)
			}
		})
	}
}
