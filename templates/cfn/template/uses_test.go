package template_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/templates/cfn/template"
)

func TestReferences(t *testing.T) {
	tpl, err := template.Read([]byte(`{
		"Conditions": {"Prod": {"Fn::Equals": [{"Ref": "Stage"}, "prod"]}, "Both": {"Fn::And": [{"Condition": "Prod"}, {"Condition": "Other"}]}},
		"Resources": {
			"A": {"Type": "T::T::T", "Condition": "Prod", "DependsOn": ["B", "C"], "Properties": {
				"P": {"Fn::GetAtt": ["B", "X.Arn"]},
				"Q": {"Fn::GetAtt": "B.X.Y"},
				"R": {"Fn::Sub": "${B}-${C.Arn}-${!D}-${AWS::Region}"},
				"S": {"Fn::Sub": ["${B}${v}", {"v": {"Ref": "C"}}]},
				"U": {"Fn::If": ["Prod", {"Fn::FindInMap": ["M", {"Ref": "AWS::Region"}, "k"]}, {"Ref": "AWS::NoValue"}]},
				"V": {"Statement": {"Condition": "text"}}
			}, "Metadata": {"M": {"Ref": "C"}}}
		},
		"Outputs": {"O": {"Condition": "Prod", "Value": {"Ref": "A"}}}
	}`))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, r := range tpl.References() {
		out = append(out, strings.TrimSuffix(fmt.Sprintf("%s %s %s: %s %s.%s", r.Section, r.ID, r.Pointer, r.Function, r.To, r.Attribute), "."))
	}
	want := `Resources A /Resources/A/Condition: Condition Prod
Resources A /Resources/A/DependsOn/0: DependsOn B
Resources A /Resources/A/DependsOn/1: DependsOn C
Outputs O /Outputs/O/Condition: Condition Prod
Conditions Prod /Conditions/Prod/Fn::Equals/0: Ref Stage
Conditions Both /Conditions/Both/Fn::And/0: Condition Prod
Conditions Both /Conditions/Both/Fn::And/1: Condition Other
Resources A /Resources/A/Metadata/M: Ref C
Resources A /Resources/A/Properties/P: Fn::GetAtt B.X.Arn
Resources A /Resources/A/Properties/Q: Fn::GetAtt B.X.Y
Resources A /Resources/A/Properties/R: Fn::Sub B
Resources A /Resources/A/Properties/R: Fn::Sub C.Arn
Resources A /Resources/A/Properties/S/Fn::Sub/1/v: Ref C
Resources A /Resources/A/Properties/S: Fn::Sub B
Resources A /Resources/A/Properties/U/Fn::If/1: Fn::FindInMap M
Resources A /Resources/A/Properties/U: Fn::If Prod
Outputs O /Outputs/O/Value: Ref A`
	if got := strings.Join(out, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
