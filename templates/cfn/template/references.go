package template

import (
	"slices"
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// references checks every intrinsic function of the template: its arguments, and that what it
// refers to is there.
func (c *checker) references() {
	err := cfn.Walk(c.t, func(u *cfn.Use) {
		if u.Depth() > 0 && !isText(u.Key(0)) && u.Name != "Fn::Transform" && !literalOnly(u) {
			c.use(u)
		}
	})
	c.add(err, "")
}

// isText reports whether functions in a section are text, or what a macro takes.
func isText(section string) bool {
	switch section {
	case "Metadata", "Parameters", "Mappings", "Hooks", "Globals":
		return true
	}
	return false
}

// literalOnly reports whether a function stands where there can be none, which is reported with
// the attributes. That there is no such function is not.
func literalOnly(u *cfn.Use) bool {
	if isUnknown(u.Name) {
		return false
	}
	switch u.Key(0) {
	case "AWSTemplateFormatVersion", "Description":
		return true
	case "Resources", "Outputs":
		if u.Depth() < 3 {
			return false
		}
		key := u.Key(2)
		return key == "Condition" || u.Key(0) == "Resources" && (key == "Type" || key == "DependsOn")
	}
	return false
}

// use checks one use of a function.
func (c *checker) use(u *cfn.Use) {
	r := reference{u: u, section: u.Key(0)}
	if u.Depth() > 1 {
		r.id = u.Key(1)
	}
	if u.Loops() > 0 {
		c.looped(r)
	} else {
		c.function(r)
	}
}

// reference is a use of a function with what is around it.
type reference struct {
	u *cfn.Use
	// section and id are the section and the entry that it stands in.
	section, id string
	variables   []loopVariable
	// lenient reports whether names can be those of variables that are not known.
	lenient bool
}

// site is where something stands: at the end of the path of a function, or where an entry of a
// section has its condition or one of its dependencies. The path is made where it is needed.
type site struct {
	u   *cfn.Use
	end string

	section, id string
	// item is the index of a dependency, or isCondition.
	item int
	// path are the keys, in an entry that a loop makes.
	path []string
}

const isCondition = -1

func (p site) String() string {
	switch {
	case p.u != nil:
		return joined(p.u.Pointer(), p.end)
	case p.path != nil:
		return pathTo(p.path...)
	case p.item == isCondition:
		return pathTo(p.section, p.id, "Condition")
	}
	return pathTo(p.section, p.id, "DependsOn", write.Itoa(p.item))
}

// text returns the JSON string of an argument with the values of the loop variables, and
// whether it is one.
func (c *checker) text(r reference, arg string) (string, bool) {
	if arg == "" || arg[0] != '"' {
		return "", false
	}
	text := stringIn(arg)
	if len(r.variables) > 0 {
		c.loops.bytes += len(arg)
		text = substitute(text, r.variables)
	}
	return text, true
}

// maxReread is how often the arguments of functions are read again, in texts: they stand in
// one another. What is beyond is taken as right. Templates need less than five.
const maxReread = 20

// mayReread reports whether so many bytes of an argument are read again.
func (c *checker) mayReread(r reference, n int) bool {
	if len(r.variables) > 0 {
		c.loops.bytes += n
		return true
	}
	c.reread += n
	return c.t.source == nil || c.reread <= maxReread*len(c.t.source.text)
}

// items returns the JSON texts of the first items of an argument that is a list.
func (c *checker) items(r reference, arg string) (items []string) {
	const enough = 5
	if arg != "" && arg[0] == '[' && c.mayReread(r, len(arg)) {
		scan.EachItem(arg, func(item string) {
			if len(items) < enough {
				items = append(items, item)
			}
		})
	}
	return items
}

// isVariable reports whether a name is that of a loop variable.
func (r *reference) isVariable(name string) bool {
	for _, v := range r.variables {
		if v.name == name {
			return true
		}
	}
	return false
}

// function checks a function.
func (c *checker) function(r reference) {
	switch u := r.u; u.Name {
	case "Ref":
		if name, ok := c.text(r, u.Arg); ok {
			c.ref(r, site{u: u, end: "/Ref"}, name)
		}
	case "Fn::GetAtt":
		c.getAtt(r)
	case "Fn::Sub":
		c.sub(r)
	case "Fn::If":
		if name, ok := c.text(r, firstString(u.Arg)); ok {
			c.condition(r, site{u: u, end: "/Fn::If/0"}, name)
		}
	case "Condition":
		if name, ok := c.text(r, u.Arg); ok && inCondition(u) {
			c.condition(r, site{u: u, end: "/Condition"}, name)
		}
	case "Fn::FindInMap":
		c.findInMap(r)
	case "Fn::GetStackOutput":
		c.getStackOutput(r)
	case "":
	default:
		c.functionName(r)
	}
	c.resultFits(r)
}

// inCondition reports whether a Condition is one of the conditions of a template, and not a
// member of some free-form JSON.
func inCondition(u *cfn.Use) bool {
	if u.Key(0) == "Conditions" || u.Key(0) == "Rules" {
		return true
	}
	if u.Depth() < 2 {
		return false
	}
	switch u.Key(u.Depth() - 2) {
	case "Fn::And", "Fn::Or", "Fn::Not":
		return true
	}
	return false
}

// missing reports a name that is not in a section.
func (c *checker) missing(r reference, at site, set *nameSet, name, what string) {
	c.absent(r, at, set, name, "there is no ", what, " ")
}

// absent reports a name that is not in a set; the sentence is what comes before the name.
func (c *checker) absent(r reference, at site, set *nameSet, name string, sentence ...string) {
	if set.open || r.lenient || !c.reports(cfn.RuleReference) {
		return
	}
	message := strings.Join(sentence, "") + write.Shorten(name) + c.didYouMean(name, set.sorted())
	c.note(cfn.RuleReference, at.String(), write.Quoted(name), message)
}

// maxSuggested is how many bytes are compared, one with another, to find names that were
// perhaps meant.
const maxSuggested = 1 << 24

func (c *checker) didYouMean(name string, names []string) string {
	for _, n := range names {
		c.suggested += 1 + len(name)*len(n)
	}
	if c.suggested > maxSuggested {
		return ""
	}
	return write.DidYouMean(name, names)
}

// ref checks what a name in a Ref or an Fn::Sub refers to.
func (c *checker) ref(r reference, at site, name string) {
	if isPseudoParameter(name) || r.isVariable(name) || c.names.parameters.has(name) {
		return
	}
	switch {
	case r.section == "Conditions" || r.section == "Rules":
		c.parameter(r, at, name)
	case c.needsResource(r, name):
		if r.u.Name == "Ref" {
			c.relation(r, name, "")
		}
	case c.names.parameters.open || c.generated(name):
	case strings.HasPrefix(name, "AWS::"):
		if c.reports(cfn.RuleReference) {
			c.note(cfn.RuleReference, at.String(), write.Quoted(name), "there is no pseudo parameter "+write.Shorten(name))
		}
	default:
		c.missing(r, at, c.names.both(), name, "parameter or resource")
	}
}

// parameter checks a name where only parameters can be referred to.
func (c *checker) parameter(r reference, at site, name string) {
	switch {
	case !c.names.resources.has(name):
		c.missing(r, at, &c.names.parameters, name, "parameter")
	case c.names.parameters.open:
	case c.reports(cfn.RuleReference):
		c.note(cfn.RuleReference, at.String(), write.Quoted(name), "only parameters can be referred to in "+r.section+", and "+write.Shorten(name)+" is a resource")
	}
}

// needsResource notes that the resource in which a reference stands needs another one, and
// reports whether there is that.
func (c *checker) needsResource(r reference, name string) bool {
	to, ok := c.names.resources.index[name]
	if !ok || r.section != "Resources" {
		return ok
	}
	if c.lastID != r.id || r.id == "" {
		c.lastID, c.last = r.id, -1
		if from, ok := c.names.resources.index[r.id]; ok {
			c.last = from
		}
	}
	if c.last >= 0 {
		c.need(&c.needs, edge{c.last, to}, site{u: r.u})
	}
	return true
}

// condition checks that there is a condition.
func (c *checker) condition(r reference, at site, name string) {
	switch {
	case !c.names.conditions.has(name):
		c.missing(r, at, &c.names.conditions, name, "condition")
	case r.section == "Conditions":
		if from, ok := c.names.conditions.index[r.id]; ok {
			c.need(&c.conditionNeeds, edge{from, c.names.conditions.index[name]}, site{u: r.u})
		}
	}
}

// getStackOutput checks the members of the argument.
func (c *checker) getStackOutput(r reference) {
	if r.u.Arg == "" || r.u.Arg[0] != '{' {
		return
	}
	if !c.mayReread(r, len(r.u.Arg)) {
		return
	}
	members := []string{"OutputName", "Region", "RoleArn", "StackName"}
	has := map[string]bool{}
	at := func(key string) string { return site{u: r.u, end: "/Fn::GetStackOutput" + pathTo(key)}.String() }
	scan.EachMember(r.u.Arg, func(key string, start, _ int) {
		has[key] = true
		known := slices.Contains(members, key)
		if !known && !isMacro(key) && c.reports(cfn.RuleIntrinsic) {
			c.note(cfn.RuleIntrinsic, at(key), "", "Fn::GetStackOutput has no "+write.Shorten(key)+c.didYouMean(key, members))
		} else if known && r.u.Arg[start] == '[' && c.reports(cfn.RuleIntrinsic) {
			c.note(cfn.RuleIntrinsic, at(key), "", "a string is expected, not a list")
		}
	})
	if has["Ref"] || len(has) == 1 && strings.HasPrefix(oneOf(has), "Fn::") {
		return
	}
	for _, name := range []string{"StackName", "OutputName"} {
		if !has[name] && c.reports(cfn.RuleIntrinsic) {
			c.note(cfn.RuleIntrinsic, at(name), "", "Fn::GetStackOutput needs it")
		}
	}
}

func oneOf(set map[string]bool) string {
	for key := range set {
		return key
	}
	return ""
}

// functionName checks that there is a function of the name.
func (c *checker) functionName(r reference) {
	name := r.u.Name
	if isUnknown(name) && !c.macros.foreign && c.reports(cfn.RuleIntrinsic) {
		c.note(cfn.RuleIntrinsic, r.u.Pointer(), write.Quoted(name), "CloudFormation has no function "+write.Shorten(name)+c.didYouMean(name, functions[:]))
	}
}

// functions are the intrinsic functions of CloudFormation.
var functions = [...]string{
	"Condition", "Fn::And", "Fn::Base64", "Fn::Cidr", "Fn::Contains", "Fn::EachMemberEquals",
	"Fn::EachMemberIn", "Fn::Equals", "Fn::FindInMap", "Fn::GetAZs", "Fn::GetAtt", "Fn::GetStackOutput",
	"Fn::If", "Fn::ImportValue", "Fn::Join", "Fn::Length", "Fn::Not", "Fn::Or", "Fn::RefAll",
	"Fn::Select", "Fn::Split", "Fn::Sub", "Fn::ToJsonString", "Fn::Transform", "Fn::ValueOf",
	"Fn::ValueOfAll", "Ref",
}

// isUnknown reports whether CloudFormation has no function of a name, "" for a dynamic
// reference.
func isUnknown(name string) bool {
	return name != "" && !isFunction(name) && !strings.HasPrefix(name, forEachPrefix)
}

func isFunction(name string) bool { return slices.Contains(functions[:], name) }

// firstString is firstItem where the item is a string, else "". It reads no other one.
func firstString(list string) string {
	if list == "" || list[0] != '[' {
		return ""
	}
	s := scan.Scanner{Text: list, Pos: 1}
	if s.Peek() != '"' {
		return ""
	}
	return firstItem(list)
}

// firstItem returns the JSON text of a list's first item.
func firstItem(list string) (first string) {
	if list == "" || list[0] != '[' {
		return ""
	}
	s := scan.Scanner{Text: list, Repeats: true, Distinct: true}
	if !s.Open() || s.Peek() == ']' {
		return ""
	}
	first, _ = s.Skip()
	return first
}

// twoItems returns the JSON texts of a list's first two items, and how many there are.
func twoItems(list string) (first, second string, n int) {
	if list == "" || list[0] != '[' {
		return "", "", 0
	}
	s := scan.Scanner{Text: list, Repeats: true, Distinct: true}
	if !s.Open() {
		return "", "", 0
	}
	for ; ; n++ {
		another, ok := s.More(']', n == 0)
		if !another || !ok {
			return first, second, n
		}
		s.Peek()
		item, ok := s.Skip()
		switch {
		case !ok:
			return first, second, n
		case n == 0:
			first = item
		case n == 1:
			second = item
		}
	}
}

// itemsIn returns the JSON texts of a list's items.
func itemsIn(list string) (items []string) {
	if list != "" && list[0] == '[' {
		scan.EachItem(list, func(item string) { items = append(items, item) })
	}
	return items
}
