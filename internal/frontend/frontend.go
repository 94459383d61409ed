package frontend

import (
	"errors"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
	"github.com/cfngen/cfngen/internal/registry"
	"github.com/cfngen/cfngen/internal/resourcespec"
	"github.com/cfngen/cfngen/internal/source"
)

// Read reads documents of any known format into one model, its resources sorted
// by type name, its sources in the order of the documents (those that gave no
// wanted type left out). keep says which resource types are wanted, nil means
// all. A type that occurs twice is an error. The list holds errors and warnings
// sorted by position; where it has errors, the model must not be used.
func Read(docs []source.Document, keep func(typeName string) bool) (*model.Spec, diag.List) {
	spec := &model.Spec{}
	var diags diag.List
	first := map[string]diag.Position{}
	for _, doc := range docs {
		one, found := readOne(doc, keep)
		diags.Add(found...)
		if len(one.Resources) > 0 {
			spec.Sources = append(spec.Sources, one.Sources...)
		}
		for _, res := range one.Resources {
			if at, ok := first[res.TypeName]; ok {
				at.Pointer = ""
				diags.Add(diag.Errorf(res.Pos, "%s was already read from %s", res.TypeName, at))
				continue
			}
			first[res.TypeName] = res.Pos
			spec.Resources = append(spec.Resources, res)
		}
	}
	slices.SortFunc(spec.Resources, func(a, b *model.Resource) int { return strings.Compare(a.TypeName, b.TypeName) })
	diags.Sort()
	// What several types share, each of them reports.
	return spec, slices.Compact(diags)
}

func readOne(doc source.Document, keep func(string) bool) (*model.Spec, diag.List) {
	root, err := jsondoc.Parse(doc.Path, doc.Data)
	if err != nil {
		var d diag.Diagnostic
		if !errors.As(err, &d) {
			d = diag.Errorf(diag.Position{File: doc.Path}, "%v", err)
		}
		return &model.Spec{}, diag.List{d}
	}
	switch {
	case !root.Is(jsondoc.Object):
		return &model.Spec{}, root.Mismatch(jsondoc.Object)
	case registry.Detect(root):
		return registry.Read(doc.Name, root, keep)
	case resourcespec.Detect(root):
		return resourcespec.Read(doc.Name, root, keep)
	}
	return &model.Spec{}, diag.List{diag.Errorf(root.Pos(),
		"neither a registry schema (no typeName) nor a resource specification (no ResourceTypes)")}
}
