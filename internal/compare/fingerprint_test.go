package compare

import (
	"reflect"
	"testing"

	"github.com/cfngen/cfngen/internal/diag"
	"github.com/cfngen/cfngen/internal/model"
)

// TestFingerprintFields: each field of a type counts, but for those that say
// nothing of values.
func TestFingerprintFields(t *testing.T) {
	free := map[string]bool{"Pos": true, "EnumName": true, "DuplicatesAllowed": true, "Unordered": true}
	for _, typ := range []reflect.Type{reflect.TypeFor[model.Type](), reflect.TypeFor[model.Constraints]()} {
		for i := range typ.NumField() {
			name := typ.Field(i).Name
			if name == "Constraints" {
				continue
			}
			t.Run(name, func(t *testing.T) {
				var other model.Type
				field := reflect.ValueOf(&other).Elem().FieldByName(name)
				field.Set(something(field.Type()))
				if same := byName().of(&model.Type{}) == byName().of(&other); same != free[name] {
					t.Errorf("the fingerprint is the same: %v", same)
				}
			})
		}
	}
}

// something returns a value that is not the zero value of its type.
func something(t reflect.Type) reflect.Value {
	v := reflect.New(t).Elem()
	switch t.Kind() {
	case reflect.Pointer:
		v.Set(reflect.New(t.Elem()))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(t, 1, 1))
	case reflect.String:
		v.SetString("a")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int:
		v.SetInt(1)
	case reflect.Struct:
		v.Set(reflect.ValueOf(diag.Position{Line: 1}))
	}
	return v
}

// TestFingerprints: what two parts of a model have in common and what not.
func TestFingerprints(t *testing.T) {
	text := func(s string) *string { return &s }
	object := func(name string, properties ...string) *model.Type {
		o := &model.Object{Name: name}
		for _, p := range properties {
			o.Properties = append(o.Properties, &model.Property{Name: p})
		}
		return &model.Type{Kind: model.ObjectRef, Object: o}
	}
	names := func(list ...string) *model.Type {
		return &model.Type{Constraints: model.Constraints{Required: list}}
	}
	tests := []struct {
		name                 string
		a, b                 any
		byName, byProperties bool
	}{
		{"names that run together", names("ab", "c"), names("a", "bc"), false, false},
		{"nil and empty lists", names(), &model.Type{Constraints: model.Constraints{Required: []string{}}}, true, true},
		{"nil and empty pattern", &model.Type{}, &model.Type{Constraints: model.Constraints{Pattern: text("")}}, false, false},
		{"objects of other names", object("A", "P"), object("B", "P"), false, true},
		{"objects of other properties", object("A", "P"), object("A", "Q"), true, false},
		{"alternatives", &model.Type{Constraints: model.Constraints{AnyOf: []*model.Type{names("a")}}},
			&model.Type{Constraints: model.Constraints{AnyOf: []*model.Type{names("b")}}}, false, false},
		{"dependencies", &model.Dependency{Property: "A", Then: names("a")}, &model.Dependency{Property: "A", Then: names("a")}, true, true},
		{"none", (*model.Type)(nil), names(), false, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if same := byName().of(tt.a) == byName().of(tt.b); same != tt.byName {
				t.Errorf("by name: %v", same)
			}
			if same := byProperties().of(tt.a) == byProperties().of(tt.b); same != tt.byProperties {
				t.Errorf("by properties: %v", same)
			}
		})
	}
}
