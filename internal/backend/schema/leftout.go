package schema

import (
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// LeftOut returns a warning for each pattern of a resource type that [UnicodePattern] has no equal of, so
// that schemas with such patterns allow any text there, and of keys any key.
func LeftOut(r *model.Resource) diag.List {
	var found diag.List
	note := func(t *model.Type, pattern string) {
		if _, ok := UnicodePattern(pattern); !ok {
			found.Add(diag.Warningf(t.Pos, PatternLeftOut, "the pattern %q is left out: ECMA-262 has no equal of it with the flag u", pattern))
		}
	}
	visit := func(t *model.Type) {
		if t.Pattern != nil {
			note(t, *t.Pattern)
		}
		for _, k := range t.Keys {
			note(t, k.Pattern)
		}
	}
	r.Object.Walk(visit)
	for _, o := range r.Definitions {
		o.Walk(visit)
	}
	found.About(r.TypeName)
	return found
}
