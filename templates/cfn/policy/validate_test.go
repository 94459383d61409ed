package policy_test

import (
	"strings"
	"testing"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/policy"
)

// grant is a statement that all kinds of policies but one can have.
func grant(change func(s *policy.Statement)) policy.Document {
	s := policy.Statement{Effect: policy.Allow, Actions: []string{"s3:GetObject"}, Resources: vals("*")}
	change(&s)
	return of(s)
}

func TestValidate(t *testing.T) {
	everyone := &policy.Principal{Everyone: true}
	condition := func(operator, key string, values []cfn.Value[string]) policy.Document {
		return grant(func(s *policy.Statement) {
			s.Conditions = policy.Conditions{operator: {key: values}}
		})
	}
	action := func(actions ...string) policy.Document {
		return grant(func(s *policy.Statement) { s.Actions = actions })
	}
	resource := func(values ...cfn.Value[string]) policy.Document {
		return grant(func(s *policy.Statement) { s.Resources = values })
	}
	for _, tt := range []struct {
		name string
		doc  policy.Document
		want string // one error a line
	}{
		{"plain", grant(func(*policy.Statement) {}), ""},
		{"old version", policy.Document{Version: policy.Version2008, Statements: action("*").Statements}, ""},
		{"unknown version", policy.Document{Version: "2012-10-18", Statements: action("*").Statements},
			"enum /Version: the version is 2012-10-17 or 2008-10-17"},
		{"no statement", policy.Document{}, "minItems /Statement: a policy has at least one statement"},
		{"empty statement", of(policy.Statement{}), "required /Statement/0/Effect: a statement has an Effect\n" +
			"required /Statement/0/Action: a statement has Action or NotAction"},
		{"same Sid", policy.Document{Statements: []policy.Statement{
			{Sid: "A", Effect: policy.Allow, Actions: []string{"*"}}, {Effect: policy.Allow, Actions: []string{"*"}},
			{Effect: policy.Allow, Actions: []string{"*"}}, {Sid: "A", Effect: policy.Deny, Actions: []string{"*"}},
		}}, "uniqueItems /Statement/3/Sid: another statement has the same Sid"},
		{"Sid with spaces", grant(func(s *policy.Statement) { s.Sid = "Enable the users" }), ""},
		{"unknown effect", grant(func(s *policy.Statement) { s.Effect = "allow" }), "enum /Statement/0/Effect: the effect is Allow or Deny"},
		{"Action and NotAction", grant(func(s *policy.Statement) { s.NotActions = []string{"*"} }),
			"oneOf /Statement/0/NotAction: a statement has Action or NotAction, not both"},
		{"Resource and NotResource", grant(func(s *policy.Statement) { s.NotResources = vals("*") }),
			"oneOf /Statement/0/NotResource: a statement has Resource or NotResource, not both"},
		{"Principal and NotPrincipal", grant(func(s *policy.Statement) { s.Effect, s.Principal, s.NotPrincipal = policy.Deny, everyone, everyone }),
			"oneOf /Statement/0/NotPrincipal: a statement has Principal or NotPrincipal, not both"},
		{"NotPrincipal allowed", grant(func(s *policy.Statement) { s.NotPrincipal = everyone }),
			"dependencies /Statement/0/NotPrincipal: NotPrincipal goes with the effect Deny alone"},
		{"no principal", grant(func(s *policy.Statement) { s.Principal = &policy.Principal{} }),
			"minProperties /Statement/0/Principal: there is no principal"},
		{"empty lists", grant(func(s *policy.Statement) {
			s.Principal, s.Actions, s.Resources = &policy.Principal{Service: vals()}, []string{}, vals()
		}), "minItems /Statement/0/Principal/Service: the list is empty\n" +
			"minItems /Statement/0/Action: the list is empty\nminItems /Statement/0/Resource: the list is empty"},
		{"bad principals", grant(func(s *policy.Statement) {
			s.Principal = &policy.Principal{Everyone: true, AWS: []cfn.Value[string]{{}, cfn.Val("")}, Federated: vals("")}
		}), "required /Statement/0/Principal/AWS/1: the value is absent\n" +
			"pattern /Statement/0/Principal/AWS/2: the principal is empty\npattern /Statement/0/Principal/Federated: the principal is empty"},
		{"everyone and a service", grant(func(s *policy.Statement) { s.Principal = &policy.Principal{Everyone: true, Service: vals("s")} }), ""},

		{"actions", action("*", "*:*", "s3:*", "s3:Get*", "s3:?etObject", "execute-api:Invoke", "SQS:sendmessage", "{{resolve:ssm:a}}"), ""},
		{"bad actions", action("", "s3", "s3:", ":Get", "s3:Get Object", "s3*:Get", "s3:Get:Object"), strings.Join([]string{
			`pattern /Statement/0/Action/0: an action is "*" or has the form service:Name`,
			`pattern /Statement/0/Action/1: an action is "*" or has the form service:Name`,
			`pattern /Statement/0/Action/2: an action is "*" or has the form service:Name`,
			`pattern /Statement/0/Action/3: an action is "*" or has the form service:Name`,
			`pattern /Statement/0/Action/4: an action is "*" or has the form service:Name`,
			`pattern /Statement/0/Action/5: an action is "*" or has the form service:Name`,
			`pattern /Statement/0/Action/6: an action is "*" or has the form service:Name`,
		}, "\n")},
		{"bad NotAction", of(policy.Statement{Effect: policy.Deny, NotActions: []string{"s3"}}),
			`pattern /Statement/0/NotAction: an action is "*" or has the form service:Name`},

		{"resources", resource(cfn.Val("*"), cfn.Val("arn:aws:s3:::b/*"), cfn.Val("*:b"), cfn.Val("{{resolve:ssm:a}}"),
			cfn.Ref[string]("B"), cfn.Sub[string]("b"), cfn.Ref[string](cfn.NoValue)), ""},
		{"bad resource", resource(cfn.Val("bucket")), `pattern /Statement/0/Resource: a resource is "*" or begins with arn:`},
		{"bad resources", resource(cfn.Val("arn:a"), cfn.Val("")), `pattern /Statement/0/Resource/1: a resource is "*" or begins with arn:`},
		{"absent resource", resource(cfn.Value[string]{}), "required /Statement/0/Resource/0: the value is absent"},

		{"empty condition", grant(func(s *policy.Statement) { s.Conditions = policy.Conditions{} }), ""},
		{"operator", condition("StringEquals", "aws:PrincipalTag/a", vals("")), ""},
		{"set of a key's values", condition("ForAllValues:StringLikeIfExists", "aws:TagKeys", vals("a", "b")), ""},
		{"any of a key's values", condition("ForAnyValue:ArnLike", "aws:x", vals("a")), ""},
		{"Null", condition("Null", "aws:x", vals("true")), ""},
		{"NullIfExists", condition("NullIfExists", "aws:x", vals("true")), "enum /Statement/0/Condition/NullIfExists: no operator of conditions has this name"},
		{"two sets", condition("ForAllValues:ForAnyValue:Bool", "aws:x", vals("true")),
			"enum /Statement/0/Condition/ForAllValues:ForAnyValue:Bool: no operator of conditions has this name"},
		{"operator in lower case", condition("bool", "aws:x", vals("true")), "enum /Statement/0/Condition/bool: no operator of conditions has this name"},
		{"no key", grant(func(s *policy.Statement) { s.Conditions = policy.Conditions{"Bool": {}} }),
			"minProperties /Statement/0/Condition/Bool: an operator has at least one condition key"},
		{"no values", condition("Bool", "aws:a/b~c", nil), "minItems /Statement/0/Condition/Bool/aws:a~1b~0c: the list is empty"},
		{"empty values", condition("Bool", "aws:a", vals()), "minItems /Statement/0/Condition/Bool/aws:a: the list is empty"},
		{"absent value", condition("Bool", "aws:a", make([]cfn.Value[string], 1)), "required /Statement/0/Condition/Bool/aws:a/0: the value is absent"},
		{"empty key", condition("Bool", "", vals("a")), "pattern /Statement/0/Condition/Bool/: no condition key has this name"},
		{"function as key", condition("Bool", "Ref", vals("a")), "pattern /Statement/0/Condition/Bool/Ref: no condition key has this name"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := describe(t, tt.doc.Validate()); got != tt.want {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
		})
	}
}

