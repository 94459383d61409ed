package update_test

import (
	"fmt"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/schema"
	"github.com/cfngen/cfngen/templates/cfn/template"
	"github.com/cfngen/cfngen/templates/cfn/update"
)

// Table stands for a generated resource type.
type Table struct {
	cfn.Node

	Capacity  cfn.Value[int64]
	TableName cfn.Value[string]
}

func (*Table) CFNSchema() *schema.Schema               { return &tableSchema }
func (x *Table) Validate(options ...cfn.Option) error  { return cfn.Validate(x, options...) }
func (x *Table) AppendJSON(dst []byte) ([]byte, error) { return cfn.AppendJSON(dst, x) }

var tableSchema = schema.Schema{
	Name:              "AWS::Example::Table",
	Go:                (*Table)(nil),
	Fields:            []schema.Field{{Name: "Capacity"}, {Name: "TableName", Flags: schema.FlagCreateOnly}},
	PrimaryIdentifier: []string{"TableName"},
	Facts:             &schema.Facts{Stateful: true},
}

func ExampleChanges() {
	build := func(name string, capacity int64) *template.Template {
		t := &template.Template{}
		t.Add("Orders", &Table{TableName: cfn.Val(name), Capacity: cfn.Int(capacity)})
		t.Add("Users", &Table{TableName: cfn.Val("users"), Capacity: cfn.Int(capacity)})
		return t
	}
	plan, err := update.Changes(build("orders", 5), build("all-orders", 10))
	if err != nil {
		panic(err)
	}
	fmt.Print(plan)
	fmt.Println(plan.Resource("Orders").Replacement, plan.Resource("Orders").PolicyAction)
	// Output:
	// Resources: 1 losing data, 1 changed in place.
	//
	// Data is lost:
	//   Orders (AWS::Example::Table): replaced; its data is lost
	//     /Properties/TableName: "orders" → "all-orders" (the property is create-only)
	//     /Properties/Capacity: 5 → 10
	//
	// Changed in place:
	//   Users (AWS::Example::Table)
	//     /Properties/Capacity: 5 → 10
	// True ReplaceAndDelete
}
