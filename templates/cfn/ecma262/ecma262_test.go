package ecma262

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
	"testing"
)

// TestSemantics holds what ECMA-262 says and Java's meaning where RegExp has none: subjects before the
// separator of each row match, those after it do not.
func TestSemantics(t *testing.T) {
	const sep = "\x00|\x00"
	rows := [][]string{
		{``, "", "a"},
		{`a|b|`, "", "x"},
		{`ab`, "ab", "xaby", sep, "a b", ""},
		{`^ab$`, "ab", sep, "ab\n", "\nab", "xab"},
		{`^(foo|bar)+$`, "foo", "foobar", sep, "", "fooba"},
		{`^(?<n>a)(?:b)$`, "ab", sep, "a"},
		{`^a{2}$`, "aa", sep, "a", "aaa"},
		{`^a{2,}$`, "aa", "aaaaaa", sep, "a"},
		{`^a{2,3}?$`, "aa", "aaa", sep, "a", "aaaa"},
		{`^a{0}$`, "", sep, "a"},
		{`^a{,2}$`, "a{,2}", sep, "a"},
		{`^a{x$`, "a{x", sep, "a"},
		{`^a}]$`, "a}]", sep, "a"},
		{`^[\s\S]{0,131072}$`, "", strings.Repeat("é", 131072), sep, strings.Repeat("é", 131073)},
		{`^[^]{1,2}$`, "\n", "😀😀", sep, "", "abc"},
		{`a[]|b`, "b", sep, "a"},
		{`^.$`, "a", "é", "😀", "\xff", "\x00", sep, "\n", "\r", "\u2028", "\u2029", "\xff\xff"},
		{`^\uFFFD$`, "\xff", "\ufffd", sep, "a"},
		{`^\ufffd\ufffd$`, "\xe2\x82", sep, "\xe2"},
		{`^\s$`, " ", "\u00a0", "\ufeff", "\u2028", "\u3000", "\v", sep, "\u0085", "\u200b", "\u180e"},
		{`^\S\W\D$`, "\u0085é-", "a b", sep, "aab", " -b", "a 1"},
		{`^\d\w$`, "0_", "9Z", sep, "٣a", "0é"},
		{`\bfoo\b`, "foo", "a foo.", "éfoo", sep, "foo_", "afoo"},
		{`\Boo\B`, "foox", sep, "oo", "foo"},
		{`\b`, "a", "-a", sep, "", "-", "é"},
		{`^$`, "", sep, "a", "\n"},
		{`^\t\n\v\f\r\0\x41\u0042\u{1F600}\cJ$`, "\t\n\v\f\r\x00AB😀\n", sep, "\t"},
		{`^\uD83D\uDE00$`, "😀", sep, "a"},
		{`^[\uD83D\uDE00-\uD83D\uDE02]$`, "😁", sep, "a"},
		{`^[\b]$`, "\b", sep, "b"},
		{`^\-\_\/\:\@$`, "-_/:@", sep, ""},
		{`^\x4\u00e\c1$`, `x4u00e\c1`, sep, "\x04"},
		{`^\101\7\8$`, "A\a8", sep, "101"},
		{`^[\w-_]$`, "-", "_", "a", sep, ".", "="},
		{`^[a-]$`, "a", "-", sep, "b"},
		{`^[-a]$`, "a", "-", sep, "b"},
		{`^[^-a]$`, "b", "\n", sep, "a", "-"},
		{`^[\]\\^[]$`, "]", `\`, "^", "[", sep, "a"},
		{`^\p{L}\p{Lu}\P{L}$`, "éÉ1", sep, "éé1", "éÉé"},
		{`^\p{C}$`, "\x00", "\u0378", "\ue000", "\u200e", sep, "a", " "},
		{`^\P{C}$`, "a", "é", sep, "\x1f", "\u0378"},
		{`^[\p{Letter}\p{gc=Nd}\p{Zs}]+$`, "a1 ", sep, "-"},
		{`^[\p{Any}]$`, "\n", sep, ""},
		{`^(?=a)\w+$`, "ab", sep, "ba"},
		{`^(?!aws:)[a-z:]+$`, "aw:", "xaws:", sep, "aws:", "aws:x"},
		{`(?<=a)b`, "ab", "xxab", sep, "b", "cb"},
		{`(?<!a)b`, "b", "cb", "abb", sep, "ab"},
		{`x(?<!a.)y`, "xy", "bxy", sep, "axy"},
		{`^([a-z](?!\d))+\d?$`, "abc", sep, "abc1", "1"},
		{`^(?:(?=(?:..)*$)a|b)+$`, "b", "bbb", sep, "a", "aba"},
		{`^a(?=b(?!c))`, "ab", "abd", sep, "abc", "a"},
		{`^(a+)+$`, strings.Repeat("a", 5000), sep, strings.Repeat("a", 5000) + "b"},
		{`(x+x+)+y`, strings.Repeat("x", 5000) + "y", sep, strings.Repeat("x", 5000)},
		{`^(a?){50}a{50}$`, strings.Repeat("a", 50), strings.Repeat("a", 100), sep, strings.Repeat("a", 49)},
		{`x[a-z]{900,1100}y`, "xx" + strings.Repeat("x", 1000) + "y", sep, "x" + strings.Repeat("b", 1101) + "y"},
		{`[ab][a-z]{0,1100}9`, strings.Repeat("a", 1200) + "9", sep, "A" + strings.Repeat("c", 1101) + "9"},
		{`^(a|b)c|d$`, "ac!", "xd", sep, "cd!"},
		{`^a*{1,3}$`, "", "aaaaaa", sep, "b"},
		{`^a{2}{3}$`, "aa", sep, "aaaaaa"},
		{`^ab${1,128}`, "ab", sep, "abc"},
		{`\Aab\z`, "ab", sep, "ab\n", "xab"},
		{`\Aab\Z`, "ab", "ab\n", "ab\r\n", "ab\u0085", "ab\u2028", sep, "ab\n\n", "ab\nc"},
		{`a\Z\n`, "a\n", sep, "a", "a\n\n"},
		{`(?s)^.$`, "\n", sep, ""},
		{`^(?:(?s).)\n.$`, "\n\na", sep, "\n\n\n"},
		{`^(?i)aBc[x-z]$`, "AbCY", sep, "ABCD"},
		{`^(?i:a)b$`, "Ab", "ab", sep, "aB"},
		{`^(?i)[^a]$`, "b", sep, "a", "A"},
		{`^(?!(?i)(stop|help)$)[ \S]+`, "stopp", "x", sep, "STOP", "help"},
		{`^[\p{Graph}\x20]*$`, "a ~", sep, "é", "\t"},
		{`^[\x{60}\x{1F600}]+$`, "`😀", sep, "x", "{", "6"},
	}
	for _, row := range rows {
		t.Run(row[0], func(t *testing.T) {
			p, err := Compile(row[0])
			if err != nil {
				t.Errorf("%q: %v", row[0], err)
				return
			}
			want := true
			for _, s := range row[1:] {
				if s == sep {
					want = false
				} else if got := p.MatchString(s); got != want {
					t.Errorf("%q on %.40q (%d bytes): %v, %s", row[0], s, len(s), got, enginesOf(p))
				}
			}
			if p.String() != row[0] {
				t.Errorf("String() = %q, want %q", p.String(), row[0])
			}
		})
	}
}

func TestErrors(t *testing.T) {
	for _, c := range [][2]string{
		{`(a`, "missing ) for the group at byte 0"},
		{`a)`, "unmatched ) at byte 1"},
		{`[a`, "missing ] for the class at byte 0"},
		{`[a-`, "missing ] for the class at byte 3"},
		{`ab[z-a]`, "range out of order in the class at byte 3"},
		{`*a`, "nothing to repeat at byte 0"},
		{`a|{2}`, "nothing to repeat at byte 2"},
		{`a**`, "nothing to repeat at byte 2"},
		{`^*`, "nothing to repeat at byte 1"},
		{`a*+`, "possessive quantifiers are not supported at byte 2"},
		{`a{3,2}`, "counts out of order at byte 1"},
		{`a\`, "backslash at the end at byte 1"},
		{`(a)\1`, `back-reference \1`},
		{`\k<a>(?<a>b)`, `back-reference \k`},
		{`(?<1>a)`, "bad group name at byte 3"},
		{`(?>a)`, "group of an unknown kind at byte 0"},
		{`(?m)a`, "group of an unknown kind at byte 0"},
		{`a\p{Foo}`, "property Foo is not supported"},
		{`((a{1000}){1000}){1000}`, "too large"},
		{`^((a?){1000000000}){1000000000}$`, "too large"},
		{`(^){1000000000}x`, "too large"},
		{strings.Repeat("(", 300), "nested more than 200 deep at byte 200"},
		{strings.Repeat("a", 17000), "longer than 16384 bytes at byte 16384"},
	} {
		t.Run(fmt.Sprintf("%.40q", c[0]), func(t *testing.T) {
			p, err := Compile(c[0])
			if err == nil {
				t.Errorf("%.40q compiles", c[0])
			} else if p != nil || !strings.Contains(err.Error(), c[1]) || !strings.Contains(err.Error(), " at byte ") && c[1][0] != 'b' {
				t.Errorf("%.40q: %v, want %s", c[0], err, c[1])
			}
			sameError(t, c[0], err)
		})
	}
	// Many characters in few bytes: the limit on sets is what ends this one.
	var b strings.Builder
	for r := rune(0x4e00); r < 0x4e00+1100; r++ {
		b.WriteRune(r)
	}
	if _, err := Compile(b.String()); err == nil || !strings.Contains(err.Error(), "distinct character sets") {
		t.Errorf("1100 distinct characters: %v", err)
	} else {
		sameError(t, b.String(), err)
	}
}

// sameError checks that Check returns the error that Compile returned.
func sameError(t *testing.T, src string, want error) {
	t.Helper()
	if got := Check(src); fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%.40q: Check returns %v, Compile %v", src, got, want)
	}
}

// enginesOf names the engines of a pattern, for messages and the count over the corpus.
func enginesOf(p *Regexp) string {
	var names []string
	for _, c := range p.matcher {
		name := "sequence"
		switch {
		case c.dfa != nil:
			name = "table"
		case c.nfa != nil:
			name = "threads"
			if len(c.nfa.looks) > 0 {
				name = "threads+lookaround"
			}
		}
		if len(c.conds) > 0 {
			name += "+condition"
		}
		names = append(names, name)
	}
	return strings.Join(names, "|")
}

// enginePatterns has one pattern at least for each engine, with a subject that matches and one that does not.
var enginePatterns = []struct{ name, src, yes, no string }{
	{"class", `^[a-zA-Z0-9_-]{1,64}$`, strings.Repeat("aB3_-x", 10), strings.Repeat("aB3_-x", 10) + "!"},
	{"arn", `^arn:aws[a-z-]*:iam::\d{12}:role/.+$`, "arn:aws-cn:iam::123456789012:role/service-role/some-name", "arn:aws-cn:iam::123456789012:rule/x"},
	{
		"header", `^method\.response\.header\.[!#$%&'*+\-.^_` + "`" + `|~0-9A-Za-z]+$`,
		"method.response.header.Access-Control-Allow-Origin", "method.response.header.Access-Control Allow",
	},
	{
		"mapping", `^(integration\.response\.header\.[!#$%&'*+\-.^_` + "`" + `|~0-9A-Za-z]+|integration\.response\.body\..+|'.*')$`,
		"integration.response.body.result.items[0].name", "integration.response.bodyresult",
	},
	{"table", `^([a-z0-9]+(-[a-z0-9]+)*\.)+[a-z]{2,}$`, "service-one.example-two.internal.example.com", "service-one.example--two.example.com"},
	{"search", `[a-z]+-[0-9]{4}`, "The reference is somewhere in here: order-2026, look", "The reference is nowhere in here, order 2026"},
	{"lookahead", `^(?!aws:)[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$`, "Größe der Ablage: /some/path", "aws:Größe"},
	{"lookaround", `^(?:(?!--)[a-z-])+$`, "some-name-with-dashes", "some-name--with-dashes"},
	{"counters", `[ab][a-z]{0,1100}9`, "xxaabbccddeeff9", "xxaabbccddeeff8"},
}

func TestZeroAlloc(t *testing.T) {
	if raceEnabled {
		t.Skip("sync.Pool forgets at random under the race detector")
	}
	for _, c := range enginePatterns {
		p := mustCompile(t, c.src)
		n := testing.AllocsPerRun(100, func() {
			if !p.MatchString(c.yes) || p.MatchString(c.no) {
				t.Errorf("%s: wrong answer", c.name)
			}
		})
		if n != 0 {
			t.Errorf("%s (%s): %v allocations", c.name, enginesOf(p), n)
		}
	}
}

func TestConcurrent(t *testing.T) {
	for _, c := range enginePatterns {
		p := mustCompile(t, c.src)
		var wg sync.WaitGroup
		for range 4 {
			wg.Add(1)
			go func() {
				defer wg.Done()
				for range 50 {
					if !p.MatchString(c.yes) || p.MatchString(c.no) {
						t.Errorf("%s: wrong answer", c.name)
					}
				}
			}()
		}
		wg.Wait()
	}
}

func mustCompile(t testing.TB, src string) *Regexp {
	t.Helper()
	p, err := Compile(src)
	if err != nil {
		t.Fatalf("%q: %v", src, err)
	}
	return p
}

func BenchmarkMatch(b *testing.B) {
	for _, c := range enginePatterns {
		p := mustCompile(b, c.src)
		run := func(name string, match func(string) bool) {
			b.Run(c.name+"/"+name, func(b *testing.B) {
				b.SetBytes(int64(len(c.yes)))
				for range b.N {
					if !match(c.yes) {
						b.Fatal("no match")
					}
				}
			})
		}
		run("cfn", p.MatchString)
		if re, err := regexp.Compile(c.src); err == nil {
			run("regexp", re.MatchString)
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	for _, c := range enginePatterns {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			for range b.N {
				if _, err := Compile(c.src); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A run that could take what follows is matched from the end, where text of a known length follows.
func TestRunBeforeText(t *testing.T) {
	for _, test := range []struct {
		pattern  string
		yes, not []string
	}{
		{`^'[\s\S]*'$`, []string{"''", "'a'", "'a'b'", "'é'"}, []string{"", "'", "'a", "a'", "'a'b", "'é"}},
		{`^[a-z]{2,3}ab$`, []string{"xxab", "ababab"[2:], "abcab"}, []string{"ab", "xab", "xxxxab", "xxab ", "éab"}},
		{`^[^b]*aab$`, []string{"aab", "xaab", "aaab"}, []string{"ab", "baab", "aabb"}},
	} {
		t.Run(test.pattern, func(t *testing.T) {
			p, err := Compile(test.pattern)
			if err != nil {
				t.Fatal(err)
			}
			if p.seqs == nil {
				t.Errorf("%s is not matched as sequences", test.pattern)
			}
			for _, s := range test.yes {
				if !p.MatchString(s) {
					t.Errorf("%s does not match %q", test.pattern, s)
				}
			}
			for _, s := range test.not {
				if p.MatchString(s) {
					t.Errorf("%s matches %q", test.pattern, s)
				}
			}
		})
	}
}
