package cfn_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"reflect"
	"strings"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/schema"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

func TestFullValue(t *testing.T) {
	if got := write(t, Full()); got != FullText {
		t.Errorf("\n got %s\nwant %s", got, FullText)
	}
	x := read(t, FullText)
	if got := write(t, x); got != FullText {
		t.Errorf("after reading:\n got %s\nwant %s", got, FullText)
	}
	if err := x.Validate(); err != nil {
		t.Error(err)
	}
	var again Shapes
	if err := json.Unmarshal([]byte(FullText), &again); err != nil {
		t.Fatal(err)
	}
	if got, err := json.Marshal(&again); err != nil || string(got) != FullText {
		t.Errorf("through encoding/json: %v\n got %s", err, got)
	}
}

// What stands in a document comes out as it went in: absent, empty and zero are
// three things, and an intrinsic function fits in every place.
func TestRoundTrips(t *testing.T) {
	const ref, noValue = `{"Ref":"P"}`, `{"Ref":"AWS::NoValue"}`
	texts := []string{
		`{}`,
		`{"Str":""}`, `{"Bool":false}`, `{"Int":0}`, `{"Num":0}`, `{"Color":""}`, `{"Size":0}`,
		`{"Strs":[]}`, `{"Objs":[]}`, `{"Lists":[]}`, `{"Lists":[[]]}`, `{"Maps":[]}`, `{"Maps":[{}]}`, `{"Jsons":[]}`,
		`{"StrMap":{}}`, `{"ObjMap":{}}`, `{"ListMap":{"k":[]}}`, `{"MapMap":{"k":{}}}`, `{"JSONMap":{"":{}}}`,
		`{"RecMap":{"k":[{}]}}`, `{"Rec":{}}`, `{"Marker":{}}`, `{"Ping":{"Pong":{}}}`,
		`{"Free":{}}`, `{"Free":[]}`, `{"Free":""}`, `{"Free":0}`, `{"Free":false}`, `{"FreeObj":{}}`,
		`{"Free":{"a" : [ 1.0 , "\u00e9\/" ] }}`,
		`{"Str":"<a href='x'>&\u2028</a>"}`,
		`{"Int":9223372036854775807}`, `{"Int":-9223372036854775808}`, `{"Num":1e+21}`, `{"Num":1e-7}`, `{"Num":-0}`,
		`{"Str":"{{resolve:ssm:name:1}}"}`, `{"Int":"{{resolve:ssm:n}}"}`, `{"Bool":"x{{resolve:ssm:n}}"}`,
		`{"Num":"{{resolve:ssm:n}}"}`, `{"Color":"{{resolve:ssm:n}}"}`, `{"Ints":["{{resolve:ssm:n}}"]}`,
	}
	for _, fn := range []string{ref, noValue, `{"Fn::GetAtt":["R","Arn"]}`, `{"Fn::Unheard":{"a":[1]}}`, `{"Condition":"C"}`} {
		for _, place := range []string{
			"Str", "Bool", "Int", "Num", "Color", "Size", "Strs", "Ints", "Objs", "Lists", "Maps", "Jsons", "StrMap",
			"ObjMap", "ListMap", "MapMap", "JSONMap", "RecMap", "Obj", "Rec", "Ping", "Marker", "Free", "FreeObj",
		} {
			texts = append(texts, `{"`+place+`":`+fn+`}`,
				`{"`+place+`":{"Fn::If":["C",`+fn+`,`+noValue+`]}}`,
				`{"`+place+`":{"Fn::If":["C",`+noValue+`,{"Fn::If":["D",`+fn+`,`+noValue+`]}]}}`)
		}
		for _, place := range []string{"Strs", "Ints", "Objs", "Lists", "Maps", "Jsons"} {
			texts = append(texts, `{"`+place+`":[`+fn+`,{"Fn::If":["C",`+fn+`,`+noValue+`]}]}`)
		}
		for _, place := range []string{"StrMap", "ObjMap", "ListMap", "MapMap", "JSONMap", "RecMap"} {
			texts = append(texts, `{"`+place+`":{"k":`+fn+`}}`, `{"`+place+`":{"k":{"Fn::If":["C",`+noValue+`,`+fn+`]}}}`)
		}
		texts = append(texts, `{"ListMap":{"k":["a",`+fn+`]}}`, `{"MapMap":{"k":{"i":`+fn+`}}}`, `{"Lists":[[`+fn+`]]}`,
			`{"Maps":[{"k":`+fn+`}]}`, `{"Free":{"deep":[`+fn+`]}}`, fn)
	}
	texts = append(texts,
		`{"Objs":{"Fn::If":["C",[{"Key":"k"},`+ref+`],[]]}}`,
		`{"Objs":[{"Fn::If":["C",{"Key":"k","Next":{"Key":"n"}},`+ref+`]}]}`,
		`{"StrMap":{"Fn::If":["C",{"a":"1"},{"a":"2","b":`+ref+`}]}}`,
		`{"RecMap":{"k":{"Fn::If":["C",[{"Rec":{}}],`+noValue+`]}}}`,
		`{"Rec":{"Rec":{"Fn::If":["C",{"Fn::If":["D",{"Int":1},`+ref+`]},{"Strs":[]}]}}}`,
	)
	for _, text := range texts {
		if got := write(t, read(t, text)); got != unescaped(text) {
			t.Errorf("\n got %s\nwant %s", got, text)
		}
	}
}

