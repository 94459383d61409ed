package template

import (
	"strings"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/internal/scan"
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// Reference is one use of the name of a parameter, a resource, a condition or a mapping.
type Reference struct {
	// Section and ID are the section and the entry that it stands in; ID is "" in a section
	// that has no entries.
	Section string
	ID      cfn.LogicalID
	// Pointer is the JSON pointer of the value that refers: of the object that is an intrinsic
	// function, of an item of DependsOn, of a Condition.
	Pointer string
	// Function is the name of the intrinsic function: "Ref", "Fn::GetAtt", "Fn::Sub", "Fn::If",
	// "Fn::FindInMap", "Condition"; or the attribute: "DependsOn", "Condition".
	Function string
	// To is the name.
	To cfn.LogicalID
	// Attribute is that of a resource, "" where the reference is to none.
	Attribute string
}

// References returns what the entries of Resources, Outputs, Conditions and Rules refer to, in
// their order, pseudo parameters left out. Names that functions or the variables of an
// Fn::ForEach make are not among them.
func (t *Template) References() []Reference {
	c := &referenceCollector{}
	for id, r := range t.AllResources() {
		if r != nil {
			c.attributes("Resources", id, r.Condition, r.DependsOn)
		}
	}
	for id, o := range t.AllOutputs() {
		if o != nil {
			c.attributes("Outputs", id, o.Condition, cfn.List[cfn.Value[cfn.LogicalID]]{})
		}
	}
	// A template that cannot be walked over has none.
	_ = cfn.Walk(t, func(u *cfn.Use) {
		if u.Depth() > 0 && !isText(u.Key(0)) && u.Name != "Fn::Transform" && !literalOnly(u) {
			c.use(u)
		}
	})
	return c.found
}

type referenceCollector struct{ found []Reference }

func (c *referenceCollector) attributes(section string, id cfn.LogicalID, condition cfn.Value[cfn.LogicalID], dependsOn cfn.List[cfn.Value[cfn.LogicalID]]) {
	if name, ok := cfn.Get(condition); ok {
		c.found = append(c.found, Reference{Section: section, ID: id, Pointer: pathTo(section, string(id), "Condition"), Function: "Condition", To: name})
	}
	items, _ := cfn.Items(dependsOn)
	for i := range items {
		if name, ok := cfn.Get(items[i]); ok {
			c.found = append(c.found, Reference{Section: section, ID: id, Pointer: pathTo(section, string(id), "DependsOn", write.Itoa(i)), Function: "DependsOn", To: name})
		}
	}
}

// use adds what a function refers to.
func (c *referenceCollector) use(u *cfn.Use) {
	switch u.Name {
	case "Ref":
		c.add(u, stringIn(u.Arg), "")
	case "Fn::GetAtt":
		if u.Arg != "" && u.Arg[0] == '[' {
			id, attribute, _ := twoItems(u.Arg)
			c.add(u, stringIn(id), stringIn(attribute))
			return
		}
		id, attribute, _ := strings.Cut(stringIn(u.Arg), ".")
		c.add(u, id, attribute)
	case "Fn::Sub":
		c.sub(u)
	case "Condition":
		if inCondition(u) {
			c.add(u, stringIn(u.Arg), "")
		}
	case "Fn::If", "Fn::FindInMap":
		c.add(u, stringIn(firstString(u.Arg)), "")
	}
}

func (c *referenceCollector) sub(u *cfn.Use) {
	text, own := u.Arg, map[string]bool{}
	if first, second, n := twoItems(u.Arg); n == 2 && second[0] == '{' {
		text = first
		scan.EachMember(second, func(key string, _, _ int) { own[key] = true })
	}
	for _, name := range subNames(stringIn(text)) {
		if !own[name] && isSubName(name) {
			id, attribute, _ := strings.Cut(name, ".")
			c.add(u, id, attribute)
		}
	}
}

func (c *referenceCollector) add(u *cfn.Use, to, attribute string) {
	if to == "" || strings.HasPrefix(to, "AWS::") || strings.Contains(to, "${") {
		return
	}
	r := Reference{Section: u.Key(0), Pointer: u.Pointer(), Function: u.Name, To: cfn.LogicalID(to), Attribute: attribute}
	if u.Depth() > 1 {
		r.ID = cfn.LogicalID(u.Key(1))
	}
	c.found = append(c.found, r)
}
