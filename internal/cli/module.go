package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
)

// goModFile is the file in a module's root.
const goModFile = "go.mod"

// goModule is a Go module.
type goModule struct {
	// root is its folder, absolute.
	root string
	// path is its module path.
	path string
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
		content, err := os.ReadFile(filepath.Join(root, goModFile))
		if err == nil {
			name, err := modulePath(content)
			if err != nil {
				return goModule{}, fmt.Errorf("go.mod above %s %w", filepath.ToSlash(dir), err)
			}
			return goModule{root: root, path: name}, nil
		}
		if !errors.Is(err, fs.ErrNotExist) && !isNoFolder(root) {
			return goModule{}, fmt.Errorf("go.mod above %s cannot be read: %w", filepath.ToSlash(dir), pathCause(err))
		}
		if root == filepath.Dir(root) {
			return goModule{}, errNoModule
		}
	}
}

// modulePath returns the module path in a go.mod.
func modulePath(goMod []byte) (string, error) {
	// Directives that this version does not know say nothing about the path.
	f, err := modfile.ParseLax(goModFile, goMod, nil)
	if list := (modfile.ErrorList)(nil); errors.As(err, &list) && len(list) > 0 {
		return "", fmt.Errorf("cannot be read: line %d: %w", list[0].Pos.Line, list[0].Err)
	}
	if err != nil {
		return "", fmt.Errorf("cannot be read: %w", err)
	}
	if f.Module == nil || f.Module.Mod.Path == "" {
		return "", errors.New("names no module")
	}
	return f.Module.Mod.Path, nil
}

// importPath returns the import path of the folder cfn below an output folder.
func (m goModule) importPath(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	rel, err := filepath.Rel(m.root, abs)
	if err != nil {
		return "", err
	}
	imp := path.Join(m.path, filepath.ToSlash(rel), supportDir)
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
		if _, err := os.Stat(filepath.Join(dir, goModFile)); err == nil {
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
