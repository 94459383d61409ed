package template

import (
	"reflect"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// emptyOf returns empty properties of the type of p.
func emptyOf(p cfn.Properties) cfn.Properties {
	return reflect.New(reflect.TypeOf(p).Elem()).Interface().(cfn.Properties)
}

// logicalIDs checks the names of the entries of the sections.
func (c *checker) logicalIDs() {
	if fn := cfn.ObjectIntrinsic(c.t.Node); fn != nil {
		return
	}
	logicalIDsOf(c, "Parameters", c.t.Parameters)
	logicalIDsOf(c, "Rules", c.t.Rules)
	logicalIDsOf(c, "Mappings", c.t.Mappings)
	logicalIDsOf(c, "Conditions", c.t.Conditions)
	logicalIDsOf(c, "Resources", c.t.Resources)
	logicalIDsOf(c, "Outputs", c.t.Outputs)
	for _, name := range c.names.parameters.names {
		if c.names.resources.has(name) {
			c.report(cfn.RuleLogicalID, pathTo("Resources", name), write.Quoted(name), "a parameter has the same logical ID")
		}
	}
}

func logicalIDsOf[E any](c *checker, section string, m cfn.Map[E]) {
	entries, _ := cfn.Entries(m)
	for i := range entries {
		key := entries[i].Key
		if isAlphanumeric(key) || isMacro(key) || c.macros.foreign {
			continue
		}
		if section == "Conditions" && isAlphanumeric(strings.ReplaceAll(key, "&", "")) {
			continue // which CloudFormation takes there
		}
		c.report(cfn.RuleLogicalID, pathTo(section, key), write.Quoted(key), "a name in "+section+" has letters and digits alone")
	}
}

// parameterTypes checks the types of parameters.
func (c *checker) parameterTypes() {
	for id, p := range c.t.AllParameters() {
		if p == nil {
			continue
		}
		if typ, ok := cfn.Get(p.Type); ok && !isParameterType(typ) && !c.macros.foreign {
			c.report(cfn.RuleEnum, pathTo("Parameters", string(id), "Type"), write.Quoted(typ),
				"is no type of a parameter: they are String, Number, CommaDelimitedList, List<Number>, and those of AWS such as AWS::EC2::VPC::Id and List<AWS::EC2::Subnet::Id>")
		}
	}
}

// isParameterType reports whether a text is the type of a parameter, as far as its form goes:
// AWS adds types.
func isParameterType(typ string) bool {
	if inner, ok := strings.CutPrefix(typ, "AWS::SSM::Parameter::Value<"); ok {
		return strings.HasSuffix(inner, ">") && isParameterType(inner[:len(inner)-1])
	}
	if inner, ok := strings.CutPrefix(typ, "List<"); ok {
		return strings.HasSuffix(inner, ">") && isParameterType(inner[:len(inner)-1])
	}
	return typ == "String" || typ == "Number" || typ == "CommaDelimitedList" ||
		strings.HasPrefix(typ, "AWS::") && isAlphanumeric(strings.ReplaceAll(typ, ":", ""))
}

// attributes checks what the attributes of resources and the members of outputs refer to, and
// whether the attributes are those of the type.
func (c *checker) attributes() {
	c.literal(cfn.IntrinsicOf(c.t.AWSTemplateFormatVersion), "AWSTemplateFormatVersion")
	c.literal(cfn.IntrinsicOf(c.t.Description), "Description")
	for id, r := range c.t.AllResources() {
		if r == nil {
			c.report(cfn.RuleRequired, pathTo("Resources", string(id)), "", nilMessage)
			continue
		}
		c.literal(cfn.IntrinsicOf(r.Type), "Resources", string(id), "Type")
		c.conditionOf("Resources", id, r.Condition)
		c.dependsOn(id, r)
		c.misplaced(id, r)
		c.resourceType(id, r)
	}
	for id, o := range c.t.AllOutputs() {
		if o == nil {
			c.report(cfn.RuleRequired, pathTo("Outputs", string(id)), "", nilMessage)
			continue
		}
		c.conditionOf("Outputs", id, o.Condition)
	}
	for id, p := range c.t.AllParameters() {
		if p == nil {
			c.report(cfn.RuleRequired, pathTo("Parameters", string(id)), "", nilMessage)
		}
	}
	loopAttributes(c, "Resources", c.t.Resources)
	loopAttributes(c, "Outputs", c.t.Outputs)
}

// loopAttributes checks the conditions and the dependencies of the entries that the loops of a
// section make.
func loopAttributes[E any](c *checker, section string, m cfn.Map[E]) {
	entries, _ := cfn.Entries(m)
	for i := range entries {
		reported := map[string]bool{}
		for _, e := range c.loops.entries[loopKey{section, entries[i].Key}] {
			if !e.known || c.loops.looked() {
				break
			}
			c.loops.bytes += len(e.value)
			c.loopEntry(section, e, reported)
		}
	}
}

// loopEntry checks one entry, of which each value is reported once.
func (c *checker) loopEntry(section string, e unrolled, reported map[string]bool) {
	check := func(set *nameSet, what, text string, path ...string) {
		name := substitute(stringIn(text), e.variables)
		at := site{path: append(append([]string{section}, e.path...), path...)}
		if text[0] != '"' || set.has(name) || reported[at.String()] || set == &c.names.resources && c.generated(name) {
			return
		}
		reported[at.String()] = true
		c.missing(reference{}, at, set, name, what)
	}
	scan.EachMember(e.value, func(key string, start, end int) {
		value := e.value[start:end]
		switch {
		case key == "Condition":
			check(&c.names.conditions, "condition", value, key)
		case key == "DependsOn" && section == "Resources" && value[0] == '[':
			for i, item := range itemsIn(value) {
				check(&c.names.resources, "resource", item, key, write.Itoa(i))
			}
		case key == "DependsOn" && section == "Resources":
			check(&c.names.resources, "resource", value, key)
		}
	})
}

// literal reports an intrinsic function in the place of a value that must be a literal.
func (c *checker) literal(fn *cfn.Intrinsic, path ...string) {
	if fn != nil && !isUnknown(fn.Name()) && !c.macros.foreign && c.reports(cfn.RuleType) {
		c.note(cfn.RuleType, pathTo(path...), "", "a literal is expected, no intrinsic function")
	}
}

// conditionOf checks that there is the condition of an entry.
func (c *checker) conditionOf(section string, id cfn.LogicalID, condition cfn.Value[cfn.LogicalID]) {
	c.literal(cfn.IntrinsicOf(condition), section, string(id), "Condition")
	if name, ok := cfn.Get(condition); ok && !c.names.conditions.has(string(name)) {
		c.missing(reference{}, site{section: section, id: string(id), item: isCondition}, &c.names.conditions, string(name), "condition")
	}
}

// dependsOn checks that there are the resources that one depends on.
func (c *checker) dependsOn(id cfn.LogicalID, r *Resource) {
	at := func(i int) site { return site{section: "Resources", id: string(id), item: i} }
	if fn := cfn.ListIntrinsic(r.DependsOn); fn != nil && !c.macros.foreign && fn.Name() != "Fn::Transform" {
		c.report(cfn.RuleType, pathTo("Resources", string(id), "DependsOn"), "", "logical IDs are expected, no intrinsic function")
	}
	items, _ := cfn.Items(r.DependsOn)
	for i, item := range items {
		name, ok := cfn.Get(item)
		switch {
		case !ok && !c.macros.foreign:
			c.report(cfn.RuleType, at(i).String(), "", "a logical ID is expected, no intrinsic function")
		case !ok:
		case name == id:
			c.report(cfn.RuleCycle, at(i).String(), write.Quoted(string(name)), "the resource depends on itself")
		case c.dependency(string(id), string(name), i):
		case !c.generated(string(name)):
			c.missing(reference{}, at(i), &c.names.resources, string(name), "resource")
		}
	}
}

// dependency notes that a resource depends on another one, and reports whether there is that.
// i is its index in the list.
func (c *checker) dependency(id, name string, i int) bool {
	to, ok := c.names.resources.index[name]
	from, also := c.names.resources.index[id]
	if !ok || !also {
		return ok
	}
	c.need(&c.needs, edge{from, to}, site{section: "Resources", id: id, item: i})
	return true
}

// misplaced reports the attributes that a resource of its type, or in such a template, does
// not have.
func (c *checker) misplaced(id cfn.LogicalID, r *Resource) {
	if c.macros.foreign {
		return
	}
	name := r.TypeName()
	custom := name == "" || name == "AWS::CloudFormation::CustomResource" || strings.HasPrefix(name, "Custom::")
	at := func(key string) string { return pathTo("Resources", string(id), key) }
	if !custom && !cfn.IsAbsent(r.Version) {
		c.report(cfn.RuleUnknown, at("Version"), "", "only custom resources have the attribute")
	}
	const needsServerless = "the template needs the transform AWS::Serverless-2016-10-31 for the attribute"
	if !c.macros.serverless && r.Connectors.String() != "" {
		c.report(cfn.RuleUnknown, at("Connectors"), "", needsServerless)
	}
	if !c.macros.serverless && r.IgnoreGlobals.String() != "" {
		c.report(cfn.RuleUnknown, at("IgnoreGlobals"), "", needsServerless)
	}
}

// resourceType reports a resource type that looks like one of AWS and is not known.
func (c *checker) resourceType(id cfn.LogicalID, r *Resource) {
	name := r.TypeName()
	if !c.settings.Reports(cfn.RuleResourceType) || name == "" || c.tableOf(string(id), name) != nil || isOpenType(name) {
		return
	}
	if (strings.HasPrefix(name, "AWS::") || strings.HasPrefix(name, "Alexa::")) && c.reports(cfn.RuleResourceType) {
		c.note(cfn.RuleResourceType, pathTo("Resources", string(id), "Type"), write.Quoted(name), "the type is not one of those that are known"+c.didYouMean(name, c.typeNames()))
	}
}

// typeNames returns the names of the types that are known to the check or were when the
// template was read, sorted.
func (c *checker) typeNames() []string {
	if c.known == nil {
		c.known = &nameSet{}
		for _, typ := range c.settings.TypeNames() {
			c.known.add(typ, "")
		}
		if c.t.source != nil {
			for _, typ := range c.t.source.settings.TypeNames() {
				c.known.add(typ, "")
			}
		}
	}
	return c.known.sorted()
}

// The quotas of CloudFormation.
const (
	maxResources  = 500
	maxParameters = 200
	maxOutputs    = 200
	maxMappings   = 200
	maxBody       = 1 << 20
)

// quotas reports what is beyond the quotas.
func (c *checker) quotas() {
	if !c.settings.Reports(cfn.RuleQuota) {
		return
	}
	for _, q := range []struct {
		section string
		n, most int
	}{
		{"Parameters", len(c.names.parameters.names), maxParameters}, {"Mappings", len(c.names.mappings.names), maxMappings},
		{"Resources", len(c.names.resources.names), maxResources}, {"Outputs", len(c.names.outputs.names), maxOutputs},
	} {
		if q.n > q.most {
			c.report(cfn.RuleQuota, "/"+q.section, "", "there are "+write.Itoa(q.n)+" entries, and a template has "+write.Itoa(q.most)+" at most")
		}
	}
	size := 0
	if c.t.source != nil {
		size = len(c.t.source.text)
	} else if text, err := c.t.AppendJSON(nil); err == nil {
		size = len(text)
	}
	if size > maxBody {
		c.report(cfn.RuleQuota, "", "", "the template has "+write.Itoa(size)+" bytes, and "+write.Itoa(maxBody)+" are allowed")
	}
}
