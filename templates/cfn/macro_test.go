package cfn_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/schema"
)

// Pair has properties that go together, and lists and maps with bounds.
type Pair struct {
	Node
	Key, Value Value[string]
	Either     Map[Value[string]]
	Few        Map[Value[string]]
	Leaves     Map[*Leaf]
	Whole      JSON
	Choice     JSON
}

func (*Pair) CFNSchema() *schema.Schema               { return &pairSchema }
func (x *Pair) AppendJSON(dst []byte) ([]byte, error) { return AppendJSON(dst, x) }
func (x *Pair) Validate(options ...Option) error      { return Validate(x, options...) }

var pairSchema = schema.Schema{
	Name: "AWS::Test::Pair", Go: (*Pair)(nil),
	Fields: []schema.Field{
		{Name: "Key", Flags: schema.FlagRequired},
		{Name: "Value"},
		{Name: "Either", Check: &schema.Check{Keys: []schema.Keys{{Pattern: "^[a-z]$"}}, OneOf: []schema.Check{{Required: []string{"a"}}, {Required: []string{"b"}}}}},
		{Name: "Few", Check: &schema.Check{MinProperties: "2", MaxProperties: "2"}},
		{Name: "Leaves"},
		{Name: "Whole", Check: &schema.Check{Kinds: schema.KindObject, Object: (*Leaf)(nil)}},
		{Name: "Choice", Check: &schema.Check{Kinds: schema.KindObject, Required: []string{"a"}, Only: []string{"a"}}},
	},
	Rules: &schema.Check{
		Required: []string{"Value"}, Only: []string{"Key", "Value", "Either", "Few", "Leaves", "Whole", "Choice"},
		Dependencies: []schema.Dependency{{Property: "Key", Required: []string{"Value"}}},
		AnyOf:        []schema.Check{{Required: []string{"Value"}}, {Required: []string{"Few"}}},
	},
	Nested: nestedTables(),
}

