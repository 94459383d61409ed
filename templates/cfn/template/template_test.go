package template_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/template"
)

// built returns a template with all kinds of entries.
func built() *template.Template {
	t := &template.Template{Description: cfn.Val("Alarms")}
	env := t.AddParameter("Env", template.Parameter{Type: cfn.Val("String"), Default: cfn.Val("dev"), AllowedValues: cfn.Vals("dev", "prod")})
	limits := t.AddMapping("Limits", template.Strings(map[string]map[string]string{"dev": {"Load": "1"}, "prod": {"Load": "9"}}))
	prod := t.AddCondition("Prod", cfn.Equals(cfn.Ref[string](env), cfn.Val("prod")))
	t.AddCondition("Calm", cfn.And(cfn.Not(cfn.Condition(prod)), cfn.Or(cfn.Condition(prod), cfn.Equals(cfn.Ref[string]("AWS::Region"), cfn.Val("us-east-1")))))
	t.AddRule("Zone", template.Rule{Assertions: cfn.ListOf(&template.Assertion{
		Assert: template.Contains(cfn.Vals("dev", "prod"), cfn.Ref[string](env)), AssertDescription: cfn.Val("known"),
	})})
	topic := t.Add("Topic", &Topic{DisplayName: cfn.Sub[string]("alarms of ${Env}")})
	t.AddResource("Alarm", template.Resource{
		Condition:      cfn.Val(prod),
		DependsOn:      cfn.Vals(topic),
		CreationPolicy: &template.CreationPolicy{ResourceSignal: &template.ResourceSignal{Count: cfn.Int(2), Timeout: cfn.Val("PT5M")}},
		UpdatePolicy:   &template.UpdatePolicy{AutoScalingRollingUpdate: &template.AutoScalingRollingUpdate{MaxBatchSize: cfn.Int(1)}},
		DeletionPolicy: cfn.Val("Retain"),
		Metadata: &template.ResourceMetadata{Init: &template.Init{
			Node:       cfn.ObjectWithUnknown(cfn.Entry[cfn.JSON]{Key: "install", Value: cfn.JSONOf(&template.InitConfig{Sources: cfn.MapVals(map[string]string{"/opt": "https://example.com/a.zip"})})}),
			ConfigSets: cfn.MapOf(map[string]cfn.List[cfn.JSON]{"default": cfn.ListOf(cfn.JSONOf("install"))}),
			DefaultConfig: &template.InitConfig{Commands: cfn.MapOf(map[string]*template.InitCommand{
				"01": {Command: cfn.JSONOf([]string{"touch", "/tmp/a"}), IgnoreErrors: cfn.Val(true)},
			})},
		}},
		Properties: &Alarm{
			Metric: cfn.Val("load"), Threshold: cfn.FindInMap[int64](limits, cfn.Ref[string](env), cfn.Val("Load")),
			Actions: cfn.ListOf(TopicRef.Of(topic)), Window: &AlarmWindow{Minutes: cfn.Int(5)},
		},
	})
	t.Metadata = &template.Metadata{Interface: &template.Interface{
		ParameterGroups: cfn.ListOf(&template.ParameterGroup{Label: &template.Label{Default: cfn.Val("Stage")}, Parameters: cfn.Vals(env)}),
		ParameterLabels: cfn.MapOf(map[string]*template.Label{"Env": {Default: cfn.Val("Stage")}}),
	}}
	t.AddOutput("Arn", template.Output{Value: TopicAttrArn.Of(topic), Export: &template.Export{Name: cfn.Sub[string]("${AWS::StackName}-arn")}})
	return t
}

const builtText = `{"Description":"Alarms","Metadata":{"AWS::CloudFormation::Interface":{"ParameterGroups":[{"Label":{"default":"Stage"},"Parameters":["Env"]}],"ParameterLabels":{"Env":{"default":"Stage"}}}},` +
	`"Parameters":{"Env":{"Type":"String","Default":"dev","AllowedValues":["dev","prod"]}},` +
	`"Rules":{"Zone":{"Assertions":[{"Assert":{"Fn::Contains":[["dev","prod"],{"Ref":"Env"}]},"AssertDescription":"known"}]}},` +
	`"Mappings":{"Limits":{"dev":{"Load":"1"},"prod":{"Load":"9"}}},` +
	`"Conditions":{"Prod":{"Fn::Equals":[{"Ref":"Env"},"prod"]},"Calm":{"Fn::And":[{"Fn::Not":[{"Condition":"Prod"}]},{"Fn::Or":[{"Condition":"Prod"},{"Fn::Equals":[{"Ref":"AWS::Region"},"us-east-1"]}]}]}},` +
	`"Resources":{"Topic":{"Type":"AWS::Test::Topic","Properties":{"DisplayName":{"Fn::Sub":"alarms of ${Env}"}}},` +
	`"Alarm":{"Type":"AWS::Test::Alarm","Condition":"Prod","DependsOn":["Topic"],"CreationPolicy":{"ResourceSignal":{"Count":2,"Timeout":"PT5M"}},"UpdatePolicy":{"AutoScalingRollingUpdate":{"MaxBatchSize":1}},"DeletionPolicy":"Retain",` +
	`"Metadata":{"AWS::CloudFormation::Init":{"configSets":{"default":["install"]},"config":{"commands":{"01":{"command":["touch","/tmp/a"],"ignoreErrors":true}}},"install":{"sources":{"/opt":"https://example.com/a.zip"}}}},` +
	`"Properties":{"Metric":"load","Threshold":{"Fn::FindInMap":["Limits",{"Ref":"Env"},"Load"]},"Actions":[{"Ref":"Topic"}],"Window":{"Minutes":5}}}},` +
	`"Outputs":{"Arn":{"Value":{"Fn::GetAtt":["Topic","Arn"]},"Export":{"Name":{"Fn::Sub":"${AWS::StackName}-arn"}}}}}`

