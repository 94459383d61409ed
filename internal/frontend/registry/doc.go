// Package registry reads schemas of the CloudFormation registry into the model:
// one document for each resource type, in a dialect of JSON Schema draft-07 with
// resource-level lists of JSON pointers (readOnlyProperties and so on). [Other]
// recognizes the registry's schemas of hooks and of configurations.
//
// The schema keywords are decoded into kin-openapi's schema type. What that
// type cannot hold comes from the document tree beside it: positions, the order
// of members, numbers beyond float64, and whether a keyword is present at all.
//
// What the model does not express is a warning with its position, never dropped
// in silence; a keyword that has no meaning in JSON Schema where it stands is a
// note. What a schema states of its resource provider and not of values
// (handlers, tagging, propertyTransform, additionalIdentifiers, links to sources)
// is not read and not reported. The package does not know where the bytes come
// from, the Resource Specification, overlays, or what is generated from the
// model.
package registry
