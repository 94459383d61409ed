package facts

import (
	"slices"
	"strings"
	"unicode"

	"github.com/cfngen/cfngen/internal/model"
)

// anyPartition returns an ARN's template that has the partition as a name: two have "aws".
func anyPartition(template string) string {
	if rest, ok := strings.CutPrefix(template, "arn:aws:"); ok {
		return "arn:${" + model.ARNPartition + "}:" + rest
	}
	return template
}

// resolveARN returns an ARN's template with the names of the resource type's properties and
// attributes. Those that it comes with are the ones of the documentation of AWS's
// permissions, which often differ a little. A name that means none of them, or may not, stays.
func resolveARN(template string, r *model.Resource) string {
	names, _ := model.ARNNames(template)
	parts := slices.DeleteFunc(names, func(name string) bool {
		return name == model.ARNPartition || name == model.ARNRegion || name == model.ARNAccount
	})
	s := newResolver(r, len(parts) == 1)
	found := make(map[string]string, len(parts))
	for _, match := range s.matches() {
		for _, part := range parts {
			if found[part] != "" {
				continue
			}
			left := slices.DeleteFunc(slices.Clone(s.names), func(name string) bool {
				return !match(part, name) || slices.ContainsFunc(parts, func(p string) bool { return found[p] == name })
			})
			// What Ref returns comes first. Of others there must be one alone.
			if len(left) > 0 && (len(left) == 1 || slices.Contains(s.ref, left[0])) {
				found[part] = left[0]
			}
		}
	}
	for part, name := range found {
		template = strings.Replace(template, "${"+part+"}", "${"+name+"}", 1)
	}
	return template
}

// resolver finds the property or attribute that a part of an ARN is.
type resolver struct {
	object *model.Object
	// noun is the name of the resource type without service.
	noun string
	// known are the words of the type's name, which the names of parts have or leave out.
	known []string
	// names are those of properties and attributes, first those that Ref returns.
	names, ref []string
	// single reports whether the ARN has one part.
	single bool
}

func newResolver(r *model.Resource, single bool) *resolver {
	service, noun, _ := model.SplitTypeName(r.TypeName)
	s := &resolver{object: r.Object, noun: noun, known: append(wordsOf(service), wordsOf(noun)...), single: single}
	if names := r.RefReturns(); len(names) == 1 {
		s.ref = names
	}
	add := func(name string, doc string, t *model.Type) {
		if !slices.Contains(s.names, name) && !model.MayBeARN(name, doc, t) {
			s.names = append(s.names, name)
		}
	}
	property := func(name string) {
		doc, typ := "", (*model.Type)(nil)
		if p := r.Object.Property(name); p != nil {
			doc, typ = p.Doc, p.Type
		}
		if a := r.AttributeFinder()(name); a != nil {
			doc, typ = doc+a.Doc, a.Type
		}
		add(name, doc, typ)
	}
	for _, name := range slices.Concat(s.ref, r.PrimaryIdentifier) {
		property(name)
	}
	s.ref = slices.DeleteFunc(slices.Clone(s.ref), func(name string) bool { return !slices.Contains(s.names, name) })
	for _, p := range r.Object.Properties {
		if p.Type.Kind != model.ObjectRef && p.Type.Kind != model.List && p.Type.Kind != model.Map {
			property(p.Name)
		}
	}
	for _, a := range r.Attributes {
		add(a.Name, a.Doc, a.Type)
	}
	return s
}

// matches returns the ways in which the name of a part and that of a property can mean the
// same, the surest first.
func (s *resolver) matches() []func(part, name string) bool {
	return []func(part, name string) bool{
		func(part, name string) bool {
			return strings.EqualFold(part, name) && (!isGeneric(part) || !s.isWritable(name))
		},
		func(part, name string) bool {
			return strings.EqualFold(part, s.noun+name) || strings.EqualFold(s.noun+part, name)
		},
		func(part, name string) bool { return strings.EqualFold(part, lastName(name)) && !isGeneric(part) },
		s.sameKind,
		func(part, name string) bool {
			kind := wordsOf(name)
			return s.single && isGeneric(part) && slices.Contains(s.ref, name) && kind[len(kind)-1] == "id"
		},
	}
}

// isGeneric reports whether a part has a name that means the ID of whatever it is an ARN of.
func isGeneric(part string) bool {
	return slices.Contains([]string{"ResourceId", "Identifier", "Id", "ResourcePath"}, part)
}

// isWritable reports whether a template can set the property, and Ref does not return it.
func (s *resolver) isWritable(name string) bool {
	p := s.object.Property(name)
	return p != nil && !p.ReadOnly && !slices.Contains(s.ref, name)
}

// sameKind reports whether two names are the same without the words of the type's name:
// DbClusterId and DBClusterIdentifier of AWS::RDS::DBCluster. What identifies a resource can
// be called its name, but its name is not its ID, and neither is an identifier that users
// choose and Ref does not return.
func (s *resolver) sameKind(part, name string) bool {
	last := wordsOf(lastName(name))
	a, b := s.withoutKnown(wordsOf(part)), s.withoutKnown(last)
	kind := last[len(last)-1]
	if !slices.Contains(s.ref, name) {
		// DBName of a DBInstance is the name of something else.
		noun := wordsOf(s.noun)
		if len(b) < len(last) && !slices.Contains(last, noun[len(noun)-1]) || kind == "id" && s.isWritable(name) {
			return false
		}
	}
	if slices.Equal(a, []string{"name"}) && slices.Equal(b, []string{"id"}) {
		return strings.HasSuffix(name, "Identifier")
	}
	return len(a) > 0 && slices.Equal(a, b)
}

// withoutKnown returns the words that the type's name does not have.
func (s *resolver) withoutKnown(list []string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(word string) bool { return slices.Contains(s.known, word) })
}

// lastName returns the last name of a dotted path.
func lastName(path string) string { return path[strings.LastIndexByte(path, '.')+1:] }

// wordsOf returns the words of a name in lower case, with one spelling for each.
func wordsOf(name string) (out []string) {
	runes := []rune(name)
	start := 0
	for i := 1; i <= len(runes); i++ {
		if i < len(runes) && (!unicode.IsUpper(runes[i]) || unicode.IsUpper(runes[i-1]) && (i+1 == len(runes) || !unicode.IsLower(runes[i+1]))) {
			continue
		}
		word := strings.ToLower(string(runes[start:i]))
		switch word {
		case "identifier":
			word = "id"
		case "config":
			word = "configuration"
		}
		out, start = append(out, word), i
	}
	return out
}
