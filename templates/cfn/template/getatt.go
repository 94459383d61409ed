package template

import (
	"sort"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// getAtt checks the resource and the attribute of an Fn::GetAtt.
func (c *checker) getAtt(r reference) {
	if name, ok := c.text(r, r.u.Arg); ok {
		at := site{u: r.u, end: "/Fn::GetAtt"}
		id, attribute, found := strings.Cut(name, ".")
		if found {
			c.attribute(r, at, at, id, attribute)
		} else if c.reports(cfn.RuleIntrinsic) {
			c.note(cfn.RuleIntrinsic, at.String(), r.u.Arg, "Fn::GetAtt takes a logical ID, a dot and an attribute")
		}
		return
	}
	if !c.mayReread(r, len(r.u.Arg)) {
		return
	}
	first, second, n := twoItems(r.u.Arg)
	if n != 2 {
		return // which the check of the arguments reports
	}
	if id, ok := c.text(r, first); ok {
		attribute, _ := c.text(r, second) // "" for the result of a function
		c.attribute(r, site{u: r.u, end: "/Fn::GetAtt/0"}, site{u: r.u, end: "/Fn::GetAtt/1"}, id, attribute)
	}
}

// attribute checks that there are the resource and its attribute; "" stands for one that is
// not known.
func (c *checker) attribute(r reference, idAt, at site, id, attribute string) {
	if r.section == "Conditions" || r.section == "Rules" {
		if c.reports(cfn.RuleReference) {
			c.note(cfn.RuleReference, idAt.String(), write.Quoted(id), "attributes of resources are not known in "+r.section)
		}
		return
	}
	if r.isVariable(id) {
		return
	}
	typ, ok := c.names.resources.typeOf(id)
	if !ok {
		if !c.generated(id) && !c.generated(id+"."+attribute) {
			c.missing(r, idAt, &c.names.resources, id, "resource")
		}
		return
	}
	c.needsResource(r, id)
	if r.u.Name == "Fn::GetAtt" && attribute != "" {
		c.relation(r, id, attribute)
	}
	if attribute == "" || strings.Contains(attribute, "${") || isOpenType(typ) {
		return
	}
	table := c.tableOf(id, typ)
	if table == nil || hasAttribute(table.Attributes, attribute) || hasAttribute(extraAttributes(typ), attribute) || !c.reports(cfn.RuleReference) {
		return
	}
	attributes := append(table.Attributes[:len(table.Attributes):len(table.Attributes)], extraAttributes(typ)...)
	c.note(cfn.RuleReference, at.String(), write.Quoted(attribute), typ+" has no attribute "+write.Shorten(attribute)+c.didYouMean(attribute, attributes))
}

// isOpenType reports whether the attributes of a type are not those of its schema: those of
// custom resources, of nested stacks and of modules are made by what stands behind them.
func isOpenType(typ string) bool {
	return strings.HasPrefix(typ, "Custom::") || strings.HasSuffix(typ, "::MODULE") || strings.HasPrefix(typ, "AWS::Serverless::") ||
		typ == "AWS::CloudFormation::CustomResource" || typ == "AWS::CloudFormation::Stack"
}

// tableOf returns the table of a resource's type, nil where the type is not known.
func (c *checker) tableOf(id, typ string) *schema.Schema {
	if p := c.typeNamed(typ); p != nil {
		return p.CFNSchema()
	}
	if r := c.resource(id); r != nil && r.Properties != nil {
		if s := r.Properties.CFNSchema(); s != nil && s.Name == typ {
			return s
		}
	}
	return nil
}

// typeNamed returns a resource type that is known to the check or was when the template was
// read, nil where there is none of the name.
func (c *checker) typeNamed(name string) cfn.Properties {
	if p := c.settings.Type(name); p != nil {
		return p
	}
	return c.t.KnownType(name)
}

// extraAttributes are attributes that CloudFormation returns and no specification lists.
func extraAttributes(typ string) []string {
	switch typ {
	case "AWS::EC2::Subnet":
		return []string{"Ipv6CidrBlock"}
	}
	return nil
}

// hasAttribute reports whether an attribute is one of a type: one that is listed, or the whole
// or a part of one.
func hasAttribute(attributes []string, name string) bool {
	for _, a := range attributes {
		if a == name || isPart(a, name) || isPart(name, a) {
			return true
		}
	}
	return false
}

// isPart reports whether an attribute is a part of another one.
func isPart(name, of string) bool {
	return len(name) > len(of) && name[len(of)] == '.' && name[:len(of)] == of
}

// sortedKeys returns the keys of a map in their order.
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}
