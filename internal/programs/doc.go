// Package programs holds programs that use what gen writes as users do: they build a
// template, change one, check one, predict an update and prepare calls of the Cloud
// Control API. It has tests alone.
//
// The programs are in testdata, a folder each, and belong to a module that a test makes:
// it generates their types from the corpus, compiles them with go vet, runs them, and
// compares what they print with the archives beside them. What a program does by hand,
// such as a walk over the text of a template, is what the API does not have: when the API
// gets it, the program becomes shorter.
//
// Another test shows that the options for go-cmp in the documentation of package cfn work.
//
// The package knows the command and the public side of what it writes, and must not know
// how it is written.
package programs
