package cfn_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/big"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	. "github.com/cfngen/cfngen/templates/cfn"
	. "github.com/cfngen/cfngen/templates/internal/cfntest"
)

// FuzzUnmarshal reads arbitrary bytes: errors have positions, and what is
// accepted is JSON that can be written and is the same from then on.
func FuzzUnmarshal(f *testing.F) {
	f.Add([]byte(FullText), uint8(0))
	for _, seed := range []string{
		`{"Obj":{"Fn::If":["C",{"Key":"k"},{"Ref":"AWS::NoValue"}],"k":1}}`, `{"Condition":"C"}`, `{"Condition":{}}`,
		`{"StrMap":{"Fn::If":["C",{"a":1},{"b":true}],"k":"v"}}`, `{"Str":1.50,"Bool":"TRUE","Int":"5.0","Num":"1e3"}`,
		`{"Free":{"a":1,"a":[null]},"Str":"\ud83d\ude00"}`, `{"str":"","Str":null,"X":[1,2,}`, `{"Ints":["{{resolve:ssm:a}}",1e400]}`,
		`{"RecMap":{"Fn::If":["C",{"Str":"s"},0],"k":[]}}`, `{"R\u0065f":"x"}`, `{"Rec":{"Fn::If":["C"]}}`,
	} {
		f.Add([]byte(seed), uint8(0))
		f.Add([]byte(seed), uint8(3))
	}
	f.Fuzz(func(t *testing.T, text []byte, bits uint8) {
		var options []Option
		if bits&1 != 0 {
			options = append(options, KeepUnknown())
		}
		if bits&2 != 0 {
			options = append(options, AllowDuplicateKeys())
		}
		var x Shapes
		err := Unmarshal(text, &x, options...)
		ErrsOnly(t, err)
		for _, e := range ErrorsOf(t, err) {
			if e.Offset < 0 || e.Offset > len(text) || e.Line < 1 || e.Column < 1 {
				t.Errorf("no place: %+v", e)
			}
		}
		ErrsOnly(t, x.Validate())
		if err != nil {
			return
		}
		if !json.Valid(text) {
			t.Fatal("accepted what is not JSON")
		}
		first, err := x.AppendJSON(nil)
		if err != nil {
			t.Fatalf("was read and cannot be written: %v", err)
		}
		var again Shapes
		if err := Unmarshal(first, &again, KeepUnknown()); err != nil {
			t.Fatalf("was written and cannot be read: %v\n%s", err, first)
		}
		second, err := again.AppendJSON(nil)
		if err != nil || !bytes.Equal(first, second) || !json.Valid(first) {
			t.Fatalf("not the same: %v\n%s\n%s", err, first, second)
		}
	})
}

// literals is a plain struct as encoding/json reads it.
type literals struct {
	Str    *string
	Bool   *bool
	Int    *int64
	Num    *float64
	Strs   []string
	Ints   []int64
	StrMap map[string]string
	Rec    *literals
	Lists  [][]int64
	Free   json.RawMessage
}

