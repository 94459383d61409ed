package facts

import (
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/model"
)

// withNames returns the template of an ARN with the names of the type's properties and attributes
// for the parts that are such. AWS calls the parts by names of its own: ${FileSystemId},
// ${ResourceId}.
func withNames(arn string, res *model.Resource) string {
	known := namesIn(res)
	if rest, ok := strings.CutPrefix(arn, "arn:aws:"); ok {
		arn = "arn:${Partition}:" + rest // of which the other partitions have resources, too
	}
	var open []string
	for part := range model.PartsOfARN(arn) {
		if isCommonPart(part) {
			continue
		}
		if name := known.match(part); name != "" {
			arn = strings.Replace(arn, "${"+part+"}", "${"+name+"}", 1)
		} else {
			open = append(open, part)
		}
	}
	if ref := res.RefReturns(); len(open) == 1 && len(ref) == 1 && known.holdsName(ref[0]) && !strings.Contains(arn, "${"+ref[0]+"}") {
		arn = strings.Replace(arn, "${"+open[0]+"}", "${"+ref[0]+"}", 1)
	}
	return arn
}

// isCommonPart reports whether a part is one that ARNs of all services have.
func isCommonPart(part string) bool {
	return part == "Partition" || part == "Region" || part == "Account"
}

// nameSet is the properties and attributes of a resource type.
type nameSet struct {
	noun string
	// names are in the order of the alphabet, isARN are those whose values are ARNs themselves.
	names []string
	isARN map[string]bool
}

func namesIn(res *model.Resource) nameSet {
	s := nameSet{noun: plain(res.TypeName[strings.LastIndexByte(res.TypeName, ':')+1:]), isARN: map[string]bool{}}
	add := func(name, doc string, t *model.Type) {
		s.names = append(s.names, name)
		if holdsARN(name, doc, t) {
			s.isARN[name] = true
		}
	}
	for _, p := range res.Object.Properties {
		add(p.Name, p.Doc, p.Type)
	}
	for _, a := range res.Attributes {
		if !strings.Contains(a.Name, ".") {
			add(a.Name, a.Doc, a.Type)
		}
	}
	if res.TypeName == "AWS::SecretsManager::Secret" {
		s.isARN["Id"] = true // which the schema has no word of
	}
	slices.Sort(s.names)
	s.names = slices.Compact(s.names)
	return s
}

// holdsARN reports whether the value of a property is, or may be, an ARN.
func holdsARN(name, doc string, t *model.Type) bool {
	doc = strings.ToLower(doc)
	words := strings.FieldsFunc(doc, func(r rune) bool { return r < 'a' || r > 'z' })
	return strings.HasSuffix(strings.ToLower(name), "arn") || slices.Contains(words, "arn") ||
		strings.Contains(doc, "amazon resource name") || t.Pattern != nil && strings.Contains(*t.Pattern, "arn:")
}

// holdsName reports whether there is a property or an attribute, whose value is no ARN.
func (s nameSet) holdsName(name string) bool {
	return slices.Contains(s.names, name) && !s.isARN[name]
}

// match returns the name that a part has, with or without the noun of the type: ConfigurationId
// is the Id of a Configuration. It returns "" for none.
func (s nameSet) match(part string) string {
	part = plain(part)
	for _, same := range []func(name string) bool{
		func(name string) bool { return name == part },
		func(name string) bool { return s.noun+name == part || name == s.noun+part },
	} {
		for _, name := range s.names {
			if same(plain(name)) && !s.isARN[name] {
				return name
			}
		}
	}
	return ""
}

// plain returns a name in lower case.
func plain(name string) string { return strings.ToLower(name) }
