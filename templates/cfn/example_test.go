package cfn_test

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/cfngen/cfngen/templates/cfn"
)

func ExampleTemplate() {
	tmpl := cfn.Template{Resources: map[string]*cfn.Resource{
		"Reply": {
			Properties: &Shapes{Str: cfn.Val("hello"), Int: cfn.Ref[int64]("Count")},
			DependsOn:  []string{"Route"},
		},
	}}
	out, err := json.MarshalIndent(tmpl, "", "  ")
	if err != nil {
		fmt.Println(err)
	}
	fmt.Println(string(out))
	// Output:
	// {
	//   "Resources": {
	//     "Reply": {
	//       "Type": "AWS::Test::Shapes",
	//       "DependsOn": [
	//         "Route"
	//       ],
	//       "Properties": {
	//         "Str": "hello",
	//         "Int": {
	//           "Ref": "Count"
	//         }
	//       }
	//     }
	//   }
	// }
}

func ExampleValidate() {
	leaf := &Leaf{Value: cfn.Val("v"), Next: &Leaf{}}
	var errs cfn.Errors
	if errors.As(cfn.Validate(leaf), &errs) {
		for _, e := range errs {
			fmt.Println(e.Rule, e.Path)
		}
	}
	// Output:
	// required /Key
	// required /Next/Key
}

func ExampleUnmarshal() {
	var leaf Leaf
	err := cfn.Unmarshal([]byte(`{"Key": 3, "value": "v"}`), &leaf)
	fmt.Println(err)
	key, ok := cfn.Get(leaf.Key)
	fmt.Println(key, ok)
	// Output:
	// 1:12: /value: the property is not one of AWS::Test::Shapes.Leaf; did you mean Value?
	// 3 true
}

func ExampleIf() {
	x := Shapes{Bool: cfn.If("Production", cfn.Val(true), cfn.Value[bool]{})}
	out, _ := x.MarshalJSON()
	fmt.Println(string(out))
	// Output: {"Bool":{"Fn::If":["Production",true,{"Ref":"AWS::NoValue"}]}}
}
