// Package manifest is the list that runs leave in an output folder: which files
// each of them made, with their checksums, and what it made them from.
//
// The list is deterministic: sorted, without times, machine paths and anything
// else that differs between two people who run the same version on the same
// specification. Who reads one trusts nothing in it: people edit and merge
// files, and repositories come from anywhere.
//
// It knows no specification, no Go code and no disk.
package manifest
