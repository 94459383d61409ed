package conformance

import (
	"errors"
	"hash/fnv"
	"math/rand/v2"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"
)

// textKey is a question about texts; their answers are the same in every schema.
type textKey struct {
	pattern          string
	minimum, maximum int // in code points; a negative maximum is none
}

// fits reports whether a text has the length.
func (k textKey) fits(s string) bool {
	n := utf8.RuneCountInString(s)
	return n >= k.minimum && (k.maximum < 0 || n <= k.maximum)
}

// allows reports whether a text has the length and matches the pattern.
func (k textKey) allows(s string) bool {
	p, err := compilePattern(k.pattern)
	return k.fits(s) && (err != nil || p.MatchString(s))
}

// writer makes texts that match patterns. It is for one goroutine.
type writer map[textKey][]string

// wantedTexts is how many different texts a place may need, for unique items.
const wantedTexts = 6

// matching returns texts of a length that match a pattern, as many as are found.
func (w writer) matching(k textKey) []string {
	if found, ok := w[k]; ok {
		return found
	}
	var found []string
	try := func(s string) {
		if k.allows(s) && utf8.ValidString(s) && !slices.Contains(found, s) {
			found = append(found, s)
		}
	}
	for _, s := range usualTexts(k.minimum) {
		if k.pattern == "" || len(found) == 0 {
			try(s)
		}
	}
	if k.pattern != "" {
		found = nil
		written(k, func(s string) bool {
			try(s)
			if n := utf8.RuneCountInString(s); n < k.minimum {
				try(lengthened(s, k.minimum))
			} else if k.maximum >= 0 && n > k.maximum {
				try(lengthened(s, k.maximum))
			}
			return len(found) >= wantedTexts
		})
		for _, s := range usualTexts(k.minimum) {
			if len(found) == 0 {
				try(s)
			}
		}
	}
	w[k] = found
	return found
}

// usualTexts are texts that many places allow.
func usualTexts(minimum int) []string {
	fill := func(s string) string {
		if n := minimum - utf8.RuneCountInString(s); n > 0 {
			return s + strings.Repeat("x", n)
		}
		return s
	}
	return []string{fill("xa"), fill("xb"), fill("xc"), fill("xd"), fill("xe"), fill("xf"), fill("a"), fill("1"), fill(""),
		"arn:aws:iam::123456789012:role/x", "https://example.com/x", "123456789012", "us-east-1", "2026-01-02T03:04:05Z",
		"a@example.com", "10.0.0.0/16", "s3://bucket/key", "subnet-12345678", "sg-12345678", fill("$.x")}
}

// mismatching returns up to two texts of a length that do not match a pattern.
func (w writer) mismatching(k textKey) []string {
	p, err := compilePattern(k.pattern)
	if err != nil {
		return nil
	}
	candidates := []string{"", " ", "!", "\u0000", "💥", "~\n~", strings.Repeat("💥", max(k.minimum, 1)), strings.Repeat(" ", max(k.minimum, 1)),
		strings.Repeat("!", max(k.minimum, 1)), strings.Repeat("a", max(k.minimum, 1))}
	for _, s := range w.matching(k) {
		candidates = append(candidates, s+"\n💥", "\n"+s, s+"\u0000", "💥"+s)
	}
	var found []string
	for _, s := range candidates {
		if k.fits(s) && !p.MatchString(s) && len(found) < 2 {
			found = append(found, s)
		}
	}
	return found
}

// written writes texts along the syntax of a pattern until there are enough.
func written(k textKey, enough func(string) bool) {
	re := parsePattern(k.pattern)
	if re == nil {
		return
	}
	h := fnv.New64a()
	h.Write([]byte(k.pattern))
	for _, extra := range []int{0, 1, 2, 3, 5, 8, 12, 20, 36, k.minimum, 64, 128} {
		for seed := range uint64(8) {
			t := text{rand: rand.New(rand.NewPCG(seed, h.Sum64())), extra: extra, plain: seed == 0}
			t.write(re)
			if enough(t.b.String()) {
				return
			}
		}
	}
}

var (
	unicodeEscape = regexp.MustCompile(`\\u([0-9a-fA-F]{4})`)
	repeat        = regexp.MustCompile(`\{(\d+),(\d+)\}`)
	longRepeat    = regexp.MustCompile(`\{(\d{3,})\}`)
	look          = regexp.MustCompile(`\(\?<?[=!]`)
)

