package cfn

import (
	"errors"
	"math"
	"strconv"
	"sync/atomic"
	"unicode/utf8"

	"github.com/cfngen/cfngen/templates/cfn/ecma262"
	"github.com/cfngen/cfngen/templates/cfn/formats"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// compiled is a Check made ready for use.
type compiled struct {
	enum    []string
	numbers []int64             // the enum of an integer
	many    map[string]struct{} // the enum where it is long
	pattern string
	// matcher is made of pattern when it is first needed.
	matcher                                  atomic.Pointer[ecma262.Regexp]
	minLength, maxLength, minItems, maxItems int // -1 for none
	lower, upper                             bound
	uniqueItems                              bool
	sized                                    bool // there is a bound on the number of items
	kinds                                    schema.Kinds
	keys                                     []keyCheck
	openKeys                                 bool
	// applicators is the check where it has more than that, else nil. It is made ready
	// when it is first needed: structs can hold each other.
	applicators *schema.Check
	ready       atomic.Value // an *applicators
}

// keyCheck is what holds for the keys of a map that match a pattern.
type keyCheck struct {
	key    *compiled
	values *slot // nil for no constraints of their own
}

// bound is a limit on a number: exact for integers, and as near as a float64
// gets for others. text is "" where there is none.
type bound struct {
	text      string
	integer   int64
	float     float64
	exclusive bool
}

// message is the message about a number on the wrong side of the limit.
//
//go:noinline
func (b *bound) message(wrong, right string) string {
	if b.exclusive {
		return "is not " + right + " " + b.text
	}
	return "is " + wrong + " " + b.text
}

// compile makes a slot's Check ready.
func (s *slot) compile(c *schema.Check) error {
	if c == nil {
		return nil
	}
	out := &compiled{enum: c.Enum, pattern: c.Pattern, uniqueItems: c.UniqueItems, kinds: c.Kinds, openKeys: c.OpenKeys}
	least, most := c.MinItems, c.MaxItems
	if s.kind == kindMap || s.kind == kindObject {
		least, most = c.MinProperties, c.MaxProperties
	}
	out.sized = least+most != ""
	for _, n := range [...]struct {
		to   *int
		text string
	}{{&out.minLength, c.MinLength}, {&out.maxLength, c.MaxLength}, {&out.minItems, least}, {&out.maxItems, most}} {
		var err error
		if *n.to, err = count(n.text); err != nil {
			return err
		}
	}
	var err error
	if out.lower, err = newBounds(c.Minimum, c.ExclusiveMinimum, math.Ceil, math.Floor); err != nil {
		return err
	}
	if out.upper, err = newBounds(c.Maximum, c.ExclusiveMaximum, math.Floor, math.Ceil); err != nil {
		return err
	}
	if err = out.compileEnum(s.kind); err != nil {
		return err
	}
	if s.kind == kindMap {
		if err = out.compileKeys(s, c.Keys); err != nil {
			return err
		}
	}
	if hasApplicators(s.kind, c) {
		out.applicators = c
	}
	s.check = out
	return nil
}

func (c *compiled) compileEnum(k kind) error {
	if len(c.enum) > manyFields {
		c.many = make(map[string]struct{}, len(c.enum))
		for _, v := range c.enum {
			c.many[v] = struct{}{}
		}
	}
	if k != kindInt {
		return nil
	}
	for _, v := range c.enum {
		n, message := formats.ParseInteger(v)
		if message != "" {
			return errors.New("has an enum value that is no integer: " + v)
		}
		c.numbers = append(c.numbers, n)
	}
	return nil
}

func (c *compiled) compileKeys(s *slot, keys []schema.Keys) error {
	for _, k := range keys {
		one := keyCheck{key: &compiled{pattern: k.Pattern, minLength: -1, maxLength: -1, minItems: -1, maxItems: -1}}
		if k.Check != nil {
			values, err := s.elem.variant(k.Check)
			if err != nil {
				return err
			}
			one.values = values
		}
		c.keys = append(c.keys, one)
	}
	return nil
}

// variant is the same storage with other constraints, and those alone.
func (s *slot) variant(c *schema.Check) (*slot, error) {
	out := &slot{kind: s.kind, slice: s.slice, typ: s.typ, table: s.table, root: s.root, constraintsOnly: true}
	if s.elem != nil {
		var inner *schema.Check
		if c != nil {
			inner = c.Elem
		}
		var err error
		if out.elem, err = s.elem.variant(inner); err != nil {
			return nil, err
		}
	}
	return out, out.compile(c)
}

// count reads a number of things; -1 stands for none given.
func count(text string) (int, error) {
	if text == "" {
		return -1, nil
	}
	n, err := strconv.ParseUint(text, 10, 64)
	if err != nil {
		return 0, errors.New("has a bound that is no count: " + text)
	}
	return int(min(n, math.MaxInt)), nil
}

// newBounds reads the limits on one side and returns the stricter. inward moves one
// with a fraction to the nearest integer that is within it, outward to the
// nearest one that is not.
func newBounds(inclusive, exclusive string, inward, outward func(float64) float64) (bound, error) {
	if exclusive == "" {
		return newBound(bound{text: inclusive}, inward)
	}
	b, err := newBound(bound{text: exclusive, exclusive: true}, outward)
	if err != nil || inclusive == "" {
		return b, err
	}
	other, err := newBound(bound{text: inclusive}, inward)
	// Ceil moves inward at a lower limit, which the greater one is then.
	atLower := inward(0.5) > 0.5
	if atLower && other.float > b.float || !atLower && other.float < b.float {
		b = other
	}
	return b, err
}

// newBound reads a limit. round returns, of one with a fraction, the integer that
// limits the integers in its place: within it for an inclusive limit, the one
// before it for an exclusive one.
func newBound(b bound, round func(float64) float64) (bound, error) {
	if b.text == "" {
		return b, nil
	}
	f, err := strconv.ParseFloat(b.text, 64)
	if err != nil {
		return b, errors.New("has a bound that is no number: " + b.text)
	}
	b.float = f
	if n, message := formats.ParseInteger(b.text); message == "" {
		b.integer = n
		return b, nil
	}
	// Beyond 64 bits every integer is on the same side.
	switch f = round(f); {
	case f >= math.MaxInt64:
		b.integer = math.MaxInt64
	case f <= math.MinInt64:
		b.integer = math.MinInt64
	default:
		b.integer = int64(f)
	}
	return b, nil
}

// allowed reports whether a string is one of the enum.
func (c *compiled) allowed(s string) bool {
	if c.many != nil {
		_, ok := c.many[s]
		return ok
	}
	for _, v := range c.enum {
		if v == s {
			return true
		}
	}
	return len(c.enum) == 0
}

// fits reports whether a string satisfies all constraints.
func (c *compiled) fits(s string) bool {
	if len(c.enum) > 0 && !c.allowed(s) || c.tooShort(s) || c.tooLong(s) {
		return false
	}
	if c.pattern == "" {
		return true
	}
	p, err := c.compiledPattern()
	return err == nil && p.MatchString(s)
}

// tooShort and tooLong count the code points of a string only where its bytes
// leave the answer open.
func (c *compiled) tooShort(s string) bool {
	return c.minLength > 0 && len(s) < utf8.UTFMax*c.minLength && utf8.RuneCountInString(s) < c.minLength
}

func (c *compiled) tooLong(s string) bool {
	return c.maxLength >= 0 && len(s) > c.maxLength && utf8.RuneCountInString(s) > c.maxLength
}

// compiledPattern returns the pattern, nil where there is none.
func (c *compiled) compiledPattern() (*ecma262.Regexp, error) {
	if p := c.matcher.Load(); p != nil || c.pattern == "" {
		return p, nil
	}
	p, err := ecma262.Compile(c.pattern)
	if err == nil {
		c.matcher.Store(p)
	}
	return p, err
}
