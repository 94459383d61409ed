package jsonschema

import (
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/cfngen/cfngen/internal/backend/schema"
	"github.com/cfngen/cfngen/internal/model"
)

// objects returns the definitions of the properties of resource types and of what is nested in
// them.
func (w *writer) objects(types []*model.Resource) ([]*definition, error) {
	w.names = make(map[*model.Object]string)
	for _, r := range types {
		w.names[r.Object] = r.TypeName
		for _, o := range r.Definitions {
			w.names[o] = r.TypeName + "." + o.Name
		}
	}
	d := w.dialect()
	of := make([][]*definition, len(types))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, r := range types {
		group.Go(func() error {
			doc := strings.TrimSpace(r.Doc)
			if r.DocURL != "" {
				doc = strings.TrimSpace(doc + "\n\n" + r.DocURL)
			}
			own, err := newDefinition(r.TypeName, place(doc, ofResource(d, r)))
			of[i] = append(of[i], own)
			for j := 0; j < len(r.Definitions) && err == nil; j++ {
				var nested *definition
				o := r.Definitions[j]
				nested, err = newDefinition(w.names[o], place(o.Doc, d.Properties(o)))
				of[i] = append(of[i], nested)
			}
			return err
		})
	}
	err := group.Wait()
	return slices.Concat(of...), err
}

// dialect is how templates have types: in draft 7, which editors know, with an intrinsic function
// in the place of each value.
func (w *writer) dialect() *schema.Dialect {
	return &schema.Dialect{
		Draft7:    true,
		Converts:  true,
		Reference: func(o *model.Object) string { return schema.Fragment("definitions", w.names[o]) },
		Property:  shown,
		Place:     orFunction,
		Pattern:   schema.UnicodePattern,
		Macros:    macros,
		OneOf:     oneOf,
	}
}

// place returns the definition of an object, in the place of which there can be a function.
func place(doc string, literal obj) obj {
	var s obj
	s.Text("description", doc)
	return append(s, unlessFunction(literal)...)
}

// unlessFunction returns a schema of what is a function, or else satisfies another one. Of anyOf
// editors would suggest the functions alone.
func unlessFunction(literal obj) obj {
	return obj{
		{Name: "if", Value: ref("isFunction")},
		{Name: "then", Value: ref("function")},
		{Name: "else", Value: literal},
	}
}

// orFunction returns the schema of what can stand in the place of a value.
func orFunction(t *model.Type, literal obj) obj {
	switch {
	case isPlain(t):
		return ref(t.Kind.Name())
	case t.Kind == model.ObjectRef && len(literal) == 1 && literal.Has("$ref"):
		return literal // the definition has it
	case t.Kind == model.JSON && !isScalars(t.Kinds):
		if len(literal) == 0 {
			return ref("json")
		}
		return unlessFunction(ref("json").And(literal))
	case t.Kind == model.List, t.Kind == model.Map, t.Kind == model.ObjectRef:
		return unlessFunction(literal)
	}
	return orLiteral(literal)
}

// orLiteral returns the schema of what is a function or satisfies the schema of a scalar. Of if and else
// editors would not suggest allowed values.
func orLiteral(literal obj) obj {
	return obj{{Name: "anyOf", Value: list{literal, ref("function")}}}
}

// isPlain reports whether a type is a scalar without constraints, for which there is a definition.
func isPlain(t *model.Type) bool {
	for k := range model.Keywords() {
		if k.IsSet(&t.Constraints) {
			return false
		}
	}
	return slices.Contains(plain(), t.Kind)
}

func plain() []model.Kind {
	return []model.Kind{model.String, model.Integer, model.Number, model.Boolean}
}

// scalars returns the definitions of scalars without constraints.
func scalars() obj {
	d := (&writer{}).dialect()
	var all obj
	for _, k := range plain() {
		all = append(all, schema.Member{Name: k.Name(), Value: orLiteral(d.Literal(of(k)))})
	}
	return all
}

