package cfn_test

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// Queue is a resource type as gen writes it. A program imports one from a generated
// package: &sqs.Queue{…}.
type Queue struct {
	cfn.Node
	QueueName     cfn.Value[string]
	DelaySeconds  cfn.Value[int64]
	FifoQueue     cfn.Value[bool]
	RedrivePolicy cfn.JSON
	Tags          cfn.List[*QueueTag]
}

// QueueTag is the type of a nested object.
type QueueTag struct {
	cfn.Node
	Key   cfn.Value[string]
	Value cfn.Value[string]
}

func (*Queue) CFNSchema() *schema.Schema               { return &queueSchema }
func (x *Queue) Validate(options ...cfn.Option) error  { return cfn.Validate(x, options...) }
func (x *Queue) AppendJSON(dst []byte) ([]byte, error) { return cfn.AppendJSON(dst, x) }
func (x *Queue) MarshalJSON() ([]byte, error)          { return cfn.MarshalJSON(x) }
func (x *Queue) UnmarshalJSON(data []byte) error       { return cfn.Unmarshal(data, x) }

// QueueAttrArn is the attribute Arn, for Fn::GetAtt.
const QueueAttrArn cfn.Attribute[string] = "Arn"

var queueSchema = schema.Schema{
	Name: "AWS::SQS::Queue", Go: (*Queue)(nil), ReadOnly: []string{"Arn"}, Attributes: []string{"Arn"},
	Fields: []schema.Field{
		{Name: "QueueName", Flags: schema.FlagCreateOnly},
		{Name: "DelaySeconds", Check: &schema.Check{Minimum: "0", Maximum: "900"}},
		{Name: "FifoQueue", Flags: schema.FlagCreateOnly},
		{Name: "RedrivePolicy", Check: &schema.Check{Kinds: schema.KindObject | schema.KindString}},
		{Name: "Tags"},
	},
	Nested: []schema.Schema{{
		Name: "AWS::SQS::Queue.Tag", Go: (*QueueTag)(nil),
		Fields: []schema.Field{{Name: "Key", Flags: schema.FlagRequired}, {Name: "Value", Flags: schema.FlagRequired}},
	}},
}

// A program fills in the properties of a resource, checks them and writes them.
func Example() {
	queue := &Queue{
		QueueName:    cfn.Sub[string]("${AWS::StackName}-jobs"),
		DelaySeconds: cfn.Ref[int64]("Delay"),
		FifoQueue:    cfn.Val(false),
		RedrivePolicy: cfn.JSONOf(map[string]any{
			"maxReceiveCount":     3,
			"deadLetterTargetArn": cfn.GetAtt[string]("DeadLetters", "Arn"),
		}),
		Tags: cfn.ListOf(&QueueTag{Key: cfn.Val("team"), Value: cfn.Val("store")}),
	}
	if err := queue.Validate(); err != nil {
		fmt.Println(err)
	}
	text, err := json.MarshalIndent(queue, "", "  ")
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println(string(text))
	// Output:
	// {
	//   "QueueName": {
	//     "Fn::Sub": "${AWS::StackName}-jobs"
	//   },
	//   "DelaySeconds": {
	//     "Ref": "Delay"
	//   },
	//   "FifoQueue": false,
	//   "RedrivePolicy": {
	//     "deadLetterTargetArn": {
	//       "Fn::GetAtt": [
	//         "DeadLetters",
	//         "Arn"
	//       ]
	//     },
	//     "maxReceiveCount": 3
	//   },
	//   "Tags": [
	//     {
	//       "Key": "team",
	//       "Value": "store"
	//     }
	//   ]
	// }
}

// Reading reports all mistakes at once, each with its place.
func ExampleUnmarshal() {
	const text = `{
  "DelaySeconds": "ten",
  "FifoQeue": true
}`
	fmt.Println(cfn.Unmarshal([]byte(text), new(Queue)))
	// Output:
	// 2:19: /DelaySeconds: an integer is expected, not this string
	// 3:3: /FifoQeue: the property is not one of AWS::SQS::Queue; did you mean FifoQueue?
}

// Rules can be told apart and turned off.
func ExampleValidate() {
	queue := &Queue{DelaySeconds: cfn.Int(1000), Tags: cfn.ListOf(&QueueTag{Key: cfn.Val("team")})}
	var errs cfn.Errors
	if errors.As(queue.Validate(), &errs) {
		for _, e := range errs {
			fmt.Println(e.Rule, e.Path)
		}
	}
	fmt.Println(queue.Validate(cfn.Skip(cfn.RuleMaximum, cfn.RuleRequired)))
	// Output:
	// maximum /DelaySeconds
	// required /Tags/0/Value
	// <nil>
}

// Absent, false and an intrinsic function are three things.
func ExampleValue() {
	for _, queue := range []*Queue{
		{},
		{FifoQueue: cfn.Val(false)},
		{FifoQueue: cfn.If("Production", cfn.Val(true), cfn.Value[bool]{})},
	} {
		fifo, literal := cfn.Get(queue.FifoQueue)
		text, err := queue.MarshalJSON()
		fmt.Println(cfn.IsAbsent(queue.FifoQueue), literal, fifo, string(text), err)
	}
	// Output:
	// true false false {} <nil>
	// false true false {"FifoQueue":false} <nil>
	// false false false {"FifoQueue":{"Fn::If":["Production",true,{"Ref":"AWS::NoValue"}]}} <nil>
}

// An attribute of a resource is typed as its value is.
func ExampleAttribute() {
	queue := &Queue{QueueName: QueueAttrArn.Of("DeadLetters")}
	fmt.Println(cfn.IntrinsicOf(queue.QueueName).Name(), cfn.IntrinsicOf(queue.QueueName).Arg())
	// Output: Fn::GetAtt ["DeadLetters","Arn"]
}

// Free-form JSON is made from Go values, with values of the package in them.
func ExampleJSONOf() {
	type statement struct {
		Effect, Action string
		Resource       cfn.Value[string]
	}
	policy := cfn.JSONOf(map[string]any{
		"Version": "2012-10-17",
		"Statement": []statement{
			{"Allow", "sqs:SendMessage", cfn.GetAtt[string]("Jobs", "Arn")},
		},
	})
	fmt.Println(policy)
	// Output:
	// {"Statement":[{"Effect":"Allow","Action":"sqs:SendMessage","Resource":{"Fn::GetAtt":["Jobs","Arn"]}}],"Version":"2012-10-17"}
}

// A test compares what a program makes with what it should.
func ExampleDiff() {
	got := &Queue{QueueName: cfn.Val("jobs"), DelaySeconds: cfn.Int(5)}
	want := &Queue{QueueName: cfn.Sub[string]("${AWS::StackName}-jobs"), DelaySeconds: cfn.Int(5)}
	if diff := cfn.Diff(want, got); diff != "" {
		fmt.Print(diff)
	}
	// Output:
	// /QueueName
	// 	- {
	// 	-   "Fn::Sub": "${AWS::StackName}-jobs"
	// 	- }
	// 	+ "jobs"
}