// FuzzAgreesWithEncodingJSON compares with encoding/json where both promise the
// same. What is documented to differ is left out: duplicate keys, invalid UTF-8
// and lone surrogates are refused here, names are case-sensitive, null is an
// error, scalars are converted, and objects can be intrinsic functions.
func FuzzAgreesWithEncodingJSON(f *testing.F) {
	for _, seed := range []string{
		`{"Str":"a\n\u00e9\/","Bool":true,"Int":-5,"Num":1.5e-3,"Strs":["",""],"Ints":[0],"StrMap":{"k":"v"}}`,
		`{"Rec":{"Rec":{"Lists":[[1],[]]}}}`, ` { "Free" : [ 1 , {} ] } `, `{"Int":9223372036854775808}`, `{"Num":1e400}`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		var want literals
		d := json.NewDecoder(bytes.NewReader(text))
		d.DisallowUnknownFields()
		wantErr := d.Decode(&want)
		if wantErr == nil && strings.TrimLeft(string(text[d.InputOffset():]), " \t\r\n") != "" {
			wantErr = errors.New("more text")
		}
		var x Shapes
		err := x.UnmarshalJSON(text)
		if err == nil && wantErr != nil {
			// Only a conversion or a function makes a document valid here alone.
			if !json.Valid(text) {
				t.Fatalf("accepted what is not JSON: %v", wantErr)
			}
			return
		}
		if err != nil && wantErr == nil {
			for _, e := range ErrorsOf(t, err) {
				if e.Rule == RuleNull || e.Rule == RuleUnknown { // case-insensitive there
					return
				}
				if strings.Contains(e.Message, "twice") || strings.Contains(e.Message, "UTF-8") || strings.Contains(e.Message, "surrogate") {
					return
				}
			}
			t.Fatalf("refused what encoding/json reads: %v", err)
		}
		if err != nil || bytes.Contains(text, []byte(`"Ref"`)) || bytes.Contains(text, []byte("Fn::")) ||
			bytes.Contains(text, []byte("Condition")) || bytes.Contains(text, []byte(`\`)) || bytes.Contains(text, []byte("resolve")) {
			return
		}
		if got := plainOf(&x); !reflect.DeepEqual(got, &want) {
			t.Fatalf("read something else:\n%+v\n%+v", got, want)
		}
	})
}

func plainOf(x *Shapes) *literals {
	if x == nil {
		return nil
	}
	out := &literals{Str: pointer(x.Str), Bool: pointer(x.Bool), Int: pointer(x.Int), Num: pointer(x.Num), Rec: plainOf(x.Rec)}
	out.Strs, out.Ints = plainList(x.Strs), plainList(x.Ints)
	if entries, ok := Entries(x.StrMap); ok {
		out.StrMap = map[string]string{}
		for _, e := range entries {
			out.StrMap[e.Key], _ = Get(e.Value)
		}
	}
	if lists, ok := Items(x.Lists); ok {
		out.Lists = [][]int64{}
		for _, l := range lists {
			out.Lists = append(out.Lists, plainList(l))
		}
	}
	if x.Free.String() != "" {
		out.Free = json.RawMessage(x.Free.String())
	}
	return out
}

func pointer[T Scalar](v Value[T]) *T {
	if lit, ok := Get(v); ok {
		return &lit
	}
	return nil
}

func plainList[T Scalar](l List[Value[T]]) []T {
	items, ok := Items(l)
	if !ok {
		return nil
	}
	out := []T{}
	for _, v := range items {
		lit, _ := Get(v)
		out = append(out, lit)
	}
	return out
}

// FuzzString writes strings as encoding/json does without HTML escaping, but for
// two separators that it escapes for JavaScript and for what is not UTF-8.
func FuzzString(f *testing.F) {
	for _, seed := range []string{"", "plain", "<>&'\"\\/", "\x00\x1f\b\f\n\r\t\x7f", "é\U0001F600\u2028\u2029", "\xff", "1234567\"", "12345678\x80"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got, err := MarshalProperty(ptr(Val(s)))
		if (err == nil) != utf8.ValidString(s) {
			t.Fatalf("%q: %v", s, err)
		}
		if err != nil {
			return
		}
		var b bytes.Buffer
		e := json.NewEncoder(&b)
		e.SetEscapeHTML(false)
		if err := e.Encode(s); err != nil {
			t.Fatal(err)
		}
		want := strings.NewReplacer(`\u2028`, "\u2028", `\u2029`, "\u2029", `\\`, `\\`).Replace(strings.TrimSuffix(b.String(), "\n"))
		if string(got) != want {
			t.Fatalf("got %s, want %s", got, want)
		}
		var v Value[string]
		if err := UnmarshalProperty(got, &v); err != nil {
			t.Fatal(err)
		}
		if back, ok := Get(v); !ok || back != s {
			t.Fatalf("%q came back as %q", s, back)
		}
	})
}

// FuzzInteger reads numbers as exact arithmetic does.
func FuzzInteger(f *testing.F) {
	for _, seed := range []string{
		"0", "-0", "5.0", "5e2", "0.5e1", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "1e400", "1.5",
		"100e-2", "1e-2", "0e999999", "0.000", "12.30e1", "9223372036854775.807e3", "1.5e-9223372036854775808", "-1E+18",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 400 {
			return
		}
		var v Value[int64]
		err := UnmarshalProperty([]byte(text), &v)
		n, ok := Get(v)
		if !json.Valid([]byte(text)) || strings.Trim(text, "0123456789+-.eE") != "" {
			return
		}
		if _, exponent, _ := strings.Cut(strings.ToLower(text), "e"); len(strings.TrimLeft(exponent, "+-0")) > 4 {
			return // too much for exact arithmetic
		}
		want, valid := new(big.Rat).SetString(text)
		if !valid {
			t.Fatalf("%s is no number", text)
		}
		if fits := want.IsInt() && want.Num().IsInt64(); fits != (err == nil) || fits != ok {
			t.Fatalf("%s: %v", text, err)
		} else if fits && want.Num().Int64() != n {
			t.Fatalf("%s gave %d", text, n)
		} else if !fits && want.IsInt() != strings.Contains(err.Error(), "64 bits") {
			t.Fatalf("%s: the wrong reason: %v", text, err)
		}
		// The same as a string, where CloudFormation converts it.
		var s Value[int64]
		if (UnmarshalProperty([]byte(`"`+text+`"`), &s) == nil) != (err == nil) {
			t.Fatalf("%q as a string is another number", text)
		}
	})
}
