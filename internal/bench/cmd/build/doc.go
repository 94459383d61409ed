// Build makes the test binary of internal/bench, with the documents of a corpus
// in it where CFNGEN_CORPUS names one:
//
//	go run ./cmd/build -o bench.test && ./bench.test -test.run '^$' -test.bench .
//
// A corpus and what is made of it are never part of the project. So the module
// is copied to a temporary folder and completed there: with the types that the
// generator writes for the resource types of the documents, with structs of
// plain Go made from the same model for the peers, with the registry schemas, and
// with corpus_test.go.txt, which adds the documents, in the place of
// corpus_test.go. The documents lie in the folder bench beside the corpus.
//
// Without CFNGEN_CORPUS, and with a corpus that was made, the binary has the
// project's own document alone. The exit code is 1 where anything fails and 2 for
// wrong usage.
package main
