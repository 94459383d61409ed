package cli

import (
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"slices"

	"github.com/cfngen/cfngen/internal/gomod"
	"github.com/cfngen/cfngen/internal/render"

	"golang.org/x/tools/txtar"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/golang"
	"github.com/cfngen/cfngen/internal/manifest"
	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/internal/output"
	"github.com/cfngen/cfngen/internal/source"
)

// tool is the name and version that generated files carry.
const tool = "cfngen v" + Version

// generate is the default command. Everything is made in memory before the
// first file is looked at.
func (c *command) generate(o *options) error {
	if o.version {
		return c.printVersion()
	}
	c.findings = counted
	if o.verbose {
		c.findings = shown
	}
	t, release, err := c.reserve(o)
	if err != nil {
		return err
	}
	defer release()
	c.require(t)
	in, err := c.open(o)
	if err != nil {
		return err
	}
	if t.dir == stdoutName {
		return c.show(t, in)
	}
	return c.bring(o, t, in)
}

// show prints the product.
func (c *command) show(t target, in input) error {
	p, err := c.product(t, in)
	if err != nil {
		return err
	}
	made, err := manifestRun(p, t, in)
	if err != nil {
		return err
	}
	shared, err := t.shared([]manifest.Run{made})
	if err != nil {
		return err
	}
	maps.Copy(p.files, shared)
	return c.print(archive(p.files))
}

// bring brings the product to the output folder, or compares the two, where it
// is not there already.
func (c *command) bring(o *options, t target, in input) error {
	r := newRun(t, in)
	if files, found, ok := r.done(t, o.prune); ok {
		c.diags.Add(found...)
		c.written(o, t.dir, output.Summary{Unchanged: files})
		return nil
	}
	p, err := c.incremental(o, r, t, in)
	if errors.Is(err, errNotIncremental) {
		p, err = c.product(t, in)
	}
	if err != nil {
		return err
	}
	made, err := manifestRun(p, t, in)
	if err != nil {
		return err
	}
	// What is there is looked at, changed and remembered without another run between.
	defer c.aloneIn(!o.checkOnly, t.dir, t.support.dir)()
	c.progress.Stage("comparing")(len(p.files), len(p.files))
	plans, list, err := c.plans(t, made, p.files, o.prune)
	c.progress.Clear()
	if err != nil {
		return err
	}
	for _, plan := range plans {
		c.kept(plan)
	}
	if o.checkOnly {
		err = c.check(o, plans)
	} else {
		err = c.write(o, plans)
	}
	if err != nil {
		return err
	}
	r.remember(in, made, list, c.diags)
	return nil
}

// plans returns what the run does: to the folder that has the support package, where
// that is another one and the package has to be brought up to date, and to the output
// folder, with what its manifest lists then.
func (c *command) plans(t target, made manifest.Run, files map[string][]byte, prune bool) ([]output.Plan, manifest.Manifest, error) {
	was := c.history(t.dir)
	list := c.next(was, made, t, prune)
	var err error
	if t.support, err = t.support.reread(t.dir); err != nil {
		return nil, list, err
	}
	optional := t.support.optional(list.Runs)
	supporting, err := c.supportPlan(t, optional)
	if err != nil {
		return nil, list, err
	}
	shared, err := t.shared(list.Runs)
	if err != nil {
		return nil, list, err
	}
	list.Shared = manifest.Sums(shared)
	files = maps.Clone(files)
	maps.Copy(files, shared)
	if t.support.dir == t.dir {
		// No type's file is in its folder: no service's package has its name.
		pkg, err := t.support.files(optional)
		if err != nil {
			return nil, list, err
		}
		list.SupportPackage = &manifest.SupportPackage{Generator: tool, Files: manifest.Sums(pkg)}
		maps.Copy(pkg, files)
		files = pkg
	}
	set, err := fileSet(files, list, was)
	if err != nil {
		return nil, list, err
	}
	plan, err := output.Compare(t.dir, set)
	return append(supporting, plan), list, err
}

