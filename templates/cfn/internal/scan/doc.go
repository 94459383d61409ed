// Package scan reads JSON text. It finds where values begin and end, and checks that the
// text is JSON (RFC 8259) in UTF-8.
//
// It is for the support package alone, and has no promise of compatibility.
package scan
