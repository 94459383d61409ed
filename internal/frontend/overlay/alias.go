package overlay

import (
	"fmt"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// aliases reads the former names of definitions.
func (p *parser) aliases(n *jsondoc.Node) []*model.Alias {
	var out []*model.Alias
	for _, m := range n.Members() {
		a := &model.Alias{Pos: m.Value.Pos(), Old: m.Name, New: p.text(n, m.Name)}
		switch a.Old {
		case "":
			p.errorf(m.Value, EmptyAlias, "the former name is empty")
		case a.New:
			p.errorf(m.Value, AliasOfItself, "%q is the former name of itself", a.Old)
		}
		out = append(out, a)
	}
	return out
}

// alias adds the overlay's aliases to a resource. A name that a definition has is
// not a former one, and one that leads to no definition helps nobody. Where a
// definition has its former name and nothing has the new one, the renaming was undone
// or is still to come, and nothing needs the alias: it is left out, with one warning
// for all of an overlay.
func (o *Overlay) alias(r *model.Resource) diag.List {
	var found diag.List
	constants, known := definitions(r), make(map[string]bool, len(r.Aliases))
	defined := func(name string) bool { _, ok := constants[name]; return ok }
	names := 0
	for _, a := range r.Aliases {
		known[a.Old] = true
		names += 1 + constants[a.New]
	}
	var undone []*model.Alias
	for _, a := range o.aliases {
		switch {
		case defined(a.Old) && !defined(a.New):
			undone = append(undone, a)
		case !defined(a.New):
			found.Add(diag.Errorf(a.Pos, AliasOfNothing, "%s has no definition %q that %q could be the former name of", r.TypeName, a.New, a.Old))
		case defined(a.Old):
			found.Add(diag.Errorf(a.Pos, AliasInUse, "%s has a definition %q: it is no former name", r.TypeName, a.Old))
		case known[a.Old]:
			found.Add(diag.Errorf(a.Pos, DuplicateAlias, "%q is the former name of a definition of %s already", a.Old, r.TypeName))
		case names+1+constants[a.New] > maxFormerNames:
			found.Add(diag.Errorf(a.Pos, TooManyAliases, "the former names of %s, with those of constants, are more than %d", r.TypeName, maxFormerNames))
			return found
		default:
			known[a.Old] = true
			names += 1 + constants[a.New]
			r.Aliases = append(r.Aliases, a)
		}
	}
	slices.SortFunc(r.Aliases, func(a, b *model.Alias) int { return strings.Compare(a.Old, b.Old) })
	if len(undone) > 0 {
		a := undone[0]
		others := ""
		if n := len(undone) - 1; n > 0 {
			others = fmt.Sprintf(" (and so %d more)", n)
		}
		found.Add(diag.Warningf(a.Pos, UndoneAlias, "%s has a definition %q and none %q: its former name is the present one, and the alias is left out%s",
			r.TypeName, a.Old, a.New, others).For("aliases"))
	}
	return found
}

// maxFormerNames is how many names aliases can keep in a resource type: each keeps
// those of an enum's constants, too.
const maxFormerNames = 10_000

// definitions returns the names of the definitions of a resource type, of objects
// and of enums, and how many constants have the name of each in theirs.
func definitions(r *model.Resource) map[string]int {
	constants := make(map[string]int, len(r.Definitions))
	for _, o := range append(slices.Clip(r.Definitions), r.Object) {
		if o != r.Object {
			constants[o.Name] += 0
		}
		o.Walk(func(t *model.Type) {
			if t.EnumName != "" {
				constants[t.EnumName] = len(t.Enum)
			} else if o != r.Object {
				constants[o.Name] += len(t.Enum)
			}
		})
	}
	return constants
}
