package model

import (
	"slices"
	"strings"
	"unicode"
)

// The names in an ARN's template that stand for no property.
const (
	ARNPartition = "Partition"
	ARNRegion    = "Region"
	ARNAccount   = "Account"
)

// ARNNames returns the names in ${} of an ARN's template, in their order. ok is false for
// what is no template: six fields with colons between them, of which the first is "arn",
// ${Partition}, ${Region} and ${Account} stand for the whole of their fields, and no two
// names stand beside each other.
func ARNNames(template string) (names []string, ok bool) {
	fields := strings.SplitN(template, ":", 6)
	if len(fields) < 6 || len(template) > MaxName || fields[0] != "arn" || fields[1] != "${"+ARNPartition+"}" ||
		fields[2] == "" || reserved(fields[5]) || fields[3] != "" && fields[3] != "${"+ARNRegion+"}" || fields[4] != "" && fields[4] != "${"+ARNAccount+"}" {
		return nil, false
	}
	for rest := template; ; {
		before, after, found := strings.Cut(rest, "${")
		if !found {
			return names, !strings.ContainsAny(rest, "${}") && fields[5] != "" && !strings.Contains(fields[2], "$")
		}
		name, left, closed := strings.Cut(after, "}")
		if before == "" || strings.ContainsAny(before, "${}") || !closed || !isPath(name) || slices.Contains(names, name) {
			return nil, false
		}
		names, rest = append(names, name), left
	}
}

// reserved reports whether a part of a template has a name that stands for no property.
func reserved(text string) bool {
	for _, name := range []string{ARNPartition, ARNRegion, ARNAccount} {
		if strings.Contains(text, "${"+name+"}") {
			return true
		}
	}
	return false
}

// isPath reports whether a text is a dotted path of names.
func isPath(text string) bool {
	for name := range strings.SplitSeq(text, ".") {
		if name == "" || strings.ContainsFunc(name, notAlphanumeric) {
			return false
		}
	}
	return true
}

// ARNReturned returns the property or the attribute that is the ARN of a resource, "" where
// there is none: the one that is stated, an attribute called Arn, one called as the resource
// type is with Arn behind it, or what Ref returns where that is an ARN and no template can set
// it.
func (r *Resource) ARNReturned() string {
	if r.ARNProperty != "" {
		return r.ARNProperty
	}
	_, resource, _ := SplitTypeName(r.TypeName)
	for _, name := range []string{"Arn", resource + "Arn"} {
		for _, a := range r.Attributes {
			if strings.EqualFold(a.Name, name) {
				return a.Name
			}
		}
	}
	ref := r.RefReturns()
	if len(ref) != 1 || r.settable(ref[0]) != nil {
		return ""
	}
	if isARNName(ref[0]) {
		return ref[0]
	}
	for _, a := range r.Attributes {
		if a.Name == ref[0] && (isARNDoc(a.Doc) && ofResource(a.Doc, resource) || isARNPattern(a.Type)) {
			return a.Name
		}
	}
	return ""
}

// MayBeARN reports whether a property or attribute is an ARN, or can be one, as far as its
// name, its description and its type show it.
func MayBeARN(name, doc string, t *Type) bool {
	return isARNName(name) || isARNDoc(doc) || t != nil && t.Pattern != nil && strings.Contains(*t.Pattern, "arn:")
}

func isARNName(name string) bool { return strings.HasSuffix(strings.ToLower(name), "arn") }

// isARNDoc reports whether a description begins with the word for an ARN.
func isARNDoc(doc string) bool {
	doc = strings.TrimPrefix(strings.ToLower(doc), "the ")
	rest, ok := strings.CutPrefix(doc, "arn")
	return ok && strings.TrimLeftFunc(rest, unicode.IsLetter) == rest || strings.HasPrefix(doc, "amazon resource name")
}

// ofResource reports whether a description has the last word of a resource type's name: "The
// ARN of the generated template." of a GeneratedTemplate, and not of a RotationSchedule "The ARN
// of the secret."
func ofResource(doc, resource string) bool {
	last := strings.LastIndexFunc(resource, unicode.IsUpper)
	return strings.Contains(strings.ToLower(doc), strings.ToLower(resource[max(last, 0):]))
}

// isARNPattern reports whether a pattern allows ARNs alone.
func isARNPattern(t *Type) bool {
	return t != nil && t.Pattern != nil && strings.HasPrefix(*t.Pattern, "^arn:") && !strings.Contains(*t.Pattern, "|^")
}

// settable returns the property of a name that a template can set, nil where there is none.
func (r *Resource) settable(name string) *Property {
	if p := r.Object.Property(name); p != nil && !p.ReadOnly {
		return p
	}
	return nil
}
