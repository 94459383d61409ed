package policy_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/policy"
)

// full is a policy with all that there is a field for.
const full = `{"Version":"2012-10-17","Id":"I","Statement":[
	{"Sid":"A","Effect":"Allow","Principal":{"AWS":["1",{"Ref":"AWS::AccountId"}],"Service":"s","Federated":"f","CanonicalUser":"c"},
	 "Action":"s3:*","Resource":["*",{"Fn::Sub":"${B.Arn}/*"}],
	 "Condition":{"Bool":{"a:b":true},"NumericLessThan":{"a:c":[300,"1"]},"StringLike":{"a:d":{"Fn::If":["C","x",{"Ref":"AWS::NoValue"}]}}}},
	{"Effect":"Deny","NotPrincipal":"*","NotAction":["a:B","a:C"],"NotResource":{"Ref":"Arns"}}]}`

func TestParse(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"full", full, `{"Version":"2012-10-17","Id":"I","Statement":[` +
			`{"Sid":"A","Effect":"Allow","Principal":{"AWS":["1",{"Ref":"AWS::AccountId"}],"Service":"s","Federated":"f","CanonicalUser":"c"},` +
			`"Action":"s3:*","Resource":["*",{"Fn::Sub":"${B.Arn}/*"}],` +
			`"Condition":{"Bool":{"a:b":"true"},"NumericLessThan":{"a:c":["300","1"]},"StringLike":{"a:d":{"Fn::If":["C","x",{"Ref":"AWS::NoValue"}]}}}},` +
			`{"Effect":"Deny","NotPrincipal":"*","NotAction":["a:B","a:C"],"NotResource":{"Ref":"Arns"}}]}`},
		{"one statement", `{ "Statement" : { "Action" : [ "a:B" ] } }`, `{"Version":"2008-10-17","Statement":[{"Action":"a:B"}]}`},
		{"empty lists", `{"Statement":[{"Action":[],"Resource":[],"Principal":{"AWS":[]},"NotPrincipal":{},"Condition":{"Bool":{"a:b":[]},"Null":{}}},{"Condition":{}}]}`,
			`{"Version":"2008-10-17","Statement":[{"Principal":{"AWS":[]},"NotPrincipal":{},"Action":[],"Resource":[],` +
				`"Condition":{"Bool":{"a:b":[]},"Null":{}}},{"Condition":{}}]}`},
		{"everyone of AWS", `{"Statement":[{"Principal":{"AWS":"*"}}]}`, `{"Version":"2008-10-17","Statement":[{"Principal":{"AWS":"*"}}]}`},
		{"escapes", `{"St\u0061tement":[{"Sid":"\u00e9<\"","Resource":"\ud83d\ude00"}]}`, `{"Version":"2008-10-17","Statement":[{"Sid":"é<\"","Resource":"😀"}]}`},
		{"no value", `{"Statement":[{"Resource":{"Ref":"AWS::NoValue"},"NotResource":[{"Ref":"AWS::NoValue"},"*"]}]}`,
			`{"Version":"2008-10-17","Statement":[{"Resource":{"Ref":"AWS::NoValue"},"NotResource":[{"Ref":"AWS::NoValue"},"*"]}]}`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := policy.Parse(cfn.MustParseJSON(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			if got := doc.JSON().String(); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			var read policy.Document
			if err := json.Unmarshal([]byte(tt.text), &read); err != nil || read.JSON().String() != tt.want {
				t.Errorf("json.Unmarshal gives\n%s (%v)\nwant\n%s", read.JSON(), err, tt.want)
			}
		})
	}
}

