package template

import (
	"slices"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
)

// names are what references can be made to.
type names struct {
	parameters, mappings, conditions nameSet
	// resources have the types' names.
	resources nameSet
	// outputs are the outputs' logical IDs, which nothing in the template refers to.
	outputs nameSet
	// all are those that Ref takes, once they are asked for.
	all *nameSet
}

// nameSet is the names of a section.
type nameSet struct {
	index map[string]int32
	// names and types are in the order of the indexes. A type is that of a resource or of a
	// parameter.
	names, types []string
	// open reports whether there can be more, which a macro adds.
	open bool
	// order are the names in the order of the alphabet, once they are asked for.
	order []string
}

func (s *nameSet) has(name string) bool {
	_, ok := s.index[name]
	return ok
}

// typeOf returns the type of a name, and whether it is there.
func (s *nameSet) typeOf(name string) (string, bool) {
	i, ok := s.index[name]
	if !ok {
		return "", false
	}
	return s.types[i], true
}

// room makes room for so many names more.
func (s *nameSet) room(n int) {
	if s.index == nil {
		s.index = make(map[string]int32, n)
		s.names, s.types = make([]string, 0, n), make([]string, 0, n)
	}
}

func (s *nameSet) add(name, typ string) {
	s.room(1)
	if i, was := s.index[name]; was {
		s.types[i] = typ
		return
	}
	s.index[name] = int32(len(s.names))
	s.names, s.types, s.order = append(s.names, name), append(s.types, typ), nil
}

// sorted returns the names in the order of the alphabet.
func (s *nameSet) sorted() []string {
	if s.order == nil {
		s.order = slices.Sorted(slices.Values(s.names))
	}
	return s.order
}

// both returns the names that Ref takes.
func (n *names) both() *nameSet {
	if n.resources.open {
		return &n.resources
	}
	if n.all == nil {
		n.all = &nameSet{order: slices.Concat(n.parameters.names, n.resources.names)}
		slices.Sort(n.all.order)
	}
	return n.all
}

// namesOf collects the names of a template, those of an Fn::ForEach included.
func namesOf(t *Template, macros macroSet, loops *loops) names {
	var n names
	collect(loops, &n.parameters, "Parameters", t.Parameters, func(p *Parameter) string {
		if p == nil {
			return ""
		}
		typ, _ := cfn.Get(p.Type)
		return typ
	})
	collect(loops, &n.mappings, "Mappings", t.Mappings, func(cfn.Map[cfn.Map[cfn.JSON]]) string { return "" })
	collect(loops, &n.conditions, "Conditions", t.Conditions, func(cfn.Value[bool]) string { return "" })
	collect(loops, &n.outputs, "Outputs", t.Outputs, func(*Output) string { return "" })
	collect(loops, &n.resources, "Resources", t.Resources, func(r *Resource) string {
		if r == nil {
			return ""
		}
		return r.TypeName()
	})
	open := macros.foreign || macros.include || hasMacro(t.Node) || cfn.ObjectIntrinsic(t.Node) != nil
	for _, s := range []*nameSet{&n.parameters, &n.mappings, &n.conditions, &n.outputs, &n.resources} {
		s.open = s.open || open
	}
	return n
}

func collect[E any](loops *loops, to *nameSet, name string, section cfn.Map[E], typeOf func(E) string) {
	to.open = to.open || cfn.MapIntrinsic(section) != nil
	entries, _ := cfn.Entries(section)
	to.room(len(entries))
	for i := range entries {
		e := &entries[i]
		if !isMacro(e.Key) {
			to.add(e.Key, typeOf(e.Value))
			continue
		}
		arg, ok := cfn.MacroOf(*e)
		switch {
		case !ok:
		case strings.HasPrefix(e.Key, forEachPrefix):
			for _, one := range loops.unroll(loopKey{name, e.Key}, arg.String()) {
				if !one.known {
					to.open = true
					break
				}
				to.add(one.key, one.typ)
			}
		default:
			to.open = true
		}
	}
}

// typeIn returns the member Type of the JSON text of a resource.
func typeIn(text string) (typ string) {
	scan.EachMember(text, func(key string, start, _ int) {
		if key == "Type" && text[start] == '"' {
			s := scan.Scanner{Text: text, Pos: start}
			typ, _ = s.Str()
		}
	})
	return typ
}

// isPseudoParameter reports whether a name is one that Ref takes beside parameters and
// resources.
func isPseudoParameter(name string) bool {
	switch name {
	case "AWS::AccountId", "AWS::NotificationARNs", cfn.NoValue, "AWS::Partition", "AWS::Region",
		"AWS::StackId", "AWS::StackName", "AWS::URLSuffix":
		return true
	}
	return false
}

// generated reports whether a name is perhaps that of a resource that the transform
// AWS::Serverless makes: of the API that it adds, or of one whose name begins with that of a
// resource of its own.
func (c *checker) generated(name string) bool {
	if !c.macros.serverless {
		return false
	}
	if strings.HasPrefix(name, "Serverless") {
		return true
	}
	const longest = 255 // of a logical ID
	base, _, _ := strings.Cut(name, ".")
	for end := min(len(base), longest); end > 0; end-- {
		if typ, _ := c.names.resources.typeOf(base[:end]); strings.HasPrefix(typ, "AWS::Serverless::") {
			return true
		}
	}
	return false
}
