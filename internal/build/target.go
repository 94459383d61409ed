package build

import (
	"cmp"
	"errors"
	"fmt"
	"go/token"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/mod/module"

	"github.com/cfngen/cfngen/internal/backend"
	"github.com/cfngen/cfngen/internal/backend/golang"
	"github.com/cfngen/cfngen/internal/backend/golang/naming"
	"github.com/cfngen/cfngen/internal/backend/jsonschema"
	"github.com/cfngen/cfngen/internal/backend/openapi"
	"github.com/cfngen/cfngen/internal/build/session"
	"github.com/cfngen/cfngen/internal/config"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/files/manifest"
	"github.com/cfngen/cfngen/internal/frontend"
	"github.com/cfngen/cfngen/internal/gomod"
	"github.com/cfngen/cfngen/internal/version"
)

// JSONSchema is the format of an output that is JSON Schema.
const JSONSchema = jsonschema.Name

// OpenAPI is the format of an output that is an OpenAPI document.
const OpenAPI = openapi.Name

// EditorSettings returns the settings of an editor whose workspace is the current folder, for the schema of
// templates in the folder of the first output that [Outputs] returns and that has one.
func EditorSettings(list []config.Output, own Output) (string, error) {
	outs, err := Outputs(list, own, "")
	if err != nil {
		return "", err
	}
	i := slices.IndexFunc(outs, func(o Output) bool { return !o.PerType })
	if i < 0 {
		return "", errors.New("no output is a schema of templates: all are one of each type")
	}
	file, err := editorPath(outs[i].Dir)
	if err != nil {
		return "", err
	}
	text, err := jsonschema.Settings(file)
	return string(text), err
}

// editorPath returns the schema of templates in a folder as settings name it: by a path in the workspace where
// all editors take it as one, else by its URL.
func editorPath(dir string) (string, error) {
	file := filepath.ToSlash(filepath.Join(dir, jsonschema.TemplateFile))
	if filepath.IsLocal(dir) && !strings.ContainsFunc(file, func(r rune) bool {
		return r > unicode.MaxASCII || !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("/-_.@ ", r)
	}) {
		return "./" + file, nil
	}
	abs, err := filepath.Abs(filepath.FromSlash(file))
	if err != nil {
		return "", err
	}
	path := filepath.ToSlash(abs)
	if !strings.HasPrefix(path, "/") {
		path = "/" + path // a letter for the drive
	}
	return (&url.URL{Scheme: "file", Path: path}).String(), nil
}

// outputFormat is a format of outputs.
type outputFormat struct {
	config.Format
	// dir is the folder of an output that has none.
	dir     string
	backend func(target) backend.Backend
}

// formats returns all formats. The first one, Go, is that of outputs whose Format is "".
func formats() []outputFormat {
	text := func(name string) config.Key { return config.Key{Name: name} }
	boolean := func(name string) config.Key { return config.Key{Name: name, Boolean: true} }
	format := func(name, dir string, backend func(target) backend.Backend, keys ...config.Key) outputFormat {
		return outputFormat{config.Format{Name: name, Keys: keys}, dir, backend}
	}
	return []outputFormat{
		format("go", "generated", target.golang, text(config.Package), text(config.All), text(config.CFN), boolean(config.YAML)),
		format(JSONSchema, "jsonschema", target.jsonSchema, boolean(config.PerType)),
		format(OpenAPI, "openapi", target.openAPI, boolean(config.Functions)),
	}
}

// Formats returns the formats of outputs for configuration files.
func Formats() []config.Format {
	var out []config.Format
	for _, f := range formats() {
		out = append(out, f.Format)
	}
	return out
}

// DefaultDir returns the folder of an output that has none.
func (o Output) DefaultDir() string { return o.format().dir }

// IsGo reports whether the output is Go.
func (o Output) IsGo() bool { return o.Format == "" }

// Describes reports whether one of the names that are set is that of a key that describes an output
// in a configuration file.
func Describes(set map[string]bool) bool {
	return set[config.Out] || slices.ContainsFunc(formats(), func(f outputFormat) bool {
		return slices.ContainsFunc(f.Keys, func(k config.Key) bool { return set[k.Name] })
	})
}

// format returns the format of an output.
func (o Output) format() outputFormat {
	all := formats()
	return all[max(0, slices.IndexFunc(all, func(f outputFormat) bool { return f.Name == o.Format }))]
}

// complete returns the output with the folder of its format, where it has none. In a run of go
// generate goPackage is the package of the directive, else "". For Go without a package, the folder
// is that of the directive then, and in that folder the package is the directive's, too.
func (o Output) complete(goPackage string) (Output, error) {
	if !o.IsGo() || goPackage == "" || o.Package != "" {
		o.Dir = cmp.Or(o.Dir, o.DefaultDir())
		return o, nil
	}
	o.Dir = cmp.Or(o.Dir, ".")
	switch {
	case !isCurrent(o.Dir):
		return o, nil
	case strings.HasSuffix(goPackage, "_test"):
		return o, fmt.Errorf("the go:generate line stands in package %s, which is for tests only: move it, or give -package", goPackage)
	case !isPackageName(goPackage):
		return o, fmt.Errorf("GOPACKAGE is %q, which is no package name", goPackage)
	}
	o.Package = goPackage
	return o, nil
}

