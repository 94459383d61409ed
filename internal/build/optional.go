package build

import (
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/semver"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/files/manifest"
	"github.com/cfngen/cfngen/internal/files/output"
	"github.com/cfngen/cfngen/internal/gomod"
	"github.com/cfngen/cfngen/templates"
)

// importers are the runs of a module that import a support package.
type importers struct {
	runs []manifest.Run
	// damaged are the folders whose manifests cannot be read, relative to the module's
	// root: there can be more runs.
	damaged []string
}

// importersOf returns the runs of a module that import a support package: those into the
// folder here, which is relative to the module's root, as they are given, and the others
// as the module's manifests list them.
func importersOf(importPath, here string, runs []manifest.Run, manifests []moduleManifest) importers {
	var all importers
	add := func(runs []manifest.Run) {
		for _, r := range runs {
			if r.Support == importPath {
				all.runs = append(all.runs, r)
			}
		}
	}
	add(runs)
	for _, l := range manifests {
		switch {
		case l.damaged:
			all.damaged = append(all.damaged, l.dir)
		case l.dir != here:
			add(l.list.Runs)
		}
	}
	return all
}

// asks reports whether one of the runs asks for an optional package.
func (i importers) asks(name string) bool {
	return slices.ContainsFunc(i.runs, func(r manifest.Run) bool { return slices.Contains(r.Optional, name) })
}

// reread reads the manifests of the module of a folder once more: another run may have
// written one meanwhile.
func (s support) reread(dir string) (support, error) {
	if s.dir == "" {
		return s, nil
	}
	m, err := gomod.Of(dir)
	if err == nil {
		s.manifests = manifestsOf(m, s.here)
	}
	return s, err
}

// optional returns the optional packages that the support package is to have: those that
// the runs into the output folder ask for, or runs into other folders of the module. What
// a damaged manifest asked for is not known: where there is one, what is there stays.
func (s support) optional(runs []manifest.Run) []string {
	if s.dir == "" {
		return nil
	}
	all := importersOf(s.importPath, s.here, runs, s.manifests)
	var names []string
	for _, o := range templates.Optionals() {
		if all.asks(o.Name) || len(all.damaged) > 0 && hasGenerated(s.dir, path.Join(supportDir, o.Name)) {
			names = append(names, o.Name)
		}
	}
	return names
}

// needed returns what stays of a support package that lies in a folder and that the run
// into it does not import: nothing where no other run of the module does, else all but
// the optional packages that none of them asks for. The runs are those into the folder.
func needed(dir string, runs []manifest.Run, pkg *manifest.SupportPackage) *manifest.SupportPackage {
	if pkg == nil {
		return nil
	}
	m, err := gomod.Of(dir)
	if err != nil {
		return nil
	}
	here, err := m.Relative(dir)
	if err != nil {
		return nil
	}
	all := importersOf(path.Join(m.Path, here, supportDir), here, runs, manifestsOf(m, here))
	// That of the folder itself is written anew.
	all.damaged = slices.DeleteFunc(all.damaged, func(dir string) bool { return dir == here })
	if len(all.damaged) > 0 {
		return pkg
	}
	if len(all.runs) == 0 {
		return nil
	}
	left := &manifest.SupportPackage{Generator: pkg.Generator, Files: maps.Clone(pkg.Files)}
	for _, o := range templates.Optionals() {
		if !all.asks(o.Name) {
			below := path.Join(supportDir, o.Name) + "/"
			maps.DeleteFunc(left.Files, func(name, _ string) bool { return strings.HasPrefix(name, below) })
		}
	}
	return left
}

// missing returns warnings for what the module of the output folder lacks for the optional
// packages that the run asks for. It is no error: go.mod is the user's, and what is
// generated is right.
func (t target) missing() diag.List {
	if t.Dir == Stdout || !t.IsGo() {
		return nil // the support package is left out
	}
	var out diag.List
	m, err := gomod.Of(t.folder())
	for _, o := range templates.Optionals() {
		if !slices.Contains(t.Optional, o.Name) {
			continue
		}
		if t.support.dir == "" {
			out.Add(diag.Warningf(diag.Position{}, NoSupportPackage, "-%s: no run of this module writes the support package %s, so that this one cannot add the package %[1]s to it",
				o.Name, t.support.importPath))
			continue
		}
		if err != nil || m.Path == o.Module {
			continue
		}
		has, file := m.Required[o.Module], filepath.ToSlash(filepath.Join(m.Folder("."), gomod.File))
		what := "is not required"
		if has != "" {
			what = "is required in the version " + has
		}
		if has == "" || semver.Compare(has, o.Version) < 0 {
			out.Add(diag.Warningf(diag.Position{File: file}, MissingModule, "%s, which the package %s imports, %s: run `go get %[1]s@%[4]s`",
				o.Module, path.Join(t.support.importPath, o.Name), what, o.Version))
		}
	}
	return out
}

// hasGenerated reports whether a folder below an output folder has Go files that a run
// wrote.
func hasGenerated(dir, below string) bool {
	entries, _ := os.ReadDir(filepath.Join(dir, filepath.FromSlash(below)))
	return slices.ContainsFunc(entries, func(e os.DirEntry) bool {
		text, err := output.Read(dir, path.Join(below, e.Name()))
		return err == nil && path.Ext(e.Name()) == ".go" && output.IsGenerated(text)
	})
}
