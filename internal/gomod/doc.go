// Package gomod finds the Go module that a folder belongs to, what its go.mod has, which folders
// of it hold packages, and files in the folders above the current one. It writes nothing, and knows
// neither what is generated nor from what.
package gomod
