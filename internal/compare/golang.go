package compare

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/cfngen/cfngen/internal/diag"
)

// Declaration is an exported identifier of the generated code.
type Declaration struct {
	// Package is the name of the Go package.
	Package string
	// Name is the identifier; that of a field or a method has its struct before
	// it, with a dot.
	Name string
	// Kind is "const", "type", "field" or "method".
	Kind string
	// Type is the Go type: of a constant, "" where it is untyped; of a type, what it
	// is made from, "struct" alone for a struct; "" of a method, which is the same
	// on every struct that has it.
	Type string
	// Value is a constant's value as Go writes it, "" of others.
	Value string
	// Alias is the type that a type is a former name of, "" of others. What such a
	// type has is declared under both names.
	Alias string
	// Resource is the name of the resource type.
	Resource string
	// Pos is where the specification declares it.
	Pos diag.Position
}

func (d Declaration) subject() string { return d.Package + "." + d.Name }

// text is what a change shows of a declaration.
func (d Declaration) text() string {
	if d.Kind == "const" {
		return strings.TrimSpace(d.Type + " " + d.Value)
	}
	return d.Type
}

// owner is the struct of a field or a method.
func (d Declaration) owner() string {
	name, _, _ := strings.Cut(d.subject()[len(d.Package)+1:], ".")
	return d.Package + "." + name
}

// declarations compares what two generations export, both sorted by package and
// name. What a struct has is part of it: it is neither removed nor added by
// itself where the struct is. became has what the types are now.
func declarations(old, now []Declaration, became map[diag.Position][]successor) Report {
	old = renameTypes(old, now)
	before, after := bySubject(old), bySubject(now)
	r := newRenames(old, now, became)
	var out Report
	for _, o := range old {
		if isMember(o) && !same(before[o.owner()], after[o.owner()]) {
			continue
		}
		n, ok := after[o.subject()]
		switch {
		case !ok:
			out = append(out, r.removed(o, before, after))
		case !same(o, n):
			c := declarationChange(Breaking, kindOfChange(o, n), o, n)
			r.explain(&c, o, n)
			out = append(out, c)
		}
	}
	for _, n := range now {
		if _, ok := before[n.subject()]; !ok && (!isMember(n) || same(before[n.owner()], after[n.owner()])) {
			out = append(out, Change{Layer: Go, Class: Safe, Resource: n.Resource, Subject: n.subject(), Kind: n.Kind + " added", New: n.text(), NewPos: n.Pos})
		}
	}
	return out
}

// renameTypes writes the types of old declarations with the names that they have
// now: one that is kept as a former name is the same type.
func renameTypes(old, now []Declaration) []Declaration {
	names := make(map[string]string)
	for _, n := range now {
		if n.Alias != "" {
			names[n.subject()] = n.Alias
		}
	}
	if len(names) == 0 {
		return old
	}
	out := slices.Clone(old)
	for i, o := range out {
		out[i].Type = identifier.ReplaceAllStringFunc(o.Type, func(name string) string {
			return cmp.Or(names[o.Package+"."+name], name)
		})
	}
	return out
}

// identifier is a Go name in the text of a type, with its package.
var identifier = regexp.MustCompile(`[A-Za-z][A-Za-z0-9_.]*`)

func declarationChange(c Class, kind string, o, n Declaration) Change {
	return Change{Layer: Go, Class: c, Resource: o.Resource, Subject: o.subject(), Kind: kind, Old: o.text(), New: n.text(), OldPos: o.Pos, NewPos: n.Pos}
}

func kindOfChange(o, n Declaration) string {
	switch {
	case o.Kind != n.Kind:
		return "became a " + n.Kind
	case o.Kind == "const" && o.Type == n.Type:
		return "value changed"
	}
	return o.Kind + " changed"
}

func isMember(d Declaration) bool { return d.Kind == "field" || d.Kind == "method" }

// same reports whether two declarations are interchangeable for those who compile.
func same(a, b Declaration) bool {
	return a.Kind == b.Kind && a.Type == b.Type && a.Value == b.Value
}

func bySubject(list []Declaration) map[string]Declaration {
	out := make(map[string]Declaration, len(list))
	for _, d := range list {
		out[d.subject()] = d
	}
	return out
}
