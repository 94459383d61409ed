package main

import (
	"reflect"
	"slices"
	"strings"

	"example.com/stacks/aws/cfn/schema"
)

// flags returns the flags that hold on the path of a change: those of each property on
// it. A row of a table does not say which definition it leads to, so this needs the Go
// types.
func flags(root *schema.Schema, pointer string) (f schema.Flags) {
	at := reflect.TypeOf(root.Go).Elem()
	tables := map[reflect.Type]*schema.Schema{at: root}
	for i := range root.Nested {
		tables[reflect.TypeOf(root.Nested[i].Go).Elem()] = &root.Nested[i]
	}
	general := ""
	for _, part := range strings.Split(pointer, "/")[1:] {
		if s := tables[at]; s != nil {
			i := slices.IndexFunc(s.Fields, func(x schema.Field) bool { return x.Name == part })
			if i < 0 {
				return f
			}
			general += "/" + part
			f |= s.Fields[i].Flags
			at = deref(at.Field(i + 1).Type)
		} else {
			general += "/*"
			if at = elem(at); at == nil {
				return f
			}
		}
		for _, p := range root.Paths {
			if p.Pointer == general {
				f |= p.Flags
			}
		}
	}
	return f
}

func deref(t reflect.Type) reflect.Type {
	if t.Kind() == reflect.Pointer {
		return t.Elem()
	}
	return t
}

// elem returns the E of a List[E] or a Map[E], nil for other types. Only an unexported field
// knows it: a slice of E or of Entry[E].
func elem(t reflect.Type) reflect.Type {
	if t.Kind() != reflect.Struct {
		return nil
	}
	for i := range t.NumField() {
		slice := t.Field(i).Type
		if slice.Kind() != reflect.Slice {
			continue
		}
		if entry := slice.Elem(); strings.HasPrefix(entry.Name(), "Entry[") {
			value, _ := entry.FieldByName("Value")
			return deref(value.Type)
		}
		return deref(slice.Elem())
	}
	return nil
}
