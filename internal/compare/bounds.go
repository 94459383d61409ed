package compare

import (
	"cmp"
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/internal/model"
)

// counts compares the lengths of texts, lists and maps.
func (p place) counts(old, now *model.Constraints) {
	for _, c := range []struct {
		keyword  string
		old, now *uint64
		least    bool
	}{
		{"minLength", old.MinLength, now.MinLength, true},
		{"maxLength", old.MaxLength, now.MaxLength, false},
		{"minItems", old.MinItems, now.MinItems, true},
		{"maxItems", old.MaxItems, now.MaxItems, false},
		{"minProperties", old.MinProperties, now.MinProperties, true},
		{"maxProperties", old.MaxProperties, now.MaxProperties, false},
	} {
		d := compareCounts(c.old, c.now, c.least)
		p.outcome(c.keyword, d > 0, d < 0, count(c.old), count(c.now))
	}
}

// compareCounts is positive where the new count allows less, negative where it
// allows more, and 0 where they mean the same.
func compareCounts(old, now *uint64, least bool) int {
	if least {
		return cmp.Compare(orZero(now), orZero(old))
	}
	switch {
	case old == nil && now == nil:
		return 0
	case old == nil:
		return 1
	case now == nil:
		return -1
	}
	return cmp.Compare(*old, *now)
}

func orZero(n *uint64) uint64 {
	if n == nil {
		return 0
	}
	return *n
}

func count(n *uint64) string {
	if n == nil {
		return ""
	}
	return strconv.FormatUint(*n, 10)
}

func plural(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// bounds compares the ranges of numbers.
func (p place) bounds(old, now *model.Constraints) {
	for _, b := range []struct {
		keyword  string
		old, now bound
		least    bool
	}{
		{"minimum", lower(old), lower(now), true},
		{"maximum", upper(old), upper(now), false},
	} {
		if b.old.text() == b.now.text() {
			continue
		}
		if b.old.undecided || b.now.undecided {
			p.add(Templates, Risky, b.keyword+" changed", b.old.text(), b.now.text())
			continue
		}
		d := tighter(b.now, b.old, b.least)
		p.outcome(b.keyword, d > 0, d < 0, b.old.text(), b.now.text())
	}
	p.multipleOf(old.MultipleOf, now.MultipleOf)
}

// bound is an end of a range; without a value there is none.
type bound struct {
	value     *big.Rat
	exclusive bool
	written   string
	// undecided says that the text is no number that can be compared.
	undecided bool
}

func (b bound) text() string {
	if b.exclusive {
		return b.written + " exclusive"
	}
	return b.written
}

func lower(c *model.Constraints) bound { return ends(c.Minimum, c.ExclusiveMinimum, true) }
func upper(c *model.Constraints) bound { return ends(c.Maximum, c.ExclusiveMaximum, false) }

// ends gives the tighter one of two bounds.
func ends(inclusive, exclusive string, least bool) bound {
	a, b := number64(inclusive), number64(exclusive)
	b.exclusive = b.value != nil || b.undecided
	if a.undecided || b.undecided {
		return bound{written: strings.TrimSpace(inclusive + " " + exclusive), undecided: true}
	}
	if tighter(a, b, least) >= 0 {
		return a
	}
	return b
}

// number64 reads a bound. What is longer or has a larger exponent than any
// specification needs could fill the memory.
func number64(text string) bound {
	if text == "" {
		return bound{}
	}
	_, exp, _ := strings.Cut(strings.ToLower(text), "e")
	if len(text) <= 400 && len(exp) <= 4 {
		if v, ok := new(big.Rat).SetString(text); ok {
			return bound{value: v, written: text}
		}
	}
	return bound{written: text, undecided: true}
}

// tighter is positive where a allows less than b, negative where it allows more.
func tighter(a, b bound, least bool) int {
	switch {
	case a.value == nil && b.value == nil:
		return 0
	case a.value == nil:
		return -1
	case b.value == nil:
		return 1
	}
	if d := a.value.Cmp(b.value); d != 0 {
		if least {
			return d
		}
		return -d
	}
	switch {
	case a.exclusive == b.exclusive:
		return 0
	case a.exclusive:
		return 1
	}
	return -1
}

// multipleOf compares divisors: what the old one divides, the new one does where
// it divides the old one.
func (p place) multipleOf(old, now string) {
	o, n := number64(old), number64(now)
	switch {
	case old == now, o.value != nil && n.value != nil && o.value.Cmp(n.value) == 0:
	case now == "":
		p.add(Templates, Safe, "multipleOf widened", old, now)
	case o.undecided, n.undecided:
		p.add(Templates, Risky, "multipleOf changed", old, now)
	case o.value != nil && n.value.Sign() != 0 && new(big.Rat).Quo(o.value, n.value).IsInt():
		p.add(Templates, Safe, "multipleOf widened", old, now)
	default:
		p.add(Templates, Breaking, "multipleOf narrowed", old, now)
	}
}