// unescaped is what becomes of the one escape sequence in the texts above that
// stands in a typed string; free-form text keeps its own.
func unescaped(text string) string {
	if strings.HasPrefix(text, `{"Str"`) {
		return strings.ReplaceAll(text, `\u2028`, "\u2028")
	}
	return text
}

func TestAbsentAndZeroDiffer(t *testing.T) {
	x := read(t, `{"Str":"","Bool":false,"Int":0,"Num":0,"Strs":[],"StrMap":{},"Marker":{},"Free":""}`)
	if IsAbsent(x.Str) || IsAbsent(x.Bool) || IsAbsent(x.Int) || IsAbsent(x.Num) || ListIsAbsent(x.Strs) || MapIsAbsent(x.StrMap) ||
		x.Marker == nil || x.Free.String() == "" {
		t.Errorf("something that is there counts as absent: %+v", x)
	}
	if v, ok := Get(x.Bool); v || !ok {
		t.Error("false is not false")
	}
	if items, ok := Items(x.Strs); len(items) != 0 || !ok {
		t.Error("an empty list is not one")
	}
	var zero Shapes
	if !IsAbsent(zero.Str) || !ListIsAbsent(zero.Strs) || !MapIsAbsent(zero.StrMap) || write(t, &zero) != "{}" {
		t.Error("the zero value is not absent")
	}
	if _, ok := Get(zero.Str); ok {
		t.Error("an absent value has a literal")
	}
	if _, ok := Entries(zero.StrMap); ok {
		t.Error("an absent map is there")
	}
	if _, ok := Items(zero.Strs); ok {
		t.Error("an absent list is there")
	}
}

// Reading replaces everything that the struct held before.
func TestReadingReplaces(t *testing.T) {
	x := Full()
	if err := x.UnmarshalJSON([]byte(`{"Int":1}`)); err != nil {
		t.Fatal(err)
	}
	if got := write(t, x); got != `{"Int":1}` {
		t.Error(got)
	}
}

func TestMapKeepsItsOrder(t *testing.T) {
	const text = `{"StrMap":{"z":"1","a":"2","":"3"}}`
	x := read(t, text)
	if got := write(t, x); got != text {
		t.Error(got)
	}
	if v, ok := Lookup(x.StrMap, "a"); !ok || literalOf(v) != "2" {
		t.Error("a is not found")
	}
	if _, ok := Lookup(x.StrMap, "b"); ok {
		t.Error("b is found")
	}
}

func TestKeepUnknown(t *testing.T) {
	const text = `{"Str":"s","Obj":{"Key":"k","Extra":[1,{"x":null}]},"More":{"a":1.0}}`
	var x Shapes
	WantErrors(t, Unmarshal([]byte(text), &x), RuleUnknown, "/Obj/Extra", RuleUnknown, "/More")
	err := Unmarshal([]byte(text), &x, KeepUnknown())
	WantErrors(t, err, RuleNull, "/Obj/Extra/1/x")
	const valid = `{"Str":"s","Obj":{"Key":"k","Extra":[1,{"x":0}]},"More":{"a":1.0}}`
	kept := read(t, valid, KeepUnknown())
	if got := write(t, kept); got != valid {
		t.Error(got)
	}
	if unknown := ObjectUnknown(kept.Node); len(unknown) != 1 || unknown[0] != (Entry[JSON]{Key: "More", Value: RawJSON(`{"a":1.0}`)}) {
		t.Error(unknown)
	}
	WantErrors(t, kept.Validate(), RuleUnknown, "/Obj/Extra", RuleUnknown, "/More")
	WantErrors(t, kept.Validate(Skip(RuleUnknown)))
	var open Open
	if err := Unmarshal([]byte(`{"Known":"k","Any":1}`), &open); err != nil {
		t.Fatal(err)
	}
	if got := write(t, &open); got != `{"Known":"k","Any":1}` || Validate(&open) != nil {
		t.Error(got, Validate(&open))
	}
	made := &Shapes{Node: ObjectWithUnknown(Entry[JSON]{Key: "X", Value: RawJSON("1")})}
	if got := write(t, made); got != `{"X":1}` {
		t.Error(got)
	}
}

