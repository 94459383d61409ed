package golang

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/format"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"

	"github.com/dave/jennifer/jen"
	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"github.com/cfngen/cfngen/internal/backend/golang/godoc"
	"github.com/cfngen/cfngen/internal/backend/golang/naming"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// Options are how the files are made.
type Options struct {
	// Package is the package that all types go into; "" makes one package for
	// each service, in a folder of its name.
	Package string
	// CFNImport is the import path of the support package.
	CFNImport string
	// Tool is the generator's name and version, for the header.
	Tool string
	// MaxBytes is how many bytes of Go all types may come to, about; 0 is no limit.
	MaxBytes int
	// Progress is told how many of how many types are done, after each one. It
	// may be nil.
	Progress func(done, total int)
}

// Generate makes the files of all resource types, by slash-separated paths. A
// name that cannot be a Go identifier, or that two things would have, is an
// error; what of the model the files do not express, a warning. The list is
// sorted by position.
func Generate(spec *model.Spec, options Options) (map[string][]byte, diag.List) {
	g := newGenerator(spec, options)
	var rendering errgroup.Group
	rendering.SetLimit(runtime.GOMAXPROCS(0))
	// Together they take no more memory than one of the longest files.
	room := semaphore.NewWeighted(maxFile)
	for i, r := range spec.Resources {
		// Names are declared by one type after the other; the rest of the work,
		// which is most of it, concerns one type alone.
		if f := g.checked(r); f != nil {
			weight := min(int64(g.weights[r]), maxFile)
			_ = room.Acquire(context.Background(), weight) // which nobody cancels
			rendering.Go(func() error {
				defer room.Release(weight)
				f.make()
				return nil
			})
		}
		if options.Progress != nil {
			options.Progress(i+1, len(spec.Resources))
		}
	}
	_ = rendering.Wait() // what went wrong is in the files' lists
	out := make(map[string][]byte)
	for _, f := range g.made {
		maps.Copy(out, f.texts)
	}
	return out, g.sorted()
}

// Check returns the list that Generate would return, and makes no files.
func Check(spec *model.Spec, options Options) diag.List {
	g := newGenerator(spec, options)
	for _, r := range spec.Resources {
		g.checked(r)
	}
	return g.sorted()
}

func newGenerator(spec *model.Spec, options Options) *generator {
	g := &generator{
		options:  options,
		declared: make(map[string]diag.Position),
		services: make(map[string]string),
		weights:  make(map[*model.Resource]int),
	}
	g.weigh(spec)
	tooLong := func(r *model.Resource) bool { return g.weights[r] > maxFile }
	g.names = resolve(&model.Spec{
		Resources:  slices.DeleteFunc(slices.Clone(spec.Resources), tooLong),
		Neighbours: slices.DeleteFunc(slices.Clone(spec.Neighbours), tooLong),
	}, options.Package)
	return g
}

// weigh finds how long the files of each resource type are, and reports those that are
// too long, and all together where they are.
func (g *generator) weigh(spec *model.Spec) {
	all := 0
	for i, r := range slices.Concat(spec.Resources, spec.Neighbours) {
		g.weights[r] = weight(r)
		if i >= len(spec.Resources) {
			continue
		}
		all += g.weights[r]
		if g.weights[r] > maxFile {
			long := diag.List{diag.Errorf(r.Pos, TypeTooLarge, "the Go code would have more than %d MiB, which is more than is written for a resource type", maxFile>>20)}
			long.About(r.TypeName)
			g.found.Add(long...)
		}
	}
	if most := g.options.MaxBytes; most > 0 && all > most {
		g.found.Add(diag.Errorf(diag.Position{}, CodeTooLarge, "the Go code of the resource types would have about %d MiB, and at most %d are written for a specification of this size", all>>20, most>>20))
	}
}

// sorted returns what was found. A definition is looked at once for each property
// that refers to it.
func (g *generator) sorted() diag.List {
	for _, f := range g.made {
		g.found.Add(f.found...)
	}
	g.found.Sort()
	return g.found.Compact().Limit()
}

// generator is the state of one run. What several types have in common is
// touched while they are checked, which is one at a time, and not while they are
// made; patterns alone is for both.
type generator struct {
	options Options
	// made are the files in the order of the types.
	made  []*file
	found diag.List
	// declared is where each package-level identifier comes from, by
	// "package.Name", and each file, by its path.
	declared map[string]diag.Position
	// weights are about how many bytes of Go the resource types come to.
	weights map[*model.Resource]int
	// names are those of every resource type that has a Go name.
	names map[*model.Resource]*resourceNames
	// services are those that have a package each, by the package's name.
	services map[string]string
	// patterns holds what is wrong with each pattern, nil for nothing: many
	// properties share a few.
	patterns sync.Map
}

