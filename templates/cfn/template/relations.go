package template

import (
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// relation checks that a property refers to a resource of the type, and to the attribute, that it
// is for. attribute is "" for a Ref.
func (c *checker) relation(r reference, id, attribute string) {
	const deepest = 64 // of the paths that are known
	if c.quiet || r.section != "Resources" || r.u.Depth() < 4 || r.u.Depth() > deepest || r.u.Key(2) != "Properties" {
		return
	}
	target, _ := c.names.resources.typeOf(id)
	if !c.settings.Reports(cfn.RuleRelation) && (attribute != "" || target != "AWS::IAM::Role" && target != "AWS::KMS::Key") {
		return // the types of isNeverRef
	}
	typ, _ := c.names.resources.typeOf(r.id)
	if typ == "" || target == "" {
		return
	}
	path, ok := propertyPath(r.u)
	if !ok {
		return
	}
	if attribute == "" && isNeverRef(typ, path, target) {
		c.report(cfn.RuleReference, site{u: r.u, end: "/Ref"}.String(), write.Quoted(id), "Ref returns the name of an "+target+", and the Arn is expected: write Fn::GetAtt")
		return
	}
	relations := c.settings.Relations(typ)
	if relations == nil || !c.settings.Reports(cfn.RuleRelation) {
		return
	}
	for i := range relations.References {
		if ref := &relations.References[i]; leadsTo(ref.Pointer, path) {
			c.fits(r, ref, id, target, attribute)
			return
		}
	}
}

// fits reports a reference that is to none of the targets of a property.
func (c *checker) fits(r reference, ref *schema.Reference, id, target, attribute string) {
	typeFits := false
	for _, t := range ref.Targets {
		if t.Type != target {
			continue
		}
		typeFits = true
		if attribute == t.Property || attribute == "" && c.refReturns(target, t.Property) {
			return
		}
	}
	if !c.reports(cfn.RuleRelation) {
		return
	}
	name := ref.Pointer[strings.LastIndexByte(strings.TrimSuffix(ref.Pointer, "/*"), '/')+1:]
	what := "the " + attribute + " of " + id
	if attribute == "" {
		what = "what Ref returns of " + id
	}
	if !typeFits {
		what = id + ", of type " + target
	}
	c.note(cfn.RuleRelation, site{u: r.u, end: "/" + r.u.Name}.String(), write.Quoted(id), name+" refers to "+targets(ref)+", not to "+what)
}

// targets returns what a property refers to, for a message.
func targets(ref *schema.Reference) string {
	var words []string
	for _, t := range ref.Targets {
		words = append(words, t.Type+" ("+t.Property+")")
	}
	return write.PlainList(words)
}

// refReturns reports whether Ref of a type returns a property, as far as that is known.
func (c *checker) refReturns(typ, property string) bool {
	relations := c.settings.Relations(typ)
	if relations == nil || len(relations.Ref) == 0 {
		return true
	}
	for _, name := range relations.Ref {
		if name == property {
			return true
		}
	}
	return false
}

// propertyPath returns the JSON pointer of the property in whose place a function stands,
// from the resource's properties on. Branches of Fn::If are no part of it; a function in the
// arguments of another one has none.
func propertyPath(u *cfn.Use) (string, bool) {
	var path []byte
	for i := 3; i < u.Depth(); i++ {
		key := u.Key(i)
		switch {
		case key == "Fn::If" && i+1 < u.Depth():
			i++ // which of the branches
		case key == "Ref" || strings.HasPrefix(key, "Fn::"):
			return "", false
		default:
			path = write.AppendKey(path, key)
		}
	}
	return string(path), true
}

// leadsTo reports whether a pointer with * for any key leads to a path, or to the list or map
// that the path is in.
func leadsTo(pointer, path string) bool {
	for pointer != "" && path != "" {
		var want, key string
		want, pointer = cutKey(pointer)
		key, path = cutKey(path)
		if want != "*" && want != key {
			return false
		}
	}
	return pointer == "" && strings.Count(path, "/") <= 1
}

// isNeverRef reports whether a property takes the Arn of a type, and never what Ref returns: of
// real references each one of these was a mistake.
func isNeverRef(typ, path, target string) bool {
	return typ == "AWS::Lambda::Function" && path == "/Role" && target == "AWS::IAM::Role" ||
		typ == "AWS::Logs::LogGroup" && path == "/KmsKeyId" && target == "AWS::KMS::Key"
}
