package conformance

import (
	"encoding/json"
	"maps"
	"math/big"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// document is a document that was made, and what was done to a valid one.
type document struct{ text, what string }

// site is a value in a valid document.
type site struct {
	places []place
	value  any
	// whole gives the document with another value in this one's place.
	whole func(any) any
	depth int
	// choice are the alternatives that were chosen for the value.
	choice map[string]int
	// path is where the value is in the document, with * for items.
	path []string
}

// reaches notes whether a value was found for a schema; one is enough.
func (e *explorer) reaches(pointer string, ok bool) { e.reached[pointer] = e.reached[pointer] || ok }

// emit keeps a document, once.
func (e *explorer) emit(what string, whole any) {
	text := textOf(whole)
	if !e.seen[text] {
		e.seen[text] = true
		e.documents = append(e.documents, document{text, what})
	}
}

// visit makes the documents of one site and queues the sites below it.
func (e *explorer) visit(s site) {
	put := func(what string, x any) { e.emit(what, s.whole(x)) }
	if e.each != nil {
		e.each(s)
	} else {
		put("valid", s.value)
		for _, x := range wrongTypes {
			put("type", x)
		}
	}
	choices := map[string]int{}
	v := e.view(s.places, func(pointer string, n int) int {
		choices[pointer] = n
		return e.fitting(pointer, n, s)
	})
	if e.again(v, s) && (e.pass == nil || !e.pass(s)) {
		return
	}
	e.alternatives(s, choices)
	if e.each != nil {
		e.inside(s, v)
		return
	}
	switch x := s.value.(type) {
	case map[string]any:
		e.objectFaults(s, v, x, put)
		e.properties(s, v, x)
	case []any:
		e.arrayFaults(v, x, put)
		e.itemSites(s, v, x)
	case string:
		e.textFaults(v, x, put)
	case json.Number:
		numberFaults(v, x, put)
	}
}

// wrongTypes are values of all types. A scalar that CloudFormation converts to
// another type is not among them: "3" for 3, 3 for "3".
var wrongTypes = []any{[]any{}, map[string]any{}, "no number"}

// again reports whether a schema of objects was visited before.
func (e *explorer) again(v view, s site) bool {
	if s.depth > 40 {
		return true
	}
	if _, ok := s.value.(map[string]any); !ok && len(s.choice) == 0 {
		return false
	}
	var key strings.Builder
	for _, p := range v {
		key.WriteString(p.pointer + " ")
	}
	key.WriteString(textOf(s.choice))
	was := e.visited[key.String()]
	e.visited[key.String()] = true
	return was
}

// fitting returns the alternative that holds for a site's value.
func (e *explorer) fitting(pointer string, n int, s site) int {
	if i, ok := s.choice[pointer]; ok {
		return i
	}
	if of, isType := strings.CutSuffix(pointer, "#type"); isType {
		p, _ := e.at(place{"", e.root}, segments(of)...)
		return max(slices.IndexFunc(typesOf(p.node), func(t string) bool { return isOf(s.value, t) }), 0)
	}
	for i := range n {
		if p := pointer + "/" + strconv.Itoa(i); e.holds(p, s.value) {
			return i
		}
	}
	return 0
}

func segments(pointer string) []string {
	if pointer == "" {
		return nil
	}
	parts := strings.Split(pointer[1:], "/")
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(strings.ReplaceAll(p, "~1", "/"), "~0", "~")
	}
	return parts
}

func isOf(x any, kind string) bool {
	switch x.(type) {
	case map[string]any:
		return kind == "object"
	case []any:
		return kind == "array"
	case string:
		return kind == "string"
	case bool:
		return kind == "boolean"
	}
	return kind == "integer" || kind == "number"
}

// maxNested is how many combinators inside one another are taken by turns.
const maxNested = 3

