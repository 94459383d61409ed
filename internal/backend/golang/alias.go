package golang

import (
	"strings"

	"github.com/cfngen/cfngen/internal/backend/golang/godoc"
	"github.com/cfngen/cfngen/internal/backend/golang/naming"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// alias is a former name of a Go type.
type alias struct {
	pos      diag.Position
	old, new string
	// constants are the former names of an enum's constants, in the order of its
	// values.
	constants []string
}

// aliases returns the former names of the resource type's definitions. What an
// object's definition is called is part of the names of the enums in place within.
func (f *file) aliases() []alias {
	var out []alias
	if len(f.resource.Aliases) == 0 {
		return nil
	}
	objects := make(map[string]*model.Object, len(f.resource.Definitions))
	for _, o := range f.resource.Definitions {
		objects[o.Name] = o
	}
	for _, a := range f.resource.Aliases {
		old := f.names.Nested(a.Old)
		if e := f.enums[f.names.Nested(a.New)]; e != nil && e.typ.EnumName == a.New {
			out = append(out, f.enumAlias(a, naming.Definition(a.Old), old, f.names.Nested(a.New)))
			continue
		}
		o := objects[a.New]
		if o == nil {
			continue
		}
		out = append(out, alias{pos: a.Pos, old: old, new: f.structName(o)})
		for _, p := range o.Properties {
			if enum := f.enumOf[p]; enum != "" && f.enums[enum].typ.EnumName == "" {
				name := strings.TrimPrefix(old, f.names.Prefix) + fieldName(o, p)
				out = append(out, f.enumAlias(a, name, f.names.Type(name), enum))
			}
		}
	}
	return out
}

// enumAlias returns the former name of an enum: former is what it was called within
// the resource type.
func (f *file) enumAlias(a *model.Alias, former, old, enum string) alias {
	constants := naming.Constants(old, f.enums[enum].values, f.names.ConstantNames(former), func(string) bool { return false })
	return alias{a.Pos, old, enum, constants}
}

// checkAliases reports former names that Go cannot have, and declares the others.
func (f *file) checkAliases() {
	made := f.aliases()
	has := make(map[diag.Position]bool, len(made))
	for _, a := range made {
		has[a.pos] = true
	}
	for _, a := range f.resource.Aliases {
		f.identifier(a.Old, a.Pos, "former definition")
		if !has[a.Pos] {
			f.found.Add(diag.Errorf(a.Pos, AliasWithoutType, "the definition %q has no Go type that could have a former name", a.New))
		}
	}
	for _, a := range made {
		f.declare(a.old, a.pos)
		for _, c := range a.constants {
			f.declare(c, a.pos)
		}
	}
}

// declareAliases writes the former names.
func (f *file) declareAliases() {
	for _, a := range f.aliases() {
		f.write("\n")
		f.comment(join(lead(a.old, "is the former name of "+a.new+"."), godoc.Wrap("Deprecated: use "+a.new+".")))
		f.write("type ", a.old, " = ", a.new, "\n")
		if a.constants == nil {
			continue
		}
		f.write("\n")
		f.comment(join(
			godoc.Wrap("The former names of the constants of "+a.new+"."),
			godoc.Wrap("Deprecated: use those of "+a.new+".")))
		f.write("const (\n")
		for i, c := range aligned(a.constants) {
			f.write("\t", c, "= ", f.enums[a.new].constants[i], "\n")
		}
		f.write(")\n")
	}
}
