package conformance

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"slices"
)

// states makes random valid states of a resource type out of documents that reach all of its
// schema.
type states struct {
	*oracle
	rand *rand.Rand
	pool []any
}

// maxPool is how many documents of a type the states are made of.
const maxPool = 60

func newStates(o *oracle, seed uint64) *states {
	s := &states{oracle: o, rand: rand.New(rand.NewPCG(seed, seed))}
	e := newExplorer(o)
	root := []place{{"", o.root}}
	for variant := range 3 {
		for _, extent := range []extent{everything, level, needed} {
			e.budget = documentBudget
			if x, ok := e.build(root, demand{extent: extent, variant: variant}); ok {
				s.add(x)
			}
		}
	}
	e.each = func(at site) {
		if len(s.pool) < maxPool {
			s.add(at.whole(at.value))
		}
	}
	e.run()
	return s
}

func (s *states) add(x any) {
	if copied, err := parse(textOf(x)); err == nil && s.valid(copied) {
		s.pool = append(s.pool, copied)
	}
}

func (s *states) valid(x any) bool { return len(s.check(x)) == 0 }

// maxTries is how many random states are made before one of the pool is taken.
const maxTries = 6

// next returns a random valid state.
func (s *states) next() any {
	one := s.pool[s.rand.IntN(len(s.pool))]
	for range maxTries {
		if x := s.crossed(one, s.pool[s.rand.IntN(len(s.pool))], 0); s.valid(x) {
			return x
		}
	}
	return one
}

// near returns a random valid state that has much of another one.
func (s *states) near(x any) any {
	was := textOf(x)
	for range 2 * maxTries {
		if y := s.crossed(x, s.next(), 2); textOf(y) != was && s.valid(y) {
			return y
		}
	}
	return s.next()
}

// crossed returns a value with parts of two: one in so many of the first stays as it is.
func (s *states) crossed(a, b any, stays int) any {
	if stays > 0 && s.rand.IntN(stays+1) > 0 {
		return a
	}
	switch x := a.(type) {
	case map[string]any:
		y, _ := b.(map[string]any)
		return s.object(x, y, stays)
	case []any:
		y, _ := b.([]any)
		return s.items(x, y, stays)
	}
	if all := others(a); len(all) > 0 && s.rand.IntN(3) == 0 {
		return all[0]
	}
	if b != nil && s.rand.IntN(2) == 0 {
		return b
	}
	return a
}

func (s *states) object(x, y map[string]any, stays int) any {
	out := map[string]any{}
	for _, name := range slices.Sorted(maps.Keys(x)) {
		if s.rand.IntN(8) > 0 {
			out[name] = s.crossed(x[name], y[name], stays)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(y)) {
		if _, has := x[name]; !has && s.rand.IntN(2) == 0 {
			out[name] = y[name]
		}
	}
	return out
}

func (s *states) items(x, y []any, stays int) any {
	out := []any{}
	for i, item := range x {
		var other any
		if i < len(y) {
			other = y[i]
		}
		if s.rand.IntN(8) > 0 {
			out = append(out, s.crossed(item, other, stays))
		}
	}
	for _, item := range slices.Concat(x, y) {
		if s.rand.IntN(4) == 0 {
			out = append(out, item)
		}
	}
	if s.rand.IntN(3) == 0 {
		s.rand.Shuffle(len(out), func(i, j int) { out[i], out[j] = out[j], out[i] })
	}
	return out
}

// scalars calls a function for each scalar in a value.
func scalars(x any, at string, do func(at string, x any, set func(any) any), whole func(any) any) {
	switch v := x.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(v)) {
			scalars(v[name], at+"/"+escape(name), do, func(y any) any { return whole(with(v, name, y)) })
		}
	case []any:
		for i := range v {
			scalars(v[i], at+"/"+textOf(i), do, func(y any) any {
				c := slices.Clone(v)
				c[i] = y
				return whole(c)
			})
		}
	case string, bool, json.Number:
		do(at, x, whole)
	}
}