// alternatives makes a value for each alternative, and values that two of them
// have a claim to.
func (e *explorer) alternatives(s site, choices map[string]int) {
	for _, pointer := range slices.Sorted(maps.Keys(choices)) {
		if _, fixed := s.choice[pointer]; fixed || len(s.choice) == maxNested {
			continue
		}
		var values []any
		for i := range choices[pointer] {
			choice := maps.Clone(s.choice)
			if choice == nil {
				choice = map[string]int{}
			}
			choice[pointer] = i
			value, ok := e.build(s.places, demand{choice: choice})
			if e.reaches(pointer+"/"+strconv.Itoa(i), ok); !ok {
				continue
			}
			values = append(values, value)
			e.queue = append(e.queue, site{places: s.places, value: value, whole: s.whole, depth: s.depth + 1, choice: choice, path: s.path})
		}
		for i, x := range values {
			for _, y := range values[i+1 : min(len(values), i+4)] {
				a, isA := x.(map[string]any)
				b, isB := y.(map[string]any)
				if isA && isB {
					both := maps.Clone(a)
					maps.Copy(both, b)
					e.emit("two alternatives", s.whole(both))
				}
			}
		}
	}
}

// objectFaults breaks what is said of an object itself: its properties are sites.
func (e *explorer) objectFaults(s site, v view, x map[string]any, put func(string, any)) {
	put("empty", map[string]any{})
	put("unknown property", with(x, "Zz9Unknown", "text"))
	full := x
	if value, ok := e.build(s.places, demand{extent: level, choice: s.choice}); ok {
		full, _ = value.(map[string]any)
		put("every property", full)
	}
	for _, m := range []map[string]any{x, full} {
		for _, name := range slices.Sorted(maps.Keys(m)) {
			put("absent property", without(m, name))
		}
		for n := len(m); n > 1; n /= 2 {
			put("fewer properties", without(m, slices.Sorted(maps.Keys(m))[n/2:]...))
		}
	}
	for _, name := range v.names() {
		if _, has := x[name]; !has {
			put("lone property", map[string]any{name: "text"})
		}
	}
	for _, p := range v {
		properties, _ := p.node["properties"].(map[string]any)
		for _, name := range sortedKeys(properties) {
			if properties[name] == false {
				put("read-only property", with(x, name, "text"))
			}
		}
		for _, pattern := range sortedKeys(p.node["patternProperties"]) {
			for _, key := range e.texts.mismatching(textKey{pattern: pattern, maximum: -1}) {
				put("key pattern", with(x, key, "text"))
			}
		}
	}
	for _, n := range v.all("maxProperties") {
		e.manyProperties(s, v, x, count(n), put)
	}
}

// manyProperties makes objects with as many properties as allowed, and one more.
func (e *explorer) manyProperties(s site, v view, x map[string]any, most int, put func(string, any)) {
	if most > 300 {
		return
	}
	m := maps.Clone(x)
	if full, ok := e.build(s.places, demand{extent: level}); ok {
		maps.Copy(m, full.(map[string]any))
	}
	for i := 0; len(m) <= most && i < 4*most; i++ {
		for _, key := range e.keys(v, 0) {
			if i >= wantedTexts {
				key += strconv.Itoa(i)
			}
			if value, ok := e.build(v.property(e.oracle, key), demand{}); ok && len(m) <= most {
				m[key] = value
				put("maxProperties", maps.Clone(m))
			}
		}
	}
}

// wide returns the schemas of all alternatives.
func (o *oracle) wide(places []place) view {
	var all view
	var add func(p place, depth int)
	add = func(p place, depth int) {
		p, ok := o.target(p)
		if !ok || depth > 20 {
			return
		}
		all = append(all, p)
		for _, word := range []string{"allOf", "oneOf", "anyOf"} {
			for i := range list(p.node[word]) {
				if sub, ok := o.at(p, word, strconv.Itoa(i)); ok {
					add(sub, depth+1)
				}
			}
		}
	}
	for _, p := range places {
		add(p, 0)
	}
	return all
}

// maxItems is up to which bound lists are filled.
const maxItems = 210

