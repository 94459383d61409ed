// Package templatetest reads the real templates of the corpus for tests: those in JSON as
// they are, and those in YAML as the JSON that they mean. It knows which of them are right.
//
// It is for tests alone, and knows no types. It reads YAML with another library than package
// cfn/yaml does, and has rules of its own for what CloudFormation makes of it, so that the two can
// be compared.
package templatetest
