package cfn_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
)

func TestTemplateRoundTrips(t *testing.T) {
	for _, text := range []string{
		`{}`, `{"Description":""}`, `{"Resources":{}}`, `{"Transform":["A","B"]}`,
		`{"Resources":{"A":{"Type":"AWS::X::Y"}}}`, `{"Resources":{"A":{"Type":"AWS::Test::Shapes","Properties":{}}}}`,
		`{"Resources":{"A":{"Type":"T","DependsOn":"B"},"B":{"Type":"T","DependsOn":["A"]},"C":{"Type":"T","DependsOn":[]}}}`,
		`{"Resources":{"A":{"Type":"T","Condition":"C","CreationPolicy":{"ResourceSignal":{}},"UpdatePolicy":{"Fn::If":["C",{},{"Ref":"AWS::NoValue"}]},` +
			`"DeletionPolicy":{"Ref":"P"},"UpdateReplacePolicy":"Retain","Metadata":{"a":1.0},"Properties":{"Any":[1]}}}}`,
		`{"Resources":{"A":{"Type":"AWS::Test::Shapes","Properties":{"Str":{"Ref":"P"},"Ints":[1]}},"Fn::ForEach::X":["I",["a"],{"R${I}":{"Type":"T"}}]}}`,
		`{"AWSTemplateFormatVersion":"2010-09-09","Description":"d","Metadata":{},"Parameters":{},"Rules":{},"Mappings":{},"Conditions":{},"Hooks":{},"Globals":{},"Resources":{},"Outputs":{}}`,
		`{"Resources":{"A":{"Type":"T","More":{"x":1}}},"Extra":[1]}`,
		`{"Resources":{"A":{"Type":"AWS::Test::Shapes","Properties":{"Fn::Transform":{"Name":"N"}}}}}`,
	} {
		for _, types := range [][]Properties{nil, {&Shapes{}, (*Checked)(nil)}} {
			tm, err := ReadTemplate([]byte(text), Known(types...), KeepUnknown())
			if err != nil {
				t.Fatalf("%s: %v", text, err)
			}
			if got, err := json.Marshal(tm); err != nil || string(got) != text {
				t.Errorf("%v\n got %s\nwant %s", err, got, text)
			}
			if err := tm.Validate(Skip(RuleUnknown)); err != nil {
				t.Errorf("%s: %v", text, err)
			}
			if a := tm.Resources["A"]; a != nil && a.TypeName() == "AWS::Test::Shapes" {
				if _, typed := a.Properties.(*Shapes); typed != (types != nil) {
					t.Errorf("%T", a.Properties)
				}
			}
		}
	}
}

func TestTemplateErrors(t *testing.T) {
	const text = `{"Resources": {
  "A": {"Type": "AWS::Test::Shapes", "Properties": {"Int": "x",
    "Obj": {"Key": null}}},
  "B/~": {"Type": "T", "DependsOn": [{"Ref": "A"}], "Properties": {"a": null}},
  "C": {"Properties": {}}, "D": {"Type": {"Ref": "T"}, "properties": {}},
  "E": 1},
 "Description": {"Ref": "P"}, "resources": {}}`
	_, err := ReadTemplate([]byte(text), Known(&Shapes{}))
	var got []string
	for _, e := range errorsOf(t, err) {
		got = append(got, fmt.Sprintf("%d:%d %v %s", e.Line, e.Column, e.Rule, e.Path))
	}
	want := `2:60 type /Resources/A/Properties/Int
3:20 null /Resources/A/Properties/Obj/Key
4:37 type /Resources/B~1~0/DependsOn
4:73 null /Resources/B~1~0/Properties/a
5:8 required /Resources/C/Type
5:42 type /Resources/D/Type
5:56 additionalProperties /Resources/D/properties
6:8 type /Resources/E
7:17 type /Description
7:31 additionalProperties /resources`
	if strings.Join(got, "\n") != want {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), want)
	}
	var tm Template
	wantErrors(t, tm.UnmarshalJSON([]byte(`{"Resources":{"A":{"Type":"T","Type":"U"}}}`)), RuleSyntax, "/Resources/A/Type")
	wantErrors(t, tm.UnmarshalJSON([]byte(`{"Ref":"P"}`)), RuleType, "")
	var r Resource
	wantErrors(t, json.Unmarshal([]byte(`{"Type":"T","DependsOn":1}`), &r), RuleType, "/DependsOn")
}

func TestTemplateValidate(t *testing.T) {
	var nothing *Shapes
	tm := Template{Resources: map[string]*Resource{
		"A": {Properties: &Checked{Name: Val("n"), NeedDoc: RawJSON("{}")}},
		"B": {Type: "AWS::Other::Type", Properties: &Shapes{}, DeletionPolicy: Val("Keep")},
		"C": nil,
		"D": {Type: "T", Properties: RawJSON(`{"a":{"Ref":1}}`), Metadata: RawJSON("[]")},
		"E": {Properties: nothing},
		"F": {},
	}}
	err := tm.Validate()
	wantErrors(t, err, RuleRequired, "/Resources/A/Properties/NeedObj",
		RuleEnum, "/Resources/B/DeletionPolicy", RuleType, "/Resources/B/Type", RuleRequired, "/Resources/C",
		RuleType, "/Resources/D/Metadata", RuleIntrinsic, "/Resources/D/Properties/a/Ref",
		RuleType, "/Resources/E", RuleRequired, "/Resources/F/Type")
	for id, r := range tm.Resources {
		if id == "C" || id == "E" || id == "F" {
			if _, err := (&Template{Resources: map[string]*Resource{id: r}}).AppendJSON(nil); err == nil {
				t.Errorf("%s was written", id)
			}
		}
	}
}

