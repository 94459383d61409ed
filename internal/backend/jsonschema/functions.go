package jsonschema

import (
	"strings"

	"github.com/cfngen/cfngen/internal/backend/schema"
)

// intrinsic is an intrinsic function of CloudFormation.
type intrinsic struct {
	name string
	// arguments is one argument, or alternatives of argument lists with | between them. A
	// list has commas between its items, and ? behind what can be left out. The letters are the
	// kinds that fit: s a string or another scalar, l a list, o an object, * any. Where = stands before
	// them, the one argument stands without a list. A function fits in the place of each.
	arguments string
	doc       string
}

// intrinsics returns all intrinsic functions.
func intrinsics() []intrinsic {
	return []intrinsic{
		{"Ref", "=s", "The value of a parameter, or what identifies a resource."},
		{"Condition", "=s", "The result of another condition."},
		{"Fn::GetAtt", "=s|s,s", "An attribute of a resource: [logical ID, attribute], or both with a dot between them."},
		{"Fn::Sub", "=s|s,o", "A text in which ${Name} and ${LogicalID.Attribute} are replaced; [text, variables] with variables of its own."},
		{"Fn::Join", "s,l", "The values of a list as one text: [separator, values]."},
		{"Fn::Select", "s,l", "An item of a list, counted from 0: [index, values]."},
		{"Fn::Split", "s,s", "The parts of a text as a list: [separator, text]."},
		{"Fn::If", "s,*,*", "One of two values: [condition, value if true, value if false]."},
		{"Fn::FindInMap", "s,s,s,o?", "A value of the section Mappings: [map, top-level key, second-level key]."},
		{"Fn::Base64", "=s", "A text in Base64."},
		{"Fn::GetAZs", "=s", "The availability zones of a region, \"\" for that of the stack."},
		{"Fn::ImportValue", "=s", "A value that another stack exports."},
		{"Fn::Cidr", "s,s,s?", "CIDR blocks: [block, count, bits of the host part]."},
		{"Fn::Transform", "", "What a macro makes: its Name and Parameters."},
		{"Fn::Length", "=l", "The number of items of a list."},
		{"Fn::ToJsonString", "=lo", "An object or a list as JSON text."},
		{"Fn::Not", "*", "The opposite of a condition: [condition]."},
		{"Fn::And", "*,*,*?,*?,*?,*?,*?,*?,*?,*?", "Whether all of two to ten conditions hold."},
		{"Fn::Or", "*,*,*?,*?,*?,*?,*?,*?,*?,*?", "Whether one of two to ten conditions holds."},
		{"Fn::Equals", "*,*", "Whether two values are equal."},
		{"Fn::Contains", "l,s", "In rules: whether a list has a value."},
		{"Fn::EachMemberEquals", "l,s", "In rules: whether all values of a list equal one."},
		{"Fn::EachMemberIn", "l,l", "In rules: whether all values of a list are in another one."},
		{"Fn::RefAll", "=s", "In rules: the values of all parameters of a type."},
		{"Fn::ValueOf", "s,s", "In rules: an attribute of a parameter's value."},
		{"Fn::ValueOfAll", "s,s", "In rules: an attribute of the values of all parameters of a type."},
		{"Fn::GetStackOutput", "=o", "An output of another stack."},
	}
}

