package backend

import (
	"github.com/cfngen/cfngen/internal/compare"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// Backend makes files of resource types, in memory. It knows no disk: a run asks it what
// to make, and compares, writes, lists and removes the files by itself.
type Backend interface {
	// Name returns the name by which manifests tell what back ends made, such as "jsonschema".
	Name() string
	// Neighbours returns the names, out of all in the specification, of the resource types that
	// Make wants in Spec.Neighbours: what is made of the selected ones depends on their names.
	// None of the selected ones is among them.
	Neighbours(selected, all []string) []string
	// Affected returns the resource types, out of all in the specification, whose files can
	// become others because some of them change. Made are the types that a run makes, or
	// made before. It returns false where all types have to be made together.
	Affected(changed map[string]bool, all, made []string) (map[string]bool, bool)
	// Files returns the paths of the files that Make makes of a resource type where Affected returns
	// true, nil for none.
	Files(typeName string) []string
	// Check returns the list that Make would return, and makes no files.
	Check(spec *model.Spec) diag.List
	// Make makes the files of all resource types. The list has an error for what cannot be
	// made, and a warning for what of the model the files do not express. It is sorted by
	// position.
	Make(spec *model.Spec, o Options) (Product, diag.List)
	// Shared makes the files that the runs into an output folder make together, by their
	// paths, without looking at a specification. It returns none where there are none.
	// ImportPath is that of the folder in its Go module; it is "" where no run has All.
	Shared(runs []Run, importPath string) (map[string][]byte, error)
	// Declarations returns what users of the files know by name, sorted by package and name,
	// and the list that Make would return. A type with an error has none.
	Declarations(spec *model.Spec) ([]compare.Declaration, diag.List)
}

// Options bound what is made, and show how far it is.
type Options struct {
	// MaxBytes is how many bytes all files may have, about; 0 is no limit.
	MaxBytes int
	// Progress is told how many of how many types are done, after each one. It
	// may be nil.
	Progress func(done, total int)
}

// Product is what Make makes.
type Product struct {
	// Files are by their slash-separated paths below the output folder.
	Files map[string][]byte
	// Relations are the types of which the files have relations.
	Relations []string
}

// Run is what a run made in an output folder, as far as the files that all runs into
// the folder make together depend on it.
type Run struct {
	// Package is the package of all types, "" for one for each service.
	Package string
	// Support is the import path of the support package.
	Support string
	// All is the name of the package with all types, "" for none.
	All string
	// Types are the resource types, and Relations those of them that a Product had.
	Types, Relations []string
}
