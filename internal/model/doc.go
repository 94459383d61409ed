// Package model holds what a specification states, in CloudFormation's terms:
// resource types, their properties and attributes, value types and constraints.
//
// Front ends fill it, back ends read it. It knows no input format and no output
// format: no way of writing a schema, no Go
// identifier, no file name. Everything in it has a position in the input it
// came from.
package model
