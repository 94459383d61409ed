package yaml

import (
	"strings"

	library "go.yaml.in/yaml/v4"

	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// shortForms are the functions that have a short form, without Fn::.
var shortForms = []string{
	"And", "Base64", "Cidr", "Condition", "Contains", "EachMemberEquals", "EachMemberIn", "Equals",
	"FindInMap", "GetAZs", "GetAtt", "GetStackOutput", "If", "ImportValue", "Join", "Length", "Not", "Or", "Ref",
	"RefAll", "Select", "Split", "Sub", "ToJsonString", "Transform", "ValueOf", "ValueOfAll",
}

// longName returns the name of a function by its short form.
func longName(short string) (string, bool) {
	for _, name := range shortForms {
		if name == short {
			if name == "Ref" || name == "Condition" {
				return name, true
			}
			return "Fn::" + name, true
		}
	}
	return "", false
}

// ownTag returns the tag that a node has in the text, without the exclamation mark of a local one;
// those of YAML have two. A tag of ! alone is "".
func ownTag(n *node) (string, bool) {
	if n.Kind == library.AliasNode || !isTagged(n) {
		return "", false
	}
	if rest, ok := strings.CutPrefix(n.Tag, "tag:yaml.org,2002:"); ok {
		return "!" + rest, true
	}
	return strings.TrimPrefix(n.Tag, "!"), true
}

// tagged writes a value with a tag of its own.
func (c *converter) tagged(n *node, tag string) error {
	switch tag {
	case "":
		if n.Kind == library.ScalarNode {
			c.out = append(c.out, write.Quote(n.Value)...)
			return nil
		}
		return c.plain(n)
	case "!str", "!int", "!float", "!bool", "!null":
		return c.typed(n, tag[1:])
	case "!map", "!seq":
		if (tag == "!map") != (n.Kind == library.MappingNode) || n.Kind == library.ScalarNode {
			return c.errorAt(n.Line, n.Column, "the value is none of the type !"+tag)
		}
		return c.plain(n)
	case "!binary", "!timestamp", "!set", "!omap", "!pairs", "!merge", "!value":
		return c.errorAt(n.Line, n.Column, "CloudFormation has no values of the type !"+tag)
	}
	name, ok := longName(tag)
	if !ok {
		return c.errorAt(n.Line, n.Column, "there is no function !"+write.Shorten(tag)+write.DidYouMean(tag, shortForms))
	}
	c.out = append(c.out, '{')
	c.out = append(c.out, write.Quote(name)...)
	c.out = append(c.out, ':')
	if err := c.argument(n, name); err != nil {
		return err
	}
	c.out = append(c.out, '}')
	return nil
}

// argument writes the argument of a function in short form. A scalar is text.
func (c *converter) argument(n *node, name string) error {
	c.notePosition(n)
	if n.Kind != library.ScalarNode {
		return c.plain(n)
	}
	id, attribute, dotted := strings.Cut(n.Value, ".")
	if name == "Fn::GetAtt" && dotted {
		c.whole[len(c.out)] = true
		c.out = append(c.out, '[')
		c.out = append(c.out, write.Quote(id)...)
		c.out = append(c.out, ',')
		c.out = append(c.out, write.Quote(attribute)...)
		c.out = append(c.out, ']')
		return nil
	}
	c.out = append(c.out, write.Quote(n.Value)...)
	return nil
}
