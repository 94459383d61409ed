package scan

import "sync"

// keyMaps are the maps of key sets, empty ones.
var keyMaps = sync.Pool{New: func() any { return make(map[string]struct{}) }}

// maxPooled is how many keys a map has at most that is used again: emptying a
// larger one would cost all later uses.
const maxPooled = 256

// Release puts the set's memory back for another one. The set must not be used after it.
//
//go:noinline
func (ks *KeySet) Release() {
	if ks.many != nil && len(ks.many) <= maxPooled {
		clear(ks.many)
		keyMaps.Put(ks.many)
	}
}

// KeySet finds duplicate keys: one by one while they are few, by a map beyond.
type KeySet struct {
	few  [FewKeys]string
	n    int
	many map[string]struct{}
}

// Add reports whether the key was there before.
func (ks *KeySet) Add(key string) (was bool) {
	if ks.many != nil {
		_, was = ks.many[key]
		ks.many[key] = struct{}{}
		return was
	}
	for _, k := range ks.few[:ks.n] {
		if k == key {
			return true
		}
	}
	if ks.n < len(ks.few) {
		ks.few[ks.n] = key
		ks.n++
		return false
	}
	ks.many = keyMaps.Get().(map[string]struct{})
	ks.many[key] = struct{}{}
	for _, k := range ks.few {
		ks.many[k] = struct{}{}
	}
	return false
}

// FewKeys is up to how many keys are compared one by one.
const FewKeys = 8
