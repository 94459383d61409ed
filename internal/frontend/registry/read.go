package registry

import (
	"slices"

	"github.com/cfngen/cfngen/internal/checksum"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// Format is what model.Source calls this format.
const Format = "registry schema"

// Read reads a document, which holds one resource type. The name is the base
// name that the model's source carries. keep reports whether a resource type is
// wanted, nil means all; of an unwanted document it returns a Spec without
// resources. The list holds errors and warnings. What is wrong with the type
// alone is among its faults.
func Read(name string, root *jsondoc.Node, keep func(typeName string) bool) (*model.Spec, diag.List) {
	typeName := root.Get("typeName")
	if bad := typeName.Mismatch(jsondoc.String); bad != nil {
		return &model.Spec{}, bad
	}
	if keep != nil && !keep(typeName.Text()) {
		return &model.Spec{}, nil
	}
	src := model.Source{Name: name, Format: Format, Version: "sha256:" + checksum.Of(root.Document())[:12]}
	spec := &model.Spec{Sources: []model.Source{src}}
	res, diags := readType(typeName, root)
	diags.About(typeName.Text())
	res.TypeName, res.Sources, res.Faults = typeName.Text(), spec.Sources, diags.Errors()
	spec.Resources = []*model.Resource{res}
	return spec, diags.Others()
}

// readType reads the resource type of a document.
func readType(typeName, root *jsondoc.Node) (*model.Resource, diag.List) {
	service, resource, ok := model.SplitTypeName(typeName.Text())
	if !ok {
		return &model.Resource{Pos: root.Pos(), Object: &model.Object{Pos: root.Pos()}}, diag.List{diag.Errorf(typeName.Pos(), model.InvalidTypeName,
			"%q is not a resource type name such as AWS::Service::Resource", typeName.Text())}
	}
	found, refs, fixed := check(root)
	r := &reader{
		typeName:     typeName.Text(),
		root:         root.Replace(fixed),
		pages:        newPages(typeName.Text(), service, resource, root.Get("documentationUrl").Text()),
		declarations: map[*jsondoc.Node]declaration{},
		used:         map[string]bool{},
		rawValues:    map[*jsondoc.Node]string{},
		annotations:  map[annotated]*jsondoc.Node{},
		refersTo:     map[*jsondoc.Node][]model.Target{},
		refs:         map[string]*jsondoc.Node{},
		objects:      map[*jsondoc.Node]*model.Object{},
		types:        map[*jsondoc.Node]known{},
		asserting:    map[*jsondoc.Node]bool{},
		kinds:        map[*jsondoc.Node][]model.Kind{},
		resolving:    map[*jsondoc.Node]bool{},
		taken:        map[string]bool{},
		sources:      map[*model.Object]map[string]*jsondoc.Node{},
		lost:         map[*jsondoc.Node]string{},
		warned:       map[diag.Key]bool{},
	}
	r.diags.Add(found...)
	for _, m := range r.root.Get("definitions").Members() {
		r.taken[m.Name] = true
	}
	r.targets(refs)
	return r.resource(), r.diags.List()
}

type reader struct {
	typeName string
	root     *jsondoc.Node
	pages    pages
	// refs are the schemas that references lead to, and declarations what is called as
	// which of them.
	refs         map[string]*jsondoc.Node
	declarations map[*jsondoc.Node]declaration
	// rawValues are JSON texts of values, and annotations those of schemas:
	// what many references lead to is looked at once.
	rawValues   map[*jsondoc.Node]string
	annotations map[annotated]*jsondoc.Node
	// refersTo is what schemas state that their values refer to.
	refersTo map[*jsondoc.Node][]model.Target
	// used are the members of the document in which they stand.
	used map[string]bool
	// objects are those of them that are objects, entered before they are filled
	// because types recurse; types are those that are not.
	objects map[*jsondoc.Node]*model.Object
	types   map[*jsondoc.Node]known
	// typeCount is how many types were made so far.
	typeCount int
	// kinds are those of the schemas that were asked for them.
	kinds map[*jsondoc.Node][]model.Kind
	// resolving holds the schemas that are being read for references.
	resolving map[*jsondoc.Node]bool
	// asserting holds the alternatives that are being read.
	asserting map[*jsondoc.Node]bool
	// taken are the names of definitions and of objects declared in place.
	taken map[string]bool
	// sources are the schemas whose constraints the fields of a struct have.
	sources map[*model.Object]map[string]*jsondoc.Node
	// lost has the text of what the model does not express, made once.
	lost  map[*jsondoc.Node]string
	diags diag.Limited
	// warned are the warnings that can be found again.
	warned map[diag.Key]bool
}

// annotated is a keyword of a schema.
type annotated struct {
	schema  *jsondoc.Node
	keyword string
}

// known is a definition that was read: its type, and how many types are in it.
type known struct {
	typ       *model.Type
	typeCount int
}

func (r *reader) warnf(n *jsondoc.Node, code diag.Code, format string, args ...any) {
	r.warn(diag.Warningf(n.Pos(), code, format, args...).For(keywordAt(n)))
}

// warn warns once of what is read for several uses.
func (r *reader) warn(d diag.Diagnostic) {
	if key := d.Key(); !r.warned[key] {
		if len(r.warned) < diag.MaxOthers {
			r.warned[key] = true
		}
		r.diags.Add(d)
	}
}

func (r *reader) notef(n *jsondoc.Node, code diag.Code, format string, args ...any) {
	r.diags.Add(diag.Notef(n.Pos(), code, format, args...).For(keywordAt(n)))
}

// keywordAt names the keyword that a node is the value of, or an item of.
func keywordAt(n *jsondoc.Node) string {
	for n.Parent().Is(jsondoc.Array) {
		n = n.Parent()
	}
	return n.Key()
}

func (r *reader) resource() *model.Resource {
	v := value{r.root}
	res := &model.Resource{
		Pos:    r.root.Pos(),
		Doc:    r.root.Get("description").Text(),
		DocURL: r.pages.resource(),
		Object: &model.Object{Pos: r.root.Pos(), DocURL: r.pages.resource()},
	}
	if members, ok := parameters(r.typeName, r.root); ok {
		r.module(res.Object, members)
	} else {
		r.fill(res.Object, v, r.declared(v), declaration{})
	}
	r.noEnum(v, &res.Object.Unexpressed)
	for _, m := range r.root.Members() {
		switch classOf(m.Name) {
		case applicator:
			if !slices.Contains(combinators[:], m.Name) {
				r.notExpressed(&res.Object.Unexpressed, m.Name, m.Value)
			}
		case unknown:
			if !isTopLevel(m.Name) && !r.used[m.Name] {
				r.warnf(m.Value, jsondoc.UnknownMember, "unknown member %q: it has no effect", m.Name)
			}
		case stringValue, numberValue, arrayValue:
			r.notef(m.Value, NoEffect, "%s has no effect on %s", m.Name, "an object")
		}
	}
	r.metadata(res)
	r.operations(res)
	res.SortAttributes()
	res.SetDefinitions()
	return res
}
