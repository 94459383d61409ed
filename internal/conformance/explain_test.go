package conformance

import (
	"path"
	"slices"
)

// explanation is where a finding of only one side was made.
type explanation struct {
	typeName string
	ours     []finding
	// converts reports whether the document is valid with one scalar converted.
	converts func() bool
	// missed reports whether JSON Schema alone has the finding, else cfngen has it.
	missed bool
}

// reasons are the ways in which the two differ by design, each with what it
// explains. What differs between the dialects themselves is in meant.
var reasons = []struct {
	why string
	is  func(explanation, finding) bool
}{
	{"Validate counts what could be read", func(x explanation, f finding) bool {
		at := f.Path
		switch f.Rule {
		case "minItems", "maxItems", "minProperties", "maxProperties":
		case "dependencies":
			at = path.Dir(at) // of what is missing to its object
		case "uniqueItems":
			if !x.missed {
				at = path.Dir(at) // of the item to its list
			}
		default:
			return false
		}
		return slices.ContainsFunc(x.ours, func(r finding) bool { return r.Read && below(r.Path, at) })
	}},
	{"scalars are converted", func(x explanation, f finding) bool {
		return x.missed && len(x.ours) == 0 && slices.Contains([]string{"type", "oneOf", "anyOf"}, f.Rule) && x.converts()
	}},
	{"an overlay corrects the specification", func(x explanation, f finding) bool {
		return slices.ContainsFunc(overlaid, func(o overlay) bool {
			at, _ := path.Match(o.path, f.Path)
			return o.typeName == x.typeName && o.rule == f.Rule && o.missed == x.missed && at
		})
	}},
}

// overlay is what a correction among those in spec/overlays makes different.
type overlay struct {
	typeName, rule, path string
	// missed reports whether the correction allows what the schema does not.
	missed bool
}

var overlaid = []overlay{
	{"AWS::ApiGatewayV2::IntegrationResponse", "additionalProperties", "/ResponseParameters/*", false},
	{"AWS::ApiGatewayV2::IntegrationResponse", "enum", "/ContentHandlingStrategy", false},
	{"AWS::ApiGatewayV2::IntegrationResponse", "pattern", "/ResponseParameters/*", false},
	{"AWS::Bedrock::Blueprint", "dependencies", "", false},
	{"AWS::Bedrock::Blueprint", "required", "/KmsKeyId", false},
	{"AWS::Bedrock::DataAutomationProject", "dependencies", "", false},
	{"AWS::Bedrock::DataAutomationProject", "required", "/KmsKeyId", false},
	{"AWS::CloudFormation::CustomResource", "additionalProperties", "/*", true},
	{"AWS::CloudFormation::CustomResource", "readOnly", "/Id", true},
	{"AWS::CloudFormation::Stack", "additionalProperties", "/*", false},
	{"AWS::CloudFormation::Stack", "required", "/StackName", true},
	{"AWS::CloudFormation::Stack", "required", "/TemplateURL", false},
	{"AWS::DynamoDB::Table", "type", "/KeySchema", false},
	{"AWS::GlobalAccelerator::Accelerator", "anyOf", "", false},
	{"AWS::GlobalAccelerator::Accelerator", "dependencies", "", false},
	{"AWS::GlobalAccelerator::Accelerator", "required", "/FlowLogs*", false},
	{"AWS::SecurityHub::Insight", "pattern", "/Filters/*/*/End", false},
	{"AWS::SecurityHub::Insight", "pattern", "/Filters/*/*/Start", false},
}

// unreachable are the schemas that no value can reach, with the reason.
var unreachable = map[string]string{
	"AWS::CloudWatch::MetricStream /allOf/1/oneOf/1":                             "the other alternative is empty and always holds",
	"AWS::DynamoDB::GlobalTable /definitions/ReplicaStreamSpecification/anyOf/1": "requires a property that the closed object does not declare",
}

// explain counts the findings that have a reason, and returns the others.
func (a *tally) explain(x explanation, findings []finding, example string) []finding {
	var left []finding
next:
	for _, f := range findings {
		for _, r := range reasons {
			if r.is(x, f) {
				a.note("explained: "+r.why, example)
				continue next
			}
		}
		left = append(left, f)
	}
	return left
}