// functions returns the definitions for intrinsic functions: the functions, what looks like one, and JSON with
// functions anywhere in it.
func functions() obj {
	var all obj
	var names []string
	for _, f := range intrinsics() {
		names = append(names, f.name)
		all = append(all, schema.Member{Name: f.name, Value: append(obj{{Name: "description", Value: f.doc}}, f.argument()...)})
	}
	named := func(pattern string) obj {
		return obj{
			{Name: "type", Value: "object"}, {Name: "minProperties", Value: lit("1")}, {Name: "maxProperties", Value: lit("1")},
			{Name: "propertyNames", Value: obj{{Name: "pattern", Value: pattern}}},
		}
	}
	dynamic := obj{{Name: "type", Value: "string"}, {Name: "pattern", Value: `\{\{resolve:`}}
	inner := func(name string) schema.Member {
		return schema.Member{Name: name, Value: ref("json")}
	}
	return obj{
		{Name: "readOnly", Value: readOnly()},
		{Name: "dynamicReference", Value: dynamic},
		{Name: "isFunction", Value: obj{{Name: "anyOf", Value: list{named("^(Ref|Fn::(?!ForEach::).*)$"), ref("dynamicReference")}}}},
		{Name: "function", Value: obj{{Name: "anyOf", Value: list{
			obj{
				{Name: "type", Value: "object"}, {Name: "minProperties", Value: lit("1")}, {Name: "maxProperties", Value: lit("1")},
				{Name: "properties", Value: all},
				// An object that fits better than a scalar has its message alone.
				{Name: "additionalProperties", Value: obj{}},
				{Name: "propertyNames", Value: obj{{Name: "pattern", Value: "^(" + strings.Join(names, "|") + ")$"}, {Name: "patternErrorMessage", Value: "CloudFormation has no such function."}}},
			},
			ref("dynamicReference"),
		}}}},
		// Scalars, lists and objects as arguments, each of them or a function.
		{Name: "argument", Value: obj{{Name: "anyOf", Value: list{obj{{Name: "type", Value: list{"string", "number", "boolean"}}}, ref("function")}}}},
		{Name: "listArgument", Value: unlessFunction(obj{{Name: "type", Value: "array"}, {Name: "items", Value: ref("json")}})},
		{Name: "objectArgument", Value: unlessFunction(obj{{Name: "type", Value: "object"}, {Name: "additionalProperties", Value: ref("json")}})},
		{Name: "json", Value: obj{
			{Name: "if", Value: named("^(Ref|Fn::[A-Za-z0-9]+)$")},
			{Name: "then", Value: ref("function")},
			{Name: "else", Value: obj{
				{Name: "type", Value: list{"object", "array", "string", "number", "boolean"}},
				inner("additionalProperties"), inner("items"),
			}},
		}},
		{Name: "literal", Value: obj{
			{Name: "not", Value: ref("isFunction")},
			{Name: "propertyNames", Value: obj{{Name: "not", Value: obj{{Name: "pattern", Value: "^Fn::"}}}}},
			{Name: "additionalProperties", Value: ref("literal")},
			{Name: "items", Value: ref("literal")},
		}},
	}
}

// argument returns the schema of what stands behind the function's name.
func (f intrinsic) argument() obj {
	if f.name == "Fn::Transform" {
		macro := obj{{Name: "type", Value: "object"}, {Name: "properties", Value: obj{
			{Name: "Name", Value: obj{{Name: "description", Value: "The name of the macro."}}},
			{Name: "Parameters", Value: obj{{Name: "description", Value: "What the macro takes."}}},
		}}}
		return unlessFunction(obj{{Name: "anyOf", Value: list{macro, obj{
			{Name: "type", Value: "array"}, {Name: "minItems", Value: lit("1")}, {Name: "items", Value: unlessFunction(macro)},
		}}}})
	}
	var all list
	for alternative := range strings.SplitSeq(f.arguments, "|") {
		if kinds, single := strings.CutPrefix(alternative, "="); single {
			all = append(all, argumentOf(kinds))
		} else {
			all = append(all, listOf(strings.Split(alternative, ",")))
		}
	}
	one := all[0].(obj)
	if len(all) > 1 {
		one = obj{{Name: "anyOf", Value: all}}
	}
	if strings.HasPrefix(f.arguments, "=") {
		return one // which has functions
	}
	return unlessFunction(one)
}

// argumentOf returns the schema of an argument of some kinds.
func argumentOf(kinds string) obj {
	switch kinds {
	case "s":
		return ref("argument")
	case "l":
		return ref("listArgument")
	case "o":
		return ref("objectArgument")
	case "lo":
		return obj{{Name: "anyOf", Value: list{ref("listArgument"), ref("objectArgument")}}}
	}
	return ref("json")
}

// listOf returns the schema of a list of arguments.
func listOf(arguments []string) obj {
	var items list
	least := 0
	for _, a := range arguments {
		kinds, optional := strings.CutSuffix(a, "?")
		if !optional {
			least++
		}
		items = append(items, argumentOf(kinds))
	}
	s := obj{{Name: "type", Value: "array"}}
	s.Count("minItems", least)
	s.Count("maxItems", len(arguments))
	return append(s, schema.Member{Name: "items", Value: items})
}
