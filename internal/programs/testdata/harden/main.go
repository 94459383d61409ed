// Command harden reads a template, hardens its resources, and writes it back:
//
//	every S3 bucket gets encryption, versioning and a block of public access,
//	every DynamoDB table point-in-time recovery and the DeletionPolicy Retain,
//	every Lambda function tracing and a newer runtime,
//	every resource that has Tags the tag "owner",
//	and there is one more output for each bucket.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"example.com/stacks/aws/apigatewayv2"
	"example.com/stacks/aws/cfn"
	"example.com/stacks/aws/dynamodb"
	"example.com/stacks/aws/ec2"
	"example.com/stacks/aws/ecs"
	"example.com/stacks/aws/iam"
	"example.com/stacks/aws/lambda"
	"example.com/stacks/aws/logs"
	"example.com/stacks/aws/s3"
)

// types are those that we know, a list by hand.
var types = []cfn.Properties{
	(*apigatewayv2.Api)(nil), (*apigatewayv2.Stage)(nil), (*apigatewayv2.Route)(nil),
	(*apigatewayv2.Integration)(nil), (*apigatewayv2.IntegrationResponse)(nil),
	(*dynamodb.Table)(nil), (*ec2.SecurityGroup)(nil), (*ec2.SecurityGroupIngress)(nil),
	(*ecs.Service)(nil), (*ecs.TaskDefinition)(nil), (*iam.Role)(nil),
	(*lambda.Function)(nil), (*lambda.Permission)(nil), (*logs.LogGroup)(nil),
	(*s3.Bucket)(nil), (*s3.BucketPolicy)(nil),
}

func main() {
	if err := run(os.Args[1], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, os.Args[1]+":", err)
		os.Exit(1)
	}
}

func run(file string, out io.Writer) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	t, err := cfn.ReadTemplate(data, cfn.Known(types...), cfn.KeepUnknown())
	if err != nil {
		return err
	}
	changed, err := harden(t)
	if err != nil {
		return err
	}
	enc := json.NewEncoder(out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(t); err != nil {
		return err
	}
	fmt.Fprintln(os.Stderr, "changed:", strings.Join(changed, ", "))
	return nil
}

// harden changes the resources and returns the logical IDs of those that differ then.
func harden(t *cfn.Template) (changed []string, err error) {
	var buckets []string
	for _, id := range slices.Sorted(maps.Keys(t.Resources)) {
		r := t.Resources[id]
		before := r.String()
		if r.Properties == nil && r.TypeName() == s3.BucketTypeName {
			r.Properties = &s3.Bucket{} // a resource without properties is not read as its type
		}
		switch p := r.Properties.(type) {
		case *s3.Bucket:
			bucket(p)
			buckets = append(buckets, id)
		case *dynamodb.Table:
			table(r, p)
		case *lambda.Function:
			function(p)
		}
		tag(r.Properties)
		if r.String() != before {
			changed = append(changed, id)
		}
	}
	return changed, outputs(t, buckets)
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
		p.VersioningConfiguration = &s3.BucketVersioningConfiguration{
			Status: cfn.Val(s3.BucketVersioningConfigurationStatusEnabled),
		}
	}
	p.PublicAccessBlockConfiguration = &s3.BucketPublicAccessBlockConfiguration{
		BlockPublicAcls: cfn.Val(true), BlockPublicPolicy: cfn.Val(true),
		IgnorePublicAcls: cfn.Val(true), RestrictPublicBuckets: cfn.Val(true),
	}
	p.AccessControl = cfn.Value[s3.BucketAccessControl]{} // absent: access control lists are off
}

func table(r *cfn.Resource, p *dynamodb.Table) {
	p.PointInTimeRecoverySpecification = &dynamodb.TablePointInTimeRecoverySpecification{
		PointInTimeRecoveryEnabled: cfn.Val(true),
	}
	if cfn.IsAbsent(r.DeletionPolicy) {
		r.DeletionPolicy = cfn.Val("Retain")
	}
}

func function(p *lambda.Function) {
	p.TracingConfig = &lambda.FunctionTracingConfig{Mode: cfn.Val(lambda.FunctionTracingConfigModeActive)}
	if runtime, ok := cfn.Get(p.Runtime); ok && strings.HasPrefix(runtime, "nodejs") {
		p.Runtime = cfn.Val("nodejs22.x")
	}
	if size, ok := cfn.Get(p.MemorySize); ok && size < 256 {
		p.MemorySize = cfn.Int(256)
	} else if fn := cfn.IntrinsicOf(p.MemorySize); fn != nil {
		fmt.Fprintln(os.Stderr, "memory size is", fn.Name(), fn.Arg())
	}
}

// tag adds our tag. Each resource type has a tag type of its own, so this is one case a
// type.
func tag(p cfn.Properties) {
	const key, value = "owner", "platform"
	switch p := p.(type) {
	case *s3.Bucket:
		p.Tags = add(p.Tags, &s3.BucketTag{Key: cfn.Val(key), Value: cfn.Val(value)})
	case *dynamodb.Table:
		p.Tags = add(p.Tags, &dynamodb.TableTag{Key: cfn.Val(key), Value: cfn.Val(value)})
	case *lambda.Function:
		p.Tags = add(p.Tags, &lambda.FunctionTag{Key: cfn.Val(key), Value: cfn.Val(value)})
	case *iam.Role:
		p.Tags = add(p.Tags, &iam.RoleTag{Key: cfn.Val(key), Value: cfn.Val(value)})
	case *ecs.Service:
		p.Tags = add(p.Tags, &ecs.ServiceTag{Key: cfn.Val(key), Value: cfn.Val(value)})
	case *ec2.SecurityGroup:
		p.Tags = add(p.Tags, &ec2.SecurityGroupTag{Key: cfn.Val(key), Value: cfn.Val(value)})
	case *logs.LogGroup:
		p.Tags = add(p.Tags, &logs.LogGroupTag{Key: cfn.Val(key), Value: cfn.Val(value)})
	}
}

// add appends to a list that can be absent; one that is an intrinsic function stays.
func add[E any](l cfn.List[E], e E) cfn.List[E] {
	if cfn.ListIntrinsic(l) != nil {
		return l
	}
	items, _ := cfn.Items(l)
	return cfn.ListOf(append(slices.Clip(items), e)...)
}

// outputs adds an output for every bucket. The section is JSON: read, change, write.
func outputs(t *cfn.Template, buckets []string) error {
	if len(buckets) == 0 {
		return nil
	}
	all := map[string]cfn.JSON{}
	if text := t.Outputs.String(); text != "" {
		if err := json.Unmarshal([]byte(text), &all); err != nil {
			return err
		}
	}
	for _, id := range buckets {
		name := id + "Arn"
		if _, ok := all[name]; ok {
			return errors.New("there is an output " + name)
		}
		all[name] = cfn.JSONOf(map[string]any{"Value": s3.BucketAttrArn.Of(id)})
	}
	t.Outputs = cfn.JSONOf(all)
	return nil
}
