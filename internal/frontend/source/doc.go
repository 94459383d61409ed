// Package source opens what the bytes of a specification come from: embedded
// files, a file, a folder, a zip archive or standard input, each of them plain
// or compressed with gzip. What a file is, is decided by its first bytes and
// not by its name.
//
// It hands out documents in a fixed order and does not look into them: it knows
// nothing of JSON or of specifications. It never goes to the network.
//
// Archives are not trusted: their names, sizes and numbers are checked before and
// while they are read, an archive with one hostile member is refused as a whole,
// and no member's name becomes the path of a file.
package source
