package ecma262

import (
	"sort"
	"strings"
	"unicode"
	"unicode/utf8"
)

// interval is a run of code points, both ends included.
type interval struct{ lo, hi rune }

// runeSet is a set of code points: sorted runs with gaps between them, once norm has seen it.
type runeSet []interval

func (s runeSet) sort() { sort.SliceStable(s, func(i, j int) bool { return s[i].lo < s[j].lo }) }

// norm sorts the runs and joins those that touch, so that equal sets are equal slices.
func (s runeSet) norm() runeSet {
	s.sort()
	out := s[:0]
	for _, r := range s {
		if n := len(out); n > 0 && r.lo <= out[n-1].hi+1 {
			out[n-1].hi = max(out[n-1].hi, r.hi)
			continue
		}
		out = append(out, r)
	}
	return out
}

// unique sorts the runs and drops repeated ones.
func (s runeSet) unique() runeSet {
	s.sort()
	out := s[:0]
	for _, r := range s {
		if n := len(out); n == 0 || out[n-1] != r {
			out = append(out, r)
		}
	}
	return out
}

// invert returns everything that is not in s, which must be normal.
//
//go:noinline
func (s runeSet) invert() runeSet {
	out := make(runeSet, 0, len(s)+1)
	next := rune(0)
	for _, r := range s {
		if r.lo > next {
			out = append(out, interval{next, r.lo - 1})
		}
		next = r.hi + 1
	}
	if next <= unicode.MaxRune {
		out = append(out, interval{next, unicode.MaxRune})
	}
	return out
}

