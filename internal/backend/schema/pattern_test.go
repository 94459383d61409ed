package schema_test

import (
	"testing"

	"github.com/cfngen/cfngen/internal/backend/schema"
)

// TestUnicodePattern has the texts; that they mean the same is tested with node in internal/conformance.
func TestUnicodePattern(t *testing.T) {
	for _, c := range []struct{ name, pattern, want string }{
		{"nothing", ``, ``},
		{"as it is", `^(?:a|b)+?[^c\]]{1,2}\/\d$`, `^(?:a|b)+?[^c\]]{1,2}\/\d$`},
		{"escapes that need none", `\-\_\@\"`, `-_@"`},
		{"escapes in a class", `[\-\_\.]`, `[\-_\.]`},
		{"a set in a range", `[\w-x]`, `[\w\-x]`},
		{"a set at the end of a range", `[a-\d]`, `[a\-\d]`},
		{"dashes at the ends", `[-a-]`, `[\-a\-]`},
		{"lone brackets", `a{b}]`, `a\{b\}\]`},
		{"ends of Java", `\Aa\z`, `^a$`},
		{"a category", `\pL\p{Nd}`, `\p{L}\p{Nd}`},
		{"a class of POSIX", `\p{Alnum}[\p{Digit}_]`, `[0-9A-Za-z][0-9_]`},
		{"not of a class of POSIX", `\P{Digit}`, `[^0-9]`},
		{"a code point", `\x{1F600}\u00e9\x41`, `\u{1F600}\u00e9\x41`},
		{"a letter that is no escape", `\xg\u1`, `xgu1`},
		{"dots for line breaks", `(?s).+[.]\.`, `[\s\S]+[.]\.`},
		{"a named group", `(?<a>b)`, `(?<a>b)`},
		{"two quantifiers", `a*{1,5}b+{2}${1,3}(?=c){2}d{2}{0,3}`, `a*b+$(?=c)d{2}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, ok := schema.UnicodePattern(c.pattern); !ok || got != c.want {
				t.Errorf("%q is %q, %t; want %q", c.pattern, got, ok, c.want)
			}
		})
	}
	for _, c := range []struct{ name, pattern string }{
		{"a back-reference", `(a)\1`}, {"a named one", `(?<a>b)\k<a>`}, {"flags", `(?i)a`}, {"an octal code", `\012`},
		{"an unknown property", `\p{IsGreek}`}, {"not of a class of POSIX in a class", `[\P{Digit}]`}, {"an open class", `[a`},
		{"a backslash at the end", `a\`}, {"a quantifier of nothing", `*a`}, {"an open group", `(a`}, {"a lone bracket", `a)`}, {"a range out of order", `[z-a]`},
		{"a code point that is none", `\u{zz}`}, {"a category that is none", `\p{Lx}`}, {"a quantifier that means something else", `a{2}*`}, {"none or one of an assertion", `(?=a)?`},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got, ok := schema.UnicodePattern(c.pattern); ok {
				t.Errorf("%q is %q", c.pattern, got)
			}
		})
	}
}
