package yaml_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path"
	"reflect"
	"strings"
	"testing"

	"github.com/cfngen/cfngen/internal/corpus"
	"github.com/cfngen/cfngen/internal/templatetest"
	"github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/yaml"
)

// TestForms reads each form as CloudFormation does. A value is that of the key k; an error begins
// with its position.
func TestForms(t *testing.T) {
	tests := map[string]string{
		"k: !Ref 123": `{"Ref":"123"}`, "k: !GetAZs": `{"Fn::GetAZs":""}`, "k: !GetAtt A.B.C": `{"Fn::GetAtt":["A","B.C"]}`, "k: !GetAtt [A, B]": `{"Fn::GetAtt":["A","B"]}`,
		"k: !Sub a": `{"Fn::Sub":"a"}`, "k: !Condition C": `{"Condition":"C"}`, "k: !Sub\n  - a\n  - b: c": `{"Fn::Sub":["a",{"b":"c"}]}`, "k: !Base64\n  Fn::Sub: x": `{"Fn::Base64":{"Fn::Sub":"x"}}`,
		"k: !Transform {Name: a}": `{"Fn::Transform":{"Name":"a"}}`, "k: !If [C, !Ref A, b]": `{"Fn::If":["C",{"Ref":"A"},"b"]}`,
		"k: !Reff a": "1:4: there is no function !Reff; did you mean Ref?", "!Ref k: a": "1:1: a key has no tag", "k: !Base64 !Sub x": "1:", "! k: a": `"a"`,
		"k: true": "true", "k: True": "true", "k: TRUE": "true", "k: yes": "true", "k: No": "false", "k: ON": "true", "k: off": "false", "k: y": `"y"`, "k: n": `"n"`, "k: tRUE": `"tRUE"`,
		"k: 12": "12", "k: -3": "-3", "k: 1.5": "1.5", "k: .5": "0.5", "k: +7": "7", "k: 123456789012345678901234567890": "123456789012345678901234567890", "k: 0": "0", "k: 0.0": "0.0",
		"k: 0777": "511", "k: -010": "-8", "k: 012345678901": `"012345678901"`, "k: 089": `"089"`,
		"k: 0x1F": `"0x1F"`, "k: 0b1": `"0b1"`, "k: 0o17": `"0o17"`, "k: 1_000": `"1_000"`, "k: 22:22": `"22:22"`, "k: 1e3": `"1e3"`, "k: .inf": `".inf"`, "k: 2012-10-17": `"2012-10-17"`, "k: .nan": `".nan"`,
		"k: \"12\"": `"12"`, "k: '12'": `"12"`, "k: |\n  12": `"12"`, "k: >-\n  a\n  b": `"a b"`, "k: |\n  a\n": `"a\n"`, "k: |+\n  a\n\n": `"a\n\n"`,
		"k: !!str 12": `"12"`, "k: !!int 12": "12", "k: !!int x": `1:4: "x" is none of the type !!int`, "k: !!float 1.5": "1.5", "k: !!bool yes": "true", "k: !!binary eA==": "1:4: CloudFormation has no values of the type !!binary", "k: !!timestamp 2001-01-01": "1:4: CloudFormation has no values of the type !!timestamp",
		"k: !!set {a}": "1:4: CloudFormation has no values of the type !!set", "k: !!omap []": "1:4: CloudFormation has no values of the type !!omap",
		"k: null": "null", "k: ~": "null", "k:": "null",
		"a: 1\na: 2\nk: 3": `2:1: the key "a" stands twice in the same mapping`, "a: 1\n\"a\": 2": `2:1: the key "a" stands twice in the same mapping`,
		"a: &x {b: 1}\nk: *x": `{"b":1}`, "a: &x {b: 1, c: 2}\nk:\n  <<: *x\n  b: 3": `{"b":3,"c":2}`, "a: &x {b: 1}\nd: &y {b: 2, e: 3}\nk:\n  <<: [*x, *y]": `{"b":1,"e":3}`,
		"k: &a [*a]": "1:8: the anchor a holds itself", "k: *none": "1:",
		"a: 1\n---\nk: 2": "2:1: there is more than one document", "": "1:1: there is no document", "- k": "1:1: a template is a mapping", "# only a comment": "1:1: there is no document",
		"\ufeffk: 1": "1", "k: 1\r\nb: 2\r\n": "1", "k: \"a\tb\"": `"a\tb"`, "k: |\n  no line break at the end": `"no line break at the end"`,
		"01: a\nk: 1": "1", "k: {01: a, yes: b, 1.5: c}": `{"01":"a","yes":"b","1.5":"c"}`, "k: {a:1}": `1:`, "k: [a: b]": `[{"a":"b"}]`, "k: {aws:Owner: x}": `{"aws:Owner":"x"}`,
		"k: \x01": "1:",
	}
	for text, want := range tests {
		t.Run(text, func(t *testing.T) {
			got, err := yaml.ToJSON([]byte(text))
			if err != nil {
				if !strings.HasPrefix(err.Error(), want) || want[0] == '"' || want[0] == '{' {
					t.Errorf("%v, want %s", err, want)
				}
				return
			}
			var o map[string]json.RawMessage
			if err := json.Unmarshal(got, &o); err != nil || string(o["k"]) != want && want != "1:" {
				t.Errorf("%s, want %s, %v", got, want, err)
			}
		})
	}
}

