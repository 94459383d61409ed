package template_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/template"
)

func readTemplate(t *testing.T, text string, options ...cfn.Option) *template.Template {
	t.Helper()
	x, err := template.Read([]byte(text), append(options, cfn.Known(types()))...)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// TestFormatEdges edits templates in which something stands where it rarely does.
func TestFormatEdges(t *testing.T) {
	tests := map[string]struct {
		text string
		edit func(x *template.Template)
		want string
	}{
		"looking changes nothing": {
			`{"Resources":{"A":{"Type":"AWS::Test::Topic"}}}`,
			func(x *template.Template) {
				for range template.All[*Topic](x) {
				}
			},
			`{"Resources":{"A":{"Type":"AWS::Test::Topic"}}}`,
		},
		"a member that stands twice is set": {
			`{"Description":"a","Description":"b","Resources":{"A":{"Type":"T"}}}`,
			func(x *template.Template) { x.Description = cfn.Val("c") },
			`{"Description":"a","Description":"c","Resources":{"A":{"Type":"T"}}}`,
		},
		"beside a macro that is all of the template": {
			`{"Fn::Transform":{"Name":"AWS::Include"}}`,
			func(x *template.Template) { x.AddOutput("O", template.Output{Value: cfn.Val("v")}) },
			`{"Outputs":{"O":{"Value":"v"}},"Fn::Transform":{"Name":"AWS::Include"}}`,
		},
		"beside a macro that is all of a resource": {
			`{"Resources":{"A":{"Fn::Transform":{"Name":"AWS::Include"}}}}`,
			func(x *template.Template) { x.Resource("A").DeletionPolicy = cfn.Val("Retain") },
			`{"Resources":{"A":{"DeletionPolicy":"Retain","Fn::Transform":{"Name":"AWS::Include"}}}}`,
		},
		"beside a macro that is all of a section": {
			`{"Resources":{"Fn::Transform":{"Name":"AWS::Include"}}}`,
			func(x *template.Template) { x.AddResource("A", template.Resource{Type: cfn.Val("T")}) },
			`{"Resources":{"Fn::Transform":{"Name":"AWS::Include"},"A":{"Type":"T"}}}`,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			x := readTemplate(t, test.text, cfn.AllowDuplicateKeys())
			test.edit(x)
			if got, err := x.Format(); err != nil || string(got) != test.want {
				t.Errorf("%v\n got %s\nwant %s", err, got, test.want)
			}
		})
	}
}

// TestFormatWithMistakes holds that a template that was read with mistakes keeps its text, too.
func TestFormatWithMistakes(t *testing.T) {
	const text = `{"Resources": {"A": {"Type": "AWS::Test::Topic", "Properties": {"Fifo": "x", "DisplayName": "a"}}}}`
	x, err := template.Read([]byte(text), cfn.Known(types()))
	if err == nil || x == nil {
		t.Fatal("nothing is wrong, or nothing was read")
	}
	if got, err := x.Format(); err != nil || string(got) != text {
		t.Errorf("%v %s", err, got)
	}
	find[*Topic](t, x, "A").DisplayName = cfn.Val("b")
	if got, err := x.Format(); err != nil || string(got) != strings.Replace(text, `"a"`, `"b"`, 1) {
		t.Errorf("%v %s", err, got)
	}
}

// TestRulesOfReading holds that rules are turned off and into warnings for what reading finds, too.
func TestRulesOfReading(t *testing.T) {
	const text = `{"Resources": {"A": {"Type": "AWS::Test::Topic", "Properties": {"Fifo": "x", "Moer": 1}}}}`
	tests := map[string]struct {
		options []cfn.Option
		want    string
	}{
		"all":     {nil, "type false, additionalProperties false"},
		"off":     {[]cfn.Option{cfn.Skip(cfn.RuleUnknown)}, "type false"},
		"warning": {[]cfn.Option{cfn.Warn(cfn.RuleUnknown, cfn.RuleType)}, "type true, additionalProperties true"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, e := range template.Check([]byte(text), append(test.options, cfn.Known(types()))...) {
				got = append(got, fmt.Sprint(e.Rule, " ", e.Warning))
			}
			if strings.Join(got, ", ") != test.want {
				t.Errorf("got %v, want %s", got, test.want)
			}
		})
	}
}

