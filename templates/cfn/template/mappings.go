package template

import (
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// mapping is an entry of the section Mappings, for many looks into it.
type mapping struct {
	from cfn.Map[cfn.Map[cfn.JSON]]
	// known reports whether there is no macro or function in it.
	known bool
	top   map[string]*mappingKey
	// all are the values of all top-level keys.
	all  mappingKey
	keys *nameSet
}

// mappingKey are the values of a top-level key by the second-level key.
type mappingKey struct {
	known  bool
	second map[string]valueKind
	// kind is that of all values.
	kind valueKind
	keys *nameSet
}

// valueKind is what values are: of one kind or of several.
type valueKind struct {
	result result
	mixed  bool
}

func (k valueKind) and(r result) valueKind {
	return valueKind{r, k.mixed || k.result != unknownResult && k.result != r}
}

func (k *mappingKey) add(key string, r result) {
	if k.second == nil {
		k.second = map[string]valueKind{}
	}
	k.second[key] = k.second[key].and(r)
	k.kind = k.kind.and(r)
}

// mapping returns a mapping, nil where there is none of the name.
func (c *checker) mapping(name string) *mapping {
	if c.mappings == nil {
		entries, _ := cfn.Entries(c.t.Mappings)
		c.mappings = make(map[string]*mapping, len(entries))
		for _, e := range entries {
			if c.mappings[e.Key] == nil && !isMacro(e.Key) {
				c.mappings[e.Key] = &mapping{from: e.Value}
			}
		}
	}
	m := c.mappings[name]
	if m != nil && m.top == nil {
		m.read()
	}
	return m
}

// read looks through the mapping.
func (m *mapping) read() {
	top, known := cfn.Entries(m.from)
	m.known, m.top = known, make(map[string]*mappingKey, len(top))
	for _, e := range top {
		if isMacro(e.Key) {
			m.known = false
			continue
		}
		entries, known := cfn.Entries(e.Value)
		key := &mappingKey{known: known}
		for _, v := range entries {
			if isMacro(v.Key) {
				key.known = false
				continue
			}
			kind := scalarResult
			if strings.HasPrefix(v.Value.String(), "[") {
				kind = listResult
			}
			key.add(v.Key, kind)
			m.all.add(v.Key, kind)
		}
		m.top[e.Key] = key
		m.all.known = (m.all.known || len(m.top) == 1) && key.known
	}
}

// findInMap checks that there are the mapping and the keys, as far as they are literals.
func (c *checker) findInMap(r reference) {
	items := c.items(r, r.u.Arg)
	if len(items) < 3 {
		return
	}
	name, ok := c.text(r, items[0])
	if !ok || c.names.mappings.open || strings.Contains(name, "${") || len(items) > 3 { // which has a default
		return
	}
	m := c.mapping(name)
	if !c.names.mappings.has(name) {
		c.missing(r, site{u: r.u, end: "/Fn::FindInMap/0"}, &c.names.mappings, name, "mapping")
	}
	if m == nil || !m.known {
		return
	}
	values := &m.all
	key, ok := c.text(r, items[1])
	if ok {
		if values = m.top[key]; values == nil {
			c.absent(r, site{u: r.u, end: "/Fn::FindInMap/1"}, m.names(), key, "the mapping ", write.Shorten(name), " has no top-level key ")
			return
		}
	}
	second, also := c.text(r, items[2])
	if _, is := values.second[second]; !also || is || !values.known {
		return
	}
	if at := (site{u: r.u, end: "/Fn::FindInMap/2"}); ok {
		c.absent(r, at, values.names(), second, write.Shorten(key), " of the mapping ", write.Shorten(name), " has no key ")
	} else {
		c.absent(r, at, &nameSet{}, second, "the mapping ", write.Shorten(name), " has no second-level key ")
	}
}

func (m *mapping) names() *nameSet {
	if m.keys == nil {
		m.keys = keysIn(m.top)
	}
	return m.keys
}

func (k *mappingKey) names() *nameSet {
	if k.keys == nil {
		k.keys = keysIn(k.second)
	}
	return k.keys
}

// mappingResult returns what an Fn::FindInMap is, where all values that it can be are of one
// kind.
func (c *checker) mappingResult(r reference, arg string) result {
	items := c.items(r, arg)
	if len(items) != 3 {
		return unknownResult
	}
	name, ok := c.text(r, items[0])
	m := c.mapping(name)
	if !ok || m == nil || !m.known {
		return unknownResult
	}
	values := &m.all
	if top, ok := c.text(r, items[1]); ok {
		values = m.top[top]
	}
	if values == nil || !values.known {
		return unknownResult
	}
	kind := values.kind
	if second, ok := c.text(r, items[2]); ok {
		kind = values.second[second]
	}
	if kind.mixed {
		return unknownResult
	}
	return kind.result
}

func keysIn[V any](m map[string]V) *nameSet { return &nameSet{order: sortedKeys(m)} }