// TestWarnings has what CloudFormation reads as something else than it looks like.
func TestWarnings(t *testing.T) {
	const text = `Parameters:
  Account:
    Type: String
    Default: 0777
  Other: {Type: String, Default: 012345678901, NoEcho: yes}
Resources:
  A: &a
    Type: Custom::A
    Properties:
      <<: {x: 1}
`
	var got []string
	for _, e := range yaml.Check([]byte(text), cfn.FileName("t.yaml")) {
		got = append(got, fmt.Sprintf("%v %v", e.Warning, e))
	}
	want := `true t.yaml:4:14: /Parameters/Account/Default: 0777 is read as the octal number 511; put it in quotes
true t.yaml:5:34: /Parameters/Other/Default: 012345678901 is read as text because of its zero; put it in quotes
true t.yaml:5:56: /Parameters/Other/NoEcho: yes is read as true; write true, or "yes" for the text
true t.yaml:7:6: /Resources/A: CloudFormation itself takes no anchors and aliases; tools that package templates do
true t.yaml:10:7: /Resources/A/Properties: CloudFormation itself takes no merge keys; tools that package templates do`
	if strings.Join(got, "\n") != want {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), want)
	}
	if errs := yaml.Check([]byte(text), cfn.Skip(cfn.RuleYAML)); errs != nil {
		t.Errorf("without the rule: %v", errs)
	}
	if x, err := yaml.Read([]byte(text)); err != nil || x.Validate() != nil {
		t.Errorf("warnings are errors: %v %v", err, x.Validate())
	}
}

// TestPositions has lines and columns of the YAML text.
func TestPositions(t *testing.T) {
	const text = "# é\nResources:\n  Ä_x:\n    Type: Custom::A\n    Properties:\n      é: {a: [1, !Ref Missing, null]}\n      s: !Sub \"${Missing}\"\n      g: !GetAtt Missing.Arn\n      z: !GetAZs\n      y: {Fn::GetAZs: }\n"
	var got []string
	for _, e := range yaml.Check([]byte(text)) {
		got = append(got, e.Error())
	}
	want := `4:5: /Resources/Ä_x: a name in Resources has letters and digits alone
6:19: /Resources/Ä_x/Properties/é/a/1/Ref: there is no parameter or resource Missing
6:33: /Resources/Ä_x/Properties/é/a/2: null is not allowed; leave the property out
7:10: /Resources/Ä_x/Properties/s/Fn::Sub: there is no parameter or resource Missing
8:10: /Resources/Ä_x/Properties/g/Fn::GetAtt/0: there is no resource Missing
10:23: /Resources/Ä_x/Properties/y/Fn::GetAZs: null is not allowed; write "" for the region of the stack`
	if strings.Join(got, "\n") != want {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), want)
	}
}

// TestBombs holds that aliases in aliases, merges in merges and depth cost no more than the size of
// the text.
func TestBombs(t *testing.T) {
	bomb := "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
	merge := "a0: &a0 {x: 1}\n"
	for i := 1; i < 30; i++ {
		bomb += fmt.Sprintf("a%d: &a%d [*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d,*a%d]\n", i, i, i-1, i-1, i-1, i-1, i-1, i-1, i-1, i-1)
		merge += fmt.Sprintf("a%d: &a%d {<<: [*a%d,*a%d,*a%d,*a%d,*a%d,*a%d], y%d: 1}\n", i, i, i-1, i-1, i-1, i-1, i-1, i-1, i)
	}
	tests := map[string]string{
		"aliases": bomb, "merges": merge, "depth": "k: " + strings.Repeat("[", 20000) + strings.Repeat("]", 20000),
		"long lines": "k: \"" + strings.Repeat("a ", 500000) + "\"\n", "keys": strings.Repeat("? ", 3000), "many keys": strings.Repeat("k: 1\n", 50000),
		"anchors": strings.Repeat("- &a x\n", 20000), "comments": strings.Repeat("# c\n", 100000),
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			allocated := testing.AllocsPerRun(1, func() { _, _ = yaml.ToJSON([]byte(text)) })
			if limit := float64(20*len(text) + 100000); allocated > limit {
				t.Errorf("%v allocations for %d bytes", allocated, len(text))
			}
		})
	}
}

