package cfn_test

import (
	"strings"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/template"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

// The documents here are so large that work beyond their length times a small
// factor would take minutes or for ever: a test that hangs has found a blow-up.
// No time is measured.
func TestHostileNesting(t *testing.T) {
	padding := `"` + strings.Repeat("x", 1<<20) + `"`
	for name, text := range map[string]string{
		"If in If":              `{"Obj":` + Nest(`{"Fn::If":["C",`, `{"Key":`+padding+`}`, `,{"Ref":"AWS::NoValue"}]}`, HostileDepth) + `}`,
		"second branch":         `{"Obj":` + Nest(`{"Fn::If":["C",{"Key":"k"},`, `{"Key":`+padding+`}`, `]}`, HostileDepth) + `}`,
		"four arguments":        `{"Obj":` + Nest(`{"Fn::If":["C",`, `{"Key":`+padding+`}`, `,{"Key":"k"},0]}`, HostileDepth) + `}`,
		"two arguments":         `{"Obj":` + Nest(`{"Fn::If":["C",`, `{"Key":`+padding+`}`, `]}`, HostileDepth) + `}`,
		"no condition":          `{"Obj":` + Nest(`{"Fn::If":[0,`, `{"Key":`+padding+`}`, `]}`, HostileDepth) + `}`,
		"If in free form":       `{"FreeObj":` + Nest(`{"Fn::If":["C",`, padding, `,{}]}`, HostileDepth) + `}`,
		"If beside keys":        `{"FreeObj":` + Nest(`{"Fn::If":["C",`, padding, `,{}],"k":1}`, HostileDepth) + `}`,
		"structs":               Nest(`{"Rec":`, `{"Str":`+padding+`}`, `}`, HostileDepth),
		"lists":                 `{"Free":` + Nest(`[`, padding, `]`, 2*HostileDepth) + `}`,
		"functions in text":     `{"Free":` + Nest(`{"Fn::Join":["",[`, padding, `]]}`, HostileDepth/2) + `}`,
		"wrong functions":       `{"Free":[` + strings.Repeat(`{"Ref":[]},`, 20000) + `0]}`,
		"nulls":                 `{"Free":[` + strings.Repeat(`null,`, 200000) + `0]}`,
		"unknown names":         `{` + Many(`"u%d":0`, 100000) + `}`,
		"errors at the bottom":  Nest(`{"Rec":`, `{"Ints":[`+strings.Repeat(`"x",`, 50000)+`0]}`, `}`, HostileDepth),
		"many keys":             `{"StrMap":{` + Many(`"k%d":""`, 100000) + `}}`,
		"many keys in text":     `{"Free":{` + Many(`"k%d":""`, 100000) + `}}`,
		"bad at the bottom":     Nest(`{"Rec":`, `{"Str":`+padding+`,]`, `}`, HostileDepth),
		"condition in maps":     Nest(`{"RecMap":{"Condition":[`, `{"Str":`+padding+`}`, `],"k":[]}}`, HostileDepth/2),
		"plain strings":         `{"Strs":[` + Many(`"%d"`, 100000) + `]}`,
		"digits":                `{"Int":1` + strings.Repeat("0", 1<<20) + `e-1048576}`,
		"escapes":               `{"Str":"` + strings.Repeat(`\u00e9`, 200000) + `"}`,
		"escapes in text":       `{"Free":"` + strings.Repeat(`\ud83d\ude00`, 100000) + `"}`,
		"functions beside keys": `{"Rec":` + Nest(`{"Fn::If":["C",`, `{"Str":`+padding+`}`, `,0],"k":1}`, HostileDepth) + `}`,
	} {
		t.Run(name, func(t *testing.T) {
			for _, options := range [][]Option{nil, {KeepUnknown()}, {KeepUnknown(), AllowDuplicateKeys()}} {
				var x Shapes
				ErrsOnly(t, Unmarshal([]byte(text), &x, options...))
				ErrsOnly(t, x.Validate())
				if out, err := x.AppendJSON(nil); err == nil {
					ErrsOnly(t, Unmarshal(out, &x, options...))
				}
			}
			ErrsOnly(t, new(JSON).UnmarshalJSON([]byte(text)))
			ErrsOnly(t, RawJSON(text).Validate())
			var tm template.Template
			ErrsOnly(t, tm.UnmarshalJSON([]byte(text)))
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
	errs := ErrorsOf(t, x.UnmarshalJSON([]byte(text)))
	if len(errs) == 0 {
		t.Fatal("no error")
	}
	text = `{"Str":"s"}`
	for range 3000 {
		text = `{"Fn::If":["C",` + text + `,{}],"RecMap":{"Fn::If":["C",[],[]],"k":[]}}`
	}
	ErrsOnly(t, x.UnmarshalJSON([]byte(text)))
	ErrsOnly(t, Unmarshal([]byte(text), &x, KeepUnknown()))
	// What templates hold of the kind is read without complaint.
	if err := Unmarshal([]byte(Nest(`{"Fn::Transform":{"Name":"AWS::Include"},"Rec":`, `{}`, `}`, 20)), &x, KeepUnknown()); err != nil {
		t.Error(err)
	}
}

func TestHostileUniqueItems(t *testing.T) {
	big := "[" + Many(`"v%d"`, 30000) + "]"
	objects := "[" + Many(`{"Key":"k%d"}`, 30000) + "]"
	texts := "[" + Many(`{"b":%d,"a":[1,{"z":2.0,"y":""}]}`, 20000) + "]"
	maps := "[{" + Many(`"k%d":""`, 20000) + `},{` + Many(`"k%d":""`, 20000) + `,"x":{"Ref":"P"}}]`
	err := checkOf(t, `"Unique":`+big+`,"UObjs":`+objects+`,"UJsons":`+texts+`,"UMaps":`+maps)
	WantErrors(t, err)
	// A double is found among many as it is among few.
	err = checkOf(t, `"Unique":[`+Many(`"v%d"`, 100)+`,"v7",{"Ref":"P"},{"Ref":"P"}],"UJsons":[`+Many(`{"a":%d,"b":0}`, 100)+`,{"b":0.0,"a":7}]`)
	WantErrors(t, err, RuleUniqueItems, "/Unique/100", RuleUniqueItems, "/UJsons/100")
	if !strings.Contains(err.Error(), "equals the item at 7") {
		t.Error(err)
	}
}
