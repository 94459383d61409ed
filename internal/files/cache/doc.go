// Package cache remembers, outside of the output folders, what the last runs
// into each of them were made from, so that a run with nothing changed can stop
// early.
//
// It is this machine's and this user's memory of runs that this very program
// made: what lies in an output folder came from anywhere and cannot vouch for
// itself. Losing the cache costs time and nothing else.
//
// It does not know what a run depends on: it compares checksums.
package cache
