package compare

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/internal/model"
)

// plain compares a keyword of which the two values show what allows less.
func (p site) plain(k model.Keyword, old, now *model.Constraints) {
	narrower, ok := k.Narrows(old, now)
	if !ok {
		return
	}
	var want model.Constraints
	switch f := k.Field(now).(type) {
	case **uint64:
		*k.Field(&want).(**uint64) = *f
		p.outcome(k.Name, want, narrower, count(*k.Field(old).(**uint64)), count(*f))
	case *bool:
		*k.Field(&want).(*bool) = *f
		p.outcome(k.Name, want, narrower, "", "")
	}
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
func (p site) bounds(old, now *model.Constraints) {
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
	p.multipleOf(string(old.MultipleOf), string(now.MultipleOf))
}

// bound is an end of a range; without a value there is none.
type bound struct {
	value     *big.Rat
	exclusive bool
	number    string
	// undecided reports whether the text is no number that can be compared.
	undecided bool
}

func (b bound) text() string {
	if b.exclusive {
		return b.number + " exclusive"
	}
	return b.number
}

func lower(c *model.Constraints) bound { return ends(c.Minimum, c.ExclusiveMinimum, true) }
func upper(c *model.Constraints) bound { return ends(c.Maximum, c.ExclusiveMaximum, false) }

// ends returns the tighter one of two bounds.
func ends(inclusive, exclusive model.Decimal, least bool) bound {
	a, b := number64(string(inclusive)), number64(string(exclusive))
	b.exclusive = b.value != nil || b.undecided
	if a.undecided || b.undecided {
		return bound{number: strings.TrimSpace(string(inclusive + " " + exclusive)), undecided: true}
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
			return bound{value: v, number: text}
		}
	}
	return bound{number: text, undecided: true}
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
func (p site) multipleOf(old, now string) {
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
		p.narrowed("multipleOf", model.Constraints{MultipleOf: model.Decimal(now)}, old, now)
	}
}

// divisors is what two divisors have to do with one another.
type divisors int

const (
	// divides: the new one divides what the old one does.
	divides divisors = iota
	// notDividing: it does not divide all of that.
	notDividing
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
	return notDividing
}
