package cfn_test

import (
	"bytes"
	"encoding/json"
	"math"
	"net/netip"
	"strings"
	"testing"
	"time"

	. "github.com/cfngen/cfngen/templates/cfn"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

type inner struct {
	A int `json:"a"`
	B string
	C *inner `json:",omitempty"`
}

type Promoted struct {
	P, Q   int
	Shadow string
}

type outer2 struct {
	Promoted
	*inner
	Shadow   bool           `json:"Q"`
	Skipped  int            `json:"-"`
	Empty    []string       `json:"empty,omitempty"`
	Nil      []string       `json:"nil"`
	Quoted   int            `json:"quoted,string"`
	QuotedS  string         `json:",string"`
	Any      any            `json:"any"`
	Bytes    []byte         `json:"bytes"`
	Array    [2]float32     `json:"array"`
	Keys     map[int]string `json:"keys"`
	hidden   int
	Pointers []*int
	Number   json.Number
	Raw      json.RawMessage
	Address  netip.Addr
	ByText   map[netip.Addr]uint8
}

// What JSONOf makes of Go values that have nothing of this package in them is what
// encoding/json makes of them.
func TestJSONOfIsEncodingJSON(t *testing.T) {
	five := 5
	for name, v := range map[string]any{
		"nil": nil, "true": true, "string": "a\"\\\n<é\u2028>", "int": -5, "uint8": uint8(200), "map": map[string]any{"b": 1, "a": []any{nil, "x", 1.5}},
		"floats":   []float64{0, math.Copysign(0, -1), 1, 1e21, 1e20, 1e-6, 1e-7, 1.5e-9, 123456789.125, math.MaxFloat64, math.SmallestNonzeroFloat64},
		"float32s": []float32{1.1, 1e21, 1e-7, math.MaxFloat32}, "time": time.Date(2026, 1, 2, 3, 4, 5, 6, time.UTC), "bytes": []byte("abc"), "no bytes": []byte(nil),
		"empty": struct{}{}, "nil map": map[string]int(nil), "pointer": &five, "pointers": []*int{&five, nil},
		"struct": outer2{inner: &inner{A: 1, C: &inner{}}, Promoted: Promoted{P: 3}, Quoted: 4, QuotedS: `"`, Any: &five, Bytes: []byte{1}, Keys: map[int]string{10: "x", 9: "y"}, Number: "1.50", Raw: json.RawMessage(`{"a": 1}`), Address: netip.MustParseAddr("::1"), ByText: map[netip.Addr]uint8{netip.MustParseAddr("::2"): 1}, hidden: 1},
		"zero":   &outer2{Raw: json.RawMessage("null")}, "any": map[string]json.Number{"n": ""},
	} {
		t.Run(name, func(t *testing.T) {
			var want bytes.Buffer
			enc := json.NewEncoder(&want)
			enc.SetEscapeHTML(false)
			if err := enc.Encode(v); err != nil {
				t.Fatal(err)
			}
			got, err := ParseJSON(JSONOf(v).String())
			if err != nil {
				t.Fatal(err)
			}
			// RawMessage is compacted by encoding/json.
			var compact bytes.Buffer
			if err := json.Compact(&compact, []byte(got.String())); err != nil {
				t.Fatal(err)
			}
			if unescape(compact.String()) != unescape(strings.TrimSpace(want.String())) {
				t.Errorf("got  %s\nwant %s", compact.String(), want.String())
			}
		})
	}
}

// unescape takes the escapes of line separators away, which are a matter of taste.
func unescape(text string) string { return strings.ReplaceAll(text, `\u2028`, "\u2028") }

func TestJSONOf(t *testing.T) {
	// encoding/json has the option since Go 1.24.
	type zero struct {
		Time  time.Time `json:"time,omitzero"`
		Count int       `json:",omitzero"`
		Set   int       `json:",omitzero"`
	}
	type statement struct {
		Effect    string
		Resource  Value[string]
		Condition Map[Value[string]] `json:",omitempty"`
		Sid       Value[string]
	}
	leaf := Nested((*Shapes)(nil), &Leaf{Key: Val("k"), Value: Ref[string]("P")})
	for want, v := range map[string]any{
		`{"Effect":"Allow","Resource":{"Fn::GetAtt":["A","Arn"]}}`: statement{Effect: "Allow", Resource: GetAtt[string]("A", "Arn")},
		`{"a":"x","c":["y",{"Ref":"AWS::NoValue"},3]}`:             map[string]any{"a": Val("x"), "b": Value[string]{}, "c": []any{Val("y"), Value[bool]{}, Int(3)}},
		`{"Fn::If":["C","a",{"Ref":"AWS::NoValue"}]}`:              If("C", Val("a"), Value[string]{}),
		`{"Set":1}`:                           zero{Set: 1},
		`["a","b"]`:                           Vals("a", "b"),
		`{"k":1.5}`:                           MapVals(map[string]float64{"k": 1.5}),
		`[{"Key":"k","Value":{"Ref":"P"}}]`:   []any{leaf},
		`{"j":{"a": 1}}`:                      map[string]JSON{"j": MustParseJSON(` {"a": 1} `), "absent": {}},
		`{"x":{"Str":"s","Obj":{"Ref":"P"}}}`: map[string]any{"x": &Shapes{Str: Val("s"), Obj: &Leaf{Node: ObjectFn("Ref", JSONOf("P"))}}},
		`{"Ref":"AWS::NoValue"}`:              Ref[string](NoValue),
		``:                                    Value[string]{},
		`[{"Ref":"AWS::NoValue"},null]`:       []any{JSON{}, (*int)(nil)},
	} {
		t.Run(want, func(t *testing.T) {
			if got := JSONOf(v).String(); got != want {
				t.Errorf("got  %s\nwant %s", got, want)
			}
		})
	}
}

// What cannot be written is an error when it is, with a path, and nothing else is.
func TestJSONOfFailsWhenWritten(t *testing.T) {
	for name, v := range map[string]any{
		"NaN": math.NaN(), "infinity": float32(math.Inf(1)), "UTF-8": "\xff", "UTF-8 in a key": map[string]int{"\xff": 1},
		"NaN in a value": Num(math.NaN()), "UTF-8 in a value": []any{Val("\xff")}, "in a resource": &Shapes{Num: Num(math.Inf(-1))},
	} {
		t.Run(name, func(t *testing.T) {
			x := &Shapes{Free: JSONOf(map[string]any{"a": v})}
			_, err := x.AppendJSON(nil)
			WantErrors(t, err, RuleSyntax, "/Free")
			if x.Validate() == nil {
				t.Errorf("%s: Validate reports nothing", name)
			}
		})
	}
}

type failing struct{}

func (failing) MarshalJSON() ([]byte, error) { return []byte("{"), nil }

type bare struct {
	Node
	A Value[string]
}

type selfish struct{ Self *selfish }

func TestJSONOfPanics(t *testing.T) {
	loop := &selfish{}
	loop.Self = loop
	for name, v := range map[string]any{
		"JSON has no values of the type chan int":          make(chan int),
		"JSON has no values of the type func()":            func() {},
		"JSON has no values of the type complex128":        1i,
		"keys of the type struct {} are no texts":          map[struct{}]int{{}: 1},
		"MarshalJSON of cfn_test.failing":                  failing{},
		"*cfn_test.bare is written with its resource type": &bare{},
		"the value is nested too deeply, or holds itself":  loop,
		`the json.Number "x" is no number`:                 json.Number("x"),
		"a function is written with the value":             IntrinsicOf(Ref[string]("P")),
		"the parts of a resource type have no JSON":        Leaf{},
	} {
		t.Run(name, func(t *testing.T) {
			defer func() {
				if p, ok := recover().(string); !ok || !strings.Contains(p, name) {
					t.Errorf("panic %v", p)
				}
			}()
			JSONOf([]any{v})
		})
	}
	defer func() {
		if recover() == nil {
			t.Error("MustParseJSON does not panic")
		}
	}()
	MustParseJSON("{")
}

func TestParseJSON(t *testing.T) {
	j, err := ParseJSON(" [1, 2]\n")
	if err != nil || j.String() != "[1, 2]" {
		t.Errorf("%q, %v", j, err)
	}
	for _, text := range []string{"", "{", "1 2", `{"a":1,"a":2}`, "\"\xff\""} {
		if j, err := ParseJSON(text); err == nil || j != (JSON{}) {
			t.Errorf("%q is %q", text, j)
		}
	}
}
