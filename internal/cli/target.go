package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
)

// target says where the product goes and how the packages are called.
type target struct {
	// dir is the output folder, stdoutName for standard output.
	dir string
	// pkg is the package of all types, "" for one package per service.
	pkg string
	// cfnImport is the support package's import path.
	cfnImport string
	// support says that the support package is written beside the types.
	support bool
}

// target decides from the flags, and from GOPACKAGE in a `go generate` run.
func (o *options) target(getenv func(string) string) (target, error) {
	t := target{dir: o.out, pkg: o.pkg, cfnImport: o.cfn}
	goPackage := getenv("GOPACKAGE")
	if goPackage != "" && !o.set["out"] && !o.set["package"] {
		t.dir = "."
	}
	if goPackage != "" && !o.set["package"] && isCurrent(t.dir) {
		if strings.HasSuffix(goPackage, "_test") {
			return t, fmt.Errorf("the go:generate line stands in package %s, which is for tests only: move it, or give -package", goPackage)
		}
		if !isPackageName(goPackage) {
			return t, fmt.Errorf("GOPACKAGE is %q, which is no package name", goPackage)
		}
		t.pkg = goPackage
	}
	if t.cfnImport != "" {
		return t, nil
	}
	// On standard output the files look as they would in the default folder.
	dir := t.dir
	t.support = dir != stdoutName
	if !t.support {
		dir = "generated"
	}
	var err error
	t.cfnImport, err = supportPath(dir)
	return t, err
}

func isCurrent(dir string) bool {
	if dir == stdoutName {
		return false
	}
	here, err := os.Getwd()
	abs, err2 := filepath.Abs(dir)
	return err == nil && err2 == nil && here == abs
}

// supportPath gives the import path that the folder cfn has below an output
// folder, from the nearest go.mod above.
func supportPath(dir string) (string, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	for root := abs; ; root = filepath.Dir(root) {
		file := filepath.Join(root, "go.mod")
		content, err := os.ReadFile(file)
		if err == nil {
			return importPath(dir, content, root, abs)
		}
		if !errors.Is(err, fs.ErrNotExist) && !isNoFolder(root) {
			return "", fmt.Errorf("go.mod above %s cannot be read: %w", filepath.ToSlash(dir), pathCause(err))
		}
		if root == filepath.Dir(root) {
			return "", errors.New("no go.mod in or above the output folder, so the import path of the support package is unknown: run `go mod init`, or give -cfn IMPORTPATH")
		}
	}
}

// isNoFolder says whether a file stands where the output folder should be: the
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

func importPath(dir string, goMod []byte, root, abs string) (string, error) {
	modPath := modfile.ModulePath(goMod)
	if modPath == "" {
		return "", fmt.Errorf("go.mod above %s names no module", filepath.ToSlash(dir))
	}
	rel, err := filepath.Rel(root, abs)
	if err != nil {
		return "", err
	}
	imp := path.Join(modPath, filepath.ToSlash(rel), supportDir)
	if err := module.CheckImportPath(imp); err != nil {
		return "", fmt.Errorf("-out %s: Go cannot import from this folder: %w", filepath.ToSlash(dir), err)
	}
	return imp, nil
}
