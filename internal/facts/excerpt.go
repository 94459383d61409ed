package facts

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/cfngen/cfngen/internal/frontend/jsondoc"
)

func (a Attribute) compare(b Attribute) int {
	return cmp.Or(strings.Compare(a.TypeName, b.TypeName), strings.Compare(a.Name, b.Name))
}

// Excerpt returns the part of a Resource Specification that has the given
// attributes, as a Resource Specification, and nothing else of it. Where an
// attribute is an object or a list of them, the excerpt declares the object without
// its properties, which no attribute shows. The text is sorted, a line for each
// attribute.
func Excerpt(root *jsondoc.Node, attributes []Attribute) []byte {
	e := &excerpt{properties: root.Get("PropertyTypes"), referenced: map[string]string{}}
	attributes = slices.SortedFunc(slices.Values(attributes), Attribute.compare)
	var types []string
	for len(attributes) > 0 {
		name, n := attributes[0].TypeName, 1
		for n < len(attributes) && attributes[n].TypeName == name {
			n++
		}
		node := root.Get("ResourceTypes").Get(name).Get("Attributes")
		var lines []string
		for _, a := range attributes[:n] {
			lines = append(lines, strconv.Quote(a.Name)+": "+e.value(name, node.Get(a.Name)))
		}
		types = append(types, fmt.Sprintf("%q: {\"Attributes\": %s}", name, object(lines, "    ")))
		attributes = attributes[n:]
	}
	return append([]byte(object([]string{
		`"ResourceSpecificationVersion": ` + strconv.Quote(root.Get("ResourceSpecificationVersion").Text()),
		`"PropertyTypes": ` + object(e.references(), "  "),
		`"ResourceTypes": ` + object(types, "  "),
	}, "")), '\n')
}

// object returns an object with a line for each member.
func object(members []string, indent string) string {
	if len(members) == 0 {
		return "{}"
	}
	return "{\n" + indent + "  " + strings.Join(members, ",\n"+indent+"  ") + "\n" + indent + "}"
}

// excerpt collects the property types that the attributes refer to.
type excerpt struct {
	properties *jsondoc.Node
	// referenced are the texts of the property types by their names.
	referenced map[string]string
}

func (e *excerpt) references() []string {
	var out []string
	for name, text := range e.referenced {
		out = append(out, strconv.Quote(name)+": "+text)
	}
	slices.Sort(out)
	return out
}

// value returns the members that state the type of an attribute or an alias.
func (e *excerpt) value(typeName string, n *jsondoc.Node) string {
	var members []string
	for _, m := range n.Members() {
		switch m.Name {
		case "Type", "ItemType", "Types", "ItemTypes", "InclusiveItemTypes":
			e.refer(typeName, m.Value)
		case "PrimitiveType", "PrimitiveItemType", "PrimitiveTypes", "PrimitiveItemTypes", "InclusivePrimitiveItemTypes", "DuplicatesAllowed":
		default:
			continue
		}
		var text bytes.Buffer
		for line := range bytes.Lines(m.Value.Raw()) {
			text.Write(bytes.TrimSpace(line))
		}
		members = append(members, strconv.Quote(m.Name)+": "+text.String())
	}
	return "{" + strings.Join(members, ", ") + "}"
}

// refer adds the property types that a value names, "List" and "Map" not being
// such names.
func (e *excerpt) refer(typeName string, n *jsondoc.Node) {
	for _, item := range n.Items() {
		e.refer(typeName, item)
	}
	name := typeName + "." + n.Text()
	target := e.properties.Get(name)
	if target == nil {
		name = n.Text()
		target = e.properties.Get(name)
	}
	if _, ok := e.referenced[name]; ok || target == nil {
		return
	}
	e.referenced[name] = `{"Properties": {}}`
	if target.Get("Properties") == nil {
		e.referenced[name] = e.value(typeName, target)
	}
}
