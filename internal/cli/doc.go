// Package cli is the command line: flags, the table of commands, exit codes. The manual is in
// manual.txt; cmd/gen/doc.go has the same text as its package comment.
//
// It turns flags into the options of a run, and prints what the run returns. It does not know
// how a specification is read, how code is generated or how files are written.
package cli
