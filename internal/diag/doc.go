// Package diag holds source positions and the diagnostics that refer to them. A
// diagnostic is data, a code with arguments and positions; its sentence is made when it
// is printed, and nothing decides by it.
//
// It is the lowest layer: every other package may import it, it imports none
// of them. It knows nothing of specifications, of Go, or of where a message is
// shown; it only says where something stands and what is wrong with it.
package diag