func isCurrent(dir string) bool {
	if dir == Stdout {
		return false
	}
	here, err := os.Getwd()
	abs, err2 := filepath.Abs(dir)
	return err == nil && err2 == nil && here == abs
}

func isPackageName(name string) bool { return token.IsIdentifier(name) && name != "_" }

// Outputs returns the outputs of a run: those that a configuration file lists, or where there are
// none, own. Where own is not Go, of the list only those of its format count. In a run of go
// generate, goPackage is the package of the directive, else "".
func Outputs(list []config.Output, own Output, goPackage string) ([]Output, error) {
	var outs []Output
	var found diag.List
	for _, c := range list {
		if own.IsGo() || own.Format == c.Format.Text {
			out, wrong := configured(c)
			outs, found = append(outs, out), append(found, wrong...)
		}
	}
	if len(outs) == 0 {
		outs = []Output{own}
	}
	err := found.Err()
	for i := 0; i < len(outs) && err == nil; i++ {
		outs[i], err = outs[i].complete(goPackage)
	}
	return outs, err
}

// configured returns the output of an entry of the configuration file, and what is wrong with it.
func configured(c config.Output) (Output, diag.List) {
	o := Output{Format: c.Format.Text, FormatAt: c.Format.Pos, DirAt: c.Format.Pos}
	if o.Format == formats()[0].Name {
		o.Format = ""
	}
	var found diag.List
	for _, s := range c.Settings {
		v := s.Values[0]
		if err := CheckSetting(s.Key, v); err != nil {
			found.Add(diag.FromError(err)...)
		}
		o.set(s.Key, v)
	}
	return o, found
}

// set sets what a key of a configuration file means.
func (o *Output) set(key string, v config.Value) {
	switch key {
	case config.Out:
		o.Dir, o.DirAt = v.Text, v.Pos
	case config.Package:
		o.Package = v.Text
	case config.All:
		o.All = v.Text
	case config.CFN:
		o.CFN = v.Text
	case config.YAML:
		if v.Text == "true" {
			o.Optional = []string{config.YAML}
		}
	case config.PerType:
		o.PerType = v.Text == "true"
	case config.Functions:
		o.Functions = v.Text == "true"
	}
}

// CheckSetting returns an error about a value that a key of an output cannot have.
func CheckSetting(key string, v config.Value) error {
	what := ""
	switch {
	case key == config.CFN && module.CheckImportPath(v.Text) != nil:
		what = "not an import path"
	case key == config.All && !naming.IsFolder(v.Text):
		what = "not the name of a package below the output folder: lower-case letters and digits, and not main, cfn, internal, vendor or testdata"
	case key == config.Package && !isPackageName(v.Text):
		what = "not a package name"
	default:
		return nil
	}
	return diag.Errorf(v.Pos, WrongSetting, "%q: %s", v.Text, what)
}

// target is an output with what is found for it: by which path generated Go imports the
// support package.
type target struct {
	Output
	check, prune bool
	support      support
}

// backend returns the back end that makes the files.
func (t target) backend() backend.Backend { return t.format().backend(t) }

func (t target) golang() backend.Backend {
	return golang.Backend{Package: t.Package, CFNImport: t.support.importPath, Tool: version.Tool}
}

func (t target) jsonSchema() backend.Backend {
	return jsonschema.Backend{PerType: t.PerType, Tool: version.Tool}
}

func (t target) openAPI() backend.Backend {
	return openapi.Backend{Tool: version.Tool, Functions: t.Functions}
}

// made returns the name by which manifests have the format, "" for Go.
func (t target) made() string {
	if t.IsGo() {
		return ""
	}
	return t.backend().Name()
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
		if out.IsGo() {
			isGo++
		}
		if out.Dir == Stdout && len(o.Outputs) > 1 {
			return nil, release, errors.New("standard output takes one output")
		}
		if isGo > 1 { // each would find the module's support package as the other one leaves it
			return nil, release, diag.Errorf(out.FormatAt, SecondGo, "a run has one output that is Go")
		}
		if dir := realPath(out.Dir); out.Dir != Stdout {
			if dirs[dir] {
				return nil, release, diag.Errorf(out.DirAt, SameFolder, "two outputs have the folder %s", out.Dir)
			}
			dirs[dir] = true
		}
		t, release1, err := reserve(ses, target{Output: out, check: o.Check, prune: o.Prune})
		if err != nil {
			return nil, release, err
		}
		targets, releases = append(targets, t), append(releases, release1)
	}
	return targets, release, nil
}

// realPath returns the path of a folder by which another name of it is known.
func realPath(dir string) string {
	if abs, err := filepath.Abs(dir); err == nil {
		dir = abs
	}
	if real, err := filepath.EvalSymlinks(dir); err == nil {
		return real
	}
	return dir
}

// reserve finds the support package of an output, and keeps other runs out of the module until
// release is called where the run is to make it: two runs must not make two.
func reserve(ses *session.Session, t target) (_ target, release func(), err error) {
	if !t.IsGo() {
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
		if r.Format != t.made() {
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
