package template_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/template"
)

const decided = `{
 "Parameters": {"Env": {"Type": "String", "Default": "dev", "AllowedValues": ["dev", "prod"]}, "Name": {"Type": "String"},
  "Zones": {"Type": "CommaDelimitedList", "Default": "a,b"}},
 "Mappings": {"M": {"dev": {"v": "small"}, "prod": {"v": "large"}}},
 "Conditions": {
  "Prod": {"Fn::Equals": [{"Ref": "Env"}, "prod"]},
  "NotProd": {"Fn::Not": [{"Condition": "Prod"}]},
  "Both": {"Fn::And": [{"Condition": "Prod"}, {"Condition": "NotProd"}]},
  "Either": {"Fn::Or": [{"Condition": "Unknown"}, {"Condition": "NotProd"}, {"Condition": "Prod"}]},
  "Unknown": {"Fn::Equals": [{"Ref": "AWS::Region"}, "eu-west-1"]},
  "Needs": {"Fn::And": [{"Condition": "Unknown"}, {"Condition": "Prod"}]},
  "Large": {"Fn::Equals": [{"Fn::FindInMap": ["M", {"Ref": "Env"}, "v"]}, "large"]},
  "Default": {"Fn::Equals": [{"Fn::FindInMap": ["M", "test", "v", {"DefaultValue": "none"}]}, "none"]},
  "Joined": {"Fn::Equals": [{"Fn::Join": ["-", [{"Ref": "Env"}, {"Fn::Select": [1, {"Ref": "Zones"}]}]]}, "dev-b"]},
  "Split": {"Fn::Equals": [{"Fn::Select": ["1", {"Fn::Split": [".", {"Ref": "Name"}]}]}, "org"]},
  "Sub": {"Fn::Equals": [{"Fn::Sub": ["${Env}/${Own}${!x}", {"Own": {"Fn::If": ["Prod", "p", "d"]}}]}, "dev/d${x}"]},
  "Own": {"Fn::Not": [{"Condition": "Own"}]}},
 "Resources": {
  "T": {"Type": "AWS::Test::Topic", "Condition": "Prod"},
  "U": {"Type": "AWS::Test::Topic", "Condition": "Unknown"},
  "A": {"Type": "AWS::Test::Alarm", "DependsOn": "T", "Properties": {"Metric": {"Fn::If": ["Prod", {"Ref": "T"}, "m"]}, "Actions": [{"Ref": "T"}, {"Fn::Sub": "${T.Arn}${U}"}]}},
  "B": {"Type": "AWS::Test::Alarm", "Condition": "Prod", "Properties": {"Metric": {"Fn::GetAtt": ["T", "Arn"]}}}},
 "Outputs": {"O": {"Condition": "Prod", "Value": {"Ref": "T"}}, "P": {"Value": {"Ref": "T"}}}}`

func TestDecide(t *testing.T) {
	x, err := template.Read([]byte(decided), cfn.Known(types()), cfn.FileName("t.json"))
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		values map[cfn.LogicalID]string
		// yes and no are the conditions that are known.
		yes, no string
		there   string
		wrong   string
	}{
		"defaults": {
			map[cfn.LogicalID]string{"Name": "example.org"},
			"Default Either Joined NotProd Split Sub", "Both Large Needs Prod", "U A", "t.json:21:133: /Resources/A/Properties/Actions/0: the resource T is not there: its condition Prod does not hold\n" +
				"t.json:21:147: /Resources/A/Properties/Actions/1: the resource T is not there: its condition Prod does not hold\n" +
				"t.json:23:80: /Outputs/P/Value: the resource T is not there: its condition Prod does not hold",
		},
		"values": {
			map[cfn.LogicalID]string{"Name": "x", "Env": "prod", "AWS::Region": "eu-west-1"},
			"Default Either Large Needs Prod Unknown", "Both Joined NotProd Sub", "T U A B", "",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			d, err := x.Decide(test.values)
			if err != nil {
				t.Fatal(err)
			}
			var yes, no, there []string
			for id := range x.AllConditions() {
				if value, known := d.Condition(id); known && value {
					yes = append(yes, string(id))
				} else if known {
					no = append(no, string(id))
				}
			}
			for id := range x.AllResources() {
				if d.HasResource(id) {
					there = append(there, string(id))
				}
			}
			slices.Sort(yes)
			slices.Sort(no)
			if strings.Join(yes, " ") != test.yes || strings.Join(no, " ") != test.no || strings.Join(there, " ") != test.there {
				t.Errorf("hold: %v, do not: %v, there are: %v", yes, no, there)
			}
			err = d.Validate()
			if got := ""; err != nil {
				if got = err.Error(); got != test.wrong {
					t.Errorf("got:\n%s\nwant:\n%s", got, test.wrong)
				}
			} else if test.wrong != "" {
				t.Error("nothing is wrong")
			}
			prod := test.values["Env"] == "prod"
			if d.HasOutput("O") != prod || !d.HasOutput("P") || d.HasOutput("None") {
				t.Error("outputs are wrong")
			}
			const branch = "/Resources/A/Properties/Metric/Fn::If/"
			if d.Exists(branch+"1") != prod || d.Exists(branch+"2") == prod || d.Exists(branch+"1/Ref") != prod || !d.Exists("/Resources/A/Properties") {
				t.Error("branches are wrong")
			}
		})
	}
}

func TestDecideValues(t *testing.T) {
	x, err := template.Read([]byte(decided))
	if err != nil {
		t.Fatal(err)
	}
	tests := map[string]struct {
		values map[cfn.LogicalID]string
		want   string
	}{
		"no value":  {nil, "/Parameters/Name: the parameter has no value"},
		"not there": {map[cfn.LogicalID]string{"Name": "a", "Other": "b"}, "/Parameters/Other: there is no such parameter"},
		"refused":   {map[cfn.LogicalID]string{"Name": "a", "Env": "test"}, `/Parameters/Env: the value "test" is not one of the allowed ones`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if d, err := x.Decide(test.values); err == nil || err.Error() != test.want || d != nil {
				t.Errorf("got %v, want %s", err, test.want)
			}
		})
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
