package golang

import (
	"strings"

	"github.com/cfngen/cfngen/internal/backend/golang/godoc"
	"github.com/cfngen/cfngen/internal/model"
)

// lead begins a comment with the name that it documents, followed by text.
func lead(name, text string) []string { return godoc.Wrap(name + " " + text) }

// join puts the parts of a comment together, with a blank line between those that
// there are.
func join(parts ...[]string) []string {
	var lines []string
	for _, part := range parts {
		if len(part) > 0 && len(lines) > 0 {
			lines = append(lines, "")
		}
		lines = append(lines, part...)
	}
	return lines
}

// resourceDoc documents a resource type's struct.
func (f *file) resourceDoc() []string {
	r := f.resource
	text, links := godoc.DocLines(r.Doc)
	return join(
		lead(f.names.Prefix, "holds the properties of a resource of type "+r.TypeName+"."),
		text, see(r.DocURL), links)
}

// structDoc documents a nested object's struct.
func (f *file) structDoc(o *model.Object) []string {
	text, links := godoc.DocLines(o.Doc)
	return join(
		lead(f.structName(o), "is the definition "+o.Name+" of "+f.resource.TypeName+"."),
		text, see(o.DocURL), links)
}

// enumDoc documents an enum. What the specification says of it in words is said of
// its property, too.
func (f *file) enumDoc(name string, e *enum) []string {
	what := "is the definition " + e.typ.EnumName + " of " + f.resource.TypeName + ", an open enum: "
	if e.property != nil {
		of := f.resource.TypeName
		if e.object != f.resource.Object {
			of += "." + e.object.Name
		}
		what = "is an open enum for the property " + e.property.Name + " of " + of + ": "
	}
	return lead(name, what+"other values than the constants can be written, and Validate reports them.")
}

// see refers to the documentation. A property has no such line: it would be as
// long as all else that is said of most of them, and its struct has the page.
func see(url string) []string {
	if url == "" {
		return nil
	}
	// Quotes that gofmt would change are written as a URL has them.
	return []string{"See " + strings.NewReplacer("`", "%60", "'", "%27").Replace(godoc.OneLine(url))}
}

// propertyDoc documents a field of a resource type or of a nested object.
func propertyDoc(p *model.Property, nested bool) []string {
	return join(godoc.Lines(p.Doc), godoc.Wrap(facts(p, nested)), deprecated(p))
}

// deprecated marks a deprecated property, with the specification's own advice
// where its description gives one.
func deprecated(p *model.Property) []string {
	if !p.Deprecated {
		return nil
	}
	reason := godoc.Deprecation(p.Doc)
	if reason == "" {
		reason = "it still works, but new templates should not use it."
	}
	return godoc.Wrap("Deprecated: " + reason)
}

// attributeDoc documents an attribute's constant.
func attributeDoc(name string, a *model.Attribute) []string {
	return join(lead(name, "makes an Fn::GetAtt of "+a.Name+"."), godoc.Lines(a.Doc))
}
