package conformance

import (
	"encoding/json"
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// builder makes values that satisfy schemas. What it cannot derive it tries, and
// asks the oracle.
type builder struct {
	*oracle
	texts writer
	// stack are the schemas of objects that are being built.
	stack []string
	// budget is how many more properties a whole document may get beyond what it
	// needs.
	budget int
}

// extent says how much is built beyond what is required.
type extent int

const (
	needed     extent = iota // what is required
	level                    // every property of the object, each with what it needs
	everything               // every property on all levels, within the budget
)

// demand is what a value is wanted for.
type demand struct {
	extent extent
	// property must be in the object.
	property string
	// variant makes different values of the same schema different.
	variant int
	// choice takes an alternative of the combinator at a pointer.
	choice map[string]int
}

// maxChoices is how many combinations of alternatives are tried for one value.
const maxChoices = 48

// build makes a value that satisfies all of some schemas, if it finds one.
func (b *builder) build(places []place, d demand) (any, bool) {
	open := map[string]int{}
	for range maxChoices {
		sizes := map[string]int{}
		v := b.view(places, func(pointer string, n int) int {
			if i, fixed := d.choice[pointer]; fixed {
				return i
			}
			sizes[pointer] = n
			return open[pointer]
		})
		if value, ok := b.value(v, d); ok {
			if b.satisfies(places, value) {
				return value, true
			}
			if m, isObject := value.(map[string]any); isObject {
				if value, ok = b.thinned(places, v, m, d); ok {
					return value, true
				}
			}
		}
		if !next(open, sizes) {
			break
		}
	}
	return nil, false
}

// next takes the next combination of alternatives.
func next(open, sizes map[string]int) bool {
	for _, pointer := range slices.Sorted(maps.Keys(sizes)) {
		if open[pointer]++; open[pointer] < sizes[pointer] {
			return true
		}
		open[pointer] = 0
	}
	return false
}

func (b *builder) satisfies(places []place, value any) bool {
	for _, p := range places {
		if !b.holds(p.pointer, value) {
			return false
		}
	}
	return true
}

// thinned leaves out of an object what makes it invalid.
func (b *builder) thinned(places []place, v view, full map[string]any, d demand) (any, bool) {
	if d.extent == needed {
		// A property that the schema does not call required may be needed.
		for _, name := range v.names() {
			if _, has := full[name]; has {
				continue
			}
			if x, ok := b.build(v.property(b.oracle, name), demand{}); ok {
				if m := with(full, name, x); b.satisfies(places, m) {
					return m, true
				}
			}
		}
		return nil, false
	}
	d.extent = needed
	small, ok := b.value(v, d)
	m, isObject := small.(map[string]any)
	if !ok || !isObject {
		return nil, false
	}
	good := b.satisfies(places, m)
	for _, name := range slices.Sorted(maps.Keys(full)) {
		if _, has := m[name]; has {
			continue
		}
		if more := with(m, name, full[name]); b.satisfies(places, more) {
			m, good = more, true
		}
	}
	return m, good
}

// with copies an object and sets one of its properties.
func with(m map[string]any, name string, value any) map[string]any {
	c := maps.Clone(m)
	c[name] = value
	return c
}

func without(m map[string]any, names ...string) map[string]any {
	c := maps.Clone(m)
	for _, name := range names {
		delete(c, name)
	}
	return c
}

// value makes a value for schemas without alternatives.
func (b *builder) value(v view, d demand) (any, bool) {
	if values := v.all("const"); len(values) > 0 {
		return values[0], true
	}
	if values := v.all("enum"); len(values) > 0 {
		for i := range list(values[0]) {
			x := list(values[0])[(i+d.variant)%len(list(values[0]))]
			if x != nil && b.allowed(v, x) {
				return x, true
			}
		}
		return nil, false
	}
	switch v.kind() {
	case "object":
		return b.object(v, d)
	case "array":
		return b.array(v, d)
	case "boolean":
		return d.variant%2 == 0, true
	case "integer", "number":
		return v.number(d.variant)
	}
	if n := len(v.all("format")); n > 0 && v.all("format")[n-1] == "date-time" {
		return times[d.variant%len(times)], true
	}
	return b.text(v.textKey(), d.variant)
}

// times are texts of the format date-time.
var times = []string{"2026-01-02T03:04:05Z", "2026-01-02T03:04:06.789+01:00", "2024-02-29T23:59:59-08:00"}

func (b *builder) text(k textKey, variant int) (any, bool) {
	found := b.texts.matching(k)
	if len(found) == 0 {
		return nil, false
	}
	s := found[variant%len(found)]
	if variant >= len(found) {
		for _, more := range []string{s + strconv.Itoa(variant), strconv.Itoa(variant) + s} {
			if k.allows(more) {
				return more, true
			}
		}
	}
	return s, true
}

// allowed reports whether a value of an enum satisfies what else is said.
func (b *builder) allowed(v view, x any) bool {
	for _, p := range v {
		if !slices.ContainsFunc([]string{"oneOf", "anyOf"}, func(w string) bool { return p.node[w] != nil }) &&
			!strings.Contains(p.pointer, "#type") && !b.holds(p.pointer, x) {
			return false
		}
	}
	return true
}

// number makes a number; the variants go up from the least one, or down.
func (v view) number(variant int) (any, bool) {
	n, step := new(big.Rat), big.NewRat(1, 1)
	for _, x := range v.all("multipleOf") {
		step = rational(x)
	}
	up := true
	switch {
	case len(v.all("minimum")) > 0:
		n = rational(v.all("minimum")[0])
	case len(v.all("exclusiveMinimum")) > 0:
		n = new(big.Rat).Add(rational(v.all("exclusiveMinimum")[0]), step)
	case len(v.all("maximum")) > 0:
		n, up = rational(v.all("maximum")[0]), false
	case len(v.all("exclusiveMaximum")) > 0:
		n, up = new(big.Rat).Sub(rational(v.all("exclusiveMaximum")[0]), step), false
	}
	if len(v.all("multipleOf")) > 0 || v.kind() == "integer" {
		q := new(big.Rat).Quo(n, step)
		whole := new(big.Int).Div(q.Num(), q.Denom())
		if up && !q.IsInt() {
			whole.Add(whole, big.NewInt(1))
		}
		n = new(big.Rat).Mul(new(big.Rat).SetInt(whole), step)
	}
	offset := new(big.Rat).Mul(step, big.NewRat(int64(variant), 1))
	if !up {
		offset.Neg(offset)
	}
	return decimal(n.Add(n, offset)), true
}

func (b *builder) array(v view, d demand) (any, bool) {
	n, unique := 0, false
	for _, x := range v.all("minItems") {
		n = max(n, count(x))
	}
	for _, x := range v.all("uniqueItems") {
		unique = unique || x == true
	}
	if n == 0 && (d.extent != needed || d.property != "") {
		n = 1
	}
	items, places := []any{}, v.items(b.oracle)
	inner := demand{}
	if d.extent == everything {
		inner.extent = everything
	}
	seen := map[string]bool{}
	for i := 0; len(items) < n && i < n+40; i++ {
		inner.variant = d.variant + i
		item, ok := b.build(places, inner)
		if !ok && len(v.all("minItems")) == 0 {
			break
		}
		if text := textOf(item); ok && (!unique || !seen[text]) {
			seen[text] = true
			items = append(items, item)
		}
	}
	return items, true
}

func textOf(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // a test's mistake
	}
	return string(text)
}

