package jsonschema

import (
	"strings"

	"github.com/cfngen/cfngen/internal/backend"
	"github.com/cfngen/cfngen/internal/backend/schema"
	"github.com/cfngen/cfngen/internal/compare"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// Name is the name of the back end.
const Name = "jsonschema"

// Backend is the back end for JSON Schema. It writes one schema, of whole templates.
type Backend struct {
	// PerType has it write a schema of the properties of each type instead.
	PerType bool
	// Tool is the generator's name and version, for the comment of each file.
	Tool string
}

var _ backend.Backend = Backend{}

// Name returns "jsonschema", or "jsonschema-per-type": each leaves the files of the other alone.
func (b Backend) Name() string {
	if b.PerType {
		return Name + "-per-type"
	}
	return Name
}

// Neighbours returns none: a schema depends on the selected types alone.
func (Backend) Neighbours(_, _ []string) []string { return nil }

// Affected returns the changed types, and false where all types have one file, or two of them would.
func (b Backend) Affected(changed map[string]bool, _, made []string) (map[string]bool, bool) {
	if !b.PerType {
		return nil, false
	}
	files := make(map[string]string, len(made))
	for _, name := range made {
		for _, file := range b.Files(name) {
			if other, ok := files[file]; ok && other != name {
				return nil, false
			}
			files[file] = name
		}
	}
	out := make(map[string]bool, len(changed))
	for name := range changed {
		out[name] = true
	}
	return out, true
}

// Files returns the path of the type's file, "aws-s3-bucket.json", or of the one of all types.
func (b Backend) Files(typeName string) []string {
	if !b.PerType {
		return []string{TemplateFile}
	}
	name := strings.ToLower(strings.ReplaceAll(typeName, "::", "-"))
	for _, b := range []byte(name) {
		if (b < 'a' || b > 'z') && (b < '0' || b > '9') && b != '-' {
			return nil
		}
	}
	return []string{name + ".json"}
}

// Check returns the list that Make would return.
func (b Backend) Check(spec *model.Spec) diag.List {
	var found diag.List
	if b.PerType {
		b.named(spec, &found)
	} else {
		for _, r := range spec.Resources {
			found.Add(schema.LeftOut(r)...)
		}
	}
	found.Sort()
	return found
}

// Make makes the file of all types, or one of each.
func (b Backend) Make(spec *model.Spec, o backend.Options) (backend.Product, diag.List) {
	if b.PerType {
		return b.makeEach(spec, o)
	}
	found := b.Check(spec)
	text, err := ofTemplates(spec, b.Tool)
	switch most := o.MaxBytes; {
	case err != nil:
		return backend.Product{}, diag.List{diag.Errorf(diag.Position{}, NotWritten, "the schema of %s cannot be written: %v", "templates", err)}
	case most > 0 && len(text) > most:
		return backend.Product{}, diag.List{tooLarge(most)}
	}
	if o.Progress != nil {
		o.Progress(len(spec.Resources), len(spec.Resources))
	}
	return backend.Product{Files: map[string][]byte{TemplateFile: text}}, found
}

func tooLarge(most int) diag.Diagnostic {
	return diag.Errorf(diag.Position{}, TooLarge, "the schemas have more than %d MiB, which is the most that is written for a specification of this size", most>>20)
}

func (b Backend) makeEach(spec *model.Spec, o backend.Options) (backend.Product, diag.List) {
	var found diag.List
	p := backend.Product{Files: make(map[string][]byte)}
	size, most := 0, o.MaxBytes
	for i, r := range b.named(spec, &found) {
		text, err := ofType(r, b.Tool)
		switch size += len(text); {
		case err != nil:
			found.Add(about(r, NotWritten, "the schema of %s cannot be written: %v", r.TypeName, err)...)
		case most > 0 && size > most:
			found.Add(tooLarge(most))
			return p, found
		}
		p.Files[b.Files(r.TypeName)[0]] = text
		if o.Progress != nil {
			o.Progress(i+1, len(spec.Resources))
		}
	}
	found.Sort()
	return p, found
}

// named returns the types that have a file each.
func (b Backend) named(spec *model.Spec, found *diag.List) []*model.Resource {
	var out []*model.Resource
	files := make(map[string]*model.Resource)
	for _, r := range spec.Resources {
		names := b.Files(r.TypeName)
		switch {
		case names == nil:
			found.Add(about(r, NoFileName, "type name %q makes no file name", r.TypeName)...)
		case files[names[0]] != nil:
			found.Add(about(r, FileTaken, "%s would have the file of %s, %s", r.TypeName, files[names[0]].TypeName, names[0])...)
		default:
			files[names[0]] = r
			out = append(out, r)
		}
	}
	return out
}

// about returns an error about a type.
func about(r *model.Resource, code diag.Code, format string, args ...any) diag.List {
	l := diag.List{diag.Errorf(r.Pos, code, format, args...)}
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