// parsePattern reads a pattern with Go's syntax, changed where the two differ:
// what is written from it is checked against the pattern itself.
func parsePattern(src string) *syntax.Regexp {
	src = unicodeEscape.ReplaceAllString(withoutLooks(src), `\x{$1}`)
	src = strings.NewReplacer(`\Z`, `$`, `\z`, `$`, `\p{Graph}`, `[!-~]`, `\p{Alnum}`, `[0-9A-Za-z]`, `\p{ASCII}`, `a`,
		`\p{Print}`, `[ -~]`, `[^]`, `[\s\S]`).Replace(src)
	for range 20 {
		re, err := syntax.Parse(src, syntax.Perl)
		wrong := (*syntax.Error)(nil)
		switch {
		case err == nil:
			return re
		case errors.As(err, &wrong) && wrong.Code == syntax.ErrInvalidEscape:
			src = strings.Replace(src, wrong.Expr, strings.TrimPrefix(wrong.Expr, `\`), 1)
		case errors.As(err, &wrong) && wrong.Code == syntax.ErrInvalidRepeatSize:
			src = repeat.ReplaceAllStringFunc(src, func(s string) string {
				m := repeat.FindStringSubmatch(s)
				if len(m[1]) > 2 {
					return "{" + m[1][:2] + ",99}"
				}
				return "{" + m[1] + ",}"
			})
			src = longRepeat.ReplaceAllString(src, `{100}`)
		case errors.As(err, &wrong) && wrong.Code == syntax.ErrInvalidRepeatOp:
			src = strings.Replace(src, wrong.Expr, wrong.Expr[:1], 1)
		default:
			return nil
		}
	}
	return nil
}

// withoutLooks takes the lookarounds out of a pattern.
func withoutLooks(src string) string {
	for {
		at := look.FindStringIndex(src)
		if at == nil {
			return src
		}
		depth, class, i := 0, false, at[0]
		for ; i < len(src); i++ {
			switch c := src[i]; {
			case c == '\\':
				i++
			case c == '[':
				class = true
			case c == ']':
				class = false
			case c == '(' && !class:
				depth++
			case c == ')' && !class:
				depth--
			}
			if depth == 0 {
				break
			}
		}
		src = src[:at[0]] + src[min(i+1, len(src)):]
	}
}

// text is a text that is being written.
type text struct {
	b     strings.Builder
	rand  *rand.Rand
	extra int
	plain bool
}

// upTo returns a number from 0 to n.
func (t *text) upTo(n int) int {
	if t.plain || n <= 0 {
		return 0
	}
	return t.rand.IntN(n + 1)
}

func (t *text) write(re *syntax.Regexp) {
	if t.b.Len() > 1<<16 {
		return
	}
	switch re.Op {
	case syntax.OpLiteral:
		t.b.WriteString(string(re.Rune))
	case syntax.OpCharClass:
		t.b.WriteRune(t.pick(re.Rune))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		t.b.WriteRune(rune('a' + t.upTo(25)))
	case syntax.OpCapture, syntax.OpConcat:
		for _, sub := range re.Sub {
			t.write(sub)
		}
	case syntax.OpAlternate:
		t.write(re.Sub[t.upTo(len(re.Sub)-1)])
	case syntax.OpStar:
		t.times(re.Sub[0], 0, -1)
	case syntax.OpPlus:
		t.times(re.Sub[0], 1, -1)
	case syntax.OpQuest:
		t.times(re.Sub[0], 0, 1)
	case syntax.OpRepeat:
		t.times(re.Sub[0], re.Min, re.Max)
	}
}

func (t *text) times(re *syntax.Regexp, minimum, maximum int) {
	n := minimum + t.extra
	if !t.plain {
		n = minimum + t.upTo(t.extra)
	}
	if maximum >= 0 {
		n = min(n, maximum)
	}
	for range n {
		t.write(re)
	}
}

// pick returns a rune of a class, of the usual ones where it can.
func (t *text) pick(ranges []rune) rune {
	in := func(r rune) bool {
		for i := 0; i < len(ranges); i += 2 {
			if ranges[i] <= r && r <= ranges[i+1] {
				return true
			}
		}
		return false
	}
	usual := "aA0b1cdefBC23456789-_ /.:"
	start := t.upTo(len(usual) - 1)
	for i := range len(usual) {
		if r := rune(usual[(start+i)%len(usual)]); in(r) {
			return r
		}
	}
	if len(ranges) == 0 {
		return 'a'
	}
	return ranges[0]
}
