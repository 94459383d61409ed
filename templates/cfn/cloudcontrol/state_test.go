package cloudcontrol_test

import (
	"strings"
	"testing"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/cloudcontrol"
	"github.com/cfngen/cfngen/templates/internal/cfntest"
)

func TestDesiredState(t *testing.T) {
	x := &house{Name: cfn.Val("n"), Pins: cfn.Vals("a"), Any: cfn.JSONOf(map[string]any{"Condition": map[string]any{"Bool": true}})}
	state, err := cloudcontrol.DesiredState(x)
	if want := `{"Any":{"Condition":{"Bool":true}},"Name":"n","Pins":["a"]}`; err != nil || state != want {
		t.Errorf("%s, %v, want %s", state, err, want)
	}
}

// TestUnresolved: what CloudFormation alone resolves is an error wherever it stands, together
// with what Validate finds.
func TestUnresolved(t *testing.T) {
	for _, test := range []struct {
		name, text string
		want       []any
	}{
		{"scalar", `{"Name":{"Ref":"A"}}`, []any{cfn.RuleIntrinsic, "/Name"}},
		{"whole", `{"Fn::If":["C",{"Name":"a"},{"Name":"b"}]}`, []any{cfn.RuleIntrinsic, ""}},
		{"struct", `{"Name":"n","Safe":{"Fn::If":["C",{"Pin":1},{"Ref":"AWS::NoValue"}]}}`, []any{cfn.RuleIntrinsic, "/Safe"}},
		{"list", `{"Name":"n","Pins":{"Ref":"L"}}`, []any{cfn.RuleIntrinsic, "/Pins"}},
		{"items", `{"Name":"n","Pins":["a",{"Fn::Sub":"a"}],"Doors":[{"Label":{"Fn::GetAtt":"A.B"}},{"Ref":"AWS::NoValue"}]}`,
			[]any{cfn.RuleIntrinsic, "/Doors/0/Label", cfn.RuleIntrinsic, "/Doors/1", cfn.RuleIntrinsic, "/Pins/1"}},
		{"map", `{"Name":"n","Keys":{"a/b":{"Label":{"Fn::Join":["",[{"Ref":"A"}]]}}}}`, []any{cfn.RuleIntrinsic, "/Keys/a~1b/Label"}},
		{"free-form", `{"Name":"n","Any":{"Statement":[{"Resource":{"Fn::GetAtt":["A","Arn"]},"Condition":{"a":{"Condition":"C"}}}]}}`,
			[]any{cfn.RuleIntrinsic, "/Any/Statement/0/Resource", cfn.RuleIntrinsic, "/Any/Statement/0/Condition/a"}},
		{"macro", `{"Name":"n","Any":{"a":1,"Fn::Transform":{"Name":"M"}}}`, []any{cfn.RuleIntrinsic, "/Any/Fn::Transform"}},
		{"dynamic reference", `{"Name":"{{resolve:ssm:a}}","Floors":"{{resolve:ssm:a}}","Any":["x{{resolve:ssm:a}}"]}`,
			[]any{cfn.RuleIntrinsic, "/Any/0", cfn.RuleIntrinsic, "/Floors", cfn.RuleIntrinsic, "/Name"}},
		{"no value", `{"Name":"n","Owner":{"Ref":"AWS::NoValue"}}`, []any{cfn.RuleIntrinsic, "/Owner"}},
		{"and invalid", `{"Owner":{"Ref":"A"},"Arn":"a","New":1}`,
			[]any{cfn.RuleRequired, "/Name", cfn.RuleReadOnly, "/Arn", cfn.RuleUnknown, "/New", cfn.RuleIntrinsic, "/Owner"}},
		{"read-only on its path", `{"Name":"n","Doors":[{"Width":1}],"Keys":{"k":{"Width":1}}}`, []any{cfn.RuleReadOnly, "/Keys/k/Width"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			state, err := cloudcontrol.DesiredState(read(t, test.text))
			cfntest.WantErrors(t, err, test.want...)
			if state != "" {
				t.Errorf("the state is returned, too: %s", state)
			}
		})
	}
}

// TestManyUnresolved: of very many errors the last one has how many there are.
func TestManyUnresolved(t *testing.T) {
	text := `{"Pins":[` + strings.Repeat(`{"Ref":"A"},`, 1500) + `"a"],"New":1}`
	_, err := cloudcontrol.DesiredState(read(t, text))
	errs := cfntest.ErrorsOf(t, err)
	last := errs[len(errs)-1]
	if len(errs) != 1001 || last.Rule != cfn.RuleMore || last.More != 502 { // Name is absent, New unknown
		t.Errorf("%d errors, %v", len(errs), last)
	}
}

// TestConditionProperty: a property can have the name of an intrinsic function.
func TestConditionProperty(t *testing.T) {
	x := &conditional{Condition: cfn.Val("a")}
	if state, err := cloudcontrol.DesiredState(x); err != nil || state != `{"Condition":"a"}` {
		t.Errorf("%s, %v", state, err)
	}
}
