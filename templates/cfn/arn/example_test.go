package arn_test

import (
	"fmt"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/arn"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// Table is a resource type as gen writes it. A program imports one from a generated
// package: &dynamodb.Table{…}.
type Table struct {
	cfn.Node
	TableName cfn.Value[string]
}

func (*Table) CFNSchema() *schema.Schema               { return &tableSchema }
func (x *Table) Validate(options ...cfn.Option) error  { return cfn.Validate(x, options...) }
func (x *Table) AppendJSON(dst []byte) ([]byte, error) { return cfn.AppendJSON(dst, x) }

var tableSchema = schema.Schema{
	Name: "AWS::DynamoDB::Table", Go: (*Table)(nil),
	Fields:     []schema.Field{{Name: "TableName", Flags: schema.FlagCreateOnly}},
	Attributes: []string{"Arn"}, PrimaryIdentifier: []string{"TableName"},
	Facts: &schema.Facts{ARN: "arn:${Partition}:dynamodb:${Region}:${Account}:table/${TableName}", ARNProperty: "Arn", Stateful: true},
}

// Api is a resource type that has no attribute for its ARN.
type Api struct {
	cfn.Node
	Name cfn.Value[string]
}

func (*Api) CFNSchema() *schema.Schema               { return &apiSchema }
func (x *Api) Validate(options ...cfn.Option) error  { return cfn.Validate(x, options...) }
func (x *Api) AppendJSON(dst []byte) ([]byte, error) { return cfn.AppendJSON(dst, x) }

var apiSchema = schema.Schema{
	Name: "AWS::ApiGatewayV2::Api", Go: (*Api)(nil),
	Fields:     []schema.Field{{Name: "Name"}},
	Attributes: []string{"ApiEndpoint", "ApiId"}, PrimaryIdentifier: []string{"ApiId"},
	Facts: &schema.Facts{ARN: "arn:${Partition}:apigateway:${Region}::/apis/${ApiId}"},
}

// A resource type with an attribute for its ARN, and one without.
func ExampleOf() {
	v, err := arn.Of("Orders", &Table{TableName: cfn.Val("orders")})
	fmt.Println(cfn.Format(v), err)
	v, err = arn.Of("Shop", &Api{Name: cfn.Val("shop")})
	fmt.Println(cfn.Format(v), err)
	// Output:
	// {
	//   "Fn::Sub": "${Orders.Arn}"
	// } <nil>
	// {
	//   "Fn::Sub": "arn:${AWS::Partition}:apigateway:${AWS::Region}::/apis/${Shop}"
	// } <nil>
}

// A role that the table depends on names the table in its policy, and makes no cycle.
func ExampleFromProperties() {
	v, err := arn.FromProperties(&Table{TableName: cfn.Sub[string]("${AWS::StackName}-orders")})
	fmt.Println(cfn.Format(v), err)
	_, err = arn.FromProperties(&Table{})
	fmt.Println(err)
	// Output:
	// {
	//   "Fn::Sub": [
	//     "arn:${AWS::Partition}:dynamodb:${AWS::Region}:${AWS::AccountId}:table/${TableName}",
	//     {
	//       "TableName": {
	//         "Fn::Sub": "${AWS::StackName}-orders"
	//       }
	//     }
	//   ]
	// } <nil>
	// arn: the ARN of AWS::DynamoDB::Table has the part TableName, and the property is not set
}

func ExampleParse() {
	a, err := arn.Parse((*Table)(nil), "arn:aws:dynamodb:eu-west-1:123456789012:table/orders")
	fmt.Println(a.Region, a.Account, a.Parts["TableName"], err)
	_, err = arn.Parse((*Table)(nil), "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/index/by-day")
	fmt.Println(err)
	// Output:
	// eu-west-1 123456789012 orders <nil>
	// arn: "arn:aws:dynamodb:eu-west-1:123456789012:table/orders/index/by-day" is no ARN of AWS::DynamoDB::Table: the resource is "table/orders/index/by-day", not "table/${TableName}"
}