// TestRealTemplates compares what real templates mean with what another library and other rules make
// of them.
func TestRealTemplates(t *testing.T) {
	n := 0
	for name, text := range corpus.Members(t, corpus.Templates) {
		if path.Base(name) == "LICENSE" || bytes.HasPrefix(bytes.TrimSpace(text), []byte("{")) {
			continue
		}
		got, err := yaml.ToJSON(text)
		if err != nil {
			if !strings.Contains(err.Error(), "there is no function !Rain::") && !strings.Contains(err.Error(), "there is no document") {
				t.Errorf("%s: %v", name, err)
			}
			continue
		}
		n++
		compare(t, name, text, got)
		again, err := yaml.FromJSON(got)
		if err != nil {
			t.Fatal(err)
		}
		back, err := yaml.ToJSON(again)
		if err != nil || !reflect.DeepEqual(meaning(t, got), meaning(t, back)) {
			t.Errorf("%s: written again it does not mean the same: %v", name, err)
		}
	}
	if n < 70 {
		t.Errorf("only %d templates in YAML", n)
	}
}

func compare(t *testing.T, name string, text, got []byte) {
	t.Helper()
	want, err := templatetest.JSON(text)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	if a, b := meaning(t, got), meaning(t, want); !reflect.DeepEqual(a, b) {
		t.Errorf("%s: means\n%s\nand not\n%s", name, got, want)
	}
}

func meaning(t *testing.T, text []byte) any {
	t.Helper()
	dec := json.NewDecoder(bytes.NewReader(text))
	dec.UseNumber() // which can be of any size
	var v any
	if err := dec.Decode(&v); err != nil {
		t.Fatal(err)
	}
	return v
}

// FuzzRead compares what a text means with what another library makes of it, and reads what is
// written of it again.
func FuzzRead(f *testing.F) {
	for _, text := range []string{"k: !Ref a\n", "a: &x [1, 'b']\nc: *x\n", "k: |\n  a\n b: c\n", "k: >+\n  a\n\n  b\n\n", "a:\n- b\n-  c: d\n   e: !Sub \"${x}\"\n", "k: {a: [b, c: d], e: \"f\\n\"}\n", "k: yes\nl: 0777\nm: 1.5\n"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got, err := yaml.ToJSON([]byte(text))
		if err != nil {
			return
		}
		again, err := yaml.FromJSON(got)
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		back, err := yaml.ToJSON(again)
		if err != nil || !reflect.DeepEqual(meaning(t, got), meaning(t, back)) {
			t.Fatalf("%q is written as\n%s\nand means\n%s\nnot\n%s\n%v", text, again, back, got, err)
		}
		x, err := yaml.Read([]byte(text))
		if err != nil || x == nil {
			return
		}
		if same, err := x.Format(); err != nil || string(same) != text {
			t.Fatalf("%q: unchanged it is %q: %v", text, same, err)
		}
		x.AddResource("Added", added())
		changed, err := x.Format()
		if err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if y, err := yaml.Read(changed); err != nil || !y.Equal(x) {
			t.Fatalf("%q: %v\n%s", text, err, changed)
		}
	})
}

// TestRefused has texts that are refused and do not end the program.
func TestRefused(t *testing.T) {
	tests := map[string]struct{ text, want string }{
		"merged into itself": {"k: &a {b: {<<: *a}}\n#" + strings.Repeat("x", 1<<20), "nested too deeply"},
		"UTF-16":             {"\xff\xfek\x00:\x00 \x00a\x00\n\x00", "the text is not UTF-8"},
		"a list as a map":    {"k: !!map [a]", "the value is none of the type !!map"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			if _, err := yaml.ToJSON([]byte(test.text)); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %.200v, want %s", err, test.want)
			}
		})
	}
}
