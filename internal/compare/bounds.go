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
		want     model.Constraints
	}{
		{"minLength", old.MinLength, now.MinLength, true, model.Constraints{MinLength: now.MinLength}},
		{"maxLength", old.MaxLength, now.MaxLength, false, model.Constraints{MaxLength: now.MaxLength}},
		{"minItems", old.MinItems, now.MinItems, true, model.Constraints{MinItems: now.MinItems}},
		{"maxItems", old.MaxItems, now.MaxItems, false, model.Constraints{MaxItems: now.MaxItems}},
		{"minProperties", old.MinProperties, now.MinProperties, true, model.Constraints{MinProperties: now.MinProperties}},
		{"maxProperties", old.MaxProperties, now.MaxProperties, false, model.Constraints{MaxProperties: now.MaxProperties}},
	} {
		p.outcome(c.keyword, c.want, compareCounts(c.old, c.now, c.least), count(c.old), count(c.now))
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
		want     model.Constraints
	}{
		{"minimum", lower(old), lower(now), true, model.Constraints{Minimum: now.Minimum, ExclusiveMinimum: now.ExclusiveMinimum}},
		{"maximum", upper(old), upper(now), false, model.Constraints{Maximum: now.Maximum, ExclusiveMaximum: now.ExclusiveMaximum}},
	} {
		if b.old.text() == b.now.text() {
			continue
		}
		if b.old.undecided || b.now.undecided {
			p.add(Templates, Risky, b.keyword+" changed", b.old.text(), b.now.text())
			continue
		}
		p.outcome(b.keyword, b.want, tighter(b.now, b.old, b.least), b.old.text(), b.now.text())
	}
	p.multipleOf(old.MultipleOf, now.MultipleOf)
}

// bound is an end of a range; without a value there is none.
type bound struct {
	value     *big.Rat
	exclusive bool
	written   string
	// undecided reports whether the text is no number that can be compared.
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

// ends returns the tighter one of two bounds.
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

// multipleOf compares divisors.
func (p place) multipleOf(old, now string) {
	was, is := number64(old), number64(now)
	if old == now || was.value != nil && is.value != nil && was.value.Cmp(is.value) == 0 {
		return
	}
	switch compareMultiples(old, now) {
	case divides:
		p.add(Templates, Safe, "multipleOf widened", old, now)
	case undecided:
		p.add(Templates, Risky, "multipleOf changed", old, now)
	default:
		p.narrowed("multipleOf", model.Constraints{MultipleOf: now}, old, now)
	}
}

// divisors is what two divisors have to do with one another.
type divisors int

const (
	// divides: the new one divides what the old one does.
	divides divisors = iota
	// another: it does not divide all of that.
	another
	// undecided: it is not known.
	undecided
)

// compareMultiples compares divisors, "" for none: what the old one divides, the
// new one does where it divides the old one.
func compareMultiples(old, now string) divisors {
	o, n := number64(old), number64(now)
	switch {
	case old == now, now == "":
		return divides
	case o.undecided, n.undecided:
		return undecided
	case o.value != nil && n.value.Sign() != 0 && new(big.Rat).Quo(o.value, n.value).IsInt():
		return divides
	}
	return another
}