func TestBuild(t *testing.T) {
	x := built()
	if err := x.Validate(); err != nil {
		t.Error(err)
	}
	text, err := json.Marshal(x)
	if err != nil || string(text) != builtText {
		t.Errorf("%v\n got %s\nwant %s", err, text, builtText)
	}
	read, err := template.Read(text, cfn.Known(types()))
	if err != nil {
		t.Fatal(err)
	}
	if !read.Equal(x) || !cfn.Equal(read, x) || cfn.Diff(read, x) != "" {
		t.Errorf("what is read again differs: %s", cfn.Diff(read, x))
	}
	find[*Alarm](t, read, "Alarm").Metric = cfn.Val("cpu")
	if diff := cfn.Diff(read, x); read.Equal(x) || !strings.Contains(diff, "/Resources/Alarm/Properties/Metric") {
		t.Errorf("the difference is %q", diff)
	}
	config, err := read.Resource("Alarm").Metadata.Init.Config("install")
	if source, _ := cfn.Lookup(config.Sources, "/opt"); err != nil || !cfn.Equal(source, cfn.Val("https://example.com/a.zip")) {
		t.Errorf("%v %v", config, err)
	}
}

func find[P cfn.Properties](t *testing.T, x *template.Template, id cfn.LogicalID) P {
	t.Helper()
	p, ok := template.Find[P](x, id)
	if !ok {
		t.Fatalf("there is no %s", id)
	}
	return p
}

func TestFind(t *testing.T) {
	const text = `{"Resources":{"B":{"Type":"AWS::Test::Topic","Properties":{"Fifo":true}},"A":{"Type":"AWS::Test::Topic"},"C":{"Type":"AWS::Test::Alarm","Properties":{"Metric":"m"}},
		"D":{"Type":"Custom::X","Properties":{"x":1}},"E":{"Type":"AWS::New::Thing"},"F":{"Type":"Custom::X"},"Fn::ForEach::X":["I",["a"],{}]}}`
	x, err := template.Read([]byte(text), cfn.Known(types()))
	if err != nil {
		t.Fatal(err)
	}
	var ids []cfn.LogicalID
	for id, topic := range template.All[*Topic](x) {
		ids = append(ids, id)
		topic.DisplayName = cfn.Val("d")
	}
	if !slices.Equal(ids, []cfn.LogicalID{"B", "A"}) {
		t.Errorf("topics are %v", ids)
	}
	if a := find[*Topic](t, x, "A"); !cfn.Equal(a.DisplayName, cfn.Val("d")) {
		t.Error("empty properties that were found are not those of the resource")
	}
	for id, ok := range map[cfn.LogicalID]bool{"B": true, "C": false, "D": false, "X": false, "Fn::ForEach::X": false} {
		if _, found := template.Find[*Topic](x, id); found != ok {
			t.Errorf("%s is found: %v", id, found)
		}
	}
	if raw, ok := template.Find[cfn.JSON](x, "D"); !ok || raw.String() != `{"x":1}` {
		t.Errorf("properties of an unknown type are %v", raw)
	}
	if got := x.UnknownTypes(); !slices.Equal(got, []string{"Custom::X", "AWS::New::Thing"}) {
		t.Errorf("unknown types are %v", got)
	}
	ids = nil
	for id := range x.AllResources() {
		ids = append(ids, id)
	}
	if !slices.Equal(ids, []cfn.LogicalID{"B", "A", "C", "D", "E", "F"}) {
		t.Errorf("resources are %v", ids)
	}
	if !x.RemoveResource("C") || x.RemoveResource("C") || x.Resource("C") != nil {
		t.Error("C is not removed once")
	}
}