// isScalars reports whether there are kinds, and all of them are of scalars.
func isScalars(kinds []model.Kind) bool {
	for _, k := range kinds {
		if k == model.ObjectRef || k == model.List || k == model.Map || k == model.JSON {
			return false
		}
	}
	return len(kinds) > 0
}

// oneOf returns the schema of what fits exactly one of several. Where there are functions in a value, it is
// not known which it fits, and one is enough, unless the presence of properties decides.
func oneOf(all list) obj {
	exact, one := obj{{Name: "oneOf", Value: all}}, obj{{Name: "anyOf", Value: all}}
	decided := true
	for _, s := range all {
		decided = decided && byPresence(s.(obj))
	}
	switch {
	case decided:
		return exact
	case doubled(all) >= maxDoubled:
		return one
	}
	return obj{{Name: "if", Value: ref("literal")}, {Name: "then", Value: exact}, {Name: "else", Value: one}}
}

// maxDoubled is how many such schemas that have their alternatives twice stand in one another: each
// doubles the text. AWS's schemas have no more.
const maxDoubled = 2

// doubled returns how many schemas that have their alternatives twice stand in one another in a value.
func doubled(value any) int {
	most := 0
	switch value := value.(type) {
	case list:
		for _, item := range value {
			most = max(most, doubled(item))
		}
	case obj:
		own := 0
		for _, m := range value {
			if o, ok := m.Value.(obj); ok && m.Name == "if" && o.Get("$ref") == ref("literal").Get("$ref") {
				own = 1
			}
			most = max(most, doubled(m.Value))
		}
		most += own
	}
	return most
}

// byPresence reports whether which properties there are decides whether a value satisfies a schema.
func byPresence(s obj) bool {
	for _, m := range s {
		switch m.Name {
		case "type", "required":
		case "allOf", "anyOf", "oneOf":
			for _, inner := range m.Value.(list) {
				if !byPresence(inner.(obj)) {
					return false
				}
			}
		default:
			return false
		}
	}
	return true
}

// shown returns the schema of a property as an editor shows it.
func shown(p *model.Property, value obj) obj {
	doc := strings.TrimSpace(p.Doc)
	if refers := refersTo(p.Targets); refers != "" {
		doc = strings.TrimSpace(doc + "\n\n" + refers)
	}
	var s obj
	s.Text("description", doc)
	if p.ReadOnly {
		return append(s, readOnly()...)
	}
	if (len(s) > 0 || p.Deprecated) && value.Has("$ref") {
		value = obj{{Name: "allOf", Value: list{value}}} // what stands beside a reference has no effect
	}
	s = append(s, value...)
	if p.Deprecated {
		s = append(s, schema.Member{Name: "deprecationMessage", Value: "Deprecated: it should not be used in new templates."})
	}
	return s
}

// readOnly returns the schema of what no template can set. It is that of nothing: editors show the message for a wrong
// type, and not for what another schema excludes.
func readOnly() obj {
	null := schema.Member{Name: "type", Value: "null"}
	return obj{
		null,
		{Name: "not", Value: obj{null}},
		{Name: "errorMessage", Value: "Read-only: the service sets it, and Fn::GetAtt reads it."},
		{Name: "doNotSuggest", Value: true},
	}
}

// ofResource returns the schema of the properties of a resource. What Fn::GetAtt reads is there, too, for its message.
func ofResource(d *schema.Dialect, r *model.Resource) obj {
	s := d.Properties(r.Object)
	if r.Object.Open || !s.Has("properties") {
		return s
	}
	for i, m := range s {
		if m.Name != "properties" {
			continue
		}
		all := m.Value.(obj)
		for _, a := range r.Attributes {
			if !strings.Contains(a.Name, ".") && !all.Has(a.Name) {
				all = append(all, schema.Member{Name: a.Name, Value: ref("readOnly")})
			}
		}
		s[i].Value = all
	}
	return s
}

// refersTo returns what a property refers to in words, "" for nothing.
func refersTo(targets []model.Target) string {
	var all []string
	for _, t := range targets {
		all = append(all, t.TypeName+" ("+t.Property+")")
	}
	if all == nil {
		return ""
	}
	return "Refers to " + strings.Join(all, " or ") + "."
}
