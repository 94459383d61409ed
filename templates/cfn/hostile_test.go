package cfn_test

import (
	"fmt"
	"strings"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
)

// The documents here are so large that work beyond their length times a small
// factor would take minutes or for ever: a test that hangs has found a blow-up.
// No time is measured.
const hostileDepth = 4900

func nest(open, inner, end string, n int) string {
	return strings.Repeat(open, n) + inner + strings.Repeat(end, n)
}

func TestHostileNesting(t *testing.T) {
	padding := `"` + strings.Repeat("x", 1<<20) + `"`
	for name, text := range map[string]string{
		"If in If":              `{"Obj":` + nest(`{"Fn::If":["C",`, `{"Key":`+padding+`}`, `,{"Ref":"AWS::NoValue"}]}`, hostileDepth) + `}`,
		"second branch":         `{"Obj":` + nest(`{"Fn::If":["C",{"Key":"k"},`, `{"Key":`+padding+`}`, `]}`, hostileDepth) + `}`,
		"four arguments":        `{"Obj":` + nest(`{"Fn::If":["C",`, `{"Key":`+padding+`}`, `,{"Key":"k"},0]}`, hostileDepth) + `}`,
		"two arguments":         `{"Obj":` + nest(`{"Fn::If":["C",`, `{"Key":`+padding+`}`, `]}`, hostileDepth) + `}`,
		"no condition":          `{"Obj":` + nest(`{"Fn::If":[0,`, `{"Key":`+padding+`}`, `]}`, hostileDepth) + `}`,
		"If in free form":       `{"FreeObj":` + nest(`{"Fn::If":["C",`, padding, `,{}]}`, hostileDepth) + `}`,
		"If beside keys":        `{"FreeObj":` + nest(`{"Fn::If":["C",`, padding, `,{}],"k":1}`, hostileDepth) + `}`,
		"structs":               nest(`{"Rec":`, `{"Str":`+padding+`}`, `}`, hostileDepth),
		"lists":                 `{"Free":` + nest(`[`, padding, `]`, 2*hostileDepth) + `}`,
		"functions in text":     `{"Free":` + nest(`{"Fn::Join":["",[`, padding, `]]}`, hostileDepth/2) + `}`,
		"wrong functions":       `{"Free":[` + strings.Repeat(`{"Ref":[]},`, 20000) + `0]}`,
		"nulls":                 `{"Free":[` + strings.Repeat(`null,`, 200000) + `0]}`,
		"unknown names":         `{` + many(`"u%d":0`, 100000) + `}`,
		"errors at the bottom":  nest(`{"Rec":`, `{"Ints":[`+strings.Repeat(`"x",`, 50000)+`0]}`, `}`, hostileDepth),
		"many keys":             `{"StrMap":{` + many(`"k%d":""`, 100000) + `}}`,
		"many keys in text":     `{"Free":{` + many(`"k%d":""`, 100000) + `}}`,
		"bad at the bottom":     nest(`{"Rec":`, `{"Str":`+padding+`,]`, `}`, hostileDepth),
		"condition in maps":     nest(`{"RecMap":{"Condition":[`, `{"Str":`+padding+`}`, `],"k":[]}}`, hostileDepth/2),
		"plain strings":         `{"Strs":[` + many(`"%d"`, 100000) + `]}`,
		"digits":                `{"Int":1` + strings.Repeat("0", 1<<20) + `e-1048576}`,
		"escapes":               `{"Str":"` + strings.Repeat(`\u00e9`, 200000) + `"}`,
		"escapes in text":       `{"Free":"` + strings.Repeat(`\ud83d\ude00`, 100000) + `"}`,
		"functions beside keys": `{"Rec":` + nest(`{"Fn::If":["C",`, `{"Str":`+padding+`}`, `,0],"k":1}`, hostileDepth) + `}`,
	} {
		t.Run(name, func(t *testing.T) {
			for _, options := range [][]Option{nil, {KeepUnknown()}, {KeepUnknown(), AllowDuplicateKeys()}} {
				var x Shapes
				errsOnly(t, Unmarshal([]byte(text), &x, options...))
				errsOnly(t, x.Validate())
				if out, err := x.AppendJSON(nil); err == nil {
					errsOnly(t, Unmarshal(out, &x, options...))
				}
			}
			errsOnly(t, new(JSON).UnmarshalJSON([]byte(text)))
			errsOnly(t, RawJSON(text).Validate())
			var tm Template
			errsOnly(t, tm.UnmarshalJSON([]byte(text)))
		})
	}
}

