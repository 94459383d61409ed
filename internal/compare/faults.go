package compare

import (
	"fmt"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// faulty reports whether a resource type is described wrongly on a side, and adds
// the change if there is one: nothing else of the type is compared.
func (c *comparison) faulty(old, now *model.Resource) bool {
	if len(old.Faults)+len(now.Faults) == 0 {
		return false
	}
	at := c.at("", faultPos(old), faultPos(now))
	at.add(Templates, Risky, "not compared", faultText(old.Faults), faultText(now.Faults))
	return true
}

// faultPos returns where a resource type is described wrongly, or else where it is
// described.
func faultPos(r *model.Resource) diag.Position {
	if len(r.Faults) == 0 {
		return r.Pos
	}
	return r.Faults[0].Pos
}

// faultText returns in words what is wrong, "" for nothing.
func faultText(faults diag.List) string {
	if len(faults) == 0 {
		return ""
	}
	text := faults[0].Message()
	if pointer := faults[0].Pos.Pointer; !pointer.IsZero() {
		text = pointer.Printed() + ": " + text
	}
	if n := len(faults) - 1; n > 0 {
		text += fmt.Sprintf(" (and %d more)", n)
	}
	return text
}

// notOf returns the declarations that are not of certain resource types.
func notOf(list []Declaration, types map[string]bool) []Declaration {
	var out []Declaration
	for _, d := range list {
		if !types[d.Resource] {
			out = append(out, d)
		}
	}
	return out
}
