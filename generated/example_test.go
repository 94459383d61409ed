package generated_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"

	"github.com/cfngen/cfngen/generated/apigatewayv2"
	"github.com/cfngen/cfngen/generated/cfn"
	"github.com/cfngen/cfngen/generated/cfn/schema"
	"github.com/cfngen/cfngen/generated/cfn/template"
)

// A resource is made, checked and put into a template. The README shows the body of
// this function and its output.
func Example() {
	resp := &apigatewayv2.IntegrationResponse{
		ApiId:                   cfn.Ref[string]("ChatApi"),
		IntegrationId:           cfn.Ref[string]("Backend"),
		IntegrationResponseKey:  cfn.Val("$default"),
		ContentHandlingStrategy: cfn.Val(apigatewayv2.IntegrationResponseContentHandlingStrategyConvertToText),
	}
	if err := resp.Validate(); err != nil {
		log.Fatal(err) // everything that is wrong, one line each
	}
	tmpl := &template.Template{}
	tmpl.AddResource("ChatReply", template.Resource{
		Properties: resp, DependsOn: cfn.Vals[cfn.LogicalID]("ChatRoute"),
	})
	out, err := json.MarshalIndent(tmpl, "", "  ")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(string(out))
	// Output:
	// {
	//   "Resources": {
	//     "ChatReply": {
	//       "Type": "AWS::ApiGatewayV2::IntegrationResponse",
	//       "DependsOn": [
	//         "ChatRoute"
	//       ],
	//       "Properties": {
	//         "ApiId": {
	//           "Ref": "ChatApi"
	//         },
	//         "ContentHandlingStrategy": "CONVERT_TO_TEXT",
	//         "IntegrationId": {
	//           "Ref": "Backend"
	//         },
	//         "IntegrationResponseKey": "$default"
	//       }
	//     }
	//   }
	// }
}

// Everything that is wrong comes at once, each with its path and rule.
func Example_errors() {
	var resp apigatewayv2.IntegrationResponse
	err := resp.UnmarshalJSON([]byte(`{
	  "apiId": "a1b2c3",
	  "IntegrationId": {"Fn::If": ["Live", "abc", {"Ref": "AWS::NoValue"}]},
	  "ContentHandlingStrategy": "CONVERT_TO_TEX"
	}`))
	fmt.Println(err)
	fmt.Println(resp.Validate(cfn.Skip(cfn.RuleUnknown)))
	var one *cfn.Error
	if errors.As(resp.Validate(), &one) {
		fmt.Println(one.Rule, one.Path)
	}
	// Output:
	// 2:4: /apiId: the property is not one of AWS::ApiGatewayV2::IntegrationResponse; did you mean ApiId?
	// /ApiId: the required property is absent
	// /ContentHandlingStrategy: is not one of "CONVERT_TO_BINARY", "CONVERT_TO_TEXT"
	// /IntegrationId/Fn::If/2: the required property is absent
	// /IntegrationResponseKey: the required property is absent
	// required /ApiId
}

// References to a resource are typed, and metadata is at hand.
func Example_references() {
	for _, v := range []cfn.Value[string]{
		apigatewayv2.IntegrationResponseRef.Of("ChatReply"),
		apigatewayv2.IntegrationResponseAttrIntegrationResponseId.Of("ChatReply"),
	} {
		text, err := cfn.MarshalProperty(&v)
		fmt.Println(string(text), err)
	}
	table := (*apigatewayv2.IntegrationResponse)(nil).CFNSchema()
	fmt.Println(table.Name, table.Field("ApiId").Flags&schema.FlagCreateOnly != 0, table.ReadOnly)
	// Output:
	// {"Ref":"ChatReply"} <nil>
	// {"Fn::GetAtt":["ChatReply","IntegrationResponseId"]} <nil>
	// AWS::ApiGatewayV2::IntegrationResponse true [IntegrationResponseId]
}
