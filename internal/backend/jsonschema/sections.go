package jsonschema

import (
	"slices"

	"github.com/cfngen/cfngen/internal/backend/schema"
	"github.com/cfngen/cfngen/internal/model"
)

// logicalID is the pattern of the names in most sections.
const logicalID = "^[A-Za-z0-9]+$"

// macros is what the pattern of the keys of macros, which can stand beside all others, has behind its
// beginning.
const macros = "Fn::(Transform$|ForEach::)"

// beside are the keys of macros.
func beside() obj { return obj{{Name: "^" + macros, Value: true}} }

// sections returns the schemas of a template's sections.
func sections() obj {
	section := func(name, doc string, entry obj) schema.Member {
		return schema.Member{Name: name, Value: obj{
			{Name: "description", Value: doc},
			{Name: "type", Value: "object"},
			{Name: "patternProperties", Value: append(obj{{Name: logicalID, Value: entry}}, beside()...)},
			{Name: "additionalProperties", Value: false},
		}}
	}
	described := func(name, doc string, s obj) schema.Member {
		return schema.Member{Name: name, Value: append(obj{{Name: "description", Value: doc}}, s...)}
	}
	conditions := section("Conditions", "When resources and outputs are there, and which values properties have.", ref("condition"))
	conditions.Value.(obj)[2].Value.(obj)[0].Name = "^[A-Za-z0-9&]+$" // which CloudFormation takes there
	object, free := obj{{Name: "type", Value: "object"}}, obj{{Name: "allOf", Value: list{ref("json")}}}
	value := obj{{Name: "type", Value: list{"string", "number", "boolean", "array"}}}
	keys := func(of obj) obj {
		return obj{{Name: "type", Value: "object"}, {Name: "additionalProperties", Value: of}}
	}
	mapping := unlessMacro(keys(unlessMacro(keys(value))))
	return obj{
		described("AWSTemplateFormatVersion", "The version of the template's format.", obj{{Name: "enum", Value: list{"2010-09-09"}}}),
		described("Description", "What the template is for.", obj{{Name: "type", Value: "string"}, {Name: "maxLength", Value: lit("1024")}}),
		described("Metadata", "Objects for tools and for people.", append(object[:1:1], free...)),
		section("Parameters", "What a deployment supplies.", ref("Parameter")),
		section("Rules", "What must hold of the parameters.", ref("Rule")),
		section("Mappings", "Tables of values, for Fn::FindInMap.", mapping),
		conditions,
		described("Transform", "The macros that process the template.", obj{{Name: "type", Value: list{"string", "array", "object"}}}),
		described("Hooks", "What happens when resources are replaced by a blue-green deployment.", object),
		described("Globals", "What resources of AWS::Serverless have in common.", object),
		section("Resources", "The resources of the stack.", ref("resource")),
		section("Outputs", "What the stack returns.", ref("Output")),
	}
}

// unlessMacro returns a schema of objects to which a macro can add.
func unlessMacro(s obj) obj {
	return append(s, schema.Member{Name: "patternProperties", Value: beside()})
}

// field is a member of a section's entry or of a resource.
type field struct {
	name     string
	typ      *model.Type
	required bool
	doc      string
}

// entry is an object in a section or in a resource, by the name of its definition.
type entry struct {
	name   string
	fields []field
}

// attributes returns the definitions for the entries of the sections and for resource attributes.
func attributes() obj {
	all := obj{{Name: "condition", Value: obj{{Name: "anyOf", Value: list{ref("function"), obj{{Name: "type", Value: "boolean"}}}}}}}
	d := named()
	for _, e := range slices.Concat(entries(), policies()) {
		o := &model.Object{Properties: properties(e.fields)}
		all = append(all, schema.Member{Name: e.name, Value: place("", d.Properties(o))})
	}
	return all
}

// named is the dialect of what is no resource type's: definitions have the names of objects.
func named() *schema.Dialect {
	d := (&writer{}).dialect()
	d.Reference = func(o *model.Object) string { return schema.Fragment("definitions", o.Name) }
	return d
}

