package template

import (
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// result is what is known of the value of a function before the deployment.
type result uint8

const (
	unknownResult result = iota
	scalarResult
	listResult
	objectResult
)

func (r result) String() string {
	return [...]string{"", "a string", "a list", "an object"}[r]
}

// resultFits reports a function whose result is not of the type that its place takes.
func (c *checker) resultFits(r reference) {
	want := wanted(r.u)
	if want == unknownResult || r.lenient || !c.settings.Reports(cfn.RuleResult) {
		return
	}
	got := c.resultOf(r, r.u.Name, r.u.Arg)
	if got != unknownResult && got != want && c.reports(cfn.RuleResult) {
		c.note(cfn.RuleResult, r.u.Pointer(), write.Shorten(r.u.Arg), r.u.Name+" is "+got.String()+" here, and "+want.String()+" is expected")
	}
}

// wanted returns what the place of a function takes: by its property, or as an argument of
// another function.
func wanted(u *cfn.Use) result {
	switch {
	case u.Kinds&(schema.KindString|schema.KindBoolean|schema.KindInteger|schema.KindNumber) != 0:
		return scalarResult
	case u.Kinds == schema.KindList:
		return listResult
	case u.Kinds == schema.KindObject:
		return objectResult
	}
	n := u.Depth()
	if n < 2 {
		return unknownResult
	}
	switch last, before := u.Key(n-1), u.Key(n-2); {
	case last == "Fn::Base64" || last == "Fn::ImportValue" || last == "Fn::GetAZs":
		return scalarResult
	case last == "Fn::Length":
		return listResult
	case before == "Fn::Join" && last == "1", before == "Fn::Select" && last == "1":
		return listResult
	case before == "Fn::Join", before == "Fn::Select", before == "Fn::Split", before == "Fn::FindInMap" && last != "3":
		return scalarResult
	case n > 2 && u.Key(n-3) == "Fn::Join" && before == "1", n > 2 && u.Key(n-3) == "Fn::Sub" && before == "1":
		return scalarResult
	}
	return unknownResult
}

// resultOf returns what the result of a function is.
func (c *checker) resultOf(r reference, name, arg string) result {
	switch name {
	case "Ref":
		target, ok := c.text(r, arg)
		if !ok {
			return unknownResult
		}
		return c.refResult(target)
	case "Fn::Split", "Fn::GetAZs", "Fn::Cidr", "Fn::RefAll", "Fn::ValueOfAll":
		return listResult
	case "Fn::Join", "Fn::Sub", "Fn::Base64", "Fn::ImportValue", "Fn::ToJsonString", "Fn::Length", "Fn::GetStackOutput":
		return scalarResult
	case "Fn::FindInMap":
		return c.mappingResult(r, arg)
	}
	return unknownResult
}

// refResult returns what a Ref is.
func (c *checker) refResult(name string) result {
	switch {
	case name == cfn.NoValue:
		return unknownResult
	case name == "AWS::NotificationARNs":
		return listResult
	case isPseudoParameter(name):
		return scalarResult
	}
	typ, ok := c.names.parameters.typeOf(name)
	switch {
	case !ok || typ == "":
		return unknownResult // of a resource too: macros make some
	case isListType(typ):
		return listResult
	}
	return scalarResult
}

// isListType reports whether the values of a parameter's type are lists.
func isListType(typ string) bool {
	return typ == "CommaDelimitedList" || strings.HasPrefix(typ, "List<") ||
		strings.HasPrefix(typ, "AWS::SSM::Parameter::Value<List<") || typ == "AWS::SSM::Parameter::Value<CommaDelimitedList>"
}
