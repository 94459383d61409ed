// Package bench compares the types that cfngen generates with other ways to
// write, read and check the same resource in Go.
//
// It holds benchmarks and tests only, and it is a module of its own, so that
// the libraries it measures never reach the module that users depend on. Each
// benchmark is named by the work, the library and the document, as in
// BenchmarkUnmarshal/goccy/integrationresponse; cmd/ratio makes a table of
// ratios from their output. README.md has how to run and to read them.
//
// The project's own document is declared in integrationresponse_test.go: the
// resource in testdata, its JSON Schema, the generated type and a plain struct.
// Larger ones lie in the folder bench beside a corpus of specifications, which
// CFNGEN_CORPUS names. They, the registry schemas and what is generated from these
// are never part of the project: cmd/build makes a test binary with them in a
// temporary copy of this module. The peers' structs for them are made from the
// same model as cfngen's: all writable properties, strings, slices and maps as
// they are, pointers to nested structs and to optional booleans and numbers. No
// document holds an intrinsic function, so that plain structs can hold them.
//
// Nothing here may assert a time: tests check agreement and allocations.
package bench
