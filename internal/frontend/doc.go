// Package frontend turns documents into one model: it finds the format of each
// document, has the format's own package read it, and merges a type that two formats
// describe. A document of another kind is left out where it was found in a folder or
// an archive, and an error where it was named.
//
// It knows which formats there are and nothing of what is in them. It does not
// know where documents come from, overlays, or what is generated.
package frontend
