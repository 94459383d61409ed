package frontend

import (
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/merge"
	"github.com/cfngen/cfngen/internal/frontend/registry"
	"github.com/cfngen/cfngen/internal/model"
)

// unify sorts resources, which come in the order of the documents, by type name
// and makes one of those that have the same. A type that documents of both
// formats hold is merged, whatever their order: the registry schema is the
// preferred reading, because constraints and read-only properties are known to
// it alone. One that two documents of a format hold is a fault of it.
func unify(all []*model.Resource) ([]*model.Resource, diag.List) {
	slices.SortStableFunc(all, func(a, b *model.Resource) int {
		if c := strings.Compare(a.TypeName, b.TypeName); c != 0 {
			return c
		}
		return rank(a) - rank(b)
	})
	var diags diag.List
	// last is the reading that was looked at last, merged or not.
	var out []*model.Resource
	var last *model.Resource
	for _, r := range all {
		switch {
		case last == nil || last.TypeName != r.TypeName:
			out = append(out, r)
		case rank(last) == rank(r):
			twice := diag.List{diag.Errorf(r.Pos, DuplicateType, "%s was already read from %s", r.TypeName, diag.Location(last.Pos))}
			twice.About(r.TypeName)
			out[len(out)-1].Faults.Add(twice...)
			continue
		default:
			diags.Add(merge.Into(out[len(out)-1], r)...)
		}
		last = r
	}
	return out, diags
}

// rank orders the readings of a type, the preferred one first.
func rank(r *model.Resource) int {
	if r.Sources[0].Format == registry.Format {
		return 0
	}
	return 1
}
