// Package ecma262 matches regular expressions of ECMA-262, which is what JSON
// Schema's "pattern" holds, in time linear in the subject and without allocating.
//
// A pattern is planned once: as sequences of character sets where that is all it
// is, as a table where its automaton is small, and as threads elsewhere, with
// lookarounds at an anchored end as searches of their own. Patterns that package
// regexp refuses, such as those with lookarounds, are the reason for the package;
// back-references, which need more than linear time, are errors.
//
// It knows no schema and no template.
package ecma262