// has reports whether r is in s, by binary search.
func (s runeSet) has(r rune) bool {
	lo, hi := 0, len(s)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if s[mid].hi < r {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo < len(s) && s[lo].lo <= r
}

//go:noinline
func (s runeSet) equal(t runeSet) bool {
	if len(s) != len(t) {
		return false
	}
	for i, r := range s {
		if r != t[i] {
			return false
		}
	}
	return true
}

// meets reports whether s and t have a code point in common.
//
//go:noinline
func (s runeSet) meets(t runeSet) bool {
	for i, j := 0, 0; i < len(s) && j < len(t); {
		switch {
		case s[i].hi < t[j].lo:
			i++
		case t[j].hi < s[i].lo:
			j++
		default:
			return true
		}
	}
	return false
}

// single returns the only code point of s.
//
//go:noinline
func (s runeSet) single() (rune, bool) {
	if len(s) == 1 && s[0].lo == s[0].hi {
		return s[0].lo, true
	}
	return 0, false
}

// foldASCII adds the other case of ASCII letters, which is what Java's (?i) does by default.
func (s runeSet) foldASCII() runeSet {
	out := append(runeSet(nil), s...)
	for _, r := range s {
		if lo, hi := max(r.lo, 'A'), min(r.hi, 'Z'); lo <= hi {
			out = append(out, interval{lo + 32, hi + 32})
		}
		if lo, hi := max(r.lo, 'a'), min(r.hi, 'z'); lo <= hi {
			out = append(out, interval{lo - 32, hi - 32})
		}
	}
	return out.norm()
}

// pairs makes a set of a string that lists the ends of its runs, each a code point.
func pairs(ends string) runeSet {
	var s runeSet
	for i := 0; i < len(ends); {
		lo, n := utf8.DecodeRuneInString(ends[i:])
		hi, m := utf8.DecodeRuneInString(ends[i+n:])
		s = append(s, interval{lo, hi})
		i += n + m
	}
	return s
}

// escapeSet returns the set that \d, \w, \s and their opposites stand for in ECMA-262.
func escapeSet(c byte) (runeSet, bool) {
	var s runeSet
	switch c | 0x20 {
	case 'd':
		s = pairs("09")
	case 'w':
		s = pairs("09AZ__az")
	case 's':
		s = pairs("\t\r  \u00a0\u00a0\u1680\u1680\u2000\u200a\u2028\u2029\u202f\u202f\u205f\u205f\u3000\u3000\ufeff\ufeff")
	default:
		return nil, false
	}
	if c < 'a' {
		s = s.invert()
	}
	return s, true
}

// unicodeTables returns the tables of a general category, the first letter alone standing for all that share it. They are
// named one by one because unicode.Categories, and still more unicode.Scripts, would pull every table into the
// binary; these are about 17 KB.
func unicodeTables(name string) []*unicode.RangeTable {
	all := []struct {
		name  string
		table *unicode.RangeTable
	}{
		{"Cc", unicode.Cc}, {"Cf", unicode.Cf}, {"Co", unicode.Co}, {"Cs", unicode.Cs},
		{"Ll", unicode.Ll}, {"Lm", unicode.Lm}, {"Lo", unicode.Lo}, {"Lt", unicode.Lt}, {"Lu", unicode.Lu},
		{"Mc", unicode.Mc}, {"Me", unicode.Me}, {"Mn", unicode.Mn},
		{"Nd", unicode.Nd}, {"Nl", unicode.Nl}, {"No", unicode.No},
		{"Pc", unicode.Pc}, {"Pd", unicode.Pd}, {"Pe", unicode.Pe}, {"Pf", unicode.Pf},
		{"Pi", unicode.Pi}, {"Po", unicode.Po}, {"Ps", unicode.Ps},
		{"Sc", unicode.Sc}, {"Sk", unicode.Sk}, {"Sm", unicode.Sm}, {"So", unicode.So},
		{"Zl", unicode.Zl}, {"Zp", unicode.Zp}, {"Zs", unicode.Zs},
	}
	var out []*unicode.RangeTable
	for i := range all {
		if strings.HasPrefix(all[i].name, name) {
			out = append(out, all[i].table)
		}
	}
	return out
}

// posix returns the ends of the runs of Any, ASCII and the POSIX classes as Java has them.
func posix(name string) string {
	switch name {
	case "Any":
		return "\x00\U0010FFFF"
	case "ASCII":
		return "\x00\x7f"
	case "Alpha":
		return "AZaz"
	case "Digit":
		return "09"
	case "Alnum":
		return "09AZaz"
	case "Upper":
		return "AZ"
	case "Lower":
		return "az"
	case "XDigit":
		return "09AFaf"
	case "Graph":
		return "!~"
	case "Print":
		return " ~"
	case "Punct":
		return "!/:@[`{~"
	case "Blank":
		return "\t\t  "
	case "Cntrl":
		return "\x00\x1f\x7f\x7f"
	case "Space":
		return "\t\r  "
	}
	return ""
}

// category returns the short name of a general category, of which the common long names are known.
func category(name string) string {
	name = strings.TrimPrefix(strings.TrimPrefix(name, "General_Category="), "gc=")
	switch name {
	case "Letter", "Mark", "Number", "Punctuation", "Symbol":
		return name[:1]
	case "Separator":
		return "Z"
	case "Other":
		return "C"
	case "Uppercase_Letter":
		return "Lu"
	case "Lowercase_Letter":
		return "Ll"
	case "Decimal_Number":
		return "Nd"
	case "Space_Separator":
		return "Zs"
	case "Control":
		return "Cc"
	}
	return name
}

// property returns the set of \p{name}.
func property(name string) (runeSet, bool) {
	if ends := posix(name); ends != "" {
		return pairs(ends), true
	}
	name = category(name)
	if name == "" || len(name) > 2 {
		return nil, false
	}
	if name != "C" && name != "Cn" {
		tables := unicodeTables(name)
		return fromTables(tables), tables != nil
	}
	// Every code point has one category, and the unassigned ones (Cn) have no table: C is what the others leave.
	var tables []*unicode.RangeTable
	for _, c := range [...]string{"L", "M", "N", "P", "S", "Z"} {
		tables = append(tables, unicodeTables(c)...)
	}
	if name == "Cn" {
		tables = append(tables, unicodeTables("C")...)
	}
	return fromTables(tables).invert(), true
}

func fromTables(tables []*unicode.RangeTable) runeSet {
	var s runeSet
	add := func(lo, hi, stride rune) {
		if stride == 1 {
			s = append(s, interval{lo, hi})
			return
		}
		for ; lo <= hi; lo += stride {
			s = append(s, interval{lo, lo})
		}
	}
	for _, t := range tables {
		for _, r := range t.R16 {
			add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
		}
		for _, r := range t.R32 {
			add(rune(r.Lo), rune(r.Hi), rune(r.Stride))
		}
	}
	return s.norm()
}