// entries returns the entries of the sections, but for resources.
func entries() []entry {
	text, yes, count := of(model.String), of(model.Boolean), integer("0", "")
	return []entry{
		{"Parameter", []field{
			{"Type", parameterType(), true, "String, Number, CommaDelimitedList, List<Number>, or a type of AWS such as AWS::EC2::VPC::Id."},
			{"Default", text, false, "The value where a deployment supplies none."},
			{"AllowedValues", listed(text), false, "The values that a deployment can supply."},
			{"AllowedPattern", text, false, "A regular expression that matches a whole value."},
			{"ConstraintDescription", text, false, "What is shown where a value is refused."},
			{"Description", text, false, "What the parameter is for."},
			{"MinLength", count, false, "How many characters a String has at least."},
			{"MaxLength", count, false, "How many characters a String has at most."},
			{"MinValue", of(model.Number), false, "The least Number."},
			{"MaxValue", of(model.Number), false, "The greatest Number."},
			{"NoEcho", yes, false, "Whether the value is masked wherever it is shown."},
		}},
		{"Rule", []field{
			{"RuleCondition", yes, false, "When the assertions hold; always where it is absent."},
			{"Assertions", listed(to("Assertion")), true, "What must hold."},
		}},
		{"Assertion", []field{
			{"Assert", yes, true, "What must hold."},
			{"AssertDescription", text, false, "What is shown where it does not hold."},
		}},
		{"Output", []field{
			{"Description", text, false, "What the output is for."},
			{"Condition", text, false, "The condition under which there is the output."},
			{"Value", text, true, "What the stack returns."},
			{"Export", to("Export"), false, "Makes the value known to other stacks."},
		}},
		{"Export", []field{
			{"Name", text, true, "The name for Fn::ImportValue in other stacks."},
		}},
	}
}

// policies returns the policies of resources.
func policies() []entry {
	text, yes, count, percentage := of(model.String), of(model.Boolean), integer("0", ""), integer("0", "100")
	return []entry{
		{"CreationPolicy", []field{
			{"AutoScalingCreationPolicy", to("AutoScalingCreationPolicy"), false, "How many instances of an Auto Scaling group must signal success."},
			{"ResourceSignal", to("ResourceSignal"), false, "Which signals are waited for."},
			{"StartFleet", yes, false, "Whether an AppStream fleet is started."},
		}},
		{"AutoScalingCreationPolicy", []field{
			{"MinSuccessfulInstancesPercent", percentage, false, "The share of the instances that must signal success."},
		}},
		{"ResourceSignal", []field{
			{"Count", count, false, "The number of signals, 1 where it is absent."},
			{"Timeout", text, false, "How long they are waited for, a duration such as PT15M."},
		}},
		{"UpdatePolicy", []field{
			{"AutoScalingReplacingUpdate", to("AutoScalingReplacingUpdate"), false, "Whether the group is replaced."},
			{"AutoScalingRollingUpdate", to("AutoScalingRollingUpdate"), false, "How the instances of a group are replaced."},
			{"AutoScalingScheduledAction", to("AutoScalingScheduledAction"), false, "What scheduled actions keep."},
			{"CodeDeployLambdaAliasUpdate", to("CodeDeployLambdaAliasUpdate"), false, "How CodeDeploy moves a Lambda alias."},
			{"EnableVersionUpgrade", yes, false, "Whether an OpenSearch domain is upgraded in place."},
			{"UseOnlineResharding", yes, false, "Whether a replication group is resharded while it is online."},
			{"StopBeforeUpdate", yes, false, "Whether an AppStream fleet is stopped first."},
			{"StartAfterUpdate", yes, false, "Whether an AppStream fleet is started afterwards."},
		}},
		{"AutoScalingReplacingUpdate", []field{
			{"WillReplace", yes, false, "Whether the group is replaced, and not only its instances."},
		}},
		{"AutoScalingRollingUpdate", []field{
			{"MaxBatchSize", count, false, "How many instances are replaced at once."},
			{"MinActiveInstancesPercent", percentage, false, "The share of instances that must be in service."},
			{"MinInstancesInService", count, false, "The number of instances that must be in service."},
			{"MinSuccessfulInstancesPercent", percentage, false, "The share of instances that must signal success."},
			{"PauseTime", text, false, "The time between batches, a duration such as PT5M."},
			{"SuspendProcesses", listed(text), false, "The processes that stop during the update."},
			{"WaitOnResourceSignals", yes, false, "Whether signals of the instances are waited for."},
		}},
		{"AutoScalingScheduledAction", []field{
			{"IgnoreUnmodifiedGroupSizeProperties", yes, false, "Whether sizes stay that a scheduled action has changed."},
		}},
		{"CodeDeployLambdaAliasUpdate", []field{
			{"AfterAllowTrafficHook", text, false, "The function that runs afterwards."},
			{"BeforeAllowTrafficHook", text, false, "The function that runs before."},
			{"ApplicationName", text, true, "The CodeDeploy application."},
			{"DeploymentGroupName", text, true, "The CodeDeploy deployment group."},
		}},
	}
}

