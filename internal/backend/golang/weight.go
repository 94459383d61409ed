package golang

import (
	"strings"

	"github.com/cfngen/cfngen/internal/model"
)

// maxFile is how many bytes of Go a resource type may come to. What many properties
// refer to is written for each of them, so that a short specification can describe any
// amount of code. The longest file of what AWS publishes has less than a sixth of it.
const maxFile = 4 << 20

// weight returns about how many bytes of Go a resource type comes to, or some number
// above maxFile where it is more.
func weight(r *model.Resource) int {
	w := &scale{prefix: len(r.TypeName[strings.LastIndexByte(r.TypeName, ':')+1:]), enums: make(map[string]bool)}
	w.n = 2000 + 15*w.prefix + len(r.Doc)
	for _, a := range r.Attributes {
		w.n += 80 + w.prefix + 4*len(a.Name) + len(a.Doc)
	}
	for _, m := range r.Marks {
		w.n += 60 + len(m.Path)
	}
	w.names(r.PrimaryIdentifier)
	w.names(r.RefReturns())
	w.n += 60 + len(r.ARN) + len(r.ARNReturned())
	references, _ := r.References()
	for _, ref := range references {
		w.n += 50 + len(ref.Pointer)
		w.targets(ref.Targets)
	}
	w.object(r.Object)
	for _, o := range r.Definitions {
		if w.n > maxFile {
			break
		}
		w.object(o)
	}
	return w.n
}

// scale adds up a weight.
type scale struct {
	n int
	// prefix is how long the names of the resource type's identifiers are at least.
	prefix int
	// enums are the definitions of enums that were added.
	enums map[string]bool
}

func (w *scale) object(o *model.Object) {
	w.n += 180 + 5*(w.prefix+len(o.Name)) + len(o.Doc) + len(o.DocURL)
	for _, p := range o.Properties {
		if w.n > maxFile {
			return
		}
		w.n += 50 + 2*len(p.Name) + len(p.Doc) + len(p.Default)
		w.targets(p.Targets)
		w.typeOf(p.Type)
		w.enum(p.Type.Innermost(), len(o.Name)+len(p.Name))
		if p.Type.Kind == model.ObjectRef {
			w.n += w.prefix + len(p.Type.Object.Name)
		}
	}
	w.typeOf(o.Rules)
}

// typeOf adds what the tables have of a type.
func (w *scale) typeOf(t *model.Type) {
	t.Walk(func(t *model.Type) {
		if w.n > maxFile {
			return
		}
		w.n += 10
		for k := range model.Keywords() {
			if k.IsSet(&t.Constraints) && (k.Name != "enum" || !hasEnum(t)) {
				w.constraint(k, &t.Constraints)
			}
		}
	})
}

// constraint adds a constraint that there is, without the types in it.
func (w *scale) constraint(k model.Keyword, c *model.Constraints) {
	switch f := k.Field(c).(type) {
	case **uint64:
		w.n += 25
	case *model.Decimal:
		w.n += len(*f)
	case **string:
		w.n += 15 + len(**f)
	case *[]string:
		w.names(*f)
	case *[]model.Kind:
		w.n += 10 * len(*f)
	case *[]model.Keys:
		for _, k := range *f {
			w.n += 20 + len(k.Pattern)
		}
	case *[]*model.Member:
		for _, m := range *f {
			w.n += 30 + len(m.Name)
		}
	case *[]*model.Dependency:
		for _, d := range *f {
			w.n += 30 + len(d.Property)
			w.names(d.Required)
		}
	}
}

// enum adds the use of a Go enum, and the enum itself, a definition's once. name is how
// long the name of one in place is.
func (w *scale) enum(t *model.Type, name int) {
	if !hasEnum(t) {
		return
	}
	if t.EnumName != "" {
		name = len(t.EnumName)
	}
	w.n += 30 + 2*(w.prefix+name)
	if w.enums[t.EnumName] {
		return
	}
	w.enums[t.EnumName] = t.EnumName != ""
	w.n += 300 + 4*(w.prefix+name)
	for _, v := range t.Enum {
		if w.n > maxFile {
			return
		}
		w.n += 12 + 2*(w.prefix+name) + 3*len(v)
	}
}

func (w *scale) targets(targets []model.Target) {
	for _, t := range targets {
		w.n += 25 + len(t.TypeName) + len(t.Property)
	}
}

func (w *scale) names(list []string) {
	for _, name := range list {
		if w.n > maxFile {
			return
		}
		w.n += 4 + len(name)
	}
}
