package cfn_test

import (
	"strings"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

func TestConversions(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{`{"Str":3}`, `{"Str":"3"}`}, {`{"Str":2.0}`, `{"Str":"2.0"}`}, {`{"Str":1E+2}`, `{"Str":"1E+2"}`},
		{`{"Str":true}`, `{"Str":"true"}`}, {`{"Color":1}`, `{"Color":"1"}`}, {`{"StrMap":{"k":false}}`, `{"StrMap":{"k":"false"}}`},
		{`{"Bool":"true"}`, `{"Bool":true}`}, {`{"Bool":"TRUE"}`, `{"Bool":true}`}, {`{"Bool":"fAlse"}`, `{"Bool":false}`},
		{`{"Int":"3"}`, `{"Int":3}`}, {`{"Int":"5.0"}`, `{"Int":5}`}, {`{"Int":5.0}`, `{"Int":5}`}, {`{"Int":5e2}`, `{"Int":500}`},
		{`{"Int":"-0"}`, `{"Int":0}`}, {`{"Size":"10"}`, `{"Size":10}`}, {`{"Ints":["1",2.0]}`, `{"Ints":[1,2]}`},
		{`{"Int":"9223372036854775807"}`, `{"Int":9223372036854775807}`}, {`{"Int":-9223372036854775808.0}`, `{"Int":-9223372036854775808}`},
		{`{"Num":"0.25"}`, `{"Num":0.25}`}, {`{"Num":1e2}`, `{"Num":100}`}, {`{"Num":"-1E1"}`, `{"Num":-10}`},
		{`{"Free":"3"}`, `{"Free":"3"}`}, {`{"Str":"3"}`, `{"Str":"3"}`},
		{`{"Int":{"Fn::If":["C","1",{"Ref":"P"}]}}`, `{"Int":{"Fn::If":["C",1,{"Ref":"P"}]}}`},
	} {
		t.Run(test.text, func(t *testing.T) {
			if got := write(t, read(t, test.text)); got != test.want {
				t.Errorf("became %s, want %s", got, test.want)
			}
		})
	}
}

