package write

import "unsafe"

// StringOf returns bytes as a string that shares their memory. They must not change
// while it is in use.
func StringOf(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
