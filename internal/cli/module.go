package cli

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

	"github.com/cfngen/cfngen/internal/source"
)

// goModFile is the file in a module's root.
const goModFile = "go.mod"

// goModule is a Go module.
type goModule struct {
	// root is its folder, absolute.
	root string
	// path is its module path.
	path string
	// ignored are the folders that go.mod has the go command ignore.
	ignored []string
	// required are the versions that go.mod requires of other modules, by their paths.
	required map[string]string
}

// errNoModule reports that a folder belongs to no module.
var errNoModule = errors.New("no go.mod in or above the output folder, so the import path of the support package is unknown: run `go mod init`, or give -cfn IMPORTPATH")

// moduleOf returns the module that a folder belongs to. The folder need not exist
// yet.
func moduleOf(dir string) (goModule, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return goModule{}, err
	}
	for root := abs; ; root = filepath.Dir(root) {
		file := filepath.Join(root, goModFile)
		info, err := os.Stat(file)
		if err == nil && !info.IsDir() {
			content, err := source.ReadFile(file)
			if err != nil {
				return goModule{}, err
			}
			m, err := parseModule(content)
			if err != nil {
				return goModule{}, fmt.Errorf("go.mod above %s %w", filepath.ToSlash(dir), err)
			}
			m.root = root
			return m, nil
		}
		if err != nil && !errors.Is(err, fs.ErrNotExist) && !isNoFolder(root) {
			return goModule{}, fmt.Errorf("go.mod above %s cannot be read: %w", filepath.ToSlash(dir), pathCause(err))
		}
		if root == filepath.Dir(root) {
			return goModule{}, errNoModule
		}
	}
}

// parseModule returns what a go.mod says of a module.
func parseModule(goMod []byte) (goModule, error) {
	// Directives that this version does not know say nothing about the path.
	f, err := modfile.ParseLax(goModFile, goMod, nil)
	if list := (modfile.ErrorList)(nil); errors.As(err, &list) && len(list) > 0 {
		return goModule{}, fmt.Errorf("cannot be read: line %d: %w", list[0].Pos.Line, list[0].Err)
	}
	if err != nil {
		return goModule{}, fmt.Errorf("cannot be read: %w", err)
	}
	if f.Module == nil || f.Module.Mod.Path == "" {
		return goModule{}, errors.New("names no module")
	}
	m := goModule{path: f.Module.Mod.Path, required: map[string]string{}}
	for _, r := range f.Require {
		m.required[r.Mod.Path] = r.Mod.Version
	}
	for _, i := range f.Ignore {
		m.ignored = append(m.ignored, i.Path)
	}
	return m, nil
}

// relative returns the slash-separated path from the module's root to a folder, which
// is the one that a link leads to where that is in the module, too.
func (m goModule) relative(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	rel, err := filepath.Rel(resolved(m.root), resolved(abs))
	if err != nil || !filepath.IsLocal(rel) {
		rel, err = filepath.Rel(m.root, abs)
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

// folder returns the path of a folder of the module from the current one, which is
// the same on every machine.
func (m goModule) folder(dir string) string {
	abs := filepath.Join(m.root, filepath.FromSlash(dir))
	if here, err := os.Getwd(); err == nil {
		if rel, err := filepath.Rel(here, abs); err == nil {
			return rel
		}
	}
	return abs
}

// foldersWith returns the folders of the module that have a file of a name, sorted:
// those that hold packages for the go command, and one in any case. They are
// slash-separated and relative to the module's root.
func (m goModule) foldersWith(name, here string) []string {
	found := []string{here}
	// What cannot be read holds no package.
	_ = filepath.WalkDir(m.root, func(file string, d fs.DirEntry, err error) error {
		rel, err2 := filepath.Rel(m.root, file)
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
func (m goModule) isNoPackage(file, rel string) bool {
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
	return !isMissing(filepath.Join(file, goModFile))
}

// importPath returns the import path of the folder cfn below an output folder.
func (m goModule) importPath(dir string) (string, error) {
	rel, err := m.relative(dir)
	if err != nil {
		return "", err
	}
	imp := path.Join(m.path, rel, supportDir)
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

func pathCause(err error) error {
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
		if info, err := os.Stat(filepath.Join(dir, goModFile)); err == nil && !info.IsDir() {
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

// moduleRoot returns the path to the root of the current folder's module, or of the
// current folder where there is none.
func moduleRoot() string {
	dirs := foldersUp()
	return dirs[len(dirs)-1]
}

// findUp returns the path of the nearest file of a name in the current folder or
// above it, up to the root of its module, "" where there is none.
func findUp(name string) string {
	for _, dir := range foldersUp() {
		if file := filepath.Join(dir, name); !isMissing(file) {
			return file
		}
	}
	return ""
}
