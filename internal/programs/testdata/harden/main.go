// Command harden reads a template in YAML or JSON, hardens its resources, and writes it back
// with all else as it was:
//
//	every S3 bucket gets encryption, versioning and a block of public access,
//	every DynamoDB table point-in-time recovery and the DeletionPolicy Retain,
//	every Lambda function tracing and a newer runtime,
//	every resource that has tags the tag "owner",
//	and there is one more output for each bucket.
package main

import (
	"log"
	"os"
	"strings"

	"example.com/stacks/aws/alltypes"
	"example.com/stacks/aws/cfn"
	"example.com/stacks/aws/cfn/template"
	"example.com/stacks/aws/cfn/yaml"
	"example.com/stacks/aws/dynamodb"
	"example.com/stacks/aws/lambda"
	"example.com/stacks/aws/s3"
)

func main() {
	log.SetFlags(0)
	data, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	t, err := yaml.Read(data, cfn.Known(alltypes.Types()), cfn.KeepUnknown(), cfn.FileName(os.Args[1]))
	if err != nil {
		log.Fatal(err)
	}
	log.Print("changed: ", strings.Join(harden(t), ", "))
	if _, err := t.WriteTo(os.Stdout); err != nil {
		log.Fatal(err)
	}
}

// harden changes the resources and returns the logical IDs of those that differ then.
func harden(t *template.Template) (changed []string) {
	before := map[cfn.LogicalID]string{}
	for id, r := range t.AllResources() {
		before[id] = r.String()
	}
	for id, p := range template.All[*s3.Bucket](t) {
		bucket(p)
		t.AddOutput(id+"Arn", template.Output{Value: s3.BucketAttrArn.Of(id)})
	}
	for id, p := range template.All[*dynamodb.Table](t) {
		p.PointInTimeRecoverySpecification = &dynamodb.TablePointInTimeRecoverySpecification{PointInTimeRecoveryEnabled: cfn.Val(true)}
		if r := t.Resource(id); cfn.IsAbsent(r.DeletionPolicy) {
			r.DeletionPolicy = cfn.Val("Retain")
		}
	}
	for _, p := range template.All[*lambda.Function](t) {
		function(p)
	}
	for id, r := range t.AllResources() {
		t.SetTag(id, "owner", "platform")
		if r.String() != before[id] {
			changed = append(changed, string(id))
		}
	}
	return changed
}

func bucket(p *s3.Bucket) {
	if p.BucketEncryption == nil {
		p.BucketEncryption = &s3.BucketBucketEncryption{
			ServerSideEncryptionConfiguration: cfn.ListOf(&s3.BucketServerSideEncryptionRule{
				ServerSideEncryptionByDefault: &s3.BucketServerSideEncryptionByDefault{
					SSEAlgorithm: cfn.Val(s3.BucketServerSideEncryptionByDefaultSSEAlgorithmAes256),
				},
			}),
		}
	}
	if p.VersioningConfiguration == nil {
		p.VersioningConfiguration = &s3.BucketVersioningConfiguration{Status: cfn.Val(s3.BucketVersioningConfigurationStatusEnabled)}
	}
	p.PublicAccessBlockConfiguration = &s3.BucketPublicAccessBlockConfiguration{
		BlockPublicAcls: cfn.Val(true), BlockPublicPolicy: cfn.Val(true), IgnorePublicAcls: cfn.Val(true), RestrictPublicBuckets: cfn.Val(true),
	}
	p.AccessControl = cfn.Value[s3.BucketAccessControl]{} // absent: access control lists are off
}

func function(p *lambda.Function) {
	p.TracingConfig = &lambda.FunctionTracingConfig{Mode: cfn.Val(lambda.FunctionTracingConfigModeActive)}
	if runtime, ok := cfn.Get(p.Runtime); ok && strings.HasPrefix(runtime, "nodejs") {
		p.Runtime = cfn.Val("nodejs22.x")
	}
	if size, ok := cfn.Get(p.MemorySize); ok && size < 256 {
		p.MemorySize = cfn.Int(256)
	} else if fn := cfn.IntrinsicOf(p.MemorySize); fn != nil {
		log.Print("memory size is ", fn)
	}
}