// encoding/json writes what the package writes, or fails; it never writes a
// part or something else.
func TestEncodingJSONFailsLoudlyOrWorks(t *testing.T) {
	works := map[string]any{
		`{}`:                &Shapes{},
		`{"Str":"x"}`:       &Shapes{Str: Val("x")},
		`{"P":{"Str":"x"}}`: map[string]any{"P": &Shapes{Str: Val("x")}},
		`{"J":{"a":1}}`:     struct{ J JSON }{RawJSON(`{"a":1}`)},
	}
	for want, v := range works {
		if got, err := json.Marshal(v); err != nil || string(got) != want {
			t.Errorf("%T: %s, %v; want %s", v, got, err, want)
		}
	}
	fails := []any{
		&Leaf{Key: Val("k")}, Leaf{Key: Val("k")}, &Marker{}, Marker{}, []any{&Ping{}}, Shapes{}, RawJSON(""), RawJSON("{"),
		Value[string]{}, Val("s"), Ref[int64]("P"), Vals("a"), ListOf[*Leaf](), MapVals(map[string]bool{"k": true}),
		struct{ V Value[string] }{}, Node{},
	}
	for _, v := range fails {
		if got, err := json.Marshal(v); err == nil {
			t.Errorf("%T: %s, without an error", v, got)
		}
	}
	for text, into := range map[string]any{`{"Key":"k"}`: &Leaf{}, `"s"`: &Value[string]{}, `["a"]`: &List[Value[string]]{}} {
		if err := json.Unmarshal([]byte(text), into); err == nil {
			t.Errorf("%T was read", into)
		}
	}
}

// A single property can be written and read by itself.
func TestProperties(t *testing.T) {
	v, l, m, j := Ref[int64]("P"), Vals("a", "b"), MapVals(map[string]bool{"k": true}), RawJSON(`{"a": 1}`)
	choice := ListIf("C", Vals("a"), List[Value[string]]{})
	for want, property := range map[string]any{
		`{"Ref":"P"}`: &v, `["a","b"]`: &l, `{"k":true}`: &m, `{"a": 1}`: &j,
		`{"Fn::If":["C",["a"],{"Ref":"AWS::NoValue"}]}`: &choice,
	} {
		t.Run(want, func(t *testing.T) {
			got, err := MarshalProperty(property)
			if err != nil || string(got) != want {
				t.Errorf("%T: %s, %v; want %s", property, got, err, want)
			}
			back := reflect.New(reflect.TypeOf(property).Elem()).Interface()
			if text, err := MarshalProperty(back); err == nil {
				t.Errorf("%T: the zero value is written as %s", back, text)
			}
			if err := UnmarshalProperty(got, back); err != nil {
				t.Fatalf("%T: %v", back, err)
			}
			if again, err := MarshalProperty(back); err != nil || !bytes.Equal(again, got) {
				t.Errorf("%T: %s, %v; want %s", back, again, err, got)
			}
		})
	}
	if fn := ListIntrinsic(choice); fn == nil || fn.Name() != "Fn::If" || ListIntrinsic(l) != nil {
		t.Errorf("IntrinsicOf gives %v", fn)
	}
	bad, none := Val("\xff"), Value[string]{}
	for _, property := range []any{&bad, &none, v, nil, &Leaf{}, new(int), (*Value[string])(nil)} {
		if got, err := MarshalProperty(property); err == nil {
			t.Errorf("%T: %s, without an error", property, got)
		}
	}
	if UnmarshalProperty([]byte(`"s"`), none) == nil || UnmarshalProperty([]byte(`[]`), &none) == nil {
		t.Error("read into no property, or a list into a string")
	}
}

