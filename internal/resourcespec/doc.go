// Package resourcespec reads the CloudFormation Resource Specification into the
// model: the document of all types (ResourceTypes, PropertyTypes,
// ResourceSpecificationVersion) and the one that AWS publishes for a single
// type (ResourceType, PropertyTypes, ResourceSpecificationVersion).
//
// It knows this one format: primitive types, lists, maps, property types and
// their aliases, attributes. It does not know where the bytes come from, the
// registry's schemas, overlays, or what is generated from the model.
package resourcespec
