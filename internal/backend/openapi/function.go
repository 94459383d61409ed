package openapi

import (
	"github.com/go-json-experiment/json/jsontext"

	"github.com/cfngen/cfngen/internal/backend/schema"
	"github.com/cfngen/cfngen/internal/model"
)

// functionName is the name of the component for what CloudFormation replaces by a value.
const functionName = "CloudFormation.Function"

// function returns the schema of an intrinsic function or a dynamic reference. The functions of today
// have a property each, so that clients in languages with types know them; others are allowed.
func function() schema.Object {
	properties := schema.Object{{Name: "Ref", Value: schema.Object{{Name: "type", Value: "string"}}}}
	for _, name := range []string{
		"Base64", "Cidr", "FindInMap", "GetAtt", "GetAZs", "If", "ImportValue", "Join", "Length", "Select", "Split", "Sub",
		"ToJsonString", "Transform",
	} {
		properties = append(properties, schema.Member{Name: "Fn::" + name, Value: schema.Object{}})
	}
	object := schema.Object{
		{Name: "type", Value: "object"},
		{Name: "properties", Value: properties},
		{Name: "propertyNames", Value: schema.Object{{Name: "pattern", Value: "^(Ref|Fn::.+)$"}}},
		{Name: "minProperties", Value: jsontext.Value("1")},
		{Name: "maxProperties", Value: jsontext.Value("1")},
	}
	text := schema.Object{
		{Name: "type", Value: "string"},
		{Name: "pattern", Value: `\{\{resolve:`},
	}
	return schema.Object{
		{Name: "title", Value: functionName},
		{Name: "description", Value: "An intrinsic function, or a text with a dynamic reference."},
		{Name: "anyOf", Value: schema.List{object, text}},
	}
}

// orFunction returns the schema of what can stand in the place of a value.
func orFunction(_ *model.Type, literal schema.Object) schema.Object {
	return schema.Object{{Name: "anyOf", Value: schema.List{literal, schema.Object{{Name: "$ref", Value: reference(functionName)}}}}}
}

// oneOf returns the schema of what fits one of several. Where they have values, a function can fit more
// than one.
func oneOf(all schema.List) schema.Object {
	if refers(all) {
		return schema.Object{{Name: "anyOf", Value: all}}
	}
	return schema.Object{{Name: "oneOf", Value: all}}
}

// refers reports whether there is a reference in a schema, to that of functions or to a definition,
// which has some.
func refers(v any) bool {
	switch v := v.(type) {
	case schema.List:
		for _, item := range v {
			if refers(item) {
				return true
			}
		}
	case schema.Object:
		for _, m := range v {
			// A property can have the name, too.
			if _, ok := m.Value.(string); ok && m.Name == "$ref" || refers(m.Value) {
				return true
			}
		}
	}
	return false
}
