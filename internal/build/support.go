package build

import (
	"fmt"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/files/manifest"
	"github.com/cfngen/cfngen/internal/files/output"
	"github.com/cfngen/cfngen/internal/gomod"
	"github.com/cfngen/cfngen/internal/version"
	"github.com/cfngen/cfngen/templates"
)

// supportDir is the folder of the support package below an output folder.
const supportDir = "cfn"

// support is the support package of a run.
type support struct {
	// importPath is what generated code imports it by.
	importPath string
	// dir is the output folder that has it in the folder cfn, "" for a package that no
	// run writes.
	dir string
	// isNew reports that no manifest of the module has it.
	isNew bool
	// here is the output folder of the run, relative to the module's root, and manifests are
	// those of the module, as they were when the support package was looked for.
	here      string
	manifests []moduleManifest
}

// findSupport returns the support package of a run into a folder: that of -cfn, or
// else the one of the folder's module, or else a new one in the folder.
func findSupport(o Output) (support, error) {
	dir := o.folder()
	m, err := gomod.Of(dir)
	if o.CFN != "" && (err != nil || !isBelow(o.CFN, m.Path)) {
		return support{importPath: o.CFN}, nil
	}
	if err != nil {
		return support{}, err
	}
	imp, err := m.ImportPath(dir, supportDir)
	if err != nil && o.CFN == "" {
		return support{}, err
	}
	here, err := m.Relative(dir)
	if err != nil {
		return support{}, err
	}
	var found []support
	manifests := manifestsOf(m, here)
	for _, l := range manifests {
		s := support{importPath: path.Join(m.Path, l.dir, supportDir), dir: m.Folder(l.dir), here: here, manifests: manifests}
		if !l.hasSupport() || !importable(path.Join(l.dir, supportDir), here) || o.CFN != "" && o.CFN != s.importPath {
			continue
		}
		if l.dir == here {
			s.dir = dir
		}
		if err := l.checkVersion(s); err != nil {
			return support{}, err
		}
		found = append(found, s)
	}
	switch {
	case len(found) == 1:
		return found[0], nil
	case len(found) > 1:
		return support{}, several(m, found)
	case o.CFN != "":
		return support{importPath: o.CFN}, nil
	}
	return support{importPath: imp, dir: dir, isNew: true, here: here, manifests: manifests}, nil
}

// isBelow reports whether a slash-separated path is another one or goes on from it.
func isBelow(name, parent string) bool { return name == parent || strings.HasPrefix(name, parent+"/") }

// several is the error where a module has several support packages.
func several(m gomod.Module, found []support) error {
	paths := make([]string, len(found))
	for i, s := range found {
		paths[i] = s.importPath
	}
	return fmt.Errorf("the module %s has %d support packages, whose values do not mix: %s; give the one to keep with -cfn in every run, such as -cfn %s",
		m.Path, len(paths), strings.Join(paths, ", "), paths[0])
}

// importable reports whether a package can be imported from a folder and below it.
// Both are slash-separated and relative to the module's root.
func importable(pkg, from string) bool {
	parts := strings.Split(pkg, "/")
	for i, part := range slices.Backward(parts) {
		if part == "internal" {
			parent := path.Join(parts[:i]...)
			return parent == "" || isBelow(from, parent)
		}
	}
	return true
}

// moduleManifest is the manifest of a folder of a module.
type moduleManifest struct {
	// dir is the folder, slash-separated and relative to the module's root.
	dir string
	// file is the folder's path.
	file string
	list manifest.Manifest
	// damaged reports that it cannot be read.
	damaged bool
}

// manifestsOf returns the manifests of a module's folders, those that the go command
// does not look into left out, and of one folder in any case. They are sorted.
func manifestsOf(m gomod.Module, here string) []moduleManifest {
	var found []moduleManifest
	for _, dir := range m.FoldersWith(manifest.Name, here) {
		l := moduleManifest{dir: dir, file: filepath.Join(m.Root, filepath.FromSlash(dir))}
		text, err := output.Read(l.file, manifest.Name)
		if err != nil || !output.IsGenerated(text) {
			continue
		}
		l.list, err = parseList(text)
		l.damaged = err != nil
		found = append(found, l)
	}
	return found
}

// hasSupport reports whether a run wrote a support package into the folder.
func (l moduleManifest) hasSupport() bool {
	if l.list.SupportPackage != nil {
		return module.CheckImportPath(path.Join("m", l.dir)) == nil
	}
	if !l.damaged {
		return false
	}
	// As a merge leaves the manifest. The package itself is what counts.
	return hasGenerated(l.file, supportDir)
}

// checkVersion refuses a support package that a later version wrote: what this one
// knows of it need not be true. One that somebody has removed is no hindrance.
func (l moduleManifest) checkVersion(s support) error {
	pkg := l.list.SupportPackage
	if pkg == nil || !isLater(pkg.Generator) {
		return nil
	}
	there := func(name string) bool { _, err := output.Read(l.file, name); return err == nil }
	if !slices.ContainsFunc(slices.Collect(maps.Keys(pkg.Files)), there) {
		return nil
	}
	return fmt.Errorf("the support package %s was written by %s, and this is %s: use the later version, or remove %s to go back",
		s.importPath, pkg.Generator, version.Tool, diag.FileName(s.dir, supportDir))
}

// isLater reports whether a generator, as manifests name it, is a later version of
// this program.
func isLater(generator string) bool {
	later, ok := strings.CutPrefix(generator, "cfngen ")
	return ok && semver.Compare(later, "v"+version.Number) > 0
}

// files returns the files of the support package by their paths below its folder, with
// those of the optional packages that are named, nil where no run writes it.
func (s support) files(optional []string) (map[string][]byte, error) {
	if s.dir == "" {
		return nil, nil
	}
	return templates.CFN(s.importPath, optional...)
}

// upToDate reports whether the support package is what this program writes with the
// optional packages that are named, as its manifest has it.
func (s support) upToDate(optional []string) bool {
	files, err := s.files(optional)
	if err != nil || s.dir == "" {
		return err == nil
	}
	m, _, ok := readList(s.dir)
	sums := manifest.Sums(files)
	return ok && m.SupportPackage != nil && m.SupportPackage.Generator == version.Tool && maps.Equal(m.SupportPackage.Files, sums) &&
		output.Matches(s.dir, sums)
}

// parseList reads a manifest. One of before there was an entry for the support package
// gets it from its runs.
func parseList(text []byte) (manifest.Manifest, error) {
	m, err := manifest.Parse(text)
	if err != nil || m.SupportPackage != nil {
		return m, err
	}
	pkg := manifest.SupportPackage{Files: map[string]string{}}
	for _, r := range m.Runs {
		for name, sum := range r.Files {
			if strings.HasPrefix(name, supportDir+"/") {
				pkg.Generator, pkg.Files[name] = r.Generator, sum
				delete(r.Files, name)
			}
		}
	}
	if len(pkg.Files) > 0 {
		m.SupportPackage = &pkg
	}
	return m, nil
}

// errDamaged is the error where the support package of another folder has to be
// updated and its manifest cannot be read.
func errDamaged(dir string) error {
	return diag.InFile(diag.FileName(dir, manifest.Name), DamagedSupport, "damaged, so that the support package cannot be brought up to date from here: run gen for that folder first")
}
