package cfn_test

import (
	"go/build"
	"slices"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

// rich has an intrinsic function in every place and every kind of function, and
// is valid.
const rich = `{` + Needed + `,"Color":{"Fn::If":["C","RED",{"Ref":"AWS::NoValue"}]},"Size":{"Ref":"P"},` +
	`"Len":{"Fn::Sub":"${A}"},"Word":{"Fn::Sub":["${A}\n",{"A":{"Fn::GetAtt":["R","A"]}}]},` +
	`"Int":{"Fn::FindInMap":["M",{"Ref":"AWS::Region"},"k"]},"Excl":{"Fn::Select":[0,{"Fn::Split":[",","a,b"]}]},` +
	`"Num":{"Fn::If":["C",0.5,{"Fn::If":["D",1.5,2]}]},"Strs":[{"Fn::Join":["",["a\"b",{"Ref":"P"}]]},"lit",{"Fn::ImportValue":"E"}],` +
	`"Objs":[{"Fn::If":["C",{"Key":"k"},{"Ref":"AWS::NoValue"}]},{"Key":{"Fn::Base64":"x"}}],"Unique":{"Fn::GetAZs":""},` +
	`"UInts":[1,2,{"Ref":"P"},3],"UJsons":[{"Ref":"P"},{"a":1},[2]],"Map":{"k1":{"Ref":"P"},"k2":"v"},` +
	`"Doc":{"Statement":[{"Effect":"Allow","Resource":{"Fn::Sub":"arn:${AWS::Partition}\u00e9"},"Condition":{"StringEquals":{"a":"b"}}}],` +
	`"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9,"j":10},"Many":"n13","Nested":[["a"],{"Fn::Cidr":["10.0.0.0/16",2]}]}`

func TestAllocations(t *testing.T) {
	if RaceEnabled {
		t.Skip("the race detector makes pools allocate")
	}
	// The maps of Go 1.23 allocate again after they were cleared.
	mapAllocs := map[bool]float64{false: 1}[slices.Contains(build.Default.ReleaseTags, "go1.24")]
	for name, text := range map[string]string{
		"rich":         rich,
		"object":       `{` + Needed + `,"Objs":{"Fn::If":["C",[{"Key":"k"}],{"Ref":"P"}]}}`,
		"root":         `{"Fn::If":["C",{` + Needed + `},{` + Needed + `}]}`,
		"many entries": `{"Name":"n","NeedObj":{"Key":"k"},"NeedDoc":{` + Many(`"k%d":"\n"`, 50) + `}}`,
	} {
		t.Run(name, func(t *testing.T) {
			allowed := 0.0
			if name == "many entries" {
				allowed = mapAllocs
			}
			var x Checked
			if err := x.UnmarshalJSON([]byte(text)); err != nil {
				t.Fatal(err)
			}
			if err := x.Validate(); err != nil {
				t.Fatal(err)
			}
			if n := testing.AllocsPerRun(100, func() { _ = x.Validate() }); n > allowed {
				t.Errorf("Validate allocates %v times", n)
			}
			if n := testing.AllocsPerRun(100, func() { _ = x.Validate(Skip(RulePattern)) }); n > allowed {
				t.Errorf("Validate with an option allocates %v times", n)
			}
			buf, err := x.AppendJSON(nil)
			if err != nil {
				t.Fatal(err)
			}
			if n := testing.AllocsPerRun(100, func() { buf, _ = x.AppendJSON(buf[:0]) }); n > allowed {
				t.Errorf("AppendJSON allocates %v times", n)
			}
		})
	}
	t.Run("maps", func(t *testing.T) {
		x := read(t, `{"StrMap":{`+Many(`"key%d":"v"`, 60)+`}}`)
		if n := testing.AllocsPerRun(100, func() { _ = x.Validate() }); n > mapAllocs {
			t.Errorf("Validate allocates %v times", n)
		}
	})
}
