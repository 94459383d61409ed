package cfn_test

import (
	"errors"
	"strings"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

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
		t.Run(text, func(t *testing.T) {
			var x Pair
			if err := Unmarshal([]byte(text), &x); err != nil {
				t.Errorf("%s: %v", text, err)
				return
			}
			if got := write(t, &x); got != text {
				t.Errorf("\n got %s\nwant %s", got, text)
			}
			if err := x.Validate(); err != nil {
				t.Errorf("%s: %v", text, err)
			}
		})
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
		t.Run(test.text, func(t *testing.T) {
			var x Pair
			if err := Unmarshal([]byte(test.text), &x); err != nil {
				t.Errorf("%s: %v", test.text, err)
				return
			}
			if WantErrors(t, x.Validate(), test.want...); t.Failed() {
				t.Fatalf("for %s", test.text)
			}
		})
	}
	for text, path := range map[string]string{
		`{"Fn::If":["C","a","b"],` + include + `}`: "/Fn::If",
		`{"Fn::Transforms":{},` + include + `}`:    "/Fn::Transforms",
	} {
		WantErrors(t, Unmarshal([]byte(text), &Pair{}), RuleUnknown, path)
	}
	WantErrors(t, Unmarshal([]byte(`{`+include+`,`+include+`}`), &Pair{}), RuleSyntax, "/Fn::Transform")
	WantErrors(t, Unmarshal([]byte(`{"Few":{`+include+`,`+include+`}}`), &Pair{}), RuleSyntax, "/Few/Fn::Transform")
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
	WantErrors(t, x.Validate(), RuleIntrinsic, "/Few/Fn::ForEach::X")
}

// A byte order mark is no part of the text; offsets count it, columns do not.
func TestByteOrderMark(t *testing.T) {
	const mark = "\uFEFF"
	readers := map[string]func(text string) error{
		"struct":          func(text string) error { return Unmarshal([]byte(text), &Shapes{}) },
		"marked struct":   func(text string) error { return Unmarshal([]byte(mark+text), &Shapes{}) },
		"property":        func(text string) error { return UnmarshalProperty([]byte(text), new(Map[JSON])) },
		"marked property": func(text string) error { return UnmarshalProperty([]byte(mark+text), new(Map[JSON])) },
		"JSON":            func(text string) error { return new(JSON).UnmarshalJSON([]byte(text)) },
		"marked JSON":     func(text string) error { return new(JSON).UnmarshalJSON([]byte(mark + text)) },
	}
	for name, reader := range readers {
		t.Run(name, func(t *testing.T) {
			if err := reader(`{"Str":"s\n"}`); err != nil {
				t.Errorf("%s: %v", name, err)
			}
			plain, ok := readers[strings.TrimPrefix(name, "marked ")]
			if !ok || !strings.HasPrefix(name, "marked ") {
				return
			}
			const wrong = "{\n \"Str\":\n{\"a\":1,}}"
			want, got := ErrorsOf(t, plain(wrong)), ErrorsOf(t, reader(wrong))
			if len(got) != 1 || got[0].Offset != want[0].Offset+len(mark) || got[0].Error() != want[0].Error() {
				t.Errorf("%s: %v at %d, not %v", name, got[0], got[0].Offset, want[0])
			}
		})
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
