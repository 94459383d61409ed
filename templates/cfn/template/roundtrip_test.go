package template_test

import (
	"encoding/json"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/template"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

// What stands in a template comes out as it went in, but for DependsOn, which is written
// as a list.
func TestRoundTrips(t *testing.T) {
	for _, text := range []string{
		`{}`, `{"Description":""}`, `{"Resources":{}}`, `{"Transform":["A","B"]}`, `{"Transform":[]}`,
		`{"Resources":{"A":{"Type":"AWS::X::Y"}}}`, `{"Resources":{"A":{"Type":"AWS::Test::Shapes","Properties":{}}}}`,
		`{"Resources":{"A":{"Type":"T"},"B":{"Type":"T","DependsOn":["A"]},"C":{"Type":"T","DependsOn":[]}}}`,
		`{"Resources":{"B":{"Type":"T"},"A":{"Type":"T"},"Fn::ForEach::X":["I",["a"],{"R${I}":{"Type":"T"}}],"0":{"Type":"T"}}}`,
		`{"Resources":{"A":{"Type":"T","Condition":"C","DependsOn":["B"],"CreationPolicy":{"ResourceSignal":{}},"UpdatePolicy":{"Fn::If":["C",{},{"Ref":"AWS::NoValue"}]},` +
			`"DeletionPolicy":{"Ref":"P"},"UpdateReplacePolicy":"Retain","Metadata":{"a":1.0},"Properties":{"Any":[1]}}}}`,
		`{"Resources":{"A":{"Type":"AWS::Test::Shapes","Properties":{"Str":{"Ref":"P"},"Ints":[1]}},"Fn::ForEach::X":["I",["a"],{"R${I}":{"Type":"T"}}]}}`,
		`{"AWSTemplateFormatVersion":"2010-09-09","Description":"d","Metadata":{},"Parameters":{},"Rules":{},"Mappings":{},"Conditions":{},"Hooks":{},"Globals":{},"Resources":{},"Outputs":{}}`,
		`{"Resources":{"A":{"Type":"T","More":{"x":1}}},"Extra":[1]}`,
		`{"Resources":{"A":{"Type":"AWS::Test::Shapes","Properties":{"Fn::Transform":{"Name":"N"}}}}}`,
		`{"Resources":{"A":{"Type":"AWS::Test::Shapes","Properties":` + FullText + `}}}`,
	} {
		for name, known := range map[string][]Properties{"untyped": nil, "typed": {&Shapes{}, (*Checked)(nil)}} {
			t.Run(name+" "+text, func(t *testing.T) {
				x, err := template.Read([]byte(text), Known(known), KeepUnknown())
				if err != nil {
					t.Fatal(err)
				}
				if got, err := json.Marshal(x); err != nil || string(got) != text {
					t.Errorf("%v\n got %s\nwant %s", err, got, text)
				}
				// What it refers to is not in these, and some are no whole templates.
				if err := x.Validate(Skip(RuleUnknown, RuleReference, RuleRequired, RuleMinProperties)); err != nil {
					t.Error(err)
				}
				if a := x.Resource("A"); a != nil && a.TypeName() == "AWS::Test::Shapes" {
					if _, typed := a.Properties.(*Shapes); typed != (known != nil) {
						t.Errorf("%T", a.Properties)
					}
				}
			})
		}
	}
}

// A single logical ID in DependsOn is written as a list of one.
func TestDependsOnIsWrittenAsAList(t *testing.T) {
	x, err := template.Read([]byte(`{"Resources":{"A":{"Type":"T","DependsOn":"B"},"B":{"Type":"T"}}}`))
	if err != nil {
		t.Fatal(err)
	}
	const want = `{"Resources":{"A":{"Type":"T","DependsOn":["B"]},"B":{"Type":"T"}}}`
	if got, err := x.MarshalJSON(); err != nil || string(got) != want {
		t.Errorf("%s, %v", got, err)
	}
}

// What a marshaller returned is not written over by the next one, whose buffer is the same.
func TestTextsAreTheCallers(t *testing.T) {
	one := &template.Resource{Properties: &Shapes{Str: Val("one")}}
	two := &template.Resource{Properties: &Shapes{Str: Val("TWO")}}
	for name, marshal := range map[string]func(r *template.Resource) ([]byte, error){
		"struct":   func(r *template.Resource) ([]byte, error) { return MarshalJSON(r.Properties) },
		"resource": func(r *template.Resource) ([]byte, error) { return r.MarshalJSON() },
		"template": func(r *template.Resource) ([]byte, error) { return of("A", r).MarshalJSON() },
	} {
		t.Run(name, func(t *testing.T) {
			text, err := marshal(one)
			if err != nil {
				t.Fatal(err)
			}
			before := string(text)
			if _, err := marshal(two); err != nil || string(text) != before || cap(text) > 2*len(text) {
				t.Errorf("%s became %s, with room for %d (%v)", before, text, cap(text), err)
			}
		})
	}
}

// of returns a template of one resource.
func of(id string, r *template.Resource) *template.Template {
	return &template.Template{Resources: MapEntries(Entry[*template.Resource]{Key: id, Value: r})}
}