// arrayFaults breaks what is said of a list itself.
func (e *explorer) arrayFaults(v view, x []any, put func(string, any)) {
	put("no items", []any{})
	items := v.items(e.oracle)
	for _, n := range v.all("minItems") {
		if n := count(n); n > 0 && n <= len(x) {
			put("minItems", x[:n-1])
		}
	}
	for _, n := range v.all("maxItems") {
		if most := count(n); most <= maxItems {
			many := slices.Clone(x)
			for i := len(x); i <= most; i++ {
				put("maxItems", slices.Clone(many))
				item, ok := e.build(items, demand{variant: i})
				if !ok {
					break
				}
				many = append(many, item)
			}
			put("maxItems", many)
		}
	}
	item, ok := e.build(items, demand{variant: 0, extent: level})
	if !ok {
		return
	}
	put("equal items", []any{item, item})
	put("equal items", []any{item, reversed{item}})
	if other, ok := e.build(items, demand{variant: 1, extent: level}); ok {
		put("other items", []any{item, other})
	}
	if n, isNumber := item.(json.Number); isNumber {
		put("equal numbers", []any{n, json.Number(string(n) + ".0")})
	}
}

// maxText is up to which length texts are filled, in code points.
const maxText = 4096

// textFaults breaks what is said of a text.
func (e *explorer) textFaults(v view, x string, put func(string, any)) {
	put("empty text", "")
	if len(v.all("format")) > 0 {
		for _, s := range append([]string{"2026-01-02", "2026-13-02T03:04:05Z", "http://example.com/a b", "https://example.com/a#b"}, times...) {
			put("format", s)
		}
	}
	k := v.textKey()
	if len(v.all("enum"))+len(v.all("const")) > 0 {
		put("enum", x+"x")
		put("enum", strings.ToLower(x))
		put("enum", strings.ToUpper(x))
		for _, values := range v.all("enum") {
			for _, value := range list(values) {
				put("enum value", value)
			}
		}
	}
	for _, n := range []int{k.minimum - 1, k.minimum, k.maximum, k.maximum + 1} {
		if n >= 0 && n <= maxText && (n != k.maximum+1 || k.maximum >= 0) {
			put("length", strings.Repeat("💥", n))
			put("length", lengthened(x, n))
		}
	}
	for _, p := range v.all("pattern") {
		if pattern, ok := p.(string); ok {
			for _, s := range e.texts.mismatching(textKey{pattern, k.minimum, k.maximum}) {
				put("pattern", s)
			}
			for _, s := range e.texts.matching(textKey{pattern, k.minimum, k.maximum}) {
				put("pattern matches", s)
			}
		}
	}
}

// lengthened repeats the last character of a text, or cuts it.
func lengthened(s string, n int) string {
	if s == "" {
		return strings.Repeat("a", n)
	}
	runes := []rune(s)
	if len(runes) >= n {
		return string(runes[:n])
	}
	last, _ := utf8.DecodeLastRuneInString(s)
	return s + strings.Repeat(string(last), n-len(runes))
}

// numberFaults tries the numbers around each bound.
func numberFaults(v view, x json.Number, put func(string, any)) {
	one := big.NewRat(1, 1)
	near := func(what string, r *big.Rat) {
		for _, y := range []*big.Rat{r, new(big.Rat).Sub(r, one), new(big.Rat).Add(r, one)} {
			if decimal(y) == json.Number(y.FloatString(0)) && !y.Num().IsInt64() {
				continue // beyond 64 bits an integer is refused by design
			}
			put(what, decimal(y))
		}
	}
	for _, word := range []string{"minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"} {
		for _, bound := range v.all(word) {
			if r := rational(bound); r != nil {
				near(word, r)
			}
		}
	}
	for _, values := range append(v.all("enum"), v.all("const")) {
		for _, value := range list(values) {
			near("enum", rational(value))
		}
	}
	r := rational(x)
	put("no integer", decimal(new(big.Rat).Add(r, big.NewRat(1, 2))))
	if r.IsInt() {
		put("integer with a fraction of 0", json.Number(r.Num().String()+".0"))
	}
	near("number", r)
}
