package write

import "bytes"

// MaxKey is how many bytes of a key a path has in full, MaxPath how long a path is.
// No template that the service takes has longer ones. Without the limits, the paths
// of a thousand errors could take a thousand times the memory of the text.
const (
	MaxKey  = 255
	MaxPath = 1024
)

// Elided stands for the part of a path that is left out.
const Elided = "/…"

// AppendKey appends a key to a path, a long one shortened.
func AppendKey(path []byte, key string) []byte {
	if len(key) > MaxKey {
		key = Shorten(key)
	}
	return AppendWholeKey(path, key)
}

// AppendWholeKey appends a key to a path as it is.
func AppendWholeKey(path []byte, key string) []byte {
	path = append(path, '/')
	for i := range len(key) {
		switch c := key[i]; c {
		case '~':
			path = append(path, "~0"...)
		case '/':
			path = append(path, "~1"...)
		default:
			path = append(path, c)
		}
	}
	return path
}

// CutPath returns a copy of a path, of a long one the beginning and the end.
func CutPath(path []byte) string {
	if len(path) <= MaxPath {
		return string(path)
	}
	const half = (MaxPath - len(Elided)) / 2
	head, tail := path[:half], path[len(path)-half:]
	if i := bytes.LastIndexByte(head, '/'); i > 0 {
		head = head[:i]
	}
	if i := bytes.IndexByte(tail, '/'); i >= 0 {
		tail = tail[i:]
	}
	out := make([]byte, 0, MaxPath)
	out = append(append(append(out, head...), Elided...), tail...)
	return StringOf(out)
}
