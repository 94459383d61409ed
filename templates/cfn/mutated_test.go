package cfn_test

import (
	"bytes"
	"encoding/json"
	"math/rand"
	"reflect"
	"strings"
	"testing"

	. "github.com/cfngen/cfngen/templates/cfn"
	"github.com/cfngen/cfngen/templates/cfn/template"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

// What TestMutatedDocuments makes its documents of: each shape and each constraint, with
// a literal, a function and an Fn::If in the place of a value.
const (
	checkedText = `{` + Needed + `,"Color":"RED","Size":1,"Len":"abc","Word":"word","Int":5,"Excl":1,"Frac":1,"Big":7,"Num":0.5,` +
		`"NumExcl":0.5,"Strs":["a",{"Ref":"AWS::NoValue"}],"Objs":[{"Key":"k","Next":{"Key":"{{resolve:ssm:n}}"}}],"Unique":["a","b"],` +
		`"UInts":[1,2],"UObjs":[{"Key":"a"},{"Key":"b"}],"UJsons":[{"a":1},[1.0,"\u00e9"],1],"UMaps":[{"a":"1","b":"2"},{"b":"2"}],` +
		`"ULists":[["a"],["b"],[]],"Map":{"k":"v","k2":{"Fn::If":["C","a",{"Ref":"P"}]}},"Doc":{"a":{"Fn::Sub":"x"}},"Many":"n00","Nested":[["a"]]}`
	ifText = `{"Str":{"Fn::If":["C","a",{"Ref":"AWS::NoValue"}]},"Int":{"Fn::If":["C",1,{"Ref":"P"}]},"Num":"1e3","Bool":"TRUE",` +
		`"Strs":{"Fn::If":["C",["a"],{"Fn::Split":[",","a"]}]},"StrMap":{"Fn::If":["C",{"a":"1"},{"a":"2"}],"Fn::Transform":{"Name":"M"}},` +
		`"Obj":{"Fn::If":["C",{"Key":"k"},{"Fn::If":["D",{"Key":"l"},{"Ref":"AWS::NoValue"}]}]},"Free":{"Fn::If":["C",1,null]},` +
		`"RecMap":{"r":{"Fn::If":["C",[{"Str":"s"}],[]]}},"JSONMap":{"a":1,"b":[{}],"c":"\ud83d\ude00"},"Unknown":{"a":[1]},"Ints":["5.0",1e2]}`
	choiceText   = `{"A":"a","Text":"a","Free":{"Fn::If":["C","x",""]},"Map":{"n":1,"o":"text","p":[1,{"q":true}]},"Next":{"Next":{"Next":"x"}}}`
	templateText = `{"AWSTemplateFormatVersion":"2010-09-09","Transform":"AWS::Serverless-2016-10-31","Parameters":{"P":{"Type":"String"}},` +
		`"Resources":{"A":{"Type":"AWS::Test::Shapes","DependsOn":"B","Condition":"C","Properties":` + ifText + `},` +
		`"B":{"Type":"AWS::Test::Checked","DeletionPolicy":"Retain","DependsOn":["A"],"Properties":` + checkedText + `},` +
		`"X":{"Type":"AWS::Other::Type","Properties":{"a":[{"Ref":"A"}]},"Metadata":{"m":1}},` +
		`"Fn::ForEach::L":["I",["a"],{"R${I}":{"Type":"AWS::Test::Shapes"}}]},"Outputs":{"O":{"Value":{"Fn::GetAtt":["A","Arn"]}}}}`
)

// TestMutatedDocuments reads, checks, compares and writes documents with mistakes in
// them, the same ones in each run. It is run under the race detector and with checkptr,
// too, which find out where memory is seen as what it is not.
func TestMutatedDocuments(t *testing.T) {
	const rounds = 80
	r := rand.New(rand.NewSource(1))
	seeds := []string{FullText, checkedText, ifText, choiceText, templateText}
	parts := partsOf(t, seeds)
	read, accepted := 0, 0
	for i := range rounds * len(seeds) {
		text := []byte(seeds[i%len(seeds)])
		for range r.Intn(4) {
			text = mutate(r, text, parts)
		}
		for _, options := range [][]Option{nil, {KeepUnknown()}, {AllowDuplicateKeys()}, {KeepUnknown(), AllowDuplicateKeys(), Enable(RuleFormat)}} {
			for _, target := range mutatedTargets {
				read++
				if useMutated(t, text, target, append(options, Known([]Properties{(*Shapes)(nil), (*Checked)(nil)}))) {
					accepted++
				}
			}
		}
		if t.Failed() {
			t.Fatalf("%s", text)
		}
	}
	// Documents with so many mistakes that none is written would show little.
	if accepted < read/20 {
		t.Errorf("%d of %d documents were accepted", accepted, read)
	}
}

// mutatedTargets return what a document is read into.
var mutatedTargets = []func() any{
	func() any { return new(Shapes) },
	func() any { return new(Checked) },
	func() any { return new(Choice) },
	func() any { return new(Keyed) },
	func() any { return new(Tree) },
	func() any { return new(Open) },
	func() any { return Nested((*Shapes)(nil), new(Leaf)) },
	func() any { return new(template.Template) },
	func() any { return new(template.Resource) },
	func() any { return new(JSON) },
	func() any { return new(Map[JSON]) },
	func() any { return new(List[Value[string]]) },
}

// useMutated does with a document all that the package has, and reports whether it was
// accepted.
func useMutated(t *testing.T, text []byte, target func() any, options []Option) bool {
	x, y := target(), target()
	err := readAny(text, x, options)
	ErrsOnly(t, err)
	if again := readAny(text, y, options); !reflect.DeepEqual(err, again) {
		t.Errorf("read twice with other errors: %v, %v", err, again)
	}
	if !Equal(x, y) || !Equal(y, x) {
		t.Errorf("%T: read twice and not equal", x)
	}
	if v, ok := x.(interface{ Validate(...Option) error }); ok {
		ErrsOnly(t, v.Validate(options...))
	} else if s, ok := x.(Struct); ok {
		ErrsOnly(t, Validate(s, options...))
		ErrsOnly(t, Validate(s, Skip(RuleRequired, RulePattern)))
	}
	first, writeErr := writeAny(x)
	if err != nil {
		return false
	}
	if writeErr != nil || !json.Valid(first) {
		t.Errorf("%T: was read and cannot be written: %v", x, writeErr)
		return false
	}
	z := target()
	if err := readAny(first, z, append(options, KeepUnknown())); err != nil {
		t.Errorf("%T: was written and cannot be read: %v\n%s", x, err, first)
	}
	if second, err := writeAny(z); err != nil || !bytes.Equal(first, second) {
		t.Errorf("%T: %v, written as\n%s\nand then as\n%s", x, err, first, second)
	}
	return true
}

func readAny(text []byte, x any, options []Option) error {
	switch x := x.(type) {
	case *template.Template:
		read, err := template.Read(text, options...)
		if read != nil {
			*x = *read
		}
		return err
	case *template.Resource:
		return x.Decode(text, options...)
	case *JSON:
		return x.UnmarshalJSON(text)
	case Struct:
		return Unmarshal(text, x, options...)
	}
	return UnmarshalProperty(text, x)
}

func writeAny(x any) ([]byte, error) {
	switch x := x.(type) {
	case *JSON:
		return x.AppendJSON(nil)
	case interface{ AppendJSON([]byte) ([]byte, error) }:
		return x.AppendJSON(nil)
	case Struct:
		return AppendJSON(nil, x)
	}
	return MarshalProperty(x)
}

// span is a part of a document: a value or a key.
type span struct{ start, end int }

// spansOf returns the values and keys of a document, as far as it is JSON.
func spansOf(text []byte) []span {
	var spans []span
	var open []int // where the objects and lists around begin
	d := json.NewDecoder(bytes.NewReader(text))
	for {
		before := int(d.InputOffset())
		token, err := d.Token()
		if err != nil {
			return spans
		}
		end := int(d.InputOffset())
		start := before + len(text[before:end]) - len(strings.TrimLeft(string(text[before:end]), " \t\r\n,:"))
		switch token {
		case json.Delim('{'), json.Delim('['):
			open = append(open, start)
			continue
		case json.Delim('}'), json.Delim(']'):
			start, open = open[len(open)-1], open[:len(open)-1]
		}
		spans = append(spans, span{start, end})
	}
}

// partsOf returns the values and keys of all documents, and some that are in none.
func partsOf(t *testing.T, texts []string) []string {
	parts := []string{`null`, `""`, `0`, `-1.5e300`, `true`, `{}`, `[]`, `"\ud83d"`, "\"\xff\"", `{"Ref":"AWS::NoValue"}`, `{"Fn::If":["C"]}`, `{"a":1,"a":2}`}
	for _, text := range texts {
		spans := spansOf([]byte(text))
		if len(spans) == 0 || spans[len(spans)-1] != (span{0, len(text)}) {
			t.Fatalf("not JSON: %s", text)
		}
		for _, s := range spans[:len(spans)-1] {
			parts = append(parts, text[s.start:s.end])
		}
	}
	return parts
}

// mutate returns a document with a part of it deleted, duplicated or replaced: some bytes
// or, more often, a value or a key.
func mutate(r *rand.Rand, text []byte, parts []string) []byte {
	if len(text) == 0 {
		return text
	}
	start := r.Intn(len(text))
	end := min(start+1+r.Intn(4), len(text))
	spans := spansOf(text)
	values := len(spans) > 0 && r.Intn(4) > 0
	if values {
		one := spans[r.Intn(len(spans))]
		start, end = one.start, one.end
	}
	part := string(text[start:end])
	switch r.Intn(4) {
	case 0:
		part = ""
		if values && end < len(text) && text[end] == ',' {
			end++
		}
	case 1:
		if part += part; values {
			part = string(text[start:end]) + "," + string(text[start:end])
		}
	default:
		if part = string(rune(r.Intn(0x100))); values {
			part = parts[r.Intn(len(parts))]
		}
	}
	return bytes.Join([][]byte{text[:start], []byte(part), text[end:]}, nil)
}
