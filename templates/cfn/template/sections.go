package template

import "github.com/cfngen/cfngen/templates/cfn"

// Parameter is an entry of the section Parameters.
type Parameter struct {
	cfn.Node

	// Type is String, Number, CommaDelimitedList, List<Number>, or a type of AWS, such as
	// AWS::EC2::VPC::Id, List<AWS::EC2::Subnet::Id> and AWS::SSM::Parameter::Value<String>.
	//
	// Required.
	Type cfn.Value[string]
	// Default is the value where the deployment supplies none.
	Default cfn.Value[string]
	// AllowedValues are the values that a deployment can supply.
	AllowedValues cfn.List[cfn.Value[string]]
	// AllowedPattern is a regular expression that matches a whole value.
	AllowedPattern cfn.Value[string]
	// ConstraintDescription is shown where a value is refused.
	ConstraintDescription cfn.Value[string]
	// Description is for people.
	Description cfn.Value[string]
	// MinLength and MaxLength bound the characters of a String.
	MinLength, MaxLength cfn.Value[int64]
	// MinValue and MaxValue bound a Number.
	MinValue, MaxValue cfn.Value[float64]
	// NoEcho masks the value wherever it is shown.
	NoEcho cfn.Value[bool]
}

// Rule is an entry of the section Rules.
type Rule struct {
	cfn.Node

	// RuleCondition is when the assertions hold; always where it is absent.
	RuleCondition cfn.Value[bool]
	// Assertions must hold of the parameters.
	//
	// Required.
	Assertions cfn.List[*Assertion]
}

// Assertion is one of the assertions of a [Rule].
type Assertion struct {
	cfn.Node

	// Assert is what must hold; see [Contains] and its kin.
	//
	// Required.
	Assert cfn.Value[bool]
	// AssertDescription is shown where it does not hold.
	AssertDescription cfn.Value[string]
}

// Contains makes an Fn::Contains: one of the strings is the value. It is for rules.
func Contains(strings cfn.List[cfn.Value[string]], value cfn.Value[string]) cfn.Value[bool] {
	return ruleFunction("Fn::Contains", strings, value)
}

// EachMemberEquals makes an Fn::EachMemberEquals: all strings are the value. It is for rules.
func EachMemberEquals(strings cfn.List[cfn.Value[string]], value cfn.Value[string]) cfn.Value[bool] {
	return ruleFunction("Fn::EachMemberEquals", strings, value)
}

// EachMemberIn makes an Fn::EachMemberIn: each of the strings is among others. It is for
// rules.
func EachMemberIn(strings, others cfn.List[cfn.Value[string]]) cfn.Value[bool] {
	return ruleFunction("Fn::EachMemberIn", strings, others)
}

// RefAll makes an Fn::RefAll: the values of all parameters of a type. It is for rules.
func RefAll(parameterType string) cfn.List[cfn.Value[string]] {
	return cfn.ListFn[cfn.Value[string]]("Fn::RefAll", cfn.JSONOf(parameterType))
}

// ValueOf makes an Fn::ValueOf: an attribute of a parameter's value. It is for rules.
func ValueOf(parameter cfn.LogicalID, attribute string) cfn.Value[string] {
	return cfn.Fn[string]("Fn::ValueOf", cfn.JSONOf([]string{string(parameter), attribute}))
}

// ValueOfAll makes an Fn::ValueOfAll: an attribute of the values of all parameters of a type.
// It is for rules.
func ValueOfAll(parameterType, attribute string) cfn.List[cfn.Value[string]] {
	return cfn.ListFn[cfn.Value[string]]("Fn::ValueOfAll", cfn.JSONOf([]string{parameterType, attribute}))
}

func ruleFunction(name string, args ...any) cfn.Value[bool] {
	return cfn.Fn[bool](name, cfn.JSONOf(args))
}

// Strings makes an entry of the section Mappings whose values are strings, sorted by
// the keys.
func Strings(values map[string]map[string]string) cfn.Map[cfn.Map[cfn.JSON]] {
	top := make(map[string]cfn.Map[cfn.JSON], len(values))
	for key, second := range values {
		m := make(map[string]cfn.JSON, len(second))
		for k, v := range second {
			m[k] = cfn.JSONOf(v)
		}
		top[key] = cfn.MapOf(m)
	}
	return cfn.MapOf(top)
}

// Output is an entry of the section Outputs.
type Output struct {
	cfn.Node

	// Description is for people.
	Description cfn.Value[string]
	// Condition is the condition under which there is the output.
	Condition cfn.Value[cfn.LogicalID]
	// Value is what the stack returns.
	//
	// Required.
	Value cfn.Value[string]
	// Export makes the value known to other stacks of the account and region.
	Export *Export
}

// Export is that of an [Output].
type Export struct {
	cfn.Node

	// Name is the name for [cfn.ImportValue] in other stacks.
	//
	// Required.
	Name cfn.Value[string]
}
