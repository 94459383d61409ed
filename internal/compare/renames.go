package compare

import (
	"fmt"
	"slices"

	"github.com/cfngen/cfngen/internal/diag"
)

// renames are the types that have another name now, by the old one.
type renames map[string]rename

type rename struct {
	// to is the type as it is declared now.
	to Declaration
	// hint is what keeps the old name.
	hint string
	// gone reports whether nothing else has the old name.
	gone bool
}

// newRenames finds the types that have a new name now, in place of the one that
// they had.
func newRenames(old, now []Declaration, became map[diag.Position][]successor) renames {
	before, after := bySubject(old), bySubject(now)
	declared := make(map[diag.Position]Declaration)
	for _, n := range now {
		if n.Kind == "type" && n.Alias == "" {
			declared[n.Pos] = n
		}
	}
	out := make(renames)
	for _, o := range old {
		if o.Kind != "type" || slices.ContainsFunc(became[o.Pos], func(s successor) bool { return declared[s.pos].subject() == o.subject() }) {
			continue
		}
		for _, s := range became[o.Pos] {
			n, ok := declared[s.pos]
			was, had := before[n.subject()]
			back := had && was.Alias == o.Name // the name that it had before, kept as an alias
			if !ok || had && !back || n.Resource != o.Resource {
				continue
			}
			by, taken := after[o.subject()]
			_, ofResource := after[o.subject()+".Validate"]
			out[o.subject()] = rename{to: n, hint: hint(s, o, taken, back), gone: !taken}
			if taken && ofResource {
				out[o.subject()] = rename{to: n, hint: fmt.Sprintf("the resource type %s is called %s now, and a resource type keeps its name", by.Resource, o.Name)}
			}
			break
		}
	}
	return out
}

// hint returns what keeps the name of a type. back reports whether it has its former
// name again, for which there is an alias.
func hint(s successor, o Declaration, taken, back bool) string {
	switch {
	case taken:
		return fmt.Sprintf("something else is called %s now; an overlay that renames both keeps the name", o.Name)
	case back && s.old != "" && s.now != "":
		return fmt.Sprintf(`an overlay with "aliases": {%q: %q} in place of {%q: %q} keeps the name`, s.old, s.now, s.now, s.old)
	case s.old != "" && s.now != "" && s.old != s.now:
		return fmt.Sprintf(`an overlay with "aliases": {%q: %q} keeps the name`, s.old, s.now)
	}
	return ""
}

// removed reports what only the old code has.
func (r renames) removed(o Declaration, before, after map[string]Declaration) Change {
	c := Change{Layer: Go, Class: Breaking, Resource: o.Resource, Subject: o.subject(), Kind: o.Kind + " removed", Old: o.text(), OldPos: o.Pos}
	if to, ok := r[o.subject()]; ok {
		c.Kind, c.New, c.NewPos, c.Hint = "type renamed", to.to.Name, to.to.Pos, to.hint
	}
	// A constant of an enum goes with it.
	enum := o.Package + "." + o.Type
	if _, is := after[enum]; o.Kind == "const" && before[enum].Kind == "type" && !is {
		c.Follows = enum
	}
	return c
}

// explain completes a change that is nothing but that of a type's name with the
// change that it follows, where that is reported itself, or else with what can be
// done.
func (r renames) explain(c *Change, o, n Declaration) {
	var last string
	renamed := identifier.ReplaceAllStringFunc(o.Type, func(name string) string {
		to, ok := r[o.Package+"."+name]
		if !ok {
			return name
		}
		last = o.Package + "." + name
		return to.to.Name
	})
	switch {
	case last == "" || renamed != n.Type:
	case r[last].gone:
		c.Follows = last
	default:
		c.Hint = r[last].hint
	}
}
