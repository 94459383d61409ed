package naming

import (
	"cmp"
	_ "embed"
	"slices"
	"strings"
)

// suffixes lists the names that are known to need a suffix. With it, a name is the
// same where the specification does not have the type that it would collide with.
//
//go:embed suffixes.txt
var suffixes string

// known returns the names of a resource type that are known to need a suffix, and how
// many.
func known(typeName string) map[string]int {
	out := make(map[string]int)
	for line := range strings.Lines(suffixes) {
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), typeName+" "); ok {
			out[name]++
		}
	}
	return out
}

// Disambiguate adds a suffix to a name of the resource type that collides with one
// of another resource type: a name that Type takes, or one that Constant takes with
// "const " before it.
func (n Names) Disambiguate(name string) { n.suffixes[name]++ }

// Relations finds the resource types whose names can collide.
type Relations struct {
	// all are sorted by their flat names, byName are those of each.
	all    []relation
	byName map[string][]string
}

type relation struct{ flat, typeName string }

// NewRelations returns the relations among the resource types of these names.
func NewRelations(typeNames []string) *Relations {
	r := &Relations{byName: make(map[string][]string, len(typeNames))}
	for _, name := range typeNames {
		f := flat(name)
		r.all = append(r.all, relation{f, name})
		r.byName[f] = append(r.byName[f], name)
	}
	slices.SortFunc(r.all, func(a, b relation) int {
		return cmp.Or(strings.Compare(a.flat, b.flat), strings.Compare(a.typeName, b.typeName))
	})
	return r
}

// Of returns the resource types of which a name can be that of the given one: the
// name of the one type begins with that of the other, which is so for few.
func (r *Relations) Of(typeName string) []string {
	name := flat(typeName)
	var out []string
	for i := range name {
		out = append(out, r.byName[name[:i]]...)
	}
	from, _ := slices.BinarySearchFunc(r.all, name, func(x relation, name string) int { return strings.Compare(x.flat, name) })
	for _, x := range r.all[from:] {
		if !strings.HasPrefix(x.flat, name) {
			break
		}
		out = append(out, x.typeName)
	}
	return out
}

// flat is a type name as Go names show it.
func flat(typeName string) string {
	var b strings.Builder
	for part := range strings.SplitSeq(strings.TrimPrefix(typeName, "AWS::"), "::") {
		b.WriteString(letterFirst(part))
	}
	return strings.ToLower(b.String())
}

// Nested is the name of a nested object's struct or of a definition's enum.
func (n Names) Nested(definition string) string { return n.Type(Definition(definition)) }

// Definition is what a definition is called within the resource type: a
// lower-case one gets "Lower" behind it, whether or not there is another one.
func Definition(name string) string {
	if exported := Exported(name); exported != name {
		return exported + "Lower"
	}
	return name
}

// Type is the name of a nested type: Prefix, what the type is called within the
// resource type, and "Property" once for each suffix. A name has the suffixes
// of its part before "Property", too: no two names become the same.
func (n Names) Type(name string) string {
	suffixes := 0
	for stem, ok := name, true; ok; stem, ok = strings.CutSuffix(stem, "Property") {
		suffixes += n.suffixes[stem]
		if reserved(stem) {
			suffixes++
		}
	}
	return n.Prefix + name + strings.Repeat("Property", suffixes)
}

// reserved reports whether a name is that of a constant of every resource type, or can
// be that of an attribute.
func reserved(name string) bool {
	attribute, ok := strings.CutPrefix(name, "Attr")
	return name == "TypeName" || name == "Ref" || ok && attribute == Exported(attribute)
}

// Constant is the name of a constant of every resource type, or of an attribute:
// Prefix, what the constant is called within the resource type, and "Const" once
// for each suffix.
func (n Names) Constant(name string) string {
	return n.Prefix + name + strings.Repeat("Const", n.suffixes["const "+name])
}

// TypeName is the constant that holds the resource type's name.
func (n Names) TypeName() string { return n.Constant("TypeName") }

// Ref is the constant that makes a Ref to a resource of the type.
func (n Names) Ref() string { return n.Constant("Ref") }

// Attribute is the constant that makes an Fn::GetAtt of an attribute.
func (n Names) Attribute(name string) string { return n.Constant(Attribute(name)) }

// Attribute is what an attribute's constant is called within the resource type.
// The attribute's name can hold dots.
func Attribute(name string) string {
	var b strings.Builder
	for _, part := range strings.Split(name, ".") {
		b.WriteString(Exported(part))
	}
	return "Attr" + b.String()
}