// TestRepeated holds that a logical ID that stands twice is an error of checking and of
// writing.
func TestRepeated(t *testing.T) {
	x := &template.Template{}
	x.Add("A", &Topic{})
	x.Add("A", &Topic{})
	if _, err := x.AppendJSON(nil); err == nil || !strings.Contains(err.Error(), "/Resources/A") {
		t.Errorf("writing: %v", err)
	}
	if _, err := json.Marshal(x); err == nil {
		t.Error("json.Marshal writes it")
	}
	if err := x.Validate(); err == nil || !strings.Contains(err.Error(), "/Resources/A: the key stands twice") {
		t.Errorf("checking: %v", err)
	}
}

// TestTypeLate reads properties whose type comes after them.
func TestTypeLate(t *testing.T) {
	tests := map[string]struct {
		text  string
		want  cfn.Properties
		wrong string
	}{
		"before":           {`{"Type":"AWS::Test::Topic","Properties":{"Fifo":true}}`, &Topic{Fifo: cfn.Val(true)}, ""},
		"after":            {`{"Properties":{"Fifo":true},"Condition":"C","Type":"AWS::Test::Topic"}`, &Topic{Fifo: cfn.Val(true)}, ""},
		"unknown, after":   {`{"Properties":{"x":[1]},"Type":"AWS::New::Thing"}`, cfn.MustParseJSON(`{"x":[1]}`), ""},
		"none":             {`{"Properties":{"x":[1]}}`, cfn.MustParseJSON(`{"x":[1]}`), ""},
		"nulls, after":     {`{"Properties":{"Policy":{"a":null}},"Type":"AWS::Test::Topic"}`, nil, "1:30: /Properties/Policy/a: null is not allowed; leave the property out"},
		"nulls, unknown":   {`{"Properties":{"a":null},"Type":"AWS::New::Thing"}`, nil, "1:20: /Properties/a: null is not allowed; leave the property out"},
		"no object":        {`{"Properties":[1],"Type":"AWS::Test::Topic"}`, nil, "1:15: /Properties: an object is expected, not a list"},
		"no object, known": {`{"Type":"AWS::Test::Topic","Properties":"x"}`, nil, "1:41: /Properties: an object is expected, not a string"},
		"null":             {`{"Type":"AWS::New::Thing","Properties":null}`, nil, "1:40: /Properties: null is not allowed; leave the property out"},
		"wrong, after":     {`{"Properties":{"Fifo":"x","Moer":1},"Type":"AWS::Test::Topic"}`, nil, "1:23: /Properties/Fifo: a boolean is expected, not this string\n1:27: /Properties/Moer: the property is not one of AWS::Test::Topic"},
		"key twice":        {`{"Properties":{"a":1,"a":2},"Type":"AWS::New::Thing"}`, nil, `1:22: /Properties/a: the key "a" stands twice in the same object`},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var r template.Resource
			err := r.Decode([]byte(test.text), cfn.Known(types()))
			if test.wrong != "" {
				if err == nil || err.Error() != test.wrong {
					t.Errorf("got:\n%v\nwant:\n%s", err, test.wrong)
				}
				return
			}
			if err != nil || reflect.TypeOf(r.Properties) != reflect.TypeOf(test.want) || !cfn.Equal(r.Properties, test.want) {
				t.Errorf("%v: %T %s", err, r.Properties, cfn.Format(r.Properties))
			}
		})
	}
}

// TestDuplicateType takes the last of several types, and the properties as it is.
func TestDuplicateType(t *testing.T) {
	for _, text := range []string{
		`{"Type":"AWS::Test::Alarm","Properties":{"Fifo":true},"Type":"AWS::Test::Topic"}`,
		`{"Properties":{"Metric":"m"},"Type":"AWS::Test::Topic","Properties":{"Fifo":true}}`,
	} {
		t.Run(text, func(t *testing.T) {
			var r template.Resource
			err := r.Decode([]byte(text), cfn.Known(types()), cfn.AllowDuplicateKeys())
			if topic, ok := r.Properties.(*Topic); err != nil || !ok || !cfn.Equal(topic.Fifo, cfn.Val(true)) {
				t.Errorf("%s: %v %s", text, err, cfn.Format(&r))
			}
		})
	}
}

// TestOnlyItem reads a logical ID that stands without a list.
func TestOnlyItem(t *testing.T) {
	var r template.Resource
	if err := r.UnmarshalJSON([]byte(`{"Type":"T","DependsOn":"A"}`)); err != nil || !cfn.Equal(r.DependsOn, cfn.Vals[cfn.LogicalID]("A")) {
		t.Errorf("%v %v", err, r.String())
	}
	if text, err := r.AppendJSON(nil); err != nil || string(text) != `{"Type":"T","DependsOn":["A"]}` {
		t.Errorf("%s %v", text, err)
	}
}
