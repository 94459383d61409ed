package template_test

import (
	"strings"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

// growing are texts of templates that can be made as long as is wanted, by n: what is
// repeated, with its number, what stands around it, and how many structs an item makes.
var growing = map[string]struct {
	open, item, end string
	structs         int
}{
	"empty resources":     {`{"Resources":{`, `"R%d":{}`, `}}`, 1},
	"wrong resources":     {`{"Resources":{`, `"R%d":{"Type":"","X":0,"Version":[]}`, `}}`, 1},
	"wrong values":        {`{"Resources":{`, `"R%d":{"Type":"AWS::Other::Type","DependsOn":[0,{"Ref":"A"}],"Properties":{"a":[null,null]}}`, `}}`, 1},
	"many mistakes":       {`{"Resources":{`, `"R%d":{"Type":"AWS::Other::Type","Properties":[` + strings.Repeat(`{"Ref":null},`, 2000) + `0]}`, `}}`, 1},
	"no properties":       {`{"Resources":{`, `"R%d":{"Type":"AWS::Test::Checked"}`, `}}`, 1},
	"loops":               {`{"Resources":{`, `"Fn::ForEach::R%d":["I",["a","b"],{"L%d${I}":{}}]`, `}}`, 1},
	"wrong loops":         {`{"Resources":{`, `"Fn::ForEach::R%d":[null]`, `}}`, 1},
	"loops of everything": {`{"Resources":{`, `"Fn::ForEach::R%d":["I",["a","b"],{"L%d${I}":{"Type":"T","Properties":{"a":{"Ref":"P${I}"}}}}]`, `}}`, 1},
	"chain":               {`{"Resources":{`, `"R%d":{"Type":"T","Properties":{"a":{"Ref":"R%n"}}}`, `,"R%n":{"Type":"T"}}}`, 1},
	"cycle":               {`{"Resources":{`, `"R%d":{"Type":"T","Properties":{"a":{"Ref":"R%n"}}}`, `,"R%n":{"Type":"T","DependsOn":"R0"}}}`, 1},
	"cycles of one":       {`{"Resources":{`, `"R%d":{"Type":"T","Properties":{"a":{"Ref":"R%d"}}}`, `}}`, 1},
	"depends on all":      {`{"Resources":{"A":{"Type":"T","DependsOn":[`, `"A"`, `]}}}`, 0},
	"depends on nothing":  {`{"Resources":{"A":{"Type":"T","DependsOn":[`, `"B"`, `]}}}`, 0},
	"references":          {`{"Resources":{"A":{"Type":"T","Properties":{"a":[`, `{"Ref":"B"}`, `]}},"B":{"Type":"T"}}}`, 0},
	"broken references":   {`{"Resources":{"A":{"Type":"T","Properties":{"a":[`, `{"Ref":"C"}`, `]}},"B":{"Type":"T"}}}`, 0},
	"deep references":     {`{"Resources":{"A":{"Type":"T","Properties":{"a":` + strings.Repeat(`[`, 9900), `{"Ref":"C"}`, strings.Repeat(`]`, 9900) + `}},"B":{"Type":"T"}}}`, 0},
	"deep attributes":     {`{"Resources":{"A":{"Type":"T","Properties":{"a":` + strings.Repeat(`[`, 9900), `{"Fn::GetAtt":"B.C"}`, strings.Repeat(`]`, 9900) + `}},"B":{"Type":"T"}}}`, 0},
	"attributes":          {`{"Resources":{"A":{"Type":"T","Properties":{"a":[`, `{"Fn::GetAtt":["B","C"]}`, `]}},"B":{"Type":"AWS::Test::Shapes"}}}`, 0},
	"broken attributes":   {`{"Resources":{"A":{"Type":"T","Properties":{"a":[`, `{"Fn::GetAtt":"B"}`, `]}},"B":{"Type":"T"}}}`, 0},
	"names in Fn::Sub":    {`{"Resources":{"A":{"Type":"T","Properties":{"a":{"Fn::Sub":"`, `${B}`, `"}}},"B":{"Type":"T"}}}`, 0},
	"variables of Sub":    {`{"Resources":{"A":{"Type":"T","Properties":{"a":{"Fn::Sub":["",{`, `"V%d":""`, `}]}}}}}`, 0},
	"conditions":          {`{"Conditions":{`, `"C%d":{"Condition":"C%n"}`, `},"Resources":{"A":{"Type":"T"}}}`, 0},
	"Fn::If":              {`{"Resources":{"A":{"Type":"T","Properties":{"a":[`, `{"Fn::If":["C",0,0]}`, `]}}}}`, 0},
	"typed Fn::If":        {`{"Resources":{"A":{"Type":"AWS::Test::Shapes","Properties":{"Ints":[`, `{"Fn::If":["C",0,0]}`, `]}}}}`, 0},
	"mappings":            {`{"Mappings":{"M":{`, `"k%d":{"a":0}`, `}},"Resources":{"A":{"Type":"T","Properties":{"a":{"Fn::FindInMap":["M","x","a"]}}}}}`, 0},
	"values of a mapping": {`{"Mappings":{"M":{"a":{`, `"k%d":0`, `}}},"Resources":{"A":{"Type":"T","Properties":{"a":{"Fn::FindInMap":["M","a","x"]}}}}}`, 0},
	"Fn::FindInMap":       {`{"Mappings":{"M":{"a":{"b":0}}},"Resources":{"A":{"Type":"T","Properties":{"a":[`, `{"Fn::FindInMap":["M","a","b"]}`, `]}}}}`, 0},
	"broken mappings":     {`{"Mappings":{"M":{"a":{"b":0}}},"Resources":{"A":{"Type":"T","Properties":{"a":[`, `{"Fn::FindInMap":["M","a","c"]}`, `]}}}}`, 0},
	"stack outputs":       {`{"Resources":{"A":{"Type":"T","Properties":{"a":[`, `{"Fn::GetStackOutput":{"b":0}}`, `]}}}}`, 0},
	"no functions":        {`{"Resources":{"A":{"Type":"T","Properties":{"a":[`, `{"Fn::X":0}`, `]}}}}`, 0},
	"macros":              {`{"Resources":{"A":{"Type":"T","Properties":{"a":[`, `{"Fn::Transform":{"Name":"M"}}`, `]}}}}`, 0},
	"values of a loop":    {`{"Resources":{"Fn::ForEach::L":["I",[`, `"v%d"`, `],{"R${I}":{"Type":"T"}}]}}`, 0},
	"uses in a loop":      {`{"Resources":{"Fn::ForEach::L":["I",["a","b"],{"R${I}":{"Type":"T","Properties":{"a":[`, `{"Ref":"Q${I}"}`, `]}}}]}}`, 0},
	"right uses in loops": {`{"Resources":{"Fn::ForEach::L":["I",["a","b"],{"R${I}":{"Type":"T"},"S${I}":{"Type":"T","Properties":{"a":[`, `{"Ref":"R${I}"}`, `]}}}]}}`, 0},
	"members of a loop":   {`{"Resources":{"Fn::ForEach::L":["I",["a"],{`, `"R%d${I}":{}`, `}]}}`, 0},
	"parameters":          {`{"Parameters":{`, `"P%d":{"Type":"String"}`, `},"Resources":{"A":{"Type":"T"}}}`, 1},
	"outputs":             {`{"Resources":{"A":{"Type":"T"}},"Outputs":{`, `"O%d":{"Value":{"Ref":"B"}}`, `}}`, 1},
	"serverless names": {`{"Transform":"AWS::Serverless-2016-10-31","Resources":{"A":{"Type":"T","Properties":{"a":[`,
		`{"Ref":"` + strings.Repeat("n", 1000) + `"}`, `]}}}}`, 0},
}

// What reading and checking allocate grows as the text does, and is at most so much for each
// byte of it, beyond the structs that it fills.
func TestAllocationsGrowLinearly(t *testing.T) {
	if RaceEnabled {
		t.Skip("the race detector allocates")
	}
	const size = 60_000
	// perStruct is for a Resource or another struct of a section, its entry and what is
	// noted of it. reports is for at most 1,000 errors, each with a path of at most 1,024
	// bytes, and for what loops make.
	const perStruct, reports = 1300, 4 << 20
	for name, g := range growing {
		t.Run(name, func(t *testing.T) {
			of := func(n int) string { return g.open + numbered(g.item, n) + strings.ReplaceAll(g.end, "%n", itoa(n)) }
			n := max(size/len(g.item), 3)
			for _, options := range [][]Option{nil, {KeepUnknown(), AllowDuplicateKeys()}, {Enable(RuleQuota, RuleResourceType)}} {
				cost(t, of(1), options) // layouts are made once
				one, two := of(n), of(2*n)
				oneCost, twoCost := cost(t, one, options), cost(t, two, options)
				structs := float64(perStruct * g.structs * n)
				if added := float64(len(two) - len(one)); twoCost-oneCost-structs > PerByte*added {
					t.Errorf("%d options: %.0f bytes for each more of the text", len(options), (twoCost-oneCost-structs)/added)
				}
				if twoCost-2*structs > PerByte*float64(len(two))+reports {
					t.Errorf("%d options: %.0f bytes for each of the text", len(options), (twoCost-2*structs)/float64(len(two)))
				}
			}
		})
	}
}

// cost returns what reading and checking a text allocate.
func cost(t *testing.T, text string, options []Option) float64 {
	t.Helper()
	return Allocated(func() { _ = checkHostile(t, text, options) })
}