func TestWhatCannotBeWritten(t *testing.T) {
	const bad = "a\xffb"
	for _, test := range []struct {
		x    *Shapes
		rule Rule
		path string
	}{
		{&Shapes{Str: Val(bad)}, RuleSyntax, "/Str"},
		{&Shapes{Color: Val(Color(bad))}, RuleSyntax, "/Color"},
		{&Shapes{Num: Num(inf)}, RuleType, "/Num"},
		{&Shapes{Num: Num(-inf)}, RuleType, "/Num"},
		{&Shapes{Num: Num(inf - inf)}, RuleType, "/Num"},
		{&Shapes{Str: Ref[string](bad)}, RuleSyntax, "/Str/Ref"},
		{&Shapes{Str: If(bad, Val("a"), Val("b"))}, RuleSyntax, "/Str/Fn::If/0"},
		{&Shapes{Str: If("C", Val("a"), Val(bad))}, RuleSyntax, "/Str/Fn::If/2"},
		{&Shapes{Strs: Vals("a", bad)}, RuleSyntax, "/Strs/1"},
		{&Shapes{ObjMap: MapOf(map[string]*Leaf{"a/b~c": {Key: Val(bad)}})}, RuleSyntax, "/ObjMap/a~1b~0c/Key"},
		{&Shapes{Free: RawJSON("[1")}, RuleSyntax, "/Free"},
		{&Shapes{Free: RawJSON("1 2")}, RuleSyntax, "/Free"},
		{&Shapes{Free: RawJSON(`{"a":1,"a":2}`)}, RuleSyntax, "/Free"},
		{&Shapes{Free: RawJSON(`"` + bad + `"`)}, RuleSyntax, "/Free"},
		{&Shapes{Node: ObjectWithUnknown(Entry[JSON]{Key: "X", Value: JSON{}})}, RuleSyntax, "/X"},
		{&Shapes{Rec: &Shapes{Objs: ListOf(&Leaf{Node: ObjectIf("C", &Leaf{Key: Val(bad)}, nil)})}}, RuleSyntax, "/Rec/Objs/0/Fn::If/1/Key"},
	} {
		t.Run(test.path, func(t *testing.T) {
			dst := []byte("kept")
			got, err := test.x.AppendJSON(dst)
			WantErrors(t, err, test.rule, test.path)
			if string(got) != "kept" {
				t.Errorf("%s: the buffer holds %q", test.path, got)
			}
			if _, err := json.Marshal(test.x); err == nil {
				t.Errorf("%s: json.Marshal has no error", test.path)
			}
		})
	}
	var nothing *Shapes
	for _, err := range []error{Unmarshal([]byte("{}"), nothing), Validate(nothing), Unmarshal([]byte("{}"), nil)} {
		if err == nil || !strings.Contains(err.Error(), "pointer") {
			t.Errorf("nil: %v", err)
		}
	}
	if _, err := AppendJSON(nil, nothing); err == nil {
		t.Error("nil was written")
	}
}

// A table of another version of the package must be found out, not believed.
type mistaken struct {
	Node
	A Value[string]
	B int
}

var mistakenSchema = schema.Schema{Name: "AWS::Test::Mistaken", Go: (*mistaken)(nil), Fields: []schema.Field{{Name: "A"}, {Name: "B"}}}

func (*mistaken) CFNSchema() *schema.Schema { return &mistakenSchema }

func TestTableThatDoesNotFit(t *testing.T) {
	err := Unmarshal([]byte("{}"), &mistaken{})
	if err == nil || !strings.Contains(err.Error(), "property B of AWS::Test::Mistaken") {
		t.Error(err)
	}
	if err := Validate(&mistaken{}); err == nil {
		t.Error("checked")
	}
	if _, err := MarshalJSON(&mistaken{}); err == nil {
		t.Error("written")
	}
	var errs Errors
	if errors.As(err, &errs) {
		t.Error("a mistake of the generator looks like one of the document")
	}
}

// A property of the name Condition is one, even where it stands alone.
func TestConditionAsProperty(t *testing.T) {
	var x Conditional
	const text = `{"Condition":"C"}`
	if err := Unmarshal([]byte(text), &x); err != nil || literalOf(x.Condition) != "C" || write(t, &x) != text {
		t.Errorf("%v, %s", err, write(t, &x))
	}
	WantErrors(t, Validate(&x), RuleRequired, "/Other")
	var s Shapes // which has no such property
	if err := Unmarshal([]byte(text), &s); err != nil || ObjectIntrinsic(s.Node).Name() != "Condition" {
		t.Errorf("%v, %v", err, ObjectIntrinsic(s.Node))
	}
}

// No program can select what makes encoding/json fail, and no editor offers it.
func TestGuardIsHidden(t *testing.T) {
	for _, x := range []any{Shapes{}, Leaf{}, Val(""), List[JSON]{}, Map[JSON]{}} {
		if f, ok := reflect.TypeOf(x).FieldByName("Guard"); ok {
			t.Errorf("%T has a field %s", x, f.Name)
		}
	}
}