// All operators of the language are known, alone and with what can stand around them.
func TestOperators(t *testing.T) {
	for _, o := range strings.Fields(`StringEquals StringNotEquals StringEqualsIgnoreCase StringNotEqualsIgnoreCase StringLike
		StringNotLike NumericEquals NumericNotEquals NumericLessThan NumericLessThanEquals NumericGreaterThan
		NumericGreaterThanEquals DateEquals DateNotEquals DateLessThan DateLessThanEquals DateGreaterThan DateGreaterThanEquals
		Bool BinaryEquals IpAddress NotIpAddress ArnEquals ArnLike ArnNotEquals ArnNotLike`) {
		for _, name := range []string{o, o + "IfExists", "ForAllValues:" + o, "ForAnyValue:" + o + "IfExists"} {
			doc := grant(func(s *policy.Statement) { s.Conditions = policy.Conditions{name: {"aws:a": vals("1")}} })
			if err := doc.Validate(); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
}

func TestKinds(t *testing.T) {
	const (
		noPrincipal = "additionalProperties /Statement/0/Principal: an identity-based policy has no principals: it is attached to them"
		needsTrust  = "required /Statement/0/Principal: a statement of a trust policy has a Principal"
		notOwn      = "additionalProperties /Statement/0/Resource: a trust policy has no resources: it is the role's own"
		ofSTS       = "pattern /Statement/0/Action: a trust policy has actions of sts alone"
	)
	service := &policy.Principal{Service: vals("a.amazonaws.com")}
	for _, tt := range []struct {
		name                      string
		doc                       policy.Document
		identity, resource, trust string
	}{
		{"identity", grant(func(*policy.Statement) {}), "",
			"required /Statement/0/Principal: a statement of a resource-based policy has Principal or NotPrincipal",
			needsTrust + "\n" + ofSTS + "\n" + notOwn},
		{"resource", grant(func(s *policy.Statement) { s.Principal = service }), noPrincipal, "", ofSTS + "\n" + notOwn},
		{"trust", of(policy.Statement{Effect: policy.Allow, Principal: service, Actions: []string{"sts:AssumeRole", "STS:TagSession"}}),
			noPrincipal + "\nrequired /Statement/0/Resource: a statement of an identity-based policy has Resource or NotResource", "", ""},
		{"not", of(policy.Statement{Effect: policy.Deny, NotPrincipal: service, NotActions: []string{"sts:AssumeRole"}, NotResources: vals("*")}),
			"additionalProperties /Statement/0/NotPrincipal: an identity-based policy has no principals: it is attached to them", "",
			"additionalProperties /Statement/0/NotPrincipal: a trust policy has no NotPrincipal\n" + needsTrust +
				"\nadditionalProperties /Statement/0/NotResource: a trust policy has no resources: it is the role's own"},
		{"names", policy.Document{ID: "i d", Statements: []policy.Statement{{
			Sid: "a-b", Effect: policy.Allow, Principal: service, Actions: []string{"sts:AssumeRole"},
		}}}, "additionalProperties /Id: an identity-based policy has no Id\n" +
			"pattern /Statement/0/Sid: a Sid has letters and digits alone\n" + noPrincipal +
			"\nrequired /Statement/0/Resource: a statement of an identity-based policy has Resource or NotResource", "",
			"pattern /Statement/0/Sid: a Sid has letters and digits alone"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if err := tt.doc.Validate(); err != nil {
				t.Errorf("Validate gives %v", err)
			}
			for _, kind := range []struct {
				name string
				err  error
				want string
			}{
				{"identity", tt.doc.ValidateIdentity(), tt.identity},
				{"resource", tt.doc.ValidateResource(), tt.resource},
				{"trust", tt.doc.ValidateTrust(), tt.trust},
			} {
				if got := describe(t, kind.err); got != kind.want {
					t.Errorf("%s: got\n%s\nwant\n%s", kind.name, got, kind.want)
				}
			}
		})
	}
}

// The path of an error leads to the value in the text, and the error shows it, shortened.
func TestErrors(t *testing.T) {
	long := strings.Repeat("é", 200)
	doc := grant(func(s *policy.Statement) {
		s.Resources = vals("bucket")
		s.Conditions = policy.Conditions{long: {"aws:a": vals("1")}}
	})
	errs := errorsOf(t, doc.Validate())
	if len(errs) != 2 || errs[0].Value != `"bucket"` {
		t.Fatalf("got %+v", errs)
	}
	if want := `"` + strings.Repeat("é", 31) + "…"; errs[1].Value != want {
		t.Errorf("value is %s, want %s", errs[1].Value, want)
	}
	if want := "/Statement/0/Condition/" + strings.Repeat("é", 127) + "…"; errs[1].Path != want {
		t.Errorf("path is %s, want %s", errs[1].Path, want)
	}
}

// At most 1,000 errors are reported, and how many more there are.
func TestManyErrors(t *testing.T) {
	for _, tt := range []struct {
		name string
		n    int
		want string
	}{
		{"as many", 1000, ""},
		{"one more", 1001, "and 1 more error"},
		{"many more", 1500, "and 500 more errors"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			errs := errorsOf(t, grant(func(s *policy.Statement) { s.Actions = make([]string, tt.n) }).Validate())
			last := errs[min(len(errs)-1, 1000)]
			if tt.want == "" && len(errs) == 1000 {
				return
			}
			if len(errs) != 1001 || last.Rule != cfn.RuleMore || last.Message != tt.want {
				t.Errorf("%d errors, the last one %v", len(errs), last)
			}
		})
	}
}
