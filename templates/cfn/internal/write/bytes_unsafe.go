package write

import "unsafe"

// StringOf returns bytes as a string that shares their memory. They must not change
// while it is in use.
func StringOf(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }

// OffsetIn returns where a part of a text begins in it, and at least the text's length
// for a string that lies elsewhere in memory.
func OffsetIn(text, part string) uintptr {
	return uintptr(unsafe.Pointer(unsafe.StringData(part))) - uintptr(unsafe.Pointer(unsafe.StringData(text)))
}
