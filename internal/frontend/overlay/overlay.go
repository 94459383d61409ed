package overlay

import (
	"errors"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/frontend/source"
	"github.com/cfngen/cfngen/internal/model"
)

// Overlay is one correction of one resource type.
type Overlay struct {
	Pos diag.Position
	// TypeName is the resource type that is corrected.
	TypeName string
	// Reason is why, for people.
	Reason string
	// Format restricts the correction to types that an input of this format
	// describes, as model.Source names it; "" is no restriction.
	Format string

	operations   []operation
	suppressions []suppression
	aliases      []*model.Alias
}

type operation struct {
	node           *jsondoc.Node
	op, path, from string
}

// Read reads overlays, in the order of the documents. The list holds errors,
// each with its position; an overlay with an error is left out.
func Read(docs []source.Document) ([]*Overlay, diag.List) {
	var out []*Overlay
	var diags diag.List
	for _, doc := range docs {
		o, found := Parse(doc.Path, doc.Data)
		diags.Add(found...)
		if o != nil {
			out = append(out, o)
		}
	}
	return out, diags
}

// Parse reads one overlay. The name is what positions call the file. It returns
// nil where the list has errors.
func Parse(name string, data []byte) (*Overlay, diag.List) {
	root, err := jsondoc.Parse(name, data)
	if err != nil {
		var d diag.Diagnostic
		if !errors.As(err, &d) {
			d = diag.Errorf(diag.Position{File: name}, jsondoc.InvalidJSON, "%s", err)
		}
		return nil, diag.List{d}
	}
	p := &parser{}
	o := &Overlay{
		Pos:      root.Pos(),
		TypeName: p.text(root, "type"),
		Reason:   p.text(root, "reason"),
	}
	if root.Get("format") != nil {
		o.Format = p.text(root, "format")
	}
	p.known(root, "type", "reason", "format", "patch", "suppressions", "answers", "aliases")
	if root.Get("patch") != nil || root.Get("suppressions") == nil && root.Get("answers") == nil && root.Get("aliases") == nil {
		for _, n := range p.need(root, "patch", jsondoc.Array).Items() {
			o.operations = append(o.operations, p.operation(n))
		}
	}
	if root.Get("suppressions") != nil {
		for _, n := range p.need(root, "suppressions", jsondoc.Array).Items() {
			o.suppressions = append(o.suppressions, p.suppression(n))
		}
	}
	if root.Get("answers") != nil {
		for _, n := range p.need(root, "answers", jsondoc.Array).Items() {
			o.suppressions = append(o.suppressions, p.readOld(n))
		}
	}
	if root.Get("aliases") != nil {
		o.aliases = p.aliases(p.need(root, "aliases", jsondoc.Object))
	}
	if len(p.diags) > 0 {
		return nil, p.diags
	}
	return o, nil
}

type parser struct{ diags diag.List }

func (p *parser) errorf(n *jsondoc.Node, code diag.Code, format string, args ...any) {
	p.diags.Add(diag.Errorf(n.Pos(), code, format, args...))
}

func (p *parser) need(n *jsondoc.Node, name string, kind jsondoc.Kind) *jsondoc.Node {
	v := n.Get(name)
	if bad := v.Mismatch(kind); bad != nil {
		p.diags.Add(bad...)
		return nil
	}
	if v == nil {
		p.errorf(n, MissingMember, "%q is missing", name)
	}
	return v
}

func (p *parser) text(n *jsondoc.Node, name string) string {
	v := p.need(n, name, jsondoc.String)
	if v != nil && strings.TrimSpace(v.Text()) == "" {
		p.errorf(v, EmptyMember, "%q is empty", name)
	}
	return v.Text()
}

func (p *parser) known(n *jsondoc.Node, names ...string) {
	for _, m := range n.Members() {
		if !slices.Contains(names, m.Name) {
			p.errorf(m.Value, UnknownMember, "unknown member %q: there are %s", m.Name, strings.Join(names, ", "))
		}
	}
}

func (p *parser) operation(n *jsondoc.Node) operation {
	op := operation{node: n, op: p.text(n, "op"), path: p.pointer(n, "path")}
	switch op.op {
	case "add", "replace", "test":
		p.known(n, "op", "path", "value")
		if n.Get("value") == nil {
			p.errorf(n, MissingMember, "%q is missing", "value")
		}
	case "move", "copy":
		p.known(n, "op", "path", "from")
		op.from = p.pointer(n, "from")
	case "remove":
		p.known(n, "op", "path")
	case "":
	default:
		p.errorf(n.Get("op"), UnknownOperation, "unknown operation %q: there are add, remove, replace, move, copy and test", op.op)
	}
	return op
}

func (p *parser) pointer(n *jsondoc.Node, name string) string {
	v := p.need(n, name, jsondoc.String)
	if v.Text() != "" && v.Text()[0] != '/' {
		p.errorf(v, InvalidPointer, "%q is no JSON pointer: it must begin with /", v.Text())
	}
	return v.Text()
}

// Apply corrects the resources of a model, in the order of the overlays. Overlays
// of types that the model does not have, or not from the format that the overlay
// names, are left out: the types may not have been selected. The list holds errors
// and warnings; a resource whose overlay has an error stays as it was. Diagnostics
// of spec.Neighbours are not in the list.
func Apply(spec *model.Spec, overlays []*Overlay) diag.List {
	_ = applyTo(spec.Neighbours, overlays)
	return applyTo(spec.Resources, overlays)
}

// A resource type can have so many overlays, and their views come to so many bytes:
// each costs as much as the type is large, and one holds any number of operations.
const (
	maxOverlays = 64
	maxViews    = 4 * viewLimit
)

// spent is what the overlays of a resource type have cost.
type spent struct{ overlays, views int }

// most reports whether there is room for no more overlay.
func (s *spent) most() bool { return s.overlays >= maxOverlays || s.views > maxViews }

func applyTo(resources []*model.Resource, overlays []*Overlay) diag.List {
	byName := make(map[string][]int, len(resources))
	for i, r := range resources {
		byName[r.TypeName] = append(byName[r.TypeName], i)
	}
	var diags diag.List
	costs := make(map[string]*spent)
	refused := make(map[string]bool)
	for _, o := range overlays {
		for _, i := range byName[o.TypeName] {
			if !o.concerns(resources[i]) || refused[o.TypeName] {
				continue
			}
			if costs[o.TypeName] == nil {
				costs[o.TypeName] = &spent{}
			}
			cost := costs[o.TypeName]
			if cost.most() {
				refused[o.TypeName] = true
				d := diag.Errorf(o.Pos, TooManyOverlays, "%s has too many overlays: one can hold all operations", o.TypeName)
				d.Subject = o.TypeName
				diags.Add(d)
				continue
			}
			patched, view, found := o.apply(resources[i])
			cost.overlays, cost.views = cost.overlays+1, cost.views+view
			found.About(o.TypeName)
			diags.Add(found...)
			if patched != nil {
				resources[i] = patched
			}
		}
	}
	return diags
}

// concerns reports whether a resource type is the one that the overlay corrects, from
// an input of the format that it names.
func (o *Overlay) concerns(r *model.Resource) bool {
	return r.TypeName == o.TypeName &&
		(o.Format == "" || slices.ContainsFunc(r.Sources, func(s model.Source) bool { return s.Format == o.Format }))
}
