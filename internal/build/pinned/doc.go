// Package pinned is what a lock pins: it finds the lock, opens the files that it names and refuses those
// whose contents are others, and gets files from the network and pins them. It knows of a
// specification which types are in it and whether they can be read. It does not know what is
// generated from them.
package pinned
