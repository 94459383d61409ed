package registry

import (
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
	"github.com/cfngen/cfngen/internal/model"
)

// relationshipRef is the keyword of what a value refers to.
const relationshipRef = "relationshipRef"

// relations returns what the values of a property refer to. The schema states it, or
// that of the items or of an alternative, or the definition that one of them refers to.
// What the schema of an object states of its properties belongs to the properties.
func (r *reader) relations(n *jsondoc.Node) []model.Target {
	if found, known := r.refersTo[n]; known || n == nil {
		return found
	}
	r.refersTo[n] = nil // which one that leads back to itself finds
	var out []model.Target
	if ref := n.Get(relationshipRef); ref != nil {
		if target, ok := r.relation(ref); ok {
			out = append(out, target)
		}
	}
	inner := []*jsondoc.Node{n.Get("items"), n.Get("additionalProperties")}
	for _, m := range n.Get("patternProperties").Members() {
		inner = append(inner, m.Value)
	}
	for _, keyword := range combinators {
		inner = append(inner, n.Get(keyword).Items()...)
	}
	if v, _, ok := r.target(n.Get("$ref").Text()); ok {
		inner = append(inner, v.node)
	}
	for _, one := range inner {
		for _, t := range r.relations(one) {
			switch {
			case slices.Contains(out, t):
			case len(out) == model.MaxTargets:
				r.warnf(n, TooManyRelations, "%s: more than %d; the others are left out", relationshipRef, model.MaxTargets)
				r.refersTo[n] = out
				return out
			default:
				out = append(out, t)
			}
		}
	}
	r.refersTo[n] = out
	return out
}

// relation reads one relationshipRef.
func (r *reader) relation(n *jsondoc.Node) (model.Target, bool) {
	property, isPath := strings.CutPrefix(n.Get("propertyPath").Text(), "/properties/")
	t, ok := model.NewTarget(n.Get("typeName").Text(), strings.ReplaceAll(property, "/", "."))
	if ok = ok && isPath; !ok {
		r.warnf(n, InvalidRelation, "%s: a typeName such as AWS::S3::Bucket and a propertyPath such as /properties/Arn are expected; it is left out", relationshipRef)
	}
	return t, ok
}
