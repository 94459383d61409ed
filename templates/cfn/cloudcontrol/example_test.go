package cloudcontrol_test

import (
	"errors"
	"fmt"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/cloudcontrol"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// Queue stands for a generated resource type.
type Queue struct {
	cfn.Node
	Delay     cfn.Value[int64]
	QueueName cfn.Value[string]
	Secret    cfn.Value[string]
}

func (*Queue) CFNSchema() *schema.Schema               { return &queueSchema }
func (x *Queue) AppendJSON(dst []byte) ([]byte, error) { return cfn.AppendJSON(dst, x) }
func (x *Queue) Validate(options ...cfn.Option) error  { return cfn.Validate(x, options...) }

var queueSchema = schema.Schema{
	Name: "Example::Service::Queue", Go: (*Queue)(nil),
	Fields:            []schema.Field{{Name: "Delay"}, {Name: "QueueName", Flags: schema.FlagCreateOnly}, {Name: "Secret", Flags: schema.FlagWriteOnly}},
	ReadOnly:          []string{"Arn"},
	PrimaryIdentifier: []string{"Arn"},
}

// QueueAttrArn stands for the constant of an attribute.
const QueueAttrArn cfn.Attribute[string] = "Arn"

func ExampleDesiredState() {
	state, err := cloudcontrol.DesiredState(&Queue{QueueName: cfn.Val("orders"), Delay: cfn.Int(5)})
	fmt.Println(state, err)
	_, err = cloudcontrol.DesiredState(&Queue{QueueName: cfn.Ref[string]("Name")})
	fmt.Println(err)
	// Output:
	// {"Delay":5,"QueueName":"orders"} <nil>
	// /QueueName: an intrinsic function, which CloudFormation alone resolves: Ref
}

func ExamplePatch() {
	before := &Queue{QueueName: cfn.Val("orders"), Delay: cfn.Int(5), Secret: cfn.Val("s")}
	after := *before
	after.Delay = cfn.Int(0)
	fmt.Println(cloudcontrol.Patch(before, &after))
	after.QueueName = cfn.Val("invoices")
	_, err := cloudcontrol.Patch(before, &after)
	var replacement *cloudcontrol.ReplacementError
	fmt.Println(errors.As(err, &replacement), err)
	// Output:
	// [{"op":"add","path":"/Delay","value":0},{"op":"add","path":"/Secret","value":"s"}] <nil>
	// true Example::Service::Queue: the change would replace the resource, because it is of create-only properties: /QueueName
}

func ExampleConverge() {
	var current Queue
	if err := cloudcontrol.Read(`{"Arn":"arn:aws:x:::q-1a2b","QueueName":"q-1a2b","Delay":0}`, &current); err != nil {
		fmt.Println(err)
	}
	desired := &Queue{Delay: cfn.Int(5)}
	differences, err := cloudcontrol.Drift(&current, desired)
	fmt.Println(differences, err)
	fmt.Println(cloudcontrol.Converge(&current, desired))
	// Output:
	// [/Delay: 0, desired 5] <nil>
	// [{"op":"add","path":"/Delay","value":5}] <nil>
}

func ExampleGet() {
	var current Queue
	if err := cloudcontrol.Read(`{"Arn":"arn:aws:x:::orders","QueueName":"orders"}`, &current); err != nil {
		fmt.Println(err)
	}
	fmt.Println(cloudcontrol.Get(&current, QueueAttrArn))
	fmt.Println(cloudcontrol.Identifier(&current))
	// Output:
	// arn:aws:x:::orders <nil>
	// arn:aws:x:::orders <nil>
}
