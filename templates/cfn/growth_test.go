package cfn_test

import (
	"strings"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/template"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

// growing are texts of properties that can be made as long as is wanted, by n: what is
// repeated, and what stands around it. Those of checked are properties of Checked, others
// of Shapes.
var growing = map[string]struct {
	open, item, end string
	checked         bool
}{
	"strings":               {`{"Strs":[`, `""`, `]}`, false},
	"numbers for strings":   {`{"Strs":[`, `0`, `]}`, false},
	"integers":              {`{"Ints":[`, `0`, `]}`, false},
	"wrong integers":        {`{"Ints":[`, `""`, `]}`, false},
	"fractions":             {`{"Ints":[`, `1.5`, `]}`, false},
	"free-form items":       {`{"Jsons":[`, `0`, `]}`, false},
	"lists":                 {`{"Lists":[`, `[]`, `]}`, false},
	"maps":                  {`{"Maps":[`, `{}`, `]}`, false},
	"entries":               {`{"StrMap":{`, `"%d":0`, `}}`, false},
	"free-form entries":     {`{"JSONMap":{`, `"%d":0`, `}}`, false},
	"escaped entries":       {`{"StrMap":{`, `"\n%d":"\n"`, `}}`, false},
	"references":            {`{"Strs":[`, `{"Ref":""}`, `]}`, false},
	"wrong references":      {`{"Strs":[`, `{"Ref":0}`, `]}`, false},
	"conditions":            {`{"Ints":[`, `{"Fn::If":["",0,0]}`, `]}`, false},
	"wrong conditions":      {`{"Ints":[`, `{"Fn::If":["",0]}`, `]}`, false},
	"dynamic references":    {`{"Ints":[`, `"{{resolve:"`, `]}`, false},
	"nulls":                 {`{"Free":[`, `null`, `]}`, false},
	"free text":             {`{"Free":[`, `{}`, `]}`, false},
	"free keys":             {`{"Free":{`, `"%d":0`, `}}`, false},
	"escaped free keys":     {`{"Free":{`, `"\n%d":0`, `}}`, false},
	"wrong functions":       {`{"Free":[`, `{"Ref":0}`, `]}`, false},
	"wrong macros":          {`{"Free":[`, `{"Fn::Transform":0,"a":0}`, `]}`, false},
	"duplicate keys":        {`{"Free":{"a":0,`, `"a":0`, `}}`, false},
	"objects that repeat":   {`{"Free":[`, `{"a":0,"a":0}`, `]}`, false},
	"a key twice":           {`{"Free":{"x":1,"x":1,`, `"%d":0`, `}}`, false},
	"unknown names":         {`{`, `"%d":0`, `}`, false},
	"similar names":         {`{`, `"Strs%d":0`, `}`, false},
	"below long keys":       {`{"RecMap":{"` + strings.Repeat("k", 90000) + `":[{"Ints":[`, `""`, `]}]}}`, false},
	"below a long key":      {`{"Free":{"` + strings.Repeat("k", 90000) + `":[`, `{"Ref":0}`, `]}}`, false},
	"in Fn::Sub":            {`{"Str":{"Fn::Sub":["",{"` + strings.Repeat("k", 90000) + `":[`, `{"Ref":0}`, `]}]}}`, false},
	"deep in structs":       {strings.Repeat(`{"Rec":`, 500) + `{"Ints":[`, `""`, `]}` + strings.Repeat(`}`, 500), false},
	"deep in text":          {`{"Free":` + strings.Repeat(`{"a":`, 4900) + `[`, `{"Ref":0}`, `]` + strings.Repeat(`}`, 4900) + `}`, false},
	"deep in lists":         {`{"Free":` + strings.Repeat(`[`, 9900) + ``, `{"Ref":0}`, strings.Repeat(`]`, 9900) + `}`, false},
	"unique strings":        {`{"Unique":[`, `"%d"`, `]}`, true},
	"equal strings":         {`{"Unique":[`, `""`, `]}`, true},
	"equal integers":        {`{"UInts":[`, `0`, `]}`, true},
	"unique texts":          {`{"UJsons":[`, `{"b":%d,"a":[]}`, `]}`, true},
	"equal lists":           {`{"ULists":[`, `["a"]`, `]}`, true},
	"unique, deep":          {`{"UJsons":[0,` + strings.Repeat(`{"b":0,"a":`, 4900) + `[`, `0`, `]` + strings.Repeat(`}`, 4900) + `]}`, true},
	"unique, few large":     {`{"UJsons":[` + strings.Repeat(`{"a":[`+strings.Repeat("1.50,", 500)+`0]},`, 10) + `[`, `1.5`, `]]}`, true},
	"keys, no pattern fits": {`{"Map":{`, `"%d":"x"`, `}}`, true},
	"no value of the enum":  {`{"Nested":[`, `["b"]`, `]}`, true},
	"a long string":         {`{"Strs":["`, `x`, `"]}`, true},
}

// What is allocated grows as the text does, beyond the structs that it fills, and is
// at most so much for each byte of it.
func TestAllocationsGrowLinearly(t *testing.T) {
	if RaceEnabled {
		t.Skip("the race detector allocates")
	}
	const size = 40_000
	// The errors are at most 1,000, whatever the size of the text, each with a path of
	// at most 1,024 bytes that is put together from both ends.
	const reports = 2 << 20
	for name, g := range growing {
		t.Run(name, func(t *testing.T) {
			typeName, before := "AWS::Test::Shapes", ""
			if g.checked {
				typeName, before = "AWS::Test::Checked", Needed+","
			}
			of := func(n int) string {
				list := strings.Repeat(g.item+",", n-1) + g.item
				switch {
				case strings.Contains(g.item, "%d"):
					list = Many(g.item, n)
				case g.item == "x": // the text of a string
					list = strings.Repeat(g.item, 10*n)
				}
				properties := g.open + list + g.end
				return `{"Resources":{"R":{"Type":"` + typeName + `","Properties":` + strings.Replace(properties, "{", "{"+before, 1) + `}}}`
			}
			n := size / len(g.item)
			for _, options := range [][]Option{nil, {KeepUnknown(), AllowDuplicateKeys()}} {
				cost(t, of(1), options) // layouts are made once
				one, two := of(n), of(2*n)
				oneCost, twoCost := cost(t, one, options), cost(t, two, options)
				added := float64(len(two) - len(one))
				if twoCost-oneCost > PerByte*added {
					t.Errorf("%d options: %.0f bytes for each more of the text", len(options), (twoCost-oneCost)/added)
				}
				if twoCost > PerByte*float64(len(two))+reports {
					t.Errorf("%d options: %.0f bytes for each of the text", len(options), twoCost/float64(len(two)))
				}
			}
		})
	}
}

// cost returns what reading, checking and printing the errors of a template allocate.
func cost(t *testing.T, text string, options []Option) float64 {
	t.Helper()
	return Allocated(func() {
		x, err := template.Read([]byte(text), append(options, Known([]Properties{(*Shapes)(nil), (*Checked)(nil)}))...)
		if err == nil {
			err = x.Validate()
		}
		errs := ErrorsOf(t, err)
		if len(errs) > 1001 {
			t.Errorf("%d errors", len(errs))
		}
		if len(errs) > 0 && errs[0].Rule == RuleSyntax && !strings.Contains(err.Error(), "stands twice") {
			t.Fatal(err)
		}
	})
}
