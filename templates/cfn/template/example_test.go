package template_test

import (
	"fmt"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/schema"
	"github.com/cfngen/cfngen/templates/cfn/template"
)

// Topic is a resource type such as is generated.
type Topic struct {
	cfn.Node
	DisplayName cfn.Value[string]
	Fifo        cfn.Value[bool]
	Tags        cfn.Map[cfn.Value[string]]
	Policy      cfn.JSON
}

func (*Topic) CFNSchema() *schema.Schema               { return &topicSchema }
func (x *Topic) Validate(options ...cfn.Option) error  { return cfn.Validate(x, options...) }
func (x *Topic) AppendJSON(dst []byte) ([]byte, error) { return cfn.AppendJSON(dst, x) }
func (x *Topic) UnmarshalJSON(data []byte) error       { return cfn.Unmarshal(data, x) }

// TopicRef and TopicAttrArn are references to a topic.
const (
	TopicRef     cfn.Reference[string] = "AWS::Test::Topic"
	TopicAttrArn cfn.Attribute[string] = "Arn"
)

var topicSchema = schema.Schema{
	Name:       "AWS::Test::Topic",
	Go:         (*Topic)(nil),
	Fields:     []schema.Field{{Name: "DisplayName"}, {Name: "Fifo"}, {Name: "Tags"}, {Name: "Policy"}},
	ReadOnly:   []string{"Arn"},
	Attributes: []string{"Arn", "Endpoint.Address"},
}

func ExampleTemplate() {
	t := &template.Template{Description: cfn.Val("A reply")}
	env := t.AddParameter("Environment", template.Parameter{
		Type: cfn.Val("String"), Default: cfn.Val("dev"), AllowedValues: cfn.Vals("dev", "prod"),
	})
	prod := t.AddCondition("IsProduction", cfn.Equals(cfn.Ref[string](env), cfn.Val("prod")))
	topic := t.AddResource("Alarms", template.Resource{Condition: cfn.Val(prod), Properties: &Topic{DisplayName: cfn.Sub[string]("alarms of ${Environment}")}})
	t.AddOutput("Arn", template.Output{Condition: cfn.Val(prod), Value: TopicAttrArn.Of(topic)})
	fmt.Println(t)
	fmt.Println(t.Validate())
	// Output:
	// {
	//   "Description": "A reply",
	//   "Parameters": {
	//     "Environment": {
	//       "Type": "String",
	//       "Default": "dev",
	//       "AllowedValues": [
	//         "dev",
	//         "prod"
	//       ]
	//     }
	//   },
	//   "Conditions": {
	//     "IsProduction": {
	//       "Fn::Equals": [
	//         {
	//           "Ref": "Environment"
	//         },
	//         "prod"
	//       ]
	//     }
	//   },
	//   "Resources": {
	//     "Alarms": {
	//       "Type": "AWS::Test::Topic",
	//       "Condition": "IsProduction",
	//       "Properties": {
	//         "DisplayName": {
	//           "Fn::Sub": "alarms of ${Environment}"
	//         }
	//       }
	//     }
	//   },
	//   "Outputs": {
	//     "Arn": {
	//       "Condition": "IsProduction",
	//       "Value": {
	//         "Fn::GetAtt": [
	//           "Alarms",
	//           "Arn"
	//         ]
	//       }
	//     }
	//   }
	// }
	// <nil>
}

// Types returns the resource types, as the function of this name does in each generated
// package.
func Types() []cfn.Properties { return []cfn.Properties{(*Topic)(nil)} }

func ExampleCheck() {
	const text = `{
  "Resources": {
    "Alarms": {
      "Type": "AWS::Test::Topic",
      "Properties": {
        "DisplayName": {"Ref": "Name"},
        "Fifo": "maybe"
      }
    }
  }
}`
	for _, e := range template.Check([]byte(text), cfn.Known(Types()), cfn.FileName("alarms.json")) {
		fmt.Println(e)
	}
	// Output:
	// alarms.json:6:32: /Resources/Alarms/Properties/DisplayName/Ref: there is no parameter or resource Name
	// alarms.json:7:17: /Resources/Alarms/Properties/Fifo: a boolean is expected, not this string
}

func ExampleFind() {
	const text = `{"Resources": {
		"Alarms": {"Type": "AWS::Test::Topic", "Properties": {"DisplayName": "alarms"}},
		"Audit": {"Type": "AWS::Test::Topic"}}}`
	t, err := template.Read([]byte(text), cfn.Known(Types()))
	if err != nil {
		fmt.Println(err)
		return
	}
	if audit, ok := template.Find[*Topic](t, "Audit"); ok {
		audit.DisplayName = cfn.Val("audit")
	}
	for id, topic := range template.All[*Topic](t) {
		name, _ := cfn.Get(topic.DisplayName)
		fmt.Println(id, name)
	}
	// Output:
	// Alarms alarms
	// Audit audit
}

func ExampleTemplate_Decide() {
	const text = `{"Parameters": {"Environment": {"Type": "String", "Default": "dev"}},
		"Conditions": {"IsProduction": {"Fn::Equals": [{"Ref": "Environment"}, "prod"]}},
		"Resources": {"Alarms": {"Type": "AWS::SNS::Topic", "Condition": "IsProduction"}},
		"Outputs": {"Arn": {"Value": {"Ref": "Alarms"}}}}`
	t, err := template.Read([]byte(text))
	if err != nil {
		fmt.Println(err)
		return
	}
	d, err := t.Decide(map[cfn.LogicalID]string{"Environment": "dev"})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(d.HasResource("Alarms"))
	fmt.Println(d.Validate())
	// Output:
	// false
	// 4:32: /Outputs/Arn/Value: the resource Alarms is not there: its condition IsProduction does not hold
}
