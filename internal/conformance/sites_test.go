package conformance

import (
	"maps"
	"slices"
)

// explorer makes documents that reach every schema of a resource type.
type explorer struct {
	*builder
	queue     []site
	visited   map[string]bool
	documents []document
	seen      map[string]bool
	// reached says of each property and alternative whether a value was found.
	reached map[string]bool
	// each is called for every site, in place of breaking the value there; nil for not. pass
	// reports whether the properties of an object are visited although they were before.
	each func(site)
	pass func(site) bool
}

// documentBudget is how many optional properties the document with everything has.
const documentBudget = 400

// explore makes the documents of a type.
func explore(o *oracle) *explorer {
	e := newExplorer(o)
	e.run()
	return e
}

func newExplorer(o *oracle) *explorer {
	return &explorer{builder: &builder{oracle: o, texts: writer{}}, visited: map[string]bool{}, seen: map[string]bool{}, reached: map[string]bool{}}
}

func (e *explorer) run() {
	root := []place{{"", e.root}}
	value, ok := e.build(root, demand{})
	if !ok {
		e.reached["/"] = false
		return
	}
	e.budget = documentBudget
	if all, ok := e.build(root, demand{extent: everything}); ok {
		e.emit("everything", all)
	}
	e.queue = []site{{places: root, value: value, whole: func(x any) any { return x }}}
	for len(e.queue) > 0 {
		s := e.queue[0]
		e.queue = e.queue[1:]
		e.visit(s)
	}
}

// inside queues the sites in a value.
func (e *explorer) inside(s site, v view) {
	switch x := s.value.(type) {
	case map[string]any:
		e.properties(s, v, x)
	case []any:
		e.itemSites(s, v, x)
	}
}

// properties queues the value of each property, of other alternatives too.
func (e *explorer) properties(s site, v view, x map[string]any) {
	wide := e.wide(s.places)
	names := wide.names()
	for _, p := range v {
		for _, pattern := range sortedKeys(p.node["patternProperties"]) {
			keys := e.texts.matching(textKey{pattern: pattern, maximum: -1})
			if len(keys) == 0 {
				e.reaches(p.pointer+"/patternProperties/"+escape(pattern), false)
				continue
			}
			names = append(names, keys[0])
		}
	}
	if len(names) == 0 {
		names = slices.Sorted(maps.Keys(x))
	}
	for _, name := range names {
		in := x
		if _, has := in[name]; !has {
			value, ok := e.build(s.places, demand{property: name, choice: s.choice})
			if in, _ = value.(map[string]any); !ok || in == nil {
				e.reaches(s.places[0].pointer+"/properties/"+escape(name), false)
				continue
			}
		}
		e.reaches(s.places[0].pointer+"/properties/"+escape(name), true)
		held := e.view(s.places, func(pointer string, n int) int {
			return e.fitting(pointer, n, site{value: in, choice: s.choice})
		})
		e.queue = append(e.queue, site{
			places: held.property(e.oracle, name), value: in[name], depth: s.depth + 1, path: append(slices.Clip(s.path), name),
			whole: func(y any) any { return s.whole(with(in, name, y)) },
		})
	}
}

// itemSites queues the first item of a list.
func (e *explorer) itemSites(s site, v view, x []any) {
	items := v.items(e.oracle)
	if len(items) == 0 {
		return
	}
	if len(x) == 0 {
		item, ok := e.build(items, demand{})
		if e.reaches(items[0].pointer, ok); !ok {
			return
		}
		x = []any{item}
	}
	e.queue = append(e.queue, site{places: items, value: x[0], depth: s.depth + 1, path: append(slices.Clip(s.path), "*"), whole: func(y any) any {
		c := slices.Clone(x)
		c[0] = y
		return s.whole(c)
	}})
}