// An object with the name of a function beside other keys is read twice. In one
// another, in places that hold lists of the type itself, such objects would be
// read 2, 4, 8 times; the reader stops instead.
func TestHostileSecondReading(t *testing.T) {
	text := `{"Str":"s"}`
	for range 3000 {
		text = `{"RecMap":{"Fn::If":["C",` + text + `,0],"k":[]}}`
	}
	var x Shapes
	errs := errorsOf(t, x.UnmarshalJSON([]byte(text)))
	if len(errs) == 0 {
		t.Fatal("no error")
	}
	text = `{"Str":"s"}`
	for range 3000 {
		text = `{"Fn::If":["C",` + text + `,{}],"RecMap":{"Fn::If":["C",[],[]],"k":[]}}`
	}
	errsOnly(t, x.UnmarshalJSON([]byte(text)))
	errsOnly(t, Unmarshal([]byte(text), &x, KeepUnknown()))
	// What templates hold of the kind is read without complaint.
	if err := Unmarshal([]byte(nest(`{"Fn::Transform":{"Name":"AWS::Include"},"Rec":`, `{}`, `}`, 20)), &x, KeepUnknown()); err != nil {
		t.Error(err)
	}
}

func TestHostileTemplate(t *testing.T) {
	bad := `"R%d":{"Type":"AWS::Test::Shapes","Properties":{"Int":"x"}}`
	for _, text := range []string{
		`{"Resources":{` + many(bad, 20000) + `}}`,
		`{"Resources":{` + strings.Repeat(`"R":{},`, 50000) + `"R":{"Type":"A::B::C"}}}`,
		`{"Resources":{"R":` + nest(`[`, ``, `]`, 1<<20) + `}}`,
	} {
		_, err := ReadTemplate([]byte(text), Known(&Shapes{}), AllowDuplicateKeys())
		errsOnly(t, err)
	}
}

func TestHostileUniqueItems(t *testing.T) {
	big := "[" + many(`"v%d"`, 30000) + "]"
	objects := "[" + many(`{"Key":"k%d"}`, 30000) + "]"
	texts := "[" + many(`{"b":%d,"a":[1,{"z":2.0,"y":""}]}`, 20000) + "]"
	maps := "[{" + many(`"k%d":""`, 20000) + `},{` + many(`"k%d":""`, 20000) + `,"x":{"Ref":"P"}}]`
	err := checkOf(t, `"Unique":`+big+`,"UObjs":`+objects+`,"UJsons":`+texts+`,"UMaps":`+maps)
	wantErrors(t, err)
	// A double is found among many as it is among few.
	err = checkOf(t, `"Unique":[`+many(`"v%d"`, 100)+`,"v7",{"Ref":"P"},{"Ref":"P"}],"UJsons":[`+many(`{"a":%d,"b":0}`, 100)+`,{"b":0.0,"a":7}]`)
	wantErrors(t, err, RuleUniqueItems, "/Unique/100", RuleUniqueItems, "/UJsons/100")
	if !strings.Contains(err.Error(), "equals the item at 7") {
		t.Error(err)
	}
}

func many(format string, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, format, i)
	}
	return b.String()
}

// errsOnly accepts Errors and nil, of which every one has a position.
func errsOnly(t *testing.T, err error) {
	t.Helper()
	for _, e := range errorsOf(t, err) {
		if e.Message == "" || e.Path != "" && e.Path[0] != '/' {
			t.Fatalf("%+v", e)
		}
	}
}
