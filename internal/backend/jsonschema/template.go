package jsonschema

import (
	"bytes"
	"slices"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/cfngen/cfngen/internal/backend/schema"
	"github.com/cfngen/cfngen/internal/model"
)

// TemplateFile is the name of the file with the schema of whole templates.
const TemplateFile = "template.schema.json"

// wholeSpec is how many resource types of AWS are in a specification that has all of
// them: AWS publishes more than 1,600. Of one with fewer it is not known which others there are.
const wholeSpec = 1000

// obj and lit keep the schemas of this package readable.
type obj = schema.Object

type list = schema.List

func lit(text string) jsontext.Value { return jsontext.Value(text) }

// ref is a reference to a definition of the schema.
func ref(name string) obj { return obj{{Name: "$ref", Value: schema.Fragment("definitions", name)}} }

// ofTemplates returns the schema of templates with resources of the types of a specification. Each definition is a line of
// its text, so that what changed can be seen. Those that are the same are one, by the name of one of them.
func ofTemplates(spec *model.Spec, tool string) ([]byte, error) {
	types := spec.Resources
	w := &writer{whole: spec.Unselected == 0 && len(types) >= wholeSpec}
	head := obj{
		{Name: "$comment", Value: generated(tool)},
		{Name: "$schema", Value: "http://json-schema.org/draft-07/schema#"},
		{Name: "type", Value: "object"},
		{Name: "required", Value: list{"Resources"}},
		{Name: "properties", Value: sections()},
		{Name: "patternProperties", Value: beside()},
		{Name: "additionalProperties", Value: false},
		{Name: "allOf", Value: list{ownAttributes()}},
		{Name: "definitions", Value: obj{}},
	}
	var all []*definition
	for _, m := range slices.Concat(scalars(), functions(), attributes(), w.resource(types), w.services(types)) {
		d, err := newDefinition(m.Name, m.Value.(obj))
		if err != nil {
			return nil, err
		}
		all = append(all, d)
	}
	objects, err := w.objects(types)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	for i, m := range head {
		line, err := obj{m}.AppendTo(nil)
		if err != nil {
			return nil, err
		}
		b.WriteString([]string{"{\n", ",\n"}[min(i, 1)])
		b.Write(line[1 : len(line)-1])
	}
	b.Truncate(b.Len() - 1) // the end of the definitions
	write(&b, append(all, objects...), equal(objects))
	b.WriteString("\n}\n}\n")
	return b.Bytes(), nil
}

// writer writes the schemas of the types in templates.
type writer struct {
	// names are those of the definitions of objects.
	names map[*model.Object]string
	// whole reports whether the types are all of AWS, so that others are mistakes.
	whole bool
}

// resource returns the definition of a resource. Its properties are those of its type: the
// service is found first, and the type among those of the service, which keeps editors fast.
func (w *writer) resource(types []*model.Resource) obj {
	var names, dispatch list
	last := ""
	for _, r := range types {
		names = append(names, r.TypeName)
		if service := serviceOf(r.TypeName); service != last {
			last = service
			dispatch = append(dispatch, when(service+"::", ref(service)))
		}
	}
	// Types that are not AWS's, and those of macros of AWS, can be any.
	others := "^(?!AWS::|Alexa::)|^AWS::(Serverless|CDK)::|::MODULE$"
	if !w.whole {
		others = "::"
	}
	typeOf := obj{
		{Name: "description", Value: "The resource type."},
		{Name: "type", Value: "string"},
		{Name: "anyOf", Value: list{
			// The first one has the message: of the other one editors list all values.
			obj{{Name: "pattern", Value: others}, {Name: "patternErrorMessage", Value: "Unknown resource type."}},
			obj{{Name: "enum", Value: names}, {Name: "errorMessage", Value: "Unknown resource type."}},
		}},
	}
	s := obj{
		{Name: "type", Value: "object"},
		{Name: "required", Value: list{"Type"}},
		{Name: "properties", Value: append(obj{{Name: "Type", Value: typeOf}}, resourceAttributes()...)},
	}
	if dispatch != nil {
		s = append(s, schema.Member{Name: "allOf", Value: dispatch})
	}
	return obj{{Name: "resource", Value: s}}
}

// serviceOf returns the part of a type name before the resource: AWS::S3 of AWS::S3::Bucket.
func serviceOf(typeName string) string {
	parts := strings.SplitN(typeName, "::", 3)
	return strings.Join(parts[:2], "::")
}

// when returns a schema for resources whose type begins with a text. With a pattern, and not
// const, editors do not suggest what another type has.
func when(prefix string, then obj) obj {
	return obj{
		{Name: "if", Value: obj{
			{Name: "required", Value: list{"Type"}},
			{Name: "properties", Value: obj{{Name: "Type", Value: obj{{Name: "pattern", Value: "^" + prefix}}}}},
		}},
		{Name: "then", Value: then},
	}
}

// services returns the definitions that find a resource's properties by its type.
func (w *writer) services(types []*model.Resource) obj {
	var all obj
	for _, r := range types {
		properties := obj{{Name: "properties", Value: obj{{Name: "Properties", Value: ref(r.TypeName)}}}}
		if slices.ContainsFunc(r.Object.Properties, func(p *model.Property) bool { return p.Required }) {
			properties = append(properties, schema.Member{Name: "required", Value: list{"Properties"}})
		}
		one := when(r.TypeName+"$", properties)
		if n := len(all); n > 0 && all[n-1].Name == serviceOf(r.TypeName) {
			s := all[n-1].Value.(obj)
			s[0].Value = append(s[0].Value.(list), one)
			continue
		}
		all = append(all, schema.Member{Name: serviceOf(r.TypeName), Value: obj{{Name: "allOf", Value: list{one}}}})
	}
	return all
}