// TestCheckEdges checks what must not stop the check.
func TestCheckEdges(t *testing.T) {
	for text, want := range map[string]string{
		`{"Fn::ForEach::X":{"Ref":"A"}}`: "",
		`{"Fn::ForEach::X":["I",["a"],{"b":{"Ref":"A"}}],"Resources":{"A":{"Type":"T"}}}`: "",
		`{"Resources":{"Fn::ForEach::X":["I",["a","b"],{"R${I}":{"Type":"T","Condition":"Nope","DependsOn":["Missing","R${I}x"]}}]}}`: "/Resources/Fn::ForEach::X/2/R${I}/Condition: there is no condition Nope\n" +
			"/Resources/Fn::ForEach::X/2/R${I}/DependsOn/0: there is no resource Missing\n/Resources/Fn::ForEach::X/2/R${I}/DependsOn/1: there is no resource Rax; did you mean Ra?",
		`{"Parameters":{"L":{"Type":"CommaDelimitedList"}},"Resources":{"Fn::ForEach::X":["I",{"Ref":"L"},{"R${I}":{"Type":"T","Properties":{"a":{"Fn::Sub":"${R${I}.Arn}"}}}}]}}`: "",
	} {
		t.Run(text, func(t *testing.T) {
			var got []string
			for _, e := range template.Check([]byte(text)) {
				got = append(got, e.Path+": "+e.Message)
			}
			if strings.Join(got, "\n") != want {
				t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), want)
			}
		})
	}
	x := &template.Template{Resources: cfn.MapOf(map[string]*template.Resource{"A": nil}), Parameters: cfn.MapOf(map[string]*template.Parameter{"P": nil}), Outputs: cfn.MapOf(map[string]*template.Output{"O": nil})}
	if n := len(x.Check()); n != 3 {
		t.Errorf("%d errors of nil pointers: %v", n, x.Check())
	}
}

// TestDecideLists holds that lists are allowed item by item, and that the defaults of stored
// parameters are no values.
func TestDecideLists(t *testing.T) {
	x := readTemplate(t, `{"Parameters": {"L": {"Type": "CommaDelimitedList", "Default": "a, b", "AllowedValues": ["a", "b"]},
		"S": {"Type": "AWS::SSM::Parameter::Value<String>", "Default": "/path"}},
		"Conditions": {"B": {"Fn::Equals": [{"Fn::Select": [1, {"Ref": "L"}]}, "b"]}, "S": {"Fn::Equals": [{"Ref": "S"}, "/path"]}},
		"Resources": {"A": {"Type": "T"}}}`)
	d, err := x.Decide(nil)
	if err != nil {
		t.Fatal(err)
	}
	if value, known := d.Condition("B"); !value || !known {
		t.Error("the item of a list has the space before it")
	}
	if _, known := d.Condition("S"); known {
		t.Error("the name of a stored parameter is its value")
	}
	if _, err := x.Decide(map[cfn.LogicalID]string{"L": "a,c"}); err == nil {
		t.Error("an item that is not allowed is taken")
	}
}

// TestPropertiesAreNoProperty holds that the properties of a resource cannot be set by a name, which
// would need the type beside them.
func TestPropertiesAreNoProperty(t *testing.T) {
	r := &template.Resource{Type: cfn.Val("AWS::Test::Topic")}
	if err := cfn.SetProperty(cfn.Nested((*template.Template)(nil), r), "Properties", cfn.MustParseJSON("{}")); err == nil || r.Properties != nil {
		t.Errorf("%v %v", err, r)
	}
	if _, err := cfn.MapMacro[*template.Resource]("Name", cfn.JSON{}); err == nil {
		t.Error("a macro of any name is made")
	}
}
