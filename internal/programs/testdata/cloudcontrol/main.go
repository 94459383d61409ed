// Command cloudcontrol makes what the Cloud Control API takes, a desired state, an identifier
// and patches, and reads what it returns. What a program would send it prints.
package main

import (
	"errors"
	"fmt"
	"log"

	"example.com/stacks/aws/cfn"
	"example.com/stacks/aws/cfn/cloudcontrol"
	"example.com/stacks/aws/logs"
	"example.com/stacks/aws/s3"
)

// returned is what GetResource returned of the bucket: Properties is a text.
const returned = `{"BucketName":"example-uploads","Arn":"arn:aws:s3:::example-uploads","DomainName":"example-uploads.s3.amazonaws.com",
	"OwnershipControls":{"Rules":[{"ObjectOwnership":"BucketOwnerEnforced"}]},"Tags":[{"Value":"platform","Key":"owner"}],
	"VersioningConfiguration":{"Status":"Suspended"}}`

func main() {
	bucket := &s3.Bucket{
		BucketName:              cfn.Val("example-uploads"),
		VersioningConfiguration: &s3.BucketVersioningConfiguration{Status: cfn.Val(s3.BucketVersioningConfigurationStatusEnabled)},
		Tags:                    cfn.ListOf(&s3.BucketTag{Key: cfn.Val("owner"), Value: cfn.Val("platform")}),
	}
	state := must(cloudcontrol.DesiredState(bucket))
	fmt.Println("create", s3.BucketTypeName, state)
	_, err := cloudcontrol.DesiredState(&logs.LogGroup{LogGroupName: cfn.Sub[string]("/x/${AWS::Region}")})
	fmt.Println("create", logs.LogGroupTypeName, err)

	var current s3.Bucket
	if err := cloudcontrol.Read(returned, &current); err != nil {
		log.Fatal(err)
	}
	fmt.Println("identifier", must(cloudcontrol.Identifier(&current)))
	fmt.Println("ARN", must(cloudcontrol.Get(&current, s3.BucketAttrArn)))
	for _, d := range must(cloudcontrol.Drift(&current, bucket)) {
		fmt.Println("drift", d)
	}
	fmt.Println("repair", must(cloudcontrol.Converge(&current, bucket)))

	next := *bucket
	next.Tags = cfn.List[*s3.BucketTag]{}
	next.AccelerateConfiguration = &s3.BucketAccelerateConfiguration{
		AccelerationStatus: cfn.Val(s3.BucketAccelerateConfigurationAccelerationStatusEnabled),
	}
	fmt.Println("update", must(cloudcontrol.Patch(bucket, &next)))

	next.BucketName = cfn.Val("renamed")
	_, err = cloudcontrol.Patch(bucket, &next)
	var replacement *cloudcontrol.ReplacementError
	if errors.As(err, &replacement) {
		fmt.Println("replace because of", replacement.Pointers)
	}
}

func must[T any](x T, err error) T {
	if err != nil {
		log.Fatal(err)
	}
	return x
}
