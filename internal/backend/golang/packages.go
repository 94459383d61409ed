package golang

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/backend"
	"github.com/cfngen/cfngen/internal/backend/golang/naming"
	"github.com/cfngen/cfngen/internal/model"
)

// Shared makes the files that the runs into an output folder make together, by their
// paths: one in each package, with the function Types, and a package with all types of
// the folder where a run asks for it. It looks at no specification, so that a run makes
// them for the types of all runs. Where two runs cannot both be right about a package,
// the first one is. importPath is that of the folder; it is needed for the package with
// all types alone.
func Shared(runs []backend.Run, tool, importPath string) (map[string][]byte, error) {
	packages := packagesOf(runs)
	out := make(map[string][]byte)
	for _, p := range packages {
		out[path.Join(p.folder, naming.PackageFile)] = p.text(tool)
	}
	for _, r := range runs {
		if r.All == "" {
			continue
		}
		if !naming.IsFolder(r.All) {
			return nil, fmt.Errorf("%q is not the name of a package below the output folder", r.All)
		}
		for _, p := range packages {
			switch {
			case p.folder == r.All:
				return nil, fmt.Errorf("the package %s is to have all types, and is that of resource types, too", r.All)
			case p.name == "main":
				return nil, fmt.Errorf("the package %s is to have all types, and Go cannot import those of package main", r.All)
			}
		}
		out[path.Join(r.All, naming.PackageFile)] = all(r, packages, tool, importPath)
	}
	return out, nil
}

// sharing is a package that has a shared file.
type sharing struct {
	// folder is its folder below the output folder, "" for that itself.
	folder, name, cfnImport string
	// structs are the names of the resource types' structs, by the names of the types.
	structs map[string]string
	// related are the types that have relations.
	related map[string]bool
}

// packagesOf returns the packages of an output folder, sorted by their folders. A type
// of a run that is not up to date yet, and belongs to another package in the folder, or
// imports another support package, is left out.
func packagesOf(runs []backend.Run) []sharing {
	byFolder := make(map[string]sharing)
	for _, r := range runs {
		related := make(map[string]bool, len(r.Relations))
		for _, t := range r.Relations {
			related[t] = true
		}
		for _, t := range r.Types {
			names, ok := namesOf(&model.Resource{TypeName: t}, r.Package)
			if !ok {
				continue
			}
			folder := names.Package
			if r.Package != "" {
				folder = ""
			}
			p, ok := byFolder[folder]
			if !ok {
				p = sharing{folder, names.Package, r.Support, make(map[string]string), make(map[string]bool)}
				byFolder[folder] = p
			}
			if p.name == names.Package && p.cfnImport == r.Support {
				p.structs[t] = names.Prefix
				p.related[t] = related[t]
			}
		}
	}
	out := slices.Collect(maps.Values(byFolder))
	slices.SortFunc(out, func(a, b sharing) int { return strings.Compare(a.folder, b.folder) })
	return out
}

// text returns the file of the package.
func (p sharing) text(tool string) []byte {
	var types, relations strings.Builder
	for _, t := range slices.Sorted(maps.Keys(p.structs)) {
		fmt.Fprintf(&types, "\t\t%s,\n", nilPointer(p.structs[t]))
		if p.related[t] {
			fmt.Fprintf(&relations, "\t\t%s,\n", naming.RelationsOf(p.structs[t]))
		}
	}
	list := "nil"
	if relations.Len() > 0 {
		list = "[]schema.Relations{\n" + relations.String() + "\t}"
	}
	return fmt.Appendf(nil, `%s

package %s

import (
	%q
	%q
)

// Types returns the resource types of the package as nil pointers, in the order of
// their names. [cfn.Known] takes them.
func Types() []cfn.Properties {
	return []cfn.Properties{
%s	}
}

// Relations returns what the properties of the resource types refer to, and what Ref
// returns, in the order of the types' names. Types of which nothing is known are not
// among them. The list must not be changed.
func Relations() []schema.Relations {
	return %s
}
`, header(tool, ""), p.name, p.cfnImport, path.Join(p.cfnImport, schemaName), types.String(), list)
}

// all returns the file of the package with all types, of which those with another
// support package than the run's are left out.
func all(r backend.Run, packages []sharing, tool, importPath string) []byte {
	taken := map[string]bool{cfnName: true, schemaName: true, "slices": true}
	var imports []string
	add := func(name, importPath string) {
		spec := fmt.Sprintf("%q", importPath)
		if path.Base(importPath) != name {
			spec = name + " " + spec
		}
		imports = append(imports, spec)
	}
	add(cfnName, r.Support)
	add(schemaName, path.Join(r.Support, schemaName))
	var types, relations strings.Builder
	for _, p := range packages {
		if p.cfnImport != r.Support {
			continue
		}
		name := p.name
		for taken[name] {
			name += "service"
		}
		taken[name] = true
		add(name, path.Join(importPath, p.folder))
		fmt.Fprintf(&types, "\t\t%s.%s(),\n", name, naming.Types)
		fmt.Fprintf(&relations, "\t\t%s.%s(),\n", name, naming.RelationsFunc)
	}
	slices.SortFunc(imports, func(a, b string) int {
		return strings.Compare(a[strings.IndexByte(a, '"'):], b[strings.IndexByte(b, '"'):])
	})
	return fmt.Appendf(nil, `%s

// Package %s has the resource types of all generated packages.
package %[2]s

import (
	"slices"

	%s
)

// Types returns the resource types of all packages as nil pointers, package by package.
// [cfn.Known] takes them. A program that calls Types holds the code of them all.
func Types() []cfn.Properties {
	return slices.Concat(
%s	)
}

// Relations returns what the properties of the resource types of all packages refer to,
// and what Ref returns, package by package. The list must not be changed.
func Relations() []schema.Relations {
	return slices.Concat(
%s	)
}
`, header(tool, ""), r.All, strings.Join(imports, "\n\t"), types.String(), relations.String())
}
