// Package config reads cfngen.yaml, the file that holds what a repository would
// otherwise repeat in the flags of every run.
//
// It knows the file's format: which keys there are and of which kind each value
// is, strictly and with positions, and that paths in it are relative to its
// folder. It does not know what a value means, such as which types or packages
// there are, which formats outputs can have and with which keys, nor where the file is
// looked for. Its JSON Schema, for editors, is
// cfngen.schema.json in the root of the repository; a test holds the two together.
package config
