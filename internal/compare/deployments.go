package compare

import (
	"cmp"
	"strings"

	"github.com/cfngen/cfngen/internal/model"
)

// lasting are a pair of objects with what a change of the properties that hold
// them does to a deployed resource, which a change in them does, too.
type lasting struct {
	pair[model.Object]
	was, is model.Update
}

// updates compares what a change of each value does to a deployed resource. Where
// what holds an object replaces the resource, its properties do.
func (c *comparison) updates(old, now *model.Resource) {
	type way struct {
		// path leads here, and cause to the property on the way with which the objects
		// have come to replace more or less.
		path, cause string
		lasting
	}
	first := lasting{pair: pair[model.Object]{old.Object, now.Object}}
	seen, left, to := map[lasting]bool{first: true}, 9*c.full, newWays[lasting]()
	var changes []lasting // where those that were found since are
	begun := len(c.found)
	for queue := []way{{lasting: first}}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		for _, p := range pairs(at.old.Properties, at.now.Properties, func(p *model.Property) string { return p.Name }) {
			if p.old == nil || p.now == nil || p.old.ReadOnly || p.now.ReadOnly {
				continue
			}
			path := at.path + "/" + p.old.Name
			was, is := max(at.was, p.old.Update), max(at.is, p.now.Update)
			cause := at.cause
			if was != at.was || is != at.is {
				cause = ""
			}
			if p.old.Update != p.now.Update {
				change := c.at(path, p.old.Pos, p.now.Pos)
				change.follows, change.to = cause, at.path
				if change.update(was, is) {
					changes = append(changes, at.lasting)
				}
				cause = cmp.Or(cause, path)
			}
			c.eachObject(path, p.old.Type, p.now.Type, func(path string, o pair[model.Object]) {
				next := lasting{o, was, is}
				if !seen[next] {
					if left -= c.weight(o); c.tooFar(path, left) {
						return
					}
					seen[next] = true
					queue = append(queue, way{path, cause, next})
				}
				to.add(at.lasting, next, path[len(at.path):])
			})
		}
	}
	from := to.from(first)
	for i, at := range changes {
		f := &c.found[begun+i]
		f.count(routes{}.with(from[at], f.rest))
	}
	c.pathFlags(old, now)
}

// update compares what a change of the value does to a deployed resource, and
// reports whether there is a difference.
func (p site) update(old, now model.Update) bool {
	switch {
	case old == now:
		return false
	case now == model.UpdateImmutable:
		p.add(Deployments, Breaking, "replaces", old.String(), now.String())
	case old == model.UpdateMutable:
		p.add(Deployments, Risky, "replaces in some cases", old.String(), now.String())
	default:
		p.add(Deployments, Safe, "replaces less", old.String(), now.String())
	}
	return true
}

// operations compares what can be done with a resource as a whole, where both
// specifications state it.
func (c *comparison) operations(old, now *model.Resource) {
	at := c.at("", old.Pos, now.Pos)
	stated := func(old, now model.Stated) bool { return old != now && old != model.Unstated && now != model.Unstated }
	possible := func(what string, old, now model.Stated) {
		switch {
		case !stated(old, now):
		case now == model.No:
			at.add(Deployments, Breaking, "no "+what+" any more", "", "")
		default:
			at.add(Deployments, Safe, what+" now possible", "", "")
		}
	}
	possible("update", old.Updates, now.Updates)
	possible("update of tags", old.TagUpdates, now.TagUpdates)
	if stated(old.DeletesFirst, now.DeletesFirst) {
		at.add(Deployments, Risky, "replacement strategy changed", strategy(old.DeletesFirst), strategy(now.DeletesFirst))
	}
}

// strategy returns CloudFormation's word for the order in which a replacement goes.
func strategy(deletesFirst model.Stated) string {
	if deletesFirst == model.Yes {
		return "delete_then_create"
	}
	return "create_then_delete"
}

// flag notes what takes nothing away from what is deployed.
func (p site) flag(kind string, old, now bool) {
	switch {
	case !old && now:
		p.add(Deployments, Safe, kind, "", "")
	case old && !now:
		p.add(Deployments, Safe, "no longer "+kind, "", "")
	}
}

// defaults compares what the service takes for an absent property. Where only one
// specification states it, the service need not have changed.
func (p site) defaults(old, now string) {
	switch {
	case old == now:
	case old == "":
		p.add(Deployments, Safe, "default stated", "", now)
	case now == "":
		p.add(Deployments, Safe, "default no longer stated", old, "")
	default:
		p.add(Deployments, Risky, "default changed", old, now)
	}
}

// pathFlags compares what holds on single paths, where it is not what is
// reported of the property anyway.
func (c *comparison) pathFlags(old, now *model.Resource) {
	for _, m := range pairs(old.Marks, now.Marks, func(m *model.PathFlags) string { return m.Path }) {
		path := m.name(func(m *model.PathFlags) string { return m.Path })
		o, was := along(old.Object, path)
		n, is := along(now.Object, path)
		if o == nil || n == nil {
			continue
		}
		at := c.at(path, o.Pos, n.Pos)
		before, after := flagsOn(o, m.old), flagsOn(n, m.now)
		if o.Update == n.Update {
			at.update(max(was, before.Update), max(is, after.Update))
		}
		if o.WriteOnly == n.WriteOnly {
			at.flag("write-only", before.WriteOnly, after.WriteOnly)
		}
		if o.Deprecated == n.Deprecated {
			at.flag("deprecated", before.Deprecated, after.Deprecated)
		}
	}
}

// flagsOn returns what holds of a property on a path with flags of its own, which may be
// nil.
func flagsOn(p *model.Property, m *model.PathFlags) model.PathFlags {
	out := model.PathFlags{Update: p.Update, WriteOnly: p.WriteOnly, Deprecated: p.Deprecated}
	if m != nil {
		out.Update = max(out.Update, m.Update)
		out.WriteOnly = out.WriteOnly || m.WriteOnly
		out.Deprecated = out.Deprecated || m.Deprecated
	}
	return out
}

// along returns the property at the end of a path, nil where it leads nowhere, and
// what a change of the properties before it does.
func along(o *model.Object, path string) (p *model.Property, before model.Update) {
	for name := range strings.SplitSeq(strings.TrimPrefix(path, "/"), "/") {
		if name == "*" {
			continue
		}
		if p != nil {
			o, before = p.Type.Innermost().Object, max(before, p.Update)
		}
		if o == nil {
			return nil, before
		}
		if p = o.Property(name); p == nil {
			return nil, before
		}
	}
	return p, before
}
