// Mkcorpus makes a corpus, which many tests of the project read, from what AWS
// publishes and somebody has fetched:
//
//	go run ./internal/corpus/mkcorpus -registry CloudformationSchema.zip \
//		-resourcespec CloudFormationResourceSpecification.json -out ../corpus
//	CFNGEN_CORPUS=$PWD/../corpus go test ./...
//
// -registry and -resourcespec take what the flag -spec of gen takes. The others are
// optional, and each brings the tests that need it:
//
//	-registry-before FILE      registry schemas of an earlier day, for tests of updates
//	-resourcespec-before FILE  an earlier Resource Specification, for the same
//	-json-suite PATH           a clone or a zip archive of github.com/nst/JSONTestSuite
//	-schema-suite PATH         one of github.com/json-schema-org/JSON-Schema-Test-Suite
//	-templates PATH            a folder or a zip archive of templates that are valid
//
// The folder gets an index of what is in it: tests that need more are
// skipped. The command prints what it wrote and what is left out. The exit code is 1
// where anything fails, in which case there is no folder, and 2 for wrong usage.
package main
