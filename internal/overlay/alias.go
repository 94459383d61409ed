package overlay

import (
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// aliases reads the former names of definitions.
func (p *parser) aliases(n *jsondoc.Node) []*model.Alias {
	var out []*model.Alias
	for _, m := range n.Members() {
		a := &model.Alias{Pos: m.Value.Pos(), Old: m.Name, New: p.text(n, m.Name)}
		switch a.Old {
		case "":
			p.errorf(m.Value, "the former name is empty")
		case a.New:
			p.errorf(m.Value, "%q is the former name of itself", a.Old)
		}
		out = append(out, a)
	}
	return out
}

// alias adds the overlay's aliases to a resource. A name that a definition has is
// not a former one, and one that leads to no definition helps nobody.
func (o *Overlay) alias(r *model.Resource) diag.List {
	var found diag.List
	for _, a := range o.aliases {
		switch {
		case !defines(r, a.New):
			found.Add(diag.Errorf(a.Pos, "%s has no definition %q that %q could be the former name of", r.TypeName, a.New, a.Old))
		case defines(r, a.Old):
			found.Add(diag.Errorf(a.Pos, "%s has a definition %q: it is no former name", r.TypeName, a.Old))
		case slices.ContainsFunc(r.Aliases, func(b *model.Alias) bool { return b.Old == a.Old }):
			found.Add(diag.Errorf(a.Pos, "%q is the former name of a definition of %s already", a.Old, r.TypeName))
		default:
			r.Aliases = append(r.Aliases, a)
		}
	}
	slices.SortFunc(r.Aliases, func(a, b *model.Alias) int { return strings.Compare(a.Old, b.Old) })
	return found
}

// defines says whether a resource type has a definition of that name, of an object
// or of an enum.
func defines(r *model.Resource, name string) bool {
	found := false
	for _, o := range slices.Concat([]*model.Object{r.Object}, r.Definitions) {
		found = found || o != r.Object && o.Name == name
		o.Walk(func(t *model.Type) { found = found || t.EnumName == name })
	}
	return found
}
