// Package render is how diagnostics, lists, reports, comparisons and diffs of files are printed:
// as text, as JSON, as Markdown and as annotations of GitHub, and how a terminal shows how far a
// run is. It decides nothing and reads nothing; what a run does and which exit code it has, it
// does not know.
package render