// resourceAttributes returns the schemas of what a resource has beside its type.
func resourceAttributes() obj {
	text := of(model.String)
	names := &model.Type{Kind: model.JSON, Constraints: model.Constraints{Kinds: []model.Kind{model.String, model.List}}}
	object := &model.Type{Kind: model.JSON, Constraints: model.Constraints{Kinds: []model.Kind{model.ObjectRef}}}
	fields := []field{
		{"Properties", object, false, ""}, // what editors show is that of the type
		{"Condition", text, false, "The condition under which there is the resource."},
		{"DependsOn", names, false, "The resources that come first, beside those that it refers to."},
		{"CreationPolicy", to("CreationPolicy"), false, "What the creation waits for."},
		{"UpdatePolicy", to("UpdatePolicy"), false, "How some types are updated."},
		{"DeletionPolicy", oneText("Delete", "Retain", "RetainExceptOnCreate", "Snapshot"), false, "What happens when the resource is deleted."},
		{"UpdateReplacePolicy", oneText("Delete", "Retain", "Snapshot"), false, "What happens to the old resource when it is replaced."},
		{"Metadata", object, false, "Objects for tools and for people."},
		{"Version", text, false, "The version of a custom resource."},
		{"Description", text, false, "What the resource is for."},
		{"Connectors", object, false, "Connectors of AWS::Serverless."},
		{"IgnoreGlobals", names, false, "Which globals of AWS::Serverless the resource does not take."},
	}
	d := named()
	var all obj
	for _, f := range fields {
		p := &model.Property{Name: f.name, Type: f.typ, Doc: f.doc}
		all = append(all, schema.Member{Name: f.name, Value: d.Property(p, d.Value(f.typ))})
	}
	return all
}

// ownAttributes returns the schema of templates whose resources have no other attributes than those of
// CloudFormation, which holds unless a macro can take others: one that AWS does not provide in the section
// Transform, or any in the place of the resource or around it.
func ownAttributes() obj {
	names := "^(Type|Fn::.*"
	for _, m := range resourceAttributes() {
		names += "|" + m.Name
	}
	transform := obj{{Name: "required", Value: list{"Fn::Transform"}}}
	own := obj{{Name: "type", Value: "string"}, {Name: "pattern", Value: "^AWS::"}}
	resource := obj{{Name: "if", Value: transform}, {Name: "else", Value: obj{{Name: "propertyNames", Value: obj{
		{Name: "pattern", Value: names + ")$"}, {Name: "patternErrorMessage", Value: "CloudFormation has no such attribute of resources."},
	}}}}}
	return obj{
		{Name: "if", Value: obj{{Name: "properties", Value: obj{
			{Name: "Transform", Value: obj{{Name: "anyOf", Value: list{own, obj{{Name: "type", Value: "array"}, {Name: "items", Value: own}}}}}},
			{Name: "Fn::Transform", Value: obj{{Name: "not", Value: obj{}}}},
			{Name: "Resources", Value: obj{{Name: "not", Value: transform}}},
		}}}},
		{Name: "then", Value: obj{{Name: "properties", Value: obj{{Name: "Resources", Value: obj{
			{Name: "patternProperties", Value: obj{{Name: logicalID, Value: resource}}},
		}}}}}},
	}
}

func properties(fields []field) []*model.Property {
	var out []*model.Property
	for _, f := range fields {
		out = append(out, &model.Property{Name: f.name, Type: f.typ, Required: f.required, Doc: f.doc})
	}
	return out
}

// of, to and the others return types of the model.
func of(k model.Kind) *model.Type { return &model.Type{Kind: k} }

func to(definition string) *model.Type {
	return &model.Type{Kind: model.ObjectRef, Object: &model.Object{Name: definition}}
}

func listed(t *model.Type) *model.Type { return &model.Type{Kind: model.List, Elem: t} }

func integer(least, most model.Decimal) *model.Type {
	return &model.Type{Kind: model.Integer, Constraints: model.Constraints{Minimum: least, Maximum: most}}
}

func oneText(values ...string) *model.Type {
	return &model.Type{Kind: model.String, Constraints: model.Constraints{Enum: values}}
}

// parameterType returns the type of what a parameter's type can be. AWS adds some.
func parameterType() *model.Type {
	pattern := "^(AWS::SSM::Parameter::Value<|List<)*(AWS::[A-Za-z0-9:]+|String|Number|CommaDelimitedList)>*$"
	return &model.Type{Kind: model.String, Constraints: model.Constraints{AnyOf: []*model.Type{
		oneText("String", "Number", "CommaDelimitedList", "List<Number>", "List<String>"),
		{Kind: model.String, Constraints: model.Constraints{Pattern: &pattern}},
	}}}
}
