// Package jsonschema writes a JSON Schema (draft 7) of each resource type: what the properties of
// a resource in a template may be, with literal values alone. It writes what the model has, in JSON
// Schema's own words, and knows neither the registry's dialect of it nor Go. Attributes, what an update
// does, and what is so on one path to a property alone are not in a schema.
package jsonschema
