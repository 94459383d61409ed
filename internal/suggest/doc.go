// Package suggest finds what a mistyped word may have meant, and words it.
//
// It knows words and no more: not what they are the names of.
package suggest
