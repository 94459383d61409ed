// Package bench compares the types that cfngen generates with other ways to
// write, read and check the same resource in Go.
//
// It holds benchmarks and tests only, and it is a module of its own, so that
// the libraries it measures never reach the module that users depend on. Each
// benchmark is named by the work, the library and the document, as in
// BenchmarkUnmarshal/goccy/integrationresponse; cmd/ratio makes a table of
// ratios from their output. README.md says how to run and to read them.
//
// A document is one file, like integrationresponse_test.go: the resource in
// testdata, its JSON Schema, the generated type and a plain struct.
//
// Nothing here may assert a time: tests check agreement and allocations.
package bench
