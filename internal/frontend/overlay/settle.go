package overlay

import (
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// settle returns the faults of a resource that a patch has not settled. It settles
// one by replacing or removing the type or the object that it is in, wherever that
// is used. Replacing members of an object settles nothing: suppressions are for that.
func settle(before, after *model.Resource) diag.List {
	if len(before.Faults) == 0 {
		return nil
	}
	was, is := sitesOf(before), sitesOf(after)
	var left diag.List
	for _, f := range before.Faults {
		at, ok := was.innermost(f.Pos)
		if !ok || is[at] {
			left.Add(f)
		}
	}
	return left
}

// site is where a part of a resource stands in the specification.
type site struct {
	file    string
	pointer diag.Pointer
}

func siteOf(p diag.Position) site { return site{p.File, p.Pointer} }

// sites are those of the types and objects of a resource.
type sites map[site]bool

func sitesOf(r *model.Resource) sites {
	s := sites{}
	visit := func(t *model.Type) { s[siteOf(t.Pos)] = true }
	for _, o := range append([]*model.Object{r.Object}, r.Definitions...) {
		s[siteOf(o.Pos)] = true
		o.Walk(visit)
	}
	for _, a := range r.Attributes {
		a.Type.Walk(visit)
	}
	return s
}

// innermost returns the site around a position that is nearest to it.
func (s sites) innermost(p diag.Position) (site, bool) {
	at, ok := siteOf(p), true
	for ok && !s[at] {
		at.pointer, ok = at.pointer.Parent()
	}
	return at, ok
}
