package template_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/template"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

// What is written as the same JSON value is equal, whatever the order of members.
func TestEqual(t *testing.T) {
	read := func(text string) *template.Template {
		t.Helper()
		x, err := template.Read([]byte(text), Known([]Properties{(*Shapes)(nil)}), KeepUnknown())
		if err != nil {
			t.Fatalf("%s: %v", text, err)
		}
		return x
	}
	in := func(resource string) string { return `{"Resources":{"A":` + resource + `}}` }
	texts := []string{
		`{}`, `{"Resources":{}}`, `{"Outputs":{}}`, `{"Description":""}`, `{"Description":"a"}`,
		in(`{}`), `{"Resources":{"B":{}}}`, in(`{"Type":"A"}`), in(`{"Type":"B"}`), in(`{"Type":"A","Version":"1"}`), in(`{"Type":"A","Version":"2"}`),
		in(`{"DependsOn":["A","B"]}`), in(`{"DependsOn":["B","A"]}`), in(`{"Type":"AWS::Test::Shapes"}`), in(`{"Type":"AWS::Test::Shapes","Properties":{}}`),
		in(`{"Type":"AWS::Test::Shapes","Properties":{"Str":"a"}}`), in(`{"Type":"T","Properties":{"Str":"a"}}`), in(`{"Type":"T","Properties":{"Str":"b"}}`),
		in(`{"Type":"T","More":{"a":1}}`), in(`{"Type":"T","More":{"a":2}}`), `{"Extra":1}`, `{"Mappings":{"M":{"a":{"b":1}}}}`, `{"Mappings":{"M":{"a":{"b":2}}}}`,
		`{"Resources":{"Fn::ForEach::X":["I",["a"],{}]}}`, `{"Resources":{"Fn::ForEach::X":["I",["b"],{}]}}`,
	}
	for i, one := range texts {
		for j, two := range texts {
			a, b := read(one), read(two)
			if Equal(a, b) != (i == j) || a.Equal(b) != (i == j) || (Diff(a, b) == "") != (i == j) {
				t.Errorf("%s and %s: %v", one, two, i != j)
			}
			if ra, rb := a.Resource("A"), b.Resource("A"); ra != nil && rb != nil && Equal(ra, rb) != (i == j) {
				t.Errorf("%s and %s: %v", one, two, i != j)
			}
		}
	}
	for one, two := range map[string]string{
		`{"Outputs":{"O":{"Value":"a"}},"Description":"d"}`:       `{"Description":"d","Outputs":{"O":{"Value":"a"}}}`,
		`{"Resources":{"A":{"Type":"T"},"B":{"Type":"U"}}}`:       `{"Resources":{"B":{"Type":"U"},"A":{"Type":"T"}}}`,
		in(`{"Type":"T","DependsOn":"A"}`):                        in(`{"DependsOn":["A"],"Type":"T"}`),
		in(`{"Type":"T","x":1,"y":2}`):                            in(`{"Type":"T","y":2.0,"x":1}`),
		`{"Globals":{"a":1}}`:                                     `{"Globals":{"a":1.0}}`,
		in(`{"Type":"AWS::Test::Shapes","Properties":{"Int":1}}`): in(`{"Properties":{"Int":"1.0"},"Type":"AWS::Test::Shapes"}`),
	} {
		t.Run(one, func(t *testing.T) {
			if !Equal(read(one), read(two)) {
				t.Errorf("%s and %s are not equal", one, two)
			}
		})
	}
	made := of("A", &template.Resource{Properties: &Shapes{}, DependsOn: Vals[LogicalID]("B")})
	if !Equal(made, read(in(`{"Type":"AWS::Test::Shapes","Properties":{},"DependsOn":"B"}`))) {
		t.Error("what is made is not equal to what is read")
	}
	if Equal(of("A", &template.Resource{Properties: &Shapes{}}), of("A", &template.Resource{Properties: &Pair{}})) {
		t.Error("properties of two types are equal")
	}
}

// Templates and resources are printed, and are values for JSONOf and encoding/json.
func TestPrinted(t *testing.T) {
	r := &template.Resource{Type: Val("T")}
	for want, got := range map[string]string{
		"{\n  \"Type\": \"T\"\n} [{\n  \"Type\": \"T\"\n}]":                         fmt.Sprintf("%v %s", r, []*template.Resource{r}),
		"{\n  \"Type\": \"T\",\n  \"Properties\": {\n    \"Str\": \"\\\"\"\n  }\n}": Format(&template.Resource{Type: Val("T"), Properties: &Shapes{Str: Val(`"`)}}),
		"{\n  \"Description\": \"d\"\n}":                                            fmt.Sprint(&template.Template{Description: Val("d")}),
		`{"Type":"T","Properties":{"x":1}}`:                                         JSONOf(&template.Resource{Type: Val("T"), Properties: JSONOf(map[string]int{"x": 1})}).String(),
		`{"r":{"Type":"AWS::Test::Shapes","Properties":{}}}`:                        JSONOf(map[string]*template.Resource{"r": {Properties: &Shapes{}}}).String(),
		`{"Description":"d"}`:                                                       JSONOf(&template.Template{Description: Val("d")}).String(),
		`{"Resources":{"A":{"Type":"AWS::Test::Shapes","Properties":{"Str":"a"}}}}`: JSONOf(of("A", &template.Resource{Properties: &Shapes{Str: Val("a")}})).String(),
	} {
		t.Run(want, func(t *testing.T) {
			if got != want {
				t.Errorf("got  %q\nwant %q", got, want)
			}
		})
	}
	if got := Format(&template.Template{Hooks: JSONOf(math.NaN())}); !strings.HasPrefix(got, `"!(/Hooks`) {
		t.Errorf("%q", got)
	}
}
