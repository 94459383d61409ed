package registry

import "strings"

// pages are the addresses of the documentation, which schemas do not state.
// Where the documentation has no page, the address is "".
type pages struct {
	service, resourceName string
	stated                string
	// published reports whether the template reference describes the resource type: it
	// has those of AWS and of Alexa, and no other vendor's.
	published bool
}

// newPages takes a resource type's name and the address that its schema states,
// "" for none.
func newPages(typeName, service, resource, stated string) pages {
	return pages{
		service: strings.ToLower(service), resourceName: strings.ToLower(resource), stated: stated,
		published: strings.HasPrefix(typeName, "AWS::") || strings.HasPrefix(typeName, "Alexa::"),
	}
}

const reference = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/"

// resource is the page of the resource type: the one that the schema states, or
// the one in the template reference.
func (p pages) resource() string {
	if p.stated != "" || !p.published {
		return p.stated
	}
	return reference + "aws-resource-" + p.service + "-" + p.resourceName + ".html"
}

// definition is the page of a nested type. An object that is declared in place,
// where name is "", has none.
func (p pages) definition(name string) string {
	if name == "" || !p.published {
		return ""
	}
	return reference + "aws-properties-" + p.service + "-" + p.resourceName + "-" + strings.ToLower(name) + ".html"
}

// property is the address of a property on page, which is that of the object it
// belongs to: definition is the object's name, "" for the resource itself. A page
// that the schema states has anchors that nobody knows.
func (p pages) property(page, definition, name string) string {
	if page == "" || page == p.stated {
		return page
	}
	parts := []string{"cfn", p.service, p.resourceName}
	if definition != "" {
		parts = append(parts, definition)
	}
	return page + "#" + strings.ToLower(strings.Join(append(parts, name), "-"))
}
