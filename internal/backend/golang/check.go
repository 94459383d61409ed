package golang

import (
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/backend/golang/naming"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/templates/cfn/ecma262"
)

// check reports names that Go cannot have, and declares the identifiers.
func (f *file) check(service string) {
	f.checkPackage(service)
	if !f.checkFile() {
		return
	}
	if f.declare(f.names.Prefix, f.resource.Pos) {
		f.declare(naming.Schema(f.names.Prefix), f.resource.Pos)
		f.declare(naming.RelationsOf(f.names.Prefix), f.resource.Pos)
	}
	f.declare(f.names.TypeName(), f.resource.Pos)
	f.declare(f.names.Ref(), f.resource.Pos)
	for _, a := range f.resource.Attributes {
		if slices.ContainsFunc(strings.Split(a.Name, "."), func(part string) bool { return !naming.IsIdentifier(part) }) {
			f.found.Add(diag.Errorf(a.Pos, NoAttributeName, "attribute name %q has no Go name: words of letters and digits are expected, with dots between them", a.Name))
			continue
		}
		f.declare(f.attributes[a.Name], a.Pos)
	}
	f.checkObject(f.resource.Object)
	for _, o := range f.resource.Definitions {
		f.identifier(o.Name, o.Pos, "definition")
		f.declare(f.structName(o), o.Pos)
		f.checkObject(o)
	}
	for _, name := range f.order {
		f.declareEnum(name, f.enums[name])
	}
	f.checkAliases()
	f.checkRelations()
}

// checkPackage reports a package that two services would share: the names of
// one could then depend on whether the other is generated, too.
func (f *file) checkPackage(service string) {
	if f.options.Package != "" {
		return
	}
	if other, ok := f.services[f.names.Package]; ok && other != service {
		f.found.Add(diag.Errorf(f.resource.Pos, PackageTaken, "the Go package %s is that of the service %s, too", f.names.Package, other))
		return
	}
	f.services[f.names.Package] = service
}

// checkFile reports a file that another resource type has already, with false:
// the names in it would mostly be taken as well.
func (f *file) checkFile() bool {
	name := f.path(".go")
	if was, ok := f.declared[name]; ok {
		f.found.Add(diag.Errorf(f.resource.Pos, FileTaken, "the Go file %s is that of the type at %s, too", name, was))
		return false
	}
	f.declared[name] = f.resource.Pos
	return true
}

// declareEnum declares an enum, its constants and the variable of its values.
// Where the enum has no name, its constants would only repeat that.
func (f *file) declareEnum(name string, e *enum) {
	pos := e.typ.Pos
	if e.typ.Kind == model.Integer {
		for _, v := range e.values {
			if _, ok := integer(v); !ok {
				f.found.Add(diag.Errorf(pos, EnumOutOfRange, "the allowed value %s is no integer of 64 bits", v))
				return
			}
		}
	}
	if !f.declare(name, pos) {
		return
	}
	f.declare(naming.Values(name), pos)
	for _, c := range e.constants {
		f.declare(c, pos)
	}
}

// checkObject reports an object's names.
func (f *file) checkObject(o *model.Object) {
	fields := make(map[string]diag.Position)
	for _, p := range o.Properties {
		f.identifier(p.Name, p.Pos, "property")
		field := fieldName(o, p)
		if was, ok := fields[field]; ok {
			f.found.Add(diag.Errorf(p.Pos, FieldTaken, "property %q has the same Go name as the one at %s", p.Name, was))
		}
		fields[field] = p.Pos
		if p.ReadOnly {
			continue
		}
		p.Type.Walk(f.checkType)
	}
	o.Rules.Walk(f.checkType)
}

// checkType reports the constraints that the tables do not hold.
func (f *file) checkType(t *model.Type) {
	if t.Pattern != nil {
		f.checkPattern(t, "pattern", *t.Pattern)
	}
	for _, k := range t.Keys {
		f.checkPattern(t, "patternProperties", k.Pattern)
	}
}

func (f *file) checkPattern(t *model.Type, keyword, expr string) {
	if err := f.compiles(expr); err != nil {
		f.found.Add(diag.Warningf(t.Pos, PatternNotChecked, "the pattern %q is not checked: %v", expr, err).For(keyword))
	}
}

// hasEnum reports whether a type has allowed values that become a Go enum.
func hasEnum(t *model.Type) bool {
	return len(t.Enum) > 0 && (t.Kind == model.String || t.Kind == model.Integer)
}

// compiles returns what the support package has against a pattern. One that it
// cannot compile stays out of the tables, where it would fail every validation.
func (g *generator) compiles(expr string) error {
	known, ok := g.patterns.Load(expr)
	if !ok {
		known = ecma262.Check(expr)
		g.patterns.Store(expr, known)
	}
	err, _ := known.(error)
	return err
}

// identifier reports a name that cannot be part of a Go identifier.
func (f *file) identifier(name string, pos diag.Position, what string) {
	if !naming.IsIdentifier(name) {
		f.found.Add(diag.Errorf(pos, NoName, "%s name %q has no Go name: letters and digits are expected", what, name))
	}
}

// declare reports an identifier that the package has already, with false.
func (f *file) declare(name string, pos diag.Position) bool {
	key := f.names.Package + "." + name
	if was, ok := f.declared[key]; ok {
		f.found.Add(diag.Errorf(pos, NameTaken, "the Go name %s is taken by what stands at %s", name, was))
		return false
	}
	f.declared[key] = pos
	return true
}
