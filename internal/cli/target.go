package cli

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

// target says where the product goes and how the packages are called.
type target struct {
	// dir is the output folder, stdoutName for standard output.
	dir string
	// pkg is the package of all types, "" for one package per service.
	pkg     string
	support support
}

// target decides from the flags, and from GOPACKAGE in a `go generate` run.
func (o *options) target() (target, error) {
	t := target{dir: o.out, pkg: o.pkg}
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
	if t.dir != stdoutName {
		t.support, err = o.findSupport(t.dir)
		return t, err
	}
	// The files look as they would in the default folder.
	t.support, err = o.findSupport("generated")
	t.support.dir = ""
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
