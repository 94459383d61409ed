package template_test

import (
	"encoding/json"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/template"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

// Macros stand in resources and beside them, and in a template.
func TestMacrosInTemplates(t *testing.T) {
	const include = `"Fn::Transform":{"Name":"AWS::Include","Parameters":{"Location":"s3://b/k"}}`
	for _, text := range []string{
		`{` + include + `}`,
		`{"Resources":{` + include + `}}`,
		`{"Resources":{"A":{` + include + `}}}`,
		`{"Resources":{"A":{"Type":"AWS::Test::Pair","Properties":{"Value":"v",` + include + `},` + include + `}}}`,
		`{"Resources":{"A":{"Properties":{"a":1},` + include + `},"Fn::ForEach::R":["N",["a"],{"R${N}":{"Type":"T"}}],` + include + `},"Outputs":{"O":{"Value":"v",` + include + `},` + include + `},` + include + `}`,
		`{"Transform":["AWS::LanguageExtensions","AWS::Serverless-2016-10-31"],"Resources":{"A":{"Type":"AWS::Serverless::Function","Connectors":{"C":{}},"IgnoreGlobals":["a"]}}}`,
		`{"Transform":"Repeat","Resources":{"A":{"Type":"T","Count":3,"ExplodeMap":"M"}}}`,
		`{"Transform":{"Name":"Repeat"},"Resources":{"A":{"Type":"T","Count":{"Ref":"P"}}}}`,
		`{"Transform":["AWS::Include",{"Name":"Repeat","Parameters":{}}],"Resources":{"A":{"Type":"T","Connectors":{},"Count":3}}}`,
		`{"Transform":{"Ref":"P"},"Resources":{"A":{"Type":"T","Count":3}}}`,
		`{"Resources":{"A":{"Type":"T","Count":3},"Fn::Transform":{"Name":"Repeat"}}}`,
		`{"Resources":{"A":{"Type":"T","Count":3,"Fn::Transform":[{"Name":"Repeat"}]}}}`,
	} {
		t.Run(text, func(t *testing.T) {
			x, err := template.Read([]byte(text), Known([]Properties{(*Pair)(nil)}))
			if err != nil {
				t.Errorf("%s: %v", text, err)
				return
			}
			if got, err := json.Marshal(x); err != nil || string(got) != text {
				t.Errorf("%v\n got %s\nwant %s", err, got, text)
			}
			if err := x.Validate(); err != nil {
				t.Errorf("%s: %v", text, err)
			}
		})
	}
}

func TestMacroMistakesInTemplates(t *testing.T) {
	for _, test := range []struct {
		text           string
		read, validate []any
	}{
		{`{"Transform":"AWS::Serverless-2016-10-31","Resources":{"A":{"Type":"T","Count":3}}}`, []any{RuleUnknown, "/Resources/A/Count"}, nil},
		{`{"Resources":{"A":{"Type":"T","Count":3,"Fn::Transform":{"Name":"AWS::Include"}}}}`, []any{RuleUnknown, "/Resources/A/Count"}, nil},
		{`{"Resources":{"A":{"Type":"T","Fn::Transform":{"Name":"Mine"}},"B":{"Type":"T","Count":3}}}`, nil, nil},
		{`{"Transform":"Repeat","Resources":{"A":{"Count":null}}}`, []any{RuleNull, "/Resources/A/Count"}, nil},
		{`{"Resources":{"Fn::ForEach::R":["N",["a"],{"R":null}]}}`, []any{RuleNull, "/Resources/Fn::ForEach::R/2/R"}, nil},
		{`{"Resources":{"Fn::ForEach::R":["N",["a"],[]]}}`, nil, []any{RuleIntrinsic, "/Resources/Fn::ForEach::R"}},
		{`{"Resources":{"A":{"Type":"T","Fn::Transform":"N"}},"Fn::Transform":[]}`, nil, []any{RuleIntrinsic, "/Resources/A/Fn::Transform", RuleIntrinsic, "/Fn::Transform"}},
		{`{"Resources":{"A":{"Type":"T","Connectors":{},"IgnoreGlobals":"*"}}}`, nil, []any{RuleUnknown, "/Resources/A/Connectors", RuleUnknown, "/Resources/A/IgnoreGlobals"}},
		{`{"Transform":"AWS::Serverless-2016-10-31","Resources":{"A":{"Type":"T","Connectors":[],"IgnoreGlobals":{}}}}`,
			[]any{RuleType, "/Resources/A/Connectors", RuleType, "/Resources/A/IgnoreGlobals"}, nil},
	} {
		t.Run(test.text, func(t *testing.T) {
			x, err := template.Read([]byte(test.text), Known([]Properties{(*Pair)(nil)}))
			if WantErrors(t, err, test.read...); err == nil {
				WantErrors(t, x.Validate(), test.validate...)
			}
			if t.Failed() {
				t.Fatalf("for %s", test.text)
			}
		})
	}
}

// A custom resource has a version, and every resource a description.
func TestResourceAttributes(t *testing.T) {
	for text, want := range map[string]string{
		`{"Type":"Custom::Ping","Version":"1.0","Description":"d"}`:                `{"Type":"Custom::Ping","Version":"1.0","Description":"d"}`,
		`{"Type":"AWS::CloudFormation::CustomResource","Version":1.0}`:             `{"Type":"AWS::CloudFormation::CustomResource","Version":"1.0"}`,
		`{"Type":"Custom::Ping","Version":{"Ref":"V"},"Properties":{"n":1}}`:       `{"Type":"Custom::Ping","Version":{"Ref":"V"},"Properties":{"n":1}}`,
		`{"Description":{"Fn::Sub":"${A}"},"Type":"AWS::Test::Pair"}`:              `{"Type":"AWS::Test::Pair","Description":{"Fn::Sub":"${A}"}}`,
		`{"Type":"AWS::Serverless::Api","IgnoreGlobals":"*","Connectors":{"C":1}}`: `{"Type":"AWS::Serverless::Api","Connectors":{"C":1},"IgnoreGlobals":"*"}`,
	} {
		t.Run(text, func(t *testing.T) {
			var r template.Resource
			if err := r.Decode([]byte(text)); err != nil {
				t.Errorf("%s: %v", text, err)
			}
			if got, err := json.Marshal(&r); err != nil || string(got) != want {
				t.Errorf("%v\n got %s\nwant %s", err, got, want)
			}
			if err := r.Validate(); err != nil {
				t.Errorf("%s: %v", text, err)
			}
		})
	}
	made := template.Resource{Type: Val("Custom::Ping"), Version: Val("1.0"), Description: Val("d"), Node: ObjectWithUnknown(Entry[JSON]{Key: "Count", Value: JSONOf(2)})}
	if got, err := json.Marshal(&made); err != nil || string(got) != `{"Type":"Custom::Ping","Version":"1.0","Description":"d","Count":2}` {
		t.Errorf("%s %v", got, err)
	}
	WantErrors(t, made.Validate(), RuleUnknown, "/Count")
	made.Type, made.Node = Val("AWS::S3::Bucket"), Node{}
	WantErrors(t, of("A", &made).Validate(), RuleUnknown, "/Resources/A/Version")
}

// What a macro that stands deep in a template may take or add is no error, however much it is.
func TestForeignMacroBelow(t *testing.T) {
	text := `{"Resources":{"A":{"Type":"T","Properties":{"a":[{"Fn::Transform":{"Name":"Mine"}},` +
		Many(`{"Ref":"B%d"}`, 1500) + `]}},` + Many(`"R%d":{"Type":"T","Count":1}`, 1500) + `}}`
	if errs := template.Check([]byte(text)); errs != nil {
		t.Errorf("%d errors, the first of which is %v", len(errs), errs[0])
	}
}
