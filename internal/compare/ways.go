package compare

import (
	"cmp"
	"slices"
)

// Many is the number of paths that is not counted: so many, or more, as there are to
// an object that holds itself.
const Many = 1 << 20

// maxNamed is how many paths a change names.
const maxNamed = 4

// ways are the steps from one thing to others, by which paths are counted.
type ways[K comparable] struct {
	steps map[K][]step[K]
	known map[[2]any]bool
}

// step is one, with what it adds to a path.
type step[K comparable] struct {
	to   K
	path string
}

// routes are the paths that lead to a thing: how many, and where they are few, which.
type routes struct {
	number int
	paths  []string
}

func newWays[K comparable]() *ways[K] {
	return &ways[K]{steps: make(map[K][]step[K]), known: make(map[[2]any]bool)}
}

// add adds a step. One that is there is not counted twice.
func (w *ways[K]) add(from, to K, path string) {
	s := step[K]{to, path}
	if key := [2]any{from, s}; !w.known[key] {
		w.known[key] = true
		w.steps[from] = append(w.steps[from], s)
	}
}

// from returns the paths from one thing to each that it leads to. What a path leads
// back to, and what comes behind it, has many.
func (w *ways[K]) from(first K) map[K]routes {
	open := make(map[K]int) // steps that lead to a thing and were not counted yet
	for _, steps := range w.steps {
		for _, s := range steps {
			open[s.to]++
		}
	}
	out := make(map[K]routes, len(open)+1)
	if open[first] == 0 {
		out[first] = routes{1, []string{""}}
	}
	for queue := []K{first}; len(queue) > 0 && open[first] == 0; queue = queue[1:] {
		at := out[queue[0]]
		for _, s := range w.steps[queue[0]] {
			out[s.to] = out[s.to].with(at, s.path)
			if open[s.to]--; open[s.to] == 0 {
				queue = append(queue, s.to)
			}
		}
	}
	for k, n := range open {
		if n > 0 {
			out[k] = routes{number: Many}
		}
	}
	return out
}

// with adds the paths that lead on from those to another thing.
func (r routes) with(from routes, path string) routes {
	out := routes{number: min(r.number+from.number, Many), paths: slices.Clip(r.paths)}
	if out.number > maxNamed {
		out.paths = nil
		return out
	}
	for _, before := range from.paths {
		out.paths = append(out.paths, before+path)
	}
	return out
}

// shortest orders paths, the shortest first.
func shortest(a, b string) int { return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b)) }
