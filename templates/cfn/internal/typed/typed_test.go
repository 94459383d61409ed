package typed_test

import (
	"testing"

	"github.com/cfngen/cfngen/templates/cfn/internal/typed"
	"github.com/cfngen/cfngen/templates/cfn/schema"
	"github.com/cfngen/cfngen/templates/internal/cfntest"
)

// table has one list whose order counts and one whose does not.
func table() *schema.Schema {
	s := *new(cfntest.Shapes).CFNSchema()
	s.Fields = append([]schema.Field(nil), s.Fields...)
	for i := range s.Fields {
		if s.Fields[i].Name == "Strs" {
			s.Fields[i].Flags |= schema.FlagUnordered
		}
	}
	return &s
}

func TestEqual(t *testing.T) {
	for _, test := range []struct {
		name, a, b string
		want       bool
	}{
		{"order of members", `{"Str":"a","Int":1}`, `{"Int":1,"Str":"a"}`, true},
		{"spelling of numbers", `{"Num":1.50}`, `{"Num":15e-1}`, true},
		{"escapes", `{"Str":"\u0061"}`, `{"Str":"a"}`, true},
		{"text and number", `{"Free":"1"}`, `{"Free":1}`, false},
		{"order that counts", `{"Ints":[1,2]}`, `{"Ints":[2,1]}`, false},
		{"order that does not", `{"Strs":["a","b"]}`, `{"Strs":["b","a"]}`, true},
		{"how often", `{"Strs":["a","a","b"]}`, `{"Strs":["a","b","b"]}`, false},
		{"free-form lists", `{"Free":["a","b"]}`, `{"Free":["b","a"]}`, false},
		{"an item and the list", `{"Free":["a"]}`, `{"Free":"a"}`, false},
		{"a key and its value", `{"Free":{"a":"b"}}`, `{"Free":{"b":"a"}}`, false},
		{"two forms of Fn::GetAtt", `{"Str":{"Fn::GetAtt":["A","B.C"]}}`, `{"Str":{"Fn::GetAtt":"A.B.C"}}`, true},
		{"another attribute", `{"Str":{"Fn::GetAtt":["A","B"]}}`, `{"Str":{"Fn::GetAtt":"A.C"}}`, false},
		{"empty and absent", `{"Strs":[]}`, `{}`, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := typed.NewReader(table())
			a, b := r.Read(test.a), r.For(table()).Read(test.b)
			if got := typed.Equal(a, b); got != test.want || typed.Equal(b, a) != test.want || (a.Sum() == b.Sum()) != test.want {
				t.Errorf("got %v, want %v", got, test.want)
			}
		})
	}
	if v := typed.NewReader(nil).Read("{}"); typed.Equal(v, nil) || !typed.Equal(nil, nil) {
		t.Error("what is not there is equal to what is")
	}
}

// TestPlace: a value has the property that it is, or is in.
func TestPlace(t *testing.T) {
	v := typed.NewReader(table()).Read(`{"Strs":["a"],"Arn":"x","Free":{"a":[1]},"Rec":{"Strs":["b"]},"Str":{"Ref":"P"},"Obj":{"Unknown":1}}`)
	for _, test := range []struct {
		name, property           string
		value                    *typed.Value
		readOnly, unordered, any bool
	}{
		{"a list", "/Strs", v.Member("Strs"), false, true, false},
		{"its item", "/Strs", v.Member("Strs").Child("0"), false, false, false},
		{"what the service sets", "", v.Member("Arn"), true, false, true},
		{"free-form JSON", "/Free", v.Member("Free").Member("a").Child("0"), false, false, true},
		{"the same property further in", "/Rec/Strs", v.Member("Rec").Member("Strs"), false, true, false},
		{"a function", "/Str", v.Member("Str"), false, false, true},
		{"what is not declared", "/Obj", v.Member("Obj").Member("Unknown"), false, false, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := ""
			if test.value.Property != nil {
				got = test.value.Property.Pointer
			}
			if got != test.property || test.value.ReadOnly != test.readOnly || test.value.Unordered != test.unordered || (test.value.Shape.Kind == 0) != test.any {
				t.Errorf("got %s, %+v", got, test.value.Site)
			}
		})
	}
	if v.Member("Str").Function != "Ref" || v.Member("Nothing") != nil || v.Member("Str").Child("x") != nil {
		t.Error("a function, or what is not there")
	}
}
