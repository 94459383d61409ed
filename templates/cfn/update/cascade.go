package update

import (
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/typed"
	"github.com/cfngen/cfngen/templates/cfn/metadata"
	"github.com/cfngen/cfngen/templates/cfn/template"
)

// cascade finds what a replaced resource does to those that refer to it, which can be replaced
// by that in their turn.
func (c *comparison) cascade() {
	to := map[cfn.LogicalID][]template.Reference{}
	for _, ref := range c.references {
		if c.changes[ref.To] != nil {
			to[ref.To] = append(to[ref.To], ref)
		}
	}
	var queue []*ResourceChange
	for _, id := range c.order {
		if r := c.changes[id]; r != nil && r.Replacement != False {
			queue = append(queue, r)
		}
	}
	// A resource is in the queue once for each answer that is worse than the one before.
	for ; len(queue) > 0; queue = queue[1:] {
		for _, ref := range to[queue[0].LogicalID] {
			if r := c.changes[ref.ID]; ref.Section == "Resources" && r != nil && r.Action == Modify && c.refers(r, queue[0], ref) {
				queue = append(queue, r)
			}
		}
	}
	for _, id := range c.order {
		if r := c.changes[id]; r != nil && (r.Replacement != False || r.Action == Remove) {
			r.Dependents = c.dependents(r, to[id])
		}
	}
}

// refers adds to a resource that its reference to a replaced one changes, and reports whether it
// is then replaced where it was not.
func (c *comparison) refers(r, replaced *ResourceChange, ref template.Reference) bool {
	changes := c.referenceChanges(replaced, ref)
	d := c.detailOf(r, ref)
	if changes == False || r.covers(d.Pointer) && !r.isCaused(d.Pointer) {
		return false
	}
	d.ChangeSource, d.CausingEntity, d.Evaluation = ResourceReference, string(ref.To), Static
	if ref.Attribute != "" {
		d.ChangeSource, d.CausingEntity = ResourceAttribute, string(ref.To)+"."+ref.Attribute
	}
	why := string(ref.To) + " is replaced"
	if replaced.Replacement != True {
		why = string(ref.To) + " may be replaced"
	}
	if changes != True {
		d.Evaluation = Dynamic
		if replaced.Replacement == True {
			why += ", whose " + ref.Attribute + " may be another one then"
		}
	}
	d.Reason = joinReasons(d.Reason, why)
	return r.cause(d)
}

// isCaused reports whether a value differs because of a replaced resource.
func (r *ResourceChange) isCaused(pointer string) bool { return r.caused[pointer] != nil }

// cause adds a detail that a replaced resource causes, in place of one for the same reference,
// and reports as add does.
func (r *ResourceChange) cause(d Detail) bool {
	if r.caused == nil {
		r.caused = map[string]map[string]int{}
	}
	if r.caused[d.Pointer] == nil {
		r.caused[d.Pointer] = map[string]int{}
	}
	if i, was := r.caused[d.Pointer][d.CausingEntity]; was {
		r.Details[i] = d
		before := r.Replacement
		r.Replacement = worse(before, d.replacement())
		return r.Replacement != before
	}
	r.caused[d.Pointer][d.CausingEntity] = len(r.Details)
	return r.add(d)
}

// referenceChanges returns whether a reference to a resource has another value after the update.
func (c *comparison) referenceChanges(r *ResourceChange, ref template.Reference) Replacement {
	switch {
	case ref.Function == "DependsOn":
		return False
	case r.Action == Remove:
		return True
	case ref.Attribute == "":
		if c.keepsName(r) {
			return False
		}
		return r.Replacement
	}
	if r.keeps(c, pointerOf(ref.Attribute)) {
		return False
	}
	names := identifier(r)
	for _, name := range names {
		if name == ref.Attribute && !c.keepsName(r) {
			return r.Replacement
		}
	}
	if (strings.HasSuffix(ref.Attribute, "Arn") || strings.HasSuffix(ref.Attribute, "Id")) && !c.keepsName(r) {
		return r.Replacement
	}
	return Conditional
}

// identifier returns the properties that Ref returns, as dotted paths; nil where they are not
// known.
func identifier(r *ResourceChange) []string {
	table := r.there().table
	switch {
	case table == nil:
		return nil
	case table.Facts != nil && len(table.Facts.Ref) > 0:
		return table.Facts.Ref
	}
	return table.PrimaryIdentifier
}

// pointerOf returns the JSON pointer of a dotted path.
func pointerOf(name string) string { return "/" + strings.ReplaceAll(name, ".", "/") }

// keepsName reports whether all properties that Ref returns are set, and are after the update as
// they were.
func (c *comparison) keepsName(r *ResourceChange) bool {
	names := identifier(r)
	for _, name := range names {
		if !r.keeps(c, pointerOf(name)) {
			return false
		}
	}
	return len(names) > 0
}

// keeps reports whether a property is set, and is after the update as it was.
func (r *ResourceChange) keeps(c *comparison, pointer string) bool {
	if r.old == nil || r.new == nil || r.new.table == nil || r.old.properties == nil || r.new.properties == nil {
		return false
	}
	var p *metadata.Property
	if p = c.readerOf(r.new.table).Type.Lookup(pointer); p == nil {
		return false
	}
	a, b := present(child(r.old.properties, pointer)), present(child(r.new.properties, pointer))
	return b != nil && typed.Equal(a, b) && !r.touches("/Properties"+pointer)
}

// touches reports whether a value, one around it or one in it is among what differs.
func (r *ResourceChange) touches(pointer string) bool {
	_, in := r.differs[pointer]
	return in || r.covers(pointer)
}

func child(v *typed.Value, pointer string) *typed.Value {
	for _, key := range strings.Split(pointer, "/")[1:] {
		v = v.Child(unescape(key))
	}
	return v
}

// dependents returns what refers to a resource that is replaced, may be or is removed.
func (c *comparison) dependents(r *ResourceChange, references []template.Reference) []Dependent {
	var out []Dependent
	for _, ref := range references {
		if ref.ID == r.LogicalID && ref.Section == "Resources" {
			continue
		}
		d := Dependent{
			Section: ref.Section, LogicalID: ref.ID, Function: ref.Function, Attribute: ref.Attribute,
			Pointer: strings.TrimPrefix(ref.Pointer, below("/"+ref.Section, string(ref.ID))),
			Changes: c.referenceChanges(r, ref), Replaces: False,
		}
		if user := c.changes[ref.ID]; ref.Section == "Resources" && user != nil && user.Action == Modify && d.Changes != False {
			detail := c.detailOf(user, ref)
			if detail.Evaluation = Static; d.Changes != True {
				detail.Evaluation = Dynamic
			}
			d.Replaces = detail.replacement()
		}
		out = append(out, d)
	}
	return out
}
