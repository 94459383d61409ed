package openapi

import (
	"github.com/cfngen/cfngen/internal/backend"
	"github.com/cfngen/cfngen/internal/backend/schema"
	"github.com/cfngen/cfngen/internal/compare"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// Name is the name of the back end.
const Name = "openapi"

// File is the path of the file that the back end makes.
const File = "openapi.json"

// Backend is the back end for OpenAPI.
type Backend struct {
	// Tool is the generator's name and version, for the file's notice.
	Tool string
	// Functions reports whether a value can also be an intrinsic function.
	Functions bool
}

var _ backend.Backend = Backend{}

// Name returns "openapi".
func (Backend) Name() string { return Name }

// Neighbours returns none: the schemas of a type depend on no other one.
func (Backend) Neighbours(_, _ []string) []string { return nil }

// Affected returns false: all types have one file.
func (Backend) Affected(map[string]bool, []string, []string) (map[string]bool, bool) {
	return nil, false
}

// Files returns none: no type has a file of its own.
func (Backend) Files(string) []string { return nil }

// Check returns the list that Make would return, but for what cannot be written.
func (b Backend) Check(spec *model.Spec) diag.List {
	var found diag.List
	b.named(spec, &found)
	found.Sort()
	return found
}

// Make makes the file.
func (b Backend) Make(spec *model.Spec, o backend.Options) (backend.Product, diag.List) {
	var found diag.List
	var doc document
	if b.Functions {
		found.Add(doc.add(functionName, function())...)
	}
	for i, r := range b.named(spec, &found) {
		d := b.dialect(r)
		found.Add(doc.add(component(r, r.Object), ofType(d, r))...)
		for _, def := range r.Definitions {
			found.Add(doc.add(component(r, def), ofDefinition(d, def))...)
		}
		if o.MaxBytes > 0 && doc.size > o.MaxBytes {
			found.Add(tooLarge(o.MaxBytes)...)
			return backend.Product{}, found
		}
		if o.Progress != nil {
			o.Progress(i+1, len(spec.Resources))
		}
	}
	text, err := doc.text(b.Tool)
	if err != nil {
		found.Add(notWritten(File, err)...)
	}
	found.Sort()
	return backend.Product{Files: map[string][]byte{File: text}}, found
}

// named returns the types of which all schemas have a name, and notes what is wrong with the others and what of
// all is left out.
func (b Backend) named(spec *model.Spec, found *diag.List) []*model.Resource {
	var out []*model.Resource
	taken := map[string]string{}
	if b.Functions {
		taken[functionName] = "functions"
	}
	for _, r := range spec.Resources {
		faults := claim(r, r.Object, r.TypeName, taken)
		for _, o := range r.Definitions {
			faults.Add(claim(r, o, "the definition "+o.Name+" of "+r.TypeName, taken)...)
		}
		if found.Add(faults...); len(faults) == 0 {
			out = append(out, r)
		}
		found.Add(schema.LeftOut(r)...)
	}
	return out
}

// claim takes the name of a schema, of a type itself or of a definition. It is an error where no
// component can have it, or one has it already.
func claim(r *model.Resource, o *model.Object, what string, taken map[string]string) diag.List {
	name := component(r, o)
	pos := o.Pos
	if o == r.Object {
		pos = r.Pos
	}
	var l diag.List
	switch other, ok := taken[name]; {
	case !isComponent(name):
		l.Add(diag.Errorf(pos, NoComponentName, "%s makes no name of an OpenAPI component: %q has other characters than letters, digits, '.', '-' and '_'", what, name))
	case ok:
		l.Add(diag.Errorf(pos, ComponentTaken, "%s would have the OpenAPI component of %s, %s", what, other, name))
	default:
		taken[name] = what
	}
	l.About(r.TypeName)
	return l
}

// Shared returns none.
func (Backend) Shared([]backend.Run, string) (map[string][]byte, error) { return nil, nil }

// Declarations returns none: who uses a schema knows properties by the names that the
// specification has.
func (b Backend) Declarations(spec *model.Spec) ([]compare.Declaration, diag.List) {
	return nil, b.Check(spec)
}

// dialect returns how the schemas of a type are written.
func (b Backend) dialect(r *model.Resource) *schema.Dialect {
	d := &schema.Dialect{
		Reference: func(o *model.Object) string { return reference(component(r, o)) },
		Property: func(p *model.Property, value schema.Object) schema.Object {
			s := property(p, value)
			if p.DocURL != r.DocURL { // where all have the type's, it stands there
				s = append(s, documented(p.DocURL)...)
			}
			return s
		},
		// JSON Schema 2020-12 has patterns with the flag u. One that has no equal among them is left out.
		Pattern: schema.UnicodePattern,
	}
	if b.Functions {
		d.Place, d.OneOf = orFunction, oneOf
	}
	return d
}
