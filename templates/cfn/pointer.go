package cfn

import (
	"github.com/cfngen/cfngen/templates/cfn/internal/write"
)

// keptKeys is how many keys an error keeps of those inside and outside of the ones
// that its path leaves out.
const keptKeys = 32

// prependKey puts a key before the path, on the way out of nested values. The path is
// made at the end, by completePath: one by one, each key would copy it.
//
//go:noinline
func (e *Error) prependKey(key string) {
	if len(e.outer) < 2*keptKeys {
		e.outer = append(e.outer, key)
		return
	}
	e.outer[keptKeys+e.dropped%keptKeys] = key
	e.dropped++
}

// completePath puts the outer keys before the path.
func (e *Error) completePath() {
	if len(e.outer) == 0 {
		return
	}
	n := len(e.Path) + len(write.Elided)
	for _, key := range e.outer {
		n += 1 + min(len(key), write.MaxKey)
	}
	path := make([]byte, 0, n)
	for i := len(e.outer) - 1; i >= 0; i-- {
		at := i
		if i >= keptKeys {
			at = keptKeys + (i+e.dropped)%keptKeys
		} else if i == keptKeys-1 && e.dropped > 0 {
			path = append(path, write.Elided...)
		}
		path = write.AppendKey(path, e.outer[at])
	}
	path = append(path, e.Path...)
	if e.Path = write.StringOf(path); len(path) > write.MaxPath {
		e.Path = write.CutPath(path)
	}
	e.outer, e.dropped = nil, 0
}