func (b *builder) object(v view, d demand) (any, bool) {
	at := make([]string, 0, len(v))
	for _, p := range v {
		at = append(at, p.pointer)
	}
	id := strings.Join(at, " ")
	inside := 0
	for _, s := range b.stack {
		if s == id {
			inside++
		}
	}
	if inside > 1 || len(b.stack) > 40 {
		return nil, false
	}
	b.stack = append(b.stack, id)
	defer func() { b.stack = b.stack[:len(b.stack)-1] }()

	m := map[string]any{}
	required := v.required(d.property)
	for _, name := range required {
		x, ok := b.build(v.property(b.oracle, name), demand{extent: d.extent.inside(), variant: d.variant})
		if !ok {
			return nil, false
		}
		m[name] = x
	}
	if d.extent != needed {
		for _, name := range v.names() {
			if _, has := m[name]; has || d.extent == everything && b.budget <= 0 {
				continue
			}
			b.budget--
			if x, ok := b.build(v.property(b.oracle, name), demand{extent: d.extent.inside()}); ok {
				m[name] = x
			}
		}
	}
	return b.entries(v, m, d)
}

// inside is the extent of what an object holds.
func (e extent) inside() extent {
	if e == everything {
		return everything
	}
	return needed
}

// entries adds what maps and counts of properties need.
func (b *builder) entries(v view, m map[string]any, d demand) (any, bool) {
	least := 0
	for _, x := range v.all("minProperties") {
		least = max(least, count(x))
	}
	if d.variant > 0 && len(m) == 0 {
		least = max(least, 1) // different values of a map need different keys
	}
	keys := b.keys(v, d.variant)
	if d.extent != needed && len(keys) > 0 {
		least = max(least, len(m)+2) // whose order may matter, and must not
	}
	for _, key := range keys {
		if len(m) >= least {
			break
		}
		if _, has := m[key]; has {
			continue
		}
		if x, ok := b.build(v.property(b.oracle, key), demand{extent: d.extent.inside()}); ok {
			m[key] = x
		}
	}
	for _, name := range v.names() {
		if _, has := m[name]; has || len(m) >= least {
			continue
		}
		if x, ok := b.build(v.property(b.oracle, name), demand{}); ok {
			m[name] = x
		}
	}
	return m, true
}

// keys are keys for a map, the usual ones where any will do.
func (b *builder) keys(v view, variant int) []string {
	var keys []string
	for _, x := range v.all("patternProperties") {
		for _, pattern := range sortedKeys(x) {
			keys = append(keys, b.texts.matching(textKey{pattern: pattern, maximum: -1})...)
		}
	}
	if len(keys) == 0 && !slices.Contains(v.all("additionalProperties"), any(false)) && len(v.names()) == 0 {
		keys = []string{"KeyA", "KeyB", "KeyC", "KeyD"}
	}
	if len(keys) > 0 {
		variant %= len(keys)
		keys = append(slices.Clone(keys[variant:]), keys[:variant]...)
	}
	return keys
}

// parse reads a document as the oracle wants it.
func parse(text string) (any, error) {
	return jsonschema.UnmarshalJSON(strings.NewReader(text))
}
