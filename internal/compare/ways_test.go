package compare

import (
	"slices"
	"testing"
)

func TestWays(t *testing.T) {
	type way struct{ from, to, path string }
	wide := []way{}
	for _, p := range []string{"/0", "/1", "/2", "/3"} {
		wide = append(wide, way{"a", "b", p}, way{"b", "c", p})
	}
	tests := []struct {
		name   string
		ways   []way
		number map[string]int
		paths  map[string][]string
	}{
		{"the first alone", nil, map[string]int{"a": 1}, map[string][]string{"a": {""}}},
		{
			"two ways", []way{{"a", "b", "/B"}, {"a", "c", "/C"}, {"b", "d", "/D"}, {"c", "d", "/D"}, {"a", "b", "/B"}},
			map[string]int{"b": 1, "c": 1, "d": 2}, map[string][]string{"d": {"/B/D", "/C/D"}},
		},
		{"too many to name", wide, map[string]int{"b": 4, "c": 16}, map[string][]string{"b": {"/0", "/1", "/2", "/3"}, "c": nil}},
		{
			"a ring", []way{{"a", "b", "/B"}, {"b", "c", "/C"}, {"c", "b", "/B"}, {"c", "d", "/D"}, {"a", "e", "/E"}},
			map[string]int{"a": 1, "b": Many, "c": Many, "d": Many, "e": 1}, nil,
		},
		{"back to the first", []way{{"a", "b", "/B"}, {"b", "a", "/A"}}, map[string]int{"a": Many, "b": Many}, nil},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			w := newWays[string]()
			for _, s := range tt.ways {
				w.add(s.from, s.to, s.path)
			}
			got := w.from("a")
			for k, n := range tt.number {
				if got[k].number != n {
					t.Errorf("%d paths to %s, want %d", got[k].number, k, n)
				}
			}
			for k, want := range tt.paths {
				paths := slices.Sorted(slices.Values(got[k].paths))
				if !slices.Equal(paths, want) {
					t.Errorf("%q to %s, want %q", paths, k, want)
				}
			}
		})
	}
}
