package gomod

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"

	"github.com/cfngen/cfngen/internal/frontend/source"
)

// File is the name of the file in a module's root.
const File = "go.mod"

// Module is a Go module.
type Module struct {
	// Root is its folder, absolute.
	Root string
	// Path is its module path.
	Path string
	// Required are the versions that go.mod requires of other modules, by their paths.
	Required map[string]string
	// ignored are the folders that go.mod has the go command ignore.
	ignored []string
}

// ErrNone is the error for a folder that belongs to no module.
var ErrNone = errors.New("no go.mod in or above the output folder, so the import path of the support package is unknown: run `go mod init`, or give -cfn IMPORTPATH")

// Of returns the module that a folder belongs to. The folder need not exist
// yet.
func Of(dir string) (Module, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return Module{}, err
	}
	for root := abs; ; root = filepath.Dir(root) {
		file := filepath.Join(root, File)
		info, err := os.Stat(file)
		if err == nil && !info.IsDir() {
			content, err := source.ReadFile(file)
			if err != nil {
				return Module{}, err
			}
			m, err := parse(content)
			if err != nil {
				return Module{}, fmt.Errorf("go.mod above %s %w", filepath.ToSlash(dir), err)
			}
			m.Root = root
			return m, nil
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) && !isNoFolder(root) {
			return Module{}, fmt.Errorf("go.mod above %s cannot be read: %w", filepath.ToSlash(dir), Cause(err))
		}
		if root == filepath.Dir(root) {
			return Module{}, ErrNone
		}
	}
}

// parse returns what a go.mod has on a module.
func parse(goMod []byte) (Module, error) {
	// Directives that this version does not know do not concern the path.
	f, err := modfile.ParseLax(File, goMod, nil)
	if list := (modfile.ErrorList)(nil); errors.As(err, &list) && len(list) > 0 {
		return Module{}, fmt.Errorf("cannot be read: line %d: %w", list[0].Pos.Line, list[0].Err)
	}
	if err != nil {
		return Module{}, fmt.Errorf("cannot be read: %w", err)
	}
	if f.Module == nil || f.Module.Mod.Path == "" {
		return Module{}, errors.New("names no module")
	}
	m := Module{Path: f.Module.Mod.Path, Required: map[string]string{}}
	for _, r := range f.Require {
		m.Required[r.Mod.Path] = r.Mod.Version
	}
	for _, i := range f.Ignore {
		m.ignored = append(m.ignored, i.Path)
	}
	return m, nil
}

// Relative returns the slash-separated path from the module's root to a folder, which
// is the one that a link leads to where that is in the module, too.
func (m Module) Relative(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	rel, err := filepath.Rel(resolved(m.Root), resolved(abs))
	if err != nil || !filepath.IsLocal(rel) {
		rel, err = filepath.Rel(m.Root, abs)
	}
	return filepath.ToSlash(rel), err
}

// resolved returns a path without the links in that part of it that exists.
func resolved(file string) string {
	for rest, dir := "", file; ; rest, dir = filepath.Join(filepath.Base(dir), rest), filepath.Dir(dir) {
		if real, err := filepath.EvalSymlinks(dir); err == nil {
			return filepath.Join(real, rest)
		}
		if dir == filepath.Dir(dir) {
			return file
		}
	}
}

// Folder returns the path of a folder of the module from the current one, which is
// the same on every machine.
func (m Module) Folder(dir string) string {
	abs := filepath.Join(m.Root, filepath.FromSlash(dir))
	if here, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(here, abs); err == nil {
			return rel
		}
	}
	return abs
}

// FoldersWith returns the folders of the module that have a file of a name, sorted:
// those that hold packages for the go command, and one in any case. They are
// slash-separated and relative to the module's root.
func (m Module) FoldersWith(name, here string) []string {
	found := []string{here}
	// What cannot be read holds no package.
	_ = filepath.WalkDir(m.Root, func(file string, d fs.DirEntry, err error) error {
		rel, err2 := filepath.Rel(m.Root, file)
		switch {
		case err != nil || err2 != nil:
			return fs.SkipDir
		case d.IsDir() && rel != "." && m.isNoPackage(file, filepath.ToSlash(rel)):
			return fs.SkipDir
		case d.Name() == name && !d.IsDir():
			found = append(found, path.Dir(filepath.ToSlash(rel)))
		}
		return nil
	})
	slices.Sort(found)
	return slices.Compact(found)
}

// isNoPackage reports whether the go command takes a folder and those below it for no
// part of the module.
func (m Module) isNoPackage(file, rel string) bool {
	name := path.Base(rel)
	if name == "vendor" || name == "testdata" || strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") {
		return true
	}
	for _, i := range m.ignored {
		// With ./ it is that folder, without it any folder whose path ends so.
		if clean := path.Clean(i); rel == clean || !strings.HasPrefix(i, "./") && strings.HasSuffix(rel, "/"+clean) {
			return true
		}
	}
	return !IsMissing(filepath.Join(file, File))
}

// ImportPath returns the import path of a folder below one of the module.
func (m Module) ImportPath(dir, below string) (string, error) {
	rel, err := m.Relative(dir)
	if err != nil {
		return "", err
	}
	imp := path.Join(m.Path, rel, below)
	if err := module.CheckImportPath(imp); err != nil {
		return "", fmt.Errorf("-out %s: Go cannot import from this folder: %w", filepath.ToSlash(dir), err)
	}
	return imp, nil
}

// isNoFolder reports whether a file stands where the output folder should be: the
// writer has the better words for it.
func isNoFolder(name string) bool {
	info, err := os.Stat(name)
	return err != nil || !info.IsDir()
}

// Cause returns what is wrong with a file, without its path.
func Cause(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}

// foldersUp returns the current folder and those above it, up to the root of its
// module; without a module it is the current one alone. The paths are relative, to be
// the same on every machine.
func foldersUp() []string {
	dirs := []string{"."}
	for {
		dir := dirs[len(dirs)-1]
		if info, err := os.Stat(filepath.Join(dir, File)); err == nil && !info.IsDir() {
			return dirs
		}
		above := filepath.Join(dir, "..")
		here, err := os.Stat(dir)
		there, err2 := os.Stat(above)
		if err != nil || err2 != nil || os.SameFile(here, there) {
			return dirs[:1]
		}
		dirs = append(dirs, above)
	}
}

// Root returns the path to the root of the current folder's module, or of the
// current folder where there is none.
func Root() string {
	dirs := foldersUp()
	return dirs[len(dirs)-1]
}

// FromRoot returns the path of a folder from the root of the current folder's module, and of one that is
// not below it the path that it has.
func FromRoot(dir string) string {
	root, err := filepath.Abs(Root())
	abs, err2 := filepath.Abs(dir)
	if err != nil || err2 != nil {
		return dir
	}
	if rel, err := filepath.Rel(root, abs); err == nil && filepath.IsLocal(rel) {
		return rel
	}
	return dir
}

// FindUp returns the path of the nearest file of a name in the current folder or
// above it, up to the root of its module, "" where there is none.
func FindUp(name string) string {
	for _, dir := range foldersUp() {
		if file := filepath.Join(dir, name); !IsMissing(file) {
			return file
		}
	}
	return ""
}

// IsMissing reports whether nothing has a name. A link to nowhere is something.
func IsMissing(name string) bool {
	_, err := os.Lstat(name)
	return errors.Is(err, fs.ErrNotExist)
}
