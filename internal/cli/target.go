package cli

import (
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/cfngen/cfngen/internal/golang"
	"github.com/cfngen/cfngen/internal/gomod"
	"github.com/cfngen/cfngen/internal/manifest"
)

// target says where the product goes and how the packages are called.
type target struct {
	// dir is the output folder, stdoutName for standard output.
	dir string
	// pkg is the package of all types, "" for one package per service.
	pkg string
	// all is the package with all types of the folder, "" for none.
	all     string
	support support
	// optional are the packages of the support package that the run asks for.
	optional []string
}

// shared makes the files that runs into the folder make together. The first run is the
// one that is being made.
func (t target) shared(runs []manifest.Run) (map[string][]byte, error) {
	made := make([]golang.Made, len(runs))
	importPath := ""
	for i, r := range runs {
		made[i] = golang.Made{Package: r.Package, CFNImport: r.Support, Types: r.Types, Related: r.Relations, All: r.All}
		if r.All == "" || importPath != "" {
			continue
		}
		m, err := gomod.Of(t.folder())
		if errors.Is(err, gomod.ErrNone) {
			err = fmt.Errorf("the package %s imports the generated ones, and there is no go.mod in or above the output folder: run `go mod init`, or leave out -all", r.All)
		}
		if err != nil {
			return nil, err
		}
		below, err := m.ImportPath(t.folder(), supportDir)
		if err != nil {
			return nil, err
		}
		importPath = path.Dir(below)
	}
	return golang.Shared(made, tool, importPath)
}

// folder returns the output folder, of standard output the one for which the files
// look so.
func (t target) folder() string {
	if t.dir == stdoutName {
		return "generated"
	}
	return t.dir
}

// target decides from the flags, and from GOPACKAGE in a `go generate` run.
func (o *options) target() (target, error) {
	t := target{dir: o.out, pkg: o.pkg, all: o.all}
	if o.yaml {
		t.optional = []string{"yaml"}
	}
	goPackage := o.goPackage
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
	var err error
	t.support, err = o.findSupport(t.folder())
	if t.dir == stdoutName {
		t.support.dir = ""
	}
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
