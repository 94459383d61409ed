package update

import "github.com/cfngen/cfngen/templates/cfn/internal/write"

// way leads to a value: the key of each object and the index of each list. Its pointer is made
// where something differs, in no more time than it is long.
type way struct {
	up  *way
	key string
	// head is the pointer, or of a long one the beginning; it is that of up where the key is not
	// in it.
	head string
	cut  bool
}

// maxHead is how long the beginning of a pointer is.
const maxHead = write.MaxPath / 2

// to returns the way to what is below.
func (w *way) to(key string) *way {
	next := &way{up: w, key: key}
	if w != nil {
		next.head, next.cut = w.head, w.cut
	}
	if !next.cut {
		head := string(write.AppendKey([]byte(next.head), key))
		if next.cut = len(head) > maxHead; !next.cut {
			next.head = head
		}
	}
	return next
}

// pointer returns the JSON pointer, of a long one the beginning and the end.
func (w *way) pointer() string {
	if w == nil {
		return ""
	}
	if !w.cut {
		return w.head
	}
	var keys []string
	for n := 0; w.cut; w = w.up {
		if n += 1 + len(w.key); n > maxHead && len(keys) > 0 {
			keys = append(keys, write.Elided[1:])
			break
		}
		keys = append(keys, w.key)
	}
	path := []byte(w.headOf())
	for i := len(keys) - 1; i >= 0; i-- {
		path = write.AppendKey(path, keys[i])
	}
	return write.CutPath(path)
}

func (w *way) headOf() string {
	if w == nil {
		return ""
	}
	return w.head
}

// below returns the pointer of what is in a value.
func below(pointer, key string) string { return string(write.AppendKey([]byte(pointer), key)) }