// supportPlan returns what the run does to the support package in another folder, none
// where nothing. It is to have the optional packages.
func (c *command) supportPlan(t target, optional []string) ([]output.Plan, error) {
	s := t.support
	if s.dir == t.dir || s.upToDate(optional) {
		return nil, nil
	}
	files, err := s.files(optional)
	if err != nil {
		return nil, err
	}
	text, err := output.Read(s.dir, manifest.Name)
	if err != nil {
		return nil, err
	}
	if _, err := parseList(text); err != nil {
		if output.Holds(s.dir, manifest.Sums(files)) {
			return nil, nil
		}
		return nil, errDamaged(s.dir)
	}
	was := c.history(s.dir)
	list := manifest.Manifest{Runs: was.runs, Shared: was.shared, SupportPackage: &manifest.SupportPackage{Generator: tool, Files: manifest.Sums(files)}}
	set, err := fileSet(files, list, was)
	if err != nil {
		return nil, err
	}
	plan, err := output.Compare(s.dir, set)
	return []output.Plan{plan}, err
}

// write applies the plans.
func (c *command) write(o *options, plans []output.Plan) error {
	for _, p := range plans {
		c.progress.Stage("writing")(len(p.Changes), len(p.Changes))
	}
	sums, err := output.ApplyAll(plans...)
	c.progress.Clear()
	if err != nil {
		return err
	}
	for i, p := range plans {
		c.written(o, p.Dir, sums[i])
	}
	return nil
}

// written has finish print what a run did to the folder. A run of go generate that
// changed nothing does not: there can be one for each package.
func (c *command) written(o *options, dir string, sum output.Summary) {
	if o.checkOnly || !o.verbose && o.goPackage != "" && len(sum.Written)+len(sum.Removed) == 0 {
		return
	}
	removed := ""
	if n := len(sum.Removed); n > 0 {
		removed = fmt.Sprintf(", %d removed", n)
	}
	c.summary += fmt.Sprintf("%s: %s written, %d unchanged%s\n", diag.Printable(o.folder(dir)), render.Plural(len(sum.Written), "file"), len(sum.Unchanged), removed)
}

// folder returns the name of the output folder for the user, who started go generate
// somewhere above: it begins at the module's root then.
func (o *options) folder(dir string) string {
	root, err := filepath.Abs(gomod.Root())
	abs, err2 := filepath.Abs(dir)
	if o.goPackage != "" && err == nil && err2 == nil {
		if rel, err := filepath.Rel(root, abs); err == nil && filepath.IsLocal(rel) {
			dir = rel
		}
	}
	return filepath.ToSlash(filepath.Clean(dir))
}

// kept warns of files that stay although nobody generates them any more.
func (c *command) kept(plan output.Plan) {
	for _, name := range plan.Kept {
		c.notices.Add(diag.Warningf(diag.Position{File: render.FileName(plan.Dir, name)},
			"an earlier run made this file, and no run does now; it stays because somebody has changed it since"))
	}
}

// product is what a run makes, without what runs make together.
type product struct {
	// files are by their paths below the output folder.
	files map[string][]byte
	// related are the types of which the files have relations.
	related []string
}

// product makes all files.
func (c *command) product(t target, in input) (product, error) {
	spec, err := c.read(in)
	if err != nil {
		return product{}, err
	}
	return c.files(t, spec, in.docs)
}

// maxOutput returns how many bytes of Go may be made of documents, about. Of what AWS
// publishes, all schemas come to half of that, and the Resource Specification to less.
func maxOutput(docs []source.Document) int {
	const free, factor = 16 << 20, 16
	packed := 0
	for _, doc := range docs {
		packed += doc.Packed
	}
	return free + factor*packed
}

// files makes the files of the types of a specification.
func (c *command) files(t target, spec *model.Spec, docs []source.Document) (product, error) {
	files, found := golang.Generate(spec, golang.Options{
		Package:   t.pkg,
		CFNImport: t.support.importPath,
		Tool:      tool,
		MaxBytes:  maxOutput(docs),
		Progress:  c.progress.Stage("generating"),
	})
	if err := c.faulty(found); err != nil {
		return product{}, err
	}
	return product{files, golang.WithRelations(spec)}, nil
}

// archive returns files as one text: a single file as it is, several as a txtar
// archive.
func archive(files map[string][]byte) string {
	names := slices.Sorted(maps.Keys(files))
	if len(names) == 1 {
		return string(files[names[0]])
	}
	var a txtar.Archive
	for _, name := range names {
		a.Files = append(a.Files, txtar.File{Name: name, Data: files[name]})
	}
	return string(txtar.Format(&a))
}
