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
		c.report = append(c.report, shortestOfEach(c.found, c.routes)...)
		c.found, c.routes = nil, nil
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
	// found are the changes of the resource type at hand, each with its site, and
	// routes the paths to the sites.
	found  []found
	routes map[pair[model.Object]]routes
	// seen are the objects that were paired, and queue those of which the
	// properties are still to compare. ways are the ways from one pair to others.
	seen  map[pair[model.Object]]bool
	queue []objects
	ways  *ways[pair[model.Object]]
	// full is how much of the objects is compared at most, left how much is left of
	// that, and cut reports whether there was more.
	full, left int
	cut        bool
	// weights are how much there is to compare in objects.
	weights map[*model.Object]int
	// were and are are the attributes of both sides, by name.
	were, are map[string]*model.Attribute
	proof     *prover
	// prints and shapes are fingerprints of alternatives.
	prints, shapes *fingerprints
	// became has what each object and enum of the old specification is in the new
	// one: several things, where several properties led to it.
	became map[diag.Position][]successor
}

// successor is what an object or an enum has become. The names are those of the
// definitions, "" where there is none.
type successor struct {
	pos      diag.Position
	old, now string
}

// addSuccessor notes what stands at the same path now.
func (c *comparison) addSuccessor(old diag.Position, s successor) {
	const most = 64 // each is a candidate for the new name of each type
	if was := c.became[old]; old.Line > 0 && len(was) < most && !slices.Contains(was, s) {
		c.became[old] = append(was, s)
	}
}

// Ways are followed for so many steps into a property and bytes of their path. AWS
// nests 16 objects.
const (
	maxDepth = 200
	maxPath  = 4096
	// maxWeight is how much of the objects of a resource type is compared at most. AWS's
	// largest has a third of it.
	maxWeight = 1 << 18
)

// tooFar reports whether a way is not followed any more, and notes that once: two
// hostile specifications could lead to as many pairs as there are products of
// their definitions, each longer than the one before.
func (c *comparison) tooFar(path string, left int) bool {
	if left >= 0 && len(path) <= maxPath && strings.Count(path, "/") <= maxDepth {
		return false
	}
	if !c.cut {
		c.cut = true
		c.at("", c.resource.old.Pos, c.resource.now.Pos).add(Templates, Risky, "not compared as a whole", "", "too many ways through its definitions")
	}
	return true
}

// weight returns how much there is to compare in two objects.
func (c *comparison) weight(p pair[model.Object]) int {
	n := 0
	for _, o := range []*model.Object{p.old, p.now} {
		w, ok := c.weights[o]
		if !ok {
			w = 1
			o.Walk(func(t *model.Type) { w += 1 + len(t.Required) + len(t.Only) })
			c.weights[o] = w
		}
		n += w
	}
	return n
}

// objects are a pair of objects and the shortest way to them.
type objects struct {
	path string
	pair[model.Object]
}

// site is what a change belongs to.
type site struct {
	*comparison
	path     string
	old, now diag.Position
	// in are the objects whose properties are compared, and to is the way to them.
	in pair[model.Object]
	to string
	// known returns what is known of the values that were valid.
	known func() knowledge
	// base is the type that the values have now, nil for the one that is compared.
	base *model.Type
	// follows is what Change.Follows has.
	follows string
}

func (c *comparison) at(path string, old, now diag.Position) site {
	return site{comparison: c, path: path, old: old, now: now}
}

// add reports a change. Of a constraint that is on one side alone, the other has
// none.
func (p site) add(l Layer, c Class, kind, old, now string) {
	if _, what, _ := strings.Cut(kind, " "); what == "narrowed" || what == "widened" || what == "changed" {
		switch {
		case old == "" && now != "":
			old = "none"
		case old != "" && now == "":
			now = "none"
		}
	}
	p.found = append(p.found, found{in: p.in, rest: p.path[len(p.to):], Change: Change{
		Layer: l, Class: c, Resource: p.resource.name(func(r *model.Resource) string { return r.TypeName }), Subject: p.path,
		Kind: kind, Old: old, New: now, Follows: p.follows, OldPos: p.old, NewPos: p.now,
	}})
}

// resources compares a resource type.
func (c *comparison) resources(old, now *model.Resource) {
	c.begin(old, now)
	first := pair[model.Object]{old.Object, now.Object}
	c.visit(objects{pair: first})
	for len(c.queue) > 0 {
		next := c.queue[0]
		c.queue = c.queue[1:]
		c.objects(next)
	}
	for _, a := range pairs(old.Attributes, now.Attributes, func(a *model.Attribute) string { return a.Name }) {
		c.attribute(a)
	}
	c.updates(old, now)
	c.operations(old, now)
	if was, is := strings.Join(old.PrimaryIdentifier, ", "), strings.Join(now.PrimaryIdentifier, ", "); was != is {
		c.at("", old.Pos, now.Pos).add(Deployments, Risky, "primary identifier changed", was, is)
	}
	c.routes = c.ways.from(first)
}

// begin prepares the comparison of a resource type. What it costs is bounded by how
// much there is in it.
func (c *comparison) begin(old, now *model.Resource) {
	c.seen, c.cut, c.ways = make(map[pair[model.Object]]bool), false, newWays[pair[model.Object]]()
	c.weights, c.prints, c.shapes = make(map[*model.Object]int), byName(), byProperties()
	c.full = 0
	for _, r := range []*model.Resource{old, now} {
		for _, o := range append(slices.Clip(r.Definitions), r.Object) {
			c.full += 8 * c.weight(pair[model.Object]{o, o})
		}
	}
	c.full = min(c.full, maxWeight)
	c.left, c.proof = c.full, newProver(1<<12+16*c.full)
	c.were, c.are = attributesOf(old), attributesOf(now)
}

// visit has two objects at the end of a path compared, and reports whether they are.
func (c *comparison) visit(o objects) bool {
	if c.seen[o.pair] {
		return true
	}
	c.left -= c.weight(o.pair)
	if c.tooFar(o.path, c.left) {
		return false
	}
	c.seen[o.pair] = true
	c.queue = append(c.queue, o)
	c.addSuccessor(o.old.Pos, successor{o.now.Pos, o.old.Name, o.now.Name})
	return true
}

// reach notes two objects to which the objects at hand lead.
func (p site) reach(old, now *model.Object) {
	next := objects{p.path, pair[model.Object]{old, now}}
	if p.visit(next) {
		p.ways.add(p.in, next.pair, p.path[len(p.to):])
	}
}

// attribute compares what Fn::GetAtt reads.
func (c *comparison) attribute(a pair[model.Attribute]) {
	switch {
	case a.now == nil:
		c.at(a.old.Name, a.old.Pos, diag.Position{}).add(Templates, Breaking, "attribute removed", words(a.old.Type), "")
	case a.old == nil:
		c.at(a.now.Name, diag.Position{}, a.now.Pos).add(Templates, Safe, "attribute added", "", words(a.now.Type))
	case words(a.old.Type) != words(a.now.Type):
		c.at(a.old.Name, a.old.Pos, a.now.Pos).add(Templates, Risky, "attribute type changed", words(a.old.Type), words(a.now.Type))
	}
}

// words returns in words what a type is.
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
