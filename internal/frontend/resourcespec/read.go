package resourcespec

import (
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// Format is what model.Source calls this format.
const Format = "resource specification"

// Detect reports whether a document is a Resource Specification.
func Detect(root *jsondoc.Node) bool {
	return root.Get("ResourceTypes") != nil || root.Get("ResourceType") != nil
}

// Read reads a document. The name is the base name that the sources of the model
// carry. keep reports whether a resource type is wanted, nil means all; what is
// wrong with the others is not looked for. The list holds errors and warnings in
// the document's order. What is wrong with one type alone is among its faults.
func Read(name string, root *jsondoc.Node, keep func(typeName string) bool) (*model.Spec, diag.List) {
	found := &diag.Limited{}
	r := &reader{root: root, diags: found, most: min(maxTypes+len(root.Document())/bytesPerType, 4*maxTypes)}
	r.known(root, "ResourceTypes", "ResourceType", "PropertyTypes", "ResourceSpecificationVersion",
		"DeletedPropertyTypes", "Fingerprint")
	r.source = model.Source{Name: name, Format: Format, Version: r.text(root, "ResourceSpecificationVersion")}
	r.propertyTypes = r.object(root, "PropertyTypes")
	spec := &model.Spec{Sources: []model.Source{r.source}}
	for _, section := range []string{"ResourceTypes", "ResourceType"} {
		for _, m := range r.object(root, section).Members() {
			if keep != nil && !keep(m.Name) {
				continue
			}
			r.diags = &diag.Limited{}
			res := r.resource(m.Name, m.Value)
			of := r.diags.List()
			of.About(m.Name)
			res.Faults = of.Errors()
			found.Add(of.Others()...)
			spec.Resources = append(spec.Resources, res)
		}
	}
	if r.all > r.most {
		found.Add(diag.Errorf(root.Pos(), SpecificationTooLarge, "the resource types have more than %d properties and attributes", r.most))
	}
	model.LimitFaults(spec.Resources, diag.MaxErrors)
	return spec, found.List()
}

// bytesPerType is how many bytes of a document there are for each property at least, from
// maxTypes on: property types that all resource types can refer to multiply. What
// AWS publishes has more than ten times as many.
const bytesPerType = 16

type reader struct {
	root          *jsondoc.Node
	propertyTypes *jsondoc.Node
	source        model.Source
	diags         *diag.Limited
	// all counts the properties and attributes of all resource types, of which there may
	// be most.
	all, most int
}

func (r *reader) errorf(n *jsondoc.Node, code diag.Code, format string, args ...any) {
	r.diags.Add(diag.Errorf(n.Pos(), code, format, args...))
}

func (r *reader) warnf(n *jsondoc.Node, member string, code diag.Code, format string, args ...any) {
	r.diags.Add(diag.Warningf(n.Pos(), code, format, args...).For(member))
}

// known warns of members that this program has no meaning for.
func (r *reader) known(n *jsondoc.Node, names ...string) {
next:
	for _, m := range n.Members() {
		for _, name := range names {
			if m.Name == name {
				continue next
			}
		}
		r.warnf(m.Value, m.Name, jsondoc.UnknownMember, "unknown member %q: it has no effect", m.Name)
	}
}

func (r *reader) member(n *jsondoc.Node, name string, kind jsondoc.Kind) *jsondoc.Node {
	v := n.Get(name)
	if bad := v.Mismatch(kind); bad != nil {
		r.diags.Add(bad...)
		return nil
	}
	return v
}

func (r *reader) text(n *jsondoc.Node, name string) string {
	return r.member(n, name, jsondoc.String).Text()
}

func (r *reader) flag(n *jsondoc.Node, name string) bool {
	return r.member(n, name, jsondoc.Bool).True()
}

func (r *reader) object(n *jsondoc.Node, name string) *jsondoc.Node {
	return r.member(n, name, jsondoc.Object)
}

// docURL reads the address of a documentation page.
func (r *reader) docURL(n *jsondoc.Node) string { return DocURL(r.text(n, "Documentation")) }

// DocURL brings a documentation address of the specification into today's form:
// the pages moved from the user guide to the template reference, and to HTTPS.
// Other addresses are kept.
func DocURL(url string) string {
	const host = "://docs.aws.amazon.com/AWSCloudFormation/latest/"
	scheme, page, ok := strings.Cut(url, host)
	if !ok || (scheme != "http" && scheme != "https") {
		return url
	}
	if moved, ok := strings.CutPrefix(page, "UserGuide/"); ok {
		page = "TemplateReference/" + moved
	}
	return "https" + host + page
}

func (r *reader) resource(typeName string, n *jsondoc.Node) *model.Resource {
	res := &model.Resource{
		Pos:      n.Pos(),
		TypeName: typeName,
		Sources:  []model.Source{r.source},
		Object:   &model.Object{Pos: n.Pos()},
	}
	if _, _, ok := model.SplitTypeName(typeName); !ok {
		r.errorf(n, model.InvalidTypeName, "%q is not a resource type name such as AWS::Service::Resource", typeName)
		return res
	}
	if bad := n.Mismatch(jsondoc.Object); bad != nil {
		r.diags.Add(bad...)
		return res
	}
	r.known(n, "Documentation", "Properties", "Attributes", "AdditionalProperties", "ScrutinyType", "RequiredTransform")
	s := &scope{reader: r, typeName: typeName, objects: map[string]*model.Object{}, resolving: map[string]bool{}}
	res.DocURL = r.docURL(n)
	res.Object.DocURL, res.Object.Open = res.DocURL, r.flag(n, "AdditionalProperties")
	s.properties(res.Object, n)
	for _, m := range r.object(n, "Attributes").Members() {
		res.Attributes = append(res.Attributes, s.attribute(m.Name, m.Value))
	}
	res.SortAttributes()
	res.SetDefinitions()
	return res
}
