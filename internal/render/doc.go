// Package render is how diagnostics, lists, reports, comparisons and diffs of files are printed:
// as text, as JSON, as Markdown and as annotations of GitHub, and how a terminal shows how far a
// run is. It decides nothing and reads nothing, and does not know what a run does or which exit
// code it has.
package render