// Every value that does not fit is refused with its rule and path, and what does
// fit beside it is read.
func TestRefusals(t *testing.T) {
	for _, test := range []struct {
		text string
		rule Rule
		path string
	}{
		{`{"Str":[]}`, RuleType, "/Str"}, {`{"Str":{}}`, RuleType, "/Str"}, {`{"Str":{"Ref":"P","k":1}}`, RuleType, "/Str"},
		{`{"Str":{"Condition":[]}}`, RuleType, "/Str"}, {`{"Str":{"Fn:Ref":"P"}}`, RuleType, "/Str"}, {`{"Str":{"ref":"P"}}`, RuleType, "/Str"},
		{`{"Bool":"yes"}`, RuleType, "/Bool"}, {`{"Bool":1}`, RuleType, "/Bool"}, {`{"Bool":""}`, RuleType, "/Bool"},
		{`{"Int":"x"}`, RuleType, "/Int"}, {`{"Int":""}`, RuleType, "/Int"}, {`{"Int":" 1"}`, RuleType, "/Int"}, {`{"Int":"0x1"}`, RuleType, "/Int"},
		{`{"Int":true}`, RuleType, "/Int"}, {`{"Int":1.5}`, RuleType, "/Int"}, {`{"Int":9223372036854775808}`, RuleType, "/Int"},
		{`{"Int":-9223372036854775809}`, RuleType, "/Int"}, {`{"Int":1e400}`, RuleType, "/Int"}, {`{"Num":1e400}`, RuleType, "/Num"},
		{`{"Num":"NaN"}`, RuleType, "/Num"}, {`{"Num":"Infinity"}`, RuleType, "/Num"}, {`{"Num":false}`, RuleType, "/Num"},
		{`{"Strs":"a"}`, RuleType, "/Strs"}, {`{"Strs":{"a":"b"}}`, RuleType, "/Strs"}, {`{"Strs":["a",["b"]]}`, RuleType, "/Strs/1"},
		{`{"StrMap":[]}`, RuleType, "/StrMap"}, {`{"StrMap":{"a/~b":[]}}`, RuleType, "/StrMap/a~1~0b"},
		{`{"Obj":"{{resolve:ssm:a}}"}`, RuleType, "/Obj"}, {`{"Obj":[]}`, RuleType, "/Obj"}, {`{"Objs":[{"Key":{}}]}`, RuleType, "/Objs/0/Key"},
		{`{"FreeObj":[]}`, RuleType, "/FreeObj"}, {`{"FreeObj":"x"}`, RuleType, "/FreeObj"}, {`{"Marker":1}`, RuleType, "/Marker"},
		{`{"MapMap":{"k":{"i":{}}}}`, RuleType, "/MapMap/k/i"}, {`{"Lists":[[1,"x"]]}`, RuleType, "/Lists/0/1"},
		{`{"Int":{"Fn::If":["C",1,"x"]}}`, RuleType, "/Int/Fn::If/2"}, {`{"Obj":{"Fn::If":["C",[],{"Key":"k"}]}}`, RuleType, "/Obj/Fn::If/1"},
		{`{"Rec":{"Fn::If":["C",{"Fn::If":["D",{},{"Int":[]}]},{}]}}`, RuleType, "/Rec/Fn::If/1/Fn::If/2/Int"},
		{`{"Str":null}`, RuleNull, "/Str"}, {`{"Strs":null}`, RuleNull, "/Strs"}, {`{"Strs":[null]}`, RuleNull, "/Strs/0"}, {`{"Obj":null}`, RuleNull, "/Obj"},
		{`{"StrMap":{"k":null}}`, RuleNull, "/StrMap/k"}, {`{"Free":null}`, RuleNull, "/Free"}, {`{"Free":{"a":[1,null]}}`, RuleNull, "/Free/a/1"},
		{`{"Str":{"Fn::Sub":["",{"a":null}]}}`, RuleNull, "/Str/Fn::Sub/1/a"}, {`{"Str":{"Fn::If":[null,"",""]}}`, RuleNull, "/Str/Fn::If/0"},
		{`null`, RuleNull, ""}, {`[]`, RuleType, ""}, {`"x"`, RuleType, ""},
		{`{"str":""}`, RuleUnknown, "/str"}, {`{"Obj":{"Key":"k","key":1}}`, RuleUnknown, "/Obj/key"}, {`{"Marker":{"a":1}}`, RuleUnknown, "/Marker/a"},
		{`{"Obj":{"Ref":"P","Key":"k"}}`, RuleUnknown, "/Obj/Ref"}, {`{"Obj":{"Key":"k","Ref":"P"}}`, RuleUnknown, "/Obj/Ref"},
		{`{"Obj":{"Condition":{}}}`, RuleUnknown, "/Obj/Condition"}, {`{"a/~":0}`, RuleUnknown, "/a~1~0"},
		{`{"Arn":"x"}`, RuleReadOnly, "/Arn"},
		{`{"Str":"a","Str":"b"}`, RuleSyntax, "/Str"}, {`{"Str":"a","\u0053tr":"b"}`, RuleSyntax, "/Str"}, {`{"StrMap":{"k":"","\u006b":""}}`, RuleSyntax, "/StrMap/k"},
		{`{"Free":{"a":[{"b":1,"\u0062":1}]}}`, RuleSyntax, "/Free/a/0/b"}, {`{"Str":{"Fn::Sub":["",{"a":"","a":""}]}}`, RuleSyntax, "/Str/Fn::Sub/1/a"},
		{"{\"Str\":\"\xff\"}", RuleSyntax, "/Str"}, {"{\"Free\":[\"\xc0\xaf\"]}", RuleSyntax, "/Free/0"}, {"{\"S\xed\xa0\x80\":0}", RuleSyntax, ""},
		{`{"Str":"\ud800"}`, RuleSyntax, "/Str"}, {`{"Str":"\udc00\ud800"}`, RuleSyntax, "/Str"}, {`{"Free":"\ud800x"}`, RuleSyntax, "/Free"},
		{"\ufeff\ufeff{}", RuleSyntax, ""}, {`{} {}`, RuleSyntax, ""}, {``, RuleSyntax, ""}, {`{"Str":`, RuleSyntax, "/Str"}, {`{"Str" 1}`, RuleSyntax, "/Str"},
		{`{"Strs":["a",]}`, RuleSyntax, "/Strs"}, {`{"Str":"a",}`, RuleSyntax, ""}, {"{\"Str\":\"a\nb\"}", RuleSyntax, "/Str"}, {`{'Str':1}`, RuleSyntax, ""},
		{`{"Int":01}`, RuleSyntax, "/Int"}, {`{"Int":1.}`, RuleSyntax, "/Int"}, {`{"Bool":True}`, RuleSyntax, "/Bool"},
	} {
		t.Run(test.text, func(t *testing.T) {
			var x Shapes
			WantErrors(t, x.UnmarshalJSON([]byte(test.text)), test.rule, test.path)
			if test.rule == RuleSyntax || test.text[0] != '{' {
				return
			}
			// The error does not keep the rest from being read.
			more := strings.Replace(test.text, "{", `{"JSONMap":{"ok":1},`, 1)
			if err := x.UnmarshalJSON([]byte(more)); err == nil || MapIsAbsent(x.JSONMap) {
				t.Errorf("%s: %v", more, err)
			}
		})
	}
}

