// Package golang writes the Go files of resource types: a struct for the
// properties of each and for each nested object, named enums, the tables that
// the support package works from, and the methods that call it.
//
// It makes files of a model, in memory. It knows no input format and no
// disk; what is common to all generated code is in the support package, whose
// import path it is told.
package golang
