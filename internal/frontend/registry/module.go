package registry

import (
	"strings"

	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// parameters returns the parameters of a module, ok where the document is the schema
// that CloudFormation's command line makes from a module's template fragment. Such
// a schema describes the fragment, with its Parameters and Resources; what stands
// under Properties in a template are the parameters.
func parameters(typeName string, root *jsondoc.Node) (members []jsondoc.Member, ok bool) {
	sections := root.Get("properties")
	if !strings.HasSuffix(typeName, "::MODULE") || sections.Get("Resources") == nil {
		return nil, false
	}
	for _, m := range sections.Members() {
		if m.Name != "Parameters" && m.Name != "Resources" {
			return nil, false
		}
	}
	return sections.Get("Parameters").Get("properties").Members(), true
}

// module reads a module's parameters as properties. Their schemas describe how the
// fragment declares them, and not which of the parameter types they have: a text, a
// number or a list of them.
func (r *reader) module(o *model.Object, members []jsondoc.Member) {
	for _, m := range members {
		o.Properties = append(o.Properties, &model.Property{
			Pos: m.Value.Pos(), Name: m.Name, DocURL: r.pages.property(o.DocURL, "", m.Name),
			Doc: m.Value.Get("description").Text(),
			Type: &model.Type{Pos: m.Value.Pos(), Kind: model.JSON, Constraints: model.Constraints{
				Kinds: []model.Kind{model.String, model.Integer, model.Number, model.Boolean, model.List},
			}},
		})
	}
	o.SortProperties()
}
