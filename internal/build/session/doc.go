// Package session is what the steps of one run share: standard input, what was found so far, how far
// the run is, and the folders that other runs are kept out of. It does not know what the steps are,
// nor how findings and progress are printed.
package session
