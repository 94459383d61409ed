// Package corpus finds the real specifications that tests read.
//
// The corpus is a folder, and the environment variable CFNGEN_CORPUS names it. It is
// no part of the project. Without the variable a test that needs the corpus is
// skipped; where the variable is set and the corpus is broken, the test fails.
//
// A corpus is whole, and then it has every [File], or it was made by
// internal/corpus/mkcorpus from what somebody has fetched. A made one has an index,
// which lists what is in it; tests that need more are skipped. Its specifications
// are those of another day than the project's, in general: a test that compares
// with figures, or with lists of names, that were counted on the project's asks for
// these with [Snapshot].
package corpus
