package arn

import (
	"errors"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// Of returns the ARN of a resource of the same template as an Fn::Sub. x are the resource's
// properties.
//
// The surest comes first. Where Ref or an attribute of the resource type is the ARN, the
// result is that: ${Assets.Arn}. (That of a log group ends with ":*".) Otherwise it is the
// template of the ARN, with the partition, the region and the account of the stack. A part of
// it is what Ref returns, an attribute, or else the value of the property, which is then not
// changed: what a service makes of it, such as lower case, is not known. Of returns an error
// where a part is none of these.
func Of(id cfn.LogicalID, x cfn.Properties) (cfn.Value[string], error) {
	var none cfn.Value[string]
	s, err := tableOf(x)
	if err != nil {
		return none, err
	}
	if id == "" {
		return none, errors.New("arn: the resource has no logical ID")
	}
	if name := reference(s, id, s.Facts.ARNProperty); name != "" {
		return cfn.Sub[string]("${" + name + "}"), nil
	}
	return substitute(s, id, x)
}

// FromProperties returns the ARN of a resource as an Fn::Sub that does not refer to the
// resource, so that no cycle comes of it. x are the resource's properties, which must have
// every part of the ARN that is not of the stack: a resource that has its name from
// CloudFormation has no such ARN.
func FromProperties(x cfn.Properties) (cfn.Value[string], error) {
	s, err := tableOf(x)
	if err != nil {
		return cfn.Value[string]{}, err
	}
	return substitute(s, "", x)
}

// tableOf returns the table of a resource type of which something is known.
func tableOf(x cfn.Struct) (*schema.Schema, error) {
	if x == nil || x.CFNSchema() == nil {
		return nil, errors.New("arn: the resource type is not known")
	}
	s := x.CFNSchema()
	if s.Facts == nil || s.Facts.ARN == "" && s.Facts.ARNProperty == "" {
		return nil, errors.New("arn: nothing is known of the ARN of " + s.Name)
	}
	return s, nil
}

// templateOf returns the table of a resource type of whose ARN the template is known.
func templateOf(x cfn.Struct) (*schema.Schema, *template, error) {
	s, err := tableOf(x)
	if err != nil {
		return nil, nil, err
	}
	t, ok := parseTemplate(s.Facts.ARN)
	if !ok {
		return nil, nil, errors.New("arn: the template of the ARN of " + s.Name + " is not known")
	}
	return s, t, nil
}

// reference returns what stands in ${} for a property or attribute of a resource, "" where no
// function returns it.
func reference(s *schema.Schema, id cfn.LogicalID, name string) string {
	ref := s.Facts.Ref
	if ref == nil {
		ref = s.PrimaryIdentifier
	}
	if len(ref) == 1 && ref[0] == name {
		return string(id)
	}
	for _, a := range s.Attributes {
		if a == name {
			return string(id) + "." + name
		}
	}
	return ""
}

// substitute returns the ARN with its parts put into its template. Where there is no logical
// ID, they are properties alone.
func substitute(s *schema.Schema, id cfn.LogicalID, x cfn.Properties) (cfn.Value[string], error) {
	var none cfn.Value[string]
	_, t, err := templateOf(x)
	if err != nil {
		return none, err
	}
	text := "arn:${AWS::Partition}:" + escape(t.service) + ":" + pseudo(t.region, "Region") + ":" + pseudo(t.account, "AccountId") + ":" + escape(t.pieces[0].text)
	var variables []cfn.Entry[cfn.Value[string]]
	for _, p := range t.pieces[1:] {
		name := ""
		if id != "" {
			name = reference(s, id, p.name)
		}
		if name == "" {
			v, err := property(s, x, p.name)
			if err != nil {
				return none, err
			}
			if literal, ok := cfn.Get(v); ok {
				text += escape(literal + p.text)
				continue
			}
			// A variable of the name of the resource would hide it.
			for name = p.name; name == string(id); {
				name += "Value"
			}
			variables = append(variables, cfn.Entry[cfn.Value[string]]{Key: name, Value: v})
		}
		text += "${" + name + "}" + escape(p.text)
	}
	if variables == nil {
		return cfn.Sub[string](text), nil
	}
	return cfn.SubWith[string](text, cfn.MapEntries(variables...)), nil
}

// pseudo returns a pseudo parameter where a field of the ARN has one.
func pseudo(has bool, name string) string {
	if !has {
		return ""
	}
	return "${AWS::" + name + "}"
}

// escape returns text as Fn::Sub takes it.
func escape(text string) string { return strings.ReplaceAll(text, "${", "${!") }

// property returns the value of a property that is a part of the ARN.
func property(s *schema.Schema, x cfn.Properties, name string) (v cfn.Value[string], err error) {
	fail := func(why string) (cfn.Value[string], error) {
		return cfn.Value[string]{}, errors.New("arn: the ARN of " + s.Name + " has the part " + name + ", " + why)
	}
	if s.Field(name) == nil {
		return fail("which no property of a template is")
	}
	text, ok := cfn.Property(x, name)
	if !ok {
		return fail("and the property is not set")
	}
	if err := cfn.UnmarshalProperty([]byte(text.String()), &v); err != nil {
		return fail("and the property is no string")
	}
	if mayBeAbsent(v) {
		return fail("and the property is not set, or not always")
	}
	if literal, ok := cfn.Get(v); ok && literal == "" {
		return fail("and the property is empty")
	}
	return v, nil
}

// mayBeAbsent reports whether a value is AWS::NoValue, or an Fn::If that has it in a branch.
func mayBeAbsent(v cfn.Value[string]) bool {
	if _, then, els, ok := cfn.Branches(v); ok {
		return mayBeAbsent(then) || mayBeAbsent(els)
	}
	fn := cfn.IntrinsicOf(v)
	return cfn.IsAbsent(v) || fn != nil && fn.Name() == "Ref" && fn.Arg().String() == `"`+cfn.NoValue+`"`
}

// quoted returns text that a message can show.
func quoted(text string) string { return write.Quoted(text) }
