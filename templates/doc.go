// Package templates holds what is emitted as whole text: the support package
// cfn, real Go that is built and tested in its folder and copied beside the
// generated packages, with its examples and without its other tests.
//
// It knows neither where the text goes nor which types need it. What follows is for
// those who change package cfn; its own comment is for those who use it.
//
// # What package cfn costs to compile
//
// Everybody who vendors the package compiles it, and every generated package reads
// its types. Small functions off the fast paths have go:noinline, because a copy
// of each at every call was a third of the cost; what is the same for all types is
// no generic function; and exported types and their methods, unexported ones
// included, mention neither package reflect nor generic types of others, which
// importing packages would compile once more. "make cost" and "make bench" measure
// it.
//
// # What package cfn must not know
//
// The package knows no resource type: those register nowhere and import it. It
// depends on the standard library alone, not on encoding/json, regexp or fmt,
// so that it can be vendored and costs a program little. It uses reflect once
// per type, to learn where a struct's fields lie, and to allocate nested
// structs, and unsafe to reach them; generated code uses neither.
//
// A package below it that needs a library is optional: it is in the list that Optionals
// returns, and copied for those who ask for it. No other package imports it.
//
// # Its examples
//
// cfn/example_test.go is copied, too, and that of a package below: their examples are part
// of the documentation, and go test runs them in the user's module. They import the
// standard library, package cfn and the packages below it alone, and use nothing that
// another file of tests declares.
package templates
