package cfn

import (
	"errors"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// Rule names what a value must satisfy. Its String is the name that JSON Schema
// and the CloudFormation registry use.
type Rule uint8

// The rules.
const (
	// RuleSyntax: the text is JSON (RFC 8259) in UTF-8 without duplicate keys.
	RuleSyntax Rule = iota
	// RuleType: the value has the property's type, or can be converted to it.
	RuleType
	// RuleNull: null stands nowhere; CloudFormation does not allow it.
	RuleNull
	// RuleUnknown: the property is one that the specification declares.
	RuleUnknown
	// RuleRequired: a required property is present.
	RuleRequired
	// RuleReadOnly: a property that the service sets is absent.
	RuleReadOnly
	// RuleEnum: the value is one of the allowed ones.
	RuleEnum
	// RulePattern: the pattern matches somewhere in the value or key.
	RulePattern
	// RuleMinLength: the value has at least as many code points.
	RuleMinLength
	// RuleMaxLength: the value has at most as many code points.
	RuleMaxLength
	// RuleMinimum: the number is not below the bound.
	RuleMinimum
	// RuleMaximum: the number is not above the bound.
	RuleMaximum
	// RuleMinItems: the list has at least as many items.
	RuleMinItems
	// RuleMaxItems: the list has at most as many items.
	RuleMaxItems
	// RuleUniqueItems: no two items of the list are equal.
	RuleUniqueItems
	// RuleIntrinsic: an intrinsic function has arguments of the right shape.
	RuleIntrinsic
	// RuleMultipleOf: the number is a multiple of another one.
	RuleMultipleOf
	// RuleMinProperties: the object or map has at least as many properties.
	RuleMinProperties
	// RuleMaxProperties: the object or map has at most as many properties.
	RuleMaxProperties
	// RuleDependencies: what the presence of a property demands is there.
	RuleDependencies
	// RuleAnyOf: the value satisfies at least one of several alternatives.
	RuleAnyOf
	// RuleOneOf: the value satisfies exactly one of several alternatives.
	RuleOneOf
	// RuleFormat: the string has the format that the specification names, a date
	// and time of RFC 3339 or a URI of RFC 3986. The services do not all insist on
	// it, so the rule is off unless [Enable] turns it on.
	RuleFormat
	// RuleReference: what a function or an attribute refers to is in the template.
	RuleReference
	// RuleCycle: no resources, conditions or rules need each other in a circle.
	RuleCycle
	// RuleLogicalID: a logical ID has letters and digits of ASCII alone, and stands once.
	RuleLogicalID
	// RuleResult: the result of an intrinsic function is of the type that its place takes.
	RuleResult
	// RuleCondition: what a function refers to exists under the conditions under which
	// the function itself does.
	RuleCondition
	// RuleQuota: the template keeps to CloudFormation's quotas: 500 resources, 200
	// parameters, 200 outputs, 200 mappings, 1 MB. Off by default.
	RuleQuota
	// RuleRelation: a property refers to resources of the types, and to the attributes,
	// that it is for. Much that is right in life does not, so the rule is off by default.
	RuleRelation
	// RuleResourceType: the resource type is one of those that are known. One that is not
	// may be newer, so the rule is off by default.
	RuleResourceType
	// RuleYAML: the YAML text has nothing that CloudFormation reads as something else than it
	// looks like, or does not read: yes for true, 0777 for 511, anchors. What is wrong by it is a
	// warning, unless [Enable] names it.
	RuleYAML
	// RuleContains: an item of the list satisfies what at least one of them has to.
	RuleContains
	// RuleMore: no more is wrong than is reported. Its error is the last one and has
	// no path; the message has how many are left out.
	RuleMore
	numRules
)

// String is the rule's name: "required", "minLength".
func (r Rule) String() string {
	names := [numRules]string{
		"syntax", "type", "null", "additionalProperties", "required", "readOnly", "enum",
		"pattern", "minLength", "maxLength", "minimum", "maximum", "minItems", "maxItems",
		"uniqueItems", "intrinsic", "multipleOf", "minProperties", "maxProperties",
		"dependencies", "anyOf", "oneOf", "format", "reference", "cycle", "logicalID", "result",
		"condition", "quota", "relation", "resourceType", "yaml", "contains", "more",
	}
	if r < numRules {
		return names[r]
	}
	return "unknown"
}

// offByDefault are the rules that [Enable] turns on.
const offByDefault = 1<<RuleFormat | 1<<RuleQuota | 1<<RuleRelation | 1<<RuleResourceType

// RuleNamed returns the rule of a name, and whether there is one.
func RuleNamed(name string) (Rule, bool) {
	for r := range numRules {
		if r.String() == name {
			return r, true
		}
	}
	return 0, false
}

// Error is one thing that is wrong with a value.
type Error struct {
	// File is the name of the file that was read, as [FileName] has it.
	File string
	// LogicalID is that of the resource, parameter, condition or other member of a
	// template's section in which the value stands; "" beside them.
	LogicalID LogicalID
	// Path is the JSON pointer (RFC 6901) of the value from the value that was
	// read or checked; "" is that value itself. A required property that is
	// absent has the path that it would have. A key of more than 255 bytes is
	// shortened, and the middle of a path of more than 1,024 left out; … stands there.
	Path string
	// Rule is what the value does not satisfy.
	Rule Rule
	// Value is the JSON text of the value, shortened; "" where there is none.
	Value string
	// Message is what is wrong, in a sentence without a final stop.
	Message string
	// Offset is the byte at which the value stands in the text that was read,
	// Line and Column the same counted from 1, a column in bytes. All are 0 where no text was read.
	Offset, Line, Column int

	// Warning reports whether the rule is one that [Warn] names.
	Warning bool
	// More is how many errors one of [RuleMore] stands for.
	More int

	// outer are the keys that go before Path, innermost first; dropped is how many of
	// them were left out, so that the last ones are a ring.
	outer   []string
	dropped int
}

// Error returns "/path: message", with "file:line:column: " before it where they are known.
func (e *Error) Error() string {
	text := e.Message
	if e.Path != "" {
		text = e.Path + ": " + text
	}
	if e.Line > 0 {
		text = write.Itoa(e.Line) + ":" + write.Itoa(e.Column) + ": " + text
	}
	switch {
	case e.File != "" && e.Line > 0:
		text = e.File + ":" + text
	case e.File != "":
		text = e.File + ": " + text
	}
	return text
}

// Errors is everything that is wrong with a value, at least one error, and at most
// 1,000: where there are more, a last one of [RuleMore] has how many.
type Errors []*Error

// maxErrors is how many errors one reading or check reports.
const maxErrors = 1000

// syntaxError returns the error of a mistake in JSON text.
func syntaxError(f *scan.Fault) *Error {
	return &Error{Rule: RuleSyntax, Offset: f.Offset, Message: f.Message}
}

// errorList collects errors, at most so many, and counts those beyond.
type errorList struct {
	errs         Errors
	most, beyond int
	// usage is an error that is not about a document but about how the package is used.
	usage error
}

// add adds an error.
//
//go:noinline
func (l *errorList) add(e *Error) {
	if e.Rule == RuleMore {
		l.beyond += e.More
	} else if len(l.errs) < l.most {
		l.errs = append(l.errs, e)
	} else {
		l.beyond++
	}
}

// addErr adds what is wrong according to err.
//
//go:noinline
func (l *errorList) addErr(err error) {
	var errs Errors
	if err == nil || l.usage != nil {
		return
	}
	if !errors.As(err, &errs) {
		l.usage = err
	}
	for _, e := range errs {
		l.add(e)
	}
}

// all returns the errors, and how many there are beyond them.
//
//go:noinline
func (l *errorList) all() Errors {
	if l.beyond == 0 {
		return l.errs
	}
	message := "and " + write.Plural(l.beyond, "more error")
	return append(l.errs[:len(l.errs):len(l.errs)], &Error{Rule: RuleMore, Message: message, More: l.beyond})
}

// err returns all errors as one.
func (l *errorList) err() error {
	if l.usage != nil {
		return l.usage
	}
	for _, e := range l.errs {
		e.completePath()
	}
	return l.all().err()
}

// Error returns one line an error.
func (es Errors) Error() string {
	lines := make([]string, len(es))
	for i, e := range es {
		lines[i] = e.Error()
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the single errors, so that errors.As finds an *[Error].
func (es Errors) Unwrap() []error {
	errs := make([]error, len(es))
	for i, e := range es {
		errs[i] = e
	}
	return errs
}

// err turns an empty list into nil, not into a non-nil interface.
//
//go:noinline
func (es Errors) err() error {
	if len(es) == 0 {
		return nil
	}
	return es
}
