// Command cloudcontrol makes what the Cloud Control API takes: a desired state, a patch
// between two states, and an identifier; and reads what it returns.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"maps"
	"slices"
	"strconv"
	"strings"

	"example.com/stacks/aws/apigatewayv2"
	"example.com/stacks/aws/cfn"
	"example.com/stacks/aws/cfn/schema"
	"example.com/stacks/aws/iam"
	"example.com/stacks/aws/logs"
	"example.com/stacks/aws/s3"
)

func main() {
	bucket := create()
	read()
	update(bucket)
	fmt.Println("identifier of", identifier(&apigatewayv2.IntegrationResponse{}))
	fmt.Println("identifier of", identifier(&iam.Role{}))
}

// create prints what CreateResource takes: TypeName and DesiredState.
func create() *s3.Bucket {
	bucket := &s3.Bucket{
		BucketName: cfn.Val("example-uploads"),
		VersioningConfiguration: &s3.BucketVersioningConfiguration{
			Status: cfn.Val(s3.BucketVersioningConfigurationStatusEnabled),
		},
		Tags: cfn.ListOf(&s3.BucketTag{Key: cfn.Val("owner"), Value: cfn.Val("platform")}),
	}
	state, err := desired(bucket)
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("TypeName", bucket.CFNSchema().Name)
	fmt.Println("DesiredState", state)
	if _, err := desired(&logs.LogGroup{LogGroupName: cfn.Sub[string]("/x/${AWS::Region}")}); err != nil {
		fmt.Println("refused:", err)
	}
	return bucket
}

// desired returns the state as JSON. It is an error where something is wrong or only
// CloudFormation could resolve it.
func desired(p cfn.Properties) (cfn.JSON, error) {
	state := cfn.JSONOf(p)
	if at := intrinsic("", state); at != "" {
		return state, errors.New(at + ": an intrinsic function")
	}
	return state, p.Validate()
}

// intrinsic returns the pointer of the first intrinsic function in a value, "" where there
// is none.
func intrinsic(at string, j cfn.JSON) string {
	members := object(j)
	for _, k := range slices.Sorted(maps.Keys(members)) {
		if len(members) == 1 && (k == "Ref" || strings.HasPrefix(k, "Fn::")) {
			return at + "/" + k
		}
		if p := intrinsic(at+"/"+escape.Replace(k), members[k]); p != "" {
			return p
		}
	}
	var items []cfn.JSON
	if json.Unmarshal([]byte(j.String()), &items) == nil {
		for i, x := range items {
			if p := intrinsic(at+"/"+strconv.Itoa(i), x); p != "" {
				return p
			}
		}
	}
	return ""
}

// read reads what GetResource returns, read-only properties included.
func read() {
	returned := []byte(`{"BucketName":"example-uploads","Arn":"arn:aws:s3:::example-uploads","DomainName":"d",
		"VersioningConfiguration":{"Status":"Enabled"},"Tags":[{"Key":"owner","Value":"platform"}]}`)
	var current s3.Bucket
	fmt.Println("strict:", cfn.Unmarshal(returned, &current))
	if err := cfn.Unmarshal(returned, &current, cfn.KeepUnknown()); err != nil {
		log.Fatal(err)
	}
	for _, e := range cfn.ObjectUnknown(current.Node) {
		fmt.Println("read-only", e.Key, e.Value)
	}
	fmt.Println("validate:", current.Validate(cfn.Skip(cfn.RuleReadOnly)))
}

// update prints what UpdateResource takes, a JSON Patch.
func update(bucket *s3.Bucket) {
	next := *bucket
	next.VersioningConfiguration = &s3.BucketVersioningConfiguration{
		Status: cfn.Val(s3.BucketVersioningConfigurationStatusSuspended),
	}
	next.BucketName = cfn.Val("renamed")
	next.Tags = cfn.List[*s3.BucketTag]{}
	next.AccelerateConfiguration = &s3.BucketAccelerateConfiguration{
		AccelerationStatus: cfn.Val(s3.BucketAccelerateConfigurationAccelerationStatusEnabled),
	}
	ops := diff("", cfn.JSONOf(bucket), cfn.JSONOf(&next))
	fmt.Println("PatchDocument", cfn.JSONOf(ops))
	for _, o := range ops {
		name, _, _ := strings.Cut(strings.TrimPrefix(o.Path, "/"), "/")
		if f := bucket.CFNSchema().Field(name); f != nil && f.Flags&schema.FlagCreateOnly != 0 {
			fmt.Println("cannot update in place:", o.Path)
		}
	}
}

// op is an operation of a JSON Patch.
type op struct {
	Op    string   `json:"op"`
	Path  string   `json:"path"`
	Value cfn.JSON `json:"value"`
}

var escape = strings.NewReplacer("~", "~0", "/", "~1")

// diff returns the operations that make b of a, both of which are objects.
func diff(at string, a, b cfn.JSON) (ops []op) {
	before, after := object(a), object(b)
	all := maps.Clone(before)
	maps.Copy(all, after)
	for _, k := range slices.Sorted(maps.Keys(all)) {
		p := at + "/" + escape.Replace(k)
		x, inA := before[k]
		y, inB := after[k]
		switch {
		case !inB:
			ops = append(ops, op{Op: "remove", Path: p})
		case !inA:
			ops = append(ops, op{"add", p, y})
		case object(x) != nil && object(y) != nil:
			ops = append(ops, diff(p, x, y)...)
		case !cfn.Equal(x, y):
			ops = append(ops, op{"replace", p, y})
		}
	}
	return ops
}

// object returns the members of an object, nil for any other value.
func object(j cfn.JSON) (members map[string]cfn.JSON) {
	if json.Unmarshal([]byte(j.String()), &members) != nil {
		return nil
	}
	return members
}

// identifier names the parts of a primary identifier, and which the service makes.
func identifier(p cfn.Properties) string {
	s := p.CFNSchema()
	var parts []string
	for _, name := range s.PrimaryIdentifier {
		if slices.Contains(s.ReadOnly, name) {
			name += " (read-only)"
		}
		parts = append(parts, name)
	}
	return s.Name + ": " + strings.Join(parts, " | ")
}
