// Package checksum is SHA-256 in hexadecimal, as locks, manifests and the cache have it. It does not know
// what is summed.
package checksum
