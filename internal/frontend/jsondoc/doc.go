// Package jsondoc reads one JSON document into a tree in which every value
// knows where it stands.
//
// It is strict: duplicate member names, invalid UTF-8, data after the document
// and excessive nesting are errors, because each of them means that two readers
// of the same file could see different specifications. It keeps numbers as
// their exact text and members in their order.
//
// It knows JSON and nothing of what a document means.
package jsondoc
