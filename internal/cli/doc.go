// Package cli is the command line: commands, flags, exit codes, and the order in
// which the stages run. The manual is in manual.txt; cmd/gen/doc.go has the same
// text as its package comment.
//
// It decides where the product goes and what a stage's findings mean for the
// run. It does not know how a specification is read, how code is generated or
// how files are written.
package cli