func TestAllMistakesAtOnce(t *testing.T) {
	const text = "{\n \"Str\": [],\n \"é\": 0, \"Obj\": {\"key\": null},\n\t\"Free\": [null, {\"a\": null}], \"Int\": \"x\",\n \"Num\": ]}"
	var x Shapes
	err := x.UnmarshalJSON([]byte(text))
	WantErrors(t, err, RuleType, "/Str", RuleUnknown, "/é", RuleUnknown, "/Obj/key",
		RuleNull, "/Free/0", RuleNull, "/Free/1/a", RuleType, "/Int", RuleSyntax, "/Num")
	var got []string
	for _, e := range ErrorsOf(t, err) {
		got = append(got, strings.SplitN(e.Error(), ": ", 2)[0])
		if at := text[e.Offset:]; e.Value != "" && e.Rule != RuleUnknown && !strings.HasPrefix(at, e.Value) {
			t.Errorf("%v is not at %q", e, at)
		}
	}
	if s := strings.Join(got, " "); s != "2:9 3:2 3:19 4:11 4:23 4:38 5:9" {
		t.Error(s)
	}
}

func TestDepth(t *testing.T) {
	for _, open := range []string{`{"Free":`, `{"Str":`, `{"Rec":`} {
		inner, end := `[`, `]`
		if open == `{"Rec":` {
			inner, end = `{"Rec":`, `}`
		}
		t.Run(open, func(t *testing.T) {
			deepest := Nest(inner, "{}", end, 9998)
			var x Shapes
			for _, e := range ErrorsOf(t, x.UnmarshalJSON([]byte(open+deepest+"}"))) {
				if e.Rule == RuleSyntax {
					t.Errorf("at 10000 levels: %.200v", e)
				}
			}
			errs := ErrorsOf(t, x.UnmarshalJSON([]byte(open+inner+deepest+end+"}")))
			if len(errs) != 1 || errs[0].Rule != RuleSyntax || !strings.Contains(errs[0].Message, "10000") {
				t.Errorf("at 10001 levels: %.200v", errs)
			}
		})
	}
}

func TestAllowDuplicateKeys(t *testing.T) {
	for text, want := range map[string]string{
		`{"Str":"a","Int":1,"Str":"b"}`:                             `{"Str":"b","Int":1}`,
		`{"Str":{"Ref":"P"},"Str":"b"}`:                             `{"Str":"b"}`,
		`{"Str":"a","Str":{"Ref":"P"}}`:                             `{"Str":{"Ref":"P"}}`,
		`{"Strs":["a","b"],"Strs":["c"]}`:                           `{"Strs":["c"]}`,
		`{"StrMap":{"k":"1","j":"2","k":"3"}}`:                      `{"StrMap":{"k":"3","j":"2"}}`,
		`{"Obj":{"Key":"a","Value":"v"},"Obj":{"Key":"b"}}`:         `{"Obj":{"Key":"b"}}`,
		`{"Free":{"a":{"x":1,"x":2},"b":[{"y":1, "y" : 2}],"a":3}}`: `{"Free":{"b":[{"y" : 2}],"a":3}}`,
		`{"Str":{"Fn::Sub":["${a}",{"a":"1","a":"2"}]}}`:            `{"Str":{"Fn::Sub":["${a}",{"a":"2"}]}}`,
		`{"Obj":{"Fn::If":["C",{"Key":"a","Key":"b"}]}}`:            `{"Obj":{"Fn::If":["C",{"Key":"b"}]}}`,
		`{"X":1,"Y":2,"X":3}`:                                       `{"X":3,"Y":2}`,
		`{"X":1,"X":3,"Y":2,"Z":4,"Y":5}`:                           `{"X":3,"Y":5,"Z":4}`,
	} {
		t.Run(text, func(t *testing.T) {
			if got := write(t, read(t, text, AllowDuplicateKeys(), KeepUnknown())); got != want {
				t.Errorf("got %s\nwant %s", got, want)
			}
			if err := Unmarshal([]byte(text), new(Shapes), KeepUnknown()); err == nil {
				t.Error("accepted without the option")
			}
		})
	}
}

// TestBrokenScalars: a value in which the text goes wrong is not read.
func TestBrokenScalars(t *testing.T) {
	for _, text := range []string{`{"Bool":tru`, `{"Bool":fals}`, `{"Str":"a`, `{"Str":"\x"}`, "{\"Color\":\"\xff\"}", `{"Int":-}`, `{"Num":1.}`} {
		t.Run(text, func(t *testing.T) {
			var x Shapes
			errs := ErrorsOf(t, Unmarshal([]byte(text), &x))
			if len(errs) != 1 || errs[0].Rule != RuleSyntax {
				t.Error(errs)
			}
			if got := write(t, &x); got != "{}" {
				t.Errorf("%s was read", got)
			}
		})
	}
}
