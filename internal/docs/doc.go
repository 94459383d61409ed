// Package docs holds the pages for users, README.md and the folder docs, to the
// program: it has tests alone. The README's example is that of package generated,
// links lead somewhere, commands and flags exist, and what a page prints as the
// output of a command is that output.
package docs
