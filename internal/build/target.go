package build

import (
	"errors"
	"fmt"
	"path"
	"path/filepath"
	"slices"

	"github.com/cfngen/cfngen/internal/backend"
	"github.com/cfngen/cfngen/internal/backend/golang"
	"github.com/cfngen/cfngen/internal/backend/golang/naming"
	"github.com/cfngen/cfngen/internal/backend/jsonschema"
	"github.com/cfngen/cfngen/internal/backend/openapi"
	"github.com/cfngen/cfngen/internal/build/session"
	"github.com/cfngen/cfngen/internal/files/manifest"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/gomod"
	"github.com/cfngen/cfngen/internal/version"
)

// JSONSchema is the format of an output that is a JSON Schema of each type.
const JSONSchema = jsonschema.Name

// OpenAPI is the format of an output that is an OpenAPI document with a schema of each type.
const OpenAPI = openapi.Name

// IsFolder reports whether a name can be that of the package All of an output.
func IsFolder(name string) bool { return naming.IsFolder(name) }

// target is an output with what is found for it: by which path generated Go imports the
// support package.
type target struct {
	Output
	check, prune bool
	support      support
}

// backend returns the back end that makes the files.
func (t target) backend() backend.Backend {
	switch t.Format {
	case JSONSchema:
		return jsonschema.Backend{Tool: version.Tool}
	case OpenAPI:
		return openapi.Backend{Tool: version.Tool, Functions: t.Functions}
	}
	return golang.Backend{Package: t.Package, CFNImport: t.support.importPath, Tool: version.Tool}
}

// reserveAll reserves all outputs of a run, until release is called.
func reserveAll(ses *session.Session, o Options) (targets []target, release func(), err error) {
	var releases []func()
	release = func() {
		for _, release := range slices.Backward(releases) {
			release()
		}
	}
	dirs, isGo := map[string]bool{}, 0
	for _, out := range o.Outputs {
		if out.Format == "" {
			isGo++
		}
		if out.Dir == Stdout && len(o.Outputs) > 1 {
			return nil, release, errors.New("standard output takes one output")
		}
		if isGo > 1 { // each would find the module's support package as the other one leaves it
			return nil, release, errors.New("a run has one output that is Go")
		}
		if abs, err := filepath.Abs(out.Dir); err == nil && out.Dir != Stdout {
			if dirs[abs] {
				return nil, release, fmt.Errorf("two outputs have the folder %s", out.Dir)
			}
			dirs[abs] = true
		}
		t, release1, err := reserve(ses, target{Output: out, check: o.Check, prune: o.Prune})
		if err != nil {
			return nil, release, err
		}
		targets, releases = append(targets, t), append(releases, release1)
	}
	return targets, release, nil
}

// reserve finds the support package of an output, and keeps other runs out of the module until
// release is called where the run is to make it: two runs must not make two.
func reserve(ses *session.Session, t target) (_ target, release func(), err error) {
	if t.Format != "" {
		return t, func() {}, nil // what it makes imports nothing
	}
	if t.support, err = findSupport(t.Output); err != nil || !t.support.isNew || t.check || t.Dir == Stdout {
		return t, func() {}, err
	}
	m, err := gomod.Of(t.Dir)
	if err != nil {
		return t, nil, err
	}
	release = ses.Lock(m.Folder("."), false)
	// Another run may have made it meanwhile.
	if t.support, err = findSupport(t.Output); err != nil || !t.support.isNew {
		release()
		release = func() {}
	}
	return t, release, err
}

// neighboursOf returns the neighbours that any of the outputs needs.
func neighboursOf(targets []target) frontend.Neighbours {
	return func(selected, all []string) []string {
		var out []string
		for _, t := range targets {
			out = append(out, t.backend().Neighbours(selected, all)...)
		}
		return out
	}
}

// shared makes the files that runs into the folder make together. The first run is the
// one that is being made.
func (t target) shared(runs []manifest.Run) (map[string][]byte, error) {
	var all []backend.Run
	importPath := ""
	for _, r := range runs {
		if r.Format != t.Format {
			continue
		}
		all = append(all, backend.Run{Package: r.Package, Support: r.Support, Types: r.Types, Relations: r.Relations, All: r.All})
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
	return t.backend().Shared(all, importPath)
}

// folder returns the output folder, of standard output the one for which the files
// look so.
func (o Output) folder() string {
	if o.Dir == Stdout {
		return "generated"
	}
	return o.Dir
}