func TestParseErrors(t *testing.T) {
	const function = ": an intrinsic function cannot stand here"
	for _, tt := range []struct{ name, text, want string }{
		{"a string", `"{}"`, "type an object is expected, not a string"},
		{"a list", `[]`, "type an object is expected, not a list"},
		{"a function", `{"Ref":"P"}`, "intrinsic an intrinsic function cannot stand here"},
		{"empty", `{}`, "required /Statement: a policy has a Statement"},
		{"unknown members", `{"Statements":1,"Statement":{"Actions":1,"Principal":{"aws":"1"}}}`,
			"additionalProperties /Statements: a policy has no such member\n" +
				"additionalProperties /Statement/Actions: a statement has no such member\n" +
				"additionalProperties /Statement/Principal/aws: a principal has no such member"},
		{"functions", `{"Version":{"Ref":"V"},"Statement":[{"Ref":"S"},{"Sid":{"Ref":"S"},"Effect":{"Ref":"E"},"Principal":{"Ref":"P"},"Action":[{"Ref":"A"}],
			"Condition":{"Bool":{"Ref":"K"}}},{"Condition":{"Fn::If":["C",{},{}]}}]}`, strings.Join([]string{
			"intrinsic /Version" + function, "intrinsic /Statement/0" + function, "intrinsic /Statement/1/Sid" + function,
			"intrinsic /Statement/1/Effect" + function, "intrinsic /Statement/1/Principal" + function,
			"intrinsic /Statement/1/Action/0" + function, "intrinsic /Statement/1/Condition/Bool" + function,
			"intrinsic /Statement/2/Condition" + function,
		}, "\n")},
		{"macros", `{"Fn::Transform":{"Name":"M"},"Statement":{"Fn::Transform":{"Name":"M"},"Effect":"Allow","Condition":{"Fn::Transform":{"Name":"M"},
			"Bool":{"Fn::Transform":{"Name":"M"},"a:b":"true"}}}}`, strings.Join([]string{
			"additionalProperties /Fn::Transform: a policy has no such member",
			"additionalProperties /Statement/Fn::Transform: a statement has no such member",
			"additionalProperties /Statement/Condition/Fn::Transform: a Condition has no such member",
			"additionalProperties /Statement/Condition/Bool/Fn::Transform: an operator has no such member",
		}, "\n")},
		{"empty strings", `{"Version":"","Id":"","Statement":[{"Sid":"","Effect":"","Action":["",""]}]}`, strings.Join([]string{
			"minLength /Version: the string is empty", "minLength /Id: the string is empty", "minLength /Statement/0/Sid: the string is empty",
			"minLength /Statement/0/Effect: the string is empty", "minLength /Statement/0/Action/0: the string is empty",
			"minLength /Statement/0/Action/1: the string is empty",
		}, "\n")},
		{"other types", `{"Version":1,"Statement":[1,{"Effect":true,"Action":[["a:B"]],"Principal":{"AWS":123456789012},"Resource":[1,{}],
			"Condition":{"Bool":{"a:b":[["x"],{"x":1,"y":2}]},"Null":[]}}]}`, strings.Join([]string{
			"type /Version: a string is expected",
			"type /Statement/0: an object is expected, not a number",
			"type /Statement/1/Effect: a string is expected",
			"type /Statement/1/Action/0: a string is expected",
			"type /Statement/1/Principal/AWS: a string is expected",
			"type /Statement/1/Resource/0: a string is expected",
			"type /Statement/1/Resource/1: a string is expected, not an object",
			"type /Statement/1/Condition/Bool/a:b/0: a string is expected, not a list",
			"type /Statement/1/Condition/Bool/a:b/1: a string is expected, not an object",
			"type /Statement/1/Condition/Null: an object is expected, not a list",
		}, "\n")},
		{"lists that AWS::NoValue can empty", `{"Statement":{"Resource":[{"R\u0065f":"AWS\u003a:NoValue"}],"NotResource":[{"Ref":"Arn"}],
			"Principal":{"AWS":[{"Fn::If":["C",{"Fn::If":["D",{"Ref":"AWS::NoValue"},"1"]},"2"]}]},
			"Condition":{"Bool":{"a:b":[{"Fn::If":["C","true","false"]}],"a:c":[{"Fn::If":["C","true",{"Ref":"AWS::NoValue"}]}]}}}}`, strings.Join([]string{
			"intrinsic /Statement/Resource: AWS::NoValue stands in a list that has nothing else",
			"intrinsic /Statement/Principal/AWS: AWS::NoValue stands in a list that has nothing else",
			"intrinsic /Statement/Condition/Bool/a:c: AWS::NoValue stands in a list that has nothing else",
		}, "\n")},
		{"principal", `{"Statement":{"Principal":"1","NotPrincipal":""}}`, "enum /Statement/Principal: a principal is \"*\" or an object\n" +
			"minLength /Statement/NotPrincipal: the string is empty"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			doc, err := policy.Parse(cfn.MustParseJSON(tt.text))
			if got := describe(t, err); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			if !reflect.DeepEqual(doc, policy.Document{}) {
				t.Errorf("a part was read: %+v", doc)
			}
		})
	}
	if _, err := policy.Parse(cfn.JSON{}); err == nil {
		t.Error("what is absent was read")
	}
	before := policy.Document{ID: "I"}
	if err := before.UnmarshalJSON([]byte(`{`)); err == nil || before.ID != "I" {
		t.Errorf("err is %v, and the document %+v", err, before)
	}
}

