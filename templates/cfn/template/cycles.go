package template

import (
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// cycles reports resources and conditions that need each other in a circle, one circle of
// each group that has some.
func (c *checker) cycles() {
	if !c.settings.Reports(cfn.RuleCycle) {
		return
	}
	resources := c.rings(&c.needs, &c.names.resources)
	conditions := c.rings(&c.conditionNeeds, &c.names.conditions)
	if len(resources)+len(conditions) == 0 {
		return
	}
	c.findPaths()
	c.reportRings(resources, &c.needs, &c.names.resources, "resource")
	c.reportRings(conditions, &c.conditionNeeds, &c.names.conditions, "condition")
}

// rings returns circles, and has the paths of their edges looked for.
func (c *checker) rings(g *graph, names *nameSet) [][]edge {
	circles := g.circles(len(names.names))
	if len(circles) == 0 {
		return nil
	}
	next := g.lists(len(names.names))
	g.wanted = map[edge]string{}
	var rings [][]edge
	for _, members := range circles[:min(len(circles), maxErrors)] {
		r := ring(next, members)
		rings = append(rings, r)
		g.wanted[r[0]] = ""
	}
	c.beyond += len(circles) - len(rings)
	return rings
}

// findPaths walks over the template again, for the paths of references alone.
func (c *checker) findPaths() {
	c.quiet, c.reread, c.loops = true, 0, c.loops.restart()
	for id, r := range c.t.AllResources() {
		if r != nil {
			c.dependsOn(id, r)
		}
	}
	c.references()
	c.quiet = false
}

func (c *checker) reportRings(rings [][]edge, g *graph, names *nameSet, what string) {
	for _, r := range rings {
		path := g.wanted[r[0]]
		if len(r) == 1 {
			c.report(cfn.RuleCycle, path, "", "the "+what+" needs itself")
			continue
		}
		var ids []string
		for _, e := range r {
			ids = append(ids, write.Shorten(names.names[e.from]))
		}
		c.report(cfn.RuleCycle, path, "", "the "+what+"s need each other: "+strings.Join(shown(ids), " → ")+" → "+ids[0])
	}
}

// shown returns the ends of a long list.
func shown(ids []string) []string {
	const most = 20
	if len(ids) <= most {
		return ids
	}
	return append(append(ids[:most/2:most/2], "…"), ids[len(ids)-most/2:]...)
}
