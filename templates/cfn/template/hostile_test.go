package template_test

import (
	"strconv"
	"strings"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/template"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

func itoa(n int) string { return strconv.Itoa(n) }

// numbered returns texts between commas, but for names of Fn::Sub, each made with its number
// as %d and the next one as %n.
func numbered(format string, n int) string {
	var b strings.Builder
	for i := range n {
		if i > 0 && !strings.HasPrefix(format, "${") {
			b.WriteByte(',')
		}
		b.WriteString(strings.NewReplacer("%d", itoa(i), "%n", itoa(i+1)).Replace(format))
	}
	return b.String()
}

// checkHostile reads and checks a text, of which there are at most 1,000 errors.
func checkHostile(t *testing.T, text string, options []Option) Errors {
	t.Helper()
	errs := template.Check([]byte(text), append(options, Known([]Properties{(*Shapes)(nil), (*Checked)(nil)}))...)
	if len(errs) > 1001 || len(errs) == 1001 && (errs[1000].Rule != RuleMore || errs[1000].More == 0) {
		t.Errorf("%d errors, the last of which is %v", len(errs), errs[len(errs)-1])
	}
	if len(errs) > 0 && errs[0].Rule == RuleSyntax {
		t.Fatal(errs[0])
	}
	return errs
}

// The templates here are so large that work beyond their length times a small factor would
// take minutes or for ever: a test that hangs has found a blow-up. No time is measured.
func TestHostile(t *testing.T) {
	const many = 50_000
	padding := `"` + strings.Repeat("x", 1<<20) + `"`
	one := func(properties string) string {
		return `{"Resources":{"A":{"Type":"T","Properties":{"a":` + properties + `}}}}`
	}
	long := strings.Repeat("n", 100)
	loop := func(key, list, inner string) string {
		return `"Fn::ForEach::` + key + `":["` + key + `",[` + list + `],{` + inner + `}]`
	}
	nested := `"R${A}${B}${C}":{"Type":"T","Properties":{"a":[` + numbered(`{"Ref":"R${A}${B}${C}"}`, 1000) + `]}}`
	for name, text := range map[string]string{
		"chain":                    `{"Resources":{` + numbered(`"R%d":{"Type":"T","DependsOn":"R%n"}`, many) + `,"R50000":{"Type":"T"}}}`,
		"cycle":                    `{"Resources":{` + numbered(`"R%d":{"Type":"T","DependsOn":"R%n"}`, many) + `,"R50000":{"Type":"T","DependsOn":"R0"}}}`,
		"cycles":                   `{"Resources":{` + numbered(`"R%d":{"Type":"T","DependsOn":"S%d"},"S%d":{"Type":"T","DependsOn":"R%d"}`, many) + `}}`,
		"conditions in a chain":    `{"Conditions":{` + numbered(`"C%d":{"Fn::Not":[{"Condition":"C%n"}]}`, many) + `},"Resources":{"A":{"Type":"T"}}}`,
		"all attributes":           `{"Resources":{` + numbered(`"R%d":{"Type":"AWS::Test::Shapes","Properties":{"Str":{"Fn::GetAtt":["R%n","Arn"]}}}`, many) + `,"R50000":{"Type":"AWS::Test::Shapes"}}}`,
		"all parameters":           `{"Parameters":{` + numbered(`"P%d":{"Type":"String"}`, many) + `},"Resources":{"A":{"Type":"AWS::Test::Shapes","Properties":{"Strs":[` + numbered(`{"Ref":"P%d"}`, many) + `]}}}}`,
		"all mappings":             `{"Mappings":{` + numbered(`"M%d":{"a":{"b":"c"}}`, many) + `},` + one(`[` + numbered(`{"Fn::FindInMap":["M%d","a","b"]}`, many) + `]`)[1:],
		"all keys of a mapping":    `{"Mappings":{"M":{` + numbered(`"K%d":{"b":"c"}`, many) + `}},` + one(`[` + numbered(`{"Fn::FindInMap":["M","K%d",{"Fn::Sub":"b"}]}`, many) + `]`)[1:],
		"all values of a mapping":  `{"Mappings":{"M":{"K":{` + numbered(`"V%d":"c"`, many) + `}}},` + one(`[` + numbered(`{"Fn::FindInMap":["M",{"Fn::Sub":"b"},"V%d"]}`, many) + `]`)[1:],
		"names in Fn::Sub":         one(`{"Fn::Sub":"` + numbered(`${N%d}`, 2*many) + `"}`),
		"attributes in Fn::Sub":    one(`{"Fn::Sub":"` + numbered(`${N%d.Arn}`, 2*many) + `"}`),
		"variables of Fn::Sub":     one(`{"Fn::Sub":["` + numbered(`${N%d}`, 2*many) + `",{` + numbered(`"N%d":"x"`, 2*many) + `}]}`),
		"Fn::Sub in Fn::Sub":       one(Nest(`{"Fn::Sub":["${V}",{"V":`, padding, `}]}`, HostileDepth/2)),
		"Fn::If in Fn::If":         one(Nest(`{"Fn::If":["C",`, padding, `,0]}`, HostileDepth)),
		"Fn::If as a condition":    one(Nest(`{"Fn::If":[`, padding, `,0,0]}`, HostileDepth)),
		"Fn::GetAtt in Fn::GetAtt": one(Nest(`{"Fn::GetAtt":["A",`, padding, `]}`, HostileDepth)),
		"Fn::FindInMap in itself":  `{"Mappings":{"M":{"a":{"b":0}}},` + one(Nest(`{"Fn::FindInMap":["M","a",`, padding, `]}`, HostileDepth))[1:],
		"Fn::GetStackOutput":       one(Nest(`{"Fn::GetStackOutput":{"StackName":"s","OutputName":`, padding, `}}`, HostileDepth)),
		"typed Fn::If":             `{"Resources":{"A":{"Type":"AWS::Test::Shapes","Properties":{"Obj":` + Nest(`{"Fn::If":["C",`, `{"Key":{"Ref":"B"}}`, `,{"Ref":"AWS::NoValue"}]}`, HostileDepth/2) + `}}}}`,
		"Fn::Transform":            one(Nest(`{"Fn::Transform":{"Name":"AWS::Include","Parameters":`, padding, `}}`, HostileDepth)),
		"Fn::Transform beside":     one(Nest(`{"b":1,"Fn::Transform":{"Parameters":{"a":`, padding, `},"Name":"AWS::Include"}}`, HostileDepth/2)),
		"foreign Fn::Transform":    one(Nest(`{"Fn::Transform":{"Name":"M","Parameters":{"a":`, padding, `}}}`, HostileDepth/2)),
		"Fn::ForEach in itself":    `{"Resources":{` + Nest(`"Fn::ForEach::L":["I",["a","b"],{`, `"R":{"Type":"T"}`, `}]`, HostileDepth) + `}}`,
		"large lists in one another": `{"Resources":{` + loop("A", numbered(`"%d"`, 1900), loop("B", numbered(`"%d"`, many), nested)) + `},` +
			`"Outputs":{` + loop("A", numbered(`"%d"`, many), `"O${A}":{"Value":{"Ref":"A"}}`) + `}}`,
		"loops in one another": `{"Resources":{` + loop("A", numbered(`"%d"`, 10), loop("B", numbered(`"%d"`, 10), loop("C", numbered(`"%d"`, 6), nested))) + `}}`,
		"values that grow": `{"Resources":{` + loop("A", `"`+long+long+`"`, loop("B", numbered(`"${A}${A}${A}${A}%d"`, 40),
			loop("C", numbered(`"${B}${B}${B}${B}%d"`, 40), `"R${C}":{"Type":"T","Properties":{"a":[`+numbered(`{"Fn::Sub":"${C}${B}"}`, 2000)+`]}}`))) + `}}`,
		"many loops": `{"Conditions":{` + numbered(`"Fn::ForEach::L%d":["I",["a"],{"C%d":{"Condition":"D"}}]`, many) + `},"Rules":{` +
			numbered(`"Fn::ForEach::L%d":["I",["a"],{"C%d":{"Condition":"D"}}]`, many) + `},"Resources":{"A":{"Type":"T"}}}`,
		"broken references":    `{"Resources":{` + numbered(`"R%d":{"Type":"T","Properties":{"a":{"Ref":"S%d"},"b":{"Ref":"T%d"}}}`, many) + `}}`,
		"broken, long names":   `{"Resources":{` + numbered(`"`+long+`%d":{"Type":"T","Properties":{"a":{"Ref":"`+long+`x%d"}}}`, many/2) + `}}`,
		"broken below":         one(Nest(`{"b":[`, numbered(`{"Ref":"S%d"}`, 2*many), `]}`, HostileDepth)),
		"attributes below":     one(Nest(`{"b":[`, numbered(`{"Fn::GetAtt":["A","b%d"]}`, 2*many), `]}`, HostileDepth)),
		"no attributes":        `{"Resources":{"B":{"Type":"AWS::Test::Shapes"},` + one(`[` + numbered(`{"Fn::GetAtt":["B","b%d"]}`, 2*many) + `]`)[len(`{"Resources":{`):],
		"unknown functions":    one(`[` + numbered(`{"Fn::X%d":0}`, 2*many) + `]`),
		"a long name":          `{"Transform":"AWS::Serverless-2016-10-31",` + one(`[{"Ref":` + padding + `},{"Fn::Sub":"${` + padding[1:len(padding)-1] + `}"}]`)[1:],
		"unknown types":        `{"Resources":{` + numbered(`"R%d":{"Type":"AWS::X::Y%d"}`, many) + `}}`,
		"wrong values":         `{"Resources":{` + numbered(`"R%d":{"Type":"AWS::Test::Shapes","Properties":{"Int":"x"}}`, 20000) + `}}`,
		"the same keys":        `{"Resources":{` + strings.Repeat(`"R":{},`, many) + `"R":{"Type":"A::B::C"}}}`,
		"the same wrong keys":  `{"Resources":{` + strings.Repeat(`"R":{"X":0},`, many) + `"R":{"Type":"A::B::C"}}}`,
		"late properties":      `{"Resources":{` + numbered(`"R%d":{"Properties":{"Free":{"Properties":[]}},"Type":"AWS::Test::Shapes"}`, many) + `}}`,
		"properties in itself": `{"Resources":{"A":{"Properties":` + Nest(`{"Rec":`, `{}`, `}`, HostileDepth) + `,"Type":"AWS::Test::Shapes"}}}`,
	} {
		t.Run(name, func(t *testing.T) {
			for _, options := range [][]Option{{AllowDuplicateKeys()}, {AllowDuplicateKeys(), KeepUnknown(), Enable(RuleQuota, RuleResourceType, RuleRelation, RuleFormat)}} {
				ErrsOnlyList(t, checkHostile(t, text, options))
			}
		})
	}
}

// ErrsOnlyList is [ErrsOnly] for what Check returns.
func ErrsOnlyList(t *testing.T, errs Errors) {
	t.Helper()
	if len(errs) > 0 {
		ErrsOnly(t, errs)
	}
}

// A text that is nested too deeply is an error.
func TestTooDeep(t *testing.T) {
	text := `{"Resources":{"R":` + Nest(`[`, ``, `]`, 1<<20) + `}}`
	x, err := template.Read([]byte(text))
	if errs := ErrorsOf(t, err); x != nil || errs[len(errs)-1].Rule != RuleSyntax {
		t.Errorf("%v", err)
	}
	if errs := template.Check([]byte(text)); len(errs) == 0 || errs[len(errs)-1].Rule != RuleSyntax {
		t.Errorf("%v", errs)
	}
}
