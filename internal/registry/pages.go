package registry

import "strings"

// pages knows the addresses of the documentation, which schemas do not state.
type pages struct {
	service, resourceName string
	stated                string
}

func newPages(service, resource, stated string) pages {
	return pages{service: strings.ToLower(service), resourceName: strings.ToLower(resource), stated: stated}
}

const reference = "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/"

// resource is the page of the resource type: the one that the schema states, or
// the one in the template reference.
func (p pages) resource() string {
	if p.stated != "" {
		return p.stated
	}
	return reference + "aws-resource-" + p.service + "-" + p.resourceName + ".html"
}

// definition is the page of a nested type.
func (p pages) definition(name string) string {
	if name == "" {
		return p.resource()
	}
	return reference + "aws-properties-" + p.service + "-" + p.resourceName + "-" + strings.ToLower(name) + ".html"
}

// property is the place of a property on the page of its object. A page that
// the schema states has anchors that nobody knows.
func (p pages) property(object, name string) string {
	page := p.definition(object)
	if object == "" && p.stated != "" {
		return page
	}
	parts := []string{"cfn", p.service, p.resourceName}
	if object != "" {
		parts = append(parts, object)
	}
	return page + "#" + strings.ToLower(strings.Join(append(parts, name), "-"))
}
