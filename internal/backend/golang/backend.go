package golang

import (
	"path"
	"strings"

	"github.com/cfngen/cfngen/internal/backend"
	"github.com/cfngen/cfngen/internal/compare"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// Backend is the back end for Go. The fields are as in [Options].
type Backend struct{ Package, CFNImport, Tool string }

var _ backend.Backend = Backend{}

func (b Backend) options() Options {
	return Options{Package: b.Package, CFNImport: b.CFNImport, Tool: b.Tool}
}

// Name returns "go".
func (Backend) Name() string { return "go" }

// Neighbours returns the types whose names those of the selected ones must not take.
func (Backend) Neighbours(selected, all []string) []string { return Neighbours(selected, all) }

// Affected returns the types with names that can be names of the changed ones, of types
// related to them, and so on. It returns false where several services have one package.
func (b Backend) Affected(changed map[string]bool, all, made []string) (map[string]bool, bool) {
	if b.Package != "" || !haveOwnPackages(made) {
		return nil, false
	}
	return Affected(changed, all), true
}

// haveOwnPackages reports whether no two services have one package, which a run with all types
// together looks at.
func haveOwnPackages(types []string) bool {
	services := map[string]string{}
	for _, t := range types {
		files, service := Files(t), t[:strings.LastIndex(t, "::")+1]
		if len(files) == 0 {
			return false
		}
		if pkg := path.Dir(files[0]); services[pkg] == "" {
			services[pkg] = service
		} else if services[pkg] != service {
			return false
		}
	}
	return true
}

// Files returns the paths of a type's files.
func (Backend) Files(typeName string) []string { return Files(typeName) }

// Check returns the list that Make would return.
func (b Backend) Check(spec *model.Spec) diag.List { return Check(spec, b.options()) }

// Make makes the files of all types.
func (b Backend) Make(spec *model.Spec, o backend.Options) (backend.Product, diag.List) {
	options := b.options()
	options.MaxBytes, options.Progress = o.MaxBytes, o.Progress
	files, found := Generate(spec, options)
	return backend.Product{Files: files, Relations: WithRelations(spec)}, found
}

// Shared makes the file of each package with the function Types, and the packages with all
// types.
func (b Backend) Shared(runs []backend.Run, importPath string) (map[string][]byte, error) {
	return Shared(runs, b.Tool, importPath)
}

// Declarations returns the exported identifiers.
func (b Backend) Declarations(spec *model.Spec) ([]compare.Declaration, diag.List) {
	return Describe(spec, b.options())
}
