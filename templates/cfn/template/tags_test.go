package template_test

import (
	"testing"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/template"
)

func TestSetTag(t *testing.T) {
	tests := map[string]struct{ properties, want string }{
		"no tags yet":     {`{"Type":"AWS::Test::Tagged"}`, `{"Tags":[{"Key":"owner","Value":"me"}]}`},
		"others":          {`{"Type":"AWS::Test::Tagged","Properties":{"Tags":[{"Key":"a","Value":{"Ref":"B"}}]}}`, `{"Tags":[{"Key":"a","Value":{"Ref":"B"}},{"Key":"owner","Value":"me"}]}`},
		"replaced":        {`{"Type":"AWS::Test::Tagged","Properties":{"Tags":[{"Value":"x","Key":"owner"},{"Key":"b","Value":"y"}]}}`, `{"Tags":[{"Key":"owner","Value":"me"},{"Key":"b","Value":"y"}]}`},
		"function":        {`{"Type":"AWS::Test::Tagged","Properties":{"Tags":{"Fn::If":["C",[],{"Ref":"AWS::NoValue"}]}}}`, ""},
		"map":             {`{"Type":"AWS::Test::Topic","Properties":{"Tags":{"a":"b"}}}`, `{"Tags":{"a":"b","owner":"me"}}`},
		"map, none yet":   {`{"Type":"AWS::Test::Topic","Properties":{}}`, `{"Tags":{"owner":"me"}}`},
		"map, replaced":   {`{"Type":"AWS::Test::Topic","Properties":{"Tags":{"owner":{"Ref":"O"},"z":"1"}}}`, `{"Tags":{"owner":"me","z":"1"}}`},
		"type without":    {`{"Type":"AWS::Test::Alarm","Properties":{"Metric":"m"}}`, ""},
		"type not known":  {`{"Type":"AWS::New::Thing","Properties":{"Tags":[]}}`, ""},
		"function in all": {`{"Type":"AWS::Test::Tagged","Properties":{"Fn::Transform":{"Name":"AWS::Include"}}}`, ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			x, err := template.Read([]byte(`{"Resources":{"A":`+test.properties+`}}`), cfn.Known(types()))
			if err != nil {
				t.Fatal(err)
			}
			before := x.String()
			if ok := x.SetTag("A", "owner", "me"); ok != (test.want != "") {
				t.Fatalf("the tag is set: %v", ok)
			}
			if test.want == "" {
				if x.String() != before {
					t.Errorf("changed: %s", x)
				}
			} else if got, err := x.Resource("A").Properties.AppendJSON(nil); err != nil || string(got) != test.want {
				t.Errorf("%s, want %s, %v", got, test.want, err)
			}
		})
	}
}

func TestSetProperty(t *testing.T) {
	topic := &Topic{DisplayName: cfn.Val("a")}
	if err := cfn.SetProperty(topic, "Fifo", cfn.JSONOf("true")); err != nil || !cfn.Equal(topic.Fifo, cfn.Val(true)) {
		t.Errorf("%v %s", err, cfn.Format(topic))
	}
	if err := cfn.SetProperty(topic, "DisplayName", cfn.JSONOf([]int{1})); err == nil || !cfn.Equal(topic.DisplayName, cfn.Val("a")) {
		t.Errorf("%v %s", err, cfn.Format(topic))
	}
	if err := cfn.SetProperty(topic, "Displayname", cfn.JSONOf("x")); err == nil || err.Error() != "/Displayname: the property is not one of AWS::Test::Topic; did you mean DisplayName?" {
		t.Error(err)
	}
	if got, ok := cfn.Property(topic, "Fifo"); !ok || got.String() != "true" {
		t.Error(got)
	}
	if err := cfn.SetProperty(topic, "Fifo", cfn.JSON{}); err != nil || !cfn.IsAbsent(topic.Fifo) {
		t.Errorf("%v %s", err, cfn.Format(topic))
	}
	for _, name := range []string{"Fifo", "Arn"} {
		if got, ok := cfn.Property(topic, name); ok {
			t.Errorf("%s is %v", name, got)
		}
	}
	if err := cfn.SetProperty(&Topic{Node: cfn.ObjectFn("Fn::If", cfn.JSONOf([]string{"C"}))}, "Fifo", cfn.JSONOf(true)); err == nil {
		t.Error("a property is set beside a function")
	}
}

// TestPropertiesAreNoProperty holds that the properties of a resource cannot be set by a name, which
// would need the type beside them.
func TestPropertiesAreNoProperty(t *testing.T) {
	r := &template.Resource{Type: cfn.Val("AWS::Test::Topic")}
	if err := cfn.SetProperty(cfn.Nested((*template.Template)(nil), r), "Properties", cfn.MustParseJSON("{}")); err == nil || r.Properties != nil {
		t.Errorf("%v %v", err, r)
	}
	if _, err := cfn.MapMacro[*template.Resource]("Name", cfn.JSON{}); err == nil {
		t.Error("a macro of any name is made")
	}
}
