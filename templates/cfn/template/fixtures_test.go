package template_test

import (
	"testing"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/schema"
	"github.com/cfngen/cfngen/templates/cfn/template"
)

// Alarm needs a metric, and has topics to tell.
type Alarm struct {
	cfn.Node
	Metric    cfn.Value[string]
	Threshold cfn.Value[int64]
	Actions   cfn.List[cfn.Value[string]]
	Window    *AlarmWindow
}

// AlarmWindow is a part of an alarm.
type AlarmWindow struct {
	cfn.Node
	Minutes cfn.Value[int64]
}

func (*Alarm) CFNSchema() *schema.Schema               { return &alarmSchema }
func (x *Alarm) Validate(options ...cfn.Option) error  { return cfn.Validate(x, options...) }
func (x *Alarm) AppendJSON(dst []byte) ([]byte, error) { return cfn.AppendJSON(dst, x) }
func (x *Alarm) MarshalJSON() ([]byte, error)          { return cfn.MarshalJSON(x) }
func (x *Alarm) UnmarshalJSON(data []byte) error       { return cfn.Unmarshal(data, x) }

var alarmSchema = schema.Schema{
	Name: "AWS::Test::Alarm",
	Go:   (*Alarm)(nil),
	Fields: []schema.Field{
		{Name: "Metric", Flags: schema.FlagRequired},
		{Name: "Threshold"},
		{Name: "Actions"},
		{Name: "Window"},
	},
	Nested: []schema.Schema{{Name: "AWS::Test::Alarm.Window", Go: (*AlarmWindow)(nil), Fields: []schema.Field{{Name: "Minutes"}}}},
}

// Tagged has tags as most types have.
type Tagged struct {
	cfn.Node
	Tags cfn.List[*TaggedTag]
}

// TaggedTag is a tag.
type TaggedTag struct {
	cfn.Node
	Key, Value cfn.Value[string]
}

func (*Tagged) CFNSchema() *schema.Schema               { return &taggedSchema }
func (x *Tagged) Validate(options ...cfn.Option) error  { return cfn.Validate(x, options...) }
func (x *Tagged) AppendJSON(dst []byte) ([]byte, error) { return cfn.AppendJSON(dst, x) }

var taggedSchema = schema.Schema{
	Name:   "AWS::Test::Tagged",
	Go:     (*Tagged)(nil),
	Fields: []schema.Field{{Name: "Tags"}},
	Nested: []schema.Schema{{Name: "AWS::Test::Tagged.Tag", Go: (*TaggedTag)(nil), Fields: []schema.Field{
		{Name: "Key", Flags: schema.FlagRequired}, {Name: "Value", Flags: schema.FlagRequired},
	}}},
}

// relations returns what the properties of an alarm refer to.
func relations() []schema.Relations {
	return []schema.Relations{
		{Type: "AWS::Test::Alarm", References: []schema.Reference{
			{Pointer: "/Actions", Targets: []schema.Target{{Type: "AWS::Test::Topic", Property: "Arn"}, {Type: "AWS::Test::Queue", Property: "Arn"}}},
			{Pointer: "/Metric", Targets: []schema.Target{{Type: "AWS::Test::Topic", Property: "Name"}}},
			{Pointer: "/Window/Minutes", Targets: []schema.Target{{Type: "AWS::Test::Alarm", Property: "Name"}}},
		}},
		{Type: "AWS::Test::Topic", Ref: []string{"Arn"}},
	}
}

func readTemplate(t *testing.T, text string, options ...cfn.Option) *template.Template {
	t.Helper()
	x, err := template.Read([]byte(text), append(options, cfn.Known(types()))...)
	if err != nil {
		t.Fatal(err)
	}
	return x
}
