package cfn_test

import (
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/schema"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

const noValue = `{"Ref":"AWS::NoValue"}`

// Each case has what is wrong in pairs of rule and path; none where it is valid.
func TestConstraints(t *testing.T) {
	for _, test := range []struct {
		members string
		want    []any
	}{
		{`"Color":"RED"`, nil}, {`"Color":""`, nil}, {`"Color":"red"`, []any{RuleEnum, "/Color"}}, {`"Color":"{{resolve:ssm:c}}"`, nil},
		{`"Size":10`, nil}, {`"Size":2`, []any{RuleEnum, "/Size"}}, {`"Many":"n13"`, nil}, {`"Many":"n14"`, []any{RuleEnum, "/Many"}},
		{`"Len":"ab"`, nil}, {`"Len":"éééé"`, nil}, {`"Len":"é"`, []any{RuleMinLength, "/Len"}}, {`"Len":"ééééé"`, []any{RuleMaxLength, "/Len"}},
		{`"Len":""`, []any{RuleMinLength, "/Len"}}, {`"Len":"{{resolve:ssm:long}}"`, nil},
		{`"Word":"abc"`, nil}, {`"Word":"ABCDEFGHI"`, []any{RuleMaxLength, "/Word", RulePattern, "/Word"}},
		{`"Int":0`, nil}, {`"Int":10`, nil}, {`"Int":-1`, []any{RuleMinimum, "/Int"}}, {`"Int":11`, []any{RuleMaximum, "/Int"}},
		{`"Excl":1`, nil}, {`"Excl":9`, nil}, {`"Excl":0`, []any{RuleMinimum, "/Excl"}}, {`"Excl":10`, []any{RuleMaximum, "/Excl"}},
		{`"Frac":1`, nil}, {`"Frac":2`, nil}, {`"Frac":0`, []any{RuleMinimum, "/Frac"}}, {`"Frac":3`, []any{RuleMaximum, "/Frac"}},
		{`"Big":9223372036854775806`, nil}, {`"Big":9223372036854775807`, []any{RuleMaximum, "/Big"}},
		{`"Num":0.01`, nil}, {`"Num":10`, nil}, {`"Num":0.009`, []any{RuleMinimum, "/Num"}}, {`"Num":10.1`, []any{RuleMaximum, "/Num"}},
		{`"NumExcl":0.5`, nil}, {`"NumExcl":0.2`, []any{RuleMinimum, "/NumExcl"}}, {`"NumExcl":0.8`, []any{RuleMaximum, "/NumExcl"}}, {`"NumExcl":0`, []any{RuleMinimum, "/NumExcl"}}, {`"NumExcl":1`, []any{RuleMaximum, "/NumExcl"}},
		{`"Strs":["a","b","c"]`, nil}, {`"Strs":[]`, []any{RuleMinItems, "/Strs"}}, {`"Strs":["a","b","c","d"]`, []any{RuleMaxItems, "/Strs"}},
		{`"Strs":["abcdef"]`, []any{RuleMaxLength, "/Strs/0"}}, {`"Strs":[` + noValue + `]`, []any{RuleMinItems, "/Strs"}},
		{`"Strs":["a","b","c",{"Fn::If":["C","d",` + noValue + `]}]`, nil}, {`"Strs":["a","b","c",{"Fn::If":["C","d","e"]}]`, []any{RuleMaxItems, "/Strs"}},
		{`"Strs":{"Fn::If":["C",["abcdef"],[]]}`, []any{RuleMaxLength, "/Strs/Fn::If/1/0", RuleMinItems, "/Strs/Fn::If/2"}},
		{`"Strs":{"Ref":"P"}`, nil}, {`"Strs":` + noValue, nil},
		{`"Objs":[{"Key":"k"}]`, nil}, {`"Objs":[{}]`, []any{RuleRequired, "/Objs/0/Key"}}, {`"Objs":[{"Key":` + noValue + `}]`, []any{RuleRequired, "/Objs/0/Key"}},
		{`"Objs":[{"Fn::If":["C",{"Value":"v"},` + noValue + `]}]`, []any{RuleRequired, "/Objs/0/Fn::If/1/Key"}},
		{`"Objs":[{"Key":{"Fn::If":["C","k",` + noValue + `]}}]`, []any{RuleRequired, "/Objs/0/Key/Fn::If/2"}},
		{`"Objs":[{"Key":{"Fn::If":["C","k",{"Fn::If":["D",` + noValue + `,"x"]}]}}]`, []any{RuleRequired, "/Objs/0/Key/Fn::If/2/Fn::If/1"}},
		{`"Objs":[{"Key":"k","Next":{"Next":{"Value":""}}}]`, []any{RuleRequired, "/Objs/0/Next/Key", RuleRequired, "/Objs/0/Next/Next/Key"}},
		{`"Unique":["a","b"]`, nil}, {`"Unique":["a","b","a"]`, []any{RuleUniqueItems, "/Unique/2"}}, {`"Unique":[{"Ref":"P"},{"Ref":"P"}]`, nil},
		{`"Unique":["{{resolve:ssm:a}}","{{resolve:ssm:a}}"]`, nil}, {`"UInts":[1,"1.0"]`, []any{RuleUniqueItems, "/UInts/1"}},
		{`"UObjs":[{"Key":"k","Value":"v"},{"Value":"v","Key":"k"}]`, []any{RuleUniqueItems, "/UObjs/1"}}, {`"UObjs":[{"Key":"k"},{"Key":"k","Value":""}]`, nil},
		{`"UObjs":[{"Key":{"Ref":"P"}},{"Key":{"Ref":"P"}}]`, nil},
		{`"UJsons":[{"a":1,"b":[2.0]},{"b":[2],"a":1e0}]`, []any{RuleUniqueItems, "/UJsons/1"}}, {`"UJsons":[1,"1",true,"true"]`, nil},
		{`"UJsons":[{"a":{"Ref":"P"}},{"a":{"Ref":"P"}}]`, nil},
		{`"UMaps":[{"a":"1","b":"2"},{"b":"2","a":"1"}]`, []any{RuleUniqueItems, "/UMaps/1"}}, {`"UMaps":[{"a":"1"},{"b":"1"}]`, nil},
		{`"ULists":[["a","b"],["b","a"]]`, nil}, {`"ULists":[[],[]]`, []any{RuleUniqueItems, "/ULists/1"}},
		{`"Map":{"k":"v"}`, nil}, {`"Map":{}`, []any{RuleMinProperties, "/Map"}}, {`"Map":{"k1":"a","k2":"b","k3":"c"}`, []any{RuleMaxProperties, "/Map"}},
		{`"Map":{"x":"v"}`, []any{RulePattern, "/Map/x"}}, {`"Map":{"k/~":""}`, []any{RuleMinLength, "/Map/k~1~0"}},
		{`"Nested":[["a"],["b"]]`, []any{RuleEnum, "/Nested/1/0"}}, {`"Nested":[["a","a"]]`, []any{RuleMaxItems, "/Nested/0"}},
		{`"Doc":{"a":{"Ref":[]}}`, []any{RuleIntrinsic, "/Doc/a/Ref"}}, {`"Doc":{"Fn::Join":[","]}`, []any{RuleIntrinsic, "/Doc/Fn::Join"}},
	} {
		t.Run(test.members, func(t *testing.T) {
			WantErrors(t, checkOf(t, test.members), test.want...)
			if t.Failed() {
				t.Fatalf("for %s", test.members)
			}
			var rules []Rule
			for i := 0; i < len(test.want); i += 2 {
				rules = append(rules, test.want[i].(Rule))
			}
			WantErrors(t, checkOf(t, test.members, Skip(rules...)))
		})
	}
}

func TestRequired(t *testing.T) {
	WantErrors(t, (&Checked{}).Validate(), RuleRequired, "/Name", RuleRequired, "/NeedObj", RuleRequired, "/NeedDoc")
	for text, want := range map[string][]any{
		`{"Name":"","NeedObj":{"Ref":"P"},"NeedDoc":{"Ref":"P"}}`:                               nil,
		`{"Name":` + noValue + `,"NeedObj":` + noValue + `,"NeedDoc":` + noValue + `}`:          {RuleRequired, "/Name", RuleRequired, "/NeedObj", RuleRequired, "/NeedDoc"},
		`{"Name":"n","NeedObj":{"Fn::If":["C",{"Key":"k"},` + noValue + `]},"NeedDoc":""}`:      {RuleRequired, "/NeedObj/Fn::If/2"},
		`{"Name":"n","NeedObj":{"Key":"k"},"NeedDoc":{"Fn::If":["C",{"a":1},` + noValue + `]}}`: {RuleRequired, "/NeedDoc/Fn::If/2"},
		`{"Ref":"P"}`: nil,
		`{"Fn::If":["C",{"Name":"n"},{"Ref":"P"}]}`: {RuleRequired, "/Fn::If/1/NeedObj", RuleRequired, "/Fn::If/1/NeedDoc"},
	} {
		t.Run(text, func(t *testing.T) {
			var x Checked
			if err := x.UnmarshalJSON([]byte(text)); err != nil {
				t.Fatal(err)
			}
			WantErrors(t, x.Validate(), want...)
		})
	}
}

// Every function takes some arguments and refuses others, in a typed place and
// in free-form text alike.
func TestFunctionShapes(t *testing.T) {
	const f = `{"Ref":"P"}`
	for name, args := range map[string][2][]string{
		"Ref":              {{`"P"`, f}, {`1`, `true`, `[]`, `["P"]`, `{}`, `{"a":1}`}},
		"Condition":        {{`"C"`}, {}},
		"Fn::GetAtt":       {{`"R.A"`, `["R","A"]`, `["R",` + f + `]`, `[` + f + `,"A"]`}, {`["R"]`, `["R","A","B"]`, `{}`, `["R",[]]`, `[]`, `1`}},
		"Fn::Sub":          {{`""`, `["",{}]`, `["${a}",{"a":` + f + `}]`, f, `["",` + f + `]`, `[` + f + `,{}]`}, {`[""]`, `["",[]]`, `{}`, `["",{},1]`}},
		"Fn::Join":         {{`["",[]]`, `[",",["a",` + f + `]]`, `["",` + f + `]`}, {`""`, `[""]`, `["","a"]`, `[["a"],""]`, `["",["a"],""]`, `["",{}]`}},
		"Fn::Select":       {{`[0,["a"]]`, `["1",` + f + `]`, `[` + f + `,[]]`}, {`[0]`, `[["a"],0]`, `0`, `[0,"a"]`, `[0,[],1]`}},
		"Fn::Split":        {{`[",","a"]`, `[",",` + f + `]`, `[` + f + `,""]`}, {`","`, `[","]`, `[",",[]]`}},
		"Fn::FindInMap":    {{`["M","a","b"]`, `[` + f + `,` + f + `,` + f + `]`, `["M","a","b",{"DefaultValue":1}]`}, {`["M","a"]`, `["M","a","b",1]`, `["M",[],"b"]`, `"M"`, `["M","a","b",{},{}]`}},
		"Fn::Base64":       {{`""`, f}, {`[]`, `{}`, `[""]`}},
		"Fn::GetAZs":       {{`""`, f}, {`[]`, `{}`}},
		"Fn::ImportValue":  {{`"E"`, f}, {`[]`, `{}`}},
		"Fn::Cidr":         {{`["10.0.0.0/8",1]`, `[` + f + `,"2",` + f + `]`}, {`"10.0.0.0/8"`, `["10.0.0.0/8"]`, `["",1,2,3]`, `[[],1]`}},
		"Fn::Transform":    {{`{"Name":"N","Parameters":{}}`, `[{"Name":"N"}]`, f, `[` + strings.Repeat(`{"Name":"N"},`, 20) + f + `]`}, {`"N"`, `[]`, `["N"]`}},
		"Fn::ForEach::X":   {{`["I",["a"],{}]`, `["I",` + f + `,{"R${I}":{}}]`, f}, {`["I",["a"]]`, `["I","a",{}]`, `"I"`, `["I",[],[]]`}},
		"Fn::Length":       {{`[]`, f}, {`"a"`, `{}`}},
		"Fn::ToJsonString": {{`[]`, `{}`, f}, {`"a"`, `1`}},
		"Fn::Not":          {{`[{"Condition":"C"}]`}, {`[]`, `["a","b"]`, `{}`, `"C"`}},
		"Fn::Equals":       {{`["a",` + f + `]`}, {`["a"]`, `["a","b","c"]`, `"a"`}},
		"Fn::And":          {{`[` + f + `,` + f + `]`, `[1,2,3,4,5,6,7,8,9,0]`}, {`[` + f + `]`, `[1,2,3,4,5,6,7,8,9,0,1]`, `{}`}},
		"Fn::Or":           {{`[` + f + `,` + f + `]`}, {`[]`, `"C"`}},
		"Fn::If":           {{`["C",1,2]`, `["C",` + noValue + `,"b"]`, `[` + f + `,1,2]`, f}, {`["C",1]`, `["C"]`, `[]`, `["C",1,2,3]`, `"C"`, `{}`}},
		"Fn::Unheard":      {{`0`, `[]`, `{}`, `""`}, {}},
	} {
		t.Run(name, func(t *testing.T) {
			for i, group := range args {
				for _, arg := range group {
					var typed, free []any
					if i == 1 {
						typed, free = []any{RuleIntrinsic, "/Str/" + name}, []any{RuleIntrinsic, "/Free/0/" + name}
					}
					fn := `{"` + name + `":` + arg + `}`
					WantErrors(t, read(t, `{"Str":`+fn+`}`).Validate(), typed...)
					WantErrors(t, read(t, `{"Free":[`+fn+`]}`).Validate(), free...)
					// Beside another key the name means nothing, but for macros.
					var beside []any
					if i == 1 && (name == "Fn::Transform" || name == "Fn::ForEach::X") {
						beside = []any{RuleIntrinsic, "/Free/a/" + name}
					}
					WantErrors(t, read(t, `{"Free":{"a":{"`+name+`":`+arg+`,"b":1}}}`).Validate(), beside...)
					if t.Failed() {
						t.Fatalf("for %s", fn)
					}
				}
			}
		})
	}
	// A function in an argument is checked, too.
	WantErrors(t, read(t, `{"Str":{"Fn::Join":["",[{"Fn::Sub":[]}]]}}`).Validate(), RuleIntrinsic, "/Str/Fn::Join/1/0/Fn::Sub")
	WantErrors(t, Validate(&Shapes{Str: Fn[string]("Fn::Sub", RawJSON(`[`))}), RuleSyntax, "/Str/Fn::Sub/0")
}

func TestConstructors(t *testing.T) {
	type s = Value[string]
	p := Ref[string]("P")
	for want, x := range map[string]*Shapes{
		`{"Str":{"Ref":"a\"b"}}`:                                       {Str: Ref[string](`a"b`)},
		`{"Str":{"Fn::GetAtt":["R","A.B"]}}`:                           {Str: GetAtt[string]("R", "A.B")},
		`{"Int":{"Fn::GetAtt":["R","N"]}}`:                             {Int: Attribute[int64]("N").Of("R")},
		`{"Str":{"Fn::Sub":"${A}<>"}}`:                                 {Str: Sub[string]("${A}<>")},
		`{"Str":{"Fn::Sub":["${A}",{"A":{"Ref":"P"}}]}}`:               {Str: SubWith[string]("${A}", MapOf(map[string]s{"A": p}))},
		`{"Str":{"Fn::Join":["-",["a",{"Ref":"P"}]]}}`:                 {Str: Join[string]("-", Val("a"), p)},
		`{"Str":{"Fn::Join":["-",{"Ref":"L"}]}}`:                       {Str: JoinItems[string]("-", ListRef[s]("L"))},
		`{"Int":{"Fn::Select":[1,[2,{"Ref":"P"}]]}}`:                   {Int: Select(Int(1), ListOf(Int(2), Ref[int64]("P")))},
		`{"Str":{"Fn::Select":[{"Ref":"I"},{"Fn::Split":[",","a"]}]}}`: {Str: Select(Ref[int64]("I"), Split[string](",", Val("a")))},
		`{"Str":{"Fn::FindInMap":["M",{"Ref":"P"},"b"]}}`:              {Str: FindInMap[string]("M", p, Val("b"))},
		`{"Str":{"Fn::ImportValue":{"Ref":"P"}}}`:                      {Str: ImportValue[string](p)},
		`{"Str":{"Fn::Base64":"x"}}`:                                   {Str: Base64[string](Val("x"))},
		`{"Str":{"Fn::ToJsonString":{"a":1}}}`:                         {Str: ToJSONString[string](RawJSON(`{"a":1}`))},
		`{"Int":{"Fn::Length":["a"]}}`:                                 {Int: Length(Vals("a"))},
		`{"Int":"{{resolve:ssm:n}}"}`:                                  {Int: DynamicReference[int64]("{{resolve:ssm:n}}")},
		`{"Strs":{"Ref":"L"}}`:                                         {Strs: ListRef[s]("L")},
		`{"Strs":{"Fn::GetAZs":""}}`:                                   {Strs: AZs(Val(""))},
		`{"Strs":{"Fn::Cidr":["10.0.0.0/8",2,{"Ref":"P"}]}}`:           {Strs: CIDR(Val("10.0.0.0/8"), Int(2), Ref[int64]("P"))},
		`{"Color":{"Fn::If":["C","RED",{"Ref":"AWS::NoValue"}]}}`:      {Color: If("C", Val(ColorRed), Value[Color]{})},
		`{"StrMap":{"Fn::If":["C",{"a":"b"},{"Ref":"P"}]}}`:            {StrMap: MapIf("C", MapVals(map[string]string{"a": "b"}), MapFn[s]("Ref", RawJSON(`"P"`)))},
		`{"Obj":{"Fn::Transform":{"Name":"N"}}}`:                       {Obj: &Leaf{Node: ObjectFn("Fn::Transform", RawJSON(`{"Name":"N"}`))}},
	} {
		t.Run(want, func(t *testing.T) {
			if got := write(t, x); got != want {
				t.Errorf("\n got %s\nwant %s", got, want)
			}
			if err := x.Validate(); err != nil {
				t.Errorf("%s: %v", want, err)
			}
			if got := write(t, read(t, want)); got != want {
				t.Errorf("read and written: %s, want %s", got, want)
			}
		})
	}
	c, then, els, ok := Branches(read(t, `{"Str":{"Fn::If":["C","a",`+noValue+`]}}`).Str)
	if lit, _ := Get(then); !ok || c != "C" || lit != "a" || !IsAbsent(els) {
		t.Error(c, then, els, ok)
	}
	if _, _, _, ok := Branches(p); ok || IntrinsicOf(p).Name() != "Ref" || IntrinsicOf(p).Arg().String() != `"P"` {
		t.Error("a Ref has branches or no name")
	}
	if _, _, els, ok := ObjectBranches[Leaf](ObjectIf("C", &Leaf{}, nil)); !ok || els != nil {
		t.Error("no branches of an object")
	}
}

func TestErrorsAreUsable(t *testing.T) {
	err := checkOf(t, `"Int":11`)
	var one *Error
	if !errors.As(fmt.Errorf("wrapped: %w", err), &one) || one.Rule != RuleMaximum || one.Path != "/Int" || one.Value != "11" {
		t.Errorf("%+v", one)
	}
	seen := map[string]bool{}
	for r := RuleSyntax; r <= RuleFormat; r++ {
		if seen[r.String()] || r.String() == "unknown" {
			t.Errorf("rule %d has no name of its own: %v", r, r)
		}
		seen[r.String()] = true
	}
}

// The first use of a type makes its tables; any number of goroutines may be first.
func TestFirstUseInParallel(t *testing.T) {
	freshSchema = &schema.Schema{Name: "AWS::Test::Fresh", Go: (*fresh)(nil), Fields: (*Checked)(nil).CFNSchema().Fields, Nested: NestedTables()}
	var wg sync.WaitGroup
	for range 16 {
		wg.Add(1) // not wg.Go: the tests run with Go 1.23, too
		go func() {
			defer wg.Done()
			var x fresh
			if err := Unmarshal([]byte(rich), &x); err != nil {
				t.Error(err)
			}
			if err := Validate(&x); err != nil {
				t.Error(err)
			}
			if _, err := MarshalJSON(&x); err != nil {
				t.Error(err)
			}
		}()
	}
	wg.Wait()
}

type fresh Checked

var freshSchema *schema.Schema

func (*fresh) CFNSchema() *schema.Schema { return freshSchema }
