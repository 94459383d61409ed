package yaml_test

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"

	library "go.yaml.in/yaml/v4"

	"github.com/cfngen/cfngen/templates/cfn/yaml"
)

func TestFromJSON(t *testing.T) {
	tests := map[string]struct{ json, want string }{
		"functions": {
			`{"A":{"Ref":"B"},"C":{"Fn::GetAtt":["D","E.F"]},"G":{"Fn::Sub":"${H}"},"I":{"Fn::Join":["",["a",{"Ref":"B"}]]},"J":{"Fn::If":["K",{"Ref":"L"},"m"]},"N":{"Fn::Base64":{"Fn::Sub":"x\ny\n"}},"O":{"Condition":"P"},"Q":{"Fn::Transform":{"Name":"R"}}}`,
			"A: !Ref B\nC: !GetAtt D.E.F\nG: !Sub ${H}\nI: !Join\n  - \"\"\n  - - a\n    - !Ref B\nJ: !If [K, !Ref L, m]\n\"N\":\n  Fn::Base64: !Sub |\n    x\n    y\nO: !Condition P\nQ:\n  Fn::Transform:\n    Name: R\n",
		},
		"collections": {`{"a":[],"b":{},"c":[1,[2,"x"],{"d":1,"e":[3]}],"f":{"g":{"h":true}}}`,
			"a: []\nb: {}\nc:\n  - 1\n  - - 2\n    - x\n  - d: 1\n    e:\n      - 3\nf:\n  g:\n    h: true\n"},
		"text": {`["yes","22:22","1e3","","a: b","a #b","- x","é","😀","\u0085","=","2012-10-17","it's","say \"x\"","0777","null"," x","x:","{a}","-x","~"]`,
			"- \"yes\"\n- \"22:22\"\n- \"1e3\"\n- \"\"\n- \"a: b\"\n- \"a #b\"\n- \"- x\"\n- é\n- 😀\n- \"\\u0085\"\n- \"=\"\n- \"2012-10-17\"\n- it's\n- say \"x\"\n- \"0777\"\n- \"null\"\n- \" x\"\n- \"x:\"\n- \"{a}\"\n- \"-x\"\n- \"~\"\n"},
		"blocks": {`{"a":"x\ny","b":"x\n","c":"x\n\n\n","d":" x\ny\n","e":["x\n y\n"],"f":"\n"}`,
			"a: |-\n  x\n  y\nb: |\n  x\nc: |+\n  x\n\n\nd: |2\n   x\n  y\ne:\n  - |\n    x\n     y\nf: \"\\n\"\n"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			got, err := yaml.FromJSON([]byte(test.json))
			if err != nil || string(got) != test.want {
				t.Errorf("%v\ngot:\n%s\nwant:\n%s", err, got, test.want)
			}
			same(t, got, test.json)
		})
	}
}

// same holds that YAML text means a JSON value.
func same(t *testing.T, text []byte, want string) {
	t.Helper()
	var a, b any
	object := append([]byte("root:\n  "), []byte(strings.ReplaceAll(strings.TrimSuffix(string(text), "\n"), "\n", "\n  "))...)
	if strings.HasSuffix(string(text), "\n\n") {
		object = append(object, '\n')
	}
	got, err := yaml.ToJSON(append(object, '\n'))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	if err := json.Unmarshal(got, &a); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal([]byte(`{"root":`+want+`}`), &b); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(a, b) {
		t.Errorf("means %s, not %s:\n%s", got, want, text)
	}
}

// TestRandomText writes random texts, and reads them with the rules of CloudFormation and with those of
// the library.
func TestRandomText(t *testing.T) {
	alphabet := []string{"a", "B", "0", "7", "8", ".", ":", " ", "-", "#", "\n", "'", "\"", "\\", "é", "😀", "\t", ",", "[", "{", "!", "&", "*", "|", ">", "%", "@", "y", "n", "e", "x", "_", "~", "=", "<", "\u0085", "\u2028", "\ufeff", "\r", "?", "}", "]", "`"}
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		var b strings.Builder
		for range r.IntN(8) {
			b.WriteString(alphabet[r.IntN(len(alphabet))])
		}
		s := b.String()
		for _, v := range []any{map[string]any{"k": s}, map[string]any{"k": []any{s, map[string]any{s + "k": s}}}, map[string]any{"k": map[string]any{"Fn::Sub": s}}, map[string]any{"k": map[string]any{"Fn::If": []any{"C", s, 1}}}} {
			text, err := json.Marshal(v)
			if err != nil {
				t.Fatal(err)
			}
			got, err := yaml.FromJSON(text)
			if err != nil {
				t.Fatal(err)
			}
			back, err := yaml.ToJSON(got)
			if err != nil {
				t.Fatalf("%q: %v\n%s", s, err, got)
			}
			var a, c any
			_ = json.Unmarshal(back, &a)
			_ = json.Unmarshal(text, &c)
			if !reflect.DeepEqual(a, c) {
				t.Fatalf("%q: %s\n%s", s, back, got)
			}
		}
		got, _ := yaml.FromJSON([]byte(`{"k":` + quote(s) + `}`))
		var other map[string]any
		if err := library.Unmarshal(got, &other); err != nil || other["k"] != s {
			t.Fatalf("the library reads %q as %#v: %v\n%s", s, other["k"], err, got)
		}
	}
}

func quote(s string) string {
	text, _ := json.Marshal(s)
	return string(text)
}
