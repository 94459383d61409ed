package arn_test

import (
	"fmt"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/arn"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// Bucket stands for a generated resource type.
type Bucket struct {
	cfn.Node

	BucketName cfn.Value[string]
}

func (*Bucket) CFNSchema() *schema.Schema               { return &bucketSchema }
func (x *Bucket) Validate(options ...cfn.Option) error  { return cfn.Validate(x, options...) }
func (x *Bucket) AppendJSON(dst []byte) ([]byte, error) { return cfn.AppendJSON(dst, x) }

var bucketSchema = schema.Schema{
	Name:              "AWS::Example::Bucket",
	Go:                (*Bucket)(nil),
	Fields:            []schema.Field{{Name: "BucketName"}},
	PrimaryIdentifier: []string{"BucketName"},
	Facts:             &schema.Facts{ARN: "arn:${Partition}:s3:::${BucketName}"},
}

func ExampleOf() {
	v, err := arn.Of("Uploads", &Bucket{})
	fmt.Println(cfn.Format(v), err)
	// Output:
	// {
	//   "Fn::Sub": "arn:${AWS::Partition}:s3:::${Uploads}"
	// } <nil>
}

func ExampleParse() {
	parts, err := arn.Parse((*Bucket)(nil), "arn:aws:s3:::uploads")
	fmt.Println(parts["BucketName"], parts[arn.Partition], err)
	// Output: uploads aws <nil>
}
