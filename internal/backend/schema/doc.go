// Package schema writes the model's types in JSON Schema's words, draft 7 or 2020-12, for the back ends
// whose files are schemas or have some in them. It knows the model and JSON Schema, and neither what a
// file of such a back end looks like nor Go.
package schema
