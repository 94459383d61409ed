// Package openapi writes one OpenAPI 3.1 document with a component schema for each resource type and each
// of its definitions: what the properties of a resource in a template may be. It knows what an OpenAPI
// document looks like; what a type is in JSON Schema's words is the schema package's. It knows neither the
// registry's dialect nor Go.
package openapi