// Fn::Transform and Fn::ForEach::Name stand beside the members of every object. They
// are written again, and what they can supply is not reported as absent.
func TestMacrosBesideMembers(t *testing.T) {
	const include = `"Fn::Transform":{"Name":"AWS::Include","Parameters":{"Location":"s3://b/k"}}`
	for _, text := range []string{
		`{` + include + `}`,
		`{"Fn::ForEach::Names":["N",["a"],{"Key":"${N}"}]}`,
		`{"Key":"k",` + include + `}`,
		`{"Value":"v","Fn::ForEach::X":["N",{"Ref":"P"},{"Key":"${N}"}],"Fn::ForEach::Y":["N",["a"],{}]}`,
		`{"Key":"k","Value":"v","Either":{` + include + `}}`,
		`{"Key":"k","Either":{"c":"d",` + include + `},` + include + `}`,
		`{"Key":"k","Value":"v","Few":{"a":"x",` + include + `}}`,
		`{"Key":"k","Value":"v","Few":{"Fn::Transform":[{"Name":"A"},{"Name":"B"}],"a":"x","b":"y"}}`,
		`{"Key":"k","Value":"v","Leaves":{"a":{"Value":"v",` + include + `},"Fn::ForEach::L":["N",["a"],{"${N}":{"Key":"k"}}],"b":{"Key":"k"}}}`,
		`{"Key":"k","Value":"v","Whole":{"Value":"v",` + include + `}}`,
		`{"Key":"k","Value":"v","Choice":{"Fn::ForEach::L":["N",["a"],{}],` + include + `}}`,
		`{"Key":{"Ref":"AWS::NoValue"},"Value":"v",` + include + `}`,
	} {
		var x Pair
		if err := Unmarshal([]byte(text), &x); err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got := write(t, &x); got != text {
			t.Errorf("\n got %s\nwant %s", got, text)
		}
		if err := x.Validate(); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

// What stands beside a macro is checked, and so is the macro's argument.
func TestMacroMistakes(t *testing.T) {
	const include = `"Fn::Transform":{"Name":"AWS::Include"}`
	for _, test := range []struct {
		text string
		want []any
	}{
		{`{"Key":"k","Value":"v","Fn::Transform":"AWS::Include"}`, []any{RuleIntrinsic, "/Fn::Transform"}},
		{`{"Key":"k","Value":"v","Fn::Transform":{"Name":{"Ref":[]}}}`, []any{RuleIntrinsic, "/Fn::Transform/Name/Ref"}},
		{`{"Key":"k","Value":"v","Fn::ForEach::X":["N"]}`, []any{RuleIntrinsic, "/Fn::ForEach::X"}},
		{`{"Key":"k","Value":"v","Few":{"a":"1","b":"2","c":"3",` + include + `}}`, []any{RuleMaxProperties, "/Few"}},
		{`{"Key":"k","Value":"v","Few":{"a":"1","Fn::Transform":0}}`, []any{RuleIntrinsic, "/Few/Fn::Transform"}},
		{`{"Key":"k","Value":"v","Either":{"A":"1",` + include + `}}`, []any{RulePattern, "/Either/A"}},
		{`{"Key":"k","Value":"v","Leaves":{"Fn::Transform":[0],"a":{}}}`, []any{RuleIntrinsic, "/Leaves/Fn::Transform", RuleRequired, "/Leaves/a/Key"}},
		{`{"Key":"k","Value":"v","Choice":{"b":1,` + include + `}}`, []any{RuleUnknown, "/Choice/b"}},
	} {
		var x Pair
		if err := Unmarshal([]byte(test.text), &x); err != nil {
			t.Errorf("%s: %v", test.text, err)
			continue
		}
		if wantErrors(t, x.Validate(), test.want...); t.Failed() {
			t.Fatalf("for %s", test.text)
		}
	}
	for text, path := range map[string]string{
		`{"Fn::If":["C","a","b"],` + include + `}`: "/Fn::If",
		`{"Fn::Transforms":{},` + include + `}`:    "/Fn::Transforms",
	} {
		wantErrors(t, Unmarshal([]byte(text), &Pair{}), RuleUnknown, path)
	}
	wantErrors(t, Unmarshal([]byte(`{`+include+`,`+include+`}`), &Pair{}), RuleSyntax, "/Fn::Transform")
	wantErrors(t, Unmarshal([]byte(`{"Few":{`+include+`,`+include+`}}`), &Pair{}), RuleSyntax, "/Few/Fn::Transform")
}

// Macros are made in Go, too.
func TestMacrosFromGo(t *testing.T) {
	x := &Pair{
		Node: ObjectWithUnknown(Entry[JSON]{Key: "Fn::Transform", Value: RawJSON(`{"Name":"A"}`)}),
		Few:  MapEntries(Entry[Value[string]]{Key: "Fn::ForEach::X", Value: Fn[string]("", RawJSON(`["N",["a"],{}]`))}),
	}
	if err := x.Validate(); err != nil {
		t.Error(err)
	}
	if got, want := write(t, x), `{"Few":{"Fn::ForEach::X":["N",["a"],{}]},"Fn::Transform":{"Name":"A"}}`; got != want {
		t.Errorf("\n got %s\nwant %s", got, want)
	}
	x.Few = MapEntries(Entry[Value[string]]{Key: "Fn::ForEach::X", Value: Val("x")})
	wantErrors(t, x.Validate(), RuleIntrinsic, "/Few/Fn::ForEach::X")
}

// Macros stand in resources and beside them, and in a template.
func TestMacrosInTemplates(t *testing.T) {
	const include = `"Fn::Transform":{"Name":"AWS::Include","Parameters":{"Location":"s3://b/k"}}`
	for _, text := range []string{
		`{` + include + `}`,
		`{"Resources":{` + include + `}}`,
		`{"Resources":{"A":{` + include + `}}}`,
		`{"Resources":{"A":{"Type":"AWS::Test::Pair","Properties":{"Value":"v",` + include + `},` + include + `}}}`,
		`{"Resources":{"A":{"Properties":{"a":1},` + include + `},"Fn::ForEach::R":["N",["a"],{"R${N}":{"Type":"T"}}],` + include + `},"Outputs":{"O":{"Value":"v",` + include + `},` + include + `},` + include + `}`,
		`{"Transform":["AWS::LanguageExtensions","AWS::Serverless-2016-10-31"],"Resources":{"A":{"Type":"AWS::Serverless::Function","Connectors":{"C":{}},"IgnoreGlobals":["a"]}}}`,
		`{"Transform":"Repeat","Resources":{"A":{"Type":"T","Count":3,"ExplodeMap":"M"}}}`,
		`{"Transform":{"Name":"Repeat"},"Resources":{"A":{"Type":"T","Count":{"Ref":"P"}}}}`,
		`{"Transform":["AWS::Include",{"Name":"Repeat","Parameters":{}}],"Resources":{"A":{"Type":"T","Connectors":{},"Count":3}}}`,
		`{"Transform":{"Ref":"P"},"Resources":{"A":{"Type":"T","Count":3}}}`,
		`{"Resources":{"A":{"Type":"T","Count":3},"Fn::Transform":{"Name":"Repeat"}}}`,
		`{"Resources":{"A":{"Type":"T","Count":3,"Fn::Transform":[{"Name":"Repeat"}]}}}`,
	} {
		var x *Template
		x, err := ReadTemplate([]byte(text), Known((*Pair)(nil)))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		if got, err := json.Marshal(x); err != nil || string(got) != text {
			t.Errorf("%v\n got %s\nwant %s", err, got, text)
		}
		if err := x.Validate(); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
}

func TestMacroMistakesInTemplates(t *testing.T) {
	for _, test := range []struct {
		text           string
		read, validate []any
	}{
		{`{"Transform":"AWS::Serverless-2016-10-31","Resources":{"A":{"Type":"T","Count":3}}}`, []any{RuleUnknown, "/Resources/A/Count"}, nil},
		{`{"Resources":{"A":{"Type":"T","Count":3,"Fn::Transform":{"Name":"AWS::Include"}}}}`, []any{RuleUnknown, "/Resources/A/Count"}, nil},
		{`{"Resources":{"A":{"Type":"T","Fn::Transform":{"Name":"Mine"}},"B":{"Type":"T","Count":3}}}`, []any{RuleUnknown, "/Resources/B/Count"}, nil},
		{`{"Transform":"Repeat","Resources":{"A":{"Count":null}}}`, []any{RuleRequired, "/Resources/A/Type", RuleNull, "/Resources/A/Count"}, nil},
		{`{"Resources":{"Fn::ForEach::R":["N",["a"],{"R":null}]}}`, []any{RuleNull, "/Resources/Fn::ForEach::R/2/R"}, nil},
		{`{"Resources":{"Fn::ForEach::R":["N",["a"],[]]}}`, nil, []any{RuleIntrinsic, "/Resources/Fn::ForEach::R"}},
		{`{"Resources":{"A":{"Type":"T","Fn::Transform":"N"}},"Fn::Transform":[]}`, nil, []any{RuleIntrinsic, "/Resources/A/Fn::Transform", RuleIntrinsic, "/Fn::Transform"}},
		{`{"Resources":{"A":{"Type":"T","Connectors":{},"IgnoreGlobals":"*"}}}`, nil, []any{RuleUnknown, "/Resources/A/Connectors", RuleUnknown, "/Resources/A/IgnoreGlobals"}},
		{`{"Transform":"AWS::Serverless-2016-10-31","Resources":{"A":{"Type":"T","Connectors":[],"IgnoreGlobals":{}}}}`,
			[]any{RuleType, "/Resources/A/Connectors", RuleType, "/Resources/A/IgnoreGlobals"}, nil},
	} {
		x, err := ReadTemplate([]byte(test.text), Known((*Pair)(nil)))
		if wantErrors(t, err, test.read...); err == nil {
			wantErrors(t, x.Validate(), test.validate...)
		}
		if t.Failed() {
			t.Fatalf("for %s", test.text)
		}
	}
}

// A custom resource has a version, and every resource a description.
func TestResourceAttributes(t *testing.T) {
	for text, want := range map[string]string{
		`{"Type":"Custom::Ping","Version":"1.0","Description":"d"}`:                `{"Type":"Custom::Ping","Version":"1.0","Description":"d"}`,
		`{"Type":"AWS::CloudFormation::CustomResource","Version":1.0}`:             `{"Type":"AWS::CloudFormation::CustomResource","Version":"1.0"}`,
		`{"Type":"Custom::Ping","Version":{"Ref":"V"},"Properties":{"n":1}}`:       `{"Type":"Custom::Ping","Version":{"Ref":"V"},"Properties":{"n":1}}`,
		`{"Description":{"Fn::Sub":"${A}"},"Type":"AWS::Test::Pair"}`:              `{"Type":"AWS::Test::Pair","Description":{"Fn::Sub":"${A}"}}`,
		`{"Type":"AWS::Serverless::Api","IgnoreGlobals":"*","Connectors":{"C":1}}`: `{"Type":"AWS::Serverless::Api","Connectors":{"C":1},"IgnoreGlobals":"*"}`,
	} {
		var r Resource
		if err := r.Decode([]byte(text)); err != nil {
			t.Errorf("%s: %v", text, err)
		}
		if got, err := json.Marshal(&r); err != nil || string(got) != want {
			t.Errorf("%v\n got %s\nwant %s", err, got, want)
		}
		if err := r.Validate(); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	made := Resource{Type: "Custom::Ping", Version: Val("1.0"), Description: Val("d"), Additional: []Entry[JSON]{{Key: "Count", Value: RawJSON("2")}}}
	if got, err := json.Marshal(&made); err != nil || string(got) != `{"Type":"Custom::Ping","Version":"1.0","Description":"d","Count":2}` {
		t.Errorf("%s %v", got, err)
	}
	wantErrors(t, made.Validate(), RuleUnknown, "/Count")
	made.Type, made.Additional = "AWS::S3::Bucket", nil
	wantErrors(t, made.Validate(), RuleUnknown, "/Version")
}

// A byte order mark is no part of the text; offsets count it, columns do not.
func TestByteOrderMark(t *testing.T) {
	const mark = "\uFEFF"
	readers := map[string]func(text string) error{
		"template": func(text string) error {
			_, err := ReadTemplate([]byte(`{"Resources":{"A":{"Type":"AWS::Test::Shapes","Properties":`+text+`}}}`), Known(&Shapes{}))
			return err
		},
		"marked template": func(text string) error {
			_, err := ReadTemplate([]byte(mark+`{"Resources":{"A":{"Type":"AWS::Test::Shapes","Properties":`+text+`}}}`), Known(&Shapes{}))
			return err
		},
		"struct":        func(text string) error { return Unmarshal([]byte(text), &Shapes{}) },
		"marked struct": func(text string) error { return Unmarshal([]byte(mark+text), &Shapes{}) },
		"resource": func(text string) error {
			return new(Resource).UnmarshalJSON([]byte(`{"Type":"T","Metadata":` + text + `}`))
		},
		"marked resource": func(text string) error {
			return new(Resource).UnmarshalJSON([]byte(mark + `{"Type":"T","Metadata":` + text + `}`))
		},
		"property":        func(text string) error { return UnmarshalProperty([]byte(text), new(Map[JSON])) },
		"marked property": func(text string) error { return UnmarshalProperty([]byte(mark+text), new(Map[JSON])) },
		"JSON":            func(text string) error { return new(JSON).UnmarshalJSON([]byte(text)) },
		"marked JSON":     func(text string) error { return new(JSON).UnmarshalJSON([]byte(mark + text)) },
	}
	for name, reader := range readers {
		if err := reader(`{"Str":"s\n"}`); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		plain, ok := readers[strings.TrimPrefix(name, "marked ")]
		if !ok || !strings.HasPrefix(name, "marked ") {
			continue
		}
		const wrong = "{\n \"Str\":\n{\"a\":1,}}"
		want, got := errorsOf(t, plain(wrong)), errorsOf(t, reader(wrong))
		if len(got) != 1 || got[0].Offset != want[0].Offset+len(mark) || got[0].Error() != want[0].Error() {
			t.Errorf("%s: %v at %d, not %v", name, got[0], got[0].Offset, want[0])
		}
	}
	var errs Errors
	if err := Unmarshal([]byte(mark+`{"Str":[]}`), &Shapes{}); !errors.As(err, &errs) || errs[0].Offset != 10 || errs[0].Column != 8 {
		t.Errorf("%+v", errs[0])
	}
	// A mark anywhere else can be seen in the message.
	if err := Unmarshal([]byte("{ \uFEFF}"), &Shapes{}); !strings.Contains(err.Error(), "U+FEFF") {
		t.Error(err)
	}
}
