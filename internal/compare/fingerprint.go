package compare

import (
	"crypto/sha256"
	"encoding/binary"
	"hash"
	"reflect"
	"slices"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// fingerprint is equal for parts of a model that are the same but for their
// positions and for what is no constraint.
type fingerprint [sha256.Size]byte

// fingerprints makes fingerprints. Those of types are kept, because alternatives of
// one another would be read once for each level.
type fingerprints struct {
	types   map[*model.Type]fingerprint
	objects map[*model.Object]fingerprint
	// object returns what an object counts for.
	object func(*model.Object) fingerprint
}

// byName returns fingerprints in which an object counts for its name: what is in
// objects is compared where they are reached.
func byName() *fingerprints {
	return newFingerprints(func(o *model.Object) fingerprint { return sha256.Sum256([]byte(o.Name)) })
}

// byProperties returns fingerprints in which an object counts for the names of its
// properties.
func byProperties() *fingerprints {
	return newFingerprints(func(o *model.Object) fingerprint {
		w := writer{hash: sha256.New()}
		for _, p := range o.Properties {
			w.text(p.Name)
		}
		return w.sum()
	})
}

func newFingerprints(object func(*model.Object) fingerprint) *fingerprints {
	return &fingerprints{types: map[*model.Type]fingerprint{}, objects: map[*model.Object]fingerprint{}, object: object}
}

// of returns the fingerprint of a part of a model.
func (f *fingerprints) of(part any) fingerprint {
	switch part := part.(type) {
	case *model.Type:
		sum, ok := f.types[part]
		if !ok && part != nil {
			sum = f.fresh(reflect.ValueOf(*part))
			f.types[part] = sum
		}
		return sum
	case *model.Object:
		sum, ok := f.objects[part]
		if !ok && part != nil {
			sum = f.object(part)
			f.objects[part] = sum
		}
		return sum
	}
	return f.fresh(reflect.ValueOf(part))
}

func (f *fingerprints) fresh(v reflect.Value) fingerprint {
	w := writer{fingerprints: f, hash: sha256.New()}
	w.value(v)
	return w.sum()
}

// writer writes a part of a model into a hash, each value so that no other one
// reads the same.
type writer struct {
	*fingerprints
	hash hash.Hash
}

func (w *writer) sum() (sum fingerprint) {
	w.hash.Sum(sum[:0])
	return sum
}

func (w *writer) number(n uint64) {
	var b [8]byte
	binary.LittleEndian.PutUint64(b[:], n)
	w.hash.Write(b[:])
}

func (w *writer) text(s string) {
	w.number(uint64(len(s)))
	w.hash.Write([]byte(s))
}

func (w *writer) value(v reflect.Value) {
	switch v.Kind() {
	case reflect.Pointer:
		w.pointer(v)
	case reflect.Slice:
		w.number(uint64(v.Len()))
		for i := range v.Len() {
			w.value(v.Index(i))
		}
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[diag.Position]() {
			return
		}
		for i := range v.NumField() {
			if name := v.Type().Field(i).Name; name != "EnumName" && name != "DuplicatesAllowed" && name != "Unordered" {
				w.value(v.Field(i))
			}
		}
	case reflect.String:
		w.text(v.String())
	case reflect.Bool:
		if v.Bool() {
			w.number(1)
		} else {
			w.number(0)
		}
	case reflect.Int:
		w.number(uint64(v.Int()))
	default: // the model has no other kinds
		w.number(v.Uint())
	}
}

func (w *writer) pointer(v reflect.Value) {
	if v.IsNil() {
		w.number(0)
		return
	}
	w.number(1)
	switch part := v.Interface().(type) {
	case *model.Type, *model.Object:
		sum := w.of(part)
		w.hash.Write(sum[:])
	default:
		w.value(v.Elem())
	}
}

// difference returns what is in one list and not in another.
func difference[T any](f *fingerprints, a, b []T) []T {
	in := make(map[fingerprint]bool, len(b))
	for _, v := range b {
		in[f.of(v)] = true
	}
	return slices.DeleteFunc(slices.Clone(a), func(v T) bool { return in[f.of(v)] })
}

// without returns the strings that are in one list and not in another.
func without(a, b []string) []string {
	in := make(map[string]bool, len(b))
	for _, v := range b {
		in[v] = true
	}
	return slices.DeleteFunc(slices.Clone(a), func(v string) bool { return in[v] })
}
