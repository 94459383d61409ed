package cfn

import "bytes"

// maxKey is how many bytes of a key a path has in full, maxPath how long a path is.
// No template that the service takes has longer ones. Without the limits, the paths
// of a thousand errors could take a thousand times the memory of the text.
const (
	maxKey  = 255
	maxPath = 1024
)

// elided stands for the part of a path that is left out.
const elided = "/…"

// appendKey appends a key to a path, a long one shortened.
func appendKey(path []byte, key string) []byte {
	if len(key) > maxKey {
		key = shorten(key)
	}
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

// cutPath returns a copy of a path, of a long one the beginning and the end.
func cutPath(path []byte) string {
	if len(path) <= maxPath {
		return string(path)
	}
	const half = (maxPath - len(elided)) / 2
	head, tail := path[:half], path[len(path)-half:]
	if i := bytes.LastIndexByte(head, '/'); i > 0 {
		head = head[:i]
	}
	if i := bytes.IndexByte(tail, '/'); i >= 0 {
		tail = tail[i:]
	}
	out := make([]byte, 0, maxPath)
	out = append(append(append(out, head...), elided...), tail...)
	return stringOf(out)
}

// keptKeys is how many keys an error keeps of those inside and outside of the ones
// that its path leaves out.
const keptKeys = 32

// enclose puts a key before the path, on the way out of nested values. The path is
// made at the end, by complete: one by one, each key would copy it.
//
//go:noinline
func (e *Error) enclose(key string) {
	if len(e.outer) < 2*keptKeys {
		e.outer = append(e.outer, key)
		return
	}
	e.outer[keptKeys+e.dropped%keptKeys] = key
	e.dropped++
}

// complete puts the outer keys before the path.
func (e *Error) complete() {
	if len(e.outer) == 0 {
		return
	}
	n := len(e.Path) + len(elided)
	for _, key := range e.outer {
		n += 1 + min(len(key), maxKey)
	}
	path := make([]byte, 0, n)
	for i := len(e.outer) - 1; i >= 0; i-- {
		at := i
		if i >= keptKeys {
			at = keptKeys + (i+e.dropped)%keptKeys
		} else if i == keptKeys-1 && e.dropped > 0 {
			path = append(path, elided...)
		}
		path = appendKey(path, e.outer[at])
	}
	path = append(path, e.Path...)
	if e.Path = stringOf(path); len(path) > maxPath {
		e.Path = cutPath(path)
	}
	e.outer, e.dropped = nil, 0
}