// file is one resource type's file in the making.
type file struct {
	*generator
	names naming.Names
	*nameTable
	resource *model.Resource
	// text is what stands below the imports.
	text []byte
	// texts are the files that are made, by path, and found is what was found on
	// the way.
	texts map[string][]byte
	found diag.List
}

// checked returns the file of one type with its names declared, nil where that
// has errors.
func (g *generator) checked(r *model.Resource) *file {
	names, ok := g.names[r]
	if g.weights[r] > maxFile {
		return nil
	}
	if !ok {
		nameless := diag.List{diag.Errorf(r.Pos, NoTypeName, "type name %q has no Go name", r.TypeName)}
		nameless.About(r.TypeName)
		g.found.Add(nameless...)
		return nil
	}
	f := &file{generator: g, names: names.Names, nameTable: names.table(), resource: r}
	slices.Sort(f.order)
	g.made = append(g.made, f)
	f.check(names.Service)
	f.found.About(r.TypeName)
	if f.found.Err() != nil {
		return nil
	}
	return f
}

// make makes the files of one type.
func (f *file) make() {
	f.declareResource()
	for _, o := range f.resource.Definitions {
		f.declareStruct(o)
	}
	f.declareEnums()
	f.declareAliases()
	f.declareSchemas()
	f.declareRelations()
	f.texts = map[string][]byte{
		f.path(".go"):        f.render(),
		f.path("_jsonv2.go"): f.jsonv2(),
	}
	if f.options.Package == "" {
		f.texts[path.Join(f.names.Package, "doc.go")] = f.packageDoc()
	}
	f.text = nil // which is part of another one now
}

// path returns the path of a file of the resource type.
func (f *file) path(suffix string) string {
	if f.options.Package != "" {
		return f.names.File + suffix
	}
	return path.Join(f.names.Package, f.names.File+suffix)
}

// header is the line by which tools know generated code.
func header(tool, from string) string {
	return fmt.Sprintf("// Code generated by %s%s; DO NOT EDIT.", tool, from)
}

// sourceHeader is the header that also names the specification, or both.
func (f *file) sourceHeader() string {
	var from []string
	for _, s := range f.resource.Sources {
		from = append(from, s.String())
	}
	return header(f.options.Tool, " from "+godoc.OneLine(strings.Join(from, " and ")))
}

// tablesEnd is a declaration that has the package of the tables imported.
const tablesEnd = "tablesEnd"

// render returns the text of the resource type's file, nil where there is an error.
func (f *file) render() []byte {
	tables := path.Join(f.options.CFNImport, schemaName)
	out := jen.NewFile(f.names.Package)
	out.NoFormat = true // formatted below
	out.ImportName(f.options.CFNImport, cfnName)
	out.ImportName(tables, schemaName)
	out.HeaderComment(f.sourceHeader())
	out.Comment("// The file does not compile with a support package that does not fit it.")
	out.Const().Id("_").Op("=").Qual(f.options.CFNImport, "SupportPackageIsVersion1")
	out.Line()
	out.Var().Id(tablesEnd).Qual(tables, "Schema")
	var b bytes.Buffer
	err := out.Render(&b)
	begin := b.Bytes()
	if err == nil {
		begin, err = format.Source(begin)
	}
	begin, ok := bytes.CutSuffix(begin, []byte("\nvar "+tablesEnd+" "+inSchema("Schema")+"\n"))
	if err == nil && !ok {
		err = errors.New("the formatter moved the end of the imports")
	}
	if err != nil {
		f.found.Add(diag.Errorf(f.resource.Pos, NotWritten, "the Go file of %s cannot be written: %v", f.resource.TypeName, err))
		return nil
	}
	return slices.Concat(begin, f.text)
}

// packageDoc returns the file with a service's package comment. It is the same for
// every type of the service.
func (f *file) packageDoc() []byte {
	return []byte(header(f.options.Tool, "") + "\n\n" +
		"// Package " + f.names.Package + " holds the resource types of CloudFormation's service " + f.names.Service + ".\n" +
		"package " + f.names.Package + "\n")
}

// structName is the Go name of an object's struct.
func (f *file) structName(o *model.Object) string {
	if o == f.resource.Object {
		return f.names.Prefix
	}
	return f.names.Nested(o.Name)
}
