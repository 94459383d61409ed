// Package godoc turns the text of a specification into the lines of a Go doc
// comment: clean paragraphs, lists and code blocks that gofmt leaves as they
// are and in which tools see no headings, links or directives that nobody
// wrote.
//
// It knows what descriptions look like (Markdown, HTML and the line layout of
// AWS's own converter, mixed in one text) and what a doc comment may not hold by
// accident: headings, links, notes, directives, deprecations. It knows nothing
// of the model, of what a comment documents, or of how Go code is written; the
// comment marker is not part of its lines.
//
// The descriptions are no CommonMark: a single line end with a space after it
// begins a paragraph, code spans stand next to each other without a space, and
// placeholders such as <bucket-name> are text. A Markdown library would join the
// first, swallow the second and drop the third, so the reader here is one of
// lines, made for this dialect.
package godoc
