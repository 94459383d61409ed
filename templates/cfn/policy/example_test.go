package policy_test

import (
	"encoding/json"
	"fmt"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/policy"
)

// A policy for the PolicyDocument of a managed policy. The bucket is another resource of
// the template.
func Example() {
	doc := policy.Document{Statements: []policy.Statement{{
		Sid:     "Read",
		Effect:  policy.Allow,
		Actions: []string{"s3:GetObject", "s3:ListBucket"},
		Resources: []cfn.Value[string]{
			cfn.GetAtt[string]("Bucket", "Arn"),
			cfn.Sub[string]("${Bucket.Arn}/*"),
		},
		Conditions: policy.Conditions{"Bool": {"aws:SecureTransport": {cfn.Val("true")}}},
	}}}
	if err := doc.ValidateIdentity(); err != nil {
		fmt.Println(err)
	}
	text, err := json.MarshalIndent(doc.JSON(), "", "  ")
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println(string(text))
	// Output:
	// {
	//   "Version": "2012-10-17",
	//   "Statement": [
	//     {
	//       "Sid": "Read",
	//       "Effect": "Allow",
	//       "Action": [
	//         "s3:GetObject",
	//         "s3:ListBucket"
	//       ],
	//       "Resource": [
	//         {
	//           "Fn::GetAtt": [
	//             "Bucket",
	//             "Arn"
	//           ]
	//         },
	//         {
	//           "Fn::Sub": "${Bucket.Arn}/*"
	//         }
	//       ],
	//       "Condition": {
	//         "Bool": {
	//           "aws:SecureTransport": "true"
	//         }
	//       }
	//     }
	//   ]
	// }
}

// The AssumeRolePolicyDocument of a role for functions.
func ExampleAssumeRole() {
	fmt.Println(policy.AssumeRole("lambda.amazonaws.com"))
	// Output:
	// {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}
}

// All that is wrong is reported at once.
func ExampleDocument_ValidateIdentity() {
	doc := policy.Document{Statements: []policy.Statement{{
		Effect:     "allow",
		Principal:  &policy.Principal{Everyone: true},
		Actions:    []string{"GetObject"},
		Resources:  []cfn.Value[string]{cfn.Val("*"), cfn.Val("my-bucket")},
		Conditions: policy.Conditions{"StringEqual": {"aws:PrincipalTag/team": {cfn.Val("store")}}},
	}}}
	fmt.Println(doc.ValidateIdentity())
	// Output:
	// /Statement/0/Effect: the effect is Allow or Deny
	// /Statement/0/Principal: an identity-based policy has no principals: it is attached to them
	// /Statement/0/Action: an action is "*" or has the form service:Name
	// /Statement/0/Resource/1: a resource is "*" or begins with arn:
	// /Statement/0/Condition/StringEqual: no operator of conditions has this name
}

// A policy that was read with a template gets one more statement.
func ExampleParse() {
	doc, err := policy.Parse(cfn.MustParseJSON(`{
		"Version": "2012-10-17",
		"Statement": {"Effect": "Allow", "Action": "sqs:SendMessage", "Resource": {"Fn::GetAtt": ["Jobs", "Arn"]}}
	}`))
	if err != nil {
		fmt.Println(err)
	}
	doc.Statements = append(doc.Statements, policy.Statement{
		Effect: policy.Deny, Actions: []string{"sqs:DeleteQueue"}, Resources: []cfn.Value[string]{cfn.Val("*")},
	})
	for _, s := range doc.Statements {
		text, err := json.Marshal(s)
		fmt.Println(string(text), err)
	}
	// Output:
	// {"Effect":"Allow","Action":"sqs:SendMessage","Resource":{"Fn::GetAtt":["Jobs","Arn"]}} <nil>
	// {"Effect":"Deny","Action":"sqs:DeleteQueue","Resource":"*"} <nil>
}
