package compare

import (
	"slices"

	"github.com/cfngen/cfngen/internal/model"
)

// found is a change with its site: the objects that it is in, and the rest of its
// path from there.
type found struct {
	Change
	in   pair[model.Object]
	rest string
}

// shortestOfEach makes one of the changes that are the same at several sites, because a
// definition is shared, and counts the paths that lead to each.
func shortestOfEach(changes []found, to map[pair[model.Object]]routes) Report {
	groups := make(map[key][]found, len(changes))
	var order []key
	for _, c := range changes {
		k := c.key()
		if _, shared := to[c.in]; shared && c.Layer == Templates && (c.OldPos.Line > 0 || c.NewPos.Line > 0) {
			k.subject = ""
		}
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], c)
	}
	out := make(Report, 0, len(order))
	for _, k := range order {
		out = append(out, one(groups[k], to))
	}
	return out
}

// one returns a change for all that are the same, on the shortest path.
func one(same []found, to map[pair[model.Object]]routes) Change {
	out := same[0].Change
	var all routes
	type site struct {
		in   pair[model.Object]
		rest string
	}
	seen := make(map[site]bool, len(same))
	for _, c := range same {
		if shortest(c.Subject, out.Subject) < 0 {
			out.Subject = c.Subject
		}
		if at := (site{c.in, c.rest}); !seen[at] {
			seen[at] = true
			all = all.with(to[c.in], c.rest)
		}
	}
	out.count(all)
	return out
}

// count sets how many paths lead to the subject.
func (c *Change) count(all routes) {
	if all.number < 2 {
		return
	}
	c.Paths = all.number
	c.Also = slices.DeleteFunc(slices.Clone(all.paths), func(path string) bool { return path == c.Subject })
	slices.SortFunc(c.Also, shortest)
}
