// Package lock is the file that pins specifications: where each came from, which
// version it is, and the checksum that its content must have.
//
// It is about what a run reads, as package manifest is about what one writes. The
// text is deterministic: nothing in it changes while what is pinned stays the same.
// Who reads a lock trusts nothing in it: people edit and merge files, and
// repositories come from anywhere.
//
// It knows no specification, no network and no disk.
package lock