// FuzzParse reads arbitrary texts: what is accepted says the same when it is written, and is
// the same from then on.
func FuzzParse(f *testing.F) {
	f.Add([]byte(full))
	for _, seed := range []string{
		`{"Statement":[{"Effect":"Allow","Principal":{"AWS":"*"},"Condition":{"Bool":{"a":1.50}}}]}`, `{"Statement":{"Action":[]}}`,
		`{"Statement":[{"Condition":{"Null":{},"":{"":[]}}}]}`, `{"Ref":"x"}`, `{"Statement":[{"Resource":{"Fn::If":["C","a",1]}}]}`,
		`{"Statement":[{"Resource":[{"Ref":"AWS::NoValue"},"*"],"Condition":{"x":{"Condition":"C"},"y":{"a":{"Condition":"C"}}}}]}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		j, err := cfn.ParseJSON(string(text))
		if err != nil {
			return
		}
		doc, err := policy.Parse(j)
		for _, validate := range []func() error{doc.Validate, doc.ValidateIdentity, doc.ValidateResource, doc.ValidateTrust} {
			_ = errorsOf(t, validate()) // of that type
		}
		if err != nil {
			_ = errorsOf(t, err) // of that type
			return
		}
		first, err := doc.MarshalJSON()
		if err != nil {
			t.Fatalf("was read and cannot be written: %v", err)
		}
		if was, is := meaning(t, text), meaning(t, first); !reflect.DeepEqual(was, is) {
			t.Errorf("says something else:\n%v\n%v", was, is)
		}
		again, err := policy.Parse(cfn.MustParseJSON(string(first)))
		if err != nil {
			t.Fatalf("was written and cannot be read: %v\n%s", err, first)
		}
		if second := again.JSON().String(); second != string(first) {
			t.Errorf("not the same:\n%s\n%s", first, second)
		}
	})
}

// meaning is a JSON text without what two texts of the same policy can differ in: lists of
// one, scalars that are no strings, and members that have a default.
func meaning(t *testing.T, text []byte) any {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(text))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		t.Fatal(err)
	}
	doc := v.(map[string]any)
	if doc["Version"] == nil {
		doc["Version"] = policy.Version2008
	}
	return plain(v)
}

func plain(v any) any {
	switch v := v.(type) {
	case map[string]any:
		for k := range v {
			v[k] = plain(v[k])
		}
	case []any:
		for i := range v {
			v[i] = plain(v[i])
		}
		if len(v) == 1 {
			return v[0]
		}
	case json.Number:
		return v.String()
	case bool:
		if v {
			return "true"
		}
		return "false"
	}
	return v
}
