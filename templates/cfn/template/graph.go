package template

import (
	"slices"
)

// graph is who needs whom in a section, by the indexes of their names.
type graph struct {
	edges []edge
	// wanted are edges of which the paths are looked for, in a second walk; nil in the first.
	wanted map[edge]string
}

// edge is a reference from one entry to another.
type edge struct{ from, to int32 }

// circles returns the members of each circle, in their order: the strongly connected components
// of more than one member, and members that need themselves. It is Tarjan's algorithm; it does
// not recur, because chains can be as long as the template.
func (g *graph) circles(n int) [][]int32 {
	s := circleSearch{next: g.lists(n), index: make([]int32, n), low: make([]int32, n), on: make([]bool, n)}
	for root := range int32(n) {
		if s.index[root] == 0 && len(s.next[root]) > 0 {
			s.from(root)
		}
	}
	slices.SortFunc(s.found, func(a, b []int32) int { return int(a[0] - b[0]) })
	return s.found
}

// lists returns for each entry what it needs.
func (g *graph) lists(n int) [][]int32 {
	start := make([]int32, n+1)
	for _, e := range g.edges {
		start[e.from+1]++
	}
	for i := range n {
		start[i+1] += start[i]
	}
	all, fill := make([]int32, len(g.edges)), slices.Clone(start)
	for _, e := range g.edges {
		all[fill[e.from]] = e.to
		fill[e.from]++
	}
	lists := make([][]int32, n)
	for i := range n {
		lists[i] = all[start[i]:start[i+1]:start[i+1]]
	}
	return lists
}

// circleSearch is the state of Tarjan's algorithm.
type circleSearch struct {
	next       [][]int32
	index, low []int32
	on         []bool
	stack      []int32
	frames     []circleFrame
	counter    int32
	found      [][]int32
}

// circleFrame is an entry that is looked at, and how many of its needs have been.
type circleFrame struct{ id, done int32 }

func (s *circleSearch) from(root int32) {
	s.enter(root)
	for len(s.frames) > 0 {
		f := &s.frames[len(s.frames)-1]
		if int(f.done) == len(s.next[f.id]) {
			s.leave()
			continue
		}
		to := s.next[f.id][f.done]
		f.done++
		if s.index[to] == 0 {
			s.enter(to)
		} else if s.on[to] {
			s.low[f.id] = min(s.low[f.id], s.index[to])
		}
	}
}

func (s *circleSearch) enter(id int32) {
	s.counter++
	s.index[id], s.low[id], s.on[id] = s.counter, s.counter, true
	s.stack = append(s.stack, id)
	s.frames = append(s.frames, circleFrame{id: id})
}

// leave ends an entry, and takes the component that it is the root of.
func (s *circleSearch) leave() {
	id := s.frames[len(s.frames)-1].id
	s.frames = s.frames[:len(s.frames)-1]
	if n := len(s.frames); n > 0 {
		above := s.frames[n-1].id
		s.low[above] = min(s.low[above], s.low[id])
	}
	if s.low[id] != s.index[id] {
		return
	}
	i := len(s.stack) - 1
	for s.stack[i] != id {
		i--
	}
	members := slices.Clone(s.stack[i:])
	s.stack = s.stack[:i]
	for _, m := range members {
		s.on[m] = false
	}
	if len(members) > 1 || slices.Contains(s.next[id], id) {
		slices.Sort(members)
		s.found = append(s.found, members)
	}
}

// ring returns the shortest circle through the first member of a component.
func ring(next [][]int32, component []int32) []edge {
	in := make(map[int32]bool, len(component))
	for _, id := range component {
		in[id] = true
	}
	start := component[0]
	from := map[int32]int32{}
	queue := []int32{start}
	for len(queue) > 0 {
		id := queue[0]
		queue = queue[1:]
		for _, to := range next[id] {
			if to == start {
				return ringTo(from, edge{id, start})
			}
			if _, was := from[to]; in[to] && !was {
				from[to] = id
				queue = append(queue, to)
			}
		}
	}
	return nil
}

// ringTo returns the edges that lead from the end of the last one to its beginning, and it.
func ringTo(from map[int32]int32, last edge) []edge {
	edges := []edge{last}
	for id := last.from; id != last.to; id = from[id] {
		edges = append(edges, edge{from[id], id})
	}
	slices.Reverse(edges)
	return edges
}
