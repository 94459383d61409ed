package build

import (
	"errors"
	"fmt"
	"path"

	"github.com/cfngen/cfngen/internal/golang"
	"github.com/cfngen/cfngen/internal/gomod"
	"github.com/cfngen/cfngen/internal/manifest"
	"github.com/cfngen/cfngen/internal/session"
	"github.com/cfngen/cfngen/internal/version"
)

// target is where the files of a run go and by which path they import the support package.
type target struct {
	Options
	support support
}

// reserve finds the support package of a run, and keeps other runs out of the module until
// release is called where the run is to make it: two runs must not make two.
func reserve(ses *session.Session, o Options) (t target, release func(), err error) {
	t.Options = o
	if t.support, err = findSupport(o); err != nil || !t.support.isNew || o.Check || o.Dir == Stdout {
		return t, func() {}, err
	}
	m, err := gomod.Of(t.Dir)
	if err != nil {
		return t, nil, err
	}
	release = ses.Lock(m.Folder("."), false)
	// Another run may have made it meanwhile.
	if t.support, err = findSupport(o); err != nil || !t.support.isNew {
		release()
		release = func() {}
	}
	return t, release, err
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
	return golang.Shared(made, version.Tool, importPath)
}

// folder returns the output folder, of standard output the one for which the files
// look so.
func (o Options) folder() string {
	if o.Dir == Stdout {
		return "generated"
	}
	return o.Dir
}
