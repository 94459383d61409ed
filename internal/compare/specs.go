package compare

import (
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// Specs compares two specifications, and the exported identifiers of the code that
// is generated from them, both sorted by package and name. A resource type with
// faults on a side is not compared, and reported so.
func Specs(old, now *model.Spec, oldGo, nowGo []Declaration) Report {
	c := &comparison{became: make(map[diag.Position][]successor)}
	gone, faulty := make(map[string]bool), make(map[string]bool)
	for _, p := range pairs(old.Resources, now.Resources, func(r *model.Resource) string { return r.TypeName }) {
		c.resource = p
		switch {
		case p.now == nil:
			gone[p.old.TypeName] = true
			c.at("", p.old.Pos, diag.Position{}).add(Templates, Breaking, "resource type removed", "", "")
		case p.old == nil:
			c.at("", diag.Position{}, p.now.Pos).add(Templates, Safe, "resource type added", "", "")
		case c.faulty(p.old, p.now):
			faulty[p.old.TypeName] = true
		default:
			c.resources(p.old, p.now)
		}
	}
	code := declarations(notOf(oldGo, faulty), notOf(nowGo, faulty), c.became)
	for i := range code {
		if gone[code[i].Resource] {
			code[i].Follows = code[i].Resource
		}
	}
	return append(c.report, code...).sort()
}

// comparison is the state of one run.
type comparison struct {
	report   Report
	resource pair[model.Resource]
	// seen are the objects that were paired, and queue those of which the
	// properties are still to compare.
	seen  map[pair[model.Object]]bool
	queue []objects
	// limit is how many pairs of objects are compared, and cut says that there were
	// more.
	limit int
	cut   bool
	// became says of each object and enum of the old specification what it is in the
	// new one: several things, where several properties led to it.
	became map[diag.Position][]successor
}

// successor is what an object or an enum has become. The names are those of the
// definitions, "" where there is none.
type successor struct {
	pos      diag.Position
	old, now string
}

// succeed notes what stands in the same place now.
func (c *comparison) succeed(old diag.Position, s successor) {
	if old.Line > 0 && !slices.Contains(c.became[old], s) {
		c.became[old] = append(c.became[old], s)
	}
}

// maxDepth is how many steps into a property are compared. AWS nests 16 objects.
const maxDepth = 200

// tooFar says that a way is not followed any more, and reports that once: two
// hostile specifications could lead to as many pairs as there are products of
// their definitions, each longer than the one before.
func (c *comparison) tooFar(path string, seen int) bool {
	if seen < c.limit && strings.Count(path, "/") <= maxDepth {
		return false
	}
	if !c.cut {
		c.cut = true
		c.at("", c.resource.old.Pos, c.resource.now.Pos).add(Templates, Risky, "not compared as a whole", "", "too many ways through its definitions")
	}
	return true
}

// objects are a pair of objects and the shortest way to them.
type objects struct {
	path string
	pair[model.Object]
}

// place is what a change belongs to.
type place struct {
	*comparison
	path     string
	old, now diag.Position
	// fresh says that no template that was valid has a property of the object at
	// hand; nil where that is unknown.
	fresh func(property string) bool
	// follows is what Change.Follows has.
	follows string
}

func (c *comparison) at(path string, old, now diag.Position) place {
	return place{comparison: c, path: path, old: old, now: now}
}

// add reports a change. Of a constraint that is on one side alone, the other has
// none.
func (p place) add(l Layer, c Class, kind, old, now string) {
	if _, what, _ := strings.Cut(kind, " "); what == "narrowed" || what == "widened" || what == "changed" {
		switch {
		case old == "" && now != "":
			old = "none"
		case old != "" && now == "":
			now = "none"
		}
	}
	p.report = append(p.report, Change{
		Layer: l, Class: c, Resource: p.resource.name(func(r *model.Resource) string { return r.TypeName }), Subject: p.path,
		Kind: kind, Old: old, New: now, Follows: p.follows, OldPos: p.old, NewPos: p.now,
	})
}

// resources compares a resource type.
func (c *comparison) resources(old, now *model.Resource) {
	c.seen, c.cut = make(map[pair[model.Object]]bool), false
	c.limit = 16 * (len(old.Definitions) + len(now.Definitions) + 1)
	c.reach("", old.Object, now.Object)
	for len(c.queue) > 0 {
		next := c.queue[0]
		c.queue = c.queue[1:]
		c.objects(next)
	}
	for _, a := range pairs(old.Attributes, now.Attributes, func(a *model.Attribute) string { return a.Name }) {
		c.attributes(a)
	}
	c.updates(old, now)
	if was, is := strings.Join(old.PrimaryIdentifier, ", "), strings.Join(now.PrimaryIdentifier, ", "); was != is {
		c.at("", old.Pos, now.Pos).add(Deployments, Risky, "primary identifier changed", was, is)
	}
}

// reach notes two objects that are reached on one way.
func (c *comparison) reach(path string, old, now *model.Object) {
	p := pair[model.Object]{old, now}
	if c.seen[p] || c.tooFar(path, len(c.seen)) {
		return
	}
	c.seen[p] = true
	c.queue = append(c.queue, objects{path, p})
	c.succeed(old.Pos, successor{now.Pos, old.Name, now.Name})
}

// attributes compares what Fn::GetAtt reads.
func (c *comparison) attributes(a pair[model.Attribute]) {
	switch {
	case a.now == nil:
		c.at(a.old.Name, a.old.Pos, diag.Position{}).add(Templates, Breaking, "attribute removed", words(a.old.Type), "")
	case a.old == nil:
		c.at(a.now.Name, diag.Position{}, a.now.Pos).add(Templates, Safe, "attribute added", "", words(a.now.Type))
	case words(a.old.Type) != words(a.now.Type):
		c.at(a.old.Name, a.old.Pos, a.now.Pos).add(Templates, Risky, "attribute type changed", words(a.old.Type), words(a.now.Type))
	}
}

// words says in words what a type is.
func words(t *model.Type) string {
	switch {
	case t.Kind == model.List || t.Kind == model.Map:
		return t.Kind.String() + " of " + words(t.Elem)
	case t.Kind == model.JSON && len(t.Kinds) > 0:
		return "free-form " + kindWords(t.Kinds)
	}
	return t.Kind.String()
}

func kindWords(kinds []model.Kind) string {
	names := make([]string, len(kinds))
	for i, k := range kinds {
		names[i] = k.String()
	}
	return strings.Join(names, " or ")
}
