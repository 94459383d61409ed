package update

import (
	"slices"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
)

// consequences finds what becomes of the old resources, and what CloudFormation refuses.
func (c *comparison) consequences() {
	for _, id := range c.order {
		r := c.changes[id]
		if r == nil {
			continue
		}
		switch {
		case r.Action == Remove:
			c.removed(r)
		case r.RenamedFrom != "" && c.isNamed(r):
			r.Refused = append(r.Refused, "it would have the name of "+string(r.RenamedFrom)+" ("+strings.Join(identifier(r), ", ")+"), which is there until the new one is: give it another name, or none")
		case r.Replacement != False:
			c.replaced(r)
		}
		if r.PerhapsRemoved = r.Action == Modify && r.differs["/Condition"] && r.new.whole.Member("Condition") != nil; r.PerhapsRemoved && r.PolicyAction == "" {
			r.PolicyAction = policy(r.old, "DeletionPolicy", defaultDeletion(r.old))
			r.LosesData = r.old.isStateful() && r.PolicyAction == "Delete"
		}
		slices.SortStableFunc(r.Details, func(a, b Detail) int { return rank(b.replacement()) - rank(a.replacement()) })
	}
}

func (c *comparison) removed(r *ResourceChange) {
	r.PolicyAction = policy(r.old, "DeletionPolicy", defaultDeletion(r.old))
	r.LosesData = r.old.isStateful() && r.PolicyAction == "Delete"
	for _, d := range r.Dependents {
		r.Refused = append(r.Refused, "the template still refers to it: "+below("/"+d.Section, string(d.LogicalID))+d.Pointer)
	}
}

func (c *comparison) replaced(r *ResourceChange) {
	if r.Action != Modify {
		return
	}
	r.PolicyAction = policy(r.new, "UpdateReplacePolicy", "Delete")
	r.LosesData = r.old.isStateful() && r.PolicyAction == "Delete"
	if r.PolicyAction != "" {
		r.PolicyAction = "ReplaceAnd" + r.PolicyAction
	}
	deletesFirst := r.new.table != nil && r.new.table.Facts != nil && r.new.table.Facts.DeletesFirst
	if r.Replacement == True && r.old.typeName == r.new.typeName && !deletesFirst && c.keepsName(r) {
		r.Refused = append(r.Refused, "the new resource would have the name of the old one ("+strings.Join(identifier(r), ", ")+"), which is there until the new one is: give it another name, or none")
	}
}

// isNamed reports whether all properties that Ref returns are set.
func (c *comparison) isNamed(r *ResourceChange) bool {
	names := identifier(r)
	for _, name := range names {
		pointer := pointerOf(name)
		if c.readerOf(r.there().table).Type.Lookup(pointer) == nil || present(child(r.there().properties, pointer)) == nil {
			return false
		}
	}
	return len(names) > 0
}

// policy returns what an attribute has done with the old resource: Delete, Retain or Snapshot;
// "" where a function makes the value.
func policy(s *side, attribute, absent string) string {
	v := present(s.whole.Member(attribute))
	switch {
	case v == nil:
		return absent
	case v.Str() == "RetainExceptOnCreate":
		return "Retain"
	}
	return v.Str()
}

// defaultDeletion returns the DeletionPolicy of a resource that has none.
func defaultDeletion(s *side) string {
	if s.typeName == "AWS::RDS::DBCluster" || s.typeName == "AWS::RDS::DBInstance" && s.properties.Member("DBClusterIdentifier") == nil {
		return "Snapshot"
	}
	return "Delete"
}

// isStateful reports whether the resource holds data that is lost with it.
func (s *side) isStateful() bool {
	return s.table != nil && s.table.Facts != nil && s.table.Facts.Stateful
}

// group is where a change stands in a plan.
type group int

const (
	refused group = iota
	losesData
	replaced
	perhapsReplaced
	perhapsRemoved
	removed
	renamed
	added
	modified
	numGroups
)

// groupOf returns the group of a change.
func groupOf(r *ResourceChange) group {
	switch {
	case len(r.Refused) > 0:
		return refused
	case r.LosesData && (r.Action == Remove || r.Replacement == True):
		return losesData
	case r.Action == Add && r.RenamedFrom != "", r.Action == Remove && r.RenamedTo != "":
		return renamed
	case r.Action == Remove:
		return removed
	case r.Action == Add:
		return added
	case r.Replacement == True:
		return replaced
	case r.Replacement == Conditional:
		return perhapsReplaced
	case r.PerhapsRemoved:
		return perhapsRemoved
	}
	return modified
}

// plan returns the changes in their order.
func (c *comparison) plan() *Plan {
	p := &Plan{Sections: c.sectionsChanged}
	for _, id := range c.order {
		if r := c.changes[id]; r != nil && (r.Action != Modify || len(r.Details) > 0) {
			p.Resources = append(p.Resources, r)
		}
	}
	slices.SortStableFunc(p.Resources, func(a, b *ResourceChange) int { return int(groupOf(a)) - int(groupOf(b)) })
	return p
}

// IsEmpty reports whether nothing changes.
func (p *Plan) IsEmpty() bool { return len(p.Resources)+len(p.Sections) == 0 }

// shown returns a value for people, on one line and not too long.
func shown(j cfn.JSON) string {
	if j.String() == "" {
		return "none"
	}
	return cut(j.String())
}

// cut returns a text that fits into a line.
func cut(text string) string {
	const longest = 80
	runes := []rune(text)
	if len(runes) <= longest {
		return text
	}
	return string(runes[:longest-1]) + "…"
}
