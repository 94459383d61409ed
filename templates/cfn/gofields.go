package cfn

import (
	"reflect"
	"sort"
	"strings"
	"unicode"
)

// goField is a field of a Go struct as encoding/json sees it.
type goField struct {
	name  string
	index []int
	// tagged reports whether the name is that of a tag.
	tagged                      bool
	omitEmpty, omitZero, quoted bool
}

// of returns the field of a struct, and whether it is written.
func (f *goField) of(v reflect.Value) (reflect.Value, bool) {
	for _, i := range f.index {
		if v.Kind() == reflect.Pointer {
			if v.IsNil() {
				return v, false
			}
			v = v.Elem()
		}
		v = v.Field(i)
	}
	omitted := f.omitEmpty && isEmptyValue(v) || f.omitZero && isZeroValue(v)
	return v, !omitted
}

func isEmptyValue(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Array, reflect.Map, reflect.Slice, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}

func isZeroValue(v reflect.Value) bool {
	if v.Kind() != reflect.Interface && v.Kind() != reflect.Pointer || !v.IsNil() {
		if z, ok := v.Interface().(interface{ IsZero() bool }); ok {
			return z.IsZero()
		}
	}
	return v.IsZero()
}

// goFields returns the fields of a struct that encoding/json writes, those of embedded
// structs included: of several with a name the one that is least deep, or else the only
// one among those that has the name by a tag.
func goFields(t reflect.Type) []goField {
	byName := map[string][]goField{}
	collectFields(t, nil, map[reflect.Type]bool{}, func(f goField) { byName[f.name] = append(byName[f.name], f) })
	var out []goField
	for _, all := range byName {
		if f, ok := dominant(all); ok {
			out = append(out, f)
		}
	}
	sort.Slice(out, func(i, j int) bool { return before(out[i].index, out[j].index) })
	return out
}

// dominant returns which of several fields of a name is meant.
func dominant(all []goField) (goField, bool) {
	sort.SliceStable(all, func(i, j int) bool {
		if len(all[i].index) != len(all[j].index) {
			return len(all[i].index) < len(all[j].index)
		}
		return all[i].tagged && !all[j].tagged
	})
	unique := len(all) == 1 || len(all[0].index) != len(all[1].index) || all[0].tagged != all[1].tagged
	return all[0], unique
}

func before(a, b []int) bool {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return len(a) < len(b)
}

func collectFields(t reflect.Type, above []int, around map[reflect.Type]bool, add func(goField)) {
	if around[t] {
		return
	}
	around[t] = true
	defer delete(around, t)
	for i := range t.NumField() {
		sf := t.Field(i)
		tag := sf.Tag.Get("json")
		inner := sf.Type
		if inner.Kind() == reflect.Pointer {
			inner = inner.Elem()
		}
		embedded := sf.Anonymous && inner.Kind() == reflect.Struct
		if tag == "-" || !sf.IsExported() && !embedded {
			continue
		}
		f := goField{index: append(above[:len(above):len(above)], i)}
		name, options, _ := strings.Cut(tag, ",")
		if name = validName(name); name == "" && embedded {
			collectFields(inner, f.index, around, add)
			continue
		}
		if f.name, f.tagged = name, name != ""; !f.tagged {
			f.name = sf.Name
		}
		options = "," + options + ","
		f.omitEmpty = strings.Contains(options, ",omitempty,")
		f.omitZero = strings.Contains(options, ",omitzero,")
		f.quoted = strings.Contains(options, ",string,") && isQuotable(inner.Kind())
		if sf.IsExported() {
			add(f)
		}
	}
}

// validName returns the name of a tag, "" where encoding/json takes none such.
func validName(name string) string {
	for _, r := range name {
		if !strings.ContainsRune("!#$%&()*+-./:;<=>?@[]^_{|}~ ", r) && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return ""
		}
	}
	return name
}

// isQuotable reports whether the tag option "string" speaks of values of a kind.
func isQuotable(k reflect.Kind) bool {
	return k == reflect.Bool || k >= reflect.Int && k <= reflect.Uintptr || k == reflect.Float32 || k == reflect.Float64 || k == reflect.String
}
