// Package resourcespec reads the CloudFormation Resource Specification into the
// model: the document of all types (ResourceTypes, PropertyTypes,
// ResourceSpecificationVersion) and the one that AWS publishes for a single
// type (ResourceType, PropertyTypes, ResourceSpecificationVersion).
//
// What the document does not state has a meaning: a property without Required
// is optional, one without UpdateType mutable, a type without
// AdditionalProperties closed. ScrutinyType and RequiredTransform do not
// restrict values.
//
// It knows this one format: primitive types, lists, maps, property types and
// their aliases, choices between types, attributes. It does not know where the
// bytes come from, the registry's schemas, overlays, or what is generated from
// the model.
package resourcespec
