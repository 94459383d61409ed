package policy_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/policy"
)

// vals makes a list of literals.
func vals(literals ...string) []cfn.Value[string] {
	list := make([]cfn.Value[string], len(literals))
	for i, l := range literals {
		list[i] = cfn.Val(l)
	}
	return list
}

// of makes a policy of one statement.
func of(s policy.Statement) policy.Document {
	return policy.Document{Statements: []policy.Statement{s}}
}

// errorsOf returns the single errors of what the package returned, which must be cfn.Errors.
func errorsOf(t *testing.T, err error) cfn.Errors {
	t.Helper()
	if err == nil {
		return nil
	}
	var errs cfn.Errors
	if !errors.As(err, &errs) || len(errs) == 0 {
		t.Fatalf("not cfn.Errors: %#v", err)
	}
	return errs
}

// describe returns the rule and the text of each error, one a line.
func describe(t *testing.T, err error) string {
	t.Helper()
	var lines []string
	for _, e := range errorsOf(t, err) {
		lines = append(lines, e.Rule.String()+" "+e.Error())
	}
	return strings.Join(lines, "\n")
}

func TestJSON(t *testing.T) {
	const head = `{"Version":"2012-10-17","Statement":[{"Effect":"Allow",`
	for _, tt := range []struct {
		name string
		doc  policy.Document
		want string
	}{
		{"empty", policy.Document{}, `{"Version":"2012-10-17","Statement":[]}`},
		{"version and ID", policy.Document{Version: policy.Version2008, ID: "<x>"}, `{"Version":"2008-10-17","Id":"<x>","Statement":[]}`},
		{"all members", of(policy.Statement{
			Sid: "S", Effect: policy.Deny, Principal: &policy.Principal{Everyone: true}, NotPrincipal: &policy.Principal{AWS: vals("1")},
			Actions: []string{"a:B"}, NotActions: []string{"a:C", "a:D"}, Resources: vals("*"), NotResources: vals("arn:1", "arn:2"),
			Conditions: policy.Conditions{"StringLike": {"b:c": vals("1", "2"), "a:b": vals("3")}, "Bool": {"x:y": vals("true")}},
		}), `{"Version":"2012-10-17","Statement":[{"Sid":"S","Effect":"Deny","Principal":"*","NotPrincipal":{"AWS":"1"},` +
			`"Action":"a:B","NotAction":["a:C","a:D"],"Resource":"*","NotResource":["arn:1","arn:2"],` +
			`"Condition":{"Bool":{"x:y":"true"},"StringLike":{"a:b":"3","b:c":["1","2"]}}}]}`},
		{"principals", of(policy.Statement{Effect: policy.Allow, Principal: &policy.Principal{
			AWS: vals("1", "2"), Service: vals("s"), Federated: vals("f"), CanonicalUser: vals("c"),
		}}), head + `"Principal":{"AWS":["1","2"],"Service":"s","Federated":"f","CanonicalUser":"c"}}]}`},
		{"everyone and others", of(policy.Statement{Effect: policy.Allow, Principal: &policy.Principal{Everyone: true, AWS: vals("1"), Service: vals("s")}}),
			head + `"Principal":{"AWS":["*","1"],"Service":"s"}}]}`},
		{"intrinsic functions", of(policy.Statement{Effect: policy.Allow, Resources: []cfn.Value[string]{
			cfn.Ref[string]("R"), cfn.If("C", cfn.Val("a"), cfn.Value[string]{}),
		}, NotResources: []cfn.Value[string]{cfn.Ref[string](cfn.NoValue)}}),
			head + `"Resource":[{"Ref":"R"},{"Fn::If":["C","a",{"Ref":"AWS::NoValue"}]}],"NotResource":{"Ref":"AWS::NoValue"}}]}`},
		{"absent values", of(policy.Statement{Effect: policy.Allow, Resources: make([]cfn.Value[string], 1)}),
			head + `"Resource":[{"Ref":"AWS::NoValue"}]}]}`},
		{"empty lists", of(policy.Statement{Effect: policy.Allow, Principal: &policy.Principal{AWS: vals()}, NotPrincipal: &policy.Principal{},
			Actions: []string{}, Resources: vals(), Conditions: policy.Conditions{"Bool": nil, "Null": {"a:b": nil, "a:c": vals()}}}),
			head + `"Principal":{"AWS":[]},"NotPrincipal":{},"Action":[],"Resource":[],"Condition":{"Bool":{},"Null":{"a:b":[],"a:c":[]}}}]}`},
		{"empty condition", of(policy.Statement{Effect: policy.Allow, Conditions: policy.Conditions{}}), head + `"Condition":{}}]}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := tt.doc.JSON().String(); got != tt.want {
				t.Errorf("JSON is\n%s, want\n%s", got, tt.want)
			}
			got, err := tt.doc.MarshalJSON()
			if err != nil || string(got) != tt.want {
				t.Errorf("MarshalJSON gives\n%s (%v), want\n%s", got, err, tt.want)
			}
			if got := cfn.JSONOf(tt.doc).String(); got != tt.want {
				t.Errorf("cfn.JSONOf gives\n%s, want\n%s", got, tt.want)
			}
		})
	}
}

func TestBadText(t *testing.T) {
	doc := of(policy.Statement{Effect: policy.Allow, Actions: []string{"s3:\xff"}, Resources: vals("arn:\xff")})
	if text, err := doc.JSON().MarshalJSON(); err == nil {
		t.Errorf("text that is not UTF-8 is written as %s", text)
	}
}

func TestAssumeRole(t *testing.T) {
	for _, tt := range []struct {
		name     string
		services []string
		want     string
	}{
		{"one", []string{"ec2.amazonaws.com"}, `"ec2.amazonaws.com"`},
		{"several", []string{"a.amazonaws.com", "b.amazonaws.com"}, `["a.amazonaws.com","b.amazonaws.com"]`},
		{"none", nil, `[]`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			want := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":` + tt.want + `},"Action":"sts:AssumeRole"}]}`
			got := policy.AssumeRole(tt.services...)
			if got.String() != want {
				t.Errorf("got %s, want %s", got, want)
			}
			doc, err := policy.Parse(got)
			if err != nil {
				t.Fatal(err)
			}
			if err := doc.ValidateTrust(); (err == nil) != (tt.services != nil) {
				t.Errorf("ValidateTrust gives %v", err)
			}
		})
	}
}

// What a document holds is written by itself as it stands there, and read again.
func TestParts(t *testing.T) {
	s := policy.Statement{Effect: policy.Deny, Principal: &policy.Principal{AWS: vals("1")}, Actions: []string{"a:*"}}
	text, err := json.Marshal(map[string]any{"s": s, "p": s.Principal})
	if want := `{"p":{"AWS":"1"},"s":{"Effect":"Deny","Principal":{"AWS":"1"},"Action":"a:*"}}`; err != nil || string(text) != want {
		t.Errorf("got %s (%v), want %s", text, err, want)
	}
	var back struct {
		S policy.Statement
		P policy.Principal
	}
	if err := json.Unmarshal(text, &back); err != nil {
		t.Fatal(err)
	}
	if again, err := json.Marshal(map[string]any{"s": back.S, "p": back.P}); err != nil || string(again) != string(text) {
		t.Errorf("got %s (%v), want %s", again, err, text)
	}
}