// silent are properties whose method appends nothing, and forgets what was there.
type silent struct{ *Shapes }

func (silent) AppendJSON([]byte) ([]byte, error) { return nil, nil }

// TestSupersededSections: of two values with the same key only the last one counts,
// also where it does not fit, so nothing is reported in the other.
func TestSupersededSections(t *testing.T) {
	types := []Properties{(*Shapes)(nil)}
	for _, test := range []struct {
		text string
		want []any
	}{
		{`{"Resources":{"A":{"Wrong":1}},"Resources":0}`, []any{RuleType, "/Resources"}},
		{`{"Resources":{"A":{"Wrong":1}},"Resources":{"B":{"Type":"T"}}}`, nil},
		{`{"Resources":{"A":{"Type":"AWS::Test::Shapes","Properties":{"Wrong":1},"Properties":"x"}}}`, []any{RuleType, "/Resources/A/Properties"}},
		{`{"Resources":{"A":{"Type":"AWS::Test::Shapes","Properties":{"Wrong":1},"Properties":{"Str":"s"}}}}`, nil},
		{`{"Resources":{"A":{"Type":"AWS::Test::Shapes","Properties":{"Str":"s"},"Properties":{"Wrong":1}}}}`, []any{RuleUnknown, "/Resources/A/Properties/Wrong"}},
	} {
		_, err := ReadTemplate([]byte(test.text), Known(types...), AllowDuplicateKeys())
		if wantErrors(t, err, test.want...); t.Failed() {
			t.Fatalf("for %s", test.text)
		}
	}
}

// TestTemplateCannotBeWritten: the error has a path, and dst is as it was.
func TestTemplateCannotBeWritten(t *testing.T) {
	const bad = "a\xff"
	resource := &Resource{Type: "T"}
	for _, test := range []struct {
		template Template
		path     string
	}{
		{Template{Description: bad}, "/Description"},
		{Template{Outputs: RawJSON("{")}, "/Outputs"},
		{Template{Metadata: RawJSON("{"), Outputs: RawJSON("{")}, "/Metadata"},
		{Template{Resources: map[string]*Resource{"A": nil}}, "/Resources/A"},
		{Template{Resources: map[string]*Resource{bad: resource}}, "/Resources/" + bad},
		{Template{Resources: map[string]*Resource{"A": {}}}, "/Resources/A/Type"},
		{Template{Resources: map[string]*Resource{"A": {Type: "T", Metadata: RawJSON("x")}}}, "/Resources/A/Metadata"},
		{Template{Resources: map[string]*Resource{"A": {Type: "T", Properties: RawJSON("x")}}}, "/Resources/A/Properties"},
		{Template{Resources: map[string]*Resource{"A": {Properties: &Checked{Name: Val(bad)}}, "B": resource}}, "/Resources/A/Properties/Name"},
		{Template{Resources: map[string]*Resource{"A": resource}, ResourceFunctions: map[string]JSON{"Fn::X": RawJSON("{")}}, "/Resources/Fn::X"},
		{Template{Resources: map[string]*Resource{"Z": resource}, ResourceFunctions: map[string]JSON{"Fn::X": RawJSON("{")}}, "/Resources/Fn::X"},
		{Template{Resources: map[string]*Resource{bad: resource, "b": resource, "c": {}}}, "/Resources/" + bad},
		{Template{Resources: map[string]*Resource{"Fn::X": resource}, ResourceFunctions: map[string]JSON{"Fn::X": RawJSON("{}")}}, "/Resources/Fn::X"},
		{Template{Resources: map[string]*Resource{"A": {Properties: silent{&Shapes{}}}}}, "/Resources/A/Properties"},
	} {
		text, err := test.template.AppendJSON([]byte("before"))
		if len(errorsOf(t, err)) != 1 || errorsOf(t, err)[0].Path != test.path {
			t.Errorf("%v, not at %q", err, test.path)
		}
		if string(text) != "before" {
			t.Errorf("%s: %s", test.path, text)
		}
	}
}

// TestTextsAreTheCallers: what a marshaller gave is not written over by the next one,
// whose buffer is the same.
func TestTextsAreTheCallers(t *testing.T) {
	one := &Resource{Properties: &Shapes{Str: Val("one")}}
	two := &Resource{Properties: &Shapes{Str: Val("TWO")}}
	in := func(r *Resource) *Template { return &Template{Resources: map[string]*Resource{"A": r}} }
	for name, marshal := range map[string]func(r *Resource) ([]byte, error){
		"struct":   func(r *Resource) ([]byte, error) { return MarshalJSON(r.Properties) },
		"resource": func(r *Resource) ([]byte, error) { return r.MarshalJSON() },
		"template": func(r *Resource) ([]byte, error) { return in(r).MarshalJSON() },
	} {
		text, err := marshal(one)
		if err != nil {
			t.Fatal(err)
		}
		before := string(text)
		if _, err := marshal(two); err != nil || string(text) != before || cap(text) > 2*len(text) {
			t.Errorf("%s: %s became %s, with room for %d (%v)", name, before, text, cap(text), err)
		}
	}
}
