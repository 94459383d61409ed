package golang

import (
	"slices"
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/internal/backend/golang/naming"
	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// WithRelations returns the names of the resource types of which Generate writes relations.
func WithRelations(spec *model.Spec) []string {
	var out []string
	for _, r := range spec.Resources {
		if r.Related() {
			out = append(out, r.TypeName)
		}
	}
	return out
}

// checkRelations reports that there are too many paths to what refers to something.
func (f *file) checkRelations() {
	if _, complete := f.resource.References(); !complete {
		f.found.Add(diag.Warningf(f.resource.Pos, RelationsLeftOut, "relationshipRef: so many paths lead to the properties that refer to others that some are left out of %s", naming.RelationsFunc).
			For("relationshipRef"))
	}
}

// declareRelations writes what the resource type's properties refer to, and what its Ref
// returns. It stands beside the table, so that a program has it only where it asks for it.
func (f *file) declareRelations() {
	r := f.resource
	if !r.Related() {
		return
	}
	relations := &literal{}
	relations.add("Type", f.names.TypeName())
	relations.list("Ref", r.RefReturns())
	if references, _ := r.References(); len(references) > 0 {
		lines := make([]string, len(references))
		for i, ref := range references {
			lines[i] = "{Pointer: " + strconv.Quote(ref.Pointer) + ", Targets: []" + inSchema("Target") + "{" + literals(ref.Targets) + "}},"
		}
		relations.block("References", "[]"+inSchema("Reference")+"{", lines)
	}
	f.variable(naming.RelationsOf(f.names.Prefix), "Relations", relations)
}

func literals(targets []model.Target) string {
	var out []string
	for _, t := range targets {
		out = append(out, "{Type: "+strconv.Quote(t.TypeName)+", Property: "+strconv.Quote(t.Property)+"}")
	}
	return strings.Join(out, ", ")
}

// refersTo words what a property refers to, "" for nothing: "Refers to an
// AWS::EC2::SecurityGroup (GroupId or Id) or an AWS::EC2::VPC (VpcId)."
func refersTo(targets []model.Target) string {
	if len(targets) == 0 {
		return ""
	}
	var types []string
	properties := make(map[string][]string)
	for _, t := range targets {
		if properties[t.TypeName] == nil {
			types = append(types, t.TypeName)
		}
		properties[t.TypeName] = append(properties[t.TypeName], t.Property)
	}
	var out []string
	for _, t := range types {
		out = append(out, article(t)+" "+t+" ("+list(properties[t], "or")+")")
	}
	return "Refers to " + list(out, "or") + "."
}

// list joins words: "a, b or c".
func list(words []string, last string) string {
	n := len(words) - 1
	if n < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:n], ", ") + " " + last + " " + words[n]
}

// article returns the article of a type's name. A vendor that is capitals alone is
// spelled out: "an AWS", "a DNS", "an SNS".
func article(typeName string) string {
	vendor, _, _ := strings.Cut(typeName, "::")
	vowels := "AEIOUaeiou"
	if vendor == strings.ToUpper(vendor) && len(vendor) > 1 {
		vowels = "AEFHILMNORSX8"
	} else if lower := strings.ToLower(vendor); slices.ContainsFunc([]string{"uni", "use", "uti", "eu", "one"}, func(begin string) bool { return strings.HasPrefix(lower, begin) }) {
		return "a"
	}
	if strings.Contains(vowels, vendor[:1]) {
		return "an"
	}
	return "a"
}

// refDoc documents the constant that makes a Ref.
func (f *file) refDoc() []string {
	text := "makes a Ref."
	if names := slices.Clone(f.resource.RefReturns()); len(names) > 0 {
		for i, name := range names {
			names[i] = "the " + name
		}
		text += " Ref returns " + list(names, "and") + "."
	}
	return lead(f.names.Ref(), text)
}
